"""Asking for a passphrase: the one of a desk that is opened, or a new one, typed twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from domain.errors import FieldError
from domain.words import _
from gui.backup_settings import BackupSettings
from gui.dialogs import FormDialog
from gui.fields import Editor, Field
from gui.form import Form
from gui.messages import Messages
from gui.parts import label
from gui.secret_edit import SecretEdit
from storage.backup import find_key
from storage.driver import StoppedError
from storage.keys import Key, WrongPassphraseError, check_passphrase, is_encrypted, salt_of

if TYPE_CHECKING:
    from gui.window import MainWindow


def loss_warning() -> str:
    """What whoever chooses a passphrase must know."""
    return _(
        "Without the passphrase nobody reads the desk or its backups again: there is no way around it."
        " Write it down, and keep it away from this machine."
    )


def key_for(window: MainWindow, path: Path, known: Key | None = None) -> Key | None:
    """The key of a file: none for a plain one, one that is `known` where it fits, else the user is asked.

    Raises `StoppedError` where the user gave up, `DeskError` where the file cannot be read.
    """
    if not is_encrypted(path):
        return None
    for key in (known, window.session.desk.key if window.session else None):
        if key is not None and key.salt == salt_of(path):
            return key
    made = ask(window, window.services.messages, path, BackupSettings(window.services.settings).places(path))
    if made is None:
        raise StoppedError("interrupted")
    return made


def ask(parent: QWidget, messages: Messages, path: Path, places: Sequence[Path]) -> Key | None:
    """Ask until the passphrase opens the file; None where the user gave up. `places` may hold backups of it.

    What else is wrong with the file is told by whoever opens it.
    """
    found: list[Key] = []

    def submit(form: Form) -> None:
        try:
            found.append(find_key(path, form.text("passphrase"), places))
        except WrongPassphraseError as error:
            raise FieldError("passphrase", error.title, error.advice) from None

    dialog = FormDialog(
        parent,
        messages,
        title=_("Passphrase"),
        intro=_("{file} is encrypted.").format(file=path.name),
        fields=[
            Field("passphrase", _("Passphrase"), Editor.SECRET),
            Field("show", _("Show what is typed"), Editor.CHECK, 1),
        ],
        accept=_("Open the desk"),
        submit=submit,
    )
    let_show(dialog.form)
    dialog.exec()
    return found[0] if found else None


def leaving(title: str, key: Key | None) -> str:
    """The title of a dialog that asks where something goes that leaves the desk: what leaves is plain."""
    return title if key is None else _("{title}: the file will not be encrypted").format(title=title)


def new_fields(row: int = 0) -> Sequence[Field]:
    """The fields of a new passphrase, on two rows and columns from `row` on."""
    return (
        Field("passphrase", _("Passphrase"), Editor.SECRET, row, 0, check=check_passphrase),
        Field("again", _("The same again"), Editor.SECRET, row, 1),
        Field("show", _("Show what is typed"), Editor.CHECK, row + 1, 0, 2),
    )


def new_key(form: Form) -> Key:
    """The key of what was typed twice. Raises `FieldError`."""
    text = form.text("passphrase")
    check_passphrase(text)
    if form.text("again") != text:
        raise FieldError("again", _("The two are not the same."))
    return Key.new(text)


def offer_passphrase(dialog: FormDialog, tick: str) -> None:
    """The fields of a new passphrase, and what it means to lose it, are there once the tick is set."""
    form = dialog.form
    warning = label(loss_warning(), "warning", wrap=True)
    dialog.add_below(warning)
    box = form.views[tick].editor
    assert isinstance(box, QCheckBox)

    def show(ticked: bool) -> None:
        for key in ("passphrase", "again", "show"):
            form.views[key].use(ticked)
        warning.setVisible(ticked)
        dialog.adjustSize()

    box.toggled.connect(show)
    show(False)
    let_show(form)


def let_show(form: Form) -> None:
    """The tick shows every secret of the form."""
    secrets = [view.editor for view in form.views.values() if isinstance(view.editor, SecretEdit)]
    tick = form.views["show"].editor
    assert isinstance(tick, QCheckBox)
    for secret in secrets:
        tick.toggled.connect(secret.reveal)


def new_passphrase(
    parent: QWidget, messages: Messages, *, title: str, intro: str, accept: str, use: Callable[[Key], None]
) -> FormDialog:
    """A dialog for a new passphrase; `use` gets its key."""

    def submit(form: Form) -> None:
        use(new_key(form))

    dialog = FormDialog(
        parent,
        messages,
        title=title,
        intro=intro,
        fields=new_fields(),
        columns=(1, 1),
        accept=accept,
        submit=submit,
        warning=loss_warning(),
    )
    let_show(dialog.form)
    return dialog
