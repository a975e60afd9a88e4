"""Alarms: each at its instant, until a person takes note of it or the phase is settled, and not again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.alarms import BEFORE, Alarm, Due, Schedule
from domain.breach import Acknowledged, Breach
from domain.instant import Span, iso_utc
from domain.ladder import standing
from domain.protocol import Protocol, default_protocol
from tests.builders import T0, Case, cases, hours, protocols

PLAN = default_protocol()
MS = timedelta(milliseconds=1)
Known = Sequence[tuple[Breach, Protocol]]


def acknowledged(case: Case, known: Acknowledged, at: datetime) -> Case:
    said = {
        "phase": known.phase,
        "deadline": iso_utc(known.deadline),
        "before_s": int(known.before.total_seconds()),
    }
    return case.add("acknowledged", at, said)


def due(case: Case, now: datetime) -> list[tuple[int, timedelta]]:
    """Phase and margin of every alarm that waits."""
    return [(a.phase, a.before) for a in Schedule([(case.breach, PLAN)], now).due(now)]


@pytest.mark.parametrize("before", BEFORE)
def test_each_goes_off_exactly_at_its_instant(before: timedelta) -> None:
    at = T0 + hours(24) - before
    schedule = Schedule([(Case().breach, PLAN)], at - MS)
    assert before not in [a.before for a in schedule.due(at - MS)]
    (alarm,) = schedule.due(at)
    assert (alarm.before, alarm.at, alarm.hours) == (before, at, 24)


def test_of_each_deadline_only_the_latest_waits_and_it_waits_for_a_person() -> None:
    assert due(Case(), T0 + hours(17)) == []
    assert due(Case(), T0 + hours(23.5)) == [(1, hours(1))]
    assert due(Case(), T0 + hours(60)) == [(1, timedelta(0))]
    assert due(Case(), T0 + hours(66)) == [(1, timedelta(0)), (3, hours(6))]
    assert due(Case(), T0 + hours(9999)) == [(1, timedelta(0)), (3, timedelta(0))]


def test_taken_note_of_once_it_does_not_come_again_and_the_next_does() -> None:
    deadline = T0 + hours(24)
    case = acknowledged(Case(), Acknowledged(1, deadline, hours(6)), T0 + hours(18.1))
    assert due(case, T0 + hours(22)) == []
    assert due(case, T0 + hours(23)) == [(1, hours(1))]
    acknowledged(case, Acknowledged(1, deadline, timedelta(0)), T0 + hours(24.1))
    assert due(case, T0 + hours(24.1)) == []
    assert due(case, T0 + hours(65)) == []
    assert due(case, T0 + hours(23.9)) == [], "nor with the clock set back: it is known"


def test_an_earlier_warning_is_known_with_a_later_one() -> None:
    case = acknowledged(Case(), Acknowledged(1, T0 + hours(24), hours(1)), T0 + hours(23))
    assert due(case, T0 + hours(23.2)) == []


def test_what_is_settled_warns_of_nothing() -> None:
    assert due(Case().acted(1, T0 + hours(2)), T0 + hours(30)) == []
    assert due(Case().answered(3, "no", T0 + hours(2)), T0 + hours(71)) == [(1, timedelta(0))]
    assert due(Case().acted(1, T0 + hours(2), completes=False), T0 + hours(25)) == [(1, timedelta(0))]


@pytest.mark.parametrize("to", ["closed", "voided", "merged"])
def test_a_stopped_clock_is_silent_and_a_reopened_one_is_not(to: str) -> None:
    case = Case().turned(to, T0 + hours(19))
    assert due(case, T0 + hours(90)) == []
    case.turned("reopened", T0 + hours(20))
    assert due(case, T0 + hours(30)) == [(1, timedelta(0))]


def test_another_anchor_makes_new_ones() -> None:
    case = acknowledged(Case(), Acknowledged(1, T0 + hours(24), timedelta(0)), T0 + hours(24.1))
    moved = {"incident": "CV-2026-000001", "anchor": "reported", "basis": "log"}
    case.add("anchored", T0 + hours(24.2), {**moved, "t0": Span.at(T0 + hours(3)).to_json()})
    assert due(case, T0 + hours(24.2)) == [(1, hours(6))]
    assert due(case, T0 + hours(27)) == [(1, timedelta(0))]


def test_an_uncertain_deadline_is_warned_of_by_its_earliest_instant() -> None:
    case = Case(Span(T0, T0 + hours(2)))
    assert due(case, T0 + hours(24) - MS) == [(1, timedelta(minutes=15))]
    assert due(case, T0 + hours(24)) == [(1, timedelta(0))]


def test_a_warning_from_before_the_breach_warns_of_nothing() -> None:
    short = Protocol.from_json({**PLAN.to_json(), "phases": [{**PLAN.to_json()["phases"][0], "hours": 6}]})
    schedule = Schedule([(Case().breach, short)], T0)
    assert schedule.due(T0) == []
    assert [a.before for a in schedule.due(T0 + hours(5))] == [hours(1)]


def test_the_clock_set_back_brings_the_earlier_warning_back() -> None:
    schedule = Schedule([(Case().breach, PLAN)], T0)
    assert [a.before for a in schedule.due(T0 + hours(23))] == [hours(1)]
    assert [a.before for a in schedule.due(T0 + hours(20))] == [hours(6)]
    assert schedule.due(T0 + hours(10)) == []
    assert [a.before for a in schedule.due(T0 + hours(23))] == [hours(1)]


def test_the_next_deadline_and_the_last() -> None:
    schedule = Schedule([(Case().breach, PLAN)], T0)
    first, last = T0 + hours(24), T0 + hours(72)
    one, other = Due(first, Case.number, 24, first), Due(last, Case.number, 72, last)
    assert schedule.next_deadline(first) == one
    assert schedule.next_deadline(first + MS) == other
    assert schedule.next_deadline(last + MS) is None
    assert schedule.last_deadline(first) is None
    assert schedule.last_deadline(last + MS) == other
    assert schedule.deadlines(first, last) == [one]
    assert schedule.deadlines(first, last + MS) == [one, other]


# --- against a plain reading of the rules -----------------------------------------------------------------


def expected(known: Known, now: datetime, before: Sequence[timedelta]) -> list[Alarm]:
    """Every rule of an alarm, asked of every phase of every breach."""
    found = []
    for breach, protocol in known:
        if breach.stopped_at is not None:
            continue
        for p in standing(breach, protocol, now).phases:
            if p.deadline is None or p.state.is_settled:
                continue
            first, length = p.deadline.earliest, hours(p.phase.hours or 0)
            taken = [
                a.before for a in breach.acknowledged if (a.phase, a.deadline) == (p.phase.number, first)
            ]
            off = [
                margin
                for margin in before
                if margin < length and first - margin <= now and margin < min(taken, default=hours(9999))
            ]
            if off:
                margin = min(off)
                found.append(
                    Alarm(
                        first - margin,
                        breach.number,
                        p.phase.number,
                        p.phase.hours or 0,
                        margin,
                        p.deadline,
                    )
                )
    return sorted(found)


@st.composite
def boards(draw: st.DrawFn) -> list[tuple[Breach, Protocol]]:
    """Up to five breaches, with warnings taken note of, under any protocols."""
    known = []
    for serial in range(draw(st.integers(0, 5))):
        protocol = draw(protocols())
        case = draw(cases(protocol))
        for _note in range(draw(st.integers(0, 3))):
            phase = draw(st.sampled_from(protocol.phases))
            deadline = phase.deadline(case.breach.t0)
            if deadline is not None:
                margin = draw(st.sampled_from(BEFORE))
                acknowledged(case, Acknowledged(phase.number, deadline.earliest, margin), deadline.earliest)
        known.append((replace(case.breach, number=f"BR-2026-{serial:04d}"), protocol))
    return known


margins = st.lists(
    st.sampled_from([*BEFORE, timedelta(minutes=1), hours(24), hours(72)]),
    min_size=1,
    max_size=5,
    unique=True,
)


@st.composite
def visits(draw: st.DrawFn, known: Known) -> list[datetime]:
    """Instants at which the schedule is asked, near alarms and far from them, back and forth."""
    starts = [breach.t0.earliest for breach, _protocol in known] or [T0]
    offset = st.one_of(
        st.sampled_from([0.0, 18.0, 23.0, 23.75, 24.0, 66.0, 72.0]), st.floats(-10, 300, allow_nan=False)
    )
    return [
        draw(st.sampled_from(starts)) + hours(draw(offset)) + draw(st.sampled_from([-MS, timedelta(0), MS]))
        for _visit in range(draw(st.integers(1, 8)))
    ]


@given(boards(), margins, st.data())
def test_the_schedule_says_what_the_rules_say_however_the_clock_is_set(
    known: Known, before: list[timedelta], data: st.DataObject
) -> None:
    instants = data.draw(visits(known))
    schedule = Schedule(known, instants[0], before)
    for now in instants:
        assert list(schedule.due(now)) == expected(known, now, before)


@given(boards(), st.data())
def test_deadlines_are_those_of_every_phase_that_is_not_settled(known: Known, data: st.DataObject) -> None:
    now, *rest = data.draw(visits(known))
    every = sorted(
        Due(p.deadline.earliest, breach.number, p.phase.hours or 0, p.deadline.latest)
        for breach, protocol in known
        if breach.stopped_at is None
        for p in standing(breach, protocol, now).phases
        if p.deadline is not None and not p.state.is_settled
    )
    schedule = Schedule(known, now)
    for at in (now, *rest):
        assert schedule.next_deadline(at) == next((d for d in every if d[0] >= at), None)
        assert schedule.last_deadline(at) == next((d for d in reversed(every) if d[0] < at), None)
    for since, until in pairwise(sorted({now, *rest})):
        assert schedule.deadlines(since, until) == [d for d in every if since <= d[0] < until]
