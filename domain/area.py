"""A drawn area, as a filter holds it: positions apart by commas, in degrees with five decimals.

Two positions are opposite corners of a box between parallels and meridians; three and more are the corners of
a polygon, whose sides are straight on a map of latitude and longitude. Its edge belongs to it. Everything is
reckoned in whole units of 0.00001 degree, so that no rounding moves an incident over the edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from domain.errors import FieldError
from domain.position import Position
from domain.text import excerpt
from domain.words import _

MOST_CORNERS = 200
Corner = tuple[int, int]
"""Latitude and longitude in units of 0.00001 degree."""


def read_area(texts: Sequence[str]) -> str:
    """The value of a condition for numbers of degrees, latitude first: `47.1,35.2,47.9,36.5` is a box.

    Raises `FieldError` whose field is the index of the text that is wrong, or empty.
    """
    shape = _("A latitude and a longitude for each corner: within:47.1,35.2,47.9,36.5.")
    if len(texts) < 4 or len(texts) % 2:
        raise FieldError("", _("An area needs two corners, or three and more."), shape)
    if len(texts) > 2 * MOST_CORNERS:
        raise FieldError("", _("An area has at most {n} corners.").format(n=MOST_CORNERS), shape)
    corners = []
    for index in range(0, len(texts), 2):
        degrees = []
        for at, most in ((index, 90), (index + 1, 180)):
            text = texts[at].replace("−", "-").strip()
            try:
                degrees.append(float(text))
            except ValueError:
                degrees.append(float("nan"))
            if not abs(degrees[-1]) <= most:
                words = _("“{text}” is not a number of degrees.").format(text=excerpt(texts[at], 40))
                raise FieldError(str(at), words, shape)
        corners.append(Position.of(*degrees))
    made = [(at.lat_e5, at.lon_e5) for at in corners]
    south, west, north, east = bounds(made)
    if south == north or west == east:
        raise FieldError("", _("The corners of the area lie in one line."), shape)
    return area_text(made)


def area_text(corners: Iterable[Corner]) -> str:
    """The value of a condition for corners."""
    return ",".join(f"{lat / 100_000:.5f},{lon / 100_000:.5f}" for lat, lon in corners)


@lru_cache(maxsize=64)
def corners_of(value: str) -> tuple[Corner, ...]:
    """The corners of a value that `read_area` gave; of a box, all four."""
    numbers = [round(float(text) * 100_000) for text in value.split(",")]
    corners = tuple(zip(numbers[::2], numbers[1::2], strict=True))
    if len(corners) == 2:
        (south, west), (north, east) = corners
        return ((south, west), (south, east), (north, east), (north, west))
    return corners


def bounds(corners: Iterable[Corner]) -> tuple[int, int, int, int]:
    """South, west, north and east of an area."""
    lats, lons = zip(*corners, strict=True)
    return min(lats), min(lons), max(lats), max(lons)


def in_area(lat: int | None, lon: int | None, value: str) -> bool | None:
    """Whether a position lies in an area, its edge included; None where it is not known.

    What is inside is what a ray to the east leaves after an odd number of sides.
    """
    if lat is None or lon is None:
        return None
    corners = corners_of(value)
    inside = False
    for (alat, alon), (blat, blon) in pairwise((*corners, corners[0])):
        turn = (blon - alon) * (lat - alat) - (lon - alon) * (blat - alat)
        on_the_side = min(alat, blat) <= lat <= max(alat, blat) and min(alon, blon) <= lon <= max(alon, blon)
        if turn == 0 and on_the_side:
            return True
        if (alat > lat) != (blat > lat) and (turn > 0) == (blat > alat):
            inside = not inside
    return inside
