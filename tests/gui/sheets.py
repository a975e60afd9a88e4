"""Short ways to the fields of the entry sheet."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from domain.incident import Incident
from gui.entry_sheet import EntrySheet
from tests.gui.conftest import Room


def editor(sheet: EntrySheet, key: str) -> QWidget:
    return sheet.form.views[key].editor


def said(sheet: EntrySheet, key: str) -> str:
    return sheet.form.views[key].note.text()


def fill(sheet: EntrySheet, **values: str) -> None:
    for key, value in {"occurred": "-40m", "place": "Orikhiv", "source": "Patrol 3", **values}.items():
        sheet.form.set_text(key, value)


def only(room: Room) -> Incident:
    ids = room.desk.incidents.ids()
    assert len(ids) == 1
    return room.desk.incidents.page(ids)[0]
