"""A place told as an observer saw it: from where, how far, in which direction ("4–8 km NNE of …")."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from domain.errors import FieldError
from domain.position import (
    Position,
    compass16,
    compass_degrees,
    format_decimal,
    offset,
    parse_position_with_radius,
)
from domain.text import clean_line, excerpt
from domain.words import _

FARTHEST_M = 200_000
_HALF_POINT = math.radians(11.25)
_NUMBER = r"\d{1,6}(?:[.,]\d{1,3})?"
_BEARING = r"(?P<bearing>[A-Za-zА-Яа-яІі]{1,3}|\d{1,3}\s*°)"
_WAY = rf"(?P<low>{_NUMBER})(?:\s*(?:-|–|—|to)\s*(?P<high>{_NUMBER}))?\s*(?P<unit>km|км|m|м)\s+{_BEARING}"
_FROM_FIRST = re.compile(rf"(?:from|від)\s+(?P<where>.+?)[\s,]+{_WAY}", re.IGNORECASE)
_FROM_LAST = re.compile(rf"{_WAY}\s+(?:of|from|від)\s+(?P<where>.+)", re.IGNORECASE)

Finder = Callable[[str], Position | None]
"""Where a place of that name is; None where it is not known or means several."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """`position` of the observer, `low_m` to `high_m` metres away, `bearing_deg` whole degrees."""

    position: Position
    low_m: int
    high_m: int
    bearing_deg: int

    @property
    def target(self) -> Position:
        """The middle of what was pointed at."""
        return offset(self.position, self.bearing_deg, (self.low_m + self.high_m) / 2)

    @property
    def radius_m(self) -> int:
        """How far from the middle it can have been: half the range, or half a compass point to the side."""
        aside = self.high_m * math.sin(_HALF_POINT)
        return max(math.ceil(math.hypot((self.high_m - self.low_m) / 2, aside)), 10)

    def __str__(self) -> str:
        """`from 47.60000, 35.80000 4–8 km NNE`; `parse_sighting` reads it back."""
        points = {round(n * 22.5): n * 22.5 for n in range(16)}
        exact = self.bearing_deg in points
        bearing = compass16(points[self.bearing_deg]) if exact else f"{self.bearing_deg:03}°"
        metres = self.low_m % 100 or self.high_m % 100
        unit, size = ("m", 1) if metres else ("km", 1000)
        figures = [f"{value / size:g}" for value in dict.fromkeys((self.low_m, self.high_m))]
        return _("from {position} {distance} {bearing}").format(
            position=format_decimal(self.position), distance=f"{'–'.join(figures)} {unit}", bearing=bearing
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "position": self.position.to_json(),
            "low_m": self.low_m,
            "high_m": self.high_m,
            "bearing_deg": self.bearing_deg,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Sighting:
        return cls(Position.from_json(data["position"]), data["low_m"], data["high_m"], data["bearing_deg"])


def parse_sighting(text: str, find: Finder | None = None, *, field: str = "position") -> Sighting | None:
    """`from 47.6,35.8 4-8 km NNE`, `4-8 km NNE of Orikhiv`, `from 36T XT 12 34 900 m 045°`.

    None where the text has not this form: then it is a position itself. Raises `FieldError` naming `field`
    where it has the form and cannot stand.
    """
    line = clean_line(text, field)
    found = _FROM_FIRST.fullmatch(line) or _FROM_LAST.fullmatch(line)
    if found is None:
        return None
    bearing = compass_degrees(found["bearing"].replace(" ", ""))
    if bearing is None:
        raise FieldError(
            field,
            _("“{text}” is not a direction.").format(text=excerpt(found["bearing"], 20)),
            _("One of the 16 points, such as NNE, or degrees, such as 023°."),
        )
    size = 1000 if found["unit"].casefold() in ("km", "км") else 1
    low = round(float(found["low"].replace(",", ".")) * size)
    high = round(float((found["high"] or found["low"]).replace(",", ".")) * size)
    if not 0 < high <= FARTHEST_M or low > high:
        raise FieldError(
            field,
            _("A distance runs from less to more, up to {limit} km.").format(limit=FARTHEST_M // 1000),
        )
    return Sighting(_where(found["where"], find, field), low, high, round(bearing) % 360)


def _where(text: str, find: Finder | None, field: str) -> Position:
    if find is not None and (known := find(text)) is not None:
        return known
    try:
        return parse_position_with_radius(text, field=field)[0]
    except FieldError as error:
        if any(c.isdigit() for c in text):
            raise
        raise FieldError(
            field,
            _("“{place}” is not one known place.").format(place=excerpt(text, 40)),
            _("Give the observer's coordinates, or the place with its oblast."),
        ) from error
