"""One shape for each state of a phase, told apart without colour and at the size of a letter.

Pure geometry in a unit square: x to the right, y downwards, (0, 0) top left. Window and paper paint the
same shapes, because no font that ships with both has all of these signs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from functools import cache

from domain.ladder import State

STROKE = 0.12
"""Line width of outlines and strokes, as a share of the square. Ends and joins are round."""

Point = tuple[float, float]


class Ink(Enum):
    """How a shape is put down."""

    FILL = "fill"
    STROKE = "stroke"
    KNOCK_OUT = "knock_out"
    """Filled with the colour of what lies below the glyph (paper, or the card)."""


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed outline through `points`."""

    points: tuple[Point, ...]
    ink: Ink = Ink.FILL


@dataclass(frozen=True, slots=True)
class Polyline:
    """An open line through `points`, always stroked."""

    points: tuple[Point, ...]
    ink: Ink = Ink.STROKE


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle around `centre`."""

    centre: Point
    radius: float
    ink: Ink = Ink.FILL


Shape = Polygon | Polyline | Circle

_MIDDLE = (0.5, 0.5)


@cache
def glyph(state: State) -> tuple[Shape, ...]:
    """The shapes of a state, to be painted in this order."""
    return _GLYPHS[state]


DIAMOND = (Polygon(((0.5, 0.02), (0.98, 0.5), (0.5, 0.98), (0.02, 0.5))),)
"""A recorded action on the phase bar."""
NOW = (Polygon(((0.5, 0.1), (0.95, 0.95), (0.05, 0.95))),)
"""The now-marker below the phase bar: a triangle whose tip points up at the bar."""


def _arc(centre: Point, radius: float, start: float, end: float, steps: int = 24) -> tuple[Point, ...]:
    """Points on an arc; angles in degrees, clockwise from the right, as y grows downwards."""
    angles = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return tuple(
        (round(centre[0] + radius * math.cos(a), 4), round(centre[1] + radius * math.sin(a), 4))
        for a in angles
    )


_CHECK = Polyline(((0.1, 0.52), (0.38, 0.8), (0.9, 0.2)))
_RAISED_CHECK = Polyline(((0.16, 0.4), (0.4, 0.64), (0.86, 0.1)))

_GLYPHS: dict[State, tuple[Shape, ...]] = {
    # an open ring: nothing has begun
    State.WAITING: (Circle(_MIDDLE, 0.4, Ink.STROKE),),
    # a ring half full: time is running
    State.RUNNING: (Circle(_MIDDLE, 0.4, Ink.STROKE), Polygon(_arc(_MIDDLE, 0.4, -90, 90))),
    # a solid triangle: look here
    State.DUE_SOON: (Polygon(((0.5, 0.06), (0.98, 0.92), (0.02, 0.92))),),
    # a solid square with an exclamation mark
    State.PASSED: (
        Polygon(((0.04, 0.04), (0.96, 0.04), (0.96, 0.96), (0.04, 0.96))),
        Polygon(((0.42, 0.16), (0.58, 0.16), (0.56, 0.6), (0.44, 0.6)), Ink.KNOCK_OUT),
        Circle((0.5, 0.76), 0.085, Ink.KNOCK_OUT),
    ),
    # a question mark
    State.ASSESSMENT_DUE: (
        Polyline((*_arc((0.5, 0.31), 0.23, -190, 50), (0.5, 0.6), (0.5, 0.7))),
        Circle((0.5, 0.9), 0.085),
    ),
    # a check mark
    State.MET: (_CHECK,),
    # a check mark over a bar
    State.MET_LATE: (_RAISED_CHECK, Polyline(((0.14, 0.9), (0.86, 0.9)))),
    # a ring struck through
    State.NOT_TRIGGERED: (Circle(_MIDDLE, 0.4, Ink.STROKE), Polyline(((0.22, 0.78), (0.78, 0.22)))),
    # an open square: stopped
    State.STOOD_DOWN: (Polygon(((0.12, 0.12), (0.88, 0.12), (0.88, 0.88), (0.12, 0.88)), Ink.STROKE),),
}
