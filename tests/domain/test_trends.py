"""What happened when: honest about uncertain times, days of 23 and 25 hours, and the period before."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.casualties import NO_CASUALTIES, Casualties
from domain.charts import (
    Bar,
    Chart,
    Rule,
    Text,
    Tone,
    axis_labels,
    by_hour,
    family_label,
    harm,
    nice_top,
    sectors,
    timeline,
)
from domain.instant import KYIV, local_day, to_ms
from domain.trend_words import harm_words, hour_words, reading, title, unplaced_words
from domain.trends import Happening, Step, Trends, edges, hour_of, trends, trends_of
from domain.words import language
from tests.reports.builders import SINCE, UNTIL, incidents

HOUR = timedelta(hours=1)


def at(when: datetime, width: timedelta = timedelta(), kind: str = "mortar", sector: str = "") -> Happening:
    return Happening(to_ms(when), to_ms(when + width), kind, sector)


def made(now: list[Happening], before: list[Happening], since: datetime, until: datetime) -> Trends:
    return trends(now, before, since, until, NO_CASUALTIES, len(now))


def test_steps_are_hours_for_a_day_and_days_for_weeks() -> None:
    assert made([], [], SINCE, UNTIL).step is Step.HOUR
    lengths = {7: Step.DAY, 60: Step.DAY, 91: Step.WEEK, 900: Step.MONTH}
    for days, step in lengths.items():
        assert made([], [], UNTIL - timedelta(days=days), UNTIL).step is step


def midnight(month: int, day: int, year: int = 2026) -> datetime:
    """The beginning of a day in Kyiv."""
    return local_day(date(year, month, day), KYIV).earliest


@pytest.mark.parametrize(("day", "hours"), [(25, 25), (24, 24)])
def test_the_day_the_clocks_go_back_has_25_hours(day: int, hours: int) -> None:
    """In Kyiv on 25 October 2026 the hour from three to four happens twice."""
    found = made([], [], midnight(10, day), midnight(10, day + 1))
    assert found.in_kyiv
    assert len(found.starts) == hours
    week = made([], [], midnight(10, day), midnight(10, day + 5))
    lengths = [(b - a) / HOUR for a, b in itertools.pairwise(week.starts)]
    assert len(week.starts) == 5
    assert lengths[0] == hours
    assert sorted(lengths)[-1] == 25


def test_the_day_the_clocks_go_forward_has_23_hours() -> None:
    assert len(made([], [], midnight(3, 28, 2027), midnight(3, 29, 2027)).starts) == 23


def test_an_incident_known_to_the_day_has_no_hour_and_is_said() -> None:
    day = at(SINCE + 2 * HOUR, 10 * HOUR)
    found = made([day, at(SINCE + HOUR)], [day], SINCE, UNTIL)
    assert (sum(found.everything.now), found.everything.total, found.unplaced) == (1, 2, 1)
    assert found.no_hour == 1
    assert unplaced_words(found) == [
        "1 incident is known only to a longer time and is in no bar.",
        "Of the period before, 1 incident is in no bar.",
    ]
    assert hour_words(found) == "1 incident has no known hour and is not shown by hour of day."
    assert unplaced_words(made([], [], SINCE, UNTIL)) == []
    assert hour_words(made([], [], SINCE, UNTIL)) == ""


def test_the_period_before_lies_under_this_one() -> None:
    found = made([at(SINCE + HOUR)], [at(SINCE - 23 * HOUR), at(SINCE - 23 * HOUR)], SINCE, UNTIL)
    assert found.everything.now.index(1) == found.everything.before.index(2) == 1


@pytest.mark.parametrize(
    ("when", "width", "hour"),
    [
        (datetime(2026, 11, 23, 12, 5, tzinfo=UTC), timedelta(minutes=54), 14),
        (datetime(2026, 11, 23, 12, 5, tzinfo=UTC), timedelta(minutes=56), None),
        (datetime(2026, 7, 23, 12, 0, tzinfo=UTC), timedelta(), 15),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), timedelta(), 3),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), timedelta(), 3),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), timedelta(minutes=61), None),
    ],
)
def test_the_hour_is_that_of_a_clock_in_kyiv(when: datetime, width: timedelta, hour: int | None) -> None:
    assert hour_of(at(when, width)) == hour


def test_sectors_and_kinds_the_most_frequent_first_and_nothing_last() -> None:
    now = [at(SINCE, sector="South"), at(SINCE, sector=""), at(SINCE, sector=""), at(SINCE, kind="fpv")]
    found = made(now, [at(SINCE - HOUR, sector="North")], SINCE, UNTIL)
    assert [(one.key, one.now, one.before) for one in found.sectors] == [
        ("South", 1, 0),
        ("North", 0, 1),
        ("", 3, 0),
    ]
    assert [(one.key, one.total, one.total_before) for one in found.kinds] == [
        ("shelling", 3, 1),
        ("drone", 1, 0),
    ]


def test_of_incidents_those_that_do_not_count_are_left_out() -> None:
    every = incidents(60)
    found = trends_of(every, every[:20], SINCE, UNTIL)
    assert found.everything.total == sum(one.counts for one in every)
    assert found.without_casualties == found.everything.total


moments = st.integers(0, 86_399_999)


@given(st.lists(st.tuples(moments, st.integers(0, 7_200_000)), max_size=40))
def test_every_incident_is_in_one_bar_or_said_to_be_in_none(some: list[tuple[int, int]]) -> None:
    begin = to_ms(SINCE)
    now = [Happening(begin + first, begin + first + width, "fpv", "") for first, width in some]
    found = made(now, [], SINCE, UNTIL)
    assert sum(found.everything.now) + found.unplaced == len(now) == found.everything.total
    assert sum(found.hours.now) + found.no_hour == len(now)
    assert sum(one.total for one in found.kinds) == len(now)


@given(st.integers(1, 2000), st.sampled_from(Step), st.sampled_from([UTC, KYIV]))
def test_steps_follow_each_other(hours: int, step: Step, zone: object) -> None:
    starts = list(edges(UNTIL - hours * HOUR, UNTIL, step, zone))  # type: ignore[arg-type]
    assert starts[0] == UNTIL - hours * HOUR
    assert starts == sorted(set(starts))
    assert starts[-1] < UNTIL


# --- pictures ------------------------------------------------------------------------------------


@given(st.integers(0, 10**6))
def test_an_axis_ends_just_above_the_highest(highest: int) -> None:
    top = nice_top(highest)
    assert top >= max(highest, 1)
    assert top <= max(2.5 * highest, 1)


def charts(width: float) -> list[Chart]:
    found = trends_of(incidents(80), incidents(50), SINCE, UNTIL)
    tolls = Casualties.parse(
        "civilian killed 2-4 best 3, injured at least 3, missing 2; monitors injured up to 5"
    )
    several = made(
        [at(SINCE, sector=f"S{n % 20} " + "довга назва " * 9) for n in range(60)], [], SINCE, UNTIL
    )
    return [
        timeline(found.everything, found, title(found), nice_top(found.everything.highest), width, 90),
        *(timeline(one, found, family_label(one.key), 10, width, 60) for one in found.kinds),
        by_hour(found, "By hour", width, 80),
        sectors(several.sectors, "By sector", width),
        harm(tolls, "Casualties", width),
    ]


@pytest.mark.parametrize("width", [120.0, 180.0, 493.0])
@pytest.mark.parametrize("code", ["en", "uk"])
def test_no_mark_lies_off_its_chart(width: float, code: str) -> None:
    with language(code):
        for chart in charts(width):
            assert chart.says
            for mark in chart.marks:
                match mark:
                    case Bar():
                        assert mark.x >= 0
                        assert mark.x + mark.width <= chart.width + 0.01
                        assert 0 <= mark.y <= mark.y + mark.height <= chart.height
                    case Rule():
                        assert -1 <= min(mark.x, mark.to_x) <= max(mark.x, mark.to_x) <= chart.width
                        assert 0 <= min(mark.y, mark.to_y) <= max(mark.y, mark.to_y) <= chart.height
                    case Text():
                        left = mark.x - (mark.room if mark.align == "right" else 0)
                        assert left >= -1
                        assert mark.align == "right" or mark.x < chart.width


def test_bars_are_as_high_as_their_figures() -> None:
    found = made([at(SINCE + HOUR)] * 3 + [at(SINCE + 4 * HOUR)], [at(SINCE - 20 * HOUR)], SINCE, UNTIL)
    chart = timeline(found.everything, found, "x", 4, 240, 100)
    bars = [mark for mark in chart.marks if isinstance(mark, Bar)]
    assert [round(bar.height / bars[1].height, 6) for bar in bars] == [3.0, 1.0]
    ticks = [mark for mark in chart.marks if isinstance(mark, Rule) and mark.tone is Tone.TICK]
    assert len(ticks) == 1
    assert ticks[0].y == pytest.approx(bars[1].y)


def test_an_open_figure_is_an_arrow_and_an_exact_one_a_tick() -> None:
    open_, exact = (harm(Casualties.parse(text), "x", 300) for text in ("killed at least 3", "killed 3"))
    assert not [mark for mark in open_.marks if isinstance(mark, Bar)]
    assert sum(isinstance(mark, Rule) and mark.tone is Tone.TICK for mark in open_.marks) == 4
    assert sum(isinstance(mark, Rule) and mark.tone is Tone.TICK for mark in exact.marks) == 1


@pytest.mark.parametrize("words", [title, lambda _t: reading(), harm_words])
def test_words_beside_the_pictures(words: Callable[[Trends], str]) -> None:
    found = made([at(SINCE)], [], SINCE, UNTIL)
    assert words(found)
    assert harm_words(made([], [], SINCE, UNTIL)) == ""
    assert family_label("unknown family") == "unknown family"


def test_many_sectors_are_shown_and_the_rest_together() -> None:
    found = made([at(SINCE, sector=f"S{n:02d}") for n in range(20)] + [at(SINCE)], [], SINCE, UNTIL)
    chart = sectors(found.sectors, "By sector", 300)
    words = [mark.words for mark in chart.marks if isinstance(mark, Text)]
    assert "S00" in words
    assert "S19" not in words
    assert "9 others" in words
    assert "no sector recorded" not in words, "among the others"
    assert "no sector recorded 1 (0)" in sectors(found.sectors[-1:], "By sector", 300).says


def test_the_middle_of_a_time_says_to_which_period_it_belongs() -> None:
    assert at(SINCE, 2 * HOUR).counted == to_ms(SINCE + HOUR)
    assert at(SINCE, timedelta(days=90)).counted == to_ms(SINCE)


def test_labels_of_an_axis_leave_out_what_has_no_room() -> None:
    hours = trends_of(incidents(20), [], SINCE, UNTIL)
    assert [words for _at, words in axis_labels(hours)] == ["12:00", "18:00", "00:00", "06:00"]
    days = made([], [], UNTIL - timedelta(days=20), UNTIL)
    assert len(axis_labels(days)) <= 6
    narrow = timeline(days.everything, days, "x", 1, 60, 60)
    wide = timeline(days.everything, days, "x", 1, 600, 60)
    assert sum(isinstance(mark, Text) for mark in narrow.marks) < sum(isinstance(m, Text) for m in wide.marks)
