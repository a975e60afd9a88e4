"""Many points on the map, sorted along a curve and clustered."""

from __future__ import annotations

import math
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from domain.map.points import HALF_SHEET_M, Points, _gather, _spread, apart
from domain.map.projection import project
from domain.map.view import Box

positions = st.lists(st.tuples(st.integers(44_00000, 52_00000), st.integers(22_00000, 40_00000)), max_size=80)
crowds = st.lists(st.tuples(st.integers(47_60000, 47_62000), st.integers(35_80000, 35_82000)), max_size=80)
EVERYWHERE = Box(-HALF_SHEET_M, -HALF_SHEET_M, HALF_SHEET_M, HALF_SHEET_M)


def points(some: list[tuple[int, int]]) -> Points:
    return Points([lat for lat, _lon in some], [lon for _lat, lon in some])


@given(st.integers(0, (1 << 22) - 1), st.integers(0, (1 << 22) - 1))
def test_the_curve_goes_there_and_back(column: int, row: int) -> None:
    key = _spread(column) | _spread(row) << 1
    assert (_gather(key), _gather(key >> 1)) == (column, row)


@given(st.one_of(positions, crowds), st.integers(1, 400_000))
def test_every_point_is_in_exactly_one_cluster(some: list[tuple[int, int]], reach: int) -> None:
    made = points(some)
    clusters = made.clusters(EVERYWHERE, reach)
    items = [item for cluster in clusters for item in made.items(cluster)]
    assert sorted(items) == list(range(len(some)))
    assert all(cluster.size == len(made.items(cluster)) for cluster in clusters)


@given(st.one_of(positions, crowds), st.integers(1, 200_000))
def test_a_cluster_lies_in_the_middle_of_its_points(some: list[tuple[int, int]], reach: int) -> None:
    made = points(some)
    for cluster in made.clusters(EVERYWHERE, reach):
        where = [project(some[item][0] / 1e5, some[item][1] / 1e5) for item in made.items(cluster)]
        assert math.isclose(cluster.x, sum(x for x, _y in where) / len(where), abs_tol=1)
        assert math.isclose(cluster.y, sum(y for _x, y in where) / len(where), abs_tol=1)


@given(st.one_of(positions, crowds), st.integers(1, 200_000), st.randoms(use_true_random=False))
def test_clusters_do_not_depend_on_the_order_or_on_what_is_seen(
    some: list[tuple[int, int]], reach: int, chance: object
) -> None:
    shuffled = list(some)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    whole = Counter((c.size, c.x, c.y) for c in points(some).clusters(EVERYWHERE, reach))
    assert whole == Counter((c.size, c.x, c.y) for c in points(shuffled).clusters(EVERYWHERE, reach))
    part = Box(0, -300_000, 400_000, 100_000)
    seen = [(c.size, c.x, c.y) for c in points(some).clusters(part, reach)]
    assert not Counter(seen) - whole
    assert {one for one in whole if part.holds(one[1], one[2])} <= set(seen)


def test_what_lies_beyond_the_sheet_is_counted_and_in_no_cluster() -> None:
    made = points([(47_60000, 35_80000), (-33_86000, 151_21000), (40_71000, -74_01000)])
    assert made.beyond == 2
    assert [cluster.size for cluster in made.clusters(EVERYWHERE, 1000)] == [1]
    assert made.box() == Box(*made.at(0), *made.at(0))


def test_no_points_at_all() -> None:
    made = points([])
    assert made.box() is None
    assert made.clusters(EVERYWHERE, 10) == []
    assert list(made.places()) == []


def test_many_in_one_place_stay_one_cluster_at_any_scale() -> None:
    made = points([(47_60000, 35_80000)] * 50)
    assert [cluster.size for cluster in made.clusters(EVERYWHERE, 1)] == [50]


def test_the_box_and_the_place_of_what_is_in_a_cluster() -> None:
    made = points([(47_60000, 35_80000), (47_61000, 35_81000), (-33_86000, 151_21000)])
    (cluster,) = made.clusters(EVERYWHERE, 100_000)
    box = made.box_of(cluster)
    assert box == made.box()
    assert made.place_of(0) == (box.west, box.south) or made.place_of(1) == (box.west, box.south)
    assert made.place_of(2) is None
    assert made.place_of(99) is None


def test_a_view_of_few_blocks_in_a_crowd_looks_at_those_blocks_alone() -> None:
    crowd = [(47_00000 + n * 317 % 90_000, 35_00000 + n * 733 % 90_000) for n in range(500)]
    made = points(crowd)
    everywhere = made.clusters(EVERYWHERE, 3_000)
    x, y = made.at(250)
    part = Box(x - 9_000, y - 9_000, x + 9_000, y + 9_000)
    near = made.clusters(part, 3_000)
    assert near
    assert set(near) <= set(everywhere)
    assert {one for one in everywhere if part.holds(one.x, one.y)} <= set(near)


def test_circles_that_would_overlap_are_joined_and_singles_within_them_too() -> None:
    lats = [47_60000] * 4 + [47_70000] * 3 + [47_65000, 49_00000, 49_00500]
    made = Points(lats, [35_80000] * len(lats))
    apart_ = apart(made.clusters(EVERYWHERE, 100), lambda one: 1_000.0 if one.size == 1 else 6_000.0)
    assert [one.size for one in apart_] == [8, 1, 1], "two singles stay two, whatever lies near"
    assert sorted(item for one in apart_ for item in made.items(one)) == list(range(len(lats)))
