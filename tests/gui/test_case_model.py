"""The cases of the board: a tick moves rows exactly as sorting all of them again would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from domain.instant import Span
from domain.protocol import default_protocol
from gui.case_model import CASE, CaseModel
from storage.breaches import Case
from tests import builders
from tests.builders import T0, hours

SECOND = timedelta(seconds=1)
MS = timedelta(milliseconds=1)


def case(serial: int, t0: datetime | Span, written: builders.Case | None = None) -> Case:
    made = written or builders.Case(t0)
    breach = replace(made.breach, number=f"BR-2026-{serial:04d}")
    return Case(breach, default_protocol(), (breach.t0,), "Orikhiv", "UA-23")


def order(model: CaseModel) -> list[str]:
    return [model.index(row, 0).data(CASE).breach.number for row in range(model.rowCount())]


def resorted(cases: Sequence[Case], now: datetime) -> list[str]:
    """The order a full sort gives: next deadline, then with nothing left to run, then by number."""
    return [c.breach.number for c in sorted(cases, key=lambda c: (*c.standing(now).rank, c.breach.number))]


@st.composite
def boards(draw: st.DrawFn) -> list[Case]:
    protocol = draw(builders.protocols())
    made = []
    for serial in range(draw(st.integers(0, 7))):
        start = T0 + hours(draw(st.sampled_from([0.0, 0.0, 1.0, 6.0, 18.0, 48.0, -90.0])))
        written = builders.Case(Span(start, start + hours(draw(st.sampled_from([0, 0, 2, 30])))))
        for _entry in range(draw(st.integers(0, 3))):
            phase = draw(st.sampled_from(protocol.phases)).number
            at = start + hours(draw(st.sampled_from([1, 23, 25, 60])))
            if draw(st.booleans()):
                written.answered(phase, draw(st.sampled_from(["yes", "no", "not_known"])), at)
            else:
                written.acted(phase, at, completes=draw(st.booleans()))
        made.append(replace(case(serial, start, written), protocol=protocol))
    return made


steps = st.lists(
    st.one_of(
        st.sampled_from([MS, SECOND, hours(1), hours(6), hours(18), hours(24), hours(48)]),
        st.timedeltas(timedelta(0), hours(80)),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60)
@given(boards(), steps)
def test_ticks_move_rows_as_a_full_sort_would(
    qapp: QApplication, cases: list[Case], moves: list[timedelta]
) -> None:
    model = CaseModel(T0)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    now = T0
    model.show(cases, now, ranked=True)
    kept = {row: QPersistentModelIndex(model.index(row, 0)) for row in range(len(cases))}
    names = {row: index.data(CASE).breach.number for row, index in kept.items()}
    assert order(model) == resorted(cases, now)
    for move in moves:
        now += move
        model.tick(now)
        assert order(model) == resorted(cases, now)
        for row, index in kept.items():
            assert index.data(CASE).breach.number == names[row], "a chosen row goes where its case goes"
    assert tester.model() is model


@settings(max_examples=30)
@given(boards(), steps)
def test_a_tick_that_says_nothing_changed_is_right(
    qapp: QApplication, cases: list[Case], moves: list[timedelta]
) -> None:
    model = CaseModel(T0)
    now = T0
    model.show(cases, now, ranked=True)
    for move in moves:
        states = {c.breach.number: said(c, now) for c in cases}
        now += move
        if not model.tick(now):
            assert {c.breach.number: said(c, now) for c in cases} == states


def said(case: Case, now: datetime) -> list[tuple[str, bool]]:
    return [(p.state, p.in_band) for p in case.standing(now).phases]


def test_every_second_around_a_deadline(qapp: QApplication) -> None:
    """One case passes while another comes first: no second shows the old order."""
    cases = [case(1, T0), case(2, T0 + hours(0.001)), case(3, T0 - hours(60))]
    model = CaseModel(T0 + hours(24) - 5 * SECOND)
    model.show(cases, model.now, ranked=True)
    for _second in range(20):
        model.tick(model.now + SECOND)
        assert order(model) == resorted(cases, model.now)


def test_stopped_ones_stay_in_the_order_given(qapp: QApplication) -> None:
    given_cases = [
        case(n, T0 - hours(n), builders.Case(T0).turned("closed", T0 + hours(n))) for n in (2, 1, 3)
    ]
    model = CaseModel(T0)
    model.show(given_cases, T0, ranked=False)
    assert not model.tick(T0 + hours(500))
    assert order(model) == ["BR-2026-0002", "BR-2026-0001", "BR-2026-0003"]


def test_the_clock_set_back_is_noticed_not_guessed_at(qapp: QApplication) -> None:
    cases = [case(1, T0), case(2, T0 + hours(2))]
    model = CaseModel(T0)
    model.show(cases, T0, ranked=True)
    model.tick(T0 + hours(25))
    assert order(model) == ["BR-2026-0002", "BR-2026-0001"]
    assert model.back(T0 + hours(24))
    model.show(cases, T0 + hours(24), ranked=True)
    assert order(model) == ["BR-2026-0001", "BR-2026-0002"]
    model.tick(T0 + hours(24) + SECOND)
    assert order(model) == ["BR-2026-0002", "BR-2026-0001"]


def test_a_deadline_at_the_very_instant_is_not_past(qapp: QApplication) -> None:
    model = CaseModel(T0)
    model.show([case(1, T0)], T0, ranked=True)
    model.tick(T0 + hours(24))
    assert "00:00:00 to 24 h" in model.index(0, 0).data()
    assert model.tick(T0 + hours(24) + MS)
    assert "to 72 h" in model.index(0, 0).data()


def test_it_is_a_model_before_and_after_ticks(qapp: QApplication, qtmodeltester: ModelTester) -> None:
    cases = [case(n, T0 + hours(n)) for n in range(12)]
    model = CaseModel(T0)
    model.show(cases, T0, ranked=True)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    for _step in range(40):
        model.tick(model.now + hours(1))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.index(99, 0).data(CASE) is None
    assert model.data(QModelIndex()) is None


@pytest.mark.parametrize("count", [200])
def test_two_hundred_open_breaches_stay_in_order_for_four_days(qapp: QApplication, count: int) -> None:
    cases = [case(n, T0 - hours((n * 37) % 90)) for n in range(count)]
    model = CaseModel(T0)
    model.show(cases, T0, ranked=True)
    for now, later in pairwise(T0 + hours(step) for step in range(0, 96, 4)):
        model.tick(later)
        assert order(model) == resorted(cases, later), now
