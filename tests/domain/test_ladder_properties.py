"""What holds of every breach on every protocol at every instant."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from itertools import pairwise
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from domain.instant import Span
from domain.ladder import State, next_change, standing
from domain.protocol import Protocol
from tests.builders import Case, cases, folded, hours, moments, protocols

# What time alone can do to a phase: each state only ever gives way to one of a higher number.
RANK = {State.WAITING: 0, State.ASSESSMENT_DUE: 1, State.RUNNING: 0, State.DUE_SOON: 1, State.PASSED: 2}
ASKING = {State.WAITING, State.ASSESSMENT_DUE}
offsets = st.timedeltas(hours(-50), hours(400))


@st.composite
def situations(draw: st.DrawFn, *, stops: bool = True) -> tuple[Protocol, Case]:
    protocol = draw(protocols())
    return protocol, draw(cases(protocol, stops=stops))


@given(situations(), moments)
def test_every_question_has_an_answer(situation: tuple[Protocol, Case], now: datetime) -> None:
    protocol, case = situation
    breach = case.breach
    result = standing(breach, protocol, now)
    assert [each.phase for each in result.phases] == list(protocol.phases)
    assert result == standing(breach, protocol, now)
    assert (result.headline is None) >= result.stopped
    assert len(result.urgency) == 2
    for each in result.phases:
        assert (each.deadline is None) == (each.phase.hours is None) == (each.remaining is None)
        assert not (
            each.in_band and each.state in (State.PASSED, State.MET, State.WAITING) and result.stopped
        )
        if each.state is State.MET_LATE:
            assert each.met_by is not None
            assert each.phase.reading == "deadline"


@given(situations(), st.lists(offsets, min_size=2, max_size=12))
def test_time_alone_never_takes_a_state_back(
    situation: tuple[Protocol, Case], moves: list[timedelta]
) -> None:
    protocol, case = situation
    breach = case.breach
    instants = [breach.t0.earliest + move for move in sorted(moves)]
    for earlier, later in pairwise(standing(breach, protocol, now) for now in instants):
        for one, other in zip(earlier.phases, later.phases, strict=True):
            if one.state.is_settled or earlier.stopped:
                assert other.state is one.state
            else:
                assert RANK[other.state] >= RANK[one.state]
                assert (other.state in ASKING) == (one.state in ASKING)
            assert one.deadline == other.deadline


@given(situations(stops=False), st.randoms(use_true_random=False), offsets)
def test_the_order_in_which_actions_were_entered_changes_no_state(
    situation: tuple[Protocol, Case], random: Random, offset: timedelta
) -> None:
    protocol, case = situation
    now = case.breach.t0.earliest + offset
    first, *rest = case.entries
    actions = [entry for entry in rest if entry.action == "breach.acted"]
    answers = [entry for entry in rest if entry.action == "breach.assessed"]
    random.shuffle(actions)
    mixed = folded([first, *answers, *actions])
    one, other = standing(case.breach, protocol, now), standing(mixed, protocol, now)
    assert [p.state for p in one.phases] == [p.state for p in other.phases]
    assert [p.maybe_late for p in one.phases] == [p.maybe_late for p in other.phases]


@given(situations(), st.timedeltas(timedelta(0), hours(500)))
def test_a_stopped_clock_stands_still(situation: tuple[Protocol, Case], offset: timedelta) -> None:
    protocol, case = situation
    breach = case.breach
    assume(breach.stopped_at is not None)
    assert breach.stopped_at is not None
    result = standing(breach, protocol, breach.stopped_at)
    assert result.stopped
    assert standing(breach, protocol, breach.stopped_at + offset) == result
    assert all(each.state.is_settled or each.state is State.PASSED for each in result.phases)
    assert not any(each.in_band for each in result.phases)


@given(situations(), offsets, st.floats(0, 1))
def test_between_two_changes_nothing_changes(
    situation: tuple[Protocol, Case], offset: timedelta, share: float
) -> None:
    protocol, case = situation
    breach = case.breach
    now = breach.t0.earliest + offset
    change = next_change(breach, protocol, now)
    assert change is None or change >= now
    assert breach.stopped_at is None or change is None
    later = now + (change - now) * share if change else now + hours(9999 * share)
    one, other = (standing(breach, protocol, at).phases for at in (now, later))
    assert [(p.state, p.in_band) for p in one] == [(p.state, p.in_band) for p in other]


@given(situations(), st.integers(-24 * 60, 24 * 60).filter(lambda m: abs(m) < 24 * 60), offsets)
def test_the_zone_of_the_screen_moves_no_deadline(
    situation: tuple[Protocol, Case], minutes: int, offset: timedelta
) -> None:
    protocol, case = situation
    breach = case.breach
    now = breach.t0.earliest + offset
    zone = timezone(timedelta(minutes=minutes))
    shifted = Case(Span(breach.t0.earliest.astimezone(zone), breach.t0.latest.astimezone(zone)))
    assert shifted.breach.t0 == breach.t0
    assert standing(breach, protocol, now.astimezone(zone)) == standing(breach, protocol, now)


@given(situations(), offsets)
def test_a_deadline_is_t0_and_its_hours_whatever_happened(
    situation: tuple[Protocol, Case], offset: timedelta
) -> None:
    protocol, case = situation
    breach = case.breach
    for each in standing(breach, protocol, breach.t0.earliest + offset).phases:
        if each.phase.hours is not None:
            assert each.deadline == breach.t0 + timedelta(seconds=3600 * each.phase.hours)
