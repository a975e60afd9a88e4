"""What was typed and not saved outlives the window that was closed, and the program that was killed."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gui.entry_sheet import EntrySheet
from tests.gui.conftest import OpenRoom, Room
from tests.gui.hands import press
from tests.gui.sheets import fill


@pytest.mark.parametrize("crash", [False, True])
def test_a_draft_outlives_the_window(
    room: Room, sheet: EntrySheet, open_room: OpenRoom, qtbot: QtBot, crash: bool
) -> None:
    path = room.desk.path
    fill(sheet, description="half typed, Куп'янськ", kind="mortar", zone="kyiv")
    if crash:
        qtbot.waitUntil(lambda: any((room.settings.data / "drafts").glob("*.json")), timeout=2000)
        room.desk.close()
        room.window.pages = None  # a killed program does nothing more
    else:
        room.window.close()
    again = open_room(path)
    form = again.pages.log.sheet.form
    assert again.pages.log.sheet.isVisible()
    assert form.text("description") == "half typed, Куп'янськ"
    assert form.text("kind") == "mortar"
    assert form.text("zone") == "kyiv"
    press("Ctrl+S")
    assert again.desk.incidents.count() == 1
    again.window.close()
    assert not open_room(path).pages.log.sheet.restored, "a saved entry is no draft any more"


@pytest.mark.parametrize("answer", [True, False])
def test_discarding_asks_first(room: Room, sheet: EntrySheet, answer: bool) -> None:
    room.messages.answer = answer
    fill(sheet, description="half typed")
    sheet.discard_button.click()
    assert room.messages.asked == ["Discard this entry?"]
    assert sheet.isVisible() is not answer
    assert (sheet.form.text("description") == "half typed") is not answer


def test_a_draft_that_cannot_be_read_is_no_draft(room: Room, sheet: EntrySheet, open_room: OpenRoom) -> None:
    path = room.desk.path
    fill(sheet, description="half typed")
    room.window.close()
    draft = next((room.settings.data / "drafts").iterdir())
    draft.write_bytes(b'{"occurred": \xff')
    assert not open_room(path).pages.log.sheet.isVisible()
