"""Words that may not appear: looked for in any text, whatever their case and whatever stands between them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_TOKEN = re.compile(r"\w+")
_NAME = 3
"""A word of a name that is hidden by itself has so many letters at least."""


class HiddenWords:
    """Finds each of any number of phrases in one walk over a text."""

    def __init__(self) -> None:
        self._phrases: dict[str, dict[int, set[tuple[str, ...]]]] = {}
        """By first word, then by length: ten thousand links that begin alike cost no more than one."""
        self._literal: set[str] = set()

    def hide(self, *texts: str) -> None:
        """These texts must not stand anywhere."""
        for text in texts:
            tokens = tuple(_TOKEN.findall(_fold(text)))
            if tokens:
                self._phrases.setdefault(tokens[0], {}).setdefault(len(tokens), set()).add(tokens)
            elif text.strip():
                self._literal.add(text.strip())

    def replaced(self, text: str, mark: str) -> str:
        """`text` with `mark` for each of them, the longest first."""
        for literal in self._literal:
            text = text.replace(literal, mark)
        found = [(_fold(token.group()), token.start(), token.end()) for token in _TOKEN.finditer(text)]
        words = [token[0] for token in found]
        pieces, last, at = list[str](), 0, 0
        while at < len(found):
            known = self._phrases.get(words[at], {})
            length = max((n for n, of_n in known.items() if tuple(words[at : at + n]) in of_n), default=0)
            if length:
                pieces += [text[last : found[at][1]], mark]
                last = found[at + length - 1][2]
            at += length or 1
        return "".join([*pieces, text[last:]])


def names_in(text: str) -> Iterable[str]:
    """The words of a name that stand for it alone: a surname without the first name.

    One capital is no name yet: of “Patrol 3” the word patrol stays a word.
    """
    words = [word for word in _TOKEN.findall(text) if len(word) >= _NAME and word[0].isupper()]
    return words if len(words) > 1 else ()


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
