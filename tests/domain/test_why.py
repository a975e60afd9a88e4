"""Why a phase stands as it does: what made each change, when, and that nothing is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.instant import Span
from domain.ladder import State, standing
from domain.protocol import Protocol, default_protocol
from domain.why import Change, timeline, why
from tests.builders import T0, Case, hours, protocols

PLAN = default_protocol()
OFFSETS = st.one_of(st.sampled_from([0.0, 6.0, 18.0, 24.0, 54.0, 72.0]), st.floats(-30, 200, allow_nan=False))


def plan(name: str) -> Protocol:
    assert name == PLAN.name
    return PLAN


def told(case: Case, now: datetime, phase: int = 1) -> list[tuple[str, State, str, bool]]:
    """When (in hours after T0), to what, by which action or `time`, and whether the clock was set back."""
    return [
        (
            f"{(change.at - T0) / hours(1):g}",
            change.after,
            change.entry.action.removeprefix("breach.") if change.entry else "time",
            change.set_back,
        )
        for change in why(timeline(case.entries, plan, now), phase)
    ]


def test_a_clock_nobody_touches_changes_by_time_alone() -> None:
    case = Case(opened=T0 + hours(1))
    assert told(case, T0 + hours(30)) == [
        ("1", State.RUNNING, "opened", False),
        ("18", State.DUE_SOON, "time", False),
        ("24", State.PASSED, "time", False),
    ]
    assert told(case, T0 + hours(80), phase=3) == [
        ("1", State.WAITING, "opened", False),
        ("54", State.ASSESSMENT_DUE, "time", False),
    ]


def test_nothing_is_told_of_what_is_still_to_come() -> None:
    assert told(Case(), T0 + hours(18)) == [("0.5", State.RUNNING, "opened", False)]
    assert told(Case(), T0 + hours(18) + timedelta(milliseconds=1))[-1][1] is State.DUE_SOON


def test_an_answer_and_an_action_are_named_with_their_entry() -> None:
    case = Case().acted(1, T0 + hours(2)).answered(2, "no", T0 + hours(3))
    changes = timeline(case.entries, plan, T0 + hours(90))
    met, halted = why(changes, 1)[-1], why(changes, 2)[-1]
    assert (met.after, met.entry) == (State.MET, case.entries[1])
    assert (halted.after, halted.entry) == (State.NOT_TRIGGERED, case.entries[2])
    assert halted.entry is not None
    assert halted.entry.author == "OK"
    assert why(changes, 2)[1].after is State.ASSESSMENT_DUE
    assert why(changes, 2)[1].entry is case.entries[1], "phase 2 is asked for because phase 1 was met"


def test_what_only_the_clock_did_is_not_blamed_on_the_next_entry() -> None:
    case = Case().answered(3, "not_known", T0 + hours(25)).answered(3, "not_known", T0 + hours(17))
    assert told(case, T0 + hours(17)) == [
        ("0.5", State.RUNNING, "opened", False),
        ("18", State.DUE_SOON, "time", False),
        ("24", State.PASSED, "time", False),
        ("17", State.RUNNING, "time", True),
    ]


def test_the_clock_set_back_since_the_last_entry_is_told() -> None:
    case = Case().answered(3, "not_known", T0 + hours(25))
    assert told(case, T0 + hours(20))[-1] == ("20", State.DUE_SOON, "time", True)


def test_a_band_is_told_where_it_begins_and_ends() -> None:
    case = Case(Span(T0, T0 + hours(2)))
    changes = why(timeline(case.entries, plan, T0 + hours(30)), 1)
    assert [(c.at - T0, c.after, c.in_band) for c in changes[-3:]] == [
        (hours(18), State.DUE_SOON, False),
        (hours(24), State.DUE_SOON, True),
        (hours(26), State.PASSED, False),
    ]


def test_a_stopped_clock_tells_no_more() -> None:
    case = Case().turned("closed", T0 + hours(10))
    assert told(case, T0 + hours(99))[-1] == ("10", State.STOOD_DOWN, "closed", False)
    reopened = case.turned("reopened", T0 + hours(30))
    assert told(reopened, T0 + hours(99))[-1] == ("30", State.PASSED, "reopened", False)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Case, dict[str, Protocol], datetime]:
    """Any entries at any times, in any order of time: a clock set back is among them."""
    known = {
        protocol.name: protocol
        for protocol in (PLAN, *(replace(draw(protocols()), id="T-1", version=n) for n in (1, 2)))
    }
    case = Case(Span(T0, T0 + hours(draw(st.sampled_from([0, 0, 2, 30])))))
    phases = st.integers(1, 5)
    for _step in range(draw(st.integers(0, 8))):
        at = T0 + hours(draw(OFFSETS))
        match draw(st.sampled_from(["answer", "act", "turn", "anchor", "move", "merge", "note"])):
            case "answer":
                case.answered(draw(phases), draw(st.sampled_from(["yes", "no", "not_known"])), at)
            case "act":
                taken = Span(at, at + hours(draw(st.sampled_from([0, 3]))))
                case.acted(draw(phases), taken, logged=at, completes=draw(st.booleans()))
            case "turn":
                case.turned(draw(st.sampled_from(["closed", "voided", "merged", "reopened", "unmerged"])), at)
            case "anchor":
                start = T0 + hours(draw(OFFSETS))
                anchor: dict[str, Any] = {"incident": "CV-2026-000001", "anchor": "reported", "basis": "log"}
                case.add("anchored", at, {**anchor, "t0": Span.at(start).to_json()})
            case "move":
                case.add("moved", at, {"protocol": draw(st.sampled_from(sorted(known))), "reason": "order"})
            case "merge":
                said = {"from": "BR-2026-0009", "incidents": ["CV-2026-000009"], "reason": "one battery"}
                case.add(draw(st.sampled_from(["absorbed", "released"])), at, said)
            case _:
                warning = {"phase": draw(phases), "deadline": "2026-11-24T12:00:00.000Z", "before_s": 3600}
                case.add("acknowledged", at, warning)
    return case, known, T0 + hours(draw(OFFSETS))


@given(histories())
def test_the_last_change_of_each_phase_is_how_it_stands(
    history: tuple[Case, dict[str, Protocol], datetime],
) -> None:
    case, known, now = history
    changes = timeline(case.entries, known.__getitem__, now)
    breach = case.breach
    for each in standing(breach, known[breach.protocol], now).phases:
        last = why(changes, each.phase.number)[-1]
        assert (last.after, last.in_band) == (each.state, each.in_band)


@given(histories())
def test_every_change_changes_something_and_follows_from_the_one_before(
    history: tuple[Case, dict[str, Protocol], datetime],
) -> None:
    case, known, now = history
    last: dict[int, Change] = {}
    for change in timeline(case.entries, known.__getitem__, now):
        before = last.get(change.phase)
        if change.before is not None:
            assert before is not None
            assert before.after is change.before
            assert (before.after, before.in_band) != (change.after, change.in_band)
        assert not (change.set_back and change.entry)
        last[change.phase] = change


@given(histories())
def test_no_entry_that_says_nothing_of_a_phase_changes_one(
    history: tuple[Case, dict[str, Protocol], datetime],
) -> None:
    case, known, now = history
    for change in timeline(case.entries, known.__getitem__, now):
        if change.entry is not None:
            assert change.entry.action not in ("breach.acknowledged", "breach.absorbed", "breach.released")
