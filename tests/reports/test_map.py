"""The map on paper: every fact beside it, nothing else, the same bytes each time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.map.overlay import Form, Overlay, Shape
from domain.position import Position
from domain.words import language
from reports.situation import render
from tests.reports.builders import briefing, incident, incidents
from tests.reports.pdf import text as text_of

HOSTILE = "<b>Zone & </b>" + "W" * 500 + "\u202e قطاع 🙂"
TRACK = ((46_50000, 32_00000), (47_60000, 35_80000), (49_70000, 37_60000))
RING = ((47_30000, 35_20000), (47_80000, 35_30000), (47_90000, 36_50000), (47_30000, 35_20000))


def overlays(name: str = "Line of contact") -> tuple[Overlay, ...]:
    return (
        Overlay("OV-001", name, "line_of_contact", "staff", (Shape(Form.LINE, name, (TRACK,)),)),
        Overlay("OV-002", "Zone A", "withdrawal_zone", "staff", (Shape(Form.AREA, "Zone A", (RING,)),)),
        Overlay("OV-003", "Hidden", "sector", "staff", (Shape(Form.AREA, "", (RING,)),), shown=False),
    )


@pytest.mark.parametrize("count", [1, 10, 300])
@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_the_map_says_how_many_it_shows(count: int, size: str) -> None:
    made = briefing(count)
    text = " ".join(text_of(render(made, page_size=size)).split())
    counted = [one for one in made.incidents if one.counts]
    placed = sum(one.facts.position is not None for one in counted)
    assert f"{placed} incident" in text
    if missing := len(counted) - placed:
        assert f"{missing} incidents have no coordinates and are not shown." in text
    assert "they imply no opinion on the status of any territory" in text


def test_the_same_facts_give_the_same_map() -> None:
    made = briefing(40, overlays=overlays())
    assert render(made) == render(made)


def test_overlays_are_named_in_the_legend_and_hidden_ones_are_not() -> None:
    text = " ".join(text_of(render(briefing(20, overlays=overlays()))).split())
    assert "Line of contact (line of contact)" in text
    assert "Zone A (withdrawal zone)" in text
    assert "Hidden" not in text


def test_hostile_names_are_letters() -> None:
    text = text_of(render(briefing(5, overlays=overlays(HOSTILE))))
    assert "<b>Zone &" in text


def test_without_a_position_no_map_is_drawn_and_it_is_said() -> None:
    lost = tuple(replace(one, facts=replace(one.facts, position=None)) for one in incidents(6))
    text = " ".join(text_of(render(briefing(incidents=lost))).split())
    assert "No incident has a position that could be drawn." in text
    assert "Scale about" not in text


def test_a_single_place_with_many_incidents_is_one_circle() -> None:
    here = [
        replace(made, status="alleged", facts=replace(made.facts, position=Position.of(47.6, 35.8)))
        for made in map(incident, range(1, 1235))
    ]
    text = text_of(render(briefing(incidents=tuple(here))))
    assert "1,234" in text


def test_in_ukrainian() -> None:
    with language("uk"):
        text = " ".join(text_of(render(briefing(30))).split())
    assert "Де сталися інциденти" in text
    assert "Масштаб близько" in text
