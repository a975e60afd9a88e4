"""A breach on two lines, for a board that shows many at once."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from domain.ladder import Standing
from domain.phrases import headline, state_label
from gui.glyphs import paint_glyph
from gui.painting import draw_line
from gui.theme import BODY, RADIUS, SMALL, TITLE, Tokens, font
from storage.breaches import Case

COMPACT = 54
"""Height in pixels."""
PAD = 16
CAPTION = 0.6
"""The share of a card that the words below its countdown may take."""


def paint_frame(painter: QPainter, frame: QRectF, tokens: Tokens, *, chosen: bool) -> None:
    """The card itself; the chosen one has the focus ring."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.accent), 2) if chosen else QPen(QColor(tokens.line), 1))
    painter.setBrush(QColor(tokens.surface))
    painter.drawRoundedRect(frame, RADIUS, RADIUS)


class CompactPainter:
    """Paints one case on two lines: which, how long and to what, and the sign and word of each phase."""

    def __init__(self, painter: QPainter, tokens: Tokens, case: Case, standing: Standing) -> None:
        self._painter = painter
        self._tokens = tokens
        self._case = case
        self._standing = standing

    def paint(self, frame: QRectF, *, chosen: bool) -> None:
        painter, tokens = self._painter, self._tokens
        paint_frame(painter, frame, tokens, chosen=chosen)
        inner = frame.adjusted(PAD, 6, -PAD, -6)
        big, small, state = headline(self._standing)
        face = font(TITLE, bold=True)
        width = QFontMetricsF(face).horizontalAdvance(big) + 2
        right = QRectF(inner.right() - width, inner.top() - 2, width, 26)
        draw_line(painter, right, big, face, tokens.tone(state).ink, Qt.AlignmentFlag.AlignRight)
        said = min(QFontMetricsF(font(SMALL)).horizontalAdvance(small) + 4, inner.width() * CAPTION)
        below = QRectF(inner.right() - said, inner.top() + 23, said, 16)
        draw_line(painter, below, small, font(SMALL), tokens.ink_soft, Qt.AlignmentFlag.AlignRight)
        line = QRectF(inner.left(), inner.top(), inner.width() - width - 16, 20)
        used = draw_line(painter, line, self._case.breach.number, font(BODY, bold=True), tokens.ink_soft) + 12
        draw_line(
            painter, line.adjusted(used, 0, 0, 0), self._case.breach.title, font(BODY, bold=True), tokens.ink
        )
        left = inner.left()
        for phase in self._standing.phases:
            ink = tokens.tone(phase.state).ink
            text = f"{phase.phase.number} {state_label(phase.state)}"
            paint_glyph(painter, QRectF(left, inner.top() + 25, 11, 11), phase.state, ink, tokens.surface)
            room = QRectF(left + 16, inner.top() + 21, inner.right() - said - 16 - left - 16, 18)
            left += 16 + draw_line(painter, room, text, font(SMALL), ink) + 18
