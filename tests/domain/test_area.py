"""A drawn area as part of a filter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.area import bounds, corners_of, in_area, read_area
from domain.filter import Aspect, Condition
from domain.query import FilterError, parse, to_text
from domain.query_sentence import describe
from domain.words import language
from tests.builders import T0

SQUARE = read_area("47 35 48 36".split())
TRIANGLE = read_area("47 35 48 35 47 36".split())
BOW = read_area("47 35 48 36 48 35 47 36".split())


@pytest.mark.parametrize(
    ("value", "lat", "lon", "inside"),
    [
        (SQUARE, 47_50000, 35_50000, True), (SQUARE, 47_00000, 35_00000, True),
        (SQUARE, 48_00000, 35_30000, True), (SQUARE, 48_00001, 35_30000, False),
        (SQUARE, 47_50000, 36_00001, False), (SQUARE, None, None, None),
        (TRIANGLE, 47_30000, 35_30000, True), (TRIANGLE, 47_50000, 35_50000, True),
        (TRIANGLE, 47_50001, 35_50000, False), (TRIANGLE, 46_99999, 35_10000, False),
        (BOW, 47_50000, 35_10000, False), (BOW, 47_90000, 35_50000, True), (BOW, 47_10000, 35_50000, True),
    ],
)  # fmt: skip
def test_what_lies_inside(value: str, lat: int | None, lon: int | None, inside: bool | None) -> None:
    assert in_area(lat, lon, value) is inside


@given(st.integers(46_90000, 48_10000), st.integers(34_90000, 36_10000))
def test_a_box_is_what_its_sides_say(lat: int, lon: int) -> None:
    assert in_area(lat, lon, SQUARE) is (47_00000 <= lat <= 48_00000 and 35_00000 <= lon <= 36_00000)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=3, max_size=7), st.integers(0, 6))
def test_where_the_walk_begins_makes_no_difference(corners: list[tuple[int, int]], turn: int) -> None:
    def text(some: list[tuple[int, int]]) -> str:
        return ",".join(f"{lat / 1e5:.5f},{lon / 1e5:.5f}" for lat, lon in some)

    turned = corners[turn % len(corners) :] + corners[: turn % len(corners)]
    for lat in range(0, 41, 5):
        for lon in range(0, 41, 5):
            assert in_area(lat, lon, text(corners)) == in_area(lat, lon, text(turned[::-1]))


def test_corners_in_any_order_and_bounds() -> None:
    assert bounds(corners_of(read_area("48 36 47 35".split()))) == (47_00000, 35_00000, 48_00000, 36_00000)
    assert len(corners_of(TRIANGLE)) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("within:47,35", "An area needs two corners"),
        ("within:47,35,48", "An area needs two corners"),
        ("within:47,35,95,36", "“95” is not a number of degrees."),
        ("within:47,35,48,nan", "“nan” is not a number of degrees."),
        ("within:47,35,48,inf", "“inf” is not a number of degrees."),
        ("within:47,x,48,36", "“x” is not a number of degrees."),
        ("within:47,35,47,36", "The corners of the area lie in one line."),
        ("within:" + ",".join(["47,35"] * 201), "An area has at most 200 corners."),
    ],
)
def test_what_is_no_area_is_refused(text: str, said: str) -> None:
    with pytest.raises(FilterError) as caught:
        parse(text, T0, None)
    assert said in str(caught.value)


@pytest.mark.parametrize("code", ["en", "uk"])
def test_there_and_back_and_as_a_sentence(code: str) -> None:
    with language(code):
        for text in ("within:47.10000,35.20000,47.90000,36.50000", "-within:47.1,35.2,47.9,36.5,47,36"):
            chosen = parse(text, T0, None)
            assert parse(to_text(chosen), T0, None) == chosen
            assert chosen.conditions[0].aspect is Aspect.WITHIN
            assert "47.100–47.900° N" in describe(chosen) or "47.000–47.900° N" in describe(chosen)


def test_two_areas_at_once_are_refused() -> None:
    with pytest.raises(FilterError):
        parse("within:47,35,48,36 within:46,35,48,36", T0, None)
    assert Condition(Aspect.WITHIN, (SQUARE,)) == parse("within:47,35,48,36", T0, None).conditions[0]
