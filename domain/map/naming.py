"""Which names a view has room for, and where they stand: the same choice on screen and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from domain.map.labels import Area, Taken, Wanted, place
from domain.map.names import AREAS, smallest_population
from domain.map.outline import Settlement, outline, settlements
from domain.map.view import View
from domain.vocabulary import OBLASTS

Measure = Callable[[str, str], tuple[float, float]]
"""The width and the height of a text set as a town, an oblast, an area or a water."""

TOWN, VILLAGE, OBLAST, LAND, WATER = "town", "village", "oblast", "land", "water"
TOWN_FROM = 100_000
"""People from which a settlement is set as a town."""
MOST_SETTLEMENTS = 90


class Name(NamedTuple):
    """A name on the map: how it is set, and the upper left corner of its room."""

    text: str
    style: str
    left: float
    top: float


class Dot(NamedTuple):
    """A settlement that is named: its point on the sheet."""

    x: float
    y: float
    style: str


def names(
    view: View, measure: Measure, taken: Taken, *, per_pixel: float = 1.0, dot: float = 1.6
) -> tuple[list[Name], list[Dot]]:
    """The names of a view that find room between what is `taken`, the most important first.

    `per_pixel` is units of the sheet for 1/72 inch; `dot` the radius of a settlement's dot.
    """
    within = Area(2, 2, view.width - 2, view.height - 2)
    found, dots = _settlements(view, measure, taken, within, per_pixel, dot)
    found += _areas(view, measure, taken, within)
    return found, dots


def _settlements(
    view: View, measure: Measure, taken: Taken, within: Area, per_pixel: float, dot: float
) -> tuple[list[Name], list[Dot]]:
    chosen = list(_in_view(view, smallest_population(view.scale / per_pixel)))
    places = [view.place(one.x, one.y) for one in chosen]
    styles = [TOWN if one.population >= TOWN_FROM else VILLAGE for one in chosen]
    wanted = (
        Wanted(key, x, y, *measure(one.label, styles[key]), gap=dot + 1.4)
        for key, (one, (x, y)) in enumerate(zip(chosen, places, strict=True))
    )
    found, dots = [], []
    for one in _with_dots(wanted, within, taken, dot):
        found.append(Name(chosen[one[0]].label, styles[one[0]], one[1], one[2]))
        dots.append(Dot(*places[one[0]], styles[one[0]]))
    return found, dots


def _with_dots(
    wanted: Iterable[Wanted], within: Area, taken: Taken, dot: float
) -> Iterator[tuple[int, float, float]]:
    """Names that found room one after the other; the dot of each is then taken too."""
    for one in wanted:
        for made in place([one], within, taken):
            taken.add(Area(one.x - dot, one.y - dot, one.x + dot, one.y + dot))
            yield made


def _in_view(view: View, least: int) -> Iterator[Settlement]:
    box = view.box
    count = 0
    for one in settlements():
        if one.population < (least * 2 if one.abroad else least):
            if one.abroad:
                return
            continue
        if box.holds(one.x, one.y):
            yield one
            count += 1
            if count == MOST_SETTLEMENTS:
                return


def _areas(view: View, measure: Measure, taken: Taken, within: Area) -> list[Name]:
    found = []
    for area in AREAS:
        style = WATER if area.water else LAND
        for at in area.places:
            if made := _centred(view, area.label, style, at, measure, taken, within):
                found.append(made)
                break
    made_of = (
        _centred(view, OBLASTS.label(one.code), OBLAST, one.middle, measure, taken, within)
        for one in outline().oblasts
    )
    return [*found, *filter(None, made_of)]


def _centred(
    view: View, text: str, style: str, at: tuple[float, float], measure: Measure, taken: Taken, within: Area
) -> Name | None:
    wanted = Wanted(0, *view.place(*at), *measure(text, style), centred=True)
    made = place([wanted], within, taken)
    return Name(text, style, made[0].left, made[0].top) if made else None
