"""The marks of the map: signs of single incidents and circles of many, painted once each and then copied."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from domain.map.symbols import Family
from gui.glyphs import paint_shapes
from gui.painting import metrics
from gui.theme import SMALL, Tokens, font

SIGN = 11.0
_HALO = 2.0
_MOST_KEPT = 4_000


def radius(size: int) -> float:
    """The radius of a mark in pixels."""
    if size == 1:
        return SIGN / 2
    digits = metrics(font(SMALL, bold=True)).horizontalAdvance(f"{size:,}") / 2 + 5
    return max(9.0 + 2.4 * math.log10(size), digits)


class Marks:
    """Pictures of marks in the colours of one scheme."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int, float, bool], QPixmap] = {}

    def forget(self) -> None:
        """The colours changed."""
        self._kept.clear()

    def sign(self, family: Family, tokens: Tokens, ratio: float) -> QPixmap:
        """The sign of one incident; `ratio` is device pixels for a pixel."""
        key = (family.key, 0, ratio, tokens.dark)
        if key not in self._kept:
            half = SIGN / 2 + _HALO + 1
            picture, painter = _blank(half, ratio)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.map.home))
            painter.drawEllipse(QPointF(half, half), half - 0.5, half - 0.5)
            box = QRectF(half - SIGN / 2, half - SIGN / 2, SIGN, SIGN)
            paint_shapes(painter, box, family.shapes, tokens.ink, tokens.map.home)
            painter.end()
            self._kept[key] = picture
        return self._kept[key]

    def group(self, size: int, tokens: Tokens, ratio: float) -> QPixmap:
        """The circle of many incidents with their number."""
        key = ("", size, ratio, tokens.dark)
        if key not in self._kept:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            around = radius(size)
            half = around + 1.5
            picture, painter = _blank(half, ratio)
            painter.setPen(QPen(QColor(tokens.map.home), 1.5))
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(QPointF(half, half), around, around)
            painter.setFont(font(SMALL, bold=True))
            painter.setPen(QColor(tokens.on_accent))
            painter.drawText(QRectF(0, 0, 2 * half, 2 * half), Qt.AlignmentFlag.AlignCenter, f"{size:,}")
            painter.end()
            self._kept[key] = picture
        return self._kept[key]


def _blank(half: float, ratio: float) -> tuple[QPixmap, QPainter]:
    side = math.ceil(2 * half * ratio)
    picture = QPixmap(side, side)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return picture, painter
