"""What user text may be. It is kept as typed: never trimmed inside, never turned into something else."""

from __future__ import annotations

import re
import unicodedata

from domain.errors import FieldError
from domain.words import _, number

LINE = 300
"""Longest one-line value, in characters."""
TEXT = 20_000
"""Longest text of several lines, in characters. Longer material belongs into a file."""
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_BREAKS = re.compile("[\n\t\u2028\u2029]")


def clean_text(text: str, field: str, *, limit: int = TEXT) -> str:
    """`text` with line ends as `\\n`, in Unicode NFC, without spaces around it.

    Raises `FieldError` naming `field` for control characters, lone surrogates, and more than `limit`
    characters: refused with a reason, because dropping them silently would change a record.
    """
    if not text:
        return text
    if len(text) <= limit and text.isascii() and text.isprintable():
        return text.strip()
    tidy = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if found := _REFUSED.search(tidy):
        raise FieldError(
            field,
            _("Character {at} is a control character (U+{code:04X}) that cannot be kept.").format(
                at=found.start() + 1, code=ord(found.group())
            ),
            _("Delete it and try again."),
        )
    if len(tidy) > limit:
        raise FieldError(
            field,
            _("{count} characters; the limit is {limit}.").format(
                count=number(len(tidy)), limit=number(limit)
            ),
            _("Shorten the text."),
        )
    return tidy


def clean_line(text: str, field: str, *, limit: int = LINE) -> str:
    """As `clean_text`, on one line: line ends and tabs become spaces. Raises `FieldError` alike."""
    if text.isprintable():
        return clean_text(text, field, limit=limit)
    return clean_text(
        _LINE_BREAKS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")), field, limit=limit
    )


def required(text: str, field: str, message: str) -> str:
    """`text`, or a `FieldError` with `message` where it is empty."""
    if not text:
        raise FieldError(field, message)
    return text


def excerpt(text: str, length: int) -> str:
    """The beginning of `text` on one line, cut at `length` characters with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
