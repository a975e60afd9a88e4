"""When backups are made by themselves and where they go: remembered for this user, changed in one dialog."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from domain.errors import FieldError
from domain.words import N_, _
from gui.dialogs import FormDialog
from gui.fields import Editor, Field
from gui.files import Files
from gui.form import Form
from gui.messages import Messages
from gui.parts import button, row
from gui.settings import Settings

_EVERY, _SECOND = "backup/every", "backup/second"
NEVER, CLOSING = "never", "closing"
CHOICES = {
    "15": N_("every 15 minutes, and on closing"),
    "60": N_("every hour, and on closing"),
    "240": N_("every 4 hours, and on closing"),
    CLOSING: N_("on closing only"),
    NEVER: N_("only when asked for"),
}
"""How often, in minutes, where something was written."""
_DEFAULT = "60"


class BackupSettings:
    """Typed access to what is remembered of backups."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def chosen(self) -> str:
        """A key of `CHOICES`."""
        text = self._settings.text(_EVERY, _DEFAULT)
        return text if text in CHOICES else _DEFAULT

    @property
    def every(self) -> timedelta | None:
        """How long after the last one another is made while a desk is open; None for not at all."""
        return timedelta(minutes=int(self.chosen)) if self.chosen.isdigit() else None

    @property
    def on_closing(self) -> bool:
        return self.chosen != NEVER

    @property
    def second(self) -> Path | None:
        """A second folder or drive; None where none was chosen."""
        text = self._settings.text(_SECOND)
        return Path(text) if text else None

    def places(self, desk: Path) -> list[Path]:
        """Where backups of a desk go: beside it, and to the second place."""
        return [desk.absolute().parent, *([self.second] if self.second else [])]

    def remember(self, chosen: str, second: str) -> None:
        self._settings.set_text(_EVERY, chosen)
        self._settings.set_text(_SECOND, second)


def read_folder(text: str) -> str:
    """A folder that is there, or nothing. Raises `FieldError` naming `second`."""
    name = text.strip()
    if name and not Path(name).is_absolute():
        raise FieldError("second", _("Give the whole path of a folder."))
    if name and not Path(name).is_dir():
        raise FieldError("second", _("There is no such folder."), _("Is the drive connected?"))
    return name


def backup_dialog(parent: QWidget, messages: Messages, settings: BackupSettings, files: Files) -> FormDialog:
    """How often, and the second place."""

    def submit(form: Form) -> None:
        settings.remember(form.text("every"), read_folder(form.text("second")))

    dialog = FormDialog(
        parent,
        messages,
        title=_("Backups"),
        intro=_(
            "Each backup is verified before it counts: a folder beside the desk keeps those of the last 24"
            " hours, 14 days and 8 weeks with one. A second place survives the loss of this disk."
        ),
        fields=[
            Field(
                "every",
                _("Back up by itself"),
                Editor.CHOICE,
                choices=tuple((key, _(words)) for key, words in CHOICES.items()),
                initial=settings.chosen,
            ),
            Field(
                "second",
                _("Second folder or drive"),
                row=1,
                initial=str(settings.second or ""),
                check=read_folder,
                hint=_("may stay empty"),
            ),
        ],
        accept=_("Keep"),
        submit=submit,
    )

    def choose() -> None:
        chosen = files.folder(dialog, _("Second folder or drive"), settings.second or Path.home())
        if chosen is not None:
            dialog.form.set_text("second", str(chosen))

    dialog.add_below(row(button(_("Choose a folder…"), choose), None))
    return dialog
