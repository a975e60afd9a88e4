"""Source reports and Admiralty grades."""

from __future__ import annotations

import operator
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import FieldError
from domain.source import CREDIBILITY, REFERENCE, RELIABILITY, Grade, SourceReport
from tests.builders import grades, sources, taken


@pytest.mark.parametrize("text", ["B2", "b2", " b 2 ", "B-2", "B/2"])
def test_a_grade_is_a_letter_and_a_digit(text: str) -> None:
    assert Grade.parse(text) == Grade("B", "2")


def test_nothing_typed_cannot_be_judged() -> None:
    assert str(Grade.parse("")) == str(Grade.parse(" - ")) == str(Grade()) == "F6"
    assert Grade().words() == "reliability cannot be judged · truth cannot be judged"


def test_every_grade_has_words() -> None:
    assert "".join(RELIABILITY) + "".join(CREDIBILITY) == "ABCDEF123456"
    assert Grade("A", "1").words() == "completely reliable · confirmed by other sources"


@pytest.mark.parametrize("text", ["G1", "A7", "A0", "2B", "A", "1", "A11", "В2", "A²"])
def test_other_grades_are_refused(text: str) -> None:
    with pytest.raises(FieldError) as caught:
        Grade.parse(text, "credibility")
    assert caught.value.field == "credibility"
    assert "such as B2" in caught.value.advice


@given(st.text(max_size=4))
def test_any_text_gives_a_grade_or_a_reason(text: str) -> None:
    grade = taken(lambda: Grade.parse(text), "grade")
    assert grade is None or Grade.parse(str(grade)) == grade


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
def test_grades_have_no_order(compare: Callable[[object, object], bool]) -> None:
    with pytest.raises(TypeError):
        compare(Grade("A", "1"), Grade("F", "6"))
    with pytest.raises(TypeError):
        compare(SourceReport("a"), SourceReport("b"))


def test_a_report_from_typed_text() -> None:
    report = SourceReport.of(" patrol 7 ", "c3", " log p. 4 ")
    assert report == SourceReport("patrol 7", Grade("C", "3"), "log p. 4")
    assert SourceReport.of("patrol 7").grade == Grade()


@pytest.mark.parametrize(
    ("given_texts", "field"),
    [
        (("", "B2", ""), "source"),
        ((" ", "", ""), "source"),
        (("a\0", "", ""), "source"),
        (("patrol", "Z9", ""), "grade"),
        (("patrol", "B2", "x" * (REFERENCE + 1)), "reference"),
    ],
)
def test_a_report_names_the_field_it_refuses(given_texts: tuple[str, str, str], field: str) -> None:
    with pytest.raises(FieldError) as caught:
        SourceReport.of(*given_texts)
    assert caught.value.field == field


@given(sources, grades)
def test_json_round_trip(report: SourceReport, grade: Grade) -> None:
    assert SourceReport.from_json(report.to_json()) == report
    assert Grade.parse(str(grade)) == grade
