"""The log: found as you type, sorted, kept chosen, and no slower or larger for a hundred thousand rows."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from domain.clock import ManualClock
from domain.filter import Filter, Order
from domain.incident import Incident
from gui.incident_table import COLUMNS, PAGE, PAGES_KEPT, IncidentTable
from storage.desk import Desk
from storage.incidents import Incidents
from storage.ordering import OrderFile
from tests.gui import desks
from tests.gui.conftest import OpenRoom, Room
from tests.gui.hands import focused, press, settle, texts, type_text

VILLAGES = ("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel")


@pytest.fixture
def log(full: Room) -> Room:
    """The log of a desk with incidents at several places and times."""
    for count in range(40):
        desks_facts = desks.facts(
            full.clock, ago=timedelta(hours=5, minutes=count * 7), place=f"Village {VILLAGES[count % 8]}"
        )
        full.desk.incidents.log(desks_facts, author="AB")
    full.session.incidents_changed.emit()
    full.trigger("page_log")
    return full


def column(room: Room, order: Order) -> list[str]:
    model = room.pages.log.model
    index = next(i for i, spec in enumerate(COLUMNS) if spec.order is order)
    return [str(model.index(row, index).data()) for row in range(model.rowCount())]


def chosen(room: Room) -> str:
    incident = room.pages.log.incident
    assert incident is not None
    return incident.number


def test_the_model_keeps_the_promises_of_a_model(log: Room, qtmodeltester: ModelTester) -> None:
    model = log.pages.log.model
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.choose(Filter(words="village"))
    model.sort(2, Qt.SortOrder.AscendingOrder)
    log.desk.incidents.log(desks.facts(log.clock), author="AB")
    log.session.incidents_changed.emit()
    model.choose(Filter(words="nowhere"))
    assert model.rowCount() == 0
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.incident(-1) is None


def test_find_waits_until_typing_rests_and_counts(log: Room, qtbot: QtBot) -> None:
    page = log.pages.log
    total = page.model.rowCount()
    searches: list[int] = []
    page.model.modelReset.connect(lambda: searches.append(page.model.rowCount()))
    press("Ctrl+F")
    assert focused() is page.find_field
    type_text("village charl")
    assert searches == [], "nothing is searched while letters still come"
    qtbot.waitUntil(lambda: len(searches) == 1, timeout=1000)
    assert page.model.rowCount() == 5
    assert page.count.text() == f"5 incidents of {total}"
    assert set(column(log, Order.PLACE)) == {"Village Charlie"}


@pytest.mark.parametrize("words", ["nikopol", "NIKO", "куп'янськ", "Куп", "mortar nik", "CV-2026-000003"])
def test_words_are_found_whatever_their_case_and_order(log: Room, words: str) -> None:
    log.pages.log.find_field.setText(words)
    press("Ctrl+F")
    press("Return")
    assert log.pages.log.model.rowCount() > 0, words
    assert focused() is log.pages.log.table


@pytest.mark.parametrize(
    "words", ["nowhere", "XOR (", "' OR 1=1", "kind:naval", "14:00", "-village kind:naval"]
)
def test_no_result_is_said_and_leaves_nothing_chosen(log: Room, words: str) -> None:
    page = log.pages.log
    page.find_field.setText(words)
    page.search()
    assert page.model.rowCount() == 0
    assert page.count.text().startswith("0 incidents of ")
    assert page.incident is None
    assert not log.window.actions_["correct_incident"].isEnabled()
    assert "Choose an incident" in texts(page.panel)
    buttons = [b for b in page.panel._actions if b.isVisible()]
    assert buttons == [], "buttons of no incident"
    page.find_field.clear()
    page.search()
    assert page.model.rowCount() > 40
    assert page.incident is not None


def test_only_those_that_wait_for_an_assessment(log: Room) -> None:
    page = log.pages.log
    page.waiting.click()
    assert set(column(log, Order.DETERMINATION)) == {"not assessed"}
    page.waiting.click()
    assert "breach" in column(log, Order.DETERMINATION)


@pytest.mark.parametrize("index", [i for i, spec in enumerate(COLUMNS) if spec.order.is_scale])
def test_every_column_sorts_both_ways(log: Room, index: int) -> None:
    page = log.pages.log
    page.table.sortByColumn(index, Qt.SortOrder.AscendingOrder)
    up = [page.model.incident(row) for row in range(page.model.rowCount())]
    page.table.sortByColumn(index, Qt.SortOrder.DescendingOrder)
    down = [page.model.incident(row) for row in range(page.model.rowCount())]
    order = COLUMNS[index].order
    numbers = [incident.number for incident in up if incident]
    assert sorted(numbers) == sorted(incident.number for incident in down if incident)
    known = [i for i in range(len(up)) if order is not Order.BREACH or (up[i] and up[i].breach)]  # type: ignore[union-attr]
    assert known == list(range(len(known))), "what is not known stands last"
    assert up[: len(known)] == down[: len(known)][::-1]
    if order in (Order.NUMBER, Order.PLACE, Order.OCCURRED):
        keys = [_key(incident, order) for incident in up if incident]
        assert keys == sorted(keys)


def test_grades_are_no_scale_and_are_not_sorted(log: Room) -> None:
    page = log.pages.log
    heads = page.table.horizontalHeader()
    index = [spec.order for spec in COLUMNS].index(Order.GRADE)
    page.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    before = [page.model.incident(row) for row in range(page.model.rowCount())]
    for _each in range(2):
        at = QPoint(heads.sectionViewportPosition(index) + 10, 10)
        QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert [page.model.incident(row) for row in range(page.model.rowCount())] == before
        assert heads.sortIndicatorSection() == 2
        assert heads.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
    tip = page.model.headerData(index, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "grades are no scale" in tip
    assert "grade:B2" in tip


def _key(incident: Incident, order: Order) -> Any:
    if order is Order.PLACE:
        return incident.facts.place.lower()
    return incident.number if order is Order.NUMBER else incident.facts.occurred.earliest


def test_home_and_end_go_to_the_ends(log: Room) -> None:
    page = log.pages.log
    page.table.setFocus()
    press("End")
    assert page.table.currentIndex().row() == page.model.rowCount() - 1
    assert page.table.rect().contains(page.table.visualRect(page.table.currentIndex()).center())
    press("Home")
    assert page.table.currentIndex().row() == 0


def test_the_chosen_incident_stays_chosen_when_rows_come_in(log: Room) -> None:
    page = log.pages.log
    press("Down")
    press("Down")
    before, row = chosen(log), page.table.currentIndex().row()
    log.session.log_incident(desks.facts(log.clock, ago=timedelta(minutes=1)))
    assert chosen(log) == before
    assert page.table.currentIndex().row() == row + 1
    page.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert chosen(log) == before
    assert before in page.panel.title.text()


def test_a_logged_incident_is_shown_though_the_filter_hides_it(log: Room) -> None:
    page = log.pages.log
    page.find_field.setText("village charl")
    page.search()
    number = log.session.log_incident(desks.facts(log.clock, place="Tokmak")).number
    page.show_incident(number)
    assert chosen(log) == number
    assert page.find_field.text() == ""


def test_the_switch_and_the_field_do_not_search_twice(log: Room) -> None:
    page = log.pages.log
    resets: list[int] = []
    page.model.modelReset.connect(lambda: resets.append(1))
    page.waiting.click()
    assert len(resets) == 1


class ManyIncidents:
    """Answers as `Incidents` does, for a hundred thousand rows made when they are asked for."""

    def __init__(self, clock: ManualClock, count: int) -> None:
        self._facts = desks.facts(clock)
        self._now = clock.now()
        self._count = count
        self.read = 0

    def first(self, chosen: Filter, order: Order, *, descending: bool, limit: int) -> array[int]:
        return array("q", range(min(self._count, limit)))

    def order_file(
        self, chosen: Filter, order: Order, *, descending: bool
    ) -> Callable[[Event], OrderFile | None]:
        def write(stop: Event) -> OrderFile | None:
            made = OrderFile()
            made.append(array("q", range(self._count)))
            return made

        return write

    def rows(self, ids: Sequence[int]) -> list[Incident]:
        self.read += len(ids)
        return [
            Incident(number=f"CV-2026-{i:06d}", facts=self._facts, logged_at=self._now, logged_by="AB")
            for i in ids
        ]

    def id_of(self, number: str) -> int:
        return int(number[-6:])


def test_a_hundred_thousand_rows_cost_only_the_pages_looked_at(clock: ManualClock, qtbot: QtBot) -> None:
    many = ManyIncidents(clock, 100_000)
    model = IncidentTable(many)  # type: ignore[arg-type]
    model.reload()
    assert model.rowCount() == 10_000, "the first rows are there at once"
    assert not model.rows.complete
    qtbot.waitUntil(lambda: model.rows.complete)
    assert model.rowCount() == 100_000
    assert many.read == 0, "nothing is read before it is looked at"
    for row in range(0, 100_000, 50):
        model.data(model.index(row, 0))
    assert len(model._pages) <= PAGES_KEPT
    assert many.read == 100_000
    assert model.index(99_999, 0).data() == "CV-2026-099999"
    assert model.row_of("CV-2026-050000") == 50_000
    many.read = 0
    for _ in range(100):
        model.data(model.index(50_001, 3))
    assert many.read <= PAGE
    model.reload()
    assert model.rowCount() == 100_000, "after a write the order of before serves until the new one is there"
    assert model.row_of("CV-2026-050000") == 50_000
    assert list(model.ids_of([(9_998, 10_001), (99_999, 99_999)])) == [9998, 9999, 10000, 10001, 99999]
    model.rows.stop()


def test_a_painted_row_asks_for_nothing_it_does_not_need(log: Room) -> None:
    index = log.pages.log.model.index(0, 0)
    for role in (Qt.ItemDataRole.FontRole, Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.CheckStateRole):
        assert index.data(role) is None
    assert log.pages.log.model.data(QModelIndex()) is None


def test_what_is_not_known_is_an_en_rule_with_a_tooltip(room: Room) -> None:
    room.session.log_incident(desks.facts(room.clock, quantity=None, party_alleged="not_known"))
    model = room.pages.log.model
    index = model.index(0, [spec.order for spec in COLUMNS].index(Order.QUANTITY))
    assert index.data() == "–"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "not known"


# --- a second window -----------------------------------------------------------------------------


def test_a_second_window_reads_says_so_and_follows_the_writer(full: Room, open_room: OpenRoom) -> None:
    reader = open_room(full.desk.path)
    assert reader.window.header.readonly.isVisible()
    assert reader.window.header.readonly.text() == "read-only"
    assert "Another program" in reader.window.header.readonly.toolTip()
    actions = reader.window.actions_
    writing = ("new_incident", "import", "record_action", "record_assessment", "close_breach", "void_breach")
    assert [name for name in writing if actions[name].isEnabled()] == []
    reader.trigger("page_log")
    assert not actions["assess_incident"].isEnabled()
    assert not actions["correct_incident"].isEnabled()
    reader.trigger("page_briefs")
    assert not actions["save_briefing"].isEnabled()
    reader.trigger("page_board")

    number = full.session.log_incident(desks.facts(full.clock, place="Tokmak")).number
    full.session.assess_breach(full.breaches["late"], phase=2, answer="yes", basis="still firing")
    reader.window.ticker.tick()
    assert number in column(reader, Order.NUMBER)
    case = next(c for c in reader.pages.board.model.cases if c.breach.number == full.breaches["late"])
    assert case.breach.answer(2) is not None


def test_a_desk_in_a_folder_that_cannot_be_written_opens_to_be_read(
    clock: ManualClock, tmp_path: Path, open_room: OpenRoom
) -> None:
    desk = desks.create(tmp_path / "a.desk", clock)
    desks.breach(desk, clock, ago=timedelta(hours=2))
    desk.close()
    room = open_room(Desk.open(tmp_path / "a.desk", clock=clock, readonly=True))
    assert room.window.header.readonly.isVisible()
    assert isinstance(room.desk.incidents, Incidents)
    assert len(room.pages.board.model.cases) == 1


def test_what_can_be_done_with_the_chosen_one_is_said_in_full(log: Room) -> None:
    """At 1024 pixels the buttons read `sess as breach Ctrl` and `ow its breach Ctr`."""
    log.window.resize(1024, 700)
    settle()
    panel = log.pages.log.panel
    shown = [part for part in panel.findChildren(QPushButton) if part.isVisible()]
    assert len(shown) >= 5
    cut = [part.text() for part in shown if part.width() < part.sizeHint().width()]
    assert cut == []
    assert panel.title.width() >= panel.title.sizeHint().width()


def test_an_empty_log_says_how_to_begin_until_the_sheet_is_open(room: Room) -> None:
    room.window.resize(1024, 700)
    press("Ctrl+2")
    log = room.pages.log
    assert log.empty.how.isVisible()
    press("Ctrl+N")
    settle()
    assert not log.empty.how.isVisible()
    assert log.empty.sizeHint().height() <= log.empty.height(), "what is left of it is not cut off"
    press("Escape")
    assert log.empty.how.isVisible()
