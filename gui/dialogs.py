"""Dialogs: each shows a form, and returns what was decided only once it could be recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLayout, QScrollArea, QWidget
from typing_extensions import override

from domain.errors import DeskError, FieldError
from domain.words import _
from gui.fields import Editor, Field
from gui.form import Form
from gui.messages import Messages
from gui.parts import button, column, label, row
from gui.secret_edit import SecretEdit

FORM_MOST, ASIDE_MOST = 400, 120
"""What a form and the text beside it may take of a screen of 700 pixels; what is more is scrolled."""


def _low(part: QWidget, most: int) -> QWidget:
    """The part itself, or a view of it that scrolls where it is higher than `most` pixels."""
    if part.sizeHint().height() <= most:
        return part
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(part)
    area.setMinimumHeight(most)
    return area


class FormDialog(QDialog):
    """A form with one action. `submit` does it; a `FieldError` it refuses with is shown at its field.

    Nothing typed is lost by a refusal: the dialog closes only when the action was done or given up.
    """

    def __init__(
        self,
        parent: QWidget,
        messages: Messages,
        *,
        title: str,
        intro: str,
        fields: Sequence[Field],
        accept: str,
        submit: Callable[[Form], None],
        columns: Sequence[int] = (1,),
        aside: QWidget | None = None,
        warning: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(560)
        self._messages = messages
        self._submit = submit
        self.form = Form(fields, columns=columns)
        self.form.submitted.connect(self.try_submit)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.accept_button = button(accept, self.try_submit, role="primary", tip="Ctrl+Enter")
        self.accept_button.setDefault(True)
        cancel = button(_("Cancel"), self.reject, tip="Esc")
        heading = label(title, "heading", wrap=True)
        parts: list[QWidget] = [heading, label(intro, "soft", wrap=True)]
        if warning:
            parts.append(label(warning, "warning", wrap=True))
        if aside is not None:
            parts.append(_low(aside, ASIDE_MOST))
        layout = column(
            *parts,
            _low(self.form, FORM_MOST),
            self.error,
            row(None, cancel, self.accept_button),
            gap=8,
            margin=20,
        )
        self.setLayout(layout)
        self._layout = layout
        first = next(iter(self.form.views.values()))
        first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_below(self, part: QWidget | QLayout) -> None:
        """Put something between the form and the buttons."""
        at = self._layout.indexOf(self.error)
        if isinstance(part, QWidget):
            self._layout.insertWidget(at, part)
        else:
            self._layout.insertLayout(at, part)

    def try_submit(self) -> None:
        """Do what the dialog is for; stay open where it cannot be done."""
        self.error.hide()
        if not self.form.validate():
            self._make_room()
            return
        try:
            self._submit(self.form)
        except FieldError as error:
            if not self.form.show_error(error):
                self.error.setText(f"▲ {error}")
                self.error.show()
            self._make_room()
            return
        except DeskError as error:
            self._messages.error(self, error)
            return
        self.accept()

    def _make_room(self) -> None:
        """Grow by what the notes below the fields say in more than one line."""
        for note in (view.note for view in self.form.views.values() if view.note.text()):
            note.setMinimumHeight(max(note.minimumHeight(), note.heightForWidth(note.width())))

    @override
    def done(self, result: int) -> None:
        for view in self.form.views.values():
            if isinstance(view.editor, SecretEdit):
                view.editor.clear()  # nobody needs it any more
        super().done(result)

    @override
    def reject(self) -> None:
        """Esc asks before it throws away a text that was typed."""
        typed = any(
            view.spec.editor in (Editor.LINE, Editor.TEXT)
            and view.text().strip()
            and view.text() != view.spec.initial
            for view in self.form.views.values()
        )
        if typed and not self._messages.confirm(
            self, _("Give up what you typed?"), _("It has not been recorded."), _("Give it up")
        ):
            return
        super().reject()
