"""Incidents of a desk: logged, corrected, assessed; listed by windowed reads."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from threading import Event

from domain.errors import FieldError
from domain.filter import Filter, Order
from domain.incident import NOT_COUNTED, Facts, Incident, Origin, incident_number
from domain.instant import Span, from_ms
from domain.journal import Entry
from domain.text import clean_text, required
from domain.vocabulary import DETERMINATIONS, STATUSES
from domain.words import _
from storage import driver, incident_view
from storage.driver import Connection, Row
from storage.filters import Where
from storage.journal import Journal, Write
from storage.keys import Key
from storage.known_values import known_values
from storage.ordering import OrderFile, query, write_order
from storage.rows import entries_touching, incident_at, incident_from_row, reading, unreadable
from storage.then import known_then

_AT_ONCE = 10_000
_PATIENCE_S = 0.08
"""How long a window waits for the first rows; what takes longer is found by a thread."""


@dataclass(frozen=True, slots=True)
class Logged:
    """What a bulk import did: numbers given, and how many rows were there already."""

    numbers: tuple[str, ...]
    repeated: int


class Incidents:
    """The log."""

    def __init__(self, connection: Connection, journal: Journal, key: Key | None = None) -> None:
        self._connection = connection
        self._journal = journal
        self._key = key

    # --- writes: one user action, one entry ---------------------------------------------------------

    def log(self, facts: Facts, *, author: str) -> Incident:
        """Number and keep an incident.

        Raises `FieldError` for a field that cannot stand, `DeskError` on a failed write.
        """
        with self._journal.writing(author) as write:
            return self.write_new(write, facts)

    def write_new(self, write: Write, facts: Facts) -> Incident:
        """Number and keep an incident inside a transaction. Raises `FieldError`."""
        checked = facts.checked(write.now)
        number = incident_number(write.now.year, self._last_serial(write.now.year) + 1)
        incident = Incident(number=number, facts=checked, logged_at=write.now, logged_by=write.author)
        write.log([incident])
        return incident

    def log_many(self, rows: Iterable[tuple[Facts, Origin]], *, author: str) -> Logged:
        """Keep imported incidents in one transaction, one entry each; rows seen before add nothing.

        The facts must have been checked by the import, which names the rows that fail.
        """
        numbers: list[str] = []
        taken: set[str] = set()
        repeated = 0

        def new(write: Write) -> Iterator[Incident]:
            nonlocal repeated
            year, serial = write.now.year, self._last_serial(write.now.year)
            rest = iter(rows)
            while some := list(islice(rest, incident_view.AT_ONCE)):
                taken.update(self.known({origin.fingerprint for _facts, origin in some}))
                for facts, origin in some:
                    if origin.fingerprint in taken:
                        repeated += 1
                        continue
                    taken.add(origin.fingerprint)
                    numbers.append(incident_number(year, serial + len(numbers) + 1))
                    yield Incident(
                        number=numbers[-1],
                        facts=facts,
                        logged_at=write.now,
                        logged_by=write.author,
                        origin=origin,
                    )

        with self._journal.writing(author) as write:
            write.log(new(write))
        return Logged(tuple(numbers), repeated)

    def correct(self, number: str, facts: Facts, *, reason: str, author: str) -> Incident:
        """Record corrected facts. The old ones stay in the journal. Raises `FieldError`, `DeskError`."""
        why = required(clean_text(reason, "reason"), "reason", _("A reason is needed."))
        with self._journal.writing(author) as write:
            current = self.get(number)
            checked = facts.checked(write.now)
            if checked == current.facts:
                raise FieldError("facts", _("Nothing was changed."))
            write(
                action="incident.corrected",
                record=number,
                content={"facts": checked.to_json(), "reason": why},
            )
        return self.get(number)

    def assess(self, number: str, *, status: str, determination: str, basis: str, author: str) -> Incident:
        """Record a person's assessment of one incident. Raises `FieldError`, `DeskError`.

        "Breach" is not given here: that opens or joins one.
        """
        if status not in STATUSES:
            raise FieldError("status", _("“{text}” is not in the list.").format(text=status))
        why = required(clean_text(basis, "basis"), "basis", _("On what basis? An assessment needs one."))
        with self._journal.writing(author) as write:
            current = self.get(number)
            if status == "duplicate" and current.duplicate_of is None:
                raise FieldError("status", _("A duplicate of which one? Merge the two incidents instead."))
            if determination not in DETERMINATIONS or (determination == "breach" and not current.breach):
                raise FieldError("determination", _("Assess it as a breach to open a breach or to join one."))
            content = {"status": status, "determination": determination, "basis": why}
            write(action="incident.assessed", record=number, content=content)
        return self.get(number)

    # --- reads ----------------------------------------------------------------------------------------

    def get(self, number: str) -> Incident:
        """The incident of that number. Raises `FieldError` naming `incident`."""
        row = self._connection.execute("SELECT * FROM incident_record WHERE number = ?", (number,)).fetchone()
        if row is None:
            raise FieldError("incident", _("There is no incident {number}.").format(number=number))
        return incident_from_row(row)

    def known(self, fingerprints: Iterable[str]) -> set[str]:
        """Those of these fingerprints whose imported rows are in the log."""
        found = "SELECT fingerprint FROM incident WHERE fingerprint IN (SELECT value FROM json_each(?))"
        asked = json.dumps(list(fingerprints))
        return {str(row[0]) for row in self._connection.execute(found, (asked,)).fetchall()}

    def by_fingerprint(self, fingerprint: str) -> Incident | None:
        """The incident that was imported from the row with this fingerprint; None where there is none."""
        row = self._connection.execute(
            "SELECT * FROM incident_record WHERE fingerprint = ?", (fingerprint,)
        ).fetchone()
        return None if row is None else incident_from_row(row)

    def ids(
        self, chosen: Filter | None = None, order: Order = Order.OCCURRED, *, descending: bool = True
    ) -> array[int]:
        """The row ids of a selection, in order: eight bytes each, whatever the size of the log."""
        sql, values = query(self._connection, "id", chosen or Filter(), order, descending=descending)
        cursor = self._connection.execute(sql, values)
        ids = array("q")
        while rows := cursor.fetchmany(_AT_ONCE):
            ids.extend(row[0] for row in rows)
        return ids

    def first(self, chosen: Filter, order: Order, *, descending: bool, limit: int) -> array[int] | None:
        """The first ids of a selection; None where finding them would hold up whoever asks."""
        try:
            with driver.at_most(self._connection, _PATIENCE_S):
                sql, values = query(self._connection, "id", chosen, order, descending=descending)
                rows = self._connection.execute(f"{sql} LIMIT ?", (*values, limit)).fetchall()
        except driver.StoppedError:
            return None
        return array("q", (row[0] for row in rows))

    def known_values(self, key: str, begun: str) -> list[str]:
        """Values the log has for a key of the filter (`place`, `source`, …), for whoever types one."""
        return known_values(self._connection, key, begun)

    def total(self) -> int:
        """How many incidents the log has. None is ever deleted, so that the last row id says it."""
        return int(self._connection.execute("SELECT coalesce(max(id), 0) FROM incident").fetchone()[0])

    def order_file(
        self, chosen: Filter, order: Order, *, descending: bool
    ) -> Callable[[Event], OrderFile | None]:
        """A function that writes the order of a selection to a file of its own; it may run in a thread.

        It reads what is written now, through a connection of its own, and gives None where it was stopped.
        """
        path = Path(self._connection.execute("PRAGMA database_list").fetchone()[2])
        return partial(write_order, path, chosen, order, descending, key=self._key)

    def count(self, chosen: Filter | None = None) -> int:
        """How many incidents a selection has."""
        if chosen is None or chosen.is_empty:
            return self.total()
        where, values = Where(chosen).best(self._connection)
        return int(self._connection.execute(f"SELECT count(*) FROM incident{where}", values).fetchone()[0])

    def page(self, ids: Sequence[int]) -> list[Incident]:
        """The incidents of these row ids, in their order."""
        return [incident_from_row(row) for row in self.rows(ids)]

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """The rows of these ids, in their order: what `incident_from_row` makes incidents of."""
        marks = ", ".join("?" * len(ids))
        rows = self._connection.execute(
            f"SELECT * FROM incident_record WHERE id IN ({marks})", tuple(ids)
        ).fetchall()
        by_id = {row["id"]: row for row in rows}
        try:
            return [by_id[i] for i in ids]
        except KeyError as error:
            raise unreadable(_("Row {id} of the log").format(id=error), error) from error

    def id_of(self, number: str) -> int | None:
        """The row id of a number; None where there is none."""
        row = self._connection.execute("SELECT id FROM incident WHERE number = ?", (number,)).fetchone()
        return None if row is None else int(row[0])

    def select(self, chosen: Filter, *, limit: int | None = None) -> list[Incident]:
        """The incidents of a selection by time of occurrence, oldest first."""
        sql, values = query(self._connection, "*", chosen, Order.OCCURRED, descending=False)
        rows = self._connection.execute(
            f"{sql} LIMIT ?", (*values, -1 if limit is None else limit)
        ).fetchall()
        return [incident_from_row(row) for row in rows]

    def occurred(self, breach: str) -> dict[str, Span]:
        """When the incidents of a breach occurred, by number."""
        rows = self._connection.execute(
            "SELECT number, occurred_from, occurred_to FROM incident WHERE breach = ?", (breach,)
        ).fetchall()
        with reading(breach):
            return {row[0]: Span(from_ms(row[1]), from_ms(row[2])) for row in rows}

    def not_assessed(self) -> tuple[int, datetime | None]:
        """How many incidents wait for an assessment, and when the longest-waiting one was logged (UTC).

        What is refuted, withdrawn or a duplicate waits for none.
        """
        waiting = (
            "FROM incident INDEXED BY incident_waiting WHERE determination = 'not_assessed'"
            f" AND status NOT IN {NOT_COUNTED}"
        )
        count = self._connection.execute(f"SELECT count(*) {waiting}").fetchone()[0]
        oldest = self._connection.execute(f"SELECT logged_at {waiting} ORDER BY logged_at LIMIT 1").fetchone()
        return int(count), from_ms(oldest[0]) if oldest is not None else None

    def as_of(self, cut_off: datetime, chosen: Filter, *, from_: datetime | None = None) -> list[Incident]:
        """A selection as the journal knew it at `cut_off` (UTC, inclusive), by time of occurrence.

        `from_` leaves out those that belong to a time before it (`domain.counting`).
        """
        return known_then(self._connection, self._journal.last_before(cut_off), chosen, from_)

    def one_as_of(self, number: str, cut_off: datetime) -> Incident:
        """An incident as the journal knew it at `cut_off` (UTC, inclusive). Raises `FieldError`."""
        known = incident_at(self._connection, number, self._journal.last_before(cut_off))
        if known is None:
            raise FieldError("incident", _("There is no incident {number}.").format(number=number))
        return known

    def history(self, number: str) -> list[Entry]:
        """Every entry that changed an incident, in order; those on its breaches among them."""
        return entries_touching(self._connection, number)

    def _last_serial(self, year: int) -> int:
        begun = f"CV-{year}-"
        any_yet = "SELECT 1 FROM incident WHERE number >= ? AND number < ? LIMIT 1"
        if self._connection.execute(any_yet, (begun, f"{begun}:")).fetchone() is None:
            return 0  # the latest of a year has its highest serial
        latest = "SELECT serial FROM incident WHERE year = ? ORDER BY id DESC LIMIT 1"
        return int(self._connection.execute(latest, (year,)).fetchone()[0])
