"""The settlement that people would name for a position: the nearest one, unless a town is hardly farther."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Iterable
from typing import NamedTuple

from domain.position import Position

_CELL_E5 = 25_000
_METRES_PER_E5 = 1.1132
_CENTRE_M = 1000
_TOWN = 10_000
_VILLAGE_SEEMS_FARTHER = 1.5


class Near(NamedTuple):
    """A settlement near a position: how far it seems when its size is counted in, how far it is, which one.

    The distance is good to 0.5 % within 100 km, which is enough to choose by.
    """

    seeming_m: float
    distance_m: float
    number: int


class Grid:
    """Settlements by cells of a quarter of a degree."""

    def __init__(self, settlements: Iterable[tuple[int, int, int, bool]], *, own: bool = False) -> None:
        self._cells: dict[tuple[int, int], list[tuple[int, int, float, int]]] = defaultdict(list)
        for number, (lat, lon, population, quarter) in enumerate(settlements):
            if not quarter:
                factor = 1.0 if own else _factor(population)
                self._cells[lat // _CELL_E5, lon // _CELL_E5].append((lat, lon, factor, number))
        self._cells.default_factory = None

    def near(self, position: Position, within_m: float, hidden: Container[int] = ()) -> list[Near]:
        """The settlements within about `within_m` of `position`, the one to name first."""
        shrink = max(math.cos(math.radians(position.lat)), 0.01)
        reach_lat = within_m / _METRES_PER_E5
        reach_lon = reach_lat / shrink
        rows = range(
            math.floor((position.lat_e5 - reach_lat) / _CELL_E5),
            math.floor((position.lat_e5 + reach_lat) / _CELL_E5) + 1,
        )
        columns = range(
            math.floor((position.lon_e5 - reach_lon) / _CELL_E5),
            math.floor((position.lon_e5 + reach_lon) / _CELL_E5) + 1,
        )
        cells: Iterable[tuple[int, int]] = ((row, column) for row in rows for column in columns)
        if len(rows) * len(columns) > len(self._cells):
            cells = self._cells
        found = []
        for cell in cells:
            for lat, lon, factor, number in self._cells.get(cell, ()):
                metres = _METRES_PER_E5 * math.hypot(lat - position.lat_e5, (lon - position.lon_e5) * shrink)
                if metres <= within_m * 1.02 and number not in hidden:
                    found.append(Near(metres if metres <= _CENTRE_M else metres * factor, metres, number))
        return sorted(found)


def _factor(population: int) -> float:
    """How much farther a settlement seems for being little known.

    A town of 10,000 is named instead of a smaller place unless it is 1.5 times as far: readers find Orikhiv
    on a map, and 3 km from it says as much as 2 km from a village. Within 1 km of a village it is the
    village.
    """
    return 1.0 if population >= _TOWN else _VILLAGE_SEEMS_FARTHER


def rough_m(a: Position, b: Position) -> float:
    """A distance to rank by, in metres; `domain.position.distance_m` is the one to show."""
    shrink = math.cos(math.radians((a.lat + b.lat) / 2))
    return _METRES_PER_E5 * math.hypot(a.lat_e5 - b.lat_e5, (a.lon_e5 - b.lon_e5) * shrink)
