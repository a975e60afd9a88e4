"""The two changes of clocks of the watch, and how times are written."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.errors import FieldError
from domain.instant import (
    KYIV,
    AmbiguousTime,
    NonexistentTime,
    Span,
    format_duration,
    format_kyiv,
    format_offset,
    format_span,
    from_local,
    local_day,
    parse_span,
)
from tests.domain.times import NOW, read, utc, whole_minutes


def test_kyiv_autumn_2026_72h_is_11_00() -> None:
    t0 = read("2026-10-24 12:00")
    deadline = t0 + timedelta(hours=72)
    assert t0 == Span.at(utc(2026, 10, 24, 9))
    assert deadline == Span.at(utc(2026, 10, 27, 9))
    assert format_kyiv(deadline.latest, date=True) == "27 Oct 11:00 Kyiv"


def test_kyiv_spring_2027_72h_is_13_00() -> None:
    deadline = read("2027-03-27 12:00") + timedelta(hours=72)
    assert deadline == Span.at(utc(2027, 3, 30, 10))
    assert format_kyiv(deadline.latest, date=True) == "30 Mar 13:00 Kyiv"


def test_folded_hour_25_oct_2026_asks_which() -> None:
    with pytest.raises(AmbiguousTime) as caught:
        read("2026-10-25 03:30")
    assert caught.value.choices == (utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30))
    assert str(caught.value) == (
        "2026-10-25 03:30 happens twice in Europe/Kyiv: the clocks go back. "
        "Say which one is meant: 250330C OCT 26 or 250330B OCT 26."
    )
    assert caught.value.field == "occurred"


@pytest.mark.parametrize("minute", ["03:00", "03:59", "03:59:59"])
def test_all_of_the_folded_hour_is_asked_about(minute: str) -> None:
    with pytest.raises(AmbiguousTime):
        read(f"2026-10-25 {minute}")


@pytest.mark.parametrize(("text", "hour"), [("02:59", 23), ("04:00", 2)])
def test_the_minutes_around_the_folded_hour_are_plain(text: str, hour: int) -> None:
    assert read(f"2026-10-25 {text}").earliest.hour == hour


def test_a_fold_that_is_given_answers_the_question() -> None:
    assert read("25/10/2026 03:30", fold=0) == Span.at(utc(2026, 10, 25, 0, 30))
    assert read("25/10/2026 03:30", fold=1) == Span.at(utc(2026, 10, 25, 1, 30))
    assert read("2026-10-25 12:00", fold=1) == Span.at(utc(2026, 10, 25, 10))


def test_a_letter_answers_the_question_too() -> None:
    assert read("250330B OCT 26") == Span.at(utc(2026, 10, 25, 1, 30))
    assert read("250330C OCT 26") == Span.at(utc(2026, 10, 25, 0, 30))


def test_gap_28_mar_2027_is_refused() -> None:
    with pytest.raises(NonexistentTime) as caught:
        read("2027-03-28 03:30")
    assert caught.value.neighbours == (utc(2027, 3, 28, 0, 59), utc(2027, 3, 28, 1))
    assert str(caught.value) == (
        "2027-03-28 03:30 does not exist in Europe/Kyiv: the clocks go forward. "
        "The last minute before is 2027-03-28 02:59, the first after is 2027-03-28 04:00."
    )


@pytest.mark.parametrize("fold", [None, 0, 1])
@pytest.mark.parametrize("clock", ["03:00", "03:00:00.5", "03:59:59"])
def test_all_of_the_gap_is_refused_whatever_the_fold(clock: str, fold: int | None) -> None:
    with pytest.raises(NonexistentTime) as caught:
        read(f"2027-03-28 {clock}", fold=fold)
    assert caught.value.neighbours[1] == utc(2027, 3, 28, 1)


def test_the_day_of_25_hours() -> None:
    day = read("2026-10-25")
    assert day == Span(utc(2026, 10, 24, 21), utc(2026, 10, 25, 21, 59, 59))
    assert day.width == timedelta(hours=25) - timedelta(seconds=1)


def test_the_day_of_23_hours() -> None:
    day = read("28 Mar 27")
    assert day == Span(utc(2027, 3, 27, 22), utc(2027, 3, 28, 20, 59, 59))
    assert day.width == timedelta(hours=23) - timedelta(seconds=1)


def test_a_day_of_24_hours_and_of_utc() -> None:
    assert local_day(date(2026, 11, 23), KYIV).width == timedelta(hours=24) - timedelta(seconds=1)
    assert local_day(date(2026, 11, 23), UTC) == Span(utc(2026, 11, 23), utc(2026, 11, 23, 23, 59, 59))


def test_a_day_that_a_zone_left_out_is_refused() -> None:
    apia = ZoneInfo("Pacific/Apia")
    with pytest.raises(FieldError, match="2011-12-30 does not exist in Pacific/Apia") as caught:
        parse_span("2011-12-30", now=NOW, zone=apia, field="from")
    assert caught.value.field == "from"


def test_a_day_that_begins_with_a_change_of_clocks() -> None:
    cairo = ZoneInfo("Africa/Cairo")
    day = local_day(date(2024, 4, 26), cairo)
    assert day.earliest.astimezone(cairo).hour == 1
    assert day.width == timedelta(hours=23) - timedelta(seconds=1)


@given(st.integers(0, 366 * 100 * 24 * 60))
def test_a_local_time_comes_back_or_is_asked_about(minutes: int) -> None:
    instant = utc(1993, 1, 1) + timedelta(minutes=minutes)
    local = instant.astimezone(KYIV).replace(tzinfo=None, fold=0)
    readings = [from_local(local, KYIV, fold=fold) for fold in (0, 1)]
    assert instant in readings
    if readings[0] == readings[1]:
        assert from_local(local, KYIV) == instant
    else:
        with pytest.raises(AmbiguousTime) as question:
            from_local(local, KYIV)
        assert list(question.value.choices) == readings


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("231200Z NOV 26", "231200Z NOV 26"),
        ("231407:31Z NOV 26", "231407:31Z NOV 26"),
        ("2026-11-23", "23 NOV 26, day"),
        ("2026-10-25", "25 OCT 26, day"),
        ("5 nov 26", "05 NOV 26, day"),
        ("221621Z NOV 26 ±20m", "221621Z NOV 26 ±20 min"),
        ("231200Z NOV 26 ±20m", "231200Z NOV 26 ±20 min"),
        ("231200Z NOV 26 ±90m", "231200Z NOV 26 ±90 min"),
        ("231200Z NOV 26 ±2h", "231200Z NOV 26 ±2 h"),
        ("231200Z NOV 26 ±12h", "231200Z NOV 26 ±12 h"),
        ("231200Z NOV 26 ±13h", "222300Z NOV 26 – 240100Z NOV 26"),
        ("221400Z NOV 26 to 221530Z NOV 26", "221400Z – 221530Z NOV 26"),
        ("221400Z NOV 26 to 221401Z NOV 26", "221400Z – 221401Z NOV 26"),
        ("222300Z NOV 26 to 230130Z NOV 26", "222300Z NOV 26 – 230130Z NOV 26"),
        ("221400:30Z NOV 26 to 221500Z NOV 26", "221400:30Z – 221500Z NOV 26"),
        ("221200:30Z NOV 26 ±20m", "221140:30Z – 221220:30Z NOV 26"),
    ],
)
def test_how_spans_are_written(text: str, written: str) -> None:
    assert format_span(read(text)) == written


def test_a_day_of_utc_says_so() -> None:
    assert format_span(local_day(date(2026, 11, 23), UTC)) == "23 NOV 26, day UTC"


whole_seconds = st.builds(
    lambda start, seconds: Span(start, start + timedelta(seconds=seconds)),
    whole_minutes,
    st.one_of(st.just(0), st.integers(0, 2 * 86400), st.integers(0, 3000).map(lambda minutes: minutes * 60)),
)


@given(
    st.one_of(
        whole_seconds, st.dates(date(1990, 1, 2), date(2089, 12, 30)).map(lambda day: local_day(day, KYIV))
    )
)
def test_a_written_span_is_read_back(span: Span) -> None:
    assume(span.latest < utc(2089, 12, 31))
    assert parse_span(format_span(span), now=NOW, zone=None) == span


@pytest.mark.parametrize(
    ("delta", "shown"),
    [
        (timedelta(), "00:00:00"),
        (timedelta(hours=18, minutes=5, seconds=9), "18:05:09"),
        (timedelta(hours=-18, minutes=-5, seconds=-9), "18:05:09"),
        (timedelta(seconds=59, milliseconds=999), "00:00:59"),
        (timedelta(hours=99, minutes=59, seconds=59), "99:59:59"),
        (timedelta(hours=100), "4d 04:00:00"),
        (timedelta(days=5, hours=3, minutes=12, seconds=44), "5d 03:12:44"),
    ],
)
def test_durations(delta: timedelta, shown: str) -> None:
    assert format_duration(delta) == shown


def test_time_remaining_is_rounded_up_and_time_elapsed_is_cut() -> None:
    instant_before = timedelta(microseconds=1)
    assert format_duration(instant_before, up=True) == "00:00:01"
    assert format_duration(timedelta(), up=True) == "00:00:00"
    assert format_duration(instant_before) == "00:00:00"
    assert (
        format_duration(timedelta(hours=99, minutes=59, seconds=59, microseconds=1), up=True) == "4d 04:00:00"
    )


def test_a_sign_only_when_asked() -> None:
    assert format_duration(timedelta(minutes=-5), signed=True) == "−00:05:00"
    assert format_duration(timedelta(minutes=5), signed=True) == "+00:05:00"
    assert format_duration(timedelta(hours=-100), signed=True) == "−4d 04:00:00"
    assert format_duration(timedelta(milliseconds=-5), signed=True) == "00:00:00"


@given(st.timedeltas(timedelta(), timedelta(days=3000)))
def test_up_and_down_differ_by_the_fraction(delta: timedelta) -> None:
    whole = delta % timedelta(seconds=1) == timedelta()
    assert (format_duration(delta) == format_duration(delta, up=True)) == whole
    assert "-" not in format_duration(-delta)


def test_offsets_from_t0() -> None:
    assert format_offset(timedelta(hours=18, minutes=5, seconds=59)) == "T+18:05"
    assert format_offset(timedelta(hours=105, minutes=30)) == "T+105:30"
    assert format_offset(timedelta()) == "T+00:00"
    assert format_offset(timedelta(minutes=-30)) == "T−00:30"
    assert format_offset(timedelta(seconds=-30)) == "T+00:00"
