"""What may be drawn of a text, by which font, and in which order: the first half of setting text.

User text is drawn as letters and never parsed as markup, so nothing in it can be a command. What no font
can draw stays visible as its code point, `[U+1F600]`; so do control characters, those that reorder text, and
those whose meaning is a private matter of some font.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from arabic_reshaper import ArabicReshaper
from bidi import get_display

from reports.style import FALLBACK, advances, coverage

Run = tuple[str, str, float]
"""A piece of text in visual order, its font, and its width in points at size 1."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]")
_NAMED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\uf8ff]")
_BREAKS = re.compile("\r\n|[\r\u2028\u2029]")
_SPACES = re.compile("[\t\u2000-\u200a\u202f\u205f\u3000]")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ARABIC = re.compile("[\u0600-\u08ff]")
_PLAIN = re.compile("[ -~]*")
_PAIRS = {")": "(", "]": "[", "}": "{", "»": "«", "›": "‹"}
_OPENING = {opening: closing for closing, opening in _PAIRS.items()}

_reshaper = ArabicReshaper({"delete_harakat": False, "support_ligatures": True})


def visible(text: str) -> str:
    """`text` with `\\n` as its only line end, and everything that cannot be seen either named or left out."""
    if _PLAIN.fullmatch(text):
        return text
    text = unicodedata.normalize("NFC", _BREAKS.sub("\n", text))
    return _INVISIBLE.sub("", _NAMED.sub(_name, _SPACES.sub(" ", text)))


def is_rtl(text: str) -> bool:
    """Whether any of it is written from right to left."""
    return _RTL.search(text) is not None


def reads_rtl(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


@lru_cache(maxsize=65_536)
def width(text: str, font: str) -> float:
    """The width of one line of visible text in points at size 1, shaped as it will be drawn."""
    return sum(run[2] for run in runs(text, font))


def is_simple(text: str, font: str) -> bool:
    """Whether one line of visible text is drawn by `font` alone, letter after letter."""
    return text.isascii() or (not is_rtl(text) and not _missing(text, font))


@lru_cache(maxsize=65_536)
def simple_width(text: str, font: str) -> float:
    """The width of simple text in points at size 1."""
    return sum(map(advances(font).__getitem__, text))


def runs(text: str, font: str) -> tuple[Run, ...]:
    """One line of visible text in visual order, cut into runs of one font each."""
    if not is_rtl(text):
        return _by_font(text, font)
    shaped = _reshaper.reshape(text) if _ARABIC.search(text) else text
    return _by_font(_mirror(str(get_display(shaped, base_dir="R" if reads_rtl(text) else "L"))), font)


def _name(found: re.Match[str]) -> str:
    return f"[U+{ord(found.group()):04X}]"


def _mirror(text: str) -> str:
    """Turn round the brackets that reordering left facing away from each other: `)12(` becomes `(12)`."""
    letters = list(text)
    waiting: list[tuple[int, bool]] = []
    for at, char in enumerate(letters):
        if char not in _PAIRS and char not in _OPENING:
            continue
        partner = _PAIRS.get(char) or _OPENING[char]
        if waiting and letters[waiting[-1][0]] == partner:
            start, turned = waiting.pop()
            if turned:
                letters[start], letters[at] = char, partner
        else:
            waiting.append((at, char in _PAIRS))
    return "".join(letters)


def _by_font(text: str, font: str) -> tuple[Run, ...]:
    if not _missing(text, font):
        return ((text, font, simple_width(text, font)),)
    pieces: list[tuple[str, str]] = []
    for char in text:
        drawn, by = _drawable(char, font)
        if pieces and pieces[-1][1] == by:
            pieces[-1] = (pieces[-1][0] + drawn, by)
        else:
            pieces.append((drawn, by))
    return tuple((piece, by, simple_width(piece, by)) for piece, by in pieces)


def _missing(text: str, font: str) -> bool:
    return not coverage(font).issuperset(map(ord, text))


@lru_cache(maxsize=4096)
def _drawable(char: str, font: str) -> tuple[str, str]:
    """What is drawn for a character, and by which font."""
    for name in (font, FALLBACK):
        if ord(char) in coverage(name):
            return char, name
    plain = unicodedata.normalize("NFKC", char)
    if len(plain) == 1 and ord(plain) in coverage(
        FALLBACK
    ):  # a presentation form without a drawing of its own
        return plain, FALLBACK
    return f"[U+{ord(char):04X}]", font
