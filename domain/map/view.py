"""What part of the map is seen, how large, and where a point of it lies on the sheet or the screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple, Self


class Box(NamedTuple):
    """A rectangle in metres of the projection, y to the north."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width(self) -> float:
        return self.east - self.west

    @property
    def height(self) -> float:
        return self.north - self.south

    @property
    def centre(self) -> tuple[float, float]:
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    def meets(self, other: Box) -> bool:
        """Whether the two have a point in common."""
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it, its edges included."""
        return self.west <= x <= self.east and self.south <= y <= self.north

    def grown(self, by: float) -> Box:
        """The box with `by` metres more at each side."""
        return Box(self.west - by, self.south - by, self.east + by, self.north + by)

    def united(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.west, other.west),
            min(self.south, other.south),
            max(self.east, other.east),
            max(self.north, other.north),
        )


def around(points: Iterable[tuple[float, float]]) -> Box | None:
    """The smallest box that holds all points; None where there are none."""
    every = list(points)
    if not every:
        return None
    xs, ys = [x for x, _y in every], [y for _x, y in every]
    return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class View:
    """A window of `width` × `height` units (points or pixels) on the map, its middle at `x`, `y` metres."""

    x: float
    y: float
    scale: float
    """Units for a metre."""
    width: float
    height: float

    @classmethod
    def fit(cls, box: Box, width: float, height: float, margin: float = 0.0) -> Self:
        """The largest view that shows a whole box, with `margin` units free at each side."""
        across, up = max(width - 2 * margin, 1.0), max(height - 2 * margin, 1.0)
        scale = min(across / max(box.width, 1e-6), up / max(box.height, 1e-6))
        return cls(*box.centre, scale, width, height)

    @property
    def box(self) -> Box:
        """What is seen."""
        across, up = self.width / self.scale / 2, self.height / self.scale / 2
        return Box(self.x - across, self.y - up, self.x + across, self.y + up)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Units from the left and from the top for a point in metres."""
        return self.width / 2 + (x - self.x) * self.scale, self.height / 2 - (y - self.y) * self.scale

    def point(self, left: float, top: float) -> tuple[float, float]:
        """The point in metres that lies `left` and `top` units from the corner."""
        return self.x + (left - self.width / 2) / self.scale, self.y - (top - self.height / 2) / self.scale

    def moved(self, right: float, down: float) -> View:
        """The view after its window went `right` and `down` by so many units."""
        return replace(self, x=self.x + right / self.scale, y=self.y - down / self.scale)

    def zoomed(self, scale: float, left: float | None = None, top: float | None = None) -> View:
        """The view at another scale; what lies at `left`, `top` (the middle) stays there."""
        left = self.width / 2 if left is None else left
        top = self.height / 2 if top is None else top
        x, y = self.point(left, top)
        return replace(
            self,
            scale=scale,
            x=x - (left - self.width / 2) / scale,
            y=y + (top - self.height / 2) / scale,
        )
