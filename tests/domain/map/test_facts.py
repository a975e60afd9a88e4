"""What a map says beside where things are, and what part of the country it shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.incident import Incident
from domain.map.facts import SMALLEST_M, extent, map_facts
from domain.map.labels import Area, Taken
from domain.map.naming import OVERLAY, WATER, names, overlay_names
from domain.map.outline import outline
from domain.map.overlay import Form, Overlay, Shape, traced
from domain.map.points import Points, apart
from domain.map.projection import project
from domain.map.view import Box, View
from domain.position import Position
from domain.words import language
from tests.reports.builders import incident, incidents


def at(serial: int, lat: float, lon: float, radius_m: int | None = 100) -> Incident:
    made = incident(serial, status="alleged")
    return replace(made, facts=replace(made.facts, position=Position.of(lat, lon), radius_m=radius_m))


def test_what_is_not_shown_is_said() -> None:
    lost = replace(at(2, 48, 36), facts=replace(incident(2).facts, position=None))
    facts = map_facts(
        [
            at(1, 47.6, 35.8),
            lost,
            at(3, 47, 35, None),
            at(4, -33, 151),
            replace(at(5, 48, 36), status="refuted"),
        ]
    )
    assert facts.shown == 2
    assert facts.sentences() == [
        "2 incidents are shown.",
        "1 incident has no coordinates and is not shown.",
        "1 incident lies beyond the map.",
        "1 incident that is refuted, withdrawn or a duplicate is left out.",
    ]
    assert facts.alternative().startswith("Map of incidents. 2 incidents are shown.")
    assert sum(count for _family, count in facts.legend()) == 2


def test_all_shown_needs_no_more_words() -> None:
    facts = map_facts([at(1, 47.6, 35.8)])
    assert facts.sentences() == ["1 incident is shown."]
    assert map_facts([]).alternative() == "Map of incidents. 0 incidents are shown."


def test_a_hidden_overlay_is_not_on_the_map() -> None:
    shape = Shape(Form.LINE, "", (((47_00000, 35_00000), (48_00000, 36_00000)),))
    shown = Overlay("OV-001", "A", "sector", "", (shape,))
    assert map_facts([], [shown, replace(shown, shown=False)]).overlays == (shown,)
    assert Shape.from_json(shape.to_json()) == shape
    (lies,) = traced([shown, replace(shown, shown=False)])
    assert lies.box.holds(*project(47.5, 35.5))


@given(
    st.lists(st.tuples(st.floats(44.5, 52), st.floats(23, 40)), min_size=1, max_size=12), st.floats(0.8, 2)
)
def test_every_incident_is_in_the_extent(where: list[tuple[float, float]], aspect: float) -> None:
    facts = map_facts([at(n, *place) for n, place in enumerate(where, 1)])
    box, _zoomed = extent(facts, aspect)
    seen = View.fit(box, 400 * aspect, 400).box
    assert all(seen.holds(*project(lat, lon)) for lat, lon in where)
    assert box.height >= SMALLEST_M - 1


def test_a_few_near_each_other_are_shown_near_and_a_wide_spread_in_the_whole_country() -> None:
    near, zoomed = extent(map_facts([at(1, 47.6, 35.8), at(2, 47.7, 35.9)]), 1.4)
    assert zoomed
    assert near.width < 150_000
    country, zoomed = extent(map_facts([at(1, 46.5, 25.7), at(2, 50.9, 37.2)]), 1.4)
    assert not zoomed
    assert country.width >= outline().box.width
    assert extent(map_facts([]), 1.4) == (outline().box, False)


def _measure(text: str, _style: str) -> tuple[float, float]:
    return len(text) * 4.0, 8.0


@pytest.mark.parametrize("scale", [0.0003, 0.001, 0.004, 0.03])
@pytest.mark.parametrize("code", ["en", "uk"])
def test_names_are_chosen_by_the_scale_and_never_lie_on_marks(scale: float, code: str) -> None:
    view = View(*project(48.0, 37.8), scale, 500, 350)
    mark = Area(240, 165, 260, 185)
    taken = Taken()
    taken.add(mark)
    with language(code):
        found, dots = names(view, _measure, taken)
    assert found
    assert len(dots) <= len(found)
    areas = [Area(one.left, one.top, one.left + len(one.text) * 4, one.top + 8) for one in found]
    assert not any(area.meets(mark) for area in areas)
    assert not any(a.meets(b) for i, a in enumerate(areas) for b in areas[:i])


def test_a_name_avoids_a_line_where_it_can() -> None:
    taken = Taken()
    taken.add_line([(0, 0), (0, 0), (300, 0)])
    assert not taken.is_clear(Area(10, -2, 20, 2))
    assert taken.is_clear(Area(10, 4, 20, 12))
    assert taken.is_free(Area(10, -2, 20, 2))


@given(st.lists(st.tuples(st.integers(46_00000, 50_00000), st.integers(30_00000, 38_00000)), max_size=60))
def test_joined_circles_do_not_overlap_and_lose_nobody(where: list[tuple[int, int]]) -> None:
    points = Points([lat for lat, _lon in where], [lon for _lat, lon in where])
    everywhere = Box(-2e6, -2e6, 2e6, 2e6)
    joined = apart(points.clusters(everywhere, 20_000), lambda one: 9_000.0 if one.size == 1 else 15_000.0)
    assert sorted(item for one in joined for item in points.items(one)) == list(range(len(where)))
    groups = [one for one in joined if one.size > 1]
    for at_, one in enumerate(groups):
        for other in groups[:at_]:
            assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= 30_000**2 - 1


def test_the_exercise_incidents_fill_a_legend() -> None:
    assert len(map_facts(incidents(60)).legend()) > 6


@given(st.floats(0.0005, 0.02), st.booleans())
def test_the_names_of_overlays_keep_off_marks_and_other_names_off_their_lines(
    scale: float, far: bool
) -> None:
    track = tuple((46_50000 + n * 1_0000, 34_00000 + n * 2_0000) for n in range(200))
    ring = ((47_30000, 35_20000), (47_80000, 35_30000), (47_90000, 36_50000), (47_30000, 35_20000))
    overlays = (
        Overlay("OV-001", "x", "line_of_contact", "", (Shape(Form.LINE, "Line of\ncontact", (track,)),)),
        Overlay(
            "OV-002", "x", "sector", "", (Shape(Form.AREA, "Zone", (ring,)), Shape(Form.AREA, "", (ring,)))
        ),
    )
    view = View(*project(60.0 if far else 47.6, 35.6), scale, 500, 350)
    mark = Area(230, 155, 270, 195)
    taken = Taken()
    taken.add(mark)
    found = overlay_names(view, traced(overlays), _measure, taken)
    assert len(found) <= 2
    areas = [Area(one.left, one.top, one.left + len(one.text) * 4, one.top + 8) for one in found]
    assert not any(area.meets(mark) for area in areas)
    assert not (len(areas) > 1 and areas[0].meets(areas[1]))
    assert all(one.style == OVERLAY and "\n" not in one.text for one in found)


def test_rivers_are_named_on_a_sheet_that_is_large_enough() -> None:
    near, far = (View(*project(50.9, 31.2), scale, 500, 350) for scale in (0.002, 0.0004))
    named = {one.text for one in names(near, _measure, Taken())[0] if one.style == WATER}
    assert {"Desna", "Dnipro"} <= named
    assert "Desna" not in {one.text for one in names(far, _measure, Taken())[0]}
