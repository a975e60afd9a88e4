"""Date-time groups, read and written."""

from __future__ import annotations

import gettext
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain import words
from domain.dtg import HOURS, read_group
from domain.errors import InvariantError
from domain.instant import (
    KYIV,
    Span,
    format_dtg,
    format_kyiv,
    format_short,
    kyiv_letter,
    local_day,
)
from tests.domain.times import NOON, NOW, letters, read, refused, utc, whole_minutes


@pytest.mark.parametrize(
    "text",
    [
        "231200Z NOV 26",
        "231200ZNOV26",
        "23 1200Z Nov 26",
        "  231200z   nov\t26 ",
        "231200Z NOV 2026",
        "231400B NOV 26",
        "23120000ZNOV26",
        "231200:00Z NOV 26",
        "231200Z NOVEMBER 26",
        "231730+0530 NOV 26",
        "231200+0000 NOV 26",
        "230000Y NOV 26",
        "240000M NOV 26",
        "231200Z",
        "231400b",
        "231200Z\xa0NOV\u202f26",
    ],
)
def test_the_ways_to_write_one_group(text: str) -> None:
    assert read(text, zone=None) == Span.at(NOON)


def test_groups_with_seconds() -> None:
    assert read("23120045ZNOV26") == read("231200:45Z NOV 26") == Span.at(utc(2026, 11, 23, 12, 0, 45))


def test_the_century_of_a_group() -> None:
    assert read("010000Z JAN 90") == Span.at(utc(1990, 1, 1))
    assert read("311200Z DEC 99") == Span.at(utc(1999, 12, 31, 12))
    assert read("010000Z JAN 00") == Span.at(utc(2000, 1, 1))
    assert read("312359Z DEC 89") == Span.at(utc(2089, 12, 31, 23, 59))


@given(whole_minutes, letters)
@example(utc(2026, 12, 31, 23, 59), "M")
@example(utc(2028, 2, 29, 23), "Y")
@example(utc(2000, 1, 1), "A")
def test_every_minute_and_letter_comes_back(instant: datetime, letter: str) -> None:
    zone = timezone(timedelta(hours=HOURS[letter]))
    group = format_dtg(instant, zone=zone)
    assert group[6] == letter
    assert read(group, zone=None) == Span.at(instant)
    assert read(group.replace(" ", "").lower(), zone=None) == Span.at(instant)


@given(whole_minutes, st.integers(0, 59), st.integers(-14 * 4, 14 * 4))
def test_seconds_and_odd_offsets_come_back(minute: datetime, second: int, quarters: int) -> None:
    instant = minute + timedelta(seconds=second)
    group = format_dtg(instant, zone=timezone(timedelta(minutes=15 * quarters)), seconds=True)
    assert read(group, zone=None) == Span.at(instant)


def test_how_groups_are_written() -> None:
    assert format_dtg(NOON) == "231200Z NOV 26"
    assert format_dtg(NOON, zone=KYIV) == "231400B NOV 26"
    assert format_dtg(utc(2026, 7, 1, 22), zone=KYIV) == "020100C JUL 26"
    assert format_dtg(NOW, seconds=True) == "231407:31Z NOV 26"
    assert format_dtg(NOW) == "231407Z NOV 26"
    assert format_dtg(NOON, zone=ZoneInfo("Asia/Kolkata")) == "231730+0530 NOV 26"
    assert format_dtg(NOON, zone=ZoneInfo("Pacific/Marquesas")) == "230230-0930 NOV 26"
    assert format_dtg(NOON, zone=ZoneInfo("Pacific/Apia")) == "240100+1300 NOV 26"
    assert format_short(NOON) == "231200Z"
    assert format_short(NOW, seconds=True) == "231407:31Z"


def test_kyiv_is_b_in_winter_and_c_in_summer() -> None:
    assert kyiv_letter(utc(2026, 10, 25, 0, 59)) == "C"
    assert kyiv_letter(utc(2026, 10, 25, 1)) == "B"
    assert kyiv_letter(utc(2027, 3, 28, 1)) == "C"


def test_a_time_in_kyiv_is_written_in_words_that_can_be_translated() -> None:
    assert format_kyiv(NOON) == "14:00 Kyiv"
    assert format_kyiv(NOON, date=True) == "23 Nov 14:00 Kyiv"
    with words.catalogue(Shouting()):
        assert format_kyiv(NOON, date=True) == "23 NOV 14:00 KYIV"


class Shouting(gettext.NullTranslations):
    """A language whose words are the English ones in capitals; names in braces stay."""

    def gettext(self, message: str) -> str:
        return "".join(
            part if part.startswith("{") else part.upper()
            for part in message.replace("{", "\0{").replace("}", "}\0").split("\0")
        )


def test_leap_days() -> None:
    assert read("291200Z FEB 28") == Span.at(utc(2028, 2, 29, 12))
    assert read("29 Feb 2028") == local_day(date(2028, 2, 29), KYIV)
    assert "does not exist" in refused("291200Z FEB 27")
    assert "does not exist" in refused("2027-02-29")
    assert "does not exist" in refused("29/02/2027")


def test_31_december_in_two_zones() -> None:
    assert read("312359Z DEC 26") == Span.at(utc(2026, 12, 31, 23, 59))
    assert read("010159B JAN 27") == Span.at(utc(2026, 12, 31, 23, 59))
    assert read("31 Dec 26") == Span(utc(2026, 12, 30, 22), utc(2026, 12, 31, 21, 59, 59))
    assert read("311200Z", now=utc(2027, 1, 1)) == Span.at(utc(2026, 12, 31, 12))
    assert read("311200Z", now=utc(2026, 12, 31, 12)) == Span.at(utc(2026, 12, 31, 12))


def test_a_group_without_month_is_the_latest_not_after_now() -> None:
    assert read("231407Z") == Span.at(utc(2026, 11, 23, 14, 7))
    assert read("231408Z") == Span.at(utc(2026, 10, 23, 14, 8))
    assert read("311200Z") == Span.at(utc(2026, 10, 31, 12))
    assert read("010130B", now=utc(2026, 11, 30, 23, 40)) == Span.at(utc(2026, 11, 30, 23, 30))
    assert read("010130B", now=utc(2026, 11, 30, 23, 20)) == Span.at(utc(2026, 10, 31, 23, 30))


def test_a_group_without_month_is_not_sought_beyond_31_days() -> None:
    assert read("281200Z", now=utc(2027, 3, 1)) == Span.at(utc(2027, 2, 28, 12))
    assert "names no month" in refused("301200Z", now=utc(2027, 3, 1))


def test_the_letter_j_is_refused_with_the_reason() -> None:
    for text in ("231200J NOV 26", "231200j", "231200J NOV 26 ±5m"):
        assert "J means the observer's own local time" in refused(text)


@pytest.mark.parametrize("text", ["231200 NOV 26", "231200", "23 1200 nov 26", "231200NOVEMBER26"])
def test_a_group_without_a_letter_is_refused(text: str) -> None:
    assert "zone letter is missing" in refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "321200Z NOV 26",
        "001200Z NOV 26",
        "232400Z NOV 26",
        "231260Z NOV 26",
        "231200:60Z NOV 26",
        "311200Z NOV 26",
        "321200Z",
        "232400Z",
        "001200Z",
        "2026-11-31",
        "2026-11-23 24:00",
        "25:00",
        "14:60",
        "31/31/2026",
        "00 Nov 26",
        "2026-00-10",
    ],
)
def test_days_and_times_that_do_not_exist_are_refused(text: str) -> None:
    assert "does not exist" in refused(text)


@pytest.mark.parametrize(
    "text", ["231200+1530 NOV 26", "231200+0260", "2026-11-23T14:00+15:00", "2026-11-23T14:00-99"]
)
def test_offsets_that_no_zone_has_are_refused(text: str) -> None:
    assert "not an offset" in refused(text)


def test_a_short_group_has_no_instant_of_its_own() -> None:
    group = read_group("231200Z", field="x")
    assert group is not None
    with pytest.raises(InvariantError):
        group.instant()
