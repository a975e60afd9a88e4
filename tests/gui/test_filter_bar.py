"""The filter bar: read as it is typed, wrong words named, proposals, views, columns, many rows."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from domain.briefing import Briefing
from domain.filter import Order
from domain.incident import Incident
from gui import ordered_rows
from gui.dialogs import FormDialog
from gui.files import with_ending
from gui.filter_bar import FilterBar
from gui.incident_table import COLUMNS
from gui.log_page import LogPage
from gui.log_table import LogTable
from tests.gui import desks
from tests.gui.conftest import OpenRoom, Room
from tests.gui.hands import fill, focused, in_form, press, settle, type_text

KINDS = ("mortar", "artillery", "small_arms")


@pytest.fixture
def log(room: Room) -> Room:
    for count in range(30):
        facts = desks.facts(
            room.clock,
            ago=timedelta(hours=count),
            kind=KINDS[count % 3],
            place=("Orikhiv", "Куп'янськ")[count % 2],
            party_alleged=("not_known", "russian_military")[count % 2],
        )
        room.desk.incidents.log(facts, author="AB")
    room.session.incidents_changed.emit()
    room.trigger("page_log")
    return room


def bar(room: Room) -> FilterBar:
    return room.pages.log.bar


def find(room: Room, query: str) -> LogPage:
    bar(room).ask(query)
    return room.pages.log


def found(room: Room, query: str) -> int:
    return find(room, query).model.rowCount()


def test_a_query_is_read_and_said_in_words(log: Room) -> None:
    assert found(log, "kind:mortar since:24h place:Kupyansk") == 4
    assert bar(log).sentence.text() == "occurred since 221407Z NOV 26 · mortar · place “Kupyansk”"
    assert bar(log).count.text() == "4 incidents of 30"
    assert found(log, "party:unknown") == 15
    assert found(log, "-party:unknown") == 15
    assert found(log, "") == 30
    assert bar(log).count.text() == "30 incidents"
    assert bar(log).sentence.text() == ""


@pytest.mark.parametrize(
    ("query", "wrong", "words"),
    [
        ("mortar kind:mortr", "mortr", "Did you mean mortar"),
        ("kidn:mortar", "kidn", "Did you mean kind:"),
        ("since:soon", "soon", "soon"),
        ('place:"Orik', '"Orik', "not closed"),
        ("grade:Z9", "Z9", "Admiralty"),
        ("not known", "not known", "party:unknown"),
        ("-", "-", "no letter"),
    ],
)
def test_what_cannot_be_read_is_named_and_changes_nothing(
    log: Room, query: str, wrong: str, words: str
) -> None:
    page = find(log, "kind:mortar")
    before = page.filter
    find(log, query)
    error = page.find_field._error
    assert error is not None
    assert query[error.start : error.end] == wrong
    assert words in bar(log).sentence.text()
    assert "still the one before" in bar(log).sentence.text()
    assert page.find_field.accessibleDescription()
    assert page.filter.conditions == before.conditions
    assert page.model.rowCount() == 10
    press("Ctrl+F")
    press("Return")
    assert focused() is page.find_field, "there is something to correct"
    find(log, "mortar")
    assert page.find_field._error is None
    assert page.find_field.property("wrong") is False


def test_time_goes_on_under_a_filter(log: Room) -> None:
    assert found(log, "since:3h") == 4
    log.clock.advance(timedelta(hours=1))
    log.session.incidents_changed.emit()
    assert log.pages.log.model.rowCount() == 3


def test_proposals_are_taken_by_keyboard(log: Room, qtbot: QtBot) -> None:
    field = log.pages.log.find_field
    press("Ctrl+F")
    type_text("ki")
    assert [p.insert for p in field.proposals] == ["kind:"]
    press("Tab")
    assert field.text() == "kind:"
    assert focused() is field
    type_text("mo")
    assert field.proposals[0].insert == "mortar"
    bar(log).now()
    assert field.property("wrong") is not True, "half a word is no mistake yet"
    press("Down")
    press("Down")
    press("Up")
    press("Return")
    assert field.text() == "kind:mortar "
    type_text("place:Or")
    assert [p.insert for p in field.proposals] == ["Orikhiv"]
    press("Tab")
    type_text("status:under")
    press("Tab")
    assert field.text() == 'kind:mortar place:Orikhiv status:"under verification" '
    type_text("gr")
    press("Esc")
    assert field.proposals == []
    press("Return")
    assert focused() is not field or field.property("wrong")


def test_the_switch_writes_what_it_means(log: Room) -> None:
    page = log.pages.log
    page.waiting.click()
    assert page.find_field.text() == "determination:not-assessed -status:refuted,withdrawn,duplicate"
    find(log, "mortar -status:refuted,withdrawn,duplicate determination:not-assessed")
    assert page.waiting.isChecked()
    page.waiting.click()
    assert page.find_field.text() == "mortar"
    assert not page.waiting.isChecked()


# --- views ---------------------------------------------------------------------------------------


def names(room: Room) -> list[str]:
    menu = bar(room).views_menu()
    return [action.text() for action in menu.actions() if action.text()]


def test_views_are_used_kept_and_forgotten(log: Room, open_room: OpenRoom, tmp_path: Path) -> None:
    assert "Logged by AB" in names(log)
    for action in bar(log).views_menu().actions():
        if action.text() and "Save" not in action.text():
            action.trigger()
            assert log.pages.log.find_field._error is None, action.text()
    find(log, 'kind:"small arms" since:24h')

    def name_it(dialog: FormDialog) -> None:
        fill(dialog, name="Rifles & co")
        dialog.try_submit()

    in_form(bar(log).save_view, name_it)
    assert "Rifles && co" in names(log)
    assert [view.query for view in bar(log).saved.all()] == ['kind:"small arms" since:24h']
    find(log, "")
    next(a for a in bar(log).views_menu().actions() if a.text() == "Rifles && co").trigger()
    assert log.pages.log.model.rowCount() == 8
    bar(log)._forget(bar(log).saved.all()[0])
    assert bar(log).saved.all() == []
    log.settings.set_text("log/views", "nonsense")
    assert bar(log).saved.all() == []
    bar(log).show_views()
    settle()
    press("Esc")


# --- columns and rows ----------------------------------------------------------------------------


def table(room: Room) -> LogTable:
    return room.pages.log.table


def test_columns_are_chosen_and_remembered(log: Room) -> None:
    party = [spec.order for spec in COLUMNS].index(Order.PARTY)
    menu = table(log).columns_menu()
    actions = [action for action in menu.actions() if action.isCheckable()]
    assert len(actions) == len(COLUMNS)
    assert not actions[0].isEnabled(), "the number stays"
    actions[party].trigger()
    assert table(log).isColumnHidden(party)
    again = LogTable(log.pages.log.model, log.settings)
    assert again.isColumnHidden(party)
    again.deleteLater()
    table(log).reset_columns()
    assert not any(table(log).isColumnHidden(index) for index in range(len(COLUMNS)))
    table(log).choose_columns()
    settle()
    press("Esc")


def test_several_rows_are_selected_and_counted(log: Room) -> None:
    page = log.pages.log
    table(log).setFocus()
    press("Home")
    assert len(page.selection or ()) == 0
    press("Shift+Down")
    press("Shift+Down")
    assert table(log).selected_spans() == [(0, 2)]
    assert bar(log).count.text() == "30 incidents · 3 selected"
    ids = page.selection
    assert ids is not None
    assert [i.number for i in log.desk.incidents.page(ids)] == [
        str(page.model.index(row, 0).data()) for row in range(3)
    ]
    QTest.keyClick(table(log), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert table(log).selected_count == 30
    find(log, "mortar")
    assert table(log).selected_count == 1


def test_a_long_log_is_counted_while_it_is_read(
    log: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordered_rows, "AT_ONCE", 8)
    page = log.pages.log
    find(log, "-kind:naval")
    assert page.model.rowCount() == 8
    assert bar(log).count.text() == "8+ incidents of 30"
    qtbot.waitUntil(lambda: page.model.rowCount() == 30)
    assert bar(log).count.text() == "30 incidents of 30"
    table(log).choose(29, 0)
    last = page.incident
    assert last is not None
    number = log.session.log_incident(desks.facts(log.clock, place="Tokmak")).number
    assert page.model.row_of(number) in (0, 1), "a new incident is among the first rows at once"
    assert page.incident == last
    qtbot.waitUntil(lambda: page.model.rows.complete)
    assert page.incident == last
    assert page.model.rowCount() == 31
    numbers = [str(page.model.index(row, 0).data()) for row in range(31)]
    assert len(set(numbers)) == 31


def test_a_search_that_would_hold_up_typing_is_left_to_a_thread(
    log: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.incidents._PATIENCE_S", -1)
    monkeypatch.setattr("storage.driver.STEPS_BETWEEN", 5)
    page = find(log, "status:alleged")
    assert bar(log).count.text() == "searching…"
    assert page.model.rowCount() == 0
    qtbot.waitUntil(lambda: page.model.rowCount() == 30)
    assert page.incident is not None


# --- what is shown is what leaves ----------------------------------------------------------------


def test_the_filter_is_what_is_exported_and_briefed(
    log: Room, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.files.path = tmp_path / "out.jsonl"
    find(log, "kind:mortar place:Orikhiv")
    log.trigger("export")
    assert log.messages.told[-1][1] == "5 incidents were written."
    monkeypatch.setattr("gui.export_command.AT_ONCE", 2)
    log.trigger("export")
    assert log.messages.told[-1][1] == "5 incidents were written.", "a thread writes the same"
    QTest.keyClick(table(log), Qt.Key.Key_Home)
    assert not log.window.actions_["export_selection"].isEnabled()
    QTest.keyClick(table(log), Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    log.trigger("export_selection")
    assert log.messages.told[-1][1] == "2 incidents were written."
    QTest.keyClick(table(log), Qt.Key.Key_Home)
    log.trigger("brief_filter")
    briefs = log.pages.briefs

    def briefed() -> list[Incident]:
        product = briefs.prepared and briefs.prepared.product
        return list(product.incidents) if isinstance(product, Briefing) else []

    qtbot.waitUntil(lambda: {i.facts.kind for i in briefed()} == {"mortar"}, timeout=10_000)
    assert briefs.narrowed.text() == "Only incidents: mortar · place “Orikhiv”"
    briefs.widen.click()
    assert briefs.narrowed.isHidden()
    qtbot.waitUntil(lambda: len(briefed()) > 5, timeout=10_000)
    assert log.messages.errors == []


@pytest.mark.parametrize(
    ("typed", "kind", "expected"),
    [
        ("a.xlsx", "CSV (*.csv)", "a.xlsx"),
        ("a", "Excel (*.xlsx)", "a.xlsx"),
        ("a.b", "CSV (*.csv)", "a.b.csv"),
    ],
)
def test_a_file_has_the_ending_of_its_form(typed: str, kind: str, expected: str) -> None:
    kinds = "CSV (*.csv);;Excel (*.xlsx)"
    assert with_ending(Path(typed), kinds, kind) == Path(expected)
