"""Nine signs that nobody can mistake for each other."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

from domain.glyphs import DIAMOND, NOW, STROKE, Circle, Ink, Polygon, Shape, glyph
from domain.ladder import State

GRID = 24


def _points(shape: Shape) -> tuple[tuple[float, float], ...]:
    return (shape.centre,) if isinstance(shape, Circle) else shape.points


def test_every_state_has_a_shape_inside_its_square() -> None:
    for shapes in (*map(glyph, State), DIAMOND, NOW):
        assert shapes
        for shape in shapes:
            margin = shape.radius if isinstance(shape, Circle) else 0.0
            margin += STROKE / 2 if shape.ink is Ink.STROKE and isinstance(shape, Circle) else 0.0
            for x, y in _points(shape):
                assert margin <= x <= 1 - margin
                assert margin <= y <= 1 - margin


def test_no_two_states_look_alike_without_colour() -> None:
    """Painted in black on a coarse grid, any two differ in at least a twelfth of the square."""
    painted = {state: _painted(glyph(state)) for state in State}
    for one, other in combinations(State, 2):
        assert len(painted[one] ^ painted[other]) >= GRID * GRID / 12, (one, other)


def _painted(shapes: tuple[Shape, ...]) -> frozenset[tuple[int, int]]:
    dark: set[tuple[int, int]] = set()
    cells = [(column, row) for column in range(GRID) for row in range(GRID)]
    for shape in shapes:
        hit = {cell for cell in cells if _covers(shape, (cell[0] + 0.5) / GRID, (cell[1] + 0.5) / GRID)}
        dark = dark - hit if shape.ink is Ink.KNOCK_OUT else dark | hit
    return frozenset(dark)


def _covers(shape: Shape, x: float, y: float) -> bool:
    if isinstance(shape, Circle):
        away = math.dist((x, y), shape.centre)
        return abs(away - shape.radius) <= STROKE / 2 if shape.ink is Ink.STROKE else away <= shape.radius
    corners = shape.points
    if shape.ink is Ink.STROKE:
        closed = (*corners, corners[0]) if isinstance(shape, Polygon) else corners
        return any(_near(x, y, a, b) <= STROKE / 2 for a, b in pairwise(closed))
    inside = False
    for (x1, y1), (x2, y2) in zip(corners, (*corners[1:], corners[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _near(x: float, y: float, a: tuple[float, float], b: tuple[float, float]) -> float:
    length = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2
    share = 0.0 if not length else ((x - a[0]) * (b[0] - a[0]) + (y - a[1]) * (b[1] - a[1])) / length
    share = min(max(share, 0.0), 1.0)
    return math.dist((x, y), (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
