"""The one door to a desk file."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from domain.clock import Clock
from domain.errors import DeskError, FieldError
from domain.instant import from_ms
from domain.marking import Marking, Tlp
from domain.protocol import Protocol, default_protocol
from domain.text import clean_line, required
from domain.words import _
from storage import driver, media, schema
from storage.amending import Amending
from storage.breaches import Breaches
from storage.briefings import Briefings
from storage.casework import Casework
from storage.corrections import Corrections
from storage.desk_file import check_header, connect, mend_salt, migrate, read_header, release, version_of
from storage.durable import discard, sync_folder
from storage.evidence import EvidenceStore
from storage.incidents import Incidents
from storage.intake import Intake
from storage.journal import Journal, author_name
from storage.keys import Key, is_encrypted
from storage.nearby import Nearby
from storage.overlays import Overlays
from storage.places import Places
from storage.protocols import Protocols
from storage.requests import Requests
from storage.rows import reading
from storage.sectors import Sectors
from storage.soundness import look, unreadable
from storage.together import Together
from storage.totals import Sums
from storage.truce import Truce
from storage.watch import Watch

SUFFIX = ".desk"


@dataclass(frozen=True, slots=True)
class DeskInfo:
    """What a desk says of itself."""

    code: str
    name: str
    marking: Marking
    created_at: datetime
    protocol: str


def desk_code(text: str) -> str:
    """A desk's code from typed text, in capitals. Raises `FieldError` naming `code`."""
    short = clean_line(text, "code", limit=12).upper()
    if not re.fullmatch(r"[A-Z][A-Z0-9]{1,11}", short):
        raise FieldError("code", _("A desk's code is 2 to 12 letters A–Z and digits, such as NTH."))
    return short


class Desk:
    """An open desk file: incidents, evidence, breaches and casework, places, protocols, briefings, watch.

    One program has it open for writing; in another one it opens read-only, and `readonly` says why. So does
    one that is `damaged`, which says how.
    """

    def __init__(
        self, path: Path, connection: driver.Connection, clock: Clock, lock: FileLock | None, why: str,
        damaged: str = "", key: Key | None = None,
    ) -> None:  # fmt: skip
        self.path = path
        self.key = key
        self.readonly = why
        self.damaged = damaged
        self._connection = connection
        self._lock = lock
        self._clock = clock
        connection.row_factory = driver.Row
        self.journal = Journal(connection, clock, why)
        self.incidents = Incidents(connection, self.journal, key)
        self.totals = Sums(connection, self.journal, self.incidents)
        self.corrections = Corrections(connection, self.journal, self.incidents)
        self.sectors = Sectors(connection, self.journal, self.incidents)
        self.together = Together(connection, self.journal, self.incidents, self.corrections)
        self.evidence = EvidenceStore(connection, self.journal, self.incidents)
        self.intake = Intake(self.journal, self.incidents, self.corrections, self.evidence)
        self.places = Places(connection, self.journal)
        self.overlays = Overlays(connection, self.journal)
        self.protocols = Protocols(connection, self.journal)
        self.breaches = Breaches(connection, self.journal, self.incidents, self.protocols)
        self.casework = Casework(self.journal, self.incidents, self.breaches, self.protocols)
        self.truce = Truce(self.journal, clock)
        self.watch = Watch(self.journal)
        self.nearby = Nearby(connection)
        self.briefings = Briefings(connection, self.journal)
        self.requests = Requests(connection, self.journal)
        self.amending = Amending(connection, self.journal, self.briefings)

    @classmethod
    def create(
        cls, path: Path, *, code: str, name: str, marking: Marking, author: str, clock: Clock,
        protocol: Protocol | None = None, key: Key | None = None,
    ) -> Desk:  # fmt: skip
        """A new desk file, encrypted where a `key` is given.

        Raises `FieldError` for a bad code or name, `DeskError` where the file is there already.
        """
        short = desk_code(code)
        content = {
            "code": short,
            "name": required(clean_line(name, "name", limit=80), "name", _("A desk needs a name.")),
            "marking": marking.to_json(),
            "protocol": (protocol or default_protocol()).to_json(),
        }
        who = author_name(author)
        media.refuse_shared(path.parent)
        try:
            with path.open("xb"):
                pass
        except FileExistsError:
            raise DeskError(
                _("{file} is there already.").format(file=path.name),
                "",
                _("Open it, or choose another name."),
            ) from None
        except OSError as error:
            raise DeskError(
                _("The desk could not be created."), str(error), _("Choose another folder.")
            ) from error
        desk: Desk | None = None
        try:
            desk = cls._open_for_writing(path, clock, key, new=True)
            sync_folder(path.parent)  # its name is there, and the journal of its first page is not
            with desk.journal.writing(who) as write:
                write(action="desk.created", record="desk", content=content)
        except BaseException:
            if desk is not None:
                desk.close()
            for suffix in ("", "-wal", "-shm"):
                discard(path.with_name(path.name + suffix))
            raise
        return desk

    @classmethod
    def open(cls, path: Path, *, clock: Clock, readonly: bool = False, key: Key | None = None) -> Desk:
        """Open a desk file; `key` opens an encrypted one.

        Raises `DeskError` for a file that is missing, is no desk, or is newer than the program; such a file
        is left as it is. `LockedError`, `WrongPassphraseError` where it is encrypted and needs another key.
        """
        if media.is_shared(path):
            return cls._open_shared(path, clock, key)
        check_header(path, key)
        if readonly:
            return cls._open_readonly(path, clock, key, _("It was opened to be read."))
        if not os.access(path, os.W_OK):
            return cls._open_readonly(path, clock, key, _("The file is write-protected."))
        return cls._open_for_writing(path, clock, key)

    @classmethod
    def _open_for_writing(cls, path: Path, clock: Clock, key: Key | None, *, new: bool = False) -> Desk:
        # The same file has the same lock, by whatever link it is reached.
        lock = FileLock(f"{path.resolve()}.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            return cls._open_readonly(path, clock, key, _("Another program has it open for writing."))
        except OSError:
            return cls._open_readonly(path, clock, key, _("Its folder cannot be written to."))
        try:
            connection = connect(path, readonly=False, key=key)
            try:
                sound = new or not look(connection, clock)
                if sound:
                    migrate(path, connection, new=new, key=key)
                    mend_salt(path, connection, key)
                if sound and not new:
                    _check_begun(connection)
            except BaseException:
                connection.close()
                raise
        except BaseException:
            release(lock)
            raise
        if sound:
            return cls(path, connection, clock, lock, "", key=_used(path, key))
        connection.close()
        release(lock)
        return cls._open_readonly(path, clock, key, _("It is damaged: nothing is written to it."))

    @classmethod
    def _open_shared(cls, path: Path, clock: Clock, key: Key | None) -> Desk:
        """Read a desk on a network drive while its lock is held, so that nobody writes it meanwhile."""
        read_header(path, key)
        if driver.write_ahead_log(path):
            raise media.log_left(path)
        lock = FileLock(f"{path.resolve()}.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise media.open_elsewhere(path) from None
        except OSError:  # a drive that cannot be written to is not written by others either
            return cls._open_readonly(path, clock, key, media.why_not_written())
        try:
            return cls._open_readonly(path, clock, key, media.why_not_written(), lock)
        except BaseException:
            release(lock)
            raise

    @classmethod
    def _open_readonly(
        cls, path: Path, clock: Clock, key: Key | None, why: str, lock: FileLock | None = None
    ) -> Desk:
        connection = connect(path, readonly=True, alone=lock is not None, key=key)
        try:
            found = version_of(connection)
            if found != schema.version():
                raise DeskError(
                    _(
                        "This desk has format {found}; this program reads format {known} without changing it."
                    ).format(found=found, known=schema.version()),
                    why,
                    _("Open it for writing once, or use the newer program."),
                )
            _check_begun(connection)
            damaged = look(connection, clock)
        except BaseException:
            connection.close()
            raise
        return cls(path, connection, clock, lock, why, damaged, _used(path, key))

    def beside(self) -> Desk:
        """This desk once more, for reading in another thread: it sees one instant of the file. Close it.

        Raises `DeskError`.
        """
        connection = connect(self.path, readonly=True, key=self.key)
        try:
            made = Desk(
                self.path, connection, self._clock, None, _("It was opened to be read."), key=self.key
            )
            connection.execute("BEGIN")
        except BaseException:
            connection.close()
            raise
        return made

    def cannot_read(self) -> Sequence[str]:
        """The tables that cannot be read whole: what a damaged desk does not show."""
        return unreadable(self._connection)

    def close(self) -> None:
        """Close the file and let others write. Safe to call twice."""
        self._connection.close()
        if self._lock is not None and self._lock.is_locked:
            release(self._lock)

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    @property
    def info(self) -> DeskInfo:
        """Code, name, marking and the protocol in force."""
        row = self._connection.execute("SELECT * FROM desk").fetchone()
        with reading(_("The desk")):
            marking = Marking(Tlp(row["tlp"]), row["marking_line"], bool(row["exercise"]))
            return DeskInfo(row["code"], row["name"], marking, from_ms(row["created_at"]), row["protocol"])


def _used(path: Path, key: Key | None) -> Key | None:
    return key if key is not None and is_encrypted(path) else None


def _check_begun(connection: driver.Connection) -> None:
    if connection.execute("SELECT 1 FROM desk").fetchone() is None:
        raise DeskError(
            _("This desk was never finished: the program was stopped while it was created."),
            _("There is nothing in it."),
            _("Delete the file and create the desk again."),
        )
