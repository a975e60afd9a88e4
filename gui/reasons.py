"""Asking why: one line that goes into the journal with what it is the reason of."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from domain.words import _
from gui.checks import check_required
from gui.dialogs import FormDialog
from gui.fields import Editor, Field
from gui.form import Form
from gui.messages import Messages


def ask_reason(
    parent: QWidget, messages: Messages, title: str, submit: Callable[[str], None], intro: str = ""
) -> bool:
    """Do `submit` with the reason that is given. False where it was given up."""

    def take(form: Form) -> None:
        submit(form.text("reason"))

    check = check_required("reason", _("A reason is needed."))
    dialog = FormDialog(
        parent,
        messages,
        title=title,
        intro=intro,
        fields=[Field("reason", _("Reason"), Editor.TEXT, lines=3, check=check)],
        accept=_("Record"),
        submit=take,
    )
    return bool(dialog.exec())
