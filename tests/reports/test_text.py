"""Setting text: no letter lost, no line too wide, nothing read as a command."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from reports.letters import reads_rtl, runs, visible, width
from reports.style import BODY, CELL, CELL_STRONG, REGULAR
from reports.text import Line, draw, height, lay, one_line

_LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=200)
_PLAIN = st.text("abc дїґ -/.,()", max_size=300)


def _drawn(lines: list[Line]) -> str:
    return "".join(run[0] for line in lines for run in line.runs)


@given(_PLAIN, st.floats(30, 400))
def test_no_letter_is_lost_and_no_line_is_too_wide(text: str, room: float) -> None:
    lines = lay((text, BODY), room)
    assert _drawn(lines).replace(" ", "") == text.replace(" ", "")
    assert all(line.width <= room + 0.01 for line in lines)


@given(_LETTERS, st.floats(30, 400))
def test_any_text_can_be_set_and_drawn(text: str, room: float) -> None:
    lines = lay([(text, CELL_STRONG), (text, CELL)], room)
    canvas = Canvas(io.BytesIO(), initialFontName=REGULAR)  # type: ignore[arg-type]
    assert draw(canvas, lines, 0, 0, room) == pytest.approx(-height(lines))


@given(_LETTERS, st.integers(1, 4))
def test_a_limit_is_kept_and_shows(text: str, limit: int) -> None:
    lines = lay((text, BODY), 60, limit=limit)
    assert 1 <= len(lines) <= limit
    if len(lay((text, BODY), 60)) > limit:
        assert "…" in _drawn(lines[-1:])


def test_lines_are_kept_as_typed() -> None:
    assert [_drawn([line]) for line in lay([("one\ntwo", BODY), (" and\r\nthree", CELL)], 400)] == [
        "one",
        "two and",
        "three",
    ]


def test_one_line_stays_one_line() -> None:
    assert len(one_line("a\nb " * 200, BODY, 100)) == 1


def test_a_word_is_broken_after_a_sign_where_one_is_near() -> None:
    first = lay(("https://example.org/a-very-long-path/that-goes-on", BODY), 120)[0]
    assert _drawn([first])[-1] in "/-."


def test_marks_stay_with_their_letter() -> None:
    lines = lay(("x\u0331" * 400, BODY), 100)
    assert all(line.runs[0][0][0] == "x" for line in lines)


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("plain", "plain"),
        ("a\u200bb\u00adc\ufeff", "abc"),
        ("a\x00b", "a[U+0000]b"),
        ("tab\tem\u2003space", "tab em space"),
        ("one\r\ntwo\u2028three", "one\ntwo\nthree"),
        ("e\u0301", "é"),
    ],
)
def test_what_cannot_be_seen_is_named_or_left_out(typed: str, seen: str) -> None:
    assert visible(typed) == seen


@pytest.mark.parametrize(
    ("typed", "rtl"), [("שלום abc", True), ("abc שלום", False), ("123 (", False), ("(1) سلام", True)]
)
def test_the_first_letter_decides_the_direction(typed: str, rtl: bool) -> None:
    assert reads_rtl(typed) is rtl


def test_right_to_left_lines_stand_at_the_right() -> None:
    (line,) = lay(("שלום", BODY), 200)
    assert line.rtl
    assert not lay(("abc שלום", BODY), 200)[0].rtl


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("שלום (12) עולם", "םלוע (12) םולש"),
        ("א [ב (ג)] ד", "ד [(ג) ב] א"),
        ("abc (12) def", "abc (12) def"),
        ("abc שלום) def", "abc םולש) def"),
    ],
)
def test_brackets_face_each_other(typed: str, drawn: str) -> None:
    assert "".join(run[0] for run in runs(typed, REGULAR)) == drawn


def test_a_letter_only_the_other_font_has_is_measured_by_it() -> None:
    assert [run[1] for run in runs("a▲b", REGULAR)] == [REGULAR, "FiraGO", REGULAR]
    assert width("a▲b", REGULAR) == pytest.approx(sum(run[2] for run in runs("a▲b", REGULAR)))
