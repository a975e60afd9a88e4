"""Words: English is its own key, plurals, contexts, and a language for a while."""

from __future__ import annotations

import gettext

import pytest

from domain import words
from domain.words import N_, _, n_, number, p_


class Shouting(gettext.NullTranslations):
    """A language of capitals."""

    def gettext(self, message: str) -> str:
        return message.upper()

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return (msgid1 if n == 1 else msgid2).upper().replace("{N}", "{n}")

    def pgettext(self, context: str, message: str) -> str:
        return f"{message.upper()} ({context})"


def test_english_says_itself() -> None:
    assert _("not known") == N_("not known") == p_("answer", "not known") == "not known"
    assert _("") == ""


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 incidents"), (1, "1 incident"), (1204, "1,204 incidents")]
)
def test_plurals_carry_their_number(count: int, said: str) -> None:
    assert n_("{n} incident", "{n} incidents", count) == said


def test_numbers_are_grouped_by_three() -> None:
    assert [number(n) for n in (0, 999, 1000, 1234567, -1000)] == ["0", "999", "1,000", "1,234,567", "-1,000"]


def test_a_catalogue_holds_for_its_block() -> None:
    with words.catalogue(Shouting()):
        assert _("breach") == "BREACH"
        assert _("") == ""
        assert n_("{n} incident", "{n} incidents", 2) == "2 INCIDENTS"
        assert p_("verb", "open") == "OPEN (verb)"
        with words.language("en"):
            assert _("breach") == "breach"
        assert _("breach") == "BREACH"
    assert _("breach") == "breach"


def test_a_block_in_a_language_ends_with_an_error_too() -> None:
    with pytest.raises(RuntimeError), words.catalogue(Shouting()):
        raise RuntimeError
    assert _("breach") == "breach"


@pytest.mark.parametrize("code", ["xx", "", "uk_UA.UTF-8"])
def test_an_unknown_language_is_no_failure(code: str) -> None:
    words.use_language(code)
    assert _("no such sentence in any catalogue") == "no such sentence in any catalogue"
