"""What a desk draws over the map: lines and areas of its own, such as the line of contact or a sector."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from domain.errors import InvariantError
from domain.journal import Entry
from domain.map.outline import Track
from domain.map.projection import project
from domain.map.view import Box, around
from domain.vocabulary import Term, Vocabulary
from domain.words import N_

PURPOSES = Vocabulary(
    Term("line_of_contact", N_("line of contact"), ("contact line", "лінія зіткнення")),
    Term("withdrawal_zone", N_("withdrawal zone"), ("zone", "зона відведення")),
    Term("sector", N_("sector"), ("axis", "сектор")),
    Term("other", N_("other line or area"), ("other",)),
)
"""What an overlay is for; each is drawn in its own way."""


class Form(StrEnum):
    """How a shape is drawn."""

    LINE = "line"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Shape:
    """A line, or an area by its rings (the first its outline, the others holes; each ends where it begins).

    Points are latitude and longitude in units of 0.00001 degree. `name` may be empty.
    """

    form: Form
    name: str
    rings: tuple[tuple[tuple[int, int], ...], ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "form": str(self.form),
            "name": self.name,
            "rings": [[number for point in ring for number in point] for ring in self.rings],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Shape:
        rings = tuple(tuple(zip(ring[::2], ring[1::2], strict=True)) for ring in data["rings"])
        return cls(Form(data["form"]), data["name"], rings)


@dataclass(frozen=True, slots=True)
class Overlay:
    """Shapes under one name; `number` is `OV-001`, `source` where they are from, in the desk's words."""

    number: str
    name: str
    purpose: str
    source: str
    shapes: tuple[Shape, ...]
    shown: bool = True
    withdrawn: str = ""
    """Why it was withdrawn; empty while it is in use."""

    @property
    def is_drawn(self) -> bool:
        return self.shown and not self.withdrawn


@dataclass(frozen=True, slots=True)
class Traced:
    """A shape as it lies on the map, projected once: its rings in metres, and the box around them."""

    purpose: str
    form: Form
    name: str
    tracks: tuple[Track, ...]
    box: Box


def traced(overlays: Iterable[Overlay]) -> tuple[Traced, ...]:
    """The shapes of the overlays that are drawn."""
    return tuple(
        _trace(overlay.purpose, shape) for overlay in overlays if overlay.is_drawn for shape in overlay.shapes
    )


def _trace(purpose: str, shape: Shape) -> Traced:
    tracks = tuple(
        Track.of(project(lat / 100_000, lon / 100_000) for lat, lon in ring) for ring in shape.rings
    )
    box = around((x, y) for track in tracks for x, y in _corners(track.box))
    assert box is not None
    return Traced(purpose, shape.form, shape.name, tracks, box)


def _corners(box: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    return (box.west, box.south), (box.east, box.north)


def overlay_number(serial: int) -> str:
    """`OV-001`."""
    return f"OV-{serial:03d}"


def added_content(overlay: Overlay) -> dict[str, Any]:
    """The content of the entry that adds an overlay, from which `fold_overlay` makes it again."""
    return {
        "name": overlay.name,
        "purpose": overlay.purpose,
        "source": overlay.source,
        "shapes": [shape.to_json() for shape in overlay.shapes],
    }


def fold_overlay(overlay: Overlay | None, entry: Entry) -> Overlay:
    """The overlay after one more entry. Raises `InvariantError` for one it cannot follow from."""
    content = entry.content
    if entry.action == "overlay.added" and overlay is None:
        shapes = tuple(map(Shape.from_json, content["shapes"]))
        return Overlay(entry.record, content["name"], content["purpose"], content["source"], shapes)
    if overlay is not None:
        match entry.action:
            case "overlay.shown" | "overlay.hidden":
                return replace(overlay, shown=entry.action == "overlay.shown")
            case "overlay.withdrawn":
                return replace(overlay, withdrawn=content["reason"])
    raise InvariantError(f"entry {entry.seq}: {entry.action} cannot follow")
