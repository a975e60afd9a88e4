"""The journal of a desk: the only writer, and reads of entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any, Protocol

from domain.clock import Clock
from domain.errors import DeskError
from domain.incident import Incident
from domain.instant import from_ms, to_ms
from domain.journal import GENESIS, Entry
from domain.records import logged_content
from domain.text import clean_line, required
from domain.words import _
from storage import incident_view, views
from storage.driver import Connection, immediate
from storage.rows import entry_from_row

AUTHOR = 40
"""Longest name or initials of an operator, in characters."""


class Write(Protocol):
    """Appends one entry inside a transaction. `now` is the instant all its entries carry (UTC, whole ms)."""

    now: datetime
    author: str

    def __call__(self, *, action: str, record: str, content: dict[str, Any]) -> Entry: ...

    def log(self, incidents: Iterable[Incident]) -> None:
        """Appends an entry for each of these new incidents, which carry `now` and `author`."""


class Journal:
    """Appends entries and brings the views up to date, in one durable transaction."""

    def __init__(self, connection: Connection, clock: Clock, readonly: str) -> None:
        self._connection = connection
        self._clock = clock
        self._readonly = readonly

    @contextmanager
    def writing(self, author: str) -> Iterator[Write]:
        """One transaction. Everything in it is on the disk when the block ends, or nothing of it is kept.

        Raises `DeskError` where the desk is read-only or the disk fails, `FieldError` for a missing author.
        """
        if self._readonly:
            raise DeskError(_("This desk is open read-only."), self._readonly, _("Nothing was changed."))
        name = author_name(author)
        with immediate(self._connection):
            yield _Writer(self._connection, from_ms(to_ms(self._clock.now())), name, *self.head())

    def head(self) -> tuple[int, str]:
        """Number of entries and the digest of the last one."""
        row = self._connection.execute("SELECT seq, digest FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        return (int(row[0]), str(row[1])) if row else (0, GENESIS)

    def last_before(self, cut_off: datetime) -> int:
        """The number of the last entry made while the clock showed `cut_off` (UTC) or earlier; 0 for none.

        The journal's order is its time: what was entered before that entry was known then, even where a
        wall clock that ran ahead gave it a later time.
        """
        row = self._connection.execute(
            "SELECT seq FROM journal WHERE +at <= ? ORDER BY seq DESC LIMIT 1", (to_ms(cut_off),)
        ).fetchone()
        return int(row[0]) if row else 0

    def digest_at(self, seq: int) -> str:
        """The digest of entry `seq`; empty where there is none."""
        row = self._connection.execute("SELECT digest FROM journal WHERE seq = ?", (seq,)).fetchone()
        return str(row[0]) if row else ""

    def last_at(self) -> datetime | None:
        """When the last entry was made (UTC)."""
        row = self._connection.execute("SELECT at FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        return from_ms(row[0]) if row else None

    def entries_of(self, record: str) -> list[Entry]:
        """All entries on one record, in order."""
        rows = self._connection.execute(
            "SELECT * FROM journal WHERE record = ? ORDER BY seq", (record,)
        ).fetchall()
        return [entry_from_row(row) for row in rows]

    def data_version(self) -> int:
        """A number that changes when another program has written to the file."""
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])


def author_name(text: str) -> str:
    """Who writes, from typed text. Raises `FieldError` naming `author`."""
    return required(
        clean_line(text, "author", limit=AUTHOR), "author", _("Who is on watch? Initials are needed.")
    )


class _Writer:
    def __init__(self, connection: Connection, now: datetime, author: str, seq: int, head: str) -> None:
        self._connection = connection
        self.author = author
        self._seq = seq
        self._head = head
        self.now = now

    def __call__(self, *, action: str, record: str, content: dict[str, Any]) -> Entry:
        entry = self._next(action, record, content)
        append(self._connection, entry)
        views.apply(self._connection, entry)
        return entry

    def log(self, incidents: Iterable[Incident]) -> None:
        rest = iter(incidents)
        while some := list(islice(rest, incident_view.AT_ONCE)):
            entries = [self._next("incident.logged", one.number, logged_content(one)) for one in some]
            append(self._connection, *entries)
            incident_view.add(
                self._connection, [(entry.seq, one) for entry, one in zip(entries, some, strict=True)]
            )

    def _next(self, action: str, record: str, content: dict[str, Any]) -> Entry:
        entry = Entry.sealed(self._seq + 1, self.now, self.author, action, record, content, self._head)
        self._seq, self._head = entry.seq, entry.digest
        return entry


def append(connection: Connection, *entries: Entry) -> None:
    """Put entries into the journal table as they are."""
    connection.executemany(
        "INSERT INTO journal (seq, at, author, action, record, content, previous, digest)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                entry.seq,
                to_ms(entry.at),
                entry.author,
                entry.action,
                entry.record,
                entry.text,
                entry.previous,
                entry.digest,
            )
            for entry in entries
        ],
    )
