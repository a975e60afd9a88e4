"""The list of suggestions: inside the window, worked by keys and mouse; nothing is filled in by itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from gui import suggestions
from gui.entry_sheet import EntrySheet
from gui.suggestion_list import SuggestionList
from gui.suggestions import TypeAhead
from tests.gui import desks
from tests.gui.conftest import Room
from tests.gui.hands import focused, press, settle, type_text
from tests.gui.sheets import editor, fill, only, said


def shown(room: Room) -> SuggestionList | None:
    """The list that can be seen in the window."""
    settle()
    lists = [each for each in room.window.findChildren(SuggestionList) if each.isVisible()]
    assert len(lists) <= 1
    return lists[0] if lists else None


def lines(room: Room) -> list[str]:
    found = shown(room)
    return [found.item(row).text() for row in range(found.count())] if found else []


def start(sheet: EntrySheet, key: str, text: str) -> QLineEdit:
    sheet.form.focus(key)
    type_text(text)
    field = editor(sheet, key)
    assert isinstance(field, QLineEdit)
    return field


def test_the_list_is_a_part_of_the_window_and_leaves_the_focus_where_it_is(
    room: Room, sheet: EntrySheet
) -> None:
    field = start(sheet, "kind", "mo")
    found = shown(room)
    assert found is not None
    assert lines(room)[:2] == ["mortar", "movement or fortification"]
    assert found.parentWidget() is room.window
    assert not found.isWindow()
    assert QApplication.activePopupWidget() is None
    assert focused() is field
    assert room.window.rect().contains(found.geometry())


@pytest.mark.parametrize("size", [(1280, 800), (1024, 700)])
@pytest.mark.parametrize("key", ["means", "oblast", "kind", "sector", "intent", "confidence"])
def test_the_list_stays_inside_the_window_and_does_not_cover_its_field(
    room: Room, sheet: EntrySheet, key: str, size: tuple[int, int]
) -> None:
    room.window.resize(*size)
    press("Ctrl+M")
    room.session.log_incident(desks.facts(room.clock, sector="Tavria"))
    sheet.form.reset()
    press("Ctrl+M")
    field = editor(sheet, key)
    sheet.form.focus(key)
    settle()
    press("Down")
    found = shown(room)
    assert found is not None, key
    assert room.window.rect().contains(found.geometry())
    at = field.mapTo(room.window, QPoint(0, 0))
    assert not found.geometry().intersects(field.rect().translated(at))


def test_arrows_go_through_it_and_enter_takes(room: Room, sheet: EntrySheet) -> None:
    field = start(sheet, "kind", "mo")
    press("Down")
    press("Down")
    press("Up")
    assert field.text() == "mo", "going through the list changes nothing"
    press("Return")
    assert field.text() == "mortar"
    assert lines(room) == []
    assert focused() is field
    assert sheet.isVisible()


def test_down_opens_all_of_it_and_stands_on_what_is_there(room: Room, sheet: EntrySheet) -> None:
    sheet.form.set_text("kind", "mortar")
    sheet.form.focus("kind")
    press("Down")
    found = shown(room)
    assert found is not None
    assert found.count() > 20
    assert found.currentItem().text() == "mortar"
    press("Down")
    press("Tab")
    assert sheet.form.text("kind") == "artillery"
    assert focused() is editor(sheet, "quantity")


def test_tab_takes_what_is_highlighted_and_nothing_else(room: Room, sheet: EntrySheet) -> None:
    place = start(sheet, "place", "orikh")
    assert lines(room)
    press("Tab")
    assert place.text() == "orikh"
    assert lines(room) == []
    kind = start(sheet, "kind", "m")
    press("Tab")
    assert kind.text() == "m", "several are meant"
    kind.clear()
    start(sheet, "kind", "art")
    press("Tab")
    assert kind.text() == "artillery", "a closed list with one line left"
    assert focused() is editor(sheet, "quantity")
    means = start(sheet, "means", "hea")
    assert len(lines(room)) == 2
    press("Tab")
    assert means.text() == "heard", "one that begins so"


def test_enter_takes_the_one_line_a_closed_list_leaves(room: Room, sheet: EntrySheet) -> None:
    kind = start(sheet, "kind", "mort")
    assert len(lines(room)) == 1
    press("Return")
    assert kind.text() == "mortar"
    assert not sheet.form.views["kind"].is_wrong
    kind.clear()
    start(sheet, "kind", "m")
    press("Return")
    assert kind.text() == "m", "several are meant"


def test_a_list_that_is_not_closed_never_fills_in_by_itself(room: Room, sheet: EntrySheet) -> None:
    start(sheet, "party", "ukr")
    assert len(lines(room)) >= 1
    press("Tab")
    assert sheet.form.text("party") == "ukr"


def test_esc_closes_the_list_first_and_the_sheet_then(room: Room, sheet: EntrySheet) -> None:
    start(sheet, "kind", "mo")
    press("Esc")
    assert lines(room) == []
    assert sheet.isVisible()
    assert sheet.form.text("kind") == "mo"
    press("Esc")
    assert not sheet.isVisible()


@pytest.mark.parametrize("keys", ["Ctrl+S", "Ctrl+Return"])
def test_a_key_of_the_sheet_takes_what_is_highlighted(room: Room, sheet: EntrySheet, keys: str) -> None:
    fill(sheet)
    start(sheet, "kind", "mo")
    press("Down")
    press(keys)
    assert only(room).facts.kind == "mortar"
    assert lines(room) == []


def test_a_click_takes_a_line_and_the_arrow_of_the_field_opens_and_closes(
    room: Room, sheet: EntrySheet
) -> None:
    field = editor(sheet, "kind")
    end = QPoint(field.width() - 8, field.height() // 2)
    QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=end)
    assert len(lines(room)) > 20
    QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=end)
    assert lines(room) == []
    QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=end)
    found = shown(room)
    assert found is not None
    at = found.visualItemRect(found.item(2)).center()
    QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert sheet.form.text("kind") == "mortar"
    assert lines(room) == []
    assert focused() is field


def test_a_kind_is_found_by_its_other_names(room: Room, sheet: EntrySheet) -> None:
    start(sheet, "kind", "shah")
    assert lines(room) == ["one-way UAV"]
    press("Down")
    press("Return")
    assert sheet.form.text("kind") == "one-way UAV"


def test_it_follows_its_field_and_goes_where_that_cannot_be_seen(room: Room, sheet: EntrySheet) -> None:
    room.window.resize(1024, 700)
    press("Ctrl+M")
    start(sheet, "kind", "m")
    found = shown(room)
    assert found is not None
    before = found.y()
    bar = sheet._area.verticalScrollBar()
    bar.setValue(bar.value() + 20)
    assert found.y() == before - 20
    bar.setValue(bar.maximum())
    assert lines(room) == []


def test_it_closes_when_the_focus_or_the_page_goes(room: Room, sheet: EntrySheet) -> None:
    start(sheet, "kind", "mo")
    sheet.form.focus("place")
    assert lines(room) == []
    start(sheet, "place", "ori")
    assert lines(room)
    press("Ctrl+1")
    assert lines(room) == []


def test_a_screen_reader_is_told(sheet: EntrySheet, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    class Accessible:
        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:
            told.append(event.message())

    monkeypatch.setattr(suggestions, "QAccessible", Accessible)
    start(sheet, "kind", "mort")
    press("Down")
    assert told[-2:] == ["1 proposal", "mortar"]
    ahead = TypeAhead.of(editor(sheet, "kind"))
    assert ahead is not None
    assert ahead.highlighted is not None


def test_hostile_texts_are_shown_as_they_are(room: Room, sheet: EntrySheet) -> None:
    name = "<b>South</b> & שלום " + "x" * 60
    room.session.log_incident(desks.facts(room.clock, sector=name))
    sheet.form.reset()
    sheet.form.focus("sector")
    press("Down")
    assert lines(room) == [name]
    press("Down")
    press("Return")
    assert sheet.form.text("sector") == name
    assert said(sheet, "sector") == ""
