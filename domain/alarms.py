"""When a person must be told that a deadline is near or has come, and what comes next.

An alarm belongs to one deadline of one phase: so long before it, or at it. It goes off at its instant, and
stays due until a person acknowledges it (an entry in the journal) or the phase is settled. Deadlines that
an uncertain T0 makes a band are warned of by their earliest instant.
"""

from __future__ import annotations

import bisect
import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.breach import Acknowledged, Breach
from domain.instant import Span
from domain.ladder import standing
from domain.protocol import Protocol

BEFORE = (timedelta(hours=6), timedelta(hours=1), timedelta(minutes=15), timedelta(0))
"""How long before a deadline people are warned, unless told otherwise; zero is the deadline itself."""


@dataclass(frozen=True, slots=True, order=True)
class Alarm:
    """One warning. `at` is when it goes off (UTC)."""

    at: datetime
    breach: str
    phase: int
    hours: int
    before: timedelta
    deadline: Span

    @property
    def key(self) -> Acknowledged:
        """What an acknowledgement names. Another anchor makes another deadline, and so other alarms."""
        return Acknowledged(self.phase, self.deadline.earliest, self.before)


class Due(NamedTuple):
    """A deadline: its earliest instant (UTC), the breach, the hours, its latest instant (UTC)."""

    at: datetime
    breach: str
    hours: int
    latest: datetime


class Schedule:
    """Alarms and deadlines of all open breaches, asked at every tick: what it costs is what has come due.

    Made anew after every entry; the instants handed in may go back, as a wall clock does.
    """

    def __init__(
        self,
        cases: Iterable[tuple[Breach, Protocol]],
        now: datetime,
        before: Sequence[timedelta] = BEFORE,
    ) -> None:
        self._all: list[Alarm] = []
        self._seen = now
        self._due: dict[tuple[str, int], Alarm] = {}
        self._waiting: list[Alarm] = []
        self._deadlines: list[Due] = []
        for breach, protocol in cases:
            self._add(breach, protocol, now, before)
        self._begin()
        self._deadlines.sort()

    def due(self, now: datetime) -> Sequence[Alarm]:
        """The alarms that went off and wait for a person: the latest of each deadline, oldest first."""
        if now < self._seen:  # the clock was set back: earlier warnings of the same deadlines stand again
            self._begin()
        self._seen = now
        while self._ahead and self._ahead[0].at <= now:
            alarm = heapq.heappop(self._ahead)
            known = self._due.get((alarm.breach, alarm.phase))
            if known is not None:
                del self._waiting[bisect.bisect_left(self._waiting, known)]
            self._due[alarm.breach, alarm.phase] = alarm
            bisect.insort(self._waiting, alarm)
        return self._waiting

    def _begin(self) -> None:
        self._ahead = self._all.copy()
        heapq.heapify(self._ahead)
        self._due.clear()
        self._waiting = []

    def next_deadline(self, now: datetime) -> Due | None:
        """The nearest deadline not before `now`: its earliest instant (UTC), the breach, the hours."""
        place = bisect.bisect_left(self._deadlines, (now, "", 0))
        return self._deadlines[place] if place < len(self._deadlines) else None

    def deadlines(self, since: datetime, until: datetime) -> list[Due]:
        """Every deadline from `since` up to `until` (UTC), the nearest first."""
        first = bisect.bisect_left(self._deadlines, (since, "", 0))
        return self._deadlines[first : bisect.bisect_left(self._deadlines, (until, "", 0))]

    def last_deadline(self, now: datetime) -> Due | None:
        """The deadline that passed last, with its phase not settled."""
        place = bisect.bisect_left(self._deadlines, (now, "", 0))
        return self._deadlines[place - 1] if place else None

    def _add(self, breach: Breach, protocol: Protocol, now: datetime, before: Sequence[timedelta]) -> None:
        if breach.stopped_at is not None:
            return
        for phase in standing(breach, protocol, now).phases:
            if phase.deadline is None or phase.state.is_settled:
                continue
            hours = phase.phase.hours or 0
            self._deadlines.append(Due(phase.deadline.earliest, breach.number, hours, phase.deadline.latest))
            for margin in before:
                if margin >= timedelta(hours=hours):
                    continue  # a warning from before the breach warns of nothing
                alarm = Alarm(
                    phase.deadline.earliest - margin,
                    breach.number,
                    phase.phase.number,
                    hours,
                    margin,
                    phase.deadline,
                )
                if alarm.key not in breach.acknowledged and not _overtaken(alarm, breach):
                    self._all.append(alarm)


def _overtaken(alarm: Alarm, breach: Breach) -> bool:
    """True where a later warning of the same deadline was acknowledged: the earlier one is known with it."""
    return any(
        known.phase == alarm.phase
        and known.deadline == alarm.deadline.earliest
        and known.before <= alarm.before
        for known in breach.acknowledged
    )
