"""The field a filter is typed into: keys stand out, the wrong word is underlined, proposals come."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QInputMethodEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from domain.query import FilterError
from domain.query_completion import Completion, complete
from domain.query_tokens import tokens
from domain.words import _
from gui.parts import restyle
from gui.theme import Theme

_SHOWN = 8
_INSERTS = (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter)
Values = Callable[[str, str], list[str]]


class Proposals(QListWidget):
    """What may be typed next. It lies over the window and never takes the focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Proposals"))
        self.setObjectName("proposals")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.hide()

    def offer(self, proposals: list[Completion], at: QPoint) -> None:
        """Show proposals below a point of the window; none hides the list."""
        self.clear()
        for proposal in proposals:
            text = f"{proposal.label}   {proposal.hint}" if proposal.hint else proposal.label
            QListWidgetItem(text, self)
        if proposals:
            height = self.sizeHintForRow(0) * min(len(proposals), _SHOWN) + 2 * self.frameWidth() + 2
            width = min(max(self.sizeHintForColumn(0) + 24, 220), 560)
            self.setGeometry(at.x(), at.y(), width, height)
            self.raise_()
        self.setVisible(bool(proposals))


class FilterField(QLineEdit):
    """A line edit for the filter language."""

    left = Signal()
    """Enter: go to what was found."""

    def __init__(self, theme: Theme, values: Values) -> None:
        super().__init__()
        self._theme = theme
        self._values = values
        self._error: FilterError | None = None
        self._proposals: Proposals | None = None
        self._offered: list[Completion] = []
        self._marking = False
        self.setClearButtonEnabled(True)
        self.setAccessibleName(_("Find incidents"))
        self.setPlaceholderText(_("Words, or kind:mortar since:24h place:Orikhiv grade:B2  (Ctrl+F)"))
        self.textEdited.connect(self._propose)
        self.textChanged.connect(self._mark)
        self.cursorPositionChanged.connect(self._mark)
        theme.changed.connect(self._mark)

    @property
    def proposals(self) -> list[Completion]:
        """What is offered now."""
        return self._offered if self._proposals is not None and self._proposals.isVisible() else []

    def is_choosing(self, error: FilterError) -> bool:
        """Whether what is wrong is the word that is being typed, and there are proposals for it."""
        return bool(self.proposals) and error.start <= self.cursorPosition() <= error.end

    def show_error(self, error: FilterError | None) -> None:
        """Underline what is wrong."""
        self._error = error
        restyle(self, "wrong", error is not None)
        self.setAccessibleDescription(str(error) if error else "")
        self._mark()

    def take(self, proposal: Completion) -> None:
        """Put a proposal in the place of what was begun; after a key the values come at once."""
        text = self.text()
        done = not proposal.insert.endswith(":")
        space = " " if done and not text[proposal.end : proposal.end + 1].isspace() else ""
        self.setSelection(proposal.start, proposal.end - proposal.start)
        self.insert(proposal.insert + space)
        self._propose()

    # --- proposals -----------------------------------------------------------------------------

    def _propose(self, *_args: object) -> None:
        self._offered = complete(self.text(), self.cursorPosition(), self._values)
        if self._proposals is None:
            self._proposals = Proposals(self.window())
        begun = self._offered[0].start if self._offered else 0
        x = self.cursorRect().left() - self.fontMetrics().horizontalAdvance(
            self.text()[begun : self.cursorPosition()]
        )
        at = self.mapTo(self.window(), QPoint(max(x, 0), self.height() + 2))
        self._proposals.offer(self._offered, at)

    def hide_proposals(self) -> None:
        if self._proposals is not None:
            self._proposals.hide()

    @override
    def event(self, event: QEvent) -> bool:
        # Tab moves the focus before a key press is seen; here it takes a proposal.
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._on_key(event):
            return True
        return super().event(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        if not self.proposals or self._proposals is None or event.modifiers():
            return False
        key, row = event.key(), self._proposals.currentRow()
        if key == Qt.Key.Key_Down:
            self._proposals.setCurrentRow(min(row + 1, len(self._offered) - 1))
        elif key == Qt.Key.Key_Up and row >= 0:
            self._proposals.setCurrentRow(row - 1)
        elif key == Qt.Key.Key_Escape:
            self._proposals.hide()
        elif key in _INSERTS and (row >= 0 or key == Qt.Key.Key_Tab):
            self.take(self._offered[max(row, 0)])
        else:
            return False
        event.accept()
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not event.modifiers():
            self.left.emit()
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.hide_proposals()
        super().focusOutEvent(event)

    # --- marks ---------------------------------------------------------------------------------

    def _mark(self, *_args: object) -> None:
        """Colour the conditions and underline the wrong word, as an input method marks what it composes."""
        if self._marking:
            return
        self._marking = True
        try:
            kind = QInputMethodEvent.AttributeType.TextFormat
            cursor = self.cursorPosition()
            marks = [
                QInputMethodEvent.Attribute(kind, start - cursor, end - start, form)
                for start, end, form in self._formats()
            ]
            QCoreApplication.sendEvent(self, QInputMethodEvent("", marks))
        finally:
            self._marking = False

    def _formats(self) -> list[tuple[int, int, QTextCharFormat]]:
        palette = self._theme.tokens
        condition = QTextCharFormat()
        condition.setBackground(QColor(palette.selection))
        condition.setForeground(QColor(palette.accent))
        made: list[tuple[int, int, QTextCharFormat]] = []
        with suppress(FilterError):  # what stands before the wrong word is marked all the same
            made.extend(
                (token.whole.start, token.whole.end, condition)
                for token in tokens(self.text())
                if token.key is not None or token.negated
            )
        if self._error is not None:
            wrong = QTextCharFormat()
            wrong.setForeground(QColor(palette.passed.ink))
            wrong.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            wrong.setUnderlineColor(QColor(palette.passed.ink))
            made.append((self._error.start, self._error.end, wrong))
        return made
