"""Geometry of the phase bar: one picture, fractions of one axis."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.instant import Span
from domain.ladder import State, standing
from domain.phase_bar import PhaseBar, phase_bar
from domain.protocol import Protocol, default_protocol
from tests.builders import T0, Case, cases, hours, protocols, spans

AXIS = 72 * 7 / 6


def bar(case: Case, after: timedelta, *incidents: Span) -> PhaseBar:
    breach = case.breach
    return phase_bar(breach, standing(breach, default_protocol(), T0 + after), incidents)


def test_the_axis_runs_a_sixth_beyond_the_last_hour_figure() -> None:
    made = bar(Case(), hours(24))
    assert made.hours == pytest.approx(AXIS)
    assert made.now == made.elapsed == pytest.approx(24 / AXIS)
    assert [tick.label for tick in made.ticks] == ["24 h", "72 h"]
    assert [tick.at for tick in made.ticks] == pytest.approx([24 / AXIS, 72 / AXIS])
    assert [tick.state for tick in made.ticks] == [State.DUE_SOON, State.WAITING]
    assert made.t0_band == (0, 0)


def test_the_axis_stretches_once_that_has_passed() -> None:
    made = bar(Case(), hours(1000))
    assert made.hours == pytest.approx(1040)
    assert made.now == pytest.approx(1 / 1.04)


def test_a_stopped_clock_has_no_now() -> None:
    made = bar(Case().turned("closed", T0 + hours(10)), hours(500))
    assert made.now is None
    assert made.elapsed == pytest.approx(10 / AXIS)


def test_uncertain_times_have_width() -> None:
    case = Case(Span(T0, T0 + hours(4))).acted(1, Span(T0 + hours(10), T0 + hours(12)))
    made = bar(case, hours(20), Span(T0, T0 + hours(4)), Span.at(T0 - hours(1)))
    assert made.t0_band == pytest.approx((0, 4 / AXIS))
    assert made.ticks[0].band == pytest.approx((24 / AXIS, 28 / AXIS))
    assert made.actions[0].at == pytest.approx(10 / AXIS)
    assert made.actions[0].width == pytest.approx(2 / AXIS)
    assert made.incidents[0].width == pytest.approx(4 / AXIS)
    assert (made.incidents[1].at, made.incidents[1].width) == (0, 0)


@st.composite
def situations(draw: st.DrawFn) -> tuple[Protocol, Case]:
    protocol = draw(protocols())
    return protocol, draw(cases(protocol))


@given(situations(), st.timedeltas(hours(-100), hours(10**5)), st.lists(spans, max_size=3))
def test_everything_lies_on_the_axis(
    situation: tuple[Protocol, Case], after: timedelta, incidents: list[Span]
) -> None:
    protocol, case = situation
    breach = case.breach
    made = phase_bar(breach, standing(breach, protocol, breach.t0.earliest + after), incidents)
    marks = [*made.incidents, *made.actions]
    assert len(made.incidents) == len(incidents)
    assert len(made.ticks) == sum(phase.hours is not None for phase in protocol.phases)
    fractions = [made.elapsed, *made.t0_band, *(f for tick in made.ticks for f in (tick.at, *tick.band))]
    fractions += [f for mark in marks for f in (mark.at, mark.at + mark.width)]
    assert all(-1e-9 <= fraction <= 1 + 1e-9 for fraction in fractions)
    assert all(mark.width >= 0 for mark in marks)
    assert made.hours > 0
