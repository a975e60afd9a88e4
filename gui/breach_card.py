"""The breach card: the signature of the product. Painted for each case that can be seen, and no other."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from domain.ladder import PhaseStanding, Standing
from domain.phase_bar import phase_bar
from domain.phrases import headline, phase_line, state_label, t0_line
from domain.vocabulary import OBLASTS
from domain.words import _, n_
from gui.case_model import CASE, CaseModel
from gui.glyphs import paint_glyph
from gui.painting import BAR_HEIGHT, draw_fitting, draw_line, draw_lines, paint_phase_bar
from gui.theme import BODY, HERO, LARGE, RADIUS, SMALL, TITLE, Theme, Tokens, font
from storage.breaches import Case

PAD = 16
TOP = 68.0
CELL = 74.0
HEIGHT = round(PAD + TOP + BAR_HEIGHT + 6 + CELL + PAD)
COMPACT = 54
MARGIN, GAP, SMALL_GAP = 20, 12, 6
"""Space beside the cards and below each, in pixels."""


class CardDelegate(QStyledItemDelegate):
    """Paints cards in a list of cases."""

    def __init__(self, model: CaseModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self.compact = False

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(560, COMPACT + SMALL_GAP if self.compact else HEIGHT + GAP)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        case: Case = index.data(CASE)
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        painter.save()
        gap = SMALL_GAP if self.compact else GAP
        frame = QRectF(rect.adjusted(MARGIN, 1, -MARGIN, -gap + 1))
        kind = CompactPainter if self.compact else CardPainter
        made = kind(painter, self._theme.tokens, case, self._model.standing(case))
        made.paint(frame, chosen=bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()


class CompactPainter:
    """Paints one case on two lines: which, how long, and the sign and word of each phase."""

    def __init__(self, painter: QPainter, tokens: Tokens, case: Case, standing: Standing) -> None:
        self._painter = painter
        self._tokens = tokens
        self._case = case
        self._standing = standing

    def paint(self, frame: QRectF, *, chosen: bool) -> None:
        painter, tokens = self._painter, self._tokens
        paint_frame(painter, frame, tokens, chosen=chosen)
        inner = frame.adjusted(PAD, 6, -PAD, -6)
        big, _small, state = headline(self._standing)
        face = font(TITLE, bold=True)
        width = QFontMetricsF(face).horizontalAdvance(big) + 2
        right = QRectF(inner.right() - width, inner.top(), width, inner.height())
        draw_line(painter, right, big, face, tokens.tone(state).ink, Qt.AlignmentFlag.AlignRight)
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
            room = QRectF(left + 16, inner.top() + 21, inner.right() - width - 16 - left - 16, 18)
            left += 16 + draw_line(painter, room, text, font(SMALL), ink) + 18


def paint_frame(painter: QPainter, frame: QRectF, tokens: Tokens, *, chosen: bool) -> None:
    """The card itself; the chosen one has the focus ring."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.accent), 2) if chosen else QPen(QColor(tokens.line), 1))
    painter.setBrush(QColor(tokens.surface))
    painter.drawRoundedRect(frame, RADIUS, RADIUS)


class CardPainter:
    """Paints one case."""

    def __init__(self, painter: QPainter, tokens: Tokens, case: Case, standing: Standing) -> None:
        self._painter = painter
        self._tokens = tokens
        self._case = case
        self._standing = standing

    def paint(self, frame: QRectF, *, chosen: bool) -> None:
        painter, tokens = self._painter, self._tokens
        paint_frame(painter, frame, tokens, chosen=chosen)
        inner = frame.adjusted(PAD, PAD - 4, -PAD, -PAD)
        self._paint_heading(painter, inner, tokens)
        bar = QRectF(inner.left(), inner.top() + TOP, inner.width(), BAR_HEIGHT)
        geometry = phase_bar(self._case.breach, self._standing, self._case.occurred)
        paint_phase_bar(painter, bar, geometry, tokens)
        self._paint_phases(painter, QRectF(inner.left(), bar.bottom() + 6, inner.width(), CELL), tokens)

    def _paint_heading(self, painter: QPainter, inner: QRectF, tokens: Tokens) -> None:
        big, small, state = headline(self._standing)
        taken = self._paint_countdown(painter, inner, big, tokens.tone(state).ink) + 16
        caption = font(SMALL)
        width = min(QFontMetricsF(caption).horizontalAdvance(small) + 4, inner.width() * 0.7)
        below = QRectF(inner.right() - width, inner.top() + 42, width, 16)
        draw_line(painter, below, small, caption, tokens.ink_soft, Qt.AlignmentFlag.AlignRight)
        left = QRectF(inner.left(), inner.top() + 2, inner.width() - taken, 22)
        breach = self._case.breach
        used = draw_line(painter, left, breach.number, font(BODY, bold=True), tokens.ink_soft) + 12
        draw_line(painter, left.adjusted(used, 0, 0, 0), breach.title, font(LARGE, bold=True), tokens.ink)
        place = [OBLASTS.label(self._case.oblast)] if self._case.oblast else []
        line = " · ".join([*place, t0_line(breach)])
        draw_line(painter, left.translated(0, 22), line, font(BODY), tokens.ink_soft)
        count = n_("{n} incident", "{n} incidents", len(breach.incidents))
        rest = QRectF(inner.left(), inner.top() + 43, inner.width() - width - 16, 18)
        draw_line(painter, rest, count, caption, tokens.ink_soft)

    def _paint_countdown(self, painter: QPainter, inner: QRectF, big: str, colour: str) -> float:
        """The time left, largest; a word before it smaller. Returns the width taken."""
        word, _space, digits = big.rpartition(" ")
        if not digits[:1].isdigit():
            word, digits = "", big
        hero, small = font(HERO, bold=True), font(LARGE, bold=True)
        width = QFontMetricsF(hero).horizontalAdvance(digits) + 2
        box = QRectF(inner.right() - width, inner.top(), width, 42)
        draw_line(painter, box, digits, hero, colour, Qt.AlignmentFlag.AlignRight)
        if not word:
            return width
        lead = QFontMetricsF(small).horizontalAdvance(word) + 10
        draw_line(
            painter,
            QRectF(box.left() - lead, inner.top() + 8, lead - 8, 30),
            word,
            small,
            colour,
            Qt.AlignmentFlag.AlignRight,
        )
        return width + lead

    def _paint_phases(self, painter: QPainter, area: QRectF, tokens: Tokens) -> None:
        phases = self._standing.phases
        gap = 8.0
        width = (area.width() - gap * (len(phases) - 1)) / len(phases)
        for index, phase in enumerate(phases):
            cell = QRectF(area.left() + index * (width + gap), area.top(), width, area.height())
            self._paint_phase(painter, cell, phase, tokens)

    def _paint_phase(self, painter: QPainter, cell: QRectF, standing: PhaseStanding, tokens: Tokens) -> None:
        tone = tokens.tone(standing.state)
        plain = tone.fill == tokens.surface
        painter.setPen(QPen(QColor(tokens.line), 1) if plain else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.fill))
        painter.drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        inner = cell.adjusted(10, 6, -6, -4)
        draw_line(
            painter,
            QRectF(inner.left(), inner.top(), 16, 18),
            str(standing.phase.number),
            font(LARGE, bold=True),
            tokens.ink_soft,
        )
        text = QRectF(inner.left() + 18, inner.top(), inner.width() - 18, 18)
        draw_fitting(painter, text, _(standing.phase.name), tokens.ink, BODY, SMALL)
        glyph = QRectF(text.left(), text.top() + 20, 12, 12)
        paint_glyph(painter, glyph, standing.state, tone.ink, tone.fill)
        word = QRectF(glyph.right() + 5, text.top() + 17, text.width() - 17, 18)
        head, _dash, detail = phase_line(standing, self._standing).partition(" – ")
        draw_fitting(painter, word, head, tone.ink, BODY, SMALL)
        rest = QRectF(text.left(), text.top() + 36, text.width(), cell.bottom() - text.top() - 38)
        draw_lines(painter, rest, detail, font(SMALL), tokens.ink_soft, most=2)
