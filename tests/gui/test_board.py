"""The board: what is due next stands first, says so in words, and is reached by keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester

from domain.breach import BreachState
from domain.ladder import Standing, State
from domain.phrases import headline
from gui import breach_card
from gui.breach_card import HEIGHT, CardPainter
from gui.dialogs import FormDialog
from gui.pages import BOARD, LOG
from storage.breaches import Case
from tests.gui.conftest import Room
from tests.gui.hands import focused, in_form, press, settle, texts

SECOND = timedelta(seconds=1)

Painted = Callable[[Room, Case], list[str]]


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> Painted:
    """The texts that are painted on a card, in order."""
    seen: list[str] = []

    def recorder(call: Callable[..., Any]) -> Callable[..., Any]:
        def record(painter: QPainter, rect: QRectF, text: str, *rest: Any, **more: Any) -> Any:
            seen.append(text)
            return call(painter, rect, text, *rest, **more)

        return record

    for name in ("draw_line", "draw_fitting", "draw_lines"):
        monkeypatch.setattr(breach_card, name, recorder(getattr(breach_card, name)))

    def paint(room: Room, case: Case) -> list[str]:
        seen.clear()
        picture = QPixmap(800, HEIGHT)
        painter = QPainter(picture)
        tokens = room.window.services.theme.tokens
        standing = room.pages.board.model.standing(case)
        card = CardPainter(tokens, case, standing, QRectF(picture.rect()))
        card.paint_still(painter, chosen=False)
        card.paint_moving(painter)
        painter.end()
        return list(seen)

    return paint


def cases(room: Room) -> Sequence[Case]:
    return room.pages.board.model.cases


def case_of(room: Room, name: str) -> Case:
    return next(case for case in cases(room) if case.breach.number == room.breaches[name])


def standing(room: Room, name: str) -> Standing:
    return room.pages.board.model.standing(case_of(room, name))


def chosen(room: Room) -> str:
    case = room.pages.board.case
    assert case is not None
    return case.breach.number


def test_the_next_deadline_stands_first(full: Room) -> None:
    names = {number: name for name, number in full.breaches.items()}
    order = [names[case.breach.number] for case in cases(full)]
    assert order == ["band", "soon", "fresh", "answered", "late", "settled"]
    assert full.pages.board.count.text().startswith("6 open breaches")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("fresh", ["22:00:00", "to 24 h", "running", "waiting"]),
        ("soon", ["04:00:00", "due soon"]),
        ("band", ["00:00:00", "to 24 h, earliest · passes 14:07–15:07Z"]),
        ("late", ["passed 06:00:00 ago", "no action recorded", "assessment due", "42:00:00"]),
        ("answered", ["met at T+08:00", "triggered", "nothing recorded", "24:00:00"]),
        ("settled", ["settled", "met at T+09:00", "not triggered", "hostilities assessed as halted"]),
    ],
)
def test_a_card_says_its_states_in_words(full: Room, painted: Painted, name: str, words: list[str]) -> None:
    said = painted(full, case_of(full, name))
    assert [word for word in words if word not in said] == []


def test_a_stopped_card_says_so(full: Room, painted: Painted) -> None:
    full.pages.board._closed.click()
    said = painted(full, cases(full)[0])
    assert "closed" in said
    assert said.count("stood down") == 2


@pytest.mark.parametrize(
    ("offset", "big", "state", "phase"),
    [
        (-SECOND, "00:00:01", State.DUE_SOON, "due soon – 24 h in 00:00:01"),
        (0 * SECOND, "00:00:00", State.DUE_SOON, "due soon – 24 h in 00:00:00"),
        (SECOND, "47:59:59", State.PASSED, "passed 00:00:01 ago – no action recorded"),
    ],
)
def test_around_the_24th_hour(
    full: Room, painted: Painted, offset: timedelta, big: str, state: State, phase: str
) -> None:
    """At 24:00:00 exactly it is still within 24 hours; a second later it has passed."""
    full.clock.advance(timedelta(hours=4) + offset)  # "soon" began 20 hours ago
    full.window.ticker.tick()
    shown = standing(full, "soon")
    assert shown.phases[0].state is state
    assert headline(shown)[0] == big
    said = painted(full, case_of(full, "soon"))
    assert big in said
    assert all(part in said for part in phase.split(" – "))
    board = full.pages.board
    index = board.model.index(board.model.row_of(full.breaches["soon"]) or 0, 0)
    assert phase in index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert big in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_after_72_hours_it_counts_up(full: Room, painted: Painted) -> None:
    full.clock.advance(timedelta(hours=43))  # "late" began 30 hours ago
    full.window.ticker.tick()
    said = painted(full, case_of(full, "late"))
    assert "passed" in said
    assert "01:00:00" in said


def test_arrows_move_between_cards_and_enter_goes_into_the_panel(full: Room) -> None:
    board = full.pages.board
    assert focused() is board.list
    press("Down")
    press("Down")
    assert board.case is cases(full)[2]
    assert board.panel.title.text() == cases(full)[2].breach.title
    press("Up")
    assert board.case is cases(full)[1]
    for _ in range(10):
        press("Down")
    assert board.case is cases(full)[-1]
    press("Return")
    assert focused() is board.panel


@pytest.mark.parametrize(
    ("key", "title"), [("A", "Record assessment"), ("R", "Record action"), ("C", "Close breach")]
)
def test_a_letter_opens_the_dialog_on_the_chosen_breach(full: Room, key: str, title: str) -> None:
    press("Down")
    number = full.breaches["soon"]

    def look(dialog: FormDialog) -> None:
        assert dialog.windowTitle() == title
        assert number in texts(dialog)

    in_form(lambda: press(key), look)


def test_after_a_dialog_the_keyboard_is_back_on_the_same_card(full: Room) -> None:
    press("Down")
    number = full.breaches["soon"]

    def record(dialog: FormDialog) -> None:
        dialog.form.set_text("answer", "no")
        dialog.form.set_text("basis", "the patrol heard nothing")
        press("Ctrl+Return")

    in_form(lambda: press("A"), record)
    assert focused() is full.pages.board.list
    assert chosen(full) == number
    press("Down")
    assert chosen(full) != number


def test_a_closed_breach_leaves_the_board_and_can_be_reopened_without_a_pause(full: Room) -> None:
    board, number = full.pages.board, full.breaches["fresh"]
    board.show_breach(number)

    def close(dialog: FormDialog) -> None:
        dialog.form.set_text("reason", "halted, confirmed by both sides")
        press("Ctrl+Return")

    in_form(lambda: press("C"), close)
    assert number not in [case.breach.number for case in cases(full)]

    board._closed.click()
    assert number in [case.breach.number for case in cases(full)]
    board.show_breach(number)
    assert "halted, confirmed by both sides" in texts(board.panel)
    full.clock.advance(timedelta(hours=3))
    full.window.ticker.tick()
    assert headline(standing(full, "fresh"), case_of(full, "fresh").breach)[0] == "closed"
    assert not full.window.actions_["record_action"].isEnabled()

    def reopen(dialog: FormDialog) -> None:
        dialog.form.set_text("reason", "fire went on")
        press("Ctrl+Return")

    in_form(lambda: full.trigger("reopen_breach"), reopen)
    assert full.desk.breaches.get(number).state is BreachState.OPEN
    board._open.click()
    assert headline(standing(full, "fresh"))[0] == "19:00:00", "the three hours it was stopped are gone too"


def test_an_empty_board_offers_the_log(room: Room) -> None:
    board = room.pages.board
    assert "No open breaches." in texts(board)
    assert board.count.text() == "0 open breaches"
    button = next(b for b in board.findChildren(type(board._open)) if b.text() == "Open the log")
    button.click()
    assert room.pages.currentIndex() == LOG


def test_the_header_names_the_next_deadline_and_goes_to_it(full: Room) -> None:
    full.trigger("page_log")
    chip = full.window.header.next
    assert chip.text() == f"Next: {full.breaches['band']} · 24 h · in 00:00:00"
    chip.click()
    settle()
    assert full.pages.currentIndex() == BOARD
    assert chosen(full) == full.breaches["band"]


def test_the_header_says_where_no_clock_runs(room: Room) -> None:
    assert room.window.header.next.text() == "no clock running"
    assert not room.window.header.next.isEnabled()


def test_a_click_chooses_a_card(full: Room) -> None:
    view = full.pages.board.list
    place = view.visualRect(full.pages.board.model.index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert full.pages.board.case is cases(full)[1]


def test_a_new_answer_shows_at_once_and_the_choice_stays(full: Room) -> None:
    full.pages.board.show_breach(full.breaches["late"])
    full.session.assess_breach(full.breaches["late"], phase=2, answer="yes", basis="still firing")
    assert standing(full, "late").phases[1].state is State.RUNNING
    assert chosen(full) == full.breaches["late"]
    assert "Have hostilities continued? yes" in texts(full.pages.board.panel)


def test_the_model_keeps_the_promises_of_a_model(full: Room, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(full.pages.board.model)  # type: ignore[no-untyped-call]
    full.pages.board._closed.click()
    full.pages.board._open.click()


def test_the_panel_follows_the_clock(full: Room) -> None:
    panel = full.pages.board.panel
    full.pages.board.show_breach(full.breaches["soon"])
    assert not panel.callout.isVisibleTo(panel)
    full.clock.advance(timedelta(hours=5))
    full.window.ticker.tick()
    assert chosen(full) == full.breaches["soon"]
    assert "Have hostilities continued?" in panel.callout.text()
    assert panel.callout.isVisibleTo(panel)
