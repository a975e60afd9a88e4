"""Where names go so that none lies on another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
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

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def covers(self, other: Area) -> bool:
        """Whether the other lies in it whole."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
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
        self._lines: dict[tuple[int, int], list[Area]] = defaultdict(list)

    def add(self, area: Area) -> None:
        """Take the room of a sign or a name: nothing may lie on it."""
        for cell in self._over(area):
            self._cells[cell].append(area)

    def add_line(self, points: Sequence[tuple[float, float]], step: float = 5.0) -> None:
        """Take the room of a line: a name lies on it only where there is no other place for it."""
        for (ax, ay), (bx, by) in pairwise(points):
            for part in range(parts := min(max(int(max(abs(bx - ax), abs(by - ay)) / step), 1), 2_000)):
                left, right = sorted((ax + (bx - ax) * part / parts, ax + (bx - ax) * (part + 1) / parts))
                top, bottom = sorted((ay + (by - ay) * part / parts, ay + (by - ay) * (part + 1) / parts))
                area = Area(left - 0.5, top - 0.5, right + 0.5, bottom + 0.5)
                for cell in self._over(area):
                    self._lines[cell].append(area)

    def is_free(self, area: Area) -> bool:
        """Whether no sign and no name lies there."""
        return self._is_free(area, self._cells)

    def is_clear(self, area: Area) -> bool:
        """Whether no line goes through it."""
        return self._is_free(area, self._lines)

    def _is_free(self, area: Area, cells: Mapping[tuple[int, int], list[Area]]) -> bool:
        return not any(area.meets(other) for cell in self._over(area) for other in cells.get(cell, ()))

    def _over(self, area: Area) -> Iterator[tuple[int, int]]:
        for column in range(int(area.left // self._cell), int(area.right // self._cell) + 1):
            for row in range(int(area.top // self._cell), int(area.bottom // self._cell) + 1):
                yield column, row


def place(wanted: Iterable[Wanted], within: Area, taken: Taken) -> list[Placed]:
    """Places names in their order, the most important first; one without room is left out.

    Where no line goes through it if possible; right of its point first, then left, above, below and the
    corners, as cartographers prefer. What was placed, and its point, is then taken.
    """
    placed = []
    for one in wanted:
        areas = [Area(x, y, x + one.width, y + one.height) for x, y in _positions(one)]
        free = [area for area in areas if within.covers(area) and taken.is_free(area)]
        best = next(filter(taken.is_clear, free), None if one.centred else next(iter(free), None))
        if best is not None:
            taken.add(best)
            placed.append(Placed(one.key, best.left, best.top))
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
