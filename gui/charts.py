"""Paints the charts of the domain in the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from domain.charts import Bar, Chart, Rule, Text, Tone
from gui.painting import draw_line
from gui.theme import SMALL, Theme, Tokens, font

UNIT = 1.55
"""Pixels for a unit of a chart, whose words are 7 units high."""
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "centre": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


class ChartView(QWidget):
    """One chart, made anew for the width it is given."""

    def __init__(self, theme: Theme, make: Callable[[float], Chart]) -> None:
        """`make` gives the chart for a width in its own units."""
        super().__init__()
        self._theme, self._make = theme, make
        chart = make(300.0)
        self.setAccessibleName(chart.says)
        self._height = round(chart.height * UNIT) + 4
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, self._height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        for mark in self._make(self.width() / UNIT).marks:
            match mark:
                case Bar():
                    box = QRectF(mark.x * UNIT, mark.y * UNIT, mark.width * UNIT, mark.height * UNIT)
                    painter.fillRect(box, QColor(tokens.accent))
                case Rule():
                    _rule(painter, mark, tokens)
                case Text():
                    _text(painter, mark, tokens)


def _rule(painter: QPainter, mark: Rule, tokens: Tokens) -> None:
    ends = (QPointF(mark.x * UNIT, mark.y * UNIT), QPointF(mark.to_x * UNIT, mark.to_y * UNIT))
    if mark.tone is Tone.TICK:
        painter.setPen(_pen(tokens.canvas, 4))
        painter.drawLine(*ends)
    colour = {Tone.TICK: tokens.ink, Tone.GRID: tokens.line}.get(mark.tone, tokens.ink_soft)
    width = 2 if mark.tone is Tone.TICK else 1
    painter.setPen(_pen(colour, width))
    painter.drawLine(*ends)


def _pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _text(painter: QPainter, mark: Text, tokens: Tokens) -> None:
    left = mark.x - (mark.room if mark.align == "right" else mark.room / 2 if mark.align == "centre" else 0)
    box = QRectF(left * UNIT, mark.y * UNIT - 2, mark.room * UNIT, 9.5 * UNIT)
    colour = tokens.ink_soft if mark.tone is Tone.SOFT else tokens.ink
    draw_line(painter, box, mark.words, font(SMALL, bold=mark.strong), colour, _ALIGN[mark.align])
