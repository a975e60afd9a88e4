"""The map as values: projection, view, scale bar, labels, the outline that ships."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvariantError
from domain.map import outline as outline_module
from domain.map.labels import Area, Placed, Taken, Wanted, place
from domain.map.names import AREAS, RIVER_NAMES, TOWNS_ABROAD, smallest_population
from domain.map.outline import outline, settlements
from domain.map.projection import north_at, project, scale_at, unproject
from domain.map.scale_bar import ratio, scale_bar
from domain.map.symbols import FAMILIES, family
from domain.map.view import Box, View, around
from domain.position import Position, distance_m
from domain.vocabulary import KINDS, OBLASTS
from domain.words import language

lats = st.floats(44, 52.5)
lons = st.floats(22, 40.5)


# --- projection ----------------------------------------------------------------------------------


@given(st.floats(-79, 89), st.floats(-140, 179))
def test_a_point_comes_back(lat: float, lon: float) -> None:
    back = unproject(*project(lat, lon))
    assert back == pytest.approx((lat, lon), abs=1e-9)


@given(lats, lons, st.floats(0, 2 * math.pi))
def test_distances_in_the_country_are_good_to_half_a_percent_in_any_direction(
    lat: float, lon: float, way: float
) -> None:
    a = Position.of(lat, lon)
    b = Position.of(lat + 0.1 * math.sin(way), lon + 0.15 * math.cos(way))
    (ax, ay), (bx, by) = project(a.lat, a.lon), project(b.lat, b.lon)
    assert math.hypot(bx - ax, by - ay) == pytest.approx(distance_m(a, b), rel=0.005)


def test_the_scale_is_true_at_the_standard_parallels_and_too_small_between() -> None:
    assert scale_at(46) == pytest.approx(1, abs=1e-12)
    assert scale_at(51) == pytest.approx(1, abs=1e-12)
    assert 0.998 < scale_at(48.5) < 1 < scale_at(52.4) < 1.005


def test_the_middle_of_the_sheet_and_north_at_its_sides() -> None:
    assert project(48.5, 31.5) == pytest.approx((0, 0), abs=1e-6)
    assert north_at(31.5) == 0
    assert north_at(40) < 0 < north_at(23)


def test_nothing_falls_off_the_earth() -> None:
    assert all(math.isfinite(value) for value in (*project(-90, 0), *project(90, 180)))


# --- view ----------------------------------------------------------------------------------------

views = st.builds(
    View,
    st.floats(-1e6, 1e6),
    st.floats(-1e6, 1e6),
    st.floats(1e-4, 1),
    st.floats(100, 4000),
    st.floats(100, 4000),
)


@given(views, st.floats(0, 4000), st.floats(0, 4000))
def test_a_place_on_the_sheet_comes_back(view: View, left: float, top: float) -> None:
    assert view.place(*view.point(left, top)) == pytest.approx((left, top), abs=1e-5)


@given(views, st.floats(1e-4, 1), st.floats(0, 1000), st.floats(0, 1000))
def test_zooming_keeps_what_is_below_the_pointer(view: View, scale: float, left: float, top: float) -> None:
    under = view.point(left, top)
    assert view.zoomed(scale, left, top).place(*under) == pytest.approx((left, top), abs=1e-4)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(1, 1e6), st.floats(1, 1e6))
def test_a_box_that_was_fitted_is_seen_whole(x: float, y: float, width: float, height: float) -> None:
    box = Box(x, y, x + width, y + height)
    seen = View.fit(box, 800, 600, margin=20).box.grown(1e-3)
    assert seen.holds(box.west, box.south)
    assert seen.holds(box.east, box.north)


def test_moving_right_shows_what_lies_east() -> None:
    view = View(0, 0, 0.01, 800, 600)
    assert view.moved(100, 0).x > view.x
    assert view.moved(0, 100).y < view.y


def test_the_box_around_nothing_is_none() -> None:
    assert around([]) is None
    assert Box(0, 0, 1, 1).meets(Box(1, 1, 2, 2))
    assert not Box(0, 0, 1, 1).meets(Box(2, 2, 3, 3))


# --- scale bar -----------------------------------------------------------------------------------


@given(st.floats(1e-5, 10), st.floats(40, 400))
def test_a_scale_bar_is_round_and_fits(scale: float, longest: float) -> None:
    bar = scale_bar(scale, longest)
    assert bar.metres == 1 or bar.length <= longest * 1.0001
    assert str(bar.metres).rstrip("0") in ("1", "2", "5")
    assert bar.metres == 1 or bar.length * 2.5 > longest * 0.99
    assert bar.length == pytest.approx(bar.metres * scale)


def test_what_a_scale_bar_says() -> None:
    assert scale_bar(0.001, 120).label == "100 km"
    assert scale_bar(1, 600).label == "500 m"
    assert ratio(72 / 0.0254 / 1_000_000, 72 / 0.0254) == 1_000_000


# --- labels --------------------------------------------------------------------------------------

wanted = st.lists(
    st.builds(
        Wanted,
        st.integers(0, 999),
        st.floats(0, 500),
        st.floats(0, 400),
        st.floats(5, 120),
        st.floats(6, 20),
        st.just(4.0),
        centred=st.booleans(),
    ),
    max_size=60,
)


@given(wanted)
def test_no_name_lies_on_another_or_off_the_sheet(names: list[Wanted]) -> None:
    numbered = [name._replace(key=key) for key, name in enumerate(names)]
    placed = place(numbered, Area(0, 0, 500, 400), Taken())
    areas = []
    for one in placed:
        source = numbered[one.key]
        assert _beside(source, one)
        areas.append(Area(one.left, one.top, one.left + source.width, one.top + source.height))
    for at, area in enumerate(areas):
        assert area.left >= 0
        assert area.bottom <= 400
        assert not any(area.meets(other) for other in areas[:at])


def _beside(name: Wanted, placed: Placed) -> bool:
    left, top = placed.left, placed.top
    return bool(
        abs(left + name.width / 2 - name.x) <= name.width / 2 + name.gap + 1e-6
        and abs(top + name.height / 2 - name.y) <= name.height / 2 + name.gap + 1e-6
    )


def test_the_first_name_has_the_choice_and_the_rest_go_round_it() -> None:
    first, second = Wanted(1, 100, 100, 40, 10), Wanted(2, 100, 100, 40, 10)
    placed = place([first, second], Area(0, 0, 300, 300), Taken())
    assert [(one.key, one.left, one.top) for one in placed] == [(1, 104, 95), (2, 56, 95)]


# --- signs ---------------------------------------------------------------------------------------


def test_every_kind_has_one_sign_and_no_two_families_the_same() -> None:
    kinds = [kind for one in FAMILIES for kind in one.kinds]
    assert sorted(kinds) == sorted(term.key for term in KINDS)
    assert len({one.shapes for one in FAMILIES}) == len(FAMILIES)
    assert family("mortar").key == "shelling"
    assert family("something newer").key == "not_known"


# --- the outline ---------------------------------------------------------------------------------


def test_the_outline_has_every_oblast_of_the_vocabulary_crimea_among_them() -> None:
    assert {one.code for one in outline().oblasts} == {term.key for term in OBLASTS}


def _inside(ring: tuple[tuple[float, float], ...], x: float, y: float) -> bool:
    crossed = sum(
        (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax
        for (ax, ay), (bx, by) in itertools.pairwise(ring)
    )
    return crossed % 2 == 1


@pytest.mark.parametrize(
    ("code", "lat", "lon"),
    [
        ("UA-43", 44.95, 34.1), ("UA-40", 44.61, 33.53), ("UA-30", 50.45, 30.52), ("UA-09", 48.57, 39.33),
        ("UA-14", 48.0, 37.8), ("UA-51", 46.48, 30.73), ("UA-05", 49.23, 28.47), ("UA-35", 48.51, 32.26),
        ("UA-21", 48.62, 22.29), ("UA-59", 50.91, 34.8), ("UA-23", 47.57, 35.79),
    ],
)  # fmt: skip
def test_towns_lie_in_their_oblasts_and_in_no_other(code: str, lat: float, lon: float) -> None:
    x, y = project(lat, lon)
    assert [one.code for one in outline().oblasts if sum(_inside(r.points, x, y) for r in one.rings) % 2] == [
        code
    ]


def test_no_border_is_drawn_between_crimea_and_the_mainland_but_that_of_an_oblast() -> None:
    isthmus = Box(*project(45.9, 33.4), *project(46.25, 33.95))
    assert not any(isthmus.holds(*point) for path in outline().borders for point in path.points)
    assert any(isthmus.holds(*point) for path in outline().divisions for point in path.points)
    coast = Box(*project(44.2, 32.3), *project(45.9, 35.9))
    assert not any(coast.holds(*point) for path in outline().coasts for point in path.points)


def test_the_outline_is_small_and_says_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    assert outline_module.DATA.stat().st_size < 350_000
    monkeypatch.setattr(outline_module, "VERSION", 99)
    outline.cache_clear()
    with pytest.raises(InvariantError):
        outline()


def test_rivers_settlements_and_names() -> None:
    assert {one.name for one in outline().rivers} - {""} == set(RIVER_NAMES)
    largest = settlements()[0]
    assert largest.name == "Kyiv"
    with language("uk"):
        assert largest.label == "Київ"
        labels = {one.label for one in settlements()}
        assert set(TOWNS_ABROAD.values()) <= labels
    assert any(one.abroad for one in settlements())
    assert len({area.words for area in AREAS}) == len(AREAS)
    populations = [smallest_population(scale / 1000) for scale in (0.2, 0.5, 1, 2, 4, 8, 15, 30)]
    assert populations == sorted(populations, reverse=True)
    assert populations[-1] == 0


def test_a_thinned_line_keeps_its_ends() -> None:
    path = max(outline().rivers, key=lambda one: len(one.path.points)).path
    thin = path.thinned(20_000)
    assert thin[0] == path.points[0]
    assert thin[-1] == path.points[-1]
    assert len(thin) < len(path.points) / 2
    assert path.thinned(0) == path.points
