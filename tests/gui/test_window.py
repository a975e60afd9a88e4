"""The window as a frame: desks come and go, actions follow what is chosen, nothing else pops up."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.logging import _QtMessageCapture

from domain.clock import ManualClock
from gui.pages import BOARD, BRIEFS, LOG, MAP
from storage.desk import Desk
from tests.gui import desks
from tests.gui.conftest import OpenRoom, Room
from tests.gui.hands import press, settle


def test_the_window_is_the_only_top_level_widget(full: Room) -> None:
    """A part that is shown before it has a parent flashes up as a window of its own."""
    for page in ("page_log", "page_briefs", "page_board"):
        full.trigger(page)
        settle()
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert shown == [full.window]


def test_no_part_ever_was_a_window_of_its_own(full: Room, qtlog: _QtMessageCapture) -> None:
    """The offscreen platform says this line for each new top-level window."""
    hints = [record for record in qtlog.records if "propagateSizeHints" in record.message]
    assert len(hints) <= 2


def test_a_second_desk_takes_the_place_of_the_first(full: Room, clock: ManualClock, tmp_path: Path) -> None:
    first = full.desk
    full.window.show_desk(desks.create(tmp_path / "southern.desk", clock))
    settle()
    full.trigger("page_log")
    full.trigger("new_incident")
    full.clock.advance(desks.HOUR)
    full.window.ticker.tick()
    assert full.desk.path.name == "southern.desk"
    assert full.window.status.file.text() == "southern.desk"
    with Desk.open(first.path, clock=clock) as again:
        assert not again.readonly, "the first desk is still locked"


def test_opening_the_desk_that_is_open_keeps_it_writable(full: Room) -> None:
    assert full.window.open_desk(full.desk.path)
    settle()
    assert not full.desk.readonly
    assert full.window.actions_["new_incident"].isEnabled()


def test_a_file_that_is_no_desk_is_refused_and_the_open_one_stays(full: Room, tmp_path: Path) -> None:
    other = tmp_path / "notes.desk"
    other.write_text("notes", encoding="utf-8")
    full.files.path = other
    full.trigger("open_desk")
    assert len(full.messages.errors) == 1
    assert full.desk.path.name == "northern.desk"
    full.trigger("page_log")


@pytest.mark.parametrize(
    ("keys", "page"), [("Ctrl+1", BOARD), ("Ctrl+2", LOG), ("Ctrl+3", MAP), ("Ctrl+5", BRIEFS)]
)
def test_pages_turn_by_key(full: Room, keys: str, page: int) -> None:
    full.window.show_page((page + 1) % 3)
    press(keys)
    assert full.pages.currentIndex() == page
    assert full.window.rail.buttons[page].isChecked()


def test_after_closing_the_file_is_free(room: Room, clock: ManualClock) -> None:
    path = room.desk.path
    room.window.close()
    with Desk.open(path, clock=clock) as desk:
        assert not desk.readonly


def test_actions_on_an_incident_need_one(room: Room) -> None:
    room.trigger("page_log")
    for name in ("assess_as_breach", "assess_incident", "correct_incident", "show_breach"):
        assert not room.window.actions_[name].isEnabled(), name


def test_nothing_can_be_done_without_a_desk(open_room: OpenRoom) -> None:
    actions = open_room().window.actions_
    usable = {spec.name for spec, action in actions if action.isEnabled()}
    always = {"new_desk", "open_desk", "restore", "salvage", "exercise", "quit", "palette", "help", "about"}
    assert {name for name in usable if not name.startswith(("scheme_", "language_"))} == always


def test_the_window_comes_back_as_it_was_left(full: Room, open_room: OpenRoom) -> None:
    full.pages.log.table.setColumnWidth(0, 177)
    path = full.desk.path
    full.window.close()
    again = open_room(path)
    assert not again.settings.bytes("window").isEmpty()
    assert again.pages.log.table.columnWidth(0) == 177
