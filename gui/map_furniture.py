"""What lies over the map on screen: a drawn area, rings, the scale bar with north."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from domain.map.labels import Area
from domain.map.projection import north_at, unproject
from domain.map.scale_bar import scale_bar
from domain.map.view import View
from domain.words import p_
from gui.painting import metrics
from gui.theme import SMALL, Tokens, font

_BAR = 130.0
_PAD = 12.0


def paint_area(
    painter: QPainter,
    view: View,
    corners: Sequence[tuple[float, float]],
    tokens: Tokens,
    *,
    closed: bool,
    filled: bool = True,
) -> None:
    """An area that is being drawn or that the filter asks for; corners in metres."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.accent), 2))
    fill = QColor(tokens.accent)
    fill.setAlpha(36)
    painter.setBrush(fill if filled else Qt.BrushStyle.NoBrush)
    line = QPolygonF([QPointF(*view.place(*corner)) for corner in corners])
    if closed or len(corners) > 2:
        painter.drawPolygon(line)
    else:
        painter.drawPolyline(line)
    painter.restore()


def paint_ring(painter: QPainter, box: QRectF, tokens: Tokens, *, round_: bool = False) -> None:
    """The ring of what has the focus or is chosen."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if round_:
        painter.drawEllipse(box)
    else:
        painter.drawRect(box)
    painter.restore()


def paint_scale(painter: QPainter, view: View, tokens: Tokens) -> Area:
    """Scale bar and north, in the lower left corner; the room they take."""
    bar = scale_bar(view.scale, _BAR)
    face = font(SMALL)
    label = metrics(face).horizontalAdvance(bar.label)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(_PAD, view.height - 44)
    painter.setPen(QPen(QColor(tokens.line), 1))
    painter.setBrush(QColor(tokens.surface))
    wide = bar.length + label / 2 + 48
    painter.drawRoundedRect(QRectF(0, 0, wide, 34), 6, 6)
    painter.setPen(QPen(QColor(tokens.ink), 1))
    step = bar.length / bar.parts
    for part in range(bar.parts):
        painter.setBrush(QColor(tokens.ink if part % 2 == 0 else tokens.surface))
        painter.drawRect(QRectF(12 + part * step, 22, step, 4))
    painter.setFont(face)
    painter.drawText(QPointF(9, 16), "0")
    painter.drawText(QPointF(12 + bar.length - label / 2, 16), bar.label)
    painter.translate(bar.length + label / 2 + 32, 17)
    painter.drawText(QPointF(-4, -5), p_("compass", "N"))
    painter.rotate(north_at(unproject(view.x, view.y)[1]))
    painter.setBrush(QColor(tokens.ink))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygonF([QPointF(0, -3), QPointF(4, 11), QPointF(0, 8), QPointF(-4, 11)]))
    painter.restore()
    return Area(_PAD, view.height - 44, _PAD + wide, view.height - 10)
