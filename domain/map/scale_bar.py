"""A scale bar of a round length."""

from __future__ import annotations

import math
from typing import NamedTuple

from domain.words import _

_ROUND = (5, 2, 1)
DIVISIONS = {1: 4, 2: 4, 5: 5}


class ScaleBar(NamedTuple):
    """`length` in units of the sheet for `metres` on the ground, in `parts` equal parts."""

    length: float
    metres: int
    parts: int

    @property
    def label(self) -> str:
        """`100 km`, `500 m`."""
        if self.metres < 1000:
            return _("{metres} m").format(metres=self.metres)
        return _("{kilometres} km").format(kilometres=f"{self.metres // 1000:,}")


def scale_bar(scale: float, longest: float) -> ScaleBar:
    """The longest bar of 1, 2 or 5 times a power of ten metres that fits; at least a metre.

    `scale` is units of the sheet for a metre, `longest` the room in units.
    """
    room = max(longest / scale, 1.0)
    power = 10 ** math.floor(math.log10(room) + 1e-9)
    first = next(step for step in _ROUND if step * power <= room * (1 + 1e-9))
    metres = first * power
    return ScaleBar(metres * scale, metres, DIVISIONS[first])


def ratio(scale: float, units_per_metre: float) -> int:
    """`1:n` as two significant figures: how small the sheet is; `units_per_metre` of paper."""
    exact = units_per_metre / scale
    step = 10 ** max(math.floor(math.log10(exact)) - 1, 0)
    return int(round(exact / step) * step)
