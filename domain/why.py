"""Why a phase stands as it does: every change of its state, and the entry or the passage of time behind it.

The journal is folded entry by entry; between two entries only time can change a state, and it does so at
instants that are known beforehand (`ladder.next_change`). Where the next entry, or now, stands before the
last one, the clock of the machine was set back in between: that too is told, and blamed on no entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.breach import Breach, fold
from domain.journal import Entry
from domain.ladder import Standing, State, next_change, standing
from domain.protocol import Protocol

INSTANT = timedelta(milliseconds=1)
"""The least step of time: what holds up to an instant has changed this much after it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one phase. `entry` made it; None means that time did, at `at` (UTC)."""

    at: datetime
    phase: int
    before: State | None
    after: State
    in_band: bool
    entry: Entry | None
    set_back: bool = False
    """True where it changed back because the machine's clock was set back to `at`."""


def timeline(entries: Iterable[Entry], protocol: Callable[[str], Protocol], now: datetime) -> list[Change]:
    """Every change of every phase of one breach up to `now` (UTC), in the order it came about.

    `entries` are those of the breach, by sequence number; `protocol` gives an adopted protocol by name.
    """
    changes: list[Change] = []
    breach: Breach | None = None
    before: dict[int, tuple[State, bool]] = {}
    at: datetime | None = None
    for entry in entries:
        if breach is not None and at is not None:
            before = _add_time(changes, breach, protocol(breach.protocol), before, at, entry.at)
        breach = fold(breach, entry)
        at = entry.at
        now_states = _states(standing(breach, protocol(breach.protocol), at))
        changes += _compare(before, now_states, at, entry)
        before = now_states
    if breach is not None and at is not None:
        _add_time(changes, breach, protocol(breach.protocol), before, at, now)
    return changes


def _add_time(
    changes: list[Change],
    breach: Breach,
    protocol: Protocol,
    before: dict[int, tuple[State, bool]],
    since: datetime,
    until: datetime,
) -> dict[int, tuple[State, bool]]:
    """Add what time alone changed after `since` and up to `until`; the states that hold then."""
    if until < since:
        states = _states(standing(breach, protocol, until))
        changes += _compare(before, states, until, None, set_back=True)
        return states
    at = since
    while (instant := next_change(breach, protocol, at)) is not None and instant < until:
        at = instant + INSTANT
        states = _states(standing(breach, protocol, at))
        changes += _compare(before, states, instant, None)
        before = states
    return before


def why(changes: Iterable[Change], phase: int) -> list[Change]:
    """The changes of one phase; the last one is why it stands as it does."""
    return [change for change in changes if change.phase == phase]


def _states(at: Standing) -> dict[int, tuple[State, bool]]:
    return {p.phase.number: (p.state, p.in_band) for p in at.phases}


def _compare(
    before: dict[int, tuple[State, bool]],
    after: dict[int, tuple[State, bool]],
    at: datetime,
    entry: Entry | None,
    *,
    set_back: bool = False,
) -> Iterator[Change]:
    for phase, (state, in_band) in after.items():
        known = before.get(phase)
        if known != (state, in_band):
            yield Change(at, phase, known[0] if known else None, state, in_band, entry, set_back)
