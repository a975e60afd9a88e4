"""The handover of a watch as facts: what the next watch must know at one data cut-off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from domain.alarms import Alarm
from domain.briefing import ClockJump, OpenClock, overdue
from domain.deadline_sheet import ahead
from domain.imprint import Imprint
from domain.incident import Incident
from domain.instant import format_dtg, parse_iso_utc
from domain.journal import Entry
from domain.ladder import PhaseStanding
from domain.watch import TimeCheck
from domain.words import _

SOON, LATER = timedelta(hours=12), timedelta(hours=24)
"""How far ahead a handover looks."""
LOOK_BACK = timedelta(hours=24)
"""How far back it looks where no watch was started."""
WAITING = 20
"""Incidents without an assessment that are named; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The last watch known: who was on it, since when, and to whom it was handed if it has ended (UTC)."""

    names: str = ""
    started: datetime | None = None
    ended: datetime | None = None
    handed_to: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something the watch wrote down."""

    at: datetime
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class PutOut:
    """A product that left the desk."""

    serial: str
    title: str
    at: datetime
    author: str
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover(Imprint):
    """Everything one watch leaves to the next. The period is that of the watch."""

    kind: ClassVar[str] = "handover"

    turn: Turn
    clocks: tuple[OpenClock, ...]
    """Every open clock, the most urgent first."""
    waiting: tuple[Incident, ...]
    """The incidents that wait longest for an assessment, by number."""
    waiting_count: int
    oldest_logged: datetime | None
    alarms: tuple[Alarm, ...]
    """Those that went off and were not acknowledged, oldest first."""
    notes: tuple[Note, ...]
    checks: tuple[TimeCheck, ...]
    """Comparisons during the watch; the last one before it where there was none."""
    jumps: tuple[ClockJump, ...]
    put_out: tuple[PutOut, ...]
    opened: int
    stopped: int


@dataclass(frozen=True, slots=True)
class Due:
    """One phase of one clock that somebody has to look at."""

    clock: OpenClock
    phase: PhaseStanding


def handover_title(cut_off: datetime) -> str:
    """`Watch handover, 231407Z NOV 26`."""
    return _("Watch handover, {time}").format(time=format_dtg(cut_off))


def due_within(facts: Handover, after: timedelta, until: timedelta) -> tuple[Due, ...]:
    """Deadlines more than `after` and at most `until` ahead of the cut-off, by their earliest instant.

    Those that are being passed, because their T0 is uncertain, count as due at once.
    """
    found = []
    for clock in facts.clocks:
        for phase in ahead(clock.standing):
            assert phase.deadline is not None
            left = max(phase.deadline.earliest - facts.cut_off, timedelta(0))
            if (left > after or (not after and not left)) and left <= until:
                found.append((phase.deadline, clock.breach.number, phase.phase.number, Due(clock, phase)))
    return tuple(each[3] for each in sorted(found, key=lambda each: each[:3]))


def passed(facts: Handover) -> tuple[Due, ...]:
    """Deadlines that have passed with no action, or no assessment, recorded; the last one passed first."""
    found = [Due(clock, phase) for clock in facts.clocks for phase in overdue(clock)]
    return tuple(sorted(found, key=_latest, reverse=True))


def asked(facts: Handover) -> tuple[Due, ...]:
    """Assessments that are due, on the most urgent clock first."""
    return tuple(Due(clock, phase) for clock in facts.clocks for phase in clock.standing.asks)


def last_turn(entries: Iterable[Entry]) -> Turn:
    """The last watch in the entries of the watch, which are in order."""
    turn = Turn()
    for entry in entries:
        if entry.action == "watch.started":
            turn = Turn(entry.content["names"], entry.at)
        elif entry.action == "watch.ended":
            said = entry.content
            turn = Turn(said["names"], parse_iso_utc(said["since"]), entry.at, said["handed_to"])
    return turn


def notes(entries: Iterable[Entry]) -> Iterator[Note]:
    """What was noted, at the beginning and the end of a watch too."""
    for entry in entries:
        if entry.content.get("note") and entry.action.startswith("watch."):
            yield Note(entry.at, entry.author, entry.content["note"])


def _latest(due: Due) -> tuple[datetime, str]:
    assert due.phase.deadline is not None
    return due.phase.deadline.latest, due.clock.breach.number
