"""The desk's sectors in a form: what is suggested, what a typed name means, and what to do with a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from domain.errors import FieldError
from domain.sector import Sector, named
from domain.text import clean_line
from domain.words import _
from gui.dialogs import FormDialog
from gui.fields import Editor, Field
from gui.form import Form
from gui.messages import Messages
from gui.session import Session

_ADD, _ONCE = "add", "once"


@dataclass(frozen=True, slots=True)
class Sectors:
    """The list as it is now, and the names to suggest."""

    listed: Sequence[Sector] = ()
    names: Sequence[str] = ()

    @classmethod
    def of(cls, session: Session) -> Sectors:
        """Those of an open desk."""
        return cls(session.desk.sectors.all(), session.desk.sectors.names())

    def spelled(self, text: str) -> str:
        """A typed name as the list spells it; one that is not on it stays as typed."""
        found = named(text, self.listed)
        return found.name if found else text

    def is_unlisted(self, text: str) -> bool:
        """Whether there is a list, and the text names nothing on it that is in use."""
        found = named(text, self.listed)
        return bool(self.listed and text.strip()) and (found is None or not found.is_in_use)

    def check(self, text: str) -> str:
        """What a typed name means. Raises `FieldError` naming `sector`."""
        name = clean_line(text, "sector")
        if not self.is_unlisted(name):
            found = named(name, self.listed)
            return found.name if found and found.name != name else ""
        found = named(name, self.listed)
        return _("retired: {reason}").format(reason=found.retired) if found else _("not on the desk's list")


def settle_sector(parent: QWidget, session: Session, messages: Messages, name: str) -> bool:
    """Ask what a name means that the desk's list does not have; False to go back to the form."""
    if not Sectors.of(session).is_unlisted(name):
        return True
    known = named(name, session.desk.sectors.all())
    why = _("It was retired: {reason}").format(reason=known.retired) if known else ""

    def submit(form: Form) -> None:
        if form.text("what") == _ADD and known is None:
            session.records.add_sector(name)
        elif form.text("what") == _ADD:
            session.records.restore_sector(name, _("used again"))

    add = _("Use it again") if known else _("Add it to the list of the desk")
    choices = ((_ADD, add), (_ONCE, _("Keep it with this incident alone")))
    dialog = FormDialog(
        parent,
        messages,
        title=_("“{name}” is not on the list of sectors").format(name=name),
        intro=why or _("Cancel goes back to the form, to type it again."),
        fields=[Field("what", _("What is it?"), Editor.CHOICE, choices=choices)],
        accept=_("Go on"),
        submit=submit,
    )
    return bool(dialog.exec())


def refuse_unlisted(session: Session, name: str) -> str:
    """The name as the list spells it, for many incidents at once. Raises `FieldError` for one not on it."""
    sectors = Sectors.of(session)
    if sectors.is_unlisted(name):
        raise FieldError(
            "sector",
            _("“{name}” is not on the list of sectors").format(name=name),
            _("Add it under Desk, Sectors."),
        )
    return sectors.spelled(name)
