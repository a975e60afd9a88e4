"""The offline gazetteer: settlements of Ukraine and around it, by any spelling and by position.

The shipped data is read when `Gazetteer.load` is first called, never at import. Where it comes from and what
it may be used for is in SOURCES.md beside it.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple, Self

from domain.atlas.folding import fold
from domain.atlas.grid import Grid, rough_m
from domain.atlas.index import Found, Index
from domain.atlas.place import Place
from domain.atlas.rows import HEADER
from domain.errors import FieldError, InvariantError
from domain.position import Position, bearing_deg, compass16, distance_m
from domain.vocabulary import OBLASTS
from domain.words import _

DATA = Path(__file__).with_name("settlements.tsv")
AT_CENTRE_M = 1000
"""Up to this distance from its centre a position is said to be in the settlement, not beside it."""
_SAME_PLACE_M = 10_000
_QUARTER_WEIGHT_M = 30_000
_HOME = ("UA", "")
_LESSER = 10
_ABROAD = 4
_MUCH_LARGER = 5


class Nearby(NamedTuple):
    """A settlement, and where a position lies as seen from its centre."""

    place: Place
    distance_m: float
    bearing_deg: float

    @property
    def text(self) -> str:
        """`4 km NNE of Orikhiv`, whole kilometres; `Orikhiv` up to 1 km from its centre."""
        return self._said(self.place.label)

    @property
    def full_text(self) -> str:
        """The same with the place's oblast: `4 km NNE of Orikhiv, Zaporizhzhia Oblast`."""
        return self._said(self.place.full_label)

    def _said(self, place: str) -> str:
        if self.distance_m <= AT_CENTRE_M:
            return place
        distance, bearing = math.floor(self.distance_m / 1000 + 0.5), compass16(self.bearing_deg)
        return _("{distance} km {bearing} of {place}").format(distance=distance, bearing=bearing, place=place)


_Rank = tuple[bool, bool, int]


class _Layer:
    """Places with one standing: the shipped ones, or the user's own."""

    def __init__(self, index: Index, *, own: bool) -> None:
        self.index = index
        self.own = own

    @cached_property
    def grid(self) -> Grid:
        return Grid(self.index.coordinates(), own=self.own)


class Gazetteer:
    """Settlements to look up. Immutable: `with_places` answers with another one."""

    def __init__(self, shipped: _Layer, own: tuple[Place, ...] = ()) -> None:
        self._shipped = shipped
        self._own_places = own
        self._own = _Layer(Index.of(own), own=True)
        self._hidden = frozenset(self._replaced(own))

    @classmethod
    def load(cls) -> Self:
        """The gazetteer with the shipped data, which is read from disk the first time only."""
        return cls(_shipped())

    @classmethod
    def of(cls, places: Iterable[Place]) -> Self:
        """A gazetteer of `places` alone."""
        return cls(_Layer(Index([]), own=False)).with_places(places)

    def __len__(self) -> int:
        return len(self._shipped.index) - len(self._hidden) + len(self._own_places)

    def __iter__(self) -> Iterator[Place]:
        yield from self._own_places
        shipped = self._shipped.index
        yield from (shipped.place(number) for number in range(len(shipped)) if number not in self._hidden)

    def with_places(self, extra: Iterable[Place]) -> Self:
        """This gazetteer and the user's own places, which win.

        An own place comes first among equal fits, and hides a shipped one of the same name within 10 km; the
        later of two own places with the same name and position replaces the earlier.
        """
        mine = {(fold(place.name), place.position): place for place in (*self._own_places, *extra)}
        return type(self)(self._shipped, tuple(mine.values()))

    def suggest(self, text: str, limit: int = 8, near: Position | None = None) -> list[Place]:
        """The places that `text` may be the beginning of, the likeliest first, at most `limit`.

        By how the name fits: whole, from its beginning, from the beginning of a later word, a piece of it,
        and with one slip of the pen (from 5 letters on). Equal fits by population, of which a tenth counts
        for a quarter of a town and where only an old or a foreign spelling fits (Sloviansk before Nikopol,
        once Sloviansk too), and a fourth abroad. With `near` a place 30 km away counts a fourth too, so that
        of many namesakes the one at hand is first.
        """
        key = fold(text)
        if not key or limit < 1:
            return []
        keys = [key, f"{key[:-1]}h"] if text.rstrip().casefold().endswith("k") else [key]  # half of a kh
        ranked = [
            (found.match, not layer.own, -self._weight(layer.index, found, near), found.number, layer)
            for each in keys
            for layer, found in self._search(each, limit)
        ]
        best: dict[tuple[bool, int], Place] = {}
        for *_rank, number, layer in heapq.nsmallest(limit * len(keys), ranked, key=lambda one: one[:4]):
            best.setdefault((layer.own, number), layer.index.place(number))
        return list(best.values())[:limit]

    def _search(self, key: str, limit: int) -> Iterator[tuple[_Layer, Found]]:
        own = self._own.index.search(key, limit)
        yield from ((self._own, found) for found in own)
        enough = limit + len(self._hidden)
        for found in self._shipped.index.search(key, enough):
            if found.number not in self._hidden:
                yield self._shipped, found

    @staticmethod
    def _weight(index: Index, found: Found, near: Position | None) -> float:
        population, quarter, abroad = index.standing(found.number)
        weight = float(population + 100)
        if not found.today or quarter:
            weight /= _LESSER
        if abroad:
            weight /= _ABROAD
        if near is not None:
            weight /= (1 + rough_m(near, index.place(found.number).position) / _QUARTER_WEIGHT_M) ** 2
        return weight

    def resolve(self, text: str, oblast: str = "") -> Place | None:
        """The one place that `text` names by a whole spelling; None when there is none, or several.

        `oblast` (an ISO 3166-2 code) or an oblast after a comma (`Lyman, Donetsk Oblast`) narrows it. The
        user's own place goes before others, a settlement before a quarter of a town, a name of today in
        Ukraine before an old name and before places abroad; but an old name of a place five times as large
        leaves it open (Krasnyi Lyman is a village, and was the town of Lyman).
        """
        named = self._named(fold(text), oblast)
        if not named and "," in text and not oblast:
            name, _comma, region = text.rpartition(",")
            try:
                named = self._named(fold(name), OBLASTS.find(region, "oblast"))
            except FieldError:
                return None
        best = min((rank for rank, _place in named), default=None)
        meant = [place for rank, place in named if rank == best]
        if len(meant) != 1 or (best and best[0] and self._overshadowed(meant[0], named)):
            return None
        return meant[0]

    @staticmethod
    def _overshadowed(place: Place, named: Iterable[tuple[_Rank, Place]]) -> bool:
        return any(other.population > _MUCH_LARGER * max(place.population, 1) for _rank, other in named)

    def _named(self, key: str, oblast: str) -> list[tuple[_Rank, Place]]:
        """The places with this key and how readily each is meant by it, a small rank the most readily."""
        named = []
        for layer in (self._own, self._shipped):
            for found in layer.index.exact(key):
                place = layer.index.place(found.number)
                if (layer.own or found.number not in self._hidden) and oblast in ("", place.oblast):
                    strangeness = (not found.today) + (place.country not in _HOME)
                    named.append(((not layer.own, place.quarter, strangeness), place))
        return named

    def nearest(self, position: Position, within_m: float = 50_000) -> Nearby | None:
        """The settlement to name for `position`, with the distance and bearing from its centre to there.

        The nearest one, except that a town is preferred to a village hardly nearer (`domain.atlas.grid` says
        how much). None when no settlement is within `within_m` metres.
        """
        near = [
            (one.seeming_m, not layer.own, one.number, layer)
            for layer, hidden in ((self._own, frozenset[int]()), (self._shipped, self._hidden))
            for one in layer.grid.near(position, within_m, hidden)[:8]
        ]
        for *_rank, number, layer in sorted(near, key=lambda one: one[:3]):
            place = layer.index.place(number)
            metres = distance_m(place.position, position)
            if metres <= within_m:
                return Nearby(place, metres, bearing_deg(place.position, position))
        return None

    def describe(self, position: Position) -> str:
        """`4 km NNE of Orikhiv`, or `Orikhiv` within 1 km of its centre; empty far from any settlement."""
        near = self.nearest(position)
        return near.text if near else ""

    def _replaced(self, own: Iterable[Place]) -> Iterator[int]:
        shipped = self._shipped.index
        for place in own:
            for found in shipped.exact(fold(place.name)):
                if (
                    found.today
                    and rough_m(shipped.place(found.number).position, place.position) <= _SAME_PLACE_M
                ):
                    yield found.number


@cache
def _shipped() -> _Layer:
    header, *lines = DATA.read_text(encoding="utf-8").splitlines()
    if header != HEADER:
        raise InvariantError(f"{DATA.name} is not of this version")
    return _Layer(Index(lines), own=False)
