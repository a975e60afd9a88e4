"""The outline map that ships with the program: Ukraine, its oblasts, what is around, rivers and settlements.

Read from disk when first asked for. Where it comes from is told in `domain/atlas/SOURCES.md`.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

from domain.atlas import gazetteer
from domain.errors import InvariantError
from domain.map.names import TOWNS_ABROAD
from domain.map.projection import project
from domain.map.view import Box, around
from domain.words import current_language

DATA = Path(gazetteer.__file__).with_name("outline.json")
VERSION = 1
_EDGE = 40
"""Parts of a side of the sheet, which the projection bends."""
_NAME, _UKRAINIAN, _REGION, _LAT, _LON, _POPULATION, _QUARTER = range(7)


@dataclass(frozen=True, slots=True)
class Track:
    """A line through points in metres, and the box around it. A ring ends where it begins."""

    points: tuple[tuple[float, float], ...]
    box: Box

    @classmethod
    def of(cls, points: Iterable[tuple[float, float]]) -> Self:
        """The line through points, of which there is at least one."""
        every = tuple(points)
        box = around(every)
        assert box is not None
        return cls(every, box)

    def thinned(self, step: float) -> tuple[tuple[float, float], ...]:
        """The points at least `step` metres from the one before; the ends always."""
        if step <= 0 or len(self.points) < 3:
            return self.points
        kept = [self.points[0]]
        for point in self.points[1:-1]:
            if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= step:
                kept.append(point)
        return (*kept, self.points[-1])


@dataclass(frozen=True, slots=True)
class River:
    """A stretch of a river; `rank` 2 is the greatest. `name` is empty where none is shown."""

    name: str
    rank: int
    path: Track


@dataclass(frozen=True, slots=True)
class Oblast:
    """An oblast by its ISO 3166-2 code: its rings, and where its name may stand."""

    code: str
    rings: tuple[Track, ...]
    middle: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """The lines and areas of the map."""

    land: tuple[Track, ...]
    """Rings of everything that is not sea."""
    oblasts: tuple[Oblast, ...]
    frontier: tuple[Track, ...]
    """The outline of Ukraine, borders and coast."""
    divisions: tuple[Track, ...]
    """Lines between oblasts."""
    borders: tuple[Track, ...]
    """Lines between other countries."""
    coasts: tuple[Track, ...]
    rivers: tuple[River, ...]
    box: Box
    """Around Ukraine."""
    sheet: Track
    """Where the map ends: nothing is known of what lies beyond."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """A settlement on the map, in metres."""

    name: str
    ukrainian: str
    x: float
    y: float
    population: int
    abroad: bool

    @property
    def label(self) -> str:
        """The name in the current language."""
        ukrainian = TOWNS_ABROAD.get(self.name, self.ukrainian) if self.abroad else self.ukrainian
        return ukrainian if current_language() == "uk" and ukrainian else self.name


@cache
def outline() -> Outline:
    """The map. Raises `InvariantError` where the data file is of another version than the program."""
    data: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    if data["version"] != VERSION:
        raise InvariantError(f"{DATA.name} is not of this version")
    unit, home = data["unit"], data["home"]
    arcs = [_points(flat, unit) for flat in home["arcs"]]
    oblasts = tuple(_oblast(code, rings, arcs) for code, rings in home["oblasts"].items())
    boxes = [ring.box for oblast in oblasts for ring in oblast.rings]
    return Outline(
        land=_paths(data["land"], unit),
        oblasts=oblasts,
        frontier=tuple(Track.of(arcs[number]) for number in home["outer"]),
        divisions=tuple(Track.of(arcs[number]) for number in home["inner"]),
        borders=_paths(data["borders"], unit),
        coasts=_paths(data["coasts"], unit),
        rivers=tuple(
            River(one["name"], one["rank"], Track.of(_points(one["line"], unit))) for one in data["rivers"]
        ),
        box=Box(
            min(box.west for box in boxes),
            min(box.south for box in boxes),
            max(box.east for box in boxes),
            max(box.north for box in boxes),
        ),
        sheet=_sheet(*data["box"]),
    )


@cache
def settlements() -> tuple[Settlement, ...]:
    """The settlements of the gazetteer, the largest first; parts of towns are left out."""
    _header, *lines = gazetteer.DATA.read_text(encoding="utf-8").splitlines()
    found = []
    for line in lines:
        cells = line.split("\t", _QUARTER + 1)
        if not cells[_QUARTER]:
            x, y = project(int(cells[_LAT]) / 100_000, int(cells[_LON]) / 100_000)
            found.append(
                Settlement(
                    cells[_NAME], cells[_UKRAINIAN], x, y, int(cells[_POPULATION]),
                    not cells[_REGION].startswith("UA-"),
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.abroad, -one.population, one.name, one.x)))


def _sheet(west: float, south: float, east: float, north: float) -> Track:
    """The edge of the map as a ring."""
    across = [west + (east - west) * step / _EDGE for step in range(_EDGE + 1)]
    up = [south + (north - south) * step / _EDGE for step in range(_EDGE + 1)]
    edge = [(south, lon) for lon in across] + [(lat, east) for lat in up]
    edge += [(north, lon) for lon in reversed(across)] + [(lat, west) for lat in reversed(up)]
    return Track.of(project(lat, lon) for lat, lon in edge)


def _points(flat: Sequence[int], unit: int) -> list[tuple[float, float]]:
    points = []
    lon = lat = 0
    for index in range(0, len(flat), 2):
        lon, lat = lon + flat[index], lat + flat[index + 1]
        points.append(project(lat / unit, lon / unit))
    return points


def _paths(flats: Iterable[Sequence[int]], unit: int) -> tuple[Track, ...]:
    return tuple(Track.of(_points(flat, unit)) for flat in flats)


def _oblast(code: str, rings: Sequence[Sequence[int]], arcs: Sequence[list[tuple[float, float]]]) -> Oblast:
    made = []
    for ring in rings:
        points: list[tuple[float, float]] = []
        for number in ring:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            points += arc[1:] if points else arc
        made.append(Track.of(points))
    greatest = max(made, key=lambda path: path.box.width * path.box.height)
    return Oblast(code, tuple(made), _centroid(greatest.points))


def _centroid(ring: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The centre of gravity of an area."""
    area = x = y = 0.0
    for (ax, ay), (bx, by) in itertools.pairwise(ring):
        cross = ax * by - bx * ay
        area += cross
        x += (ax + bx) * cross
        y += (ay + by) * cross
    return x / (3 * area), y / (3 * area)
