"""Painting shared by the custom widgets: text that is elided or wrapped, the phase bar."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPolygonF,
    QTextLayout,
    QTextOption,
)

from domain.ladder import State
from domain.phase_bar import PhaseBar
from domain.words import _
from gui.theme import SMALL, Tokens, font

ABOVE, BAR, BELOW = 30.0, 14.0, 24.0
BAR_HEIGHT = ABOVE + BAR + BELOW
"""Height the phase bar needs: labels and actions above it, incidents and now below it."""


@cache
def metrics(face: QFont) -> QFontMetricsF:
    """Measures of a shared font."""
    return QFontMetricsF(face)


def draw_line(
    painter: QPainter,
    rect: QRectF,
    text: str,
    face: QFont,
    colour: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """One line of text, elided at the right where it is too long. Returns the width it took."""
    painter.setFont(face)
    painter.setPen(QColor(colour))
    measure = metrics(face)
    shown = measure.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
    return measure.horizontalAdvance(shown)


def draw_fitting(painter: QPainter, rect: QRectF, text: str, colour: str, *sizes: int) -> None:
    """One bold line in the largest of `sizes` (pixels) that fits; elided where none does."""
    faces = [font(size, bold=True) for size in sizes]
    fitting = (face for face in faces if QFontMetricsF(face).horizontalAdvance(text) <= rect.width())
    draw_line(painter, rect, text, next(fitting, faces[-1]), colour)


def draw_lines(painter: QPainter, rect: QRectF, text: str, face: QFont, colour: str, most: int = 2) -> None:
    """Text wrapped into at most `most` lines; the last one is elided."""
    painter.setPen(QColor(colour))
    metrics = QFontMetricsF(face)
    layout = QTextLayout(text, face)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    top = rect.top()
    for index in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(rect.width())
        start, length = line.textStart(), line.textLength()
        if index == most - 1 and start + length < len(text):
            rest = metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, rect.width())
            painter.setFont(face)
            painter.drawText(QPointF(rect.left(), top + metrics.ascent()), rest)
            break
        line.draw(painter, QPointF(rect.left(), top - line.y()))
        top += metrics.lineSpacing()
    layout.endLayout()


def paint_phase_bar(painter: QPainter, rect: QRectF, bar: PhaseBar, tokens: Tokens) -> None:
    """The phase bar in `rect` (see `BAR_HEIGHT`)."""
    box = QRectF(rect.left(), rect.top() + ABOVE, rect.width(), BAR)
    ink, line = QColor(tokens.ink), QColor(tokens.line)

    def x(share: float) -> float:
        return box.left() + share * box.width()

    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.bar_rest))
    painter.drawRect(box)
    painter.setBrush(QColor(tokens.bar))
    painter.drawRect(QRectF(box.left(), box.top(), bar.elapsed * box.width(), BAR))
    painter.setPen(QPen(line, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)
    _paint_band(painter, box, bar.t0_band, tokens, State.WAITING)
    _paint_t0(painter, box, ink)
    for tick in bar.ticks:
        _paint_band(painter, box, tick.band, tokens, tick.state)
        painter.setPen(QPen(ink, 1.5))
        painter.drawLine(QPointF(x(tick.at), box.top() - 10), QPointF(x(tick.at), box.bottom() + 5))
        label = QRectF(x(tick.at) - 40, rect.top(), 80, 14)
        draw_line(painter, label, tick.label, font(SMALL), tokens.ink, Qt.AlignmentFlag.AlignHCenter)
    draw_line(painter, QRectF(box.left(), rect.top(), 60, 14), "T0", font(SMALL), tokens.ink)
    painter.setPen(QPen(ink, 1.5))
    for mark in bar.incidents:
        if mark.width * box.width() > 3:
            painter.fillRect(
                QRectF(x(mark.at), box.bottom() + 3, mark.width * box.width(), 3), QColor(tokens.ink_soft)
            )
        else:
            painter.drawLine(QPointF(x(mark.at), box.bottom() + 2), QPointF(x(mark.at), box.bottom() + 8))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.met.ink))
    for mark in bar.actions:
        painter.drawPolygon(_diamond(QPointF(x(mark.at), box.top() - 7), 4.5))
    painter.setPen(QPen(ink, 1.5))
    painter.setBrush(QColor(tokens.surface))
    for mark in bar.assessments:
        painter.drawEllipse(QPointF(x(mark.at), box.top() - 7), 3.5, 3.5)
    if bar.now is not None:
        _paint_now(painter, x(bar.now), box, tokens)


def _paint_t0(painter: QPainter, box: QRectF, ink: QColor) -> None:
    painter.setPen(QPen(ink, 1.5))
    painter.drawLine(QPointF(box.left(), box.top() - 10), QPointF(box.left(), box.bottom() + 5))


def _paint_band(
    painter: QPainter, box: QRectF, band: tuple[float, float], tokens: Tokens, state: State
) -> None:
    width = (band[1] - band[0]) * box.width()
    if width < 1:
        return
    area = QRectF(box.left() + band[0] * box.width(), box.top() - 4, max(width, 3), BAR + 8)
    tone = tokens.tone(state)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tone.fill))
    painter.drawRect(area)
    painter.setBrush(QBrush(QColor(tone.ink), Qt.BrushStyle.BDiagPattern))
    painter.setPen(QPen(QColor(tone.ink), 1))
    painter.drawRect(area)


def _paint_now(painter: QPainter, x: float, box: QRectF, tokens: Tokens) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.ink))
    top = box.bottom() + 1
    painter.drawPolygon(QPolygonF([QPointF(x, top), QPointF(x - 5, top + 8), QPointF(x + 5, top + 8)]))
    face = font(SMALL, bold=True)
    text = _("now")
    half = QFontMetricsF(face).horizontalAdvance(text) / 2 + 2
    centre = min(max(x, box.left() + half), box.right() - half)
    draw_line(
        painter,
        QRectF(centre - half, top + 8, 2 * half, 14),
        text,
        face,
        tokens.ink,
        Qt.AlignmentFlag.AlignHCenter,
    )


def _diamond(centre: QPointF, r: float) -> QPolygonF:
    return QPolygonF(
        [centre + QPointF(0, -r), centre + QPointF(r, 0), centre + QPointF(0, r), centre + QPointF(-r, 0)]
    )
