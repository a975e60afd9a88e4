"""Which names a view has room for, and where they stand: the same choice on screen and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from domain.map.labels import Area, Taken, Wanted, place
from domain.map.names import AREAS, RIVER_NAMES, smallest_population
from domain.map.outline import Settlement, Track, outline, settlements
from domain.map.overlay import Form, Traced
from domain.map.view import View
from domain.vocabulary import OBLASTS
from domain.words import _

Measure = Callable[[str, str], tuple[float, float]]
"""The width and the height of a text set as a town, an oblast, an area or a water."""

TOWN, VILLAGE, OBLAST, LAND, WATER = "town", "village", "oblast", "land", "water"
OVERLAY = "overlay"
TOWN_FROM = 100_000
"""People from which a settlement is set as a town."""
MOST_SETTLEMENTS = 90
_MOST_POINTS = 2_000
_RIVERS_FROM = 0.0008
_SHARES = (0.5, 0.3, 0.7, 0.15, 0.85)


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
    found += _rivers(view, measure, taken, within, per_pixel)
    return found, dots


def overlay_names(view: View, shapes: Iterable[Traced], measure: Measure, taken: Taken) -> list[Name]:
    """The names of the desk's own lines and areas, one for each shape that has room for it.

    An area has its name inside, a line beside it; where a mark is in the way, somewhere else along it. The
    lines themselves are then taken, so that other names keep off them.
    """
    seen = [
        (shape, [line for track in shape.tracks if len(line := _on_sheet(view, track)) > 1])
        for shape in shapes
        if shape.box.meets(view.box)
    ]
    for _shape, lines in seen:
        for line in lines:
            taken.add_line(line)
    within = Area(2, 2, view.width - 2, view.height - 2)
    found = []
    for shape, lines in seen:
        text = " ".join(shape.name.split())
        if not text or not lines:
            continue
        size = measure(text, OVERLAY)
        for wanted in _places_along(view, shape, lines[0], size):
            if made := place([wanted], within, taken):
                found.append(Name(text, OVERLAY, made[0].left, made[0].top))
                break
    return found


def _on_sheet(view: View, track: Track) -> list[tuple[float, float]]:
    """A line on the sheet, without points closer than 3 units, as far as it is near the view."""
    near = view.box.grown(60 / view.scale)
    step = 3 / view.scale
    line = track.thinned(step)
    while len(line) > _MOST_POINTS:  # a finer line than any sheet shows: names keep off its course alone
        step *= 2
        line = Track(line, track.box).thinned(step)
    kept = [
        point
        for before, point, after in zip((line[0], *line), line, (*line[1:], line[-1]), strict=False)
        if near.holds(*point) or near.holds(*before) or near.holds(*after)
    ]
    return [view.place(x, y) for x, y in kept]


def _places_along(
    view: View, shape: Traced, line: Sequence[tuple[float, float]], size: tuple[float, float]
) -> Iterator[Wanted]:
    """Where the name of a shape may stand, the best first."""
    if shape.form is Form.AREA:
        x, y = view.place(*shape.box.centre)
        for down in (0, -1.6, 1.6, -3.2, 3.2):
            yield Wanted(0, x, y + down * size[1], *size, centred=True)
    inside = [at for at in line if 0 <= at[0] <= view.width and 0 <= at[1] <= view.height]
    for share in _SHARES:
        if inside:
            yield Wanted(0, *inside[int(share * (len(inside) - 1))], *size, gap=5)


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


def _rivers(view: View, measure: Measure, taken: Taken, within: Area, per_pixel: float) -> list[Name]:
    """The names of rivers beside their longest stretch in view, where the sheet is large enough for them."""
    if view.scale / per_pixel < _RIVERS_FROM:
        return []
    stretches: dict[str, list[tuple[float, float]]] = {}
    for river in outline().rivers:
        if river.name and river.path.box.meets(view.box):
            line = [at for at in _on_sheet(view, river.path) if within.holds(*at)]
            if len(line) > len(stretches.get(river.name, ())):
                stretches[river.name] = line
    found = []
    for name, line in stretches.items():
        text = _(RIVER_NAMES[name])
        for share in _SHARES:
            at = line[int(share * (len(line) - 1))]
            if made := place([Wanted(0, *at, *measure(text, WATER), gap=3)], within, taken):
                found.append(Name(text, WATER, made[0].left, made[0].top))
                break
    return found


def _centred(
    view: View, text: str, style: str, at: tuple[float, float], measure: Measure, taken: Taken, within: Area
) -> Name | None:
    wanted = Wanted(0, *view.place(*at), *measure(text, style), centred=True)
    made = place([wanted], within, taken)
    return Name(text, style, made[0].left, made[0].top) if made else None
