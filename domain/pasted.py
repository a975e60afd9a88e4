"""Times, positions and places found in a block of pasted text. Proposals: a person takes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TypeVar

from domain.atlas.gazetteer import Gazetteer
from domain.atlas.place import Place
from domain.errors import FieldError
from domain.instant import Span, parse_span
from domain.position import Position, parse_position

MOST = 8
"""How many of a kind are proposed."""
LONGEST = 20_000
"""How much of a text is looked at, in characters."""
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_TIMES = re.compile(
    rf"""\b\d{{6}}(?:\d\d)?\s?[a-ik-z](?:\s?{_MONTH}\s?\d\d)?\b
    | \b\d{{4}}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\s?(?:Z|[+-]\d\d:?\d\d))?)?
    | \b\d\d?\s(?:{_MONTH})\s\d{{2,4}}(?:,?\s\d\d?:\d\d)?
    | \b\d\d?[./]\d\d?[./]\d{{4}}(?:,?\s\d\d?:\d\d)?
    | \b(?:yesterday|today)\s\d\d?:\d\d
    | (?<![\d:])\d\d?:\d\d(?![\d:])""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_NUMBER = r"\d{1,3}(?:[.,]\d{1,8})?\s?"
_HALF = rf"""{_NUMBER}°(?:\s?{_NUMBER}['′’](?:\s?{_NUMBER}(?:"|″|”|''))?)?"""
_POSITIONS = re.compile(
    rf"""\b\d{{1,2}}\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{{2}}\s?\d{{2,5}}\s?\d{{2,5}}\b
    | {_HALF}\s?[NS][,;\s]{{0,3}}{_HALF}\s?[EW]
    | [NS]\s?{_HALF}[,;\s]{{0,3}}[EW]\s?{_HALF}
    | \b[NS]\s?\d{{1,2}}\.\d{{2,8}}[,;\s]{{1,3}}[EW]\s?\d{{1,3}}\.\d{{2,8}}
    | (?<![\d.,-])-?\d{{1,2}}\.\d{{2,8}}\s?[,;/\s]\s?-?\d{{1,3}}\.\d{{2,8}}(?!\d|\.\d)""",
    re.VERBOSE,
)
_NAMES = re.compile(r"[^\W\d_][\w'’ʼ\-]+(?: [^\W\d_][\w'’ʼ\-]+)*")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, each with the words it was read from, in the order of the text."""

    times: tuple[tuple[str, Span], ...]
    positions: tuple[tuple[str, Position], ...]
    places: tuple[tuple[str, Place], ...]


def look(text: str, *, now: datetime, zone: tzinfo, gazetteer: Gazetteer) -> Found:
    """Everything in `text` that could be when and where. `zone` is that of times that name none."""
    shown = text[:LONGEST]

    def time(words: str) -> Span | None:
        span = parse_span(words, now=now, zone=zone)
        return span if span.earliest <= now else None

    return Found(
        tuple(_read(_TIMES, shown, time)),
        tuple(_read(_POSITIONS, shown, parse_position)),
        tuple(_places(shown, gazetteer)),
    )


def _read(pattern: re.Pattern[str], text: str, read: Callable[[str], T | None]) -> Iterator[tuple[str, T]]:
    seen: set[str] = set()
    for found in pattern.finditer(text):
        words = found.group().strip()
        if words in seen or len(seen) >= MOST:
            continue
        try:
            value = read(words)
        except FieldError:
            continue
        if value is not None:
            seen.add(words)
            yield words, value


def _places(text: str, gazetteer: Gazetteer) -> Iterator[tuple[str, Place]]:
    """Names with a capital letter, up to three words long, that mean one place; the longest first."""
    seen: set[Place] = set()
    for run in _NAMES.finditer(text):
        words = run.group().split(" ")
        at = 0
        while at < len(words):
            length = 1
            for count in (3, 2, 1):
                name = " ".join(words[at : at + count])
                if at + count > len(words) or not words[at][0].isupper() or len(name) < 3:
                    continue
                place = gazetteer.resolve(name)
                if place is not None and place.country in ("UA", ""):
                    if place not in seen and len(seen) < MOST:
                        seen.add(place)
                        yield name, place
                    length = count
                    break
            at += length
