"""Casualties: typed any way people type them, summed low to low and high to high, never a zero unsaid."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.casualties import GROUPS, OUTCOMES, Casualties, Range, total
from domain.errors import FieldError
from domain.journal import canonical
from domain.words import catalogue
from tests.builders import casualties, ranges, taken
from tests.gui.brackets import Bracketed


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("civilian killed 2-4, injured at least 3", "civilian killed 2–4, injured at least 3"),
        ("2 civilians killed and 3 wounded", "civilian killed 2, injured 3"),
        ("at least 2 killed", "not known killed at least 2"),
        ("killed 2+; Russian soldiers missing 1", "Russian military missing 1; not known killed at least 2"),
        ("up to 4 monitors missing", "monitors missing up to 4"),
        ("civ killed 2-4 (best 3)", "civilian killed 2–4 (best 3)"),
        ("UA military KIA 0", "Ukrainian military killed 0"),
        ("not known", ""),
        ("–", ""),
    ],
)
def test_what_is_typed_is_said_back(typed: str, said: str) -> None:
    assert str(Casualties.parse(typed)) == said


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("some", "does not say who"),
        ("killed", "does not say who"),
        ("3", "does not say who"),
        ("martians killed 2", "does not say who"),
        ("killed 4-2", "runs backwards"),
        ("at least 2-4 killed", "a range and a limit at once"),
        ("killed 2, killed 3", "said twice"),
        ("killed 2-4 best 9", "outside its range"),
        ("killed 9999999", "largest number"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_reason(typed: str, reason: str) -> None:
    with pytest.raises(FieldError, match=reason) as caught:
        Casualties.parse(typed)
    assert caught.value.field == "casualties"


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    taken(lambda: Casualties.parse(text), "casualties")


@given(casualties())
def test_what_is_said_is_read_back_and_survives_the_journal(each: Casualties) -> None:
    assert Casualties.parse(str(each)) == each
    assert Casualties.from_json(json.loads(canonical(each.to_json()))) == each
    with catalogue(Bracketed()):
        assert Casualties.parse(each.english()) == each


@given(ranges(), ranges())
def test_sums_add_low_to_low_and_high_to_high(one: Range, two: Range) -> None:
    both = one + two
    assert both.low == one.low + two.low
    if one.high is None or two.high is None:
        assert both.high is None, "what is open above stays open above"
    else:
        assert both.high == one.high + two.high


def test_what_nobody_entered_is_not_zero() -> None:
    entered = [Casualties.parse(text) for text in ("civilian killed 2", "", "civilian killed 1-3; injured 4")]
    assert str(total(entered)) == "civilian killed 3–5, injured 4"
    assert total(entered).outcome("missing") is None
    assert total([Casualties(), Casualties()]) == Casualties()
    assert str(total(entered).outcome("killed")) == "3–5"
    assert {term.key for term in GROUPS} >= {"civilian", "monitors"}
    assert len(list(OUTCOMES)) == 3
