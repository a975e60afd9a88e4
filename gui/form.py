"""Fields on a grid: validated together, read together, kept as a draft together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from domain.errors import FieldError
from gui.fields import Editor, Field, FieldView
from gui.suggestions import settle_list

_ROOM = 12


class Form(QWidget):
    """Fields on a grid, close together with a line kept for each note, or `roomy` with even gaps."""

    edited = Signal()
    submitted = Signal()
    """Ctrl+Enter anywhere in the form."""

    def __init__(self, specs: Sequence[Field], *, columns: Sequence[int] = (1,), roomy: bool = False) -> None:
        super().__init__()
        self.views: dict[str, FieldView] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(_ROOM if roomy else 2)
        for index, stretch in enumerate(columns):
            grid.setColumnStretch(index, stretch)
        self._entered: QObject | None = None
        previous: QWidget | None = None
        for spec in specs:
            view = FieldView(spec)
            self.views[spec.key] = view
            if roomy:
                view.note.setMinimumHeight(0)
                view.show_note(spec.hint)
            place = Qt.AlignmentFlag(0) if spec.editor is Editor.TEXT else Qt.AlignmentFlag.AlignTop
            grid.addWidget(view, spec.row, spec.column, 1, spec.span, place)
            if spec.editor is Editor.TEXT:
                grid.setRowStretch(spec.row, 1)
            view.edited.connect(self.edited)
            view.editor.installEventFilter(self)
            if previous is not None:
                QWidget.setTabOrder(previous, view.editor)
            previous = view.editor

    def text(self, key: str) -> str:
        """What stands in a field."""
        return self.views[key].text()

    def label_of(self, key: str) -> str:
        """What a field is called; a key the form does not have is given back."""
        view = self.views.get(key)
        return view.spec.label if view else key

    def set_text(self, key: str, value: str) -> None:
        self.views[key].set_text(value)

    def values(self) -> dict[str, str]:
        """Everything as typed."""
        return {key: view.text() for key, view in self.views.items()}

    def kept(self) -> dict[str, str]:
        """What a draft keeps: the same, meaning the same whenever it is taken up."""
        return self.values()

    def validate(self) -> bool:
        """Check every field; the first wrong one gets the focus."""
        wrong = [view for view in self.views.values() if view.used and view.validate() is not None]
        if wrong:
            wrong[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def show_error(self, error: FieldError) -> bool:
        """Show an error at the field it names. False where the form has no such field."""
        view = self.views.get(error.field)
        if view is None:
            return False
        view.show_error(error)
        view.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def reset(self) -> None:
        for view in self.views.values():
            view.reset()

    def focus(self, key: str) -> None:
        editor = self.views[key].editor
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and is_submit(event):
            settle_list(watched)
            self.submitted.emit()
            return True
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self._entered = watched if event.reason() == Qt.FocusReason.MouseFocusReason else None
        elif event.type() == QEvent.Type.MouseButtonRelease and watched is self._entered:
            self._entered = None
            self._select_given(watched)
        return super().eventFilter(watched, event)

    def _select_given(self, editor: QObject) -> None:
        """By the click that enters a field, as by Tab: what is typed takes the place of a carried value."""
        given = self.views[editor.objectName()].is_given
        if given and isinstance(editor, QLineEdit) and not editor.hasSelectedText():
            editor.selectAll()


def is_submit(event: QKeyEvent) -> bool:
    """Whether a key press is Ctrl+Enter."""
    return (
        event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    )
