"""What a briefing says is what the journal knew at its cut-off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.breach import BreachState
from domain.briefing import Briefing, figures
from domain.clock import Jump, ManualClock
from domain.errors import FieldError
from domain.incident import Facts, Incident
from domain.instant import Span
from domain.ladder import State
from domain.marking import Marking
from domain.plan import Plan, Texts
from domain.quantity import Quantity
from domain.source import SourceReport
from storage.briefing_facts import collect
from storage.desk import Desk

NOW = datetime(2026, 11, 23, 14, 7, 31, tzinfo=UTC)
SINCE, UNTIL = datetime(2026, 11, 22, 12, tzinfo=UTC), datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def desk(tmp_path: Path, clock: ManualClock) -> Iterator[Desk]:
    made = Desk.create(
        tmp_path / "north.desk",
        code="NTH",
        name="Northern desk",
        marking=Marking(exercise=True),
        author="AB",
        clock=clock,
    )
    with made:
        yield made


def _log(desk: Desk, earliest: datetime, latest: datetime | None = None, quantity: str = "3") -> Incident:
    facts = Facts(
        occurred=Span(earliest, latest or earliest),
        kind="mortar",
        place="Orikhiv",
        oblast="UA-23",
        quantity=Quantity.parse(quantity),
        sources=(SourceReport.of("Patrol 3", "B2"),),
    )
    return desk.incidents.log(facts, author="AB")


def _collect(desk: Desk, cut_off: datetime = NOW, **changes: object) -> Briefing:
    asked: dict[str, object] = {
        "since": SINCE, "until": UNTIL, "cut_off": cut_off, "produced_at": max(cut_off, NOW), "author": "CD",
    }  # fmt: skip
    return collect(desk, **{**asked, **changes})  # type: ignore[arg-type]


def test_a_new_desk_has_an_empty_briefing(desk: Desk) -> None:
    made = _collect(desk)
    assert (made.desk_code, made.desk_name, made.author) == ("NTH", "Northern desk", "CD")
    assert made.title == "Situation briefing, 22–23 November 2026"
    assert made.marking.exercise
    assert made.is_draft
    assert [*made.incidents, *made.previous, *made.clocks, *made.jumps] == []
    assert [protocol.name for protocol in made.protocols] == ["FT-2026 v1"]


def test_periods_share_no_incident_and_miss_none(desk: Desk) -> None:
    first = _log(desk, SINCE)
    inside = _log(desk, SINCE + HOUR)
    across = _log(desk, UNTIL - 2 * HOUR, UNTIL + HOUR)
    _log(desk, UNTIL)
    before = _log(desk, SINCE - timedelta(milliseconds=1))
    oldest = _log(desk, SINCE - timedelta(hours=24))
    _log(desk, SINCE - timedelta(hours=24, milliseconds=1))
    made = _collect(desk)
    assert [i.number for i in made.incidents] == [first.number, inside.number, across.number]
    assert [i.number for i in made.previous] == [oldest.number, before.number]


def test_what_was_recorded_after_the_cut_off_is_not_said(desk: Desk, clock: ManualClock) -> None:
    one = _log(desk, SINCE + HOUR)
    clock.advance(HOUR)
    _log(desk, SINCE + 2 * HOUR)
    desk.incidents.assess(
        one.number, status="verified", determination="below_threshold", basis="seen", author="AB"
    )
    early, late = _collect(desk, NOW), _collect(desk, NOW + HOUR)
    assert [i.status for i in early.incidents] == ["alleged"]
    assert [i.status for i in late.incidents] == ["verified", "alleged"]
    assert figures(early.incidents).not_assessed == 1
    assert figures(late.incidents).not_assessed == 1


def test_withdrawn_records_are_listed_and_not_counted(desk: Desk) -> None:
    one = _log(desk, SINCE + HOUR, quantity="166")
    _log(desk, SINCE + HOUR, quantity="≥ 2")
    desk.incidents.assess(
        one.number, status="withdrawn", determination="not_assessed", basis="error", author="AB"
    )
    made = _collect(desk)
    assert len(made.incidents) == 2
    found = figures(made.incidents)
    assert (found.incidents, found.left_out, str(found.violations)) == (1, 1, "≥ 2")


def test_clocks_stand_as_they_stood_at_the_cut_off(desk: Desk, clock: ManualClock) -> None:
    one = _log(desk, SINCE + HOUR)
    made = desk.breaches.open(
        one.number, title="Mortar fire on Orikhiv", anchor="occurred", basis="seen", author="AB"
    )
    (open_clock,) = _collect(desk).clocks
    assert open_clock.breach.number == made.number
    assert (open_clock.place, open_clock.oblast) == ("Orikhiv", "UA-23")
    assert open_clock.standing.at == NOW
    assert open_clock.standing.phases[0].state is State.PASSED
    assert len(open_clock.bar.incidents) == 1
    clock.advance(HOUR)
    desk.breaches.turn(made.number, BreachState.CLOSED, reason="handed over", author="AB")
    assert _collect(desk, NOW + HOUR).clocks == ()
    assert [c.breach.number for c in _collect(desk, NOW).clocks] == [made.number]


def test_a_later_correction_moves_no_place_of_an_earlier_cut_off(desk: Desk, clock: ManualClock) -> None:
    one = _log(desk, SINCE + HOUR)
    desk.breaches.open(one.number, title="Mortar fire", anchor="occurred", basis="seen", author="AB")
    clock.advance(HOUR)
    moved = replace(one.facts, place="Huliaipole", occurred=Span.at(SINCE + 3 * HOUR))
    desk.incidents.correct(one.number, moved, reason="second report", author="AB")
    (early,), (late,) = _collect(desk, NOW).clocks, _collect(desk, NOW + HOUR).clocks
    assert (early.place, late.place) == ("Orikhiv", "Huliaipole")
    assert early.bar.incidents[0].at < late.bar.incidents[0].at


def test_openings_and_stops_of_the_period_are_counted(desk: Desk, clock: ManualClock) -> None:
    numbers = []
    for _turn in range(3):
        one = _log(desk, SINCE + HOUR)
        made = desk.breaches.open(one.number, title="Fire", anchor="occurred", basis="seen", author="AB")
        numbers.append(made.number)
    clock.advance(HOUR)
    desk.breaches.turn(numbers[0], BreachState.CLOSED, reason="halted", author="AB")
    desk.breaches.turn(numbers[1], BreachState.VOIDED, reason="typed twice", author="AB")
    desk.breaches.turn(numbers[0], BreachState.OPEN, reason="too early", author="AB")
    desk.breaches.turn(numbers[0], BreachState.CLOSED, reason="halted", author="AB")
    later = {"until": NOW + 2 * HOUR, "produced_at": NOW + 5 * HOUR}
    made_at = {cut: _collect(desk, NOW + cut, **later) for cut in (timedelta(0), HOUR)}
    assert (made_at[timedelta(0)].opened, made_at[timedelta(0)].stopped) == (3, 0)
    assert (made_at[HOUR].opened, made_at[HOUR].stopped) == (3, 2)
    assert (_collect(desk, NOW + HOUR).opened, _collect(desk, NOW + HOUR).stopped) == (0, 0)


def test_jumps_from_the_period_to_the_cut_off_are_told(desk: Desk, clock: ManualClock) -> None:
    desk.watch.record_jump(Jump(NOW, NOW + HOUR, HOUR), author="AB")
    assert [(jump.at, jump.seconds) for jump in _collect(desk).jumps] == [(NOW, 3600)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"since": UNTIL}, "until"),
        ({"since": UNTIL + HOUR}, "until"),
        ({"cut_off": NOW + HOUR, "produced_at": NOW}, "cut_off"),
        ({"author": " "}, "author"),
        ({"plan": Plan(texts=Texts(bottom_line="a\x00b"))}, "bottom_line"),
        ({"plan": Plan(title="x" * 301)}, "title"),
    ],
)
def test_what_cannot_stand_is_refused_by_name(desk: Desk, changes: dict[str, object], field: str) -> None:
    with pytest.raises(FieldError) as raised:
        _collect(desk, **changes)  # type: ignore[arg-type]
    assert raised.value.field == field


def test_texts_and_serial_are_taken_over(desk: Desk) -> None:
    plan = Plan(title=" Weekly ", texts=Texts(bottom_line="Quiet.\n"))
    made = _collect(desk, plan=plan, serial="BRF-2026-0001")
    assert (made.title, made.plan.texts.bottom_line, made.serial, made.is_draft) == (
        "Weekly",
        "Quiet.",
        "BRF-2026-0001",
        False,
    )
