"""Proposals of breaches and recurrence: what is near in place and time, and nothing more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.incident import Facts, Incident
from domain.instant import Span
from domain.nearness import WITHIN, WITHIN_M, Proposal, proposals, recurrence
from domain.position import Position, distance_m
from domain.vocabulary import NOT_KNOWN
from tests.builders import T0, facts, hours, incident

HERE = Position.of(47.5676, 35.7858)


def north(metres: float) -> Position:
    return Position.of(HERE.lat + metres / 111_195, HERE.lon)


def near(number: int = 1, *, breach: str | None = "BR-2026-0001", **changes: object) -> Incident:
    given = {"occurred": Span.at(T0), "position": HERE, "party_alleged": "russian_military", **changes}
    known = replace(facts(), **given)  # type: ignore[arg-type]
    return incident(f"CV-2026-{number:06d}", facts=known, breach=breach)


def new(**changes: object) -> Facts:
    return near(**changes).facts  # type: ignore[arg-type]


@pytest.mark.parametrize(("metres", "found"), [(0, True), (9_900, True), (10_200, False)])
def test_ten_kilometres(metres: float, found: bool) -> None:
    assert bool(proposals(new(position=north(metres)), [near()])) is found


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (timedelta(0), True),
        (WITHIN, True),
        (WITHIN + timedelta(milliseconds=1), False),
        (-WITHIN, True),
        (-WITHIN - timedelta(milliseconds=1), False),
    ],
)
def test_seventy_two_hours_before_or_after(after: timedelta, found: bool) -> None:
    assert bool(proposals(new(occurred=Span.at(T0 + after)), [near()])) is found


def test_time_apart_is_from_end_to_beginning() -> None:
    earlier = near(occurred=Span(T0, T0 + hours(2)))
    (found,) = proposals(new(occurred=Span(T0 + hours(5), T0 + hours(9))), [earlier])
    assert found.apart == hours(3)
    (found,) = proposals(new(occurred=Span(T0 + hours(1), T0 + hours(9))), [earlier])
    assert found.apart == timedelta(0)


def test_a_shared_name_is_enough_where_a_position_is_missing() -> None:
    here = near(position=None, place="Orikhiv")
    (found,) = proposals(new(place="ORIKHIV"), [here])
    assert found.distance_m is None
    assert proposals(new(place="Tokmak"), [here]) == []
    assert proposals(new(place=""), [near(position=None, place="")]) == []


def test_a_shared_name_is_not_enough_where_both_positions_are_known() -> None:
    assert proposals(new(position=north(50_000)), [near()]) == []


def test_the_same_party_comes_first_then_the_nearest() -> None:
    known = [
        near(1, breach="BR-2026-0001", position=north(100), party_alleged="not_stated"),
        near(2, breach="BR-2026-0002", position=north(5_000)),
        near(3, breach="BR-2026-0003", position=north(3_000)),
    ]
    found = proposals(new(), known)
    assert [p.breach for p in found] == ["BR-2026-0003", "BR-2026-0002", "BR-2026-0001"]
    assert [p.same_party for p in found] == [True, True, False]


def test_a_party_that_is_not_known_is_nobodys() -> None:
    (found,) = proposals(new(party_alleged=NOT_KNOWN), [near(party_alleged=NOT_KNOWN)])
    assert not found.same_party


def test_what_belongs_to_no_breach_proposes_none() -> None:
    assert proposals(new(), [near(breach=None)]) == []


def test_recurrence_counts_what_was_before_and_counts() -> None:
    known = [
        near(1, occurred=Span.at(T0 - hours(80))),
        near(2, occurred=Span(T0 - hours(3), T0 - hours(2))),
        near(3, occurred=Span.at(T0 + hours(1))),
        replace(near(4, occurred=Span.at(T0 - hours(1))), status="refuted"),
        near(5, position=north(20_000), occurred=Span.at(T0 - hours(1))),
    ]
    found = recurrence(new(), known)
    assert (found.nearby, found.total, found.since_last) == (1, 2, hours(2))
    since = recurrence(new(), known, since=T0 - hours(10))
    assert (since.nearby, since.total) == (1, 1)


def test_nothing_before_is_nothing_not_zero_hours() -> None:
    found = recurrence(new(), [])
    assert (found.nearby, found.total, found.since_last) == (0, 0, None)


# --- properties -------------------------------------------------------------------------------------------


@st.composite
def around(draw: st.DrawFn) -> list[Incident]:
    made = []
    for number in range(draw(st.integers(0, 12))):
        start = T0 + hours(draw(st.integers(-100, 100)))
        made.append(
            near(
                number,
                breach=draw(st.sampled_from([None, "BR-2026-0001", "BR-2026-0002", "BR-2026-0003"])),
                occurred=Span(start, start + hours(draw(st.sampled_from([0, 0, 5])))),
                position=draw(st.none() | st.integers(0, 15_000).map(north)),
                place=draw(st.sampled_from(["Orikhiv", "orikhiv", "Tokmak", ""])),
                party_alleged=draw(st.sampled_from(["russian_military", "ukrainian_military", NOT_KNOWN])),
            )
        )
    return made


@given(around(), st.randoms(use_true_random=False))
def test_each_breach_once_the_best_of_its_incidents_in_any_order(
    known: list[Incident], random: Random
) -> None:
    found = proposals(new(), known)
    assert len({p.breach for p in found}) == len(found)
    mixed = known.copy()
    random.shuffle(mixed)
    again = proposals(new(), mixed)
    assert again == found
    assert [rank(p) for p in found] == sorted(rank(p) for p in found)


def rank(proposal: Proposal) -> tuple[bool, float, timedelta]:
    return not proposal.same_party, proposal.distance_m or 0.0, proposal.apart


@given(around())
def test_every_proposal_is_near_and_every_near_breach_proposed(known: list[Incident]) -> None:
    at = new()
    by_number = {i.number: i for i in known}
    found = {p.breach: p for p in proposals(at, known)}
    for proposal in found.values():
        other = by_number[proposal.incident]
        assert other.breach == proposal.breach
        assert proposal.apart <= WITHIN
        if proposal.distance_m is not None:
            assert other.facts.position is not None
            assert proposal.distance_m == distance_m(HERE, other.facts.position) <= WITHIN_M
    for other in known:
        position = other.facts.position
        close = position is not None and distance_m(HERE, position) <= 9_900
        if other.breach and close and abs(other.facts.occurred.earliest - T0) <= hours(60):
            assert other.breach in found


@given(around())
def test_recurrence_never_counts_more_near_than_in_all(known: list[Incident]) -> None:
    found = recurrence(new(), known)
    assert 0 <= found.nearby <= found.total <= len(known)
    assert (found.since_last is None) == (found.total == 0)
    assert found.since_last is None or found.since_last >= timedelta(0)
