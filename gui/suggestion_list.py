"""The lines under a field that suggest what may be meant: a part of the window, and never larger than it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from domain.words import _
from gui.theme import font

ROWS = 8
"""Lines shown at once; the others are scrolled to."""
_ROW_HEIGHT = 26
_EDGE = 4
"""Pixels kept free between the list and the edge of its window."""
HINT = Qt.ItemDataRole.UserRole + 1
"""What a line says in a quieter colour beside its label."""
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of the list: what it says, a quieter word beside it, and what is meant by it."""

    label: str
    hint: str = ""
    value: object = None


Offers = Callable[[str], Sequence[Suggestion]]
"""What may be meant by what stands in the field."""


class SuggestionList(QListWidget):
    """Lines under a field, inside its window and never larger than it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("proposals")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Proposals"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setItemDelegate(Lines(self))
        self.hide()

    def show_lines(self, offered: Sequence[Suggestion]) -> None:
        """Fill the list; nothing is highlighted until a key or the mouse asks for it."""
        self.clear()
        for suggestion in offered:
            item = QListWidgetItem(suggestion.label, self)
            item.setData(HINT, suggestion.hint)
            said = f"{suggestion.label}, {suggestion.hint}" if suggestion.hint else suggestion.label
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        self.setCurrentRow(-1)
        self.scrollToTop()

    def said(self, row: int) -> str:
        """A line as a screen reader says it."""
        return str(self.item(row).data(Qt.ItemDataRole.AccessibleTextRole))

    def place(self, field: QRect) -> None:
        """Stand below a field, or above it where there is more room; `field` in pixels of the window."""
        window = self.parentWidget()
        assert window is not None
        frame = 2 * self.frameWidth()
        wanted = _ROW_HEIGHT * min(self.count(), ROWS) + frame
        below = window.height() - field.bottom() - 2 - _EDGE
        above = field.top() - 2 - _EDGE
        upward = below < wanted and above > below
        height = min(wanted, above if upward else below)
        scrolled = 14 if self.count() * _ROW_HEIGHT + frame > height else 0
        widest = max(self.sizeHintForColumn(0) + frame + scrolled, field.width())
        width = min(widest, window.width() - 2 * _EDGE)
        x = max(min(field.left(), window.width() - _EDGE - width), _EDGE)
        y = field.top() - 2 - height if upward else field.bottom() + 3
        self.setGeometry(x, y, width, max(height, _ROW_HEIGHT + frame))
        self.raise_()


class Lines(QStyledItemDelegate):
    """A line: the label, and beside it its hint in a quieter colour."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        label, hint = _texts(index)
        metrics = option.fontMetrics
        wide = metrics.horizontalAdvance(label) + (metrics.horizontalAdvance(hint) + 16 if hint else 0)
        return QSize(min(wide, 2000) + 22, _ROW_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state = option.state
        palette: QPalette = option.palette
        label, hint = _texts(index)
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            role = QPalette.ColorRole.Highlight if chosen else QPalette.ColorRole.AlternateBase
            painter.fillRect(rect, palette.color(role))
        ink = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.setFont(font())
        painter.setPen(palette.color(ink))
        inside = rect.adjusted(10, 0, -10, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(label, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, flags, shown)
        if hint:  # the style sheet makes the placeholder of a list too faint to read
            soft = QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
            painter.setPen(palette.color(ink) if chosen else soft)
            rest = inside.adjusted(metrics.horizontalAdvance(shown) + 16, 0, 0, 0)
            if rest.width() > 24:
                painter.drawText(
                    rest, flags, metrics.elidedText(hint, Qt.TextElideMode.ElideRight, rest.width())
                )
        painter.restore()


def _texts(index: Index) -> tuple[str, str]:
    return str(index.data() or ""), str(index.data(HINT) or "")
