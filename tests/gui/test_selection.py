"""Several incidents are selected: who they are stays, wherever they stand, and one action is about them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from domain.filter import Order
from gui import log_commands, ordered_rows
from gui.dialogs import FormDialog
from gui.incident_table import COLUMNS
from gui.log_page import LogPage
from tests.gui import desks
from tests.gui.conftest import OpenRoom, Room
from tests.gui.hands import fill, in_form, press, settle, texts

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def log(room: Room) -> Room:
    """Thirty incidents: artillery and mortar in turn, the first the earliest."""
    for serial in range(30):
        kind = ("artillery", "mortar")[serial % 2]
        place = ("Orikhiv", "Tokmak", "Polohy")[serial % 3]
        ago = timedelta(hours=40 - serial)
        room.desk.incidents.log(desks.facts(room.clock, ago=ago, kind=kind, place=place), author="AB")
    room.session.incidents_changed.emit()
    room.trigger("page_log")
    press("Home")
    return room


def page(room: Room) -> LogPage:
    return room.pages.log


def click(room: Room, row: int, modifier: Qt.KeyboardModifier) -> None:
    table = page(room).table
    table.scrollTo(page(room).model.index(row, 0))
    at = table.visualRect(page(room).model.index(row, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, at)


def picked(room: Room) -> list[str]:
    settle()
    return sorted(page(room).selected_numbers or [])


def pick(room: Room) -> list[str]:
    """Rows 0, 2, and 5 to 7 by Ctrl and Shift click."""
    click(room, 0, Qt.KeyboardModifier.NoModifier)
    click(room, 2, CTRL)
    click(room, 5, CTRL)
    click(room, 7, CTRL | SHIFT)
    return picked(room)


def sort_by(room: Room, order: Order) -> None:
    column = [spec.order for spec in COLUMNS].index(order)
    heads = page(room).table.horizontalHeader()
    at = QPoint(heads.sectionViewportPosition(column) + 20, 10)
    QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_ctrl_and_shift_click_pick_rows(log: Room) -> None:
    assert pick(log) == [f"CV-2026-{serial:06d}" for serial in (23, 24, 25, 28, 30)]
    assert page(log).count.text() == "30 incidents · 5 selected"
    click(log, 2, CTRL)
    assert len(picked(log)) == 4


@pytest.mark.parametrize("order", [Order.PLACE, Order.KIND, Order.NUMBER])
def test_a_sort_moves_rows_and_leaves_who_is_selected(log: Room, order: Order) -> None:
    before = pick(log)
    current = page(log).incident
    for _each in range(2):
        sort_by(log, order)
        assert picked(log) == before
        assert page(log).incident == current
    assert page(log).count.text() == "30 incidents · 5 selected"


def test_a_write_leaves_it_too(log: Room) -> None:
    before = pick(log)
    made = log.session.log_incident(desks.facts(log.clock))
    assert picked(log) == before
    assert page(log).count.text() == "31 incidents · 5 selected"
    log.session.correct_incident(before[0], desks.facts(log.clock, place="Yar"), "misheard")
    assert picked(log) == before, "a row that moved is still selected"
    assert made.number not in picked(log)


def test_a_filter_keeps_of_it_what_it_shows(log: Room) -> None:
    before = pick(log)
    page(log).bar.ask("kind:mortar")
    assert picked(log) == [before[1], before[3], before[4]]
    page(log).bar.ask("number:3")
    assert page(log).selected_numbers is None
    assert page(log).table.selected_count == 1


def test_all_of_the_filter_stays_all_of_it_and_not_of_another(log: Room) -> None:
    page(log).bar.ask("kind:mortar")
    page(log).table.setFocus()
    press("Ctrl+A")
    assert len(picked(log)) == 15
    assert "all selected" in page(log).count.text()
    log.session.log_incident(desks.facts(log.clock, kind="mortar"))
    assert len(picked(log)) == 16
    sort_by(log, Order.PLACE)
    assert len(picked(log)) == 16
    page(log).bar.ask("")
    assert page(log).table.selected_count == 1


def test_pages_that_scrolled_away_and_rows_still_to_come(
    log: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordered_rows, "AT_ONCE", 8)
    page(log).bar.ask("-kind:naval")
    qtbot.waitUntil(lambda: page(log).model.rows.complete)
    press("Ctrl+F")
    page(log).table.setFocus()
    click(log, 3, Qt.KeyboardModifier.NoModifier)
    click(log, 20, CTRL)
    click(log, 29, CTRL)
    before = picked(log)
    assert len(before) == 3
    sort_by(log, Order.PLACE)
    log.session.log_incident(desks.facts(log.clock))
    qtbot.waitUntil(lambda: page(log).model.rows.complete)
    assert picked(log) == before
    press("Ctrl+A")
    sort_by(log, Order.KIND)
    assert len(picked(log)) == 31, "those too that are still being read"
    qtbot.waitUntil(lambda: page(log).model.rows.complete)
    assert len(picked(log)) == 31


def test_the_last_hours_never_lose_their_far_rows_while_they_are_read_again(
    log: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordered_rows, "AT_ONCE", 8)
    page(log).bar.ask("since:48h")
    qtbot.waitUntil(lambda: page(log).model.rows.complete)
    assert page(log).model.rowCount() == 30
    log.clock.advance(timedelta(seconds=1))
    page(log).refresh()
    assert page(log).model.rowCount() == 30, "the order of before, until the new one is there"
    qtbot.waitUntil(lambda: page(log).model.rows.complete)
    assert page(log).model.rowCount() == 30


def test_the_selected_are_changed_as_one_and_undone_as_one(log: Room) -> None:
    before = pick(log)
    head = log.desk.journal.head()[0]

    def change(dialog: FormDialog) -> None:
        said = texts(dialog)
        assert "Change 5 incidents" in said
        assert "Those that are selected" in said
        assert before[-1] in said
        fill(dialog, sector="North", reason="new sectors")
        press("Ctrl+Return")

    in_form(lambda: press("Ctrl+Shift+R"), change)
    assert {i.number for i in log.desk.incidents.page(log.desk.incidents.ids()) if i.facts.sector} == set(
        before
    )
    assert log.desk.journal.head()[0] == head + 5
    assert picked(log) == before
    assert "together with others" in texts(page(log).panel)

    def undo(dialog: FormDialog) -> None:
        assert "all 5 that were changed with it" in dialog.form.views["of"].editor.currentText()  # type: ignore[attr-defined]
        fill(dialog, reason="wrong sector")
        press("Ctrl+Return")

    in_form(lambda: press("Ctrl+Z"), undo)
    assert not any(i.facts.sector for i in log.desk.incidents.page(log.desk.incidents.ids()))


def test_one_of_them_can_be_taken_out_and_what_changed_since_is_named(log: Room) -> None:
    before = pick(log)

    def change(dialog: FormDialog) -> None:
        fill(dialog, sector="North", reason="new sectors")
        press("Ctrl+Return")

    in_form(lambda: press("Ctrl+Shift+R"), change)
    log.session.correct_incident(before[0], desks.facts(log.clock, place="Yar", sector="North"), "misheard")
    page(log).show_incident(before[1])

    def undo(dialog: FormDialog) -> None:
        assert "1 of them was changed since and stays as it is" in texts(dialog)
        fill(dialog, of="one", reason="not this one")
        press("Ctrl+Return")

    in_form(lambda: press("Ctrl+Z"), undo)
    sectors = [log.desk.incidents.get(number).facts.sector for number in before]
    assert sectors == ["North", "", "North", "North", "North"]


def test_the_selection_is_what_is_briefed(log: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    before = pick(log)
    log.trigger("brief_filter")
    briefs = log.pages.briefs
    assert before[0] in briefs.narrowed.text()
    assert {c.aspect.value for c in briefs.chosen.conditions} == {"number"}
    log.trigger("page_log")
    press("Ctrl+A")
    log.trigger("brief_filter")
    assert briefs.narrowed.isHidden(), "all of an empty filter is the whole log"
    log.trigger("page_log")
    pick(log)
    monkeypatch.setattr(log_commands, "MOST_PICKED", 4)
    log.trigger("brief_filter")
    assert [error.title for error in log.messages.errors] == ["5 incidents are selected."]


def test_shift_and_arrows_and_a_desk_with_one_row(room: Room, open_room: OpenRoom) -> None:
    room.session.log_incident(desks.facts(room.clock))
    room.trigger("page_log")
    press("Ctrl+A")
    assert page(room).selected_numbers is None, "one is no selection of several"
    for _each in range(3):
        room.session.log_incident(desks.facts(room.clock))
    press("Home")
    press("Shift+Down")
    assert len(picked(room)) == 2
    press("Shift+Up")
    assert page(room).selected_numbers is None
