"""The cases of a desk: opened, joined, assessed, acted on, stopped and reopened, each by one entry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.breach import BreachState
from domain.clock import ManualClock
from domain.errors import DeskError, FieldError
from domain.instant import Span
from domain.ladder import State
from storage.desk import Desk
from tests.builders import T0, facts, hours, new_desk
from tests.storage.desks import uncovered

OPENING = {"title": "Shelling of Orikhiv", "anchor": "occurred", "basis": "craters", "author": "OK"}


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(T0 + hours(3))


@pytest.fixture
def desk(tmp_path: Path, clock: ManualClock) -> Iterator[Desk]:
    with new_desk(tmp_path, clock) as desk:
        for place in ("Orikhiv", "Huliaipole", "Stepnohirsk"):
            desk.incidents.log(facts(place=place, reported=T0 + hours(1)), author="OK")
        yield desk


def refused(field: str, call: Any, *given: object, **named: object) -> None:
    with pytest.raises(FieldError) as caught:
        call(*given, **named)
    assert caught.value.field == field


def test_opening_a_breach_assesses_its_incident_in_one_entry(desk: Desk) -> None:
    before = desk.journal.head()[0]
    made = desk.breaches.open("CV-2026-000001", **OPENING)
    assert desk.journal.head()[0] == before + 1
    assert (made.number, made.t0, made.protocol) == ("BR-2026-0001", Span.at(T0), "FT-2026 v1")
    incident = desk.incidents.get("CV-2026-000001")
    assert (incident.breach, incident.determined) == (made.number, "breach")
    assert desk.breaches.get(made.number) == made
    case = desk.breaches.case(made.number)
    assert (case.place, case.occurred, case.protocol.name) == ("Orikhiv", (Span.at(T0),), "FT-2026 v1")
    assert case.standing(T0 + hours(3)).phases[0].state is State.RUNNING


@pytest.mark.parametrize(
    ("anchor", "t0"), [("occurred", T0), ("reported", T0 + hours(1)), ("assessed", T0 + hours(3))]
)
def test_the_anchor_is_a_choice(desk: Desk, anchor: str, t0: object) -> None:
    made = desk.breaches.open("CV-2026-000001", **{**OPENING, "anchor": anchor})
    assert made.t0.earliest == t0


def test_later_incidents_never_move_t0(desk: Desk) -> None:
    number = desk.breaches.open("CV-2026-000001", **OPENING).number
    made = desk.breaches.join(number, "CV-2026-000002", basis="same battery", author="AB")
    assert made.incidents == ("CV-2026-000001", "CV-2026-000002")
    assert made.t0 == Span.at(T0)
    assert desk.incidents.get("CV-2026-000002").breach == number
    refused("incident", desk.breaches.join, number, "CV-2026-000002", basis="x", author="OK")
    refused("incident", desk.breaches.open, "CV-2026-000001", **OPENING)
    refused("incident", desk.breaches.open, "CV-2026-000009", **OPENING)
    refused("incident", desk.breaches.join, number, "CV-2026-000009", basis="x", author="OK")
    refused("breach", desk.breaches.join, "BR-2026-0009", "CV-2026-000003", basis="x", author="OK")


def test_questions_are_answered_by_people(desk: Desk) -> None:
    number = desk.breaches.open("CV-2026-000001", **OPENING).number
    made = desk.breaches.assess(number, phase=2, answer="yes", basis="patrols", author="AB")
    answer = made.answer(2)
    assert answer is not None
    assert (answer.answer, answer.author, answer.at) == ("yes", "AB", T0 + hours(3))
    given: dict[str, Any] = {"answer": "yes", "basis": "x", "author": "OK"}
    refused("phase", desk.breaches.assess, number, phase=1, **given)
    refused("phase", desk.breaches.assess, number, phase=4, **given)
    refused("answer", desk.breaches.assess, number, phase=2, **{**given, "answer": "perhaps"})
    refused("basis", desk.breaches.assess, number, phase=2, **{**given, "basis": ""})
    refused("breach", desk.breaches.assess, "BR-2026-0009", phase=2, **given)


def test_actions_are_recorded_with_when_they_were_taken(desk: Desk, clock: ManualClock) -> None:
    number = desk.breaches.open("CV-2026-000001", **OPENING).number
    clock.advance(hours(30))
    given: dict[str, Any] = {"phase": 1, "response": "warning", "source": "officer", "author": "OK"}
    made = desk.breaches.act(number, at=Span.at(T0 + hours(24)), **given)
    assert made.actions[0].logged_at == T0 + hours(33)
    assert desk.breaches.case(number).standing(clock.now()).phases[0].state is State.MET
    refused("at", desk.breaches.act, number, at=Span.at(T0 - hours(1)), **given)
    refused("at", desk.breaches.act, number, at=Span.at(T0 + hours(34)), **given)
    refused("phase", desk.breaches.act, number, at=Span.at(T0), **{**given, "phase": 9})
    refused("author", desk.breaches.act, number, at=Span.at(T0), **{**given, "author": ""})


def test_stopping_and_reopening(desk: Desk, clock: ManualClock) -> None:
    numbers = [desk.breaches.open(f"CV-2026-00000{n}", **OPENING).number for n in (1, 2, 3)]

    def turn(index: int, to: BreachState) -> None:
        clock.advance(hours(1))
        desk.breaches.turn(numbers[index], to, reason="handed over", author="OK")

    def known() -> tuple[list[str], list[str]]:
        opened = [case.breach.number for case in desk.breaches.open_cases()]
        return opened, [case.breach.number for case in desk.breaches.stopped_cases()]

    turn(2, BreachState.VOIDED)
    turn(0, BreachState.CLOSED)
    assert known() == (["BR-2026-0002"], ["BR-2026-0001", "BR-2026-0003"])
    assert len(desk.breaches.stopped_cases(limit=1)) == 1
    refused("state", turn, 0, BreachState.CLOSED)
    refused("state", desk.breaches.join, numbers[0], "CV-2026-000001", basis="x", author="OK")
    turn(0, BreachState.OPEN)
    assert known() == (["BR-2026-0001", "BR-2026-0002"], ["BR-2026-0003"])
    assert [case.breach.number for case in desk.breaches.open_as_of(T0 + hours(5))] == ["BR-2026-0002"]
    assert len(desk.breaches.open_as_of(T0 + hours(3))) == 3
    assert desk.breaches.open_as_of(T0 + hours(2)) == []


def test_cases_show_their_incidents_as_they_were_at_the_cut_off(desk: Desk, clock: ManualClock) -> None:
    number = desk.breaches.open("CV-2026-000001", **OPENING).number
    clock.advance(hours(1))
    corrected = facts(T0 - hours(2), place="Elsewhere")
    desk.incidents.correct("CV-2026-000001", corrected, reason="misheard", author="OK")
    then, now = desk.breaches.open_as_of(T0 + hours(3))[0], desk.breaches.case(number)
    assert (then.place, then.occurred) == ("Orikhiv", (Span.at(T0),))
    assert (now.place, now.occurred) == ("Elsewhere", (Span.at(T0 - hours(2)),))
    assert now.breach.t0 == Span.at(T0), "a correction never moves T0 by itself"


def test_opened_and_stopped_in_a_period(desk: Desk, clock: ManualClock) -> None:
    first, second = (desk.breaches.open(f"CV-2026-00000{n}", **OPENING).number for n in (1, 2))
    clock.advance(hours(1))
    for to in (BreachState.CLOSED, BreachState.OPEN, BreachState.VOIDED):
        desk.breaches.turn(first, to, reason="x", author="OK")
    desk.breaches.turn(second, BreachState.CLOSED, reason="x", author="OK")

    def counts(since: float, until: float, cut_off: float) -> tuple[int, int]:
        return desk.breaches.opened_and_stopped(
            T0 + hours(since), T0 + hours(until), cut_off=T0 + hours(cut_off)
        )

    assert counts(0, 24, 24) == (2, 2)
    assert counts(0, 4, 24) == (2, 0)
    assert counts(4, 24, 24) == (0, 2)
    assert counts(0, 24, 3) == (2, 0)


def test_a_breach_that_is_not_there(desk: Desk) -> None:
    refused("breach", desk.breaches.get, "BR-2026-0001")
    refused("breach", desk.breaches.case, "BR-2026-0002")


@pytest.mark.parametrize("field", ["content", "author"])
def test_a_damaged_entry_of_a_breach_is_named(tmp_path: Path, clock: ManualClock, field: str) -> None:
    with new_desk(tmp_path, clock, file="damaged.desk") as desk:
        desk.incidents.log(facts(), author="OK")
        number = desk.breaches.open("CV-2026-000001", **OPENING).number
        with uncovered(tmp_path / "damaged.desk") as file:
            file.execute(f"UPDATE journal SET {field} = '' WHERE seq = 3")
        with pytest.raises(DeskError, match="Entry 3 cannot be read: the file is damaged"):
            desk.breaches.get(number)
