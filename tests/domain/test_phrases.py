"""The words said of a clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.breach import Breach, BreachState, Turn
from domain.instant import Span
from domain.ladder import State, standing
from domain.phrases import (
    band_text,
    deadline_kyiv,
    deadline_utc,
    headline,
    occurred_text,
    phase_line,
    quantity_text,
    state_label,
    t0_line,
)
from domain.protocol import default_protocol
from domain.quantity import Quantity
from tests.reports.builders import HOUR, MINUTE, UNTIL, breach, incident

PLAN = default_protocol()
EXACT = Span.at(UNTIL)
BAND = Span(UNTIL, UNTIL + 40 * MINUTE)
UNFINISHED = breach(1, EXACT, actions=[(1, 5)], completes=False)
NOT_SURE = breach(1, EXACT, answers=[(3, "not_known")])
UNSURE = " – within the deadline or after it is not certain"


def _line(made: Breach, hours: float, phase: int) -> str:
    stands = standing(made, PLAN, made.t0.earliest + timedelta(hours=hours))
    return phase_line(stands.phases[phase - 1], stands)


@pytest.mark.parametrize(
    ("made", "hours", "phase", "said"),
    [
        (breach(1, EXACT), 1, 1, "running – 24 h in 23:00:00"),
        (breach(1, EXACT), 21.5, 1, "due soon – 24 h in 02:30:00"),
        (breach(1, EXACT), 27.5, 1, "passed 03:30:00 ago – no action recorded"),
        (breach(1, BAND), 20, 1, "due soon – 24 h in 04:00:00 at the earliest"),
        (breach(1, BAND), 24.5, 1, "due soon – 24 h passing between 12:00Z and 12:40Z"),
        (breach(1, BAND), 25.5, 1, "passed at least 00:50:00 ago – no action recorded"),
        (UNFINISHED, 30, 1, "passed 06:00:00 ago – 1 action recorded, not complete"),
        (breach(1, EXACT, actions=[(1, 18 + 5 / 60)]), 30, 1, "met at T+18:05"),
        (breach(1, BAND, actions=[(1, 17)]), 30, 1, "met at T+17:00–17:40"),
        (breach(1, BAND, actions=[(1, 23.5)]), 30, 1, "met at T+23:30–24:10" + UNSURE),
        (breach(1, EXACT, actions=[(1, 30)]), 31, 1, "met late at T+30:00"),
        (breach(1, EXACT), 1, 2, "waiting"),
        (breach(1, EXACT), 25, 2, "assessment due – Have hostilities continued?"),
        (breach(1, EXACT, answers=[(2, "no")]), 25, 2, "not triggered – hostilities assessed as halted"),
        (breach(1, EXACT, answers=[(2, "yes")]), 25, 2, "triggered – nothing recorded"),
        (breach(1, EXACT), 1, 3, "waiting – 72 h in 71:00:00"),
        (breach(1, EXACT), 60, 3, "assessment due – Has it escalated into a broader attack?"),
        (breach(1, EXACT), 75, 3, "72 h passed 03:00:00 ago – no assessment recorded"),
        (NOT_SURE, 75, 3, "72 h passed 03:00:00 ago – assessed as not known"),
        (breach(1, BAND), 72.5, 3, "72 h passing between 12:00Z and 12:40Z – no assessment recorded"),
        (breach(1, EXACT, answers=[(3, "yes")]), 75, 3, "passed 03:00:00 ago – no action recorded"),
    ],
)  # fmt: skip
def test_a_phase_in_a_phrase(made: Breach, hours: float, phase: int, said: str) -> None:
    assert _line(made, hours, phase) == said


def test_the_headline_of_each_situation() -> None:
    def at(made: Breach, hours: float) -> tuple[str, str, State]:
        return headline(standing(made, PLAN, made.t0.earliest + timedelta(hours=hours)), made)

    assert at(breach(1, EXACT), 22) == ("02:00:00", "to 24 h", State.DUE_SOON)
    assert at(breach(1, BAND), 22) == ("02:00:00", "to 24 h, earliest · passes 12:00–12:40Z", State.DUE_SOON)
    assert at(breach(1, BAND), 24.5) == (
        "00:10:00",
        "24 h passing: between 12:00Z and 12:40Z – to the latest",
        State.DUE_SOON,
    )
    assert at(breach(1, EXACT, answers=[(3, "yes")]), 75) == (
        "passed 03:00:00",
        "72 h passed 261200Z – no action recorded",
        State.PASSED,
    )
    assert at(breach(1, EXACT), 75)[1:] == (
        "72 h passed 261200Z – no assessment recorded",
        State.ASSESSMENT_DUE,
    )
    settled = breach(1, EXACT, actions=[(1, 1)], answers=[(2, "no"), (3, "no")])
    assert at(settled, 10) == ("settled", "every phase is recorded", State.MET)
    triggered = breach(1, EXACT, actions=[(1, 1)], answers=[(2, "yes"), (3, "no")])
    assert at(triggered, 10) == ("triggered", "Coalition forces – nothing recorded", State.RUNNING)
    none_met = breach(1, EXACT, answers=[(2, "no"), (3, "no")])
    assert at(replace(none_met, actions=()), 2)[0] == "22:00:00"
    asked = breach(1, EXACT, actions=[(1, 1)], answers=[(3, "no")])
    assert at(asked, 10) == ("assessment due", "Have hostilities continued?", State.ASSESSMENT_DUE)


def test_a_headline_over_midnight_names_the_days() -> None:
    late = Span(UNTIL + 11.5 * HOUR, UNTIL + 12.5 * HOUR)
    stands = standing(breach(1, late), PLAN, UNTIL + 20 * HOUR)
    assert headline(stands)[1] == "to 24 h, earliest · passes 242330–250030Z"


@pytest.mark.parametrize(
    ("state", "word"), [(BreachState.CLOSED, "closed"), (BreachState.VOIDED, "opened in error")]
)
def test_a_stopped_clock_says_so_with_its_reason(state: BreachState, word: str) -> None:
    made = replace(breach(1, EXACT), turns=(Turn(state, "handed over to EAST", "AB", UNTIL + 30 * HOUR, 9),))
    stands = standing(made, PLAN, UNTIL + 100 * HOUR)
    assert headline(stands, made) == (word, "handed over to EAST", State.STOOD_DOWN)
    assert headline(stands) == ("closed", "clock stopped 241800Z NOV 26", State.STOOD_DOWN)
    said = {phase_line(p, stands) for p in stands.phases}
    assert "stood down" in said
    if state is BreachState.CLOSED:
        assert "passed 06:00:00 before the clock was stopped – no action recorded" in said


_OCT = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("span", "utc", "dated", "kyiv"),
    [
        (EXACT, "231200Z", "231200Z NOV 26", "14:00 Kyiv"),
        (BAND, "231200–231240Z", "231200–231240Z NOV 26", "14:00–14:40 Kyiv"),
        (Span.at(UNTIL + 10 * HOUR + 10 * MINUTE), "232210Z", "232210Z NOV 26", "24 Nov 00:10 Kyiv"),
        (
            Span(UNTIL + 9.5 * HOUR, UNTIL + 10.5 * HOUR),
            "232130–232230Z",
            "232130–232230Z NOV 26",
            "23 Nov 23:30 – 24 Nov 00:30 Kyiv",
        ),
        (
            Span(UNTIL + 179 * HOUR, UNTIL + 180.5 * HOUR),
            "302300–010030Z",
            "302300Z NOV 26 – 010030Z DEC 26",
            "1 Dec 01:00–02:30 Kyiv",
        ),
        (Span.at(_OCT), "250030Z", "250030Z OCT 26", "03:30C Kyiv"),
        (Span.at(_OCT + HOUR), "250130Z", "250130Z OCT 26", "03:30B Kyiv"),
        (Span(_OCT, _OCT + 40 * MINUTE), "250030–250110Z", "250030–250110Z OCT 26", "03:30C–03:10B Kyiv"),
    ],
)
def test_deadlines_in_both_times(span: Span, utc: str, dated: str, kyiv: str) -> None:
    assert deadline_utc(span) == utc
    assert deadline_utc(span, month=True) == dated
    assert deadline_kyiv(span) == kyiv


def test_bands_over_midnight_name_the_days() -> None:
    assert band_text(Span(UNTIL + 11.5 * HOUR, UNTIL + 12.5 * HOUR)) == "between 232330Z and 240030Z"


def test_small_phrases() -> None:
    assert t0_line(breach(1, EXACT)) == "T0 231200Z NOV 26 (occurred)"
    assert t0_line(breach(1, BAND, anchor="reported")) == "T0 231220Z NOV 26 (reported, ±20 min)"
    assert quantity_text(None) == "–"
    assert quantity_text(Quantity.parse("≥ 12 explosions")) == "≥ 12 explosions"
    assert occurred_text(incident(1, occurred=BAND)) == "231220Z NOV 26 ±20 min"
    assert len({state_label(state) for state in State}) == len(State)


@given(
    st.floats(-5, 400),
    st.sampled_from([EXACT, BAND]),
    st.lists(st.tuples(st.sampled_from([2, 3]), st.sampled_from(["yes", "no", "not_known"])), max_size=4),
    st.lists(st.tuples(st.integers(1, 3), st.floats(0, 100)), max_size=4),
    st.booleans(),
)
def test_no_clock_is_ever_called_breached_and_none_is_silent(
    hours: float, t0: Span, answers: list[tuple[int, str]], actions: list[tuple[int, float]], completes: bool
) -> None:
    made = breach(1, t0, answers=answers, actions=actions, completes=completes)
    stands = standing(made, PLAN, t0.earliest + timedelta(hours=hours))
    big, small, _state = headline(stands, made)
    said = [big, small, *(phase_line(p, stands) for p in stands.phases)]
    assert all(said)
    assert not any("breached" in text or "{" in text for text in said)
    assert not any("−" in text for text in said)
