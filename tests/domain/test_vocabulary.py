"""The closed lists: complete, without two meanings for one name, and found as people write them."""

from __future__ import annotations

import gettext
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import vocabulary, words
from domain.errors import FieldError
from domain.vocabulary import (
    ANCHORS,
    ANSWERS,
    DETERMINATIONS,
    KINDS,
    MEANS,
    NOT_KNOWN,
    OBLASTS,
    PARTIES,
    STATUSES,
    Term,
    Vocabulary,
)
from tests.builders import taken

EVERY = {name: value for name, value in vars(vocabulary).items() if isinstance(value, Vocabulary)}


def fold(name: str) -> str:
    return vocabulary.folded(name)


@pytest.mark.parametrize("name", EVERY)
def test_no_name_means_two_things(name: str) -> None:
    seen: dict[str, str] = {}
    for term in EVERY[name]:
        for known in {fold(each) for each in (term.key, term.label, *term.aliases)}:
            assert seen.setdefault(known, term.key) == term.key, known


@pytest.mark.parametrize("name", EVERY)
def test_every_name_is_found(name: str) -> None:
    for term in EVERY[name]:
        for known in (term.key, term.label, term.label.upper(), f"  {term.label} ", *term.aliases):
            assert EVERY[name].find(known, "x") == term.key


@pytest.mark.parametrize("name", ["KINDS", "MEANS", "PARTIES", "ANSWERS"])
def test_not_known_is_a_term_of_its_own(name: str) -> None:
    assert NOT_KNOWN in EVERY[name]
    assert EVERY[name].find("not known", "x") == EVERY[name].find("Unknown", "x") == NOT_KNOWN


def test_the_lists_of_the_field_guide() -> None:
    assert len(list(KINDS)) == 28
    assert len(list(MEANS)) == 13
    assert [term.key for term in STATUSES] == [
        "alleged", "under_verification", "verified", "not_verifiable", "refuted", "duplicate", "withdrawn",
    ]  # fmt: skip
    assert [term.key for term in DETERMINATIONS] == [
        "not_assessed", "breach", "not_a_breach", "below_threshold", "exempt",
    ]  # fmt: skip
    assert [term.key for term in ANCHORS] == ["occurred", "reported", "assessed"]
    assert [term.key for term in ANSWERS] == ["yes", "no", NOT_KNOWN]
    assert {"russian_military", "ukrainian_military", NOT_KNOWN} < {term.key for term in PARTIES}


def test_oblasts_are_iso_3166_2() -> None:
    assert len(list(OBLASTS)) == 27
    assert all(re.fullmatch(r"UA-\d\d", term.key) for term in OBLASTS)
    for text, code in {
        "Sumy": "UA-59", "ua-63": "UA-63", "Харківська область": "UA-63", "Luhansk Oblast": "UA-09",
        "Donetsk": "UA-14", "Zaporizhzhia": "UA-23", "Kherson": "UA-65", "Mykolaiv": "UA-48",
        "Kyiv": "UA-30", "Kyiv Oblast": "UA-32", "Crimea": "UA-43", "Sevastopol": "UA-40", "Odesa": "UA-51",
    }.items():  # fmt: skip
        assert OBLASTS.find(text, "oblast") == code


def test_a_stranger_is_refused_with_the_nearest_terms() -> None:
    with pytest.raises(FieldError) as caught:
        KINDS.find("morter", "kind")
    assert caught.value.field == "kind"
    assert caught.value.advice == "Did you mean mortar, other?"
    with pytest.raises(FieldError) as caught:
        KINDS.find("", "kind")
    assert caught.value.advice == "Choose one from the list."
    with pytest.raises(FieldError, match="guided bomb"):
        KINDS.find("bomb", "kind")


@given(st.text(max_size=30))
def test_any_text_is_found_or_refused(text: str) -> None:
    found = taken(lambda: KINDS.find(text, "kind"), "kind")
    assert found is None or found in KINDS


class Ukrainian(gettext.NullTranslations):
    """A language of one word."""

    def gettext(self, message: str) -> str:
        return {"mortar": "міномет"}.get(message, message)


def test_terms_are_found_and_shown_in_the_current_language() -> None:
    with words.catalogue(Ukrainian()):
        assert KINDS.label("mortar") == "міномет"
        assert KINDS.english("mortar") == "mortar"
        assert KINDS.find("Міномет", "kind") == KINDS.find("mortar", "kind") == "mortar"


def test_an_unknown_key_is_shown_never_hidden() -> None:
    assert KINDS.label("trebuchet") == KINDS.english("trebuchet") == "trebuchet"
    assert "trebuchet" not in KINDS
    assert list(Vocabulary(Term("a", "A"))) == [Term("a", "A")]
