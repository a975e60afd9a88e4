"""The one door to a desk file."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlite_utils import Database

from domain.clock import Clock, Jump
from domain.errors import DeskError, FieldError
from domain.instant import from_ms, iso_utc
from domain.marking import Marking, Tlp
from domain.protocol import Protocol, default_protocol
from domain.text import clean_line, required
from domain.words import _
from storage import driver, schema
from storage.breaches import Breaches
from storage.briefings import Briefings
from storage.incidents import Incidents
from storage.journal import Journal

SUFFIX = ".desk"


@dataclass(frozen=True, slots=True)
class DeskInfo:
    """What a desk says of itself."""

    code: str
    name: str
    marking: Marking
    created_at: datetime
    protocol: str


class Desk:
    """An open desk file: `incidents`, `breaches`, `briefings` and the `journal` under them all.

    One program has it open for writing; in another one it opens read-only, and `readonly` says why.
    """

    def __init__(
        self, path: Path, connection: driver.Connection, clock: Clock, lock: FileLock | None, why: str
    ) -> None:
        self.path = path
        self.readonly = why
        self._connection = connection
        self._lock = lock
        connection.row_factory = driver.Row
        self.journal = Journal(connection, clock, why)
        self.incidents = Incidents(connection, self.journal)
        self.breaches = Breaches(connection, self.journal, self.incidents)
        self.briefings = Briefings(connection, self.journal)

    @classmethod
    def create(
        cls, path: Path, *, code: str, name: str, marking: Marking, author: str, clock: Clock,
        protocol: Protocol | None = None,
    ) -> Desk:  # fmt: skip
        """A new desk file.

        Raises `FieldError` for a bad code or name, `DeskError` where the file is there already.
        """
        short = clean_line(code, "code", limit=12).upper()
        if not re.fullmatch(r"[A-Z][A-Z0-9]{1,11}", short):
            raise FieldError("code", _("A desk's code is 2 to 12 letters A–Z and digits, such as NTH."))
        content = {
            "code": short,
            "name": required(clean_line(name, "name", limit=80), "name", _("A desk needs a name.")),
            "marking": marking.to_json(),
            "protocol": (protocol or default_protocol()).to_json(),
        }
        required(author.strip(), "author", _("Who is on watch? Initials are needed."))
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
        try:
            desk = cls._open_for_writing(path, clock, new=True)
            with desk.journal.writing(author) as write:
                write(action="desk.created", record="desk", content=content)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return desk

    @classmethod
    def open(cls, path: Path, *, clock: Clock, readonly: bool = False) -> Desk:
        """Open a desk file.

        Raises `DeskError` for a file that is missing, is no desk, or is newer than the program.
        """
        if not path.is_file():
            raise DeskError(
                _("There is no file {file}.").format(file=path), "", _("Check the name and the folder.")
            )
        if readonly:
            return cls._open_readonly(path, clock, _("It was opened to be read."))
        return cls._open_for_writing(path, clock)

    @classmethod
    def _open_for_writing(cls, path: Path, clock: Clock, *, new: bool = False) -> Desk:
        lock = FileLock(str(path) + ".lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            why = _("Another program has it open for writing.")
            return cls._open_readonly(path, clock, why)
        except OSError:
            return cls._open_readonly(path, clock, _("Its folder cannot be written to."))
        try:
            if not new:
                _check_header(path)
            connection = _connect(path, readonly=False)
        except BaseException:
            lock.release()
            raise
        try:
            _migrate(path, connection, new=new)
        except BaseException:
            connection.close()
            lock.release()
            raise
        return cls(path, connection, clock, lock, "")

    @classmethod
    def _open_readonly(cls, path: Path, clock: Clock, why: str) -> Desk:
        _check_header(path)
        connection = _connect(path, readonly=True)
        try:
            found = _version(connection)
            if found != schema.version():
                raise DeskError(
                    _(
                        "This desk has format {found}; this program reads format {known} without changing it."
                    ).format(found=found, known=schema.version()),
                    why,
                    _("Open it for writing once, or use the newer program."),
                )
        except BaseException:
            connection.close()
            raise
        return cls(path, connection, clock, None, why)

    def close(self) -> None:
        """Close the file and let others write. Safe to call twice."""
        self._connection.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    @property
    def info(self) -> DeskInfo:
        """Code, name, marking and the protocol in force."""
        row = self._connection.execute("SELECT * FROM desk").fetchone()
        marking = Marking(Tlp(row["tlp"]), row["marking_line"], bool(row["exercise"]))
        return DeskInfo(row["code"], row["name"], marking, from_ms(row["created_at"]), row["protocol"])

    def record_jump(self, jump: Jump, *, author: str) -> None:
        """Note a jump of the wall clock against the monotonic one. Raises `DeskError` on a failed write."""
        seconds = round(jump.by.total_seconds())
        content = {"before": iso_utc(jump.before), "after": iso_utc(jump.after), "seconds": seconds}
        with self.journal.writing(author) as write:
            write(action="clock.jumped", record="clock", content=content)

    def jumps(
        self, since: datetime | None = None, until: datetime | None = None
    ) -> list[tuple[datetime, int]]:
        """Recorded jumps of the wall clock: when they were noticed (UTC) and by how many seconds."""
        entries = self.journal.entries_of("clock")
        return [
            (entry.at, int(entry.content["seconds"]))
            for entry in entries
            if (since is None or entry.at >= since) and (until is None or entry.at <= until)
        ]


def _connect(path: Path, *, readonly: bool) -> driver.Connection:
    try:
        return driver.connect(path, readonly=readonly)
    except driver.Error as error:
        raise DeskError(
            _("{file} cannot be opened.").format(file=path.name),
            str(error),
            _("Open the last good copy of it."),
        ) from error


def _version(connection: driver.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _check_header(path: Path) -> None:
    """Refuse a file that is no desk before anything opens it for writing. Raises `DeskError`."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise DeskError(_("{file} cannot be read.").format(file=path.name), str(error)) from error
    if header[:16] == b"SQLite format 3\0" and int.from_bytes(header[68:72], "big") == schema.APPLICATION_ID:
        return
    if path.with_name(path.name + "-wal").exists() and _application_id(path) == schema.APPLICATION_ID:
        return  # the first transaction of a new desk still stands in its write-ahead log
    raise DeskError(
        _("{file} is not a desk file.").format(file=path.name), "", _("Choose a file made by this program.")
    )


def _application_id(path: Path) -> int:
    try:
        connection = driver.connect(path, readonly=True)
        try:
            return int(connection.execute("PRAGMA application_id").fetchone()[0])
        finally:
            connection.close()
    except driver.Error:
        return 0


def _migrate(path: Path, connection: driver.Connection, *, new: bool) -> None:
    known = schema.version()
    found = _version(connection)
    if found > known:
        raise DeskError(
            _(
                "This desk was made by a newer program: it has format {found}, this program knows {known}."
            ).format(found=found, known=known),
            _("Nothing was changed."),
            _("Use the newer program."),
        )
    if found == known:
        return
    if not new:
        _keep_copy(path, connection, found)
    with driver.immediate(connection):
        schema.migrations.apply(Database(connection, execute_plugins=False))
        connection.execute(f"PRAGMA user_version = {known:d}")
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID:d}")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _keep_copy(path: Path, connection: driver.Connection, version: int) -> None:
    """A verified copy beside the file, made before a migration touches it."""
    copy = path.with_name(f"{path.stem}.format-{version}{path.suffix}")
    if copy.exists():
        return
    part = copy.with_suffix(".part")
    part.unlink(missing_ok=True)
    try:
        connection.execute("VACUUM INTO ?", (str(part),))
        check = driver.connect(part, readonly=True)
        try:
            sound = check.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        finally:
            check.close()
    except driver.Error as error:
        part.unlink(missing_ok=True)
        raise driver.cannot_write(error) from error
    if not sound:
        part.unlink(missing_ok=True)
        raise DeskError(
            _("The copy made before changing the format is damaged."),
            _("Nothing was changed."),
            _("Verify the desk, and check the disk."),
        )
    shutil.move(part, copy)
