"""Whole cases in the window: another T0, merged, split, both taken back, and the question why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from domain.breach import BreachState
from domain.clock import ManualClock
from domain.instant import Span
from domain.protocol import default_protocol
from gui.dialogs import FormDialog
from gui.recasting import WhyDialog
from tests.gui import desks
from tests.gui.conftest import OpenRoom, Room
from tests.gui.hands import fill, in_dialog, in_form, note, press, settle, texts

HOUR = timedelta(hours=1)


def choose(room: Room, name: str) -> str:
    number = room.breaches.get(name, name)
    room.pages.board.show_breach(number)
    settle()
    return number


def history(room: Room) -> str:
    return texts(room.pages.board.panel)


def do(room: Room, action: str, **values: str) -> None:
    """Fill the dialog of an action and press its button."""

    def act(dialog: FormDialog) -> None:
        fill(dialog, **values)
        dialog.accept_button.click()

    in_form(lambda: room.trigger(action), act)


# --- T0 ---------------------------------------------------------------------------------------------------


def test_the_deadlines_of_every_anchor_stand_side_by_side_before_one_is_chosen(full: Room) -> None:
    number = full.session.log_incident(
        desks.facts(full.clock, ago=3 * HOUR, width=HOUR, place="Stepnohirsk")
    ).number
    full.trigger("page_log")
    full.pages.log.show_incident(number)
    seen: list[str] = []
    in_form(lambda: full.trigger("assess_as_breach"), lambda dialog: seen.append(texts(dialog)))
    (said,) = seen
    for line in ("occurred:", "reported:", "assessed:"):
        assert line in said
    assert "24 h" in said
    assert "72 h" in said
    assert "as reported in the press" in said


def test_another_t0_shows_the_deadlines_before_and_after(full: Room) -> None:
    number = choose(full, "fresh")
    seen: list[str] = []

    def act(dialog: FormDialog) -> None:
        seen.append(texts(dialog))
        fill(dialog, anchor="CV-2026-000001 assessed")
        dialog.accept_button.click()
        assert note(dialog, "reason") == "▲ A reason is needed."
        fill(dialog, reason="the first report was of another day")
        dialog.accept_button.click()

    in_form(lambda: press("T"), act)
    assert "now: 24 h 241207Z · 14:07 Kyiv   72 h 261207Z" in seen[0]
    assert "CV-2026-000001 assessed: 24 h 241407Z" in seen[0]
    breach = full.desk.breaches.get(number)
    assert breach.anchor.kind == "assessed"
    assert len(breach.anchors) == 2
    said = history(full)
    assert "Re-anchored" in said
    assert "T0 was 231207:31Z NOV 26 (occurred), is 231407:31Z NOV 26 (assessed)" in said
    assert "deadlines were 24 h 241207Z NOV 26, 72 h 261207Z NOV 26" in said
    assert "are 24 h 241407Z NOV 26, 72 h 261407Z NOV 26" in said
    assert "“the first report was of another day”" in said
    assert "entered by AB" in said


def test_no_t0_after_an_action_that_answered(full: Room) -> None:
    choose(full, "answered")
    before = full.desk.breaches.get(full.breaches["answered"])

    def act(dialog: FormDialog) -> None:
        fill(dialog, anchor=f"{before.incidents[0]} assessed", reason="x")
        dialog.accept_button.click()
        assert "An action is recorded" in note(dialog, "anchor")

    in_form(lambda: full.trigger("anchor_breach"), act)
    assert full.desk.breaches.get(before.number) == before


# --- merged and split -------------------------------------------------------------------------------------


def test_a_merge_and_its_taking_back_in_the_window(full: Room) -> None:
    one, other = full.breaches["late"], full.breaches["soon"]
    before = {n: full.desk.breaches.get(n).incidents for n in (one, other)}
    choose(full, "late")
    do(full, "merge_breach", into=other, reason="one battery")
    board = full.pages.board
    assert board.model.row_of(one) is None, "a merged case leaves the board"
    assert full.desk.breaches.get(other).incidents == before[other] + before[one]
    choose(full, "soon")
    assert f"Another breach merged into this one\n{one}" in history(full)
    choose(full, "late")
    assert board._stopped, "and is found among the stopped ones"
    assert full.window.actions_["unmerge_breach"].isEnabled()
    assert not full.window.actions_["reopen_breach"].isEnabled()
    do(full, "unmerge_breach", reason="two batteries")
    assert {n: full.desk.breaches.get(n).incidents for n in (one, other)} == before
    choose(full, "late")
    assert not board._stopped


def test_a_merge_needs_another_breach_and_a_reason(full: Room) -> None:
    choose(full, "late")

    def act(dialog: FormDialog) -> None:
        dialog.accept_button.click()
        assert note(dialog, "into") == "▲ Into which breach?"
        assert note(dialog, "reason") == "▲ A reason is needed."

    in_form(lambda: full.trigger("merge_breach"), act)


def test_a_split_makes_a_clock_of_its_own_and_merging_back_undoes_it(full: Room) -> None:
    number = choose(full, "fresh")
    joined = full.session.log_incident(desks.facts(full.clock)).number
    assert not full.window.actions_["split_breach"].isEnabled(), "one incident cannot be split"
    full.session.join_breach(number, joined, basis="same place")
    whole = full.desk.breaches.get(number).incidents
    do(full, "split_breach", **{joined: "yes"}, title="Second salvo", anchor="occurred", reason="another")
    made = next(c.breach for c in full.session.open_cases() if c.breach.title == "Second salvo")
    assert made.incidents == (joined,)
    assert full.desk.breaches.get(number).incidents == whole[:1]
    assert full.pages.board.model.row_of(made.number) is not None
    choose(full, made.number)
    do(full, "merge_breach", into=number, reason="the same after all")
    assert full.desk.breaches.get(number).incidents == whole


def test_a_split_of_everything_or_of_nothing_is_refused(full: Room) -> None:
    number = choose(full, "fresh")
    joined = full.session.log_incident(desks.facts(full.clock)).number
    full.session.join_breach(number, joined, basis="same place")
    choose(full, "fresh")
    first = full.desk.breaches.get(number).incidents[0]

    def act(dialog: FormDialog) -> None:
        fill(dialog, title="x", reason="y")
        dialog.accept_button.click()
        assert "Choose the incidents" in dialog.error.text()
        fill(dialog, **{first: "yes", joined: "yes"})
        dialog.accept_button.click()
        assert "One incident must stay." in dialog.error.text()

    in_form(lambda: full.trigger("split_breach"), act)


def test_a_breach_of_many_incidents_still_fits_the_screen(full: Room) -> None:
    number = choose(full, "fresh")
    for _number in range(40):
        joined = full.session.log_incident(desks.facts(full.clock)).number
        full.session.join_breach(number, joined, basis="same place")
    for action in ("split_breach", "anchor_breach"):
        assert height(full, action) <= 700, action


def height(room: Room, action: str) -> int:
    seen: list[int] = []
    in_form(lambda: room.trigger(action), lambda dialog: seen.append(dialog.height()))
    return seen[0]


# --- why --------------------------------------------------------------------------------------------------


def why(room: Room) -> str:
    seen: list[str] = []
    in_dialog(lambda: room.trigger("why"), lambda dialog: seen.append(texts(dialog)), WhyDialog)
    return seen[0]


def test_why_names_the_entry_the_time_and_the_person(full: Room) -> None:
    choose(full, "answered")
    said = why(full)
    assert "1 Warning and halt" in said
    assert "→ met" in said
    assert "Action: warning issued" in said
    assert "Have hostilities continued? yes" in said
    assert "“still firing”" in said
    assert "entered by AB" in said
    assert "entry " in said


def test_why_says_that_time_passed_and_that_the_clock_was_set_back(full: Room) -> None:
    choose(full, "soon")
    full.clock.advance(5 * HOUR)
    assert "due soon → passed\ntime passed" in why(full)
    full.session.assess_breach(full.breaches["soon"], phase=2, answer="not_known", basis="nothing heard")
    full.clock.set_wall(full.clock.now() - 6 * HOUR)
    full.window.ticker.tick()
    assert "passed → due soon\nthe clock was set back" in why(full)


@pytest.mark.parametrize("name", ["fresh", "soon", "band", "late", "answered", "settled", "closed"])
def test_every_state_can_be_asked_why(full: Room, name: str) -> None:
    choose(full, name)
    assert "→" in why(full)


# --- another protocol -------------------------------------------------------------------------------------


def test_a_breach_moved_to_fewer_phases_can_still_be_shown(full: Room) -> None:
    """An answer to a question that its protocol no longer asks stays in the history, in its own words."""
    number = choose(full, "answered")
    full.session.assess_breach(number, phase=3, answer="no", basis="no sign of it")
    plan = default_protocol()
    short = replace(plan, version=2, phases=(plan.phases[0],))
    full.session.adopt_protocol(short, "", "as reported")
    full.session.move_breach(number, short.name, "one phase is enough")
    choose(full, "answered")
    said = history(full)
    assert "Has it escalated into a broader attack? no" in said
    assert "protocol was FT-2026 v1, is FT-2026 v2" in said
    assert "Action: warning issued" in why(full)
    assert not full.window.actions_["record_assessment"].isEnabled(), "nothing is asked"


# --- named days -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("noon", "said"),
    [
        (datetime(2026, 10, 24, 9, tzinfo=UTC), ["250900Z", "11:00 Kyiv", "270900Z"]),
        (datetime(2027, 3, 27, 10, tzinfo=UTC), ["281000Z", "13:00 Kyiv", "301000Z"]),
        (datetime(2026, 12, 30, 12, tzinfo=UTC), ["311200Z", "021200Z"]),
        (datetime(2028, 2, 28, 12, tzinfo=UTC), ["291200Z", "021200Z"]),
    ],
    ids=["Kyiv goes back", "Kyiv goes forward", "31 December", "29 February"],
)
def test_deadlines_over_a_day_that_is_not_like_others(
    open_room: OpenRoom, clock: ManualClock, tmp_path: Path, noon: datetime, said: list[str]
) -> None:
    clock.set_wall(noon + HOUR)
    desk = desks.create(tmp_path / "days.desk", clock)
    desks.breach(desk, clock, ago=HOUR)
    room = open_room(desk)
    shown = history(room)
    for words in said:
        assert words in shown
    room.clock.advance(23 * HOUR)
    room.window.ticker.tick()
    case = room.pages.board.case
    assert case is not None
    assert "00:00:00" in room.pages.board.model.index(0, 0).data(), "24 elapsed hours, whatever the wall says"


def test_an_entry_logged_late_counts_from_when_it_happened(full: Room) -> None:
    number = choose(full, "late")
    at = Span.at(full.clock.now() - 29 * HOUR)
    full.session.record_action(
        number, phase=1, response="warning", at=at, source="officer", note="", completes=True
    )
    assert "met at T+01:00" in texts_of_phases(full, number)


def texts_of_phases(room: Room, number: str) -> str:
    model = room.pages.board.model
    row = model.row_of(number)
    assert row is not None
    return str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole))


def test_closing_freezes_and_the_closed_stay_findable(full: Room) -> None:
    number = choose(full, "soon")
    full.session.turn_breach(number, BreachState.CLOSED, "halted")
    board = full.pages.board
    assert board.model.row_of(number) is None
    choose(full, "soon")
    before = texts_of_phases(full, number)
    full.clock.advance(100 * HOUR)
    full.window.ticker.tick()
    assert texts_of_phases(full, number) == before
    assert "Clock stopped by AB: halted" in history(full)


def test_a_breach_stopped_long_ago_is_found_by_name_and_by_filter(full: Room, clock: ManualClock) -> None:
    made = []
    for serial in range(60):
        number = desks.breach(full.desk, clock, ago=HOUR, title=f"Old salvo-{serial}")
        full.desk.breaches.turn(number, BreachState.CLOSED, reason="halted", author="AB")
        clock.advance(timedelta(seconds=1))
        made.append(number)
    full.session.wrote(None)
    board = full.pages.board
    choose(full, made[0])
    assert board.case is not None
    assert board.case.breach.number == made[0]
    board.find_field.setText("old salvo-1")
    assert board.model.rowCount() == 11
    assert board.count.text() == "11 of 61 stopped breaches"
    board.find_field.clear()
