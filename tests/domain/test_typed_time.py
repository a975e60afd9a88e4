"""What people type for a time: every accepted form, and every refusal."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import FieldError
from domain.instant import (
    KYIV,
    AmbiguousTime,
    NonexistentTime,
    Span,
    local_day,
    parse_span,
)
from tests.domain.times import NOON, NOW, read, refused, utc


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-23T14:00+02:00", NOON),
        ("2026-11-23T14:00+0200", NOON),
        ("2026-11-23 14:00 +02", NOON),
        ("2026-11-23T07:30-04:30", NOON),
        ("2026-11-23T12:00Z", NOON),
        ("2026-11-23t12:00:00z", NOON),
        ("2026-11-23T14:00:31Z", utc(2026, 11, 23, 14, 0, 31)),
        ("2026-11-23T12:00:00.2509Z", NOON + timedelta(milliseconds=250)),
        ("2026-11-23T12:00:00,5Z", NOON + timedelta(milliseconds=500)),
        ("23 Nov 26 12:00Z", NOON),
    ],
)
def test_iso_with_an_offset_needs_no_zone(text: str, expected: datetime) -> None:
    assert read(text, zone=None) == Span.at(expected)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23 14:00",
        "2026-11-23T14:00",
        "14:00",
        "14:00:00",
        "today 14:00",
        "23 Nov 26 14:00",
        "23/11/2026 14:00",
        "23.11.2026 14:00",
        "23/11/26, 14:00",
        "23nov26 14:00",
    ],
)
def test_local_times_are_in_the_zone(text: str) -> None:
    assert read(text) == Span.at(NOON)
    assert read(text, zone=timezone(timedelta(hours=2))) == Span.at(NOON)
    assert "time without a zone" in refused(text, zone=None)


@pytest.mark.parametrize("text", ["1200Z", "12:00Z", "12:00 z", "1400B", "14:00 B", "0900R"])
def test_a_clock_with_a_zone_letter_is_of_today_there(text: str) -> None:
    for zone in (KYIV, UTC):
        expected = NOON + timedelta(hours=2) if text == "0900R" else NOON
        assert read(text, zone=zone) == Span.at(expected)
    assert "time without a zone" in refused(text, zone=None), "a file's time needs its day"
    assert "no fixed offset" in refused("1400J")


@pytest.mark.parametrize(
    "text", ["2026-11-23", "23 Nov 26", "yesterday", "yesterday 23:40", "14:00 ±20m", "now to 14:00"]
)
def test_without_a_zone_local_words_are_refused(text: str) -> None:
    assert "time without a zone" in refused(text, zone=None)


def test_today_is_the_day_of_the_zone() -> None:
    late = utc(2026, 11, 23, 22, 30)
    assert read("00:10", now=late) == Span.at(utc(2026, 11, 23, 22, 10))
    assert read("00:10", now=late, zone=UTC) == Span.at(utc(2026, 11, 23, 0, 10))
    assert read("9:05") == Span.at(utc(2026, 11, 23, 7, 5))
    assert read("yesterday 23:40", now=late) == Span.at(utc(2026, 11, 23, 21, 40))
    assert read("Yesterday", now=late) == local_day(date(2026, 11, 23), KYIV)
    assert read("today", now=late) == local_day(date(2026, 11, 24), KYIV)


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("now", timedelta()),
        ("NOW", timedelta()),
        ("-40m", timedelta(minutes=40)),
        ("−40 min", timedelta(minutes=40)),
        ("–40m", timedelta(minutes=40)),
        ("- 40 minutes", timedelta(minutes=40)),
        ("-2h", timedelta(hours=2)),
        ("-1h30m", timedelta(minutes=90)),
        ("-1 h 30 min", timedelta(minutes=90)),
        ("-90s", timedelta(seconds=90)),
        ("-3d", timedelta(days=3)),
    ],
)
def test_times_before_now_need_no_zone(text: str, ago: timedelta) -> None:
    assert read(text, zone=None) == Span.at(NOW - ago)


@pytest.mark.parametrize(
    "text", ["2026-11-23", "23 Nov 26", "23 NOV 2026", "23nov26", "23 November 26", "23/11/2026", "23.11.26"]
)
def test_a_day_is_the_whole_local_day(text: str) -> None:
    assert read(text) == Span(utc(2026, 11, 22, 22), utc(2026, 11, 23, 21, 59, 59))
    assert read(text, zone=UTC) == Span(utc(2026, 11, 23), utc(2026, 11, 23, 23, 59, 59))


@pytest.mark.parametrize("text", ["05/11/2026", "11/05/2026", "5.11.26", "11/23/2026", "05/11/2026 14:00"])
def test_a_day_that_could_be_a_month_is_refused(text: str) -> None:
    assert "which number is the month" in refused(text)


def test_the_same_number_twice_cannot_be_exchanged() -> None:
    assert read("11/11/2026") == read("11 Nov 26")


@pytest.mark.parametrize("text", ["1400", "2026"])
def test_four_digits_are_refused_as_a_time_or_a_year(text: str) -> None:
    assert "time of day or a year" in refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "231200Z NOV 26 ±20m",
        "231200Z NOV 26±20 min",
        "14:00 +-20 min",
        "2026-11-23T14:00+02:00 +/- 20m",
        "2026-11-23 13:40 to 14:20",
        "14:00 ± 20 minutes",
    ],
)
def test_a_margin_of_twenty_minutes(text: str) -> None:
    assert read(text) == Span(NOON - timedelta(minutes=20), NOON + timedelta(minutes=20))


def test_margins_of_other_sizes() -> None:
    hour = timedelta(hours=1)
    assert read("231200Z NOV 26 ± 1 h", zone=None) == Span(NOON - hour, NOON + hour)
    assert read("-2h ±1h30m", zone=None) == Span(NOW - 3.5 * hour, NOW - hour / 2)
    assert read("now ±0m") == Span.at(NOW)
    day = local_day(date(2026, 11, 23), KYIV)
    assert read("2026-11-23 ±1h") == Span(day.earliest - hour, day.latest + hour)


@pytest.mark.parametrize(
    "text", ["14:00 ±20", "14:00 ±", "14:00 ±x", "14:00 ±20m ±5m", "14:00 +- 1 fortnight"]
)
def test_a_margin_without_a_unit_is_refused(text: str) -> None:
    assert "not an amount of time" in refused(text)


HALF_PAST_ONE = NOON + timedelta(minutes=90)


@pytest.mark.parametrize(
    "text",
    [
        "231200Z NOV 26 to 231330Z NOV 26",
        "231200Z – 231330Z NOV 26",
        "231200Z NOV 26–231330Z",
        "231200Z..231330Z",
        "231200Z NOV 26 to 13:30",
        "231400B NOV 26 … 15:30",
        "14:00–15:30",
        "14:00 - 15:30",
        "2026-11-23T14:00+02:00 TO 15:30",
        "2026-11-23 14:00 .. 2026-11-23 15:30",
        "14:00 — 231330Z",
        "23 Nov 26 14:00 to 15:30",
        "231200Z to 231330Z NOV 26",
        "231200Z to 2026-11-23T13:30Z",
    ],
)
def test_ranges(text: str) -> None:
    assert read(text) == Span(NOON, HALF_PAST_ONE)


def test_ranges_with_relative_times_and_days() -> None:
    hour = timedelta(hours=1)
    assert read("-2h to -1h", zone=None) == Span(NOW - 2 * hour, NOW - hour)
    assert read("−2h – now", zone=None) == Span(NOW - 2 * hour, NOW)
    assert read("2026-11-21 to 2026-11-22") == Span(utc(2026, 11, 20, 22), utc(2026, 11, 22, 21, 59, 59))
    assert read("2026-11-23 to 2026-11-23") == read("2026-11-23")
    assert read("23 Nov 26 to 14:00") == Span(utc(2026, 11, 22, 22), NOON)
    assert read("-2h to 14:30") == Span(NOW - 2 * hour, utc(2026, 11, 23, 12, 30))
    assert read("231200Z to now", zone=None) == Span(NOON, NOW)


def test_a_short_group_follows_the_other_end_of_its_range() -> None:
    assert read("302300Z – 010100Z MAY 26") == Span(utc(2026, 4, 30, 23), utc(2026, 5, 1, 1))
    assert read("302300Z APR 26 – 010100Z") == Span(utc(2026, 4, 30, 23), utc(2026, 5, 1, 1))
    assert read("312300Z DEC 25 to 010100Z") == Span(utc(2025, 12, 31, 23), utc(2026, 1, 1, 1))
    assert read("231400Z to 231500Z") == Span(utc(2026, 11, 23, 14), utc(2026, 11, 23, 15))


def test_a_range_overnight() -> None:
    assert read("yesterday 23:40 to 00:20") == Span(utc(2026, 11, 22, 21, 40), utc(2026, 11, 22, 22, 20))
    assert read("231800Z NOV 26 to 06:00", zone=None) == Span(utc(2026, 11, 23, 18), utc(2026, 11, 24, 6))
    assert "ends before it begins" in refused("231800Z NOV 26 to 06:01")


def test_a_range_over_the_change_of_clocks() -> None:
    assert read("2026-10-25 02:00 to 04:00").width == timedelta(hours=3)
    with pytest.raises(AmbiguousTime):
        read("2026-10-24 23:00 to 03:30")
    assert read("2026-10-24 23:00 to 03:30", fold=1).latest == utc(2026, 10, 25, 1, 30)
    with pytest.raises(NonexistentTime):
        read("2027-03-27 23:00 to 03:30")
    assert read("2027-03-28 23:00 to 03:30").width == timedelta(hours=4.5)


@pytest.mark.parametrize(
    "text", ["14:00 to 13:00", "now to -2h", "2026-11-23 to 2026-11-22", "14:00 to 221200Z NOV 26"]
)
def test_a_range_that_ends_before_it_begins_is_refused(text: str) -> None:
    assert "ends before it begins" in refused(text)


@pytest.mark.parametrize("text", ["14:00 to 15:00 ±20m", "14:00 ±5m to 15:00"])
def test_a_range_with_a_margin_is_refused(text: str) -> None:
    assert "range" in refused(text)


@pytest.mark.parametrize("text", ["", "   ", "\n", "..", "–", "14:00 –", "±5m"])
def test_an_empty_text_is_missing(text: str) -> None:
    assert "missing" in refused(text)


@pytest.mark.parametrize(
    "text",
    (
        "tomorrow|x|23|-|-40|40m|+40m|-m|14|14:0|14.00|23 Foo 26|231200Z NOV|to|to 14:00|"
        "14:00 to 15:00 to 16:00|2026-11|2026-11-23T14|23120045|20261123|١٤:٠٠|"
        "14:00 23 Nov 26|{text}|%s|now, day|today, day|x, day|23 NOV 26 14:00, day|"
        "23 NOV 26, day Kyiv|\ud800|" + "9" * 5000
    ).split("|"),
)
def test_anything_else_is_refused_with_examples(text: str) -> None:
    assert "that can be read" in (answer := refused(text))
    assert "Write 231200Z NOV 26" in answer
    assert len(answer) < 250


@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59-14:00",
        "1026-11-23",
        "0001-01-01",
        "9999-12-31",
        "2090-01-03",
        "-999999h",
        "-999999d",
        "now ±999999d",
        "now ±999999h",
        "010000A JAN 0001",
    ],
)
def test_other_centuries_are_refused(text: str) -> None:
    assert "1990–2089" in refused(text)


pieces = st.sampled_from(
    [
        *(
            "231200Z",
            " NOV 26",
            "23 Nov 26",
            "14:00",
            "14:00:31",
            " ",
            "-",
            "–",
            " to ",
            "..",
            "±",
            "20m",
            "1h",
            "now",
        ),
        *(
            "yesterday",
            "today",
            "2026-10-25",
            "T",
            "03:30",
            "+02:00",
            "Z",
            "J",
            "2027-03-28",
            "/",
            "23/11/2026",
            ", day",
        ),
        *("-40m", "999999d", "0001-01-01", "9999-12-31", "0", "7", "B", "UTC", "\u2212", "\u00a0"),
    ]
)


@given(
    st.one_of(st.text(max_size=30), st.lists(pieces, max_size=6).map("".join)),
    st.sampled_from([None, KYIV, UTC, ZoneInfo("Pacific/Apia"), ZoneInfo("America/St_Johns")]),
    st.sampled_from([None, 0, 1]),
)
def test_any_text_is_a_span_or_is_refused(text: str, zone: tzinfo | None, fold: int | None) -> None:
    refusal = None
    try:
        assert isinstance(parse_span(text, now=NOW, zone=zone, fold=fold), Span)
    except FieldError as error:
        refusal = error
    assert refusal is None or (refusal.field == "occurred" and refusal.title)
