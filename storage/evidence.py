"""Evidence: files kept in the desk by content, in pieces. Never executed, never opened by path.

The journal holds the custody facts and the SHA-256 of each; the bytes stand beside it, once for each content.
They are not a view: a replay does not make them again, and `verify` holds them to their digest instead.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from domain.errors import DeskError, FieldError
from domain.evidence import Custody, Evidence, check_size, type_of
from domain.instant import from_ms
from domain.text import clean_text, required
from domain.words import _
from storage.driver import Connection, Row
from storage.incidents import Incidents
from storage.journal import Journal, Write
from storage.rows import reading

CHUNK = 1 << 20
"""Bytes of one piece."""


class EvidenceStore:
    """Files of incidents."""

    def __init__(self, connection: Connection, journal: Journal, incidents: Incidents) -> None:
        self._connection = connection
        self._journal = journal
        self._incidents = incidents

    def add(
        self,
        incident: str,
        data: bytes,
        *,
        name: str,
        received_by: str,
        received_at: datetime | None = None,
        received_from: str = "",
        how: str = "",
        author: str,
    ) -> Evidence:
        """Keep a file. Raises `FieldError` (size, who, when; the same file twice), `DeskError`."""
        with self._journal.writing(author) as write:
            self._incidents.get(incident)
            custody = self._keep(
                data, write.now, name=name, received_by=received_by, received_at=received_at,
                received_from=received_from, how=how,
            )  # fmt: skip
            number = self._write(write, incident, custody)
        return self.get(number)

    # --- before there is an incident ------------------------------------------------------------------

    def hold(
        self,
        data: bytes,
        *,
        name: str,
        received_by: str,
        received_at: datetime | None = None,
        received_from: str = "",
        how: str = "",
        author: str,
    ) -> Custody:
        """Keep the bytes of a file for an entry that is still a draft; it is no evidence before `attach`.

        Raises `FieldError`, `DeskError`.
        """
        with self._journal.writing(author) as write:
            return self._keep(
                data, write.now, name=name, received_by=received_by, received_at=received_at,
                received_from=received_from, how=how,
            )  # fmt: skip

    def let_go(self, digest: str, *, author: str) -> None:
        """Forget bytes held for a draft; what is evidence or a briefing stays. Raises `DeskError`."""
        with self._journal.writing(author):
            self._connection.execute(
                "DELETE FROM evidence_chunk WHERE sha256 = ?1"
                " AND NOT EXISTS (SELECT 1 FROM evidence WHERE sha256 = ?1)"
                " AND NOT EXISTS (SELECT 1 FROM briefing WHERE sha256 = ?1)",
                (digest,),
            )

    def attach(self, write: Write, incident: str, custody: Custody) -> str:
        """Make evidence of bytes that were held, in a transaction; gives its number. Raises `DeskError`."""
        data = b"".join(chunks(self._connection, custody.sha256))
        if hashlib.sha256(data).hexdigest() != custody.sha256:
            raise DeskError(
                _("The bytes of {name} are not there any more.").format(name=custody.name),
                _("Nothing was saved."),
                _("Remove it from the entry and add the file again."),
            )
        return self._write(write, incident, custody)

    def _keep(
        self,
        data: bytes,
        now: datetime,
        *,
        name: str,
        received_by: str,
        received_at: datetime | None,
        received_from: str,
        how: str,
    ) -> Custody:
        check_size(len(data))
        custody = Custody(
            name=name,
            size=len(data),
            type=type_of(data),
            sha256=hashlib.sha256(data).hexdigest(),
            received_by=received_by,
            received_at=received_at or now,
            received_from=received_from,
            how=how,
        ).checked(now)
        keep(self._connection, custody.sha256, data)
        return custody

    def _write(self, write: Write, incident: str, custody: Custody) -> str:
        if (known := self._twin(incident, custody.sha256)) is not None:
            raise FieldError("file", _("The same file is there already: {number}.").format(number=known))
        number = self._next_number(write.now.year)
        content = {"incident": incident, "custody": custody.to_json()}
        write(action="evidence.added", record=number, content=content)
        return number

    # --- what is there --------------------------------------------------------------------------------

    def withdraw(self, number: str, *, reason: str, author: str) -> Evidence:
        """Say that it counts no longer, and why. Its bytes are kept. Raises `FieldError`, `DeskError`."""
        why = required(clean_text(reason, "reason"), "reason", _("A reason is needed."))
        with self._journal.writing(author) as write:
            known = self.get(number)
            if known.withdrawn is not None:
                raise FieldError("evidence", _("{number} is withdrawn already.").format(number=number))
            content = {"incident": known.incident, "reason": why}
            write(action="evidence.withdrawn", record=number, content=content)
        return self.get(number)

    def get(self, number: str) -> Evidence:
        """The piece of that number. Raises `FieldError` naming `evidence`."""
        row = self._connection.execute("SELECT * FROM evidence WHERE number = ?", (number,)).fetchone()
        if row is None:
            raise FieldError("evidence", _("There is no evidence {number}.").format(number=number))
        return _evidence(row)

    def of(self, incident: str) -> list[Evidence]:
        """The evidence of an incident in order, what was withdrawn among it."""
        rows = self._connection.execute(
            "SELECT * FROM evidence WHERE incident = ? ORDER BY year, serial", (incident,)
        ).fetchall()
        return [_evidence(row) for row in rows]

    def every(self) -> list[Evidence]:
        """All the evidence of the desk, by number."""
        rows = self._connection.execute("SELECT * FROM evidence ORDER BY year, serial").fetchall()
        return [_evidence(row) for row in rows]

    def as_of(self, incident: str, cut_off: datetime) -> list[Evidence]:
        """The evidence of an incident as the journal knew it at `cut_off` (UTC, inclusive), in order.

        Of every incident where `incident` is empty.
        """
        last = self._journal.last_before(cut_off)
        rows = self._connection.execute(
            "SELECT record, max(action = 'evidence.withdrawn') AS gone FROM journal WHERE seq <= ?"
            " AND record IN (SELECT number FROM evidence WHERE ?2 IN ('', incident)) GROUP BY record",
            (last, incident),
        ).fetchall()
        known = {str(row["record"]): bool(row["gone"]) for row in rows}
        return [
            one if known[one.number] else replace(one, withdrawn=None)
            for one in (self.of(incident) if incident else self.every())
            if one.number in known
        ]

    def content(self, number: str) -> bytes:
        """The original, byte for byte. Raises `DeskError` where it does not match its digest."""
        known = self.get(number)
        data = b"".join(chunks(self._connection, known.custody.sha256))
        if hashlib.sha256(data).hexdigest() != known.custody.sha256:
            raise DeskError(
                _("{number} is damaged: it does not match its SHA-256.").format(number=number),
                "",
                _("Verify the desk, and take the file from the last good copy."),
            )
        return data

    def _twin(self, incident: str, digest: str) -> str | None:
        row = self._connection.execute(
            "SELECT number FROM evidence WHERE incident = ? AND sha256 = ? AND withdrawn IS NULL",
            (incident, digest),
        ).fetchone()
        return None if row is None else str(row[0])

    def _next_number(self, year: int) -> str:
        row = self._connection.execute("SELECT max(serial) FROM evidence WHERE year = ?", (year,)).fetchone()
        return f"EV-{year:04d}-{int(row[0] or 0) + 1:06d}"


def read_evidence(path: Path) -> bytes:
    """The bytes of a file that was dropped or chosen. Raises `FieldError` naming `file`."""
    try:
        if not path.is_file():
            raise FieldError("file", _("{name} is no file.").format(name=path.name))
        check_size(path.stat().st_size)
        data = path.read_bytes()
    except OSError as error:
        raise FieldError(
            "file",
            _("{name} cannot be read: {reason}.").format(name=path.name, reason=error.strerror or error),
        ) from error
    check_size(len(data))
    return data


def keep(connection: Connection, digest: str, data: bytes) -> None:
    """Keep a content under its digest, in pieces, inside a transaction; one that is there already is left."""
    connection.executemany(
        "INSERT OR IGNORE INTO evidence_chunk (sha256, part, data) VALUES (?, ?, ?)",
        ((digest, part, data[at : at + CHUNK]) for part, at in enumerate(range(0, len(data), CHUNK))),
    )


def chunks(connection: Connection, digest: str) -> Iterator[bytes]:
    """The pieces of a content in order: a file of evidence, or the pages of a briefing."""
    rows = connection.execute("SELECT data FROM evidence_chunk WHERE sha256 = ? ORDER BY part", (digest,))
    for row in rows:
        yield bytes(row[0])


def lost_before(connection: Connection) -> set[str]:
    """The evidence whose bytes were lost before the desk was salvaged, as its journal says."""
    rows = connection.execute("SELECT content FROM journal WHERE action = 'journal.salvaged'").fetchall()
    return {number for row in rows for number in json.loads(row[0])["evidence_lost"]}


def damaged(connection: Connection) -> list[str]:
    """The numbers of evidence whose bytes are missing or do not match their digest, and should be there."""
    known: dict[str, bool] = {}
    found = []
    lost = lost_before(connection)
    for number, digest in connection.execute(
        "SELECT number, sha256 FROM evidence ORDER BY number"
    ).fetchall():
        if digest not in known:
            check = hashlib.sha256()
            for data in chunks(connection, digest):
                check.update(data)
            known[digest] = check.hexdigest() == digest
        if not known[digest] and number not in lost:
            found.append(str(number))
    return found


def _evidence(row: Row) -> Evidence:
    with reading(row["number"]):
        return Evidence(
            row["number"],
            row["incident"],
            Custody.from_json(json.loads(row["custody"])),
            from_ms(row["added_at"]),
            row["added_by"],
            row["withdrawn"],
        )
