"""The field a filter is typed into: keys stand out, the wrong word is underlined, proposals come."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QColor, QInputMethodEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from domain.query import FilterError
from domain.query_completion import Completion, complete
from domain.query_tokens import tokens
from domain.words import _
from gui.parts import restyle
from gui.suggestion_list import Suggestion
from gui.suggestions import TypeAhead
from gui.theme import Theme

Values = Callable[[str, str], list[str]]


class FilterField(QLineEdit):
    """A line edit for the filter language."""

    left = Signal()
    """Enter: go to what was found."""

    def __init__(self, theme: Theme, values: Values) -> None:
        super().__init__()
        self._theme = theme
        self._values = values
        self._error: FilterError | None = None
        self._ahead = TypeAhead(self, self._offers, self._on_taken, eager=True)
        self._marking = False
        self.setClearButtonEnabled(True)
        self.setAccessibleName(_("Find incidents"))
        self.setPlaceholderText(_("Words, or kind:mortar since:24h place:Orikhiv grade:B2  (Ctrl+F)"))
        self.textChanged.connect(self._mark)
        self.cursorPositionChanged.connect(self._mark)
        theme.changed.connect(self._mark)

    @property
    def proposals(self) -> list[Completion]:
        """What is offered now."""
        return [each.value for each in self._ahead.offered if isinstance(each.value, Completion)]

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
        self._ahead.suggest()

    # --- proposals -----------------------------------------------------------------------------

    def _offers(self, text: str) -> list[Suggestion]:
        found = complete(text, self.cursorPosition(), self._values)
        return [Suggestion(each.label, each.hint, each) for each in found]

    def _on_taken(self, chosen: Suggestion) -> None:
        assert isinstance(chosen.value, Completion)
        self.take(chosen.value)

    def hide_proposals(self) -> None:
        self._ahead.close()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not event.modifiers():
            self.left.emit()
            return
        super().keyPressEvent(event)

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
