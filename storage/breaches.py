"""Breaches of a desk: opened, joined, assessed, acted on, stopped and reopened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.breach import Acknowledged, Breach, BreachState
from domain.breach_entries import (
    acknowledging,
    acting,
    assessing,
    breach_number,
    joining,
    opening,
    turning,
)
from domain.errors import FieldError
from domain.instant import Span, to_ms
from domain.ladder import Standing, standing
from domain.protocol import Protocol
from domain.words import _
from storage.driver import Connection
from storage.incidents import Incidents
from storage.journal import Journal
from storage.protocols import Protocols
from storage.rows import breach_at, incident_at


@dataclass(frozen=True, slots=True)
class Case:
    """A breach with what is needed to show it: its protocol and when and where its incidents were."""

    breach: Breach
    protocol: Protocol
    occurred: tuple[Span, ...]
    place: str = ""
    oblast: str = ""

    def standing(self, now: datetime) -> Standing:
        """Where it stands at `now` (UTC)."""
        return standing(self.breach, self.protocol, now)

    def under(self, protocol: Protocol, now: datetime) -> Standing:
        """Where it would stand at `now` (UTC) under another protocol."""
        return standing(self.breach, protocol, now)


_TURNS = {
    BreachState.CLOSED: "breach.closed",
    BreachState.VOIDED: "breach.voided",
    BreachState.OPEN: "breach.reopened",
}


_STAMPED = """
SELECT number, max(
    (SELECT max(seq) FROM journal WHERE record = number),
    coalesce((SELECT max(touched.seq) FROM incident JOIN touched ON touched.incident = incident.number
              WHERE incident.breach = breach.number), 0),
    coalesce((SELECT max((SELECT max(seq) FROM journal WHERE record = incident.number)) FROM incident
              WHERE incident.breach = breach.number), 0))
FROM breach WHERE
"""
_OPEN = f"{_STAMPED} state = 'open' ORDER BY number"
_STOPPED = f"{_STAMPED} state != 'open' ORDER BY stopped_at DESC, number DESC LIMIT ?"
"""The last entry that touched each breach or one of its incidents: what changed is read again."""


class Breaches:
    """The cases of a desk."""

    def __init__(
        self, connection: Connection, journal: Journal, incidents: Incidents, protocols: Protocols
    ) -> None:
        self._connection = connection
        self._protocols = protocols
        self._journal = journal
        self._incidents = incidents
        self._known: dict[str, tuple[int, Case]] = {}
        self._known_stopped: dict[str, tuple[int, Case]] = {}

    # --- writes: one user action, one entry ---------------------------------------------------------

    def open(self, incident: str, *, title: str, anchor: str, basis: str, author: str) -> Breach:
        """Assess an incident as a breach and start its clock. Raises `FieldError`, `DeskError`."""
        with self._journal.writing(author) as write:
            content = opening(
                self._incidents.get(incident),
                title=title,
                anchor=anchor,
                basis=basis,
                protocol=self._protocols.in_force(),
                now=write.now,
            )
            number = self.next_number(write.now.year)
            write(action="breach.opened", record=number, content=content)
        return self.get(number)

    def join(self, number: str, incident: str, *, basis: str, author: str) -> Breach:
        """Assess an incident as part of a breach. T0 does not move. Raises `FieldError`, `DeskError`."""
        content = joining(self.get(number), self._incidents.get(incident), basis)
        return self._record(number, "breach.joined", content, author)

    def assess(self, number: str, *, phase: int, answer: str, basis: str, author: str) -> Breach:
        """Record a person's answer to a phase's question. Raises `FieldError`, `DeskError`."""
        breach = self.get(number)
        question = self._protocols.get(breach.protocol).phase(phase).question
        if not question:
            raise FieldError("phase", _("Phase {number} asks no question.").format(number=phase))
        content = assessing(breach, phase=phase, answer=answer, basis=basis, question=question)
        return self._record(number, "breach.assessed", content, author)

    def act(
        self,
        number: str,
        *,
        phase: int,
        response: str,
        at: Span,
        source: str,
        note: str = "",
        completes: bool = True,
        author: str,
    ) -> Breach:
        """Record an action taken. Raises `FieldError` for a time before T0 or to come, `DeskError`."""
        self._protocols.get(self.get(number).protocol).phase(phase)
        with self._journal.writing(author) as write:
            content = acting(
                self.get(number),
                phase=phase,
                response=response,
                at=at,
                note=note,
                completes=completes,
                source=source,
                now=write.now,
            )
            write(action="breach.acted", record=number, content=content)
        return self.get(number)

    def turn(self, number: str, to: BreachState, *, reason: str, author: str) -> Breach:
        """Close, void or reopen. Deadlines do not move. Raises `FieldError`, `DeskError`."""
        content = turning(self.get(number), to, reason)
        return self._record(number, _TURNS[to], content, author)

    def acknowledge(self, number: str, known: Acknowledged, *, author: str) -> Breach:
        """Record that a person has taken note of a warning. Raises `FieldError`, `DeskError`."""
        return self._record(number, "breach.acknowledged", acknowledging(self.get(number), known), author)

    def _record(self, number: str, action: str, content: dict[str, Any], author: str) -> Breach:
        with self._journal.writing(author) as write:
            write(action=action, record=number, content=content)
        return self.get(number)

    # --- reads ----------------------------------------------------------------------------------------

    def get(self, number: str) -> Breach:
        """The breach of that number. Raises `FieldError` naming `breach`."""
        breach = breach_at(self._connection, number)
        if breach is None:
            raise FieldError("breach", _("There is no breach {number}.").format(number=number))
        return breach

    def next_number(self, year: int) -> str:
        """The number the next breach of that year (UTC) will have."""
        row = self._connection.execute("SELECT max(serial) FROM breach WHERE year = ?", (year,)).fetchone()
        return breach_number(year, int(row[0] or 0) + 1)

    def case(self, number: str) -> Case:
        """A breach with its protocol and its incidents' times. Raises `FieldError`."""
        return self._case(self.get(number))

    def open_cases(self) -> list[Case]:
        """Every open breach, by number."""
        self._known = self._read(self._connection.execute(_OPEN).fetchall(), self._known)
        return [case for _stamp, case in self._known.values()]

    def stopped_cases(self, *, limit: int | None = 50) -> list[Case]:
        """Closed, voided and merged breaches, the last stopped first; None for all there are."""
        rows = self._connection.execute(_STOPPED, (-1 if limit is None else limit,)).fetchall()
        found = self._read(rows, self._known_stopped)
        self._known_stopped |= found
        return [case for _stamp, case in found.values()]

    def stopped_count(self) -> int:
        """How many breaches are not open."""
        row = self._connection.execute("SELECT count(*) FROM breach WHERE state != 'open'").fetchone()
        return int(row[0])

    def open_as_of(self, at: datetime) -> list[Case]:
        """Every breach open at `at` (UTC, inclusive), as the journal knew it and its incidents then."""
        last = self._journal.last_before(at)
        rows = self._connection.execute("SELECT number FROM breach ORDER BY number").fetchall()
        known = (breach_at(self._connection, row[0], last) for row in rows)
        return [
            self._case_at(breach, last) for breach in known if breach and breach.state is BreachState.OPEN
        ]

    def case_as_of(self, number: str, at: datetime) -> Case:
        """A breach as the journal knew it at `at` (UTC, inclusive). Raises `FieldError` naming `breach`."""
        last = self._journal.last_before(at)
        breach = breach_at(self._connection, number, last)
        if breach is None:
            raise FieldError("breach", _("There is no breach {number}.").format(number=number))
        return self._case_at(breach, last)

    def opened_and_stopped(self, since: datetime, until: datetime, *, cut_off: datetime) -> tuple[int, int]:
        """How many breaches were opened, and how many stopped (closed or voided), since ≤ time < until.

        All UTC, and only what was recorded by `cut_off` (inclusive). A clock stopped twice counts once.
        """
        query = (
            "SELECT count(DISTINCT record) FROM journal WHERE at >= ? AND at < ? AND seq <= ? AND action IN"
        )
        moments = (to_ms(since), to_ms(until), self._journal.last_before(cut_off))
        opened = self._connection.execute(f"{query} ('breach.opened')", moments).fetchone()
        stopped = self._connection.execute(f"{query} ('breach.closed', 'breach.voided')", moments).fetchone()
        return int(opened[0]), int(stopped[0])

    def _read(
        self, rows: list[tuple[str, int]], known: dict[str, tuple[int, Case]]
    ) -> dict[str, tuple[int, Case]]:
        """The cases of these numbers and stamps; what is known under the same stamp is not read again."""
        return {
            number: known[number] if known.get(number, (None,))[0] == stamp else (stamp, self.case(number))
            for number, stamp in rows
        }

    def _case(self, breach: Breach) -> Case:
        first = self._incidents.get(breach.incidents[0]).facts
        spans = self._incidents.occurred(breach.number)
        known = tuple(spans[number] for number in breach.incidents if number in spans)
        return Case(breach, self._protocols.get(breach.protocol), known, first.place, first.oblast)

    def _case_at(self, breach: Breach, last: int) -> Case:
        known = [incident_at(self._connection, number, last) for number in breach.incidents]
        facts = [incident.facts for incident in known if incident is not None]
        spans = tuple(each.occurred for each in facts)
        return Case(breach, self._protocols.get(breach.protocol), spans, facts[0].place, facts[0].oblast)
