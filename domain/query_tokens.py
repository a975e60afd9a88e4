"""A query cut into its words and conditions, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.errors import FieldError
from domain.text import excerpt
from domain.words import _

LONGEST = 2_000
"""Longest query, in characters."""
QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»"}
"""What opens a quotation, and what may close it."""
NOT_WORDS = ("not", "не", "крім")
_KEY = re.compile(r"(?P<key>[^\W\d_]{1,40}\.?):")
_SPACE = re.compile(r"\s+")
_NOT_KNOWN = re.compile(r"not known(?!\S)|не відомо(?!\S)", re.IGNORECASE)


class FilterError(FieldError):
    """A query that cannot be read; the wrong part of it is `text[start:end]`."""

    def __init__(self, field: str, message: str, advice: str, start: int, end: int) -> None:
        super().__init__(field, message, advice)
        self.start = start
        self.end = end


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a query: what it says, and where it stands, quotation marks included."""

    text: str
    start: int
    end: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A condition, or (without a key) a word or a phrase."""

    key: Piece | None
    values: tuple[Piece, ...]
    negated: bool
    whole: Piece


def unreadable(piece: Piece, message: str, advice: str = "") -> FilterError:
    """The refusal of a part of a query; `{text}` in the message is what it says."""
    return FilterError("filter", message.format(text=excerpt(piece.text, 40)), advice, piece.start, piece.end)


def tokens(text: str) -> Iterator[Token]:
    """The parts of a query, in order. Raises `FilterError`."""
    if len(text) > LONGEST:
        raise FilterError(
            "filter",
            _("The filter is longer than {limit} characters.").format(limit=LONGEST),
            _("Shorten it."),
            LONGEST,
            len(text),
        )
    at = _skip(text, 0)
    while at < len(text):
        token, end = _token(text, at)
        yield token
        at = _skip(text, end)


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _token(text: str, start: int) -> tuple[Token, int]:
    at, negated = start, False
    if text[at] in "-−" and at + 1 < len(text) and not text[at + 1].isspace():
        at, negated = at + 1, True
    elif (after := _after_not(text, at)) is not None:
        at, negated = after, True
    if found := _KEY.match(text, at):
        key = Piece(found["key"], at, found.end("key"))
        values, end = _values(text, found.end(), key)
    elif text[at] in QUOTES:
        key = None
        piece, end = _quoted(text, at)
        values = (piece,)
    else:
        key = None
        end = _end_of_word(text, at)
        values = (Piece(text[at:end], at, end),)
    return Token(key, values, negated, Piece(text[start:end], start, end)), end


def _after_not(text: str, at: int) -> int | None:
    """Where the condition begins that a word “not” at `at` leaves out; None where it is just a word."""
    if found := _NOT_KNOWN.match(text, at):
        raise FilterError(
            "filter",
            _("“{text}”: what is not known?").format(text=found[0]),
            _("For instance: party:unknown, no:position. To find these words, put them in quotation marks."),
            found.start(),
            found.end(),
        )
    end = _end_of_word(text, at)
    if text[at:end].casefold() not in NOT_WORDS:
        return None
    after = _skip(text, end)
    if after < len(text) and (text[after] in QUOTES or _KEY.match(text, after)):
        return after
    return None


def _end_of_word(text: str, at: int) -> int:
    found = _SPACE.search(text, at)
    return found.start() if found else len(text)


def _values(text: str, at: int, key: Piece) -> tuple[tuple[Piece, ...], int]:
    """Values apart by commas; a space may follow the colon and each comma."""
    values: list[Piece] = []
    while True:
        after = _skip(text, at)
        if after >= len(text) or (after > at and _KEY.match(text, after)):
            where = Piece(text[key.start : at], key.start, at)
            message = _("Nothing follows “{text}”.") if not values else _("Nothing follows the last comma.")
            raise unreadable(where, message, _("Type a value, or delete it."))
        piece, at = _quoted(text, after, ",") if text[after] in QUOTES else _plain(text, after)
        values.append(piece)
        if at >= len(text) or text[at] != ",":
            return tuple(values), at
        at += 1


def _plain(text: str, start: int) -> tuple[Piece, int]:
    end = start
    while end < len(text) and not text[end].isspace() and text[end] != ",":
        end += 1
    piece = Piece(text[start:end], start, end)
    if end == start:
        raise FilterError(
            "filter",
            _("A value is missing before the comma."),
            _("Type it, or delete the comma."),
            start,
            end + 1,
        )
    return piece, end


def _quoted(text: str, start: int, following: str = "") -> tuple[Piece, int]:
    """A quotation; a straight quotation mark inside one is written twice."""
    closing, said, at = QUOTES[text[start]], "", start + 1
    while at < len(text):
        if text[at] in closing:
            if text[at] == '"' and text[at : at + 2] == '""':
                at += 1
            else:
                break
        said += text[at]
        at += 1
    else:
        raise FilterError(
            "filter",
            _("The quotation mark is not closed."),
            _("Close it, or delete it."),
            start,
            len(text),
        )
    end = at + 1
    if end < len(text) and not (text[end].isspace() or text[end] in following):
        raise FilterError(
            "filter",
            _("Something follows the quotation mark."),
            _("Put a space after it."),
            end,
            _end_of_word(text, end),
        )
    if not said.strip():
        raise FilterError(
            "filter", _("Nothing stands in the quotation marks."), _("Delete them."), start, end
        )
    return Piece(said, start, end, quoted=True), end
