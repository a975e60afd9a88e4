"""Whole cases: another T0, another protocol, merged, split, and both taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.breach import Acknowledged, BreachState
from domain.clock import ManualClock
from domain.errors import FieldError, InvariantError
from domain.instant import Span
from domain.protocol import default_protocol
from storage.desk import Desk
from tests.builders import T0, facts, hours, new_desk

A, B, C, D = (f"BR-2026-000{n}" for n in range(1, 5))
ONE, TWO, THREE, FOUR = (f"CV-2026-00000{n}" for n in range(1, 5))
WHY = {"reason": "same battery", "author": "OK"}


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(T0 + hours(3))


@pytest.fixture
def desk(tmp_path: Path, clock: ManualClock) -> Iterator[Desk]:
    """Breach A on incidents 1 and 4, B on 2, C on 3."""
    with new_desk(tmp_path, clock) as desk:
        for n in range(4):
            desk.incidents.log(facts(T0 + hours(n / 2), reported=T0 + hours(2)), author="OK")
        for number in (ONE, TWO, THREE):
            desk.breaches.open(number, title="x", anchor="occurred", basis="y", author="OK")
        desk.breaches.join(A, FOUR, basis="same battery", author="OK")
        yield desk


def refused(field: str, call: Any, *given: object, **named: object) -> str:
    with pytest.raises(FieldError) as caught:
        call(*given, **named)
    assert caught.value.field == field
    return str(caught.value)


def belongs(desk: Desk) -> dict[str, str | None]:
    """The breach of each incident, as the log and the breaches both have it."""
    rows = desk._connection.execute("SELECT number FROM breach").fetchall()
    members = {n: row[0] for row in rows for n in live(desk, row[0])}
    log = {n: desk.incidents.get(n).breach for n in (ONE, TWO, THREE, FOUR)}
    assert members == log
    return log


def live(desk: Desk, number: str) -> tuple[str, ...]:
    breach = desk.breaches.get(number)
    return () if breach.state is BreachState.MERGED else breach.incidents


def test_another_t0_moves_the_deadlines_and_keeps_the_first(desk: Desk) -> None:
    made = desk.casework.anchor(A, incident=ONE, kind="reported", **WHY)
    assert made.t0 == Span.at(T0 + hours(2))
    assert [anchor.kind for anchor in made.anchors] == ["occurred", "reported"]
    assert made.anchor.basis == "same battery"
    assert desk.casework.anchor(A, incident=FOUR, kind="occurred", **WHY).t0 == Span.at(T0 + hours(1.5))
    assert desk.casework.anchor(A, incident=ONE, kind="assessed", **WHY).t0 == Span.at(T0 + hours(3))
    refused("incident", desk.casework.anchor, A, incident=TWO, kind="occurred", **WHY)
    refused("anchor", desk.casework.anchor, A, incident=ONE, kind="assessed", **WHY)
    refused("reason", desk.casework.anchor, A, incident=ONE, kind="occurred", reason=" ", author="OK")


def test_no_t0_after_an_action_that_answered(desk: Desk) -> None:
    action: dict[str, Any] = {"phase": 1, "response": "warning", "source": "officer", "author": "OK"}
    desk.breaches.act(A, at=Span.at(T0 + hours(1)), **action)
    assert "231300Z NOV 26" in refused(
        "anchor", desk.casework.anchor, A, incident=ONE, kind="reported", **WHY
    )


def test_a_running_breach_can_follow_another_protocol(desk: Desk) -> None:
    second = replace(default_protocol(), version=2)
    desk.protocols.adopt(second, source="version = 2", **WHY)
    assert desk.protocols.names() == ["FT-2026 v1", "FT-2026 v2"]
    assert (desk.protocols.source("FT-2026 v2"), desk.protocols.source("FT-2026 v1")) == ("version = 2", "")
    assert desk.info.protocol == desk.protocols.in_force() == "FT-2026 v2"
    assert desk.breaches.get(A).protocol == "FT-2026 v1", "an adopted version moves no running clock"
    assert desk.casework.move(A, protocol="FT-2026 v2", **WHY).protocol == "FT-2026 v2"
    refused("protocol", desk.casework.move, A, protocol="FT-2026 v2", **WHY)
    refused("protocol", desk.casework.move, A, protocol="FT-2026 v3", **WHY)
    refused("version", desk.protocols.adopt, second, source="", **WHY)


def test_a_merge_and_its_taking_back(desk: Desk, clock: ManualClock) -> None:
    before = belongs(desk)
    clock.advance(hours(1))
    made = desk.casework.merge(A, into=B, **WHY)
    assert made.incidents == (TWO, ONE, FOUR)
    assert made.t0 == Span.at(T0 + hours(0.5)), "T0 of the one that stays does not move"
    assert belongs(desk) == {ONE: B, TWO: B, THREE: C, FOUR: B}
    merged = desk.breaches.get(A)
    assert (merged.state, merged.merged_into, merged.stopped_at) == (BreachState.MERGED, B, T0 + hours(4))
    assert [case.breach.number for case in desk.breaches.open_cases()] == [B, C]
    assert [case.breach.number for case in desk.breaches.open_as_of(T0 + hours(3))] == [A, B, C]
    refused("state", desk.breaches.turn, A, BreachState.OPEN, **WHY)
    refused("state", desk.casework.merge, A, into=C, **WHY)
    assert desk.casework.unmerge(A, **WHY).state is BreachState.OPEN
    assert belongs(desk) == before
    assert desk.breaches.get(A).merged_into is None
    refused("into", desk.casework.unmerge, A, **WHY)
    refused("into", desk.casework.merge, A, into=A, **WHY)
    with pytest.raises(InvariantError):
        desk.breaches.turn(A, BreachState.MERGED, **WHY)


def test_a_merge_is_not_taken_back_past_a_later_one(desk: Desk) -> None:
    desk.casework.merge(A, into=B, **WHY)
    desk.casework.merge(B, into=C, **WHY)
    assert "to another breach" in refused("into", desk.casework.unmerge, A, **WHY)
    assert belongs(desk) == dict.fromkeys((ONE, TWO, THREE, FOUR), C)
    desk.casework.unmerge(B, **WHY)
    desk.casework.unmerge(A, **WHY)
    assert belongs(desk) == {ONE: A, TWO: B, THREE: C, FOUR: A}


def test_a_merge_is_not_taken_back_past_a_split(desk: Desk) -> None:
    desk.casework.merge(A, into=B, **WHY)
    desk.casework.split(B, [ONE], title="Another", anchor="occurred", **WHY)
    refused("into", desk.casework.unmerge, A, **WHY)
    assert belongs(desk) == {ONE: D, TWO: B, THREE: C, FOUR: B}
    desk.casework.merge(D, into=B, **WHY)
    desk.casework.unmerge(A, **WHY)
    assert belongs(desk) == {ONE: A, TWO: B, THREE: C, FOUR: A}


def test_a_merge_is_not_taken_back_where_nothing_would_stay(desk: Desk) -> None:
    desk.casework.merge(B, into=C, **WHY)
    made = desk.casework.split(C, [THREE], title="Another", anchor="occurred", **WHY)
    said = refused("into", desk.casework.unmerge, B, **WHY)
    assert "split off" in said
    assert [case.breach.number for case in desk.breaches.open_cases()] == [A, C, made.number]
    desk.casework.merge(made.number, into=C, **WHY)
    desk.casework.unmerge(B, **WHY)
    assert belongs(desk) == {ONE: A, TWO: B, THREE: C, FOUR: A}


def test_a_split_makes_a_breach_of_its_own(desk: Desk) -> None:
    made = desk.casework.split(A, [FOUR], title="Another battery", anchor="reported", **WHY)
    assert (made.number, made.t0, made.incidents) == (D, Span.at(T0 + hours(2)), (FOUR,))
    assert belongs(desk) == {ONE: A, TWO: B, THREE: C, FOUR: D}
    given: dict[str, Any] = {"title": "x", "anchor": "occurred", **WHY}
    refused("incidents", desk.casework.split, A, [], **given)
    refused("incidents", desk.casework.split, A, [TWO], **given)
    refused("incidents", desk.casework.split, A, [ONE], **given)
    refused("state", desk.casework.split, closed(desk), [THREE], **given)


def closed(desk: Desk) -> str:
    return desk.breaches.turn(C, BreachState.CLOSED, reason="x", author="OK").number


def test_a_warning_is_acknowledged_until_its_deadline_moves(desk: Desk) -> None:
    known = Acknowledged(1, T0 + hours(24), hours(6))
    made = desk.breaches.acknowledge(A, known, author="OK")
    assert desk.breaches.acknowledge(A, known, author="OK").acknowledged == made.acknowledged == {known}
    refused("state", desk.breaches.acknowledge, closed(desk), known, author="OK")
