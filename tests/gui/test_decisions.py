"""What people decide, in dialogs: refused inline with the typed text still there, kept whole or not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from domain.breach import BreachState
from domain.errors import DeskError
from domain.instant import Span
from gui.dialogs import FormDialog
from storage.breaches import Breaches
from tests.gui import desks
from tests.gui.conftest import Room
from tests.gui.hands import fill, focused, in_form, note, press, type_text

HOUR = timedelta(hours=1)


@pytest.fixture
def incident(full: Room) -> str:
    """The log, with an incident chosen that nobody has assessed."""
    number = full.desk.incidents.log(desks.facts(full.clock, ago=3 * HOUR), author="AB").number
    full.session.incidents_changed.emit()
    full.trigger("page_log")
    full.pages.log.show_incident(number)
    return number


# --- assess as breach ----------------------------------------------------------------------------


@pytest.mark.parametrize("anchor", ["occurred", "reported", "assessed"])
def test_a_new_breach_counts_from_the_anchor_that_was_chosen(full: Room, incident: str, anchor: str) -> None:
    facts = full.desk.incidents.get(incident).facts
    assert facts.reported is not None
    expected = {
        "occurred": facts.occurred,
        "reported": Span.at(facts.reported),
        "assessed": Span.at(full.clock.now()),
    }

    def decide(dialog: FormDialog) -> None:
        assert focused() is dialog.form.views["basis"].editor
        type_text("two independent reports")
        fill(dialog, anchor=anchor)
        press("Ctrl+Return")

    in_form(lambda: press("Ctrl+B"), decide)
    number = full.desk.incidents.get(incident).breach
    assert number is not None
    breach = full.desk.breaches.get(number)
    assert breach.t0 == expected[anchor]
    assert breach.anchor.basis == "two independent reports"
    assert number in [case.breach.number for case in full.pages.board.model.cases]


def test_joining_does_not_move_t0(full: Room, incident: str) -> None:
    target = full.breaches["soon"]
    before = full.desk.breaches.get(target)

    def decide(dialog: FormDialog) -> None:
        fill(dialog, target=target, basis="same battery")
        assert not dialog.form.views["anchor"].isVisible()
        assert not dialog.form.views["title"].isVisible()
        press("Ctrl+Return")

    in_form(lambda: press("Ctrl+B"), decide)
    after = full.desk.breaches.get(target)
    assert after.t0 == before.t0
    assert after.incidents == (*before.incidents, incident)
    assert not full.window.actions_["assess_as_breach"].isEnabled(), "it belongs to one already"
    press("Ctrl+G")
    assert full.pages.board.case is not None
    assert full.pages.board.case.breach.number == target


def test_a_breach_needs_a_basis_and_a_title(full: Room, incident: str) -> None:
    def decide(dialog: FormDialog) -> None:
        press("Ctrl+Return")
        assert dialog.isVisible()
        assert "An assessment needs one" in note(dialog, "basis")
        fill(dialog, basis="craters", title=" ")
        press("Ctrl+Return")
        assert dialog.isVisible()
        assert "A breach needs a title" in note(dialog, "title")
        assert dialog.form.text("basis") == "craters"

    in_form(lambda: press("Ctrl+B"), decide)
    assert full.desk.incidents.get(incident).breach is None


def test_an_incident_is_assessed_with_a_basis(full: Room, incident: str) -> None:
    def decide(dialog: FormDialog) -> None:
        fill(dialog, status="verified", determination="below_threshold")
        press("Ctrl+Return")
        assert "An assessment needs one" in note(dialog, "basis")
        assert focused() is dialog.form.views["basis"].editor
        type_text("camera recording")
        press("Ctrl+Return")

    in_form(lambda: press("Ctrl+T"), decide)
    made = full.desk.incidents.get(incident)
    assert (made.status, made.determined) == ("verified", "below_threshold")
    assert focused() is full.pages.log.table


# --- on a breach ---------------------------------------------------------------------------------


def test_an_answer_must_be_chosen_and_based(full: Room) -> None:
    full.pages.board.show_breach(full.breaches["late"])

    def decide(dialog: FormDialog) -> None:
        assert dialog.form.text("phase") == "2", "the question that is due"
        assert dialog.form.text("answer") == "", "no answer stands there by itself"
        press("Ctrl+Return")
        assert "yes, no or not known" in note(dialog, "answer")
        assert "An assessment needs one" in note(dialog, "basis")
        assert focused() is dialog.form.views["answer"].editor
        fill(dialog, answer="yes", basis="patrol saw fire at 13:40Z")
        press("Ctrl+Return")

    in_form(lambda: press("A"), decide)
    answer = full.desk.breaches.get(full.breaches["late"]).answer(2)
    assert answer is not None
    assert (answer.answer, answer.basis) == ("yes", "patrol saw fire at 13:40Z")


def test_an_action_before_t0_or_still_to_come_is_refused_with_the_text_kept(full: Room) -> None:
    full.pages.board.show_breach(full.breaches["fresh"])

    def decide(dialog: FormDialog) -> None:
        fill(dialog, source="Liaison", note="by telephone")
        for typed, said in (("-3h", "before T0"), ("14:30", "still to come"), ("25:99", "25:99")):
            fill(dialog, at=typed)
            press("Ctrl+Return")
            assert dialog.isVisible()
            assert said in note(dialog, "at")
            assert focused() is dialog.form.views["at"].editor
            assert dialog.form.text("at") == typed
            assert dialog.form.text("note") == "by telephone"

    in_form(lambda: press("R"), decide)
    assert full.desk.breaches.get(full.breaches["fresh"]).actions == ()


@pytest.mark.parametrize(("complete", "met"), [("yes", True), ("", False)])
def test_without_the_tick_the_clock_goes_on(full: Room, complete: str, met: bool) -> None:
    full.pages.board.show_breach(full.breaches["fresh"])

    def decide(dialog: FormDialog) -> None:
        fill(dialog, at="-40m", source="Liaison", completes=complete)
        press("Ctrl+Return")

    in_form(lambda: press("R"), decide)
    case = full.desk.breaches.case(full.breaches["fresh"])
    assert len(case.breach.actions) == 1
    assert case.standing(full.clock.now()).phases[0].state.is_settled is met


def test_the_zone_of_an_action_is_the_one_chosen(full: Room) -> None:
    full.pages.board.show_breach(full.breaches["soon"])

    def decide(dialog: FormDialog) -> None:
        fill(dialog, source="Liaison", zone="kyiv", at="15:00")
        assert "231300Z NOV 26" in note(dialog, "at")
        press("Ctrl+Return")

    in_form(lambda: press("R"), decide)
    action = full.desk.breaches.get(full.breaches["soon"]).actions[0]
    assert action.at.earliest == full.clock.now().replace(hour=13, minute=0, second=0)


@pytest.mark.parametrize(
    ("action", "breach", "state"),
    [
        ("close_breach", "soon", BreachState.CLOSED),
        ("void_breach", "soon", BreachState.VOIDED),
        ("reopen_breach", "closed", BreachState.OPEN),
    ],
)
def test_a_clock_is_turned_only_with_a_reason(
    full: Room, action: str, breach: str, state: BreachState
) -> None:
    number = full.breaches[breach]
    before = full.desk.breaches.get(number).state
    full.pages.board.show_breach(number)

    def decide(dialog: FormDialog) -> None:
        press("Ctrl+Return")
        assert dialog.isVisible()
        assert "A reason is needed" in note(dialog, "reason")
        assert full.desk.breaches.get(number).state is before
        type_text("as agreed with the liaison")
        press("Ctrl+Return")

    in_form(lambda: full.trigger(action), decide)
    assert full.desk.breaches.get(number).state is state


# --- giving up, and a disk that fails --------------------------------------------------------------


@pytest.mark.parametrize("answer", [True, False])
def test_esc_asks_before_typed_text_is_lost(full: Room, answer: bool) -> None:
    full.messages.answer = answer

    def decide(dialog: FormDialog) -> None:
        fill(dialog, reason="halted")
        press("Esc")
        assert full.messages.asked == ["Give up what you typed?"]
        assert dialog.isVisible() is not answer
        if dialog.isVisible():
            assert dialog.form.text("reason") == "halted"

    in_form(lambda: press("C"), decide)
    assert full.desk.breaches.get(full.breaches["band"]).state is BreachState.OPEN


def test_esc_asks_nothing_where_nothing_was_typed(full: Room) -> None:
    for keys in ("A", "R", "C"):
        in_form(lambda keys=keys: press(keys), lambda _dialog: press("Esc"))  # type: ignore[misc]
    assert full.messages.asked == []


def test_esc_asks_nothing_where_only_a_proposal_changed(full: Room) -> None:
    full.pages.board.show_breach(full.breaches["fresh"])

    def decide(dialog: FormDialog) -> None:
        fill(dialog, phase="3")
        press("Esc")

    in_form(lambda: press("R"), decide)
    assert full.messages.asked == []


def broken(*_args: object, **_more: object) -> None:
    raise DeskError("The desk could not be written.", "Nothing of this entry was saved.", "Free some space.")


@pytest.mark.parametrize(
    ("keys", "owner", "method", "values"),
    [
        ("C", Breaches, "turn", {"reason": "halted"}),
        ("A", Breaches, "assess", {"answer": "no", "basis": "heard nothing"}),
        ("R", Breaches, "act", {"at": "-10m", "source": "Liaison", "note": "x"}),
    ],
)
def test_a_failing_disk_keeps_the_dialog_open_with_the_text(
    full: Room,
    monkeypatch: pytest.MonkeyPatch,
    keys: str,
    owner: type,
    method: str,
    values: dict[str, str],
) -> None:
    monkeypatch.setattr(owner, method, broken)
    count = full.desk.journal.head()[0]

    def decide(dialog: FormDialog) -> None:
        fill(dialog, **values)
        press("Ctrl+Return")
        assert dialog.isVisible()
        assert [error.title for error in full.messages.errors] == ["The desk could not be written."]
        assert {key: dialog.form.text(key) for key in values} == values

    in_form(lambda: press(keys), decide)
    assert full.desk.journal.head()[0] == count


def test_a_breach_stopped_meanwhile_is_said_in_the_dialog(full: Room) -> None:
    number = full.breaches["band"]

    def decide(dialog: FormDialog) -> None:
        full.session.turn_breach(number, BreachState.CLOSED, "by somebody else")
        fill(dialog, answer="yes", basis="still firing")
        press("Ctrl+Return")
        for _ in range(300):  # a loaded machine delivers the key late
            if dialog.error.isVisible():
                break
            QTest.qWait(10)
        assert dialog.isVisible()
        assert f"The clock of {number} is stopped." in dialog.error.text()
        assert dialog.error.isVisible()

    in_form(lambda: press("A"), decide)


def test_dialogs_do_not_pile_up(full: Room) -> None:
    """Eight hours of dialogs must not stay in memory as children of the window."""
    open_it: Callable[[], object] = lambda: press("C")  # noqa: E731
    for _ in range(3):
        in_form(open_it, lambda _dialog: press("Esc"))
    assert full.window.findChildren(QDialog) == []
