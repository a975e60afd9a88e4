"""Paints the shapes of `domain.glyphs` on paper, in grey."""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.pdfgen.canvas import Canvas

from domain.glyphs import STROKE, Circle, Ink, Point, Polygon, Polyline, Shape
from reports.style import INK, PAPER


def paint(
    canvas: Canvas, shapes: Iterable[Shape], x: float, top: float, size: float, grey: float = INK
) -> None:
    """Paint shapes into the square of `size` points whose upper left corner is at `x`, `top`."""
    canvas.saveState()
    canvas.setStrokeGray(grey)
    canvas.setLineWidth(STROKE * size)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for shape in shapes:
        canvas.setFillGray(PAPER if shape.ink is Ink.KNOCK_OUT else grey)
        stroke, fill = int(shape.ink is Ink.STROKE), int(shape.ink is not Ink.STROKE)
        match shape:
            case Circle():
                cx, cy = _place(shape.centre, x, top, size)
                canvas.circle(cx, cy, shape.radius * size, stroke=stroke, fill=fill)
            case Polygon() | Polyline():
                _trace(canvas, shape, x, top, size, stroke, fill)
    canvas.restoreState()


def _trace(
    canvas: Canvas, shape: Polygon | Polyline, x: float, top: float, size: float, stroke: int, fill: int
) -> None:
    path = canvas.beginPath()
    path.moveTo(*_place(shape.points[0], x, top, size))
    for point in shape.points[1:]:
        path.lineTo(*_place(point, x, top, size))
    if isinstance(shape, Polygon):
        path.close()
    canvas.drawPath(path, stroke=stroke, fill=fill)


def _place(point: Point, x: float, top: float, size: float) -> tuple[float, float]:
    return round(x + point[0] * size, 3), round(top - point[1] * size, 3)
