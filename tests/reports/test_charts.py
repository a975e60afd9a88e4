"""The pictures of a briefing: their figures are on paper as text, and the bytes are the same each time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.casualties import Casualties
from domain.words import language
from reports.situation import render
from tests.reports.builders import briefing, incidents
from tests.reports.pdf import text


def test_figures_titles_and_what_is_in_no_bar() -> None:
    some = tuple(
        replace(
            one,
            facts=replace(one.facts, sector="<b>North & South", casualties=Casualties.parse("killed 2-4")),
        )
        for one in incidents(60)
    )
    said = text(render(briefing(incidents=some)))
    counted = [one for one in some if one.counts]
    assert "When the incidents occurred" in said
    assert "Incidents by hour, UTC" in said
    assert f"{len(counted)} (" in said
    assert "<b>North &" in said
    assert "are in no bar." in said
    assert "Casualties, low to high" in said


def test_no_casualty_picture_where_none_is_recorded() -> None:
    assert "Casualties, low to high" not in text(render(briefing(12)))


@pytest.mark.parametrize("code", ["en", "uk"])
def test_the_same_pictures_each_time(code: str) -> None:
    with language(code):
        made = briefing(30)
        assert render(made) == render(made)
