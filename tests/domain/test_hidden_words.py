"""What may not appear is found however it is written, and nothing else is taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.hidden_words import HiddenWords, names_in

MARK = "[X]"


@pytest.mark.parametrize(
    ("hidden", "text", "expected"),
    [
        ("Patrol 3", "PATROL-3 and patrol  3, not patrol 33", "[X] and [X], not patrol 33"),
        ("https://t.me/a/1", "see t.me: https://t.me/a/1.", "see t.me: [X]."),
        ("Куп'янськ", "У КУП'ЯНСЬК, не Куп", "У [X], не Куп"),
        ("😀", "a 😀 b", "a [X] b"),
        ("ab", "abc ab", "abc [X]"),
        ("", "nothing", "nothing"),
        ("A", "A stands, All stay", "[X] stands, All stay"),
    ],
)
def test_a_phrase_is_found_in_any_form(hidden: str, text: str, expected: str) -> None:
    words = HiddenWords()
    words.hide(hidden)
    assert words.replaced(text, MARK) == expected


def test_the_longest_phrase_goes_first() -> None:
    words = HiddenWords()
    words.hide("Velyka", "Velyka Tokmachka")
    assert words.replaced("Velyka Tokmachka, Velyka Novosilka", MARK) == "[X], [X] Novosilka"


@given(st.lists(st.text(min_size=2, max_size=12), max_size=5), st.text(max_size=60))
def test_what_was_replaced_is_not_there_again(hidden: list[str], around: str) -> None:
    words = HiddenWords()
    words.hide(*hidden)
    made = words.replaced(" ".join([around, *hidden]), "\u2588")
    assert words.replaced(made, "\u2588") == made


def test_a_name_has_two_capitals() -> None:
    assert list(names_in("Vasyl Zozulia of the school")) == ["Vasyl", "Zozulia"]
    assert list(names_in("Patrol 3")) == []
    assert list(names_in("Telegram channel")) == []
