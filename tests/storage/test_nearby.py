"""Neighbours of an incident, read from a desk: the same as looking at every incident there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from domain.breach import BreachState
from domain.clock import ManualClock
from domain.incident import Facts
from domain.instant import Span
from domain.nearness import proposals, recurrence
from domain.position import Position
from storage import nearby
from storage.desk import Desk
from tests.builders import AUTHOR, T0, facts, hours, new_desk

HERE = Position.of(47.5676, 35.7858)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with new_desk(tmp_path, ManualClock(T0 + hours(200))) as desk:
        yield desk


def log(desk: Desk, **changes: object) -> str:
    given = {"occurred": Span.at(T0), "position": HERE, **changes}
    return desk.incidents.log(facts(**given), author=AUTHOR).number  # type: ignore[arg-type]


def opened(desk: Desk, number: str) -> str:
    return desk.breaches.open(number, title="x", anchor="occurred", basis="y", author=AUTHOR).number


def at(**changes: object) -> Facts:
    return facts(**{"occurred": Span.at(T0 + hours(1)), "position": HERE, **changes})  # type: ignore[arg-type]


def test_an_open_breach_nearby_is_proposed_and_a_stopped_one_is_not(desk: Desk) -> None:
    number = opened(desk, log(desk))
    assert [p.breach for p in desk.nearby.proposals(at())] == [number]
    desk.breaches.turn(number, BreachState.CLOSED, reason="halted", author=AUTHOR)
    assert desk.nearby.proposals(at()) == []
    desk.breaches.turn(number, BreachState.OPEN, reason="again", author=AUTHOR)
    assert len(desk.nearby.proposals(at())) == 1


def test_a_corrected_incident_is_not_near_itself(desk: Desk) -> None:
    """Beside the form stood `same place as CV-2026-000003`, while that incident was being corrected."""
    number = log(desk)
    breach = opened(desk, number)
    known = desk.incidents.get(number).facts
    assert desk.nearby.proposals(known, but=number) == []
    assert [p.breach for p in desk.nearby.proposals(known)] == [breach]


def test_after_a_merge_the_other_breach_is_proposed_and_taken_back_this_one_again(desk: Desk) -> None:
    one = opened(desk, log(desk))
    other = opened(desk, log(desk, position=Position.of(50.0, 36.0), place="Kharkiv"))
    desk.casework.merge(one, into=other, reason="one battery", author=AUTHOR)
    assert [p.breach for p in desk.nearby.proposals(at())] == [other]
    desk.casework.unmerge(one, reason="two batteries", author=AUTHOR)
    assert [p.breach for p in desk.nearby.proposals(at())] == [one]


def test_the_incident_itself_is_no_recurrence(desk: Desk) -> None:
    number = log(desk)
    log(desk, occurred=Span.at(T0 - hours(5)))
    known = desk.incidents.get(number).facts
    assert desk.nearby.recurrence(known, but=number).total == 1
    assert desk.nearby.recurrence(known).total == 2


def test_a_busy_place_hides_nothing_that_was_before(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more than so many neighbours are looked at; later ones must not take the place of those before."""
    monkeypatch.setattr(nearby, "MOST", 3)
    breach = opened(desk, log(desk, occurred=Span.at(T0)))
    for hour in range(100, 105):
        log(desk, occurred=Span.at(T0 + hours(hour)))
    assert desk.nearby.recurrence(at()).nearby == 1
    opened(desk, log(desk, occurred=Span.at(T0 + hours(190))))
    assert [p.breach for p in desk.nearby.proposals(at())] == [breach]


def test_at_the_pole_and_the_date_line_nothing_fails(desk: Desk) -> None:
    for place in (Position.of(90, 0), Position.of(-90, 0), Position.of(0, 179.99999)):
        number = log(desk, position=place)
        assert desk.nearby.recurrence(desk.incidents.get(number).facts).total >= 1


def test_the_same_as_looking_at_every_incident(desk: Desk) -> None:
    random = Random(7)
    for _number in range(90):
        position = Position.of(HERE.lat + random.uniform(-0.12, 0.12), HERE.lon + random.uniform(-0.2, 0.2))
        start = T0 + hours(random.uniform(-90, 90))
        number = log(
            desk,
            occurred=Span(start, start + timedelta(minutes=random.choice([0, 0, 300]))),
            position=random.choice([position, position, None]),
            place=random.choice(["Orikhiv", "orikhiv", "Tokmak", "Новий Буг", "НОВИЙ БУГ", "новий буг"]),
        )
        if random.random() < 0.4:
            opened(desk, number)
    every = desk.incidents.page(desk.incidents.ids())
    for incident in every:
        around = [i for i in every if i.number != incident.number]
        found = desk.nearby.recurrence(incident.facts, but=incident.number)
        assert found == recurrence(incident.facts, around)
        assert desk.nearby.proposals(incident.facts) == proposals(incident.facts, every)


@pytest.mark.parametrize("typed", ["Куп'янськ-Вузловий", "КУП'ЯНСЬК-ВУЗЛОВИЙ", "куп'янськ-вузловий"])
@pytest.mark.parametrize("logged", ["Куп'янськ-Вузловий", "КУП'ЯНСЬК-ВУЗЛОВИЙ", "куп'янськ-вузловий"])
def test_a_ukrainian_name_is_the_same_place_in_any_case(desk: Desk, logged: str, typed: str) -> None:
    number = log(desk, position=None, place=logged)
    breach = opened(desk, number)
    asked = at(position=None, place=typed, occurred=Span.at(T0 + timedelta(minutes=30)))
    assert [p.breach for p in desk.nearby.proposals(asked)] == [breach]
    assert [twin.incident.number for twin in desk.nearby.twins(asked)] == [number]
    assert desk.nearby.recurrence(asked).nearby == 1
