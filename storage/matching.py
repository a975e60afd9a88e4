"""Typed words as expressions of the word index."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from domain.atlas.folding import fold
from storage.finding import fold_words


def match_expression(words: str) -> str:
    """Typed words as an expression of the word index: every word, as the beginning of a word.

    Any input is safe. A word is found in the name of a place in any spelling.
    """
    return " AND ".join(map(_word, _typed(words)))


def _typed(text: str) -> list[str]:
    """What was typed between spaces, each as the word index cuts it: `one-way` is two words in a row."""
    bare = without_accents(text)
    pieces = (" ".join("".join(c if c.isalnum() else " " for c in one).split()) for one in bare.split())
    return list(dict.fromkeys(filter(None, pieces)))


def _word(word: str) -> str:
    spelt = fold(word)
    if not spelt or any(c.isdigit() for c in spelt):  # a number is spelt in one way
        return f'{{words}} : "{word}"*'
    if spelt == word.casefold():
        return f'{{words place}} : "{word}"*'
    return f'({{words}} : "{word}"* OR {in_column("place", spelt.split())})'


def plain_words(text: str) -> list[str]:
    """The words of a text as the word index cuts them, each once."""
    bare = without_accents(text)
    return list(dict.fromkeys("".join(c if c.isalnum() else " " for c in bare).split()))


def in_column(column: str, words: Iterable[str]) -> str:
    """All of `words`, each as the beginning of a word, in one column."""
    inner = " AND ".join(f'"{word}"*' for word in words)
    return f"{{{column}}} : ({inner})" if inner else ""


def any_of(matches: Iterable[str]) -> str:
    """Either of some expressions."""
    return " OR ".join(f"({one})" for one in matches if one)


def without_accents(text: str) -> str:
    """Text as the word index folds it."""
    return "".join(c for c in fold_words(text) if not unicodedata.combining(c))
