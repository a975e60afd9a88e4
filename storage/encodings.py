"""Which encoding a text file is in."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from domain.errors import DeskError
from domain.text import excerpt
from domain.words import _

_BLOCK = 1 << 20
_SAMPLE = 1 << 16
_STRAY = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f\udc80-\udcff]")
_CYRILLIC_WORD = re.compile("[\u0400-\u04ff]{2,}")
_MIXED_WORD = re.compile("[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")


def known_encoding(name: str) -> str:
    """The standard name of an encoding. Raises `DeskError` for one that does not exist or is none of text."""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        found = None
    if found is None or not found._is_text_encoding:
        raise DeskError(_("There is no encoding “{name}”.").format(name=excerpt(name, 40)))
    return found.name


def detect_encoding(raw: BinaryIO) -> str:
    """By its mark; else UTF-8 where most of it is; else the Windows encoding whose words make sense.

    `raw` stands at its beginning and is read to its end. A stray byte does not make a UTF-8 file another.
    """
    head = raw.read(_SAMPLE)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    high, low = head[::2].count(0), head[1::2].count(0)
    if high + low > len(head) // 20 and max(high, low) > 9 * min(high, low):
        return "utf-16-be" if high > low else "utf-16-le"
    raw.seek(0)
    good, stray = _utf8_letters(raw)
    if not stray or good > stray:
        return "utf-8"
    raw.seek(0)
    text = raw.read(4 * _BLOCK).decode("cp1251", "replace")
    return "cp1251" if len(_CYRILLIC_WORD.findall(text)) >= len(_MIXED_WORD.findall(text)) else "cp1252"


def _utf8_letters(raw: BinaryIO) -> tuple[int, int]:
    """How many characters beyond ASCII are UTF-8, and how many bytes are not."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    good = stray = 0
    while block := raw.read(_BLOCK):
        if block.isascii() and not decoder.getstate()[0]:
            continue
        text = decoder.decode(block)
        good += len(_BEYOND_ASCII.findall(text))
        stray += len(_STRAY.findall(text))
    return good, stray + len(decoder.decode(b"", final=True))
