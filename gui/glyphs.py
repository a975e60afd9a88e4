"""Paints the state glyphs of the domain."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from domain.glyphs import STROKE, Circle, Ink, Polygon, Polyline, Shape, glyph
from domain.ladder import State


def paint_glyph(painter: QPainter, box: QRectF, state: State, colour: str, below: str = "") -> None:
    """The glyph of `state` in `box`; `below` is the colour of what lies under it, for knocked-out parts."""
    paint_shapes(painter, box, glyph(state), colour, below)


def paint_shapes(
    painter: QPainter, box: QRectF, shapes: Iterable[Shape], colour: str, below: str = ""
) -> None:
    """Shapes of a unit square in `box`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width(), box.height())
    stroke = QPen(
        QColor(colour), STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )
    for shape in shapes:
        inked = shape.ink is Ink.STROKE
        painter.setPen(stroke if inked else Qt.PenStyle.NoPen)
        if inked:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setBrush(QColor(below or colour) if shape.ink is Ink.KNOCK_OUT else QColor(colour))
        match shape:
            case Circle(centre, radius):
                painter.drawEllipse(QPointF(*centre), radius, radius)
            case Polygon(points):
                painter.drawPolygon(QPolygonF([QPointF(*point) for point in points]))
            case Polyline(points):
                painter.drawPolyline(QPolygonF([QPointF(*point) for point in points]))
    painter.restore()
