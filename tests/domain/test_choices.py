"""What a list suggests: the likeliest first, found by other names too, never what was not offered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.choices import Choice, choices, matching
from domain.vocabulary import KINDS
from domain.words import language


def labels(text: str) -> list[str]:
    return [choice.label for choice, _name in matching(text, choices(KINDS))]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("mor", "mortar"),
        ("uav", "UAV overflight"),
        ("shahed", "one-way UAV"),
        ("GRAD", "multiple rocket launcher"),
    ],
)
def test_the_likeliest_comes_first(typed: str, first: str) -> None:
    assert labels(typed)[0] == first


def test_what_was_found_by_another_name_says_so() -> None:
    assert matching("shah", choices(KINDS)) == [
        (Choice("one-way UAV", next(c.names for c in choices(KINDS) if c.label == "one-way UAV")), "shahed")
    ]


def test_a_list_in_ukrainian_is_found_in_both_languages() -> None:
    with language("uk"):
        assert labels("міном") == labels("mortar")[:1]


def test_nothing_typed_offers_all_in_the_order_of_the_list() -> None:
    assert labels("") == [KINDS.label(term.key) for term in KINDS]


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=6))
def test_only_what_was_offered_comes_back_and_each_once(text: str, names: list[str]) -> None:
    offered = [Choice(name) for name in names]
    found = [choice for choice, _name in matching(text, offered)]
    assert all(found.count(choice) <= offered.count(choice) for choice in found)
