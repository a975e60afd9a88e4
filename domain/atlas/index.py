"""Places found by the beginning of a name, a piece of it, and nearly: one sorted list of keys, bisected."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from itertools import chain
from typing import NamedTuple

from domain.atlas.place import Place
from domain.atlas.rows import read_place, write_row

_LAST = "\U0010ffff"
_FUZZY_FROM = 5
_FUZZY_TO = 40
_ALPHABET = "abcdefhiklmnoprstuvxz "


class Match(IntEnum):
    """How well a place fits what was typed, the best first."""

    WHOLE = 0
    BEGINNING = 1
    WORD = 2
    PIECE = 3
    NEARLY = 4
    NEARLY_BEGINNING = 5


class Found(NamedTuple):
    """A place found: its number, how, and whether by a name of today (and not an old or a foreign one)."""

    number: int
    match: Match
    today: bool


class _Key(NamedTuple):
    text: str
    number: int
    today: bool
    whole: bool  # False for the later words of a name


class Index:
    """Places by number, and the keys of their names in order. Immutable once built."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._rows = [line.split("\t") for line in lines]
        self._places: dict[int, Place] = {}
        keys = []
        for number, row in enumerate(self._rows):
            for column, today in ((8, True), (9, False)):
                if row[column]:
                    for text in row[column].split("|"):
                        keys.append(_Key(text, number, today, True))
                        if " " in text:
                            keys += [_Key(rest, number, today, False) for rest in _later_words(text)]
        keys.sort()
        self._keys = keys

    @classmethod
    def of(cls, places: Iterable[Place]) -> Index:
        """An index of `places`, numbered in their order."""
        return cls(
            write_row(
                _cell(place.name),
                _cell(place.ukrainian),
                place.oblast or place.country,
                place.position,
                place.population,
                [_cell(spelling) for spelling in place.spellings],
                quarter=place.quarter,
            )
            for place in places
        )

    def __len__(self) -> int:
        return len(self._rows)

    def place(self, number: int) -> Place:
        """The place of that number, made when it is first asked for."""
        if number not in self._places:
            self._places[number] = read_place(self._rows[number])
        return self._places[number]

    def standing(self, number: int) -> tuple[int, bool, bool]:
        """Population, quarter of a town or not, and abroad or not: what thousands are ranked by at once."""
        row = self._rows[number]
        return int(row[5]), bool(row[6]), bool(row[2]) and not row[2].startswith("UA")

    def coordinates(self) -> Iterator[tuple[int, int, int, bool]]:
        """Of every place in order: latitude and longitude in 0.00001 degree, population, quarter or not."""
        return ((int(row[3]), int(row[4]), int(row[5]), bool(row[6])) for row in self._rows)

    def exact(self, key: str) -> list[Found]:
        """The places that have exactly this key."""
        return [
            Found(one.number, Match.WHOLE, one.today)
            for one in self._between(key, key + "\0")
            if one.whole and key
        ]

    def search(self, key: str, enough: int) -> list[Found]:
        """Every place whose keys fit `key`, each once, by its best fit.

        Pieces of words and near misses are looked for only while fewer than `enough` are found, near misses
        only when no whole name fits.
        """
        best: dict[int, Found] = {}
        pieces = self._piece(key)
        for ways in (self._beginning(key), pieces, self._nearly(key)):
            for found in ways:
                before = best.get(found.number)
                if before is None or (found.match, not found.today) < (before.match, not before.today):
                    best[found.number] = found
            if len(best) >= enough or (
                ways is pieces and any(found.match is Match.WHOLE for found in best.values())
            ):
                break
        return list(best.values())

    def _between(self, first: str, last: str) -> Sequence[_Key]:
        low = bisect_left(self._keys, (first,))
        return self._keys[low : bisect_left(self._keys, (last,), low)]

    def _beginning(self, key: str) -> Iterator[Found]:
        for text, number, today, whole in self._between(key, key + _LAST):
            yield Found(
                number,
                Match.WORD if not whole else Match.WHOLE if text == key else Match.BEGINNING,
                today,
            )

    def _piece(self, key: str) -> Iterator[Found]:
        if len(key) > 1:
            for one in self._keys:
                if key in one[0]:
                    yield Found(one[1], Match.PIECE, one[2])

    def _nearly(self, key: str) -> Iterator[Found]:
        if _FUZZY_FROM <= len(key) <= _FUZZY_TO:
            for variant in _one_slip_away(key):
                for text, number, today, whole in self._between(variant, variant + _LAST):
                    if whole:
                        yield Found(
                            number, Match.NEARLY if text == variant else Match.NEARLY_BEGINNING, today
                        )


def _later_words(text: str) -> Iterator[str]:
    at = text.find(" ")
    while at >= 0:
        yield text[at + 1 :]
        at = text.find(" ", at + 1)


def _one_slip_away(key: str) -> set[str]:
    """Every text that is one letter more, less, or other than `key`, or has two neighbours exchanged.

    The first letter is taken to be right: people do not err there, and it keeps the near near.
    """
    cuts = [(key[:at], key[at:]) for at in range(1, len(key) + 1)]
    return set(
        chain(
            (left + right[1:] for left, right in cuts if right),
            (left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1),
            (left + letter + right[1:] for left, right in cuts if right for letter in _ALPHABET),
            (left + letter + right for left, right in cuts for letter in _ALPHABET),
        )
    ) - {key}


def _cell(text: str) -> str:
    return " ".join(text.replace("|", " ").split())
