"""The only place that reads time.

Everything else is handed a `Clock`, or the instant itself. Instants are aware and in UTC. The wall clock
of an offline machine can be set by hand, so the monotonic clock is read beside it: their disagreement is
how a jump is noticed.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

JUMP = timedelta(seconds=2)
"""The least disagreement between the two clocks that is called a jump."""


class Clock(Protocol):
    """What a program needs of time."""

    def now(self) -> datetime:
        """The wall clock as an aware instant in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds since an arbitrary start; never set back. Stops during suspend on Linux."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


class ManualClock:
    """A clock moved by hand: the exercise desk is built with it, and every test of time."""

    def __init__(self, start: datetime) -> None:
        self._wall = start.astimezone(UTC)
        self._monotonic = 0.0

    def now(self) -> datetime:
        return self._wall

    def monotonic(self) -> float:
        return self._monotonic

    def advance(self, by: timedelta) -> None:
        """Let time pass: both clocks move."""
        self._wall += by
        self._monotonic += by.total_seconds()

    def set_wall(self, instant: datetime) -> None:
        """Set the wall clock, forward or back, as a person would: the monotonic clock does not move."""
        self._wall = instant.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Jump:
    """The wall clock moved by `by` more than time had passed (negative: it was set back)."""

    before: datetime
    after: datetime
    by: timedelta


class JumpWatch:
    """Compares the wall clock with the monotonic clock each time it is asked.

    A resume from suspend looks like a jump forward on Linux, where the monotonic clock stops; the two
    cannot be told apart here and both are reported.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wall = clock.now()
        self._monotonic = clock.monotonic()

    def check(self) -> Jump | None:
        """The jump since the last call, or None."""
        wall, monotonic = self._clock.now(), self._clock.monotonic()
        expected = self._wall + timedelta(seconds=monotonic - self._monotonic)
        self._wall, self._monotonic = wall, monotonic
        by = wall - expected
        return Jump(expected, wall, by) if abs(by) >= JUMP else None
