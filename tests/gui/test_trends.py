"""The trends page: the log's filter over a time that is chosen, in pictures that can be read aloud."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gui.charts import ChartView
from gui.trends_page import SPANS, TrendsPage
from tests.gui import desks
from tests.gui.conftest import Room
from tests.gui.hands import settle


@pytest.fixture
def trends(full: Room, qtbot: QtBot) -> Room:
    full.trigger("page_trends")
    wait(full, qtbot)
    return full


def wait(room: Room, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page(room).reading)
    settle()


def page(room: Room) -> TrendsPage:
    return room.pages.trends


def said(room: Room) -> list[str]:
    return [view.accessibleName() for view in page(room).findChildren(ChartView)]


def choose(room: Room, key: str, qtbot: QtBot) -> None:
    page(room).span.setCurrentIndex([one[0] for one in SPANS].index(key))
    wait(room, qtbot)


def test_it_counts_what_the_log_has(trends: Room) -> None:
    assert any(words.startswith("Incidents by day, Kyiv: 10,") for words in said(trends))
    assert any("mortar, artillery, rockets, tanks" in words for words in said(trends))


def test_it_follows_the_filter_of_the_log_and_the_time_chosen(trends: Room, qtbot: QtBot) -> None:
    choose(trends, "24h", qtbot)
    assert said(trends)[0].startswith("Incidents by hour")
    trends.pages.log.bar.ask("kind:mortar")
    page(trends).refresh()
    wait(trends, qtbot)
    assert said(trends)[0].startswith("Incidents by hour, UTC: 3,")
    assert "mortar" in page(trends).said.text()
    trends.pages.log.bar.ask("since:3h")
    choose(trends, "filter", qtbot)
    assert page(trends).trends is not None
    trends.pages.log.bar.ask("place:nowhere")
    page(trends).refresh()
    wait(trends, qtbot)
    assert said(trends) == []


def test_the_time_that_was_chosen_is_remembered(trends: Room, qtbot: QtBot) -> None:
    choose(trends, "30d", qtbot)
    assert trends.settings.text("trends/span") == "30d"


def test_what_is_written_is_counted(trends: Room, qtbot: QtBot) -> None:
    trends.session.log_incident(desks.facts(trends.clock))
    wait(trends, qtbot)
    assert said(trends)[0].startswith("Incidents by day, Kyiv: 11,")


def test_pictures_are_painted_in_both_schemes(trends: Room) -> None:
    light = page(trends).grab().toImage()
    trends.trigger("scheme_dark")
    assert page(trends).grab().toImage() != light
