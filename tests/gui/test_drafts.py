"""What was typed and not saved outlives the window that was closed, and the program that was killed."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from gui.drafts import Drafts
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
        room.pages.log.sheet.form.blockSignals(True)
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
    sheet.side.discard_button.click()
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


@given(st.dictionaries(st.text(max_size=8), st.text(st.characters(), max_size=30), max_size=4))
def test_whatever_was_typed_is_read_back(values: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        drafts = Drafts(Path(folder), Path("north.desk"))
        drafts.keep(values)
        again = Drafts(Path(folder), Path("north.desk"))
        assert again.latest() == values
        assert Drafts(Path(folder), Path("south.desk")).latest() == {}, "each desk has its own"


def test_an_odd_file_among_the_drafts_harms_nothing(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, Path("north.desk"))
    drafts.keep({"place": "Orikhiv"})
    drafts.begin()
    drafts.keep({"place": "Tokmak"})
    first, second = sorted((tmp_path / "drafts").iterdir())
    for content in (b"[1, 2]", b"\xff\xfe", b"[" * 100_000, b""):
        second.write_bytes(content)
        assert Drafts(tmp_path, Path("north.desk")).latest() == {"place": "Orikhiv"}
    assert first.exists()
