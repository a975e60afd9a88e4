"""Where names go so that none lies on another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Area(NamedTuple):
    """A rectangle of the sheet, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Area) -> bool:
        """Whether they overlap; touching is no overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Wanted(NamedTuple):
    """A name to place: its point, the size it takes, and how far from the point it stands."""

    key: int
    x: float
    y: float
    width: float
    height: float
    gap: float = 4.0
    centred: bool = False
    """Over the point itself (the name of an area), and nowhere else."""


class Placed(NamedTuple):
    """A name that found room, and the corner of it."""

    key: int
    left: float
    top: float


class Taken:
    """The room that is taken, found by cells, so that a thousand names cost a thousand looks."""

    def __init__(self, cell: float = 64.0) -> None:
        self._cell = cell
        self._cells: dict[tuple[int, int], list[Area]] = defaultdict(list)

    def add(self, area: Area) -> None:
        for cell in self._over(area):
            self._cells[cell].append(area)

    def is_free(self, area: Area) -> bool:
        return not any(area.meets(other) for cell in self._over(area) for other in self._cells.get(cell, ()))

    def _over(self, area: Area) -> Iterator[tuple[int, int]]:
        for column in range(int(area.left // self._cell), int(area.right // self._cell) + 1):
            for row in range(int(area.top // self._cell), int(area.bottom // self._cell) + 1):
                yield column, row


def place(wanted: Iterable[Wanted], within: Area, taken: Taken) -> list[Placed]:
    """Places names in their order, the most important first; one without room is left out.

    Right of its point first, then left, above, below and the corners, as cartographers prefer. What was
    placed, and its point, is then taken.
    """
    placed = []
    for one in wanted:
        for left, top in _positions(one):
            area = Area(left, top, left + one.width, top + one.height)
            inside = (
                area.left >= within.left
                and area.top >= within.top
                and area.right <= within.right
                and area.bottom <= within.bottom
            )
            if inside and taken.is_free(area):
                taken.add(area)
                placed.append(Placed(one.key, left, top))
                break
    return placed


def _positions(one: Wanted) -> Iterator[tuple[float, float]]:
    middle_x, middle_y = one.x - one.width / 2, one.y - one.height / 2
    if one.centred:
        yield middle_x, middle_y
        return
    right, left = one.x + one.gap, one.x - one.gap - one.width
    above, below = one.y - one.gap - one.height, one.y + one.gap
    yield from ((right, middle_y), (left, middle_y), (middle_x, above), (middle_x, below))
    yield from ((right, above), (right, below), (left, above), (left, below))
