"""The breach card: the signature of the product. Painted for each case that can be seen, and no other."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from domain.ladder import PhaseStanding, Standing
from domain.phase_bar import phase_bar
from domain.phrases import headline, phase_line, t0_line
from domain.vocabulary import OBLASTS
from domain.words import _, current_language, n_
from gui.case_model import CASE, CaseModel
from gui.compact_card import COMPACT, CompactPainter, paint_frame
from gui.glyphs import paint_glyph
from gui.painting import BAR_HEIGHT, draw_fitting, draw_line, draw_lines, metrics, paint_phase_bar
from gui.theme import BODY, HERO, LARGE, RADIUS, SMALL, Theme, Tokens, font
from storage.breaches import Case

PAD = 16
TOP = 68.0
CELL = 74.0
HEIGHT = round(PAD + TOP + BAR_HEIGHT + 6 + CELL + PAD)
MARGIN, GAP, SMALL_GAP = 20, 12, 6
"""Space beside the cards and below each, in pixels."""
PICTURES = 32
"""How many still pictures are kept: more than fit on any screen."""

_Picture = tuple[Case, tuple[object, ...], QPixmap]


class CardDelegate(QStyledItemDelegate):
    """Paints cards in a list of cases."""

    def __init__(self, model: CaseModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self.compact = False
        self._pictures: OrderedDict[tuple[str, bool], tuple[Case, tuple[object, ...], QPixmap]] = (
            OrderedDict()
        )

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
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        standing = self._model.standing(case)
        painter.save()
        if self.compact:
            frame = QRectF(rect.adjusted(MARGIN, 1, -MARGIN, -SMALL_GAP + 1))
            CompactPainter(painter, self._theme.tokens, case, standing).paint(frame, chosen=chosen)
        else:
            painter.translate(rect.topLeft())
            frame = QRectF(MARGIN, 1, rect.width() - 2 * MARGIN, HEIGHT)
            card = CardPainter(self._theme.tokens, case, standing, frame)
            painter.drawPixmap(
                0, 0, self._still(card, rect.size(), chosen, painter.device().devicePixelRatioF())
            )
            card.paint_moving(painter)
        painter.restore()

    def _still(self, card: CardPainter, size: QSize, chosen: bool, ratio: float) -> QPixmap:
        """What does not change from second to second, painted once."""
        key = (card.case.breach.number, chosen)
        mark = (card.still_mark(), size.width(), self._theme.tokens.dark, ratio, current_language())
        known = self._pictures.get(key)
        if known is not None and known[0] is card.case and known[1] == mark:
            self._pictures.move_to_end(key)
            return known[2]
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        card.paint_still(painter, chosen=chosen)
        painter.end()
        self._pictures[key] = (card.case, mark, picture)
        if len(self._pictures) > PICTURES:
            self._pictures.popitem(last=False)
        return picture


class CardPainter:
    """Paints one case in `frame`: what stands still, and what runs."""

    def __init__(self, tokens: Tokens, case: Case, standing: Standing, frame: QRectF) -> None:
        self.case = case
        self._tokens = tokens
        self._standing = standing
        self._frame = frame
        self._inner = frame.adjusted(PAD, PAD - 4, -PAD, -PAD)
        self._big, self._small, self._state = headline(standing)
        self._bar = QRectF(self._inner.left(), self._inner.top() + TOP, self._inner.width(), BAR_HEIGHT)

    def still_mark(self) -> tuple[object, ...]:
        """What the still part depends on besides the case: states, now, the room beside the digits."""
        elapsed = self._standing.at - self.case.breach.t0.earliest
        pixel = int(elapsed.total_seconds() / (84 * 3600) * self._inner.width() * 2)
        return tuple(p.state for p in self._standing.phases), pixel, len(self._big), len(self._small)

    def paint_still(self, painter: QPainter, *, chosen: bool) -> None:
        tokens, inner = self._tokens, self._inner
        paint_frame(painter, self._frame, tokens, chosen=chosen)
        taken = self._countdown_width() + 16
        left = QRectF(inner.left(), inner.top() + 2, inner.width() - taken, 22)
        breach = self.case.breach
        used = draw_line(painter, left, breach.number, font(BODY, bold=True), tokens.ink_soft) + 12
        draw_line(painter, left.adjusted(used, 0, 0, 0), breach.title, font(LARGE, bold=True), tokens.ink)
        place = [OBLASTS.label(self.case.oblast)] if self.case.oblast else []
        line = " · ".join([*place, t0_line(breach)])
        draw_line(painter, left.translated(0, 22), line, font(BODY), tokens.ink_soft)
        count = n_("{n} incident", "{n} incidents", len(breach.incidents))
        rest = QRectF(inner.left(), inner.top() + 43, inner.width() - self._caption_width() - 16, 18)
        draw_line(painter, rest, count, font(SMALL), tokens.ink_soft)
        geometry = phase_bar(breach, self._standing, self.case.occurred)
        paint_phase_bar(painter, self._bar, geometry, tokens)
        for phase, cell in self._cells():
            self._paint_cell(painter, cell, phase)

    def paint_moving(self, painter: QPainter) -> None:
        """The digits, and what each phase says now."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, inner = self._tokens, self._inner
        self._paint_countdown(painter, tokens.tone(self._state).ink)
        width = self._caption_width()
        below = QRectF(inner.right() - width, inner.top() + 42, width, 16)
        draw_line(painter, below, self._small, font(SMALL), tokens.ink_soft, Qt.AlignmentFlag.AlignRight)
        for phase, cell in self._cells():
            tone = tokens.tone(phase.state)
            text = self._text_of(cell)
            words = phase_line(phase, self._standing)
            head, _dash, detail = words.partition(" – ")
            word = QRectF(text.left() + 17, text.top() + 17, text.width() - 17, 18)
            rest = QRectF(text.left(), text.top() + 36, text.width(), cell.bottom() - text.top() - 38)
            if metrics(font(SMALL, bold=True)).horizontalAdvance(head) > word.width():
                room = QRectF(word.left(), word.top() + 1, word.width(), cell.bottom() - word.top() - 3)
                draw_lines(painter, room, words, font(SMALL, bold=True), tone.ink, most=3)
            else:
                draw_fitting(painter, word, head, tone.ink, BODY, SMALL)
                draw_lines(painter, rest, detail, font(SMALL), tokens.ink_soft, most=2)

    def _caption_width(self) -> float:
        return min(metrics(font(SMALL)).horizontalAdvance(self._small) + 4, self._inner.width() * 0.7)

    def _split(self) -> tuple[str, str]:
        """A word before the digits, and the digits; all of it where there are none."""
        word, _space, digits = self._big.rpartition(" ")
        return (word, digits) if digits[:1].isdigit() else ("", self._big)

    def _countdown_width(self) -> float:
        word, digits = self._split()
        lead = metrics(font(LARGE, bold=True)).horizontalAdvance(word) + 10 if word else 0
        return metrics(font(HERO, bold=True)).horizontalAdvance(digits) + 2 + lead

    def _paint_countdown(self, painter: QPainter, colour: str) -> None:
        """The time left, largest; a word before it smaller."""
        word, digits = self._split()
        inner, right = self._inner, Qt.AlignmentFlag.AlignRight
        width = metrics(font(HERO, bold=True)).horizontalAdvance(digits) + 2
        box = QRectF(inner.right() - width, inner.top(), width, 42)
        draw_line(painter, box, digits, font(HERO, bold=True), colour, right)
        if word:
            lead = self._countdown_width() - width
            beside = QRectF(box.left() - lead, inner.top() + 8, lead - 8, 30)
            draw_line(painter, beside, word, font(LARGE, bold=True), colour, right)

    def _cells(self) -> list[tuple[PhaseStanding, QRectF]]:
        phases = self._standing.phases
        gap = 8.0
        width = (self._inner.width() - gap * (len(phases) - 1)) / len(phases)
        top = self._bar.bottom() + 6
        return [
            (phase, QRectF(self._inner.left() + index * (width + gap), top, width, CELL))
            for index, phase in enumerate(phases)
        ]

    @staticmethod
    def _text_of(cell: QRectF) -> QRectF:
        """Where the name of a phase stands in its cell; its words stand below."""
        inner = cell.adjusted(10, 6, -6, -4)
        return QRectF(inner.left() + 18, inner.top(), inner.width() - 18, 18)

    def _paint_cell(self, painter: QPainter, cell: QRectF, standing: PhaseStanding) -> None:
        tokens = self._tokens
        tone = tokens.tone(standing.state)
        plain = tone.fill == tokens.surface
        painter.setPen(QPen(QColor(tokens.line), 1) if plain else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.fill))
        painter.drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        text = self._text_of(cell)
        number = QRectF(text.left() - 18, text.top(), 16, 18)
        draw_line(painter, number, str(standing.phase.number), font(LARGE, bold=True), tokens.ink_soft)
        draw_fitting(painter, text, _(standing.phase.name), tokens.ink, BODY, SMALL)
        glyph = QRectF(text.left(), text.top() + 20, 12, 12)
        paint_glyph(painter, glyph, standing.state, tone.ink, tone.fill)
