"""Suggestions while a text is typed, in a list inside the window.

The list is a child of the window and never has the focus, so every key still goes to the field: a list that
is a window of its own catches keys, and on X11 loses those that come while it closes.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QWidget
from typing_extensions import override

from domain.words import n_
from gui.parts import paint_arrow
from gui.suggestion_list import ROWS, Offers, Suggestion, SuggestionList

_ARROW = 22
_NARROWEST = 220
_LINES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS, Qt.Key.Key_PageUp: -ROWS}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TypeAhead(QObject):
    """Gives a field its list.

    Down and Up go through it (Down opens it), Enter takes the highlighted line, Tab takes it and goes on,
    Esc closes the list, a click takes a line. What is not highlighted is never taken by itself, but for two:
    a `closed` list that leaves one line, or one that begins as typed, which Enter and Tab take; and the
    `eager` list of the filter, where Tab takes the first line and stays.
    """

    def __init__(
        self,
        field: QLineEdit,
        offers: Offers,
        take: Callable[[Suggestion], None],
        *,
        closed: bool = False,
        eager: bool = False,
    ) -> None:
        super().__init__(field)
        self._field = field
        self._offers = offers
        self._take = take
        self._closed = closed
        self._eager = eager
        self._list: SuggestionList | None = None
        self._around: list[QWidget] = []
        self.offered: list[Suggestion] = []
        """What the list shows; empty while it is closed."""
        field.textEdited.connect(self.suggest)
        field.installEventFilter(self)

    @staticmethod
    def of(field: QObject) -> TypeAhead | None:
        """The one that belongs to a field."""
        return field.findChild(TypeAhead, options=Qt.FindChildOption.FindDirectChildrenOnly)

    @property
    def is_open(self) -> bool:
        return bool(self.offered)

    @property
    def highlighted(self) -> Suggestion | None:
        """The line that Enter would take."""
        row = self._list.currentRow() if self._list is not None and self.is_open else -1
        return self.offered[row] if row >= 0 else None

    def suggest(self, *_args: object) -> None:
        """Offer what the typed text may mean."""
        text = self._field.text()
        offered = list(self._offers(text)) if text.strip() else []
        if [suggestion.label for suggestion in offered] == [text]:
            offered = []
        self._show(offered)

    def open_all(self) -> None:
        """Offer everything, with what stands in the field highlighted."""
        text = self._field.text()
        offered = list(self._offers(""))
        known = next((row for row, each in enumerate(offered) if each.label == text), -1)
        if known < 0 and text.strip():
            offered = list(self._offers(text)) or offered
        self._show(offered)
        if self._list is not None and offered:
            self._go(known)

    def close(self) -> None:
        """Close the list; what is typed stays."""
        if self.is_open:
            self.offered = []
            for part in self._around:
                part.removeEventFilter(self)
            self._around = []
            if self._list is not None:
                self._list.hide()

    def commit(self) -> None:
        """Take what is highlighted, and close: the key that follows is about the whole form."""
        chosen = self.highlighted
        self.close()
        if chosen is not None:
            self._take(chosen)

    # --- the list ------------------------------------------------------------------------------

    def _show(self, offered: list[Suggestion]) -> None:
        self.close()
        if not offered or not self._field.isVisible():
            return
        if self._list is None or self._list.parentWidget() is not self._field.window():
            self._list = SuggestionList(self._field.window())
            self._list.itemPressed.connect(self._on_pressed)
        self.offered = offered
        self._list.show_lines(offered)
        self._place()
        self._list.show()
        here = self._field.parentWidget()
        while here is not None:
            self._around.append(here)
            here.installEventFilter(self)
            here = None if here.isWindow() else here.parentWidget()
        self._announce(n_("{n} proposal", "{n} proposals", len(offered)))

    def _place(self) -> None:
        assert self._list is not None
        if self._field.visibleRegion().isEmpty():
            self.close()
            return
        at = self._field.mapTo(self._field.window(), QPoint(0, 0))
        space = QRect(at, self._field.size())
        if self._eager:  # a field of many words: the list stands under the one that is typed
            begun = re.split(r"[\s:,]", self._field.text()[: self._field.cursorPosition()])[-1]
            x = self._field.cursorRect().left() - self._field.fontMetrics().horizontalAdvance(begun)
            space.adjust(max(x, 0), 0, 0, 0)
            space.setWidth(min(space.width(), _NARROWEST))
        self._list.place(space)

    def _go(self, row: int) -> None:
        assert self._list is not None
        self._list.setCurrentRow(row)
        if row >= 0:
            self._announce(self._list.said(row))

    def _announce(self, text: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._field, text))

    def _on_pressed(self, item: QListWidgetItem) -> None:
        assert self._list is not None
        self._list.setCurrentItem(item)
        self.commit()

    # --- keys ----------------------------------------------------------------------------------

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is not self._field:
            if kind in (QEvent.Type.Move, QEvent.Type.Resize) and self.is_open:
                self._place()
            elif kind == QEvent.Type.WindowDeactivate:
                self.close()
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.close()
        elif isinstance(event, QKeyEvent):
            if kind == QEvent.Type.ShortcutOverride and self.is_open and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if kind == QEvent.Type.KeyPress and self._on_key(event):
                return True
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        """Whether the key was for the list, and for nothing else."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Down and not self.is_open and not self._eager:
            if modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier):
                self.open_all()
                return True
            return False
        if not self.is_open or modifiers:
            return False
        return self._on_plain_key(key)

    def _on_plain_key(self, key: Qt.Key) -> bool:
        assert self._list is not None
        row, last = self._list.currentRow(), len(self.offered) - 1
        if key in _LINES:
            step = _LINES[key]
            self._go(-1 if step == -1 and row <= 0 else min(max(row + step, 0), last))
        elif key == Qt.Key.Key_Escape:
            self.close()
        elif key in _ENTER:
            if row < 0 and self._eager:
                self.close()
                return False
            if row < 0 and self._is_meant():
                self._list.setCurrentRow(0)
            self.commit()
        elif key == Qt.Key.Key_Tab:
            if row < 0 and (self._eager or self._is_meant()):
                self._list.setCurrentRow(0)
            self.commit()
            return self._eager
        else:
            return False
        return True

    def _is_meant(self) -> bool:
        """Whether a closed list leaves one line, or one that begins as typed, which then stands first."""
        typed = self._field.text().strip().casefold()
        begin = [each for each in self.offered if each.label.casefold().startswith(typed)]
        return self._closed and len(begin or self.offered) == 1


def settle_list(field: QObject) -> None:
    """Before a key that is about the whole form: take what is highlighted in the list of a field."""
    if (ahead := TypeAhead.of(field)) is not None:
        ahead.commit()


class SuggestField(QLineEdit):
    """A field with a list: an arrow at its end opens all of it."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setTextMargins(0, 0, _ARROW - 6, 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_arrow(self)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.setCursorPosition(0)  # a narrow field shows the beginning

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        ahead = TypeAhead.of(self)
        if ahead is None or not self._on_arrow(event.position()):
            return
        if ahead.is_open:
            ahead.close()
        else:
            ahead.open_all()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = Qt.CursorShape.ArrowCursor if self._on_arrow(event.position()) else Qt.CursorShape.IBeamCursor
        self.setCursor(over)
        super().mouseMoveEvent(event)

    def _on_arrow(self, at: QPointF) -> bool:
        return at.x() >= self.width() - _ARROW
