"""Tables and bars: split without loss, painted without a slip."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from domain.breach import BreachState, Turn
from domain.instant import Span
from domain.phase_bar import Mark, PhaseBar
from reports.beside import Beside
from reports.blocks import Text
from reports.ledger import Column, Entry, Ledger
from reports.phase_bar import paint_bar
from reports.situation import render
from reports.style import BODY, CELL, REGULAR
from tests.reports.builders import HOUR, UNTIL, breach, briefing, clock
from tests.reports.pdf import text

COLUMNS = [Column("A", 1), Column("B", 2, "right")]


def _ledger(rows: int) -> Ledger:
    return Ledger(COLUMNS, [Entry([[(f"a{n}", CELL)], [("b " * n, CELL)]]) for n in range(rows)], 300)


def _pages(flowable: Flowable, available: float) -> list[Flowable]:
    """What a frame of that height would hold, page by page."""
    parts: list[Flowable] = []
    rest: Flowable | None = flowable
    while rest is not None:
        pieces = rest.split(300, available)
        assert pieces, "nothing fits"
        parts.append(pieces[0])
        rest = pieces[-1] if len(pieces) > 1 else None
    return parts


@given(st.integers(1, 60), st.floats(150, 700))
def test_a_ledger_splits_between_rows_and_repeats_its_head(rows: int, available: float) -> None:
    parts = _pages(_ledger(rows), available)
    ends = [(part._first, part._last) for part in parts if isinstance(part, Ledger)]
    assert ends[0][0] == 0
    assert ends[-1][1] == rows
    assert all(end == start for (_a, end), (start, _b) in pairwise(ends))
    assert all(part.wrap(300, 0)[1] <= available for part in parts)


def test_a_ledger_asks_for_another_page_where_no_row_fits() -> None:
    assert _ledger(3).split(300, 20) == []


@given(st.integers(1, 40), st.integers(1, 40), st.floats(150, 700))
def test_things_beside_each_other_go_on_by_themselves(left: int, right: int, available: float) -> None:
    parts = _pages(Beside([(_ledger(left), 0), (_ledger(right), 310)], 620), available)
    assert all(part.wrap(620, 0)[1] <= available for part in parts)


def test_running_text_leaves_no_single_first_line() -> None:
    block = Text([("word " * 400, BODY)], 300)
    assert block.split(300, 20) == []
    first, rest = block.split(300, 100)
    assert first.wrap(300, 0)[1] + rest.wrap(300, 0)[1] == pytest.approx(block.wrap(300, 0)[1])


_SHARE = st.floats(0, 1)


@given(
    st.lists(st.builds(Mark, _SHARE, st.floats(0, 0.3)), max_size=30),
    st.lists(st.builds(Mark, _SHARE, st.floats(0, 0.3)), max_size=5),
    _SHARE,
    st.booleans(),
    st.floats(0, 0.2),
)
def test_any_bar_can_be_painted(
    incidents: list[Mark], actions: list[Mark], elapsed: float, stopped: bool, band: float
) -> None:
    ticks = clock(breach(1, Span.at(UNTIL - HOUR))).bar.ticks
    bar = PhaseBar(
        84, elapsed, None if stopped else elapsed, (0, band), ticks, tuple(incidents), tuple(actions)
    )
    canvas = Canvas(io.BytesIO(), initialFontName=REGULAR)  # type: ignore[arg-type]
    paint_bar(canvas, bar, 0, 0, 480)


def test_labels_that_find_no_room_are_left_out() -> None:
    old = clock(breach(1, Span.at(UNTIL - 9000 * HOUR)))
    read = text(render(briefing(0, clocks=(old,))))
    assert "T0 cut-off" in read


def test_a_stopped_clock_says_stopped_at_its_end() -> None:
    made = breach(1, Span.at(UNTIL - 10 * HOUR))
    closed = replace(made, turns=(Turn(BreachState.CLOSED, "halted", "AB", UNTIL - HOUR, 9),))
    assert "stopped" in text(render(briefing(0, clocks=(clock(closed),))))


def test_rows_that_belong_together_are_not_parted() -> None:
    entries = [Entry([[(f"row {n}", CELL)]], keep=n % 3 != 2) for n in range(12)]
    table = Ledger([Column("Head", 1)], entries, 300)
    each = (
        Ledger([Column("Head", 1)], entries[:1], 300).wrap(0, 0)[1]
        - Ledger([Column("Head", 1)], [], 300).wrap(0, 0)[1]
    )
    head = Ledger([Column("Head", 1)], [], 300).wrap(0, 0)[1]
    for rows, kept in ((4, 3), (5, 3), (6, 6), (8, 6)):
        first, rest = table.split(300, head + rows * each + 0.1)
        assert isinstance(first, Ledger)
        assert isinstance(rest, Ledger)
        assert (first.count, rest.count) == (kept, 12 - kept)
    assert table.split(300, head + 2 * each + 0.1) == []


def test_rows_that_fit_on_no_page_together_are_parted_but_for_the_first_two() -> None:
    entries = [Entry([[(f"row {n}", CELL)]], keep=True, least=100) for n in range(9)]
    table = Ledger([Column("Head", 1)], entries, 300)
    assert table.split(300, 190) == []
    first, _rest = table.split(300, 460)
    assert isinstance(first, Ledger)
    assert first.count == 4
