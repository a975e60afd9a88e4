"""The desk's own lines and areas on the map: imported from a file, shown or hidden, withdrawn."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from domain.errors import DeskError
from domain.map.geojson import LARGEST, read_geojson
from domain.map.overlay import PURPOSES, Overlay
from domain.words import _, n_
from gui import checks
from gui.dialogs import FormDialog
from gui.fields import Editor, Field
from gui.form import Form
from gui.messages import Messages
from gui.session import Session

if TYPE_CHECKING:
    from gui.window import MainWindow


def import_overlay(window: MainWindow) -> None:
    """Lines and areas from a GeoJSON file; one that cannot be drawn is refused before anything is asked."""
    session, services = window.session, window.services
    if session is None:
        return
    path = services.files.open(window, _("Import an overlay"), Path.home(), _("GeoJSON (*.geojson *.json)"))
    if path is None:
        return
    try:
        data = read_file(path)
        count = len(read_geojson(data))
    except DeskError as error:
        services.messages.error(window, error)
        return
    overlay_dialog(window, session, services.messages, path.stem, data, count).exec()


def read_file(path: Path) -> bytes:
    """The bytes of a file, one more than is allowed at most. Raises `DeskError`."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise DeskError(
            _("{file} cannot be read.").format(file=path.name), str(error.strerror or error)
        ) from error


def overlay_dialog(
    parent: QWidget, session: Session, messages: Messages, name: str, data: bytes, count: int
) -> FormDialog:
    """What it is called, what it is for, and where it is from."""

    def submit(form: Form) -> None:
        session.records.add_overlay(form.text("name"), form.text("purpose"), form.text("source"), data)

    fields = [
        Field(
            "name", _("Name"), row=0, initial=name[:80],
            check=checks.check_required("name", _("The name is missing.")),
        ),
        Field(
            "purpose", _("What is it?"), Editor.CHOICE, row=1,
            choices=tuple((term.key, _(term.label)) for term in PURPOSES),
        ),
        Field(
            "source", _("From where, as of when"), row=2,
            placeholder=_("Staff of the mission, 23 November 2026"),
            check=checks.check_required("source", _("Where is it from, and as of when?")),
        ),
    ]  # fmt: skip
    found = n_("{n} line or area was found.", "{n} lines and areas were found.", count)
    return FormDialog(
        parent,
        messages,
        title=_("Import an overlay"),
        intro=found + " " + _("It is drawn on the map and in briefings, as it is in the file."),
        fields=fields,
        accept=_("Import"),
        submit=submit,
    )


def withdraw_dialog(parent: QWidget, session: Session, messages: Messages, overlay: Overlay) -> FormDialog:
    """Why it is no longer drawn."""

    def submit(form: Form) -> None:
        session.records.withdraw_overlay(overlay.number, form.text("reason"))

    return FormDialog(
        parent,
        messages,
        title=_("Withdraw “{name}”").format(name=overlay.name),
        intro=_("It disappears from the map and from later briefings; the journal keeps it."),
        fields=[
            Field("reason", _("Reason"), check=checks.check_required("reason", _("A reason is needed.")))
        ],
        accept=_("Withdraw"),
        submit=submit,
    )


def overlay_menu(parent: QWidget, session: Session, messages: Messages) -> QMenu:
    """Every overlay to be shown or hidden, and to be withdrawn."""
    menu = QMenu(parent)
    overlays = session.desk.overlays.all()
    writable = not session.desk.readonly
    for overlay in overlays:
        name = overlay.name.replace("&", "&&")
        action = menu.addAction(f"{name} ({PURPOSES.label(overlay.purpose)})")
        action.setCheckable(True)
        action.setChecked(overlay.shown)
        action.setEnabled(writable)
        action.setToolTip(overlay.source)
        action.toggled.connect(partial(_show, parent, session, messages, overlay.number))
    if not overlays:
        menu.addAction(_("No overlay yet: Desk → Import an overlay")).setEnabled(False)
    elif writable:
        menu.addSeparator()
        gone = menu.addMenu(_("Withdraw"))
        for overlay in overlays:
            chosen = gone.addAction(overlay.name.replace("&", "&&") + "…")
            chosen.triggered.connect(partial(_withdraw, parent, session, messages, overlay))
    return menu


def _show(parent: QWidget, session: Session, messages: Messages, number: str, shown: bool) -> None:
    try:
        session.records.show_overlay(number, shown)
    except DeskError as error:
        messages.error(parent, error)


def _withdraw(
    parent: QWidget, session: Session, messages: Messages, overlay: Overlay, _checked: bool = False
) -> None:
    withdraw_dialog(parent.window(), session, messages, overlay).exec()
