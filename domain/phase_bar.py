"""Geometry of the phase bar: one picture, computed once, painted by the window and by paper.

The axis runs from T0 (its earliest instant) to a little past the protocol's last hour figure, and
stretches to the right once that has passed. All positions are fractions of the axis, 0 … 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.breach import Breach
from domain.instant import Span
from domain.ladder import Standing, State
from domain.words import _

HEADROOM = 7 / 6
"""The axis ends a sixth beyond the last hour figure …"""
TAIL = 1.04
"""… or, later, a little beyond now."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A threshold: where it lies, the band an uncertain T0 makes of it, its label and its phase's state."""

    at: float
    band: tuple[float, float]
    label: str
    state: State


@dataclass(frozen=True, slots=True)
class Mark:
    """An incident or an action on the axis; `width` is the share its uncertain time covers."""

    at: float
    width: float


@dataclass(frozen=True, slots=True)
class PhaseBar:
    """Everything a painter needs."""

    hours: float
    """Length of the axis in hours."""
    elapsed: float
    now: float | None
    """None once the clock is stopped: the bar then ends where it stopped."""
    t0_band: tuple[float, float]
    ticks: tuple[Tick, ...]
    incidents: tuple[Mark, ...]
    actions: tuple[Mark, ...]
    assessments: tuple[Mark, ...] = ()
    """When a person answered a question of the protocol."""


def phase_bar(breach: Breach, standing: Standing, incidents: Sequence[Span]) -> PhaseBar:
    """The bar of `breach` at `standing.at`; `incidents` are the occurred spans of its incidents."""
    start = breach.t0.earliest
    elapsed = max(standing.at - start, timedelta(0))
    last = max((p.phase.hours for p in standing.phases if p.phase.hours), default=72)
    axis = max(timedelta(hours=last) * HEADROOM, elapsed * TAIL)

    def place(delta: timedelta) -> float:
        return min(max(delta / axis, 0.0), 1.0)

    def mark(span: Span) -> Mark:
        left, right = place(span.earliest - start), place(span.latest - start)
        return Mark(left, right - left)

    ticks = [
        Tick(
            place(p.deadline.earliest - start),
            (place(p.deadline.earliest - start), place(p.deadline.latest - start)),
            _("{hours} h").format(hours=p.phase.hours),
            p.state,
        )
        for p in standing.phases
        if p.deadline
    ]
    return PhaseBar(
        hours=axis / timedelta(hours=1),
        elapsed=place(elapsed),
        now=None if standing.stopped else place(elapsed),
        t0_band=(0.0, place(breach.t0.latest - start)),
        ticks=tuple(ticks),
        incidents=tuple(mark(span) for span in incidents),
        actions=tuple(mark(action.at) for action in breach.actions),
        assessments=tuple(mark(Span.at(made.at)) for made in breach.assessments),
    )
