"""User text is kept as typed, or refused with the place and the reason: nothing is dropped in silence."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import FieldError
from domain.text import LINE, TEXT, clean_line, clean_text, excerpt, required
from tests.builders import taken

anything = st.text(st.characters(exclude_categories=[]), max_size=60)


@pytest.mark.parametrize("bad", ["\0", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\x9f", "\ud800"])
def test_what_cannot_be_kept_is_refused_by_place_and_code(bad: str) -> None:
    with pytest.raises(FieldError) as caught:
        clean_text(f"ab{bad}c", "comment")
    assert caught.value.field == "comment"
    assert "Character 3" in caught.value.title
    assert f"U+{ord(bad):04X}" in caught.value.title
    assert caught.value.advice


def test_line_ends_are_one_kind() -> None:
    assert clean_text(" a\r\nb\rc\n ", "comment") == "a\nb\nc"
    assert clean_line("a\r\nb\tc\u2028d\u2029e", "place") == "a b c d e"
    assert clean_text("a\u2028b\tc", "comment") == "a\u2028b\tc"


def test_letters_are_composed() -> None:
    assert clean_text("e\u0301", "place") == "\u00e9"
    assert clean_text("Куп'янськ — 5\u00a0км", "place") == "Куп'янськ — 5\u00a0км"


def test_limits_are_of_characters_and_named() -> None:
    assert len(clean_text("ї" * TEXT, "comment")) == TEXT
    with pytest.raises(FieldError, match="20,001 characters; the limit is 20,000"):
        clean_text("ї" * (TEXT + 1), "comment")
    assert len(clean_line("x" * LINE, "place")) == LINE
    with pytest.raises(FieldError, match="the limit is 300"):
        clean_line("x" * (LINE + 1), "place")
    with pytest.raises(FieldError, match="the limit is 5"):
        clean_line("x" * 6, "code", limit=5)


@given(anything)
def test_any_text_is_kept_whole_or_refused(text: str) -> None:
    kept = taken(lambda: clean_text(text, "comment"), "comment")
    if kept is None:
        return
    kept.encode()
    assert kept == clean_text(kept, "comment")
    same_lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert kept == unicodedata.normalize("NFC", same_lines).strip()


@given(anything)
def test_any_line_is_one_line_or_refused(text: str) -> None:
    kept = taken(lambda: clean_line(text, "place"), "place")
    if kept is None:
        return
    assert len(kept.splitlines()) <= 1
    assert kept == clean_line(kept, "place")


def test_required() -> None:
    assert required("x", "title", "Missing.") == "x"
    with pytest.raises(FieldError, match=r"Missing\.") as caught:
        required("", "title", "Missing.")
    assert caught.value.field == "title"


@given(st.text(max_size=80), st.integers(1, 40))
def test_an_excerpt_fits(text: str, length: int) -> None:
    short = excerpt(text, length)
    assert len(short) <= length
    assert len(short.splitlines()) <= 1


def test_an_excerpt_shows_that_it_is_one() -> None:
    assert excerpt("shelling of\nOrikhiv", 40) == "shelling of Orikhiv"
    assert excerpt("shelling of Orikhiv", 12) == "shelling of…"
