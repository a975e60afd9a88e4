"""Instants and spans: kept in UTC, in whole milliseconds, exactly."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import FieldError, InvariantError
from domain.instant import (
    KYIV,
    Span,
    format_dtg,
    format_kyiv,
    format_short,
    from_ms,
    iso_utc,
    kyiv_letter,
    parse_iso_utc,
    parse_span,
    to_ms,
)
from tests.domain.times import NOON, NOW, instants, spans, utc


def test_iso_utc_is_always_the_same_length() -> None:
    assert iso_utc(NOON) == "2026-11-23T12:00:00.000Z"
    assert iso_utc(NOW) == "2026-11-23T14:07:31.250Z"
    assert iso_utc(datetime(2026, 11, 23, 14, 0, 0, 999_999, tzinfo=KYIV)) == "2026-11-23T12:00:00.999Z"
    assert iso_utc(utc(33, 4, 3)) == "0033-04-03T00:00:00.000Z"


@given(instants)
def test_iso_and_milliseconds_come_back(instant: datetime) -> None:
    cut = instant.replace(microsecond=instant.microsecond // 1000 * 1000)
    assert parse_iso_utc(iso_utc(instant)) == cut
    assert from_ms(to_ms(instant)) == cut


@given(st.integers(to_ms(utc(1, 1, 2)), to_ms(utc(9999, 12, 30))))
def test_every_millisecond_is_exact(ms: int) -> None:
    assert to_ms(from_ms(ms)) == ms


@given(instants, instants)
def test_text_order_is_time_order(one: datetime, other: datetime) -> None:
    assert (iso_utc(one) < iso_utc(other)) == (to_ms(one) < to_ms(other))


def test_milliseconds_before_1970_are_cut_downwards() -> None:
    assert to_ms(datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)) == -1
    assert from_ms(-1) == datetime(1969, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC)


@pytest.mark.parametrize("ms", [10**18, -(10**18), 10**400])
def test_milliseconds_outside_the_calendar_are_a_bug(ms: int) -> None:
    with pytest.raises(InvariantError):
        from_ms(ms)


def test_iso_without_a_fraction_is_read() -> None:
    assert parse_iso_utc("2026-11-23T12:00:00Z") == NOON


@pytest.mark.parametrize(
    "value",
    [
        *[
            "",
            "now",
            "2026-11-23",
            "2026-11-23T12:00:00",
            "2026-11-23T12:00:00+00:00",
            "2026-13-23T12:00:00Z",
        ],
        *["2026-11-23T12:00:00.0001Z", "2026-11-23T25:00:00Z", "２026-11-23T12:00:00Z", "x"],
        *(None, 5, ["x"]),
    ],
)
def test_anything_but_iso_utc_is_refused(value: object) -> None:
    with pytest.raises(FieldError) as caught:
        parse_iso_utc(value, field="logged")
    assert caught.value.field == "logged"


def test_a_span_is_in_utc_and_whole_milliseconds() -> None:
    span = Span(
        datetime(2026, 11, 23, 14, 0, 0, 1_999, tzinfo=KYIV),
        datetime(2026, 11, 23, 15, 0, 0, 999, tzinfo=KYIV),
    )
    assert span == Span(NOON + timedelta(milliseconds=1), NOON + timedelta(hours=1))
    assert span.earliest.tzinfo is UTC


def test_an_instant_without_a_zone_is_a_bug() -> None:
    naive = NOON.replace(tzinfo=None)
    for mistake in (
        lambda: Span.at(naive),
        lambda: Span(NOON, naive),
        lambda: Span.at(NOON).contains(naive),
        lambda: iso_utc(naive),
        lambda: to_ms(naive),
        lambda: format_dtg(naive),
        lambda: format_short(naive),
        lambda: format_kyiv(naive),
        lambda: kyiv_letter(naive),
        lambda: parse_span("now", now=naive, zone=None),
    ):
        with pytest.raises(InvariantError):
            mistake()


def test_a_span_that_ends_before_it_begins_is_a_bug() -> None:
    with pytest.raises(InvariantError):
        Span(NOON, NOON - timedelta(milliseconds=1))


def test_span_questions() -> None:
    hour = Span(NOON, NOON + timedelta(hours=1))
    assert not hour.is_exact
    assert hour.width == timedelta(hours=1)
    assert Span.at(NOON).is_exact
    assert Span.at(NOON).width == timedelta()
    assert hour.contains(NOON)
    assert hour.contains(hour.latest + timedelta(microseconds=999))
    assert not hour.contains(hour.latest + timedelta(milliseconds=1))
    assert hour.overlaps(Span.at(hour.latest))
    assert hour.overlaps(Span(NOON - timedelta(hours=9), NOON + timedelta(hours=9)))
    assert not hour.overlaps(Span.at(NOON - timedelta(milliseconds=1)))
    assert sorted([hour, Span.at(NOON)]) == [Span.at(NOON), hour]
    assert pickle.loads(pickle.dumps(hour)) == hour


@given(spans, st.timedeltas(timedelta(days=-900), timedelta(days=900)), st.integers(0, 999))
def test_adding_moves_both_ends_alike(span: Span, delta: timedelta, hours: int) -> None:
    milliseconds = delta // timedelta(milliseconds=1) * timedelta(milliseconds=1)
    moved = span + milliseconds
    assert moved.width == span.width
    assert moved.earliest - span.earliest == milliseconds
    assert (span + timedelta(hours=hours)).latest - span.latest == timedelta(hours=hours)


@given(spans, spans)
def test_overlap_is_mutual(one: Span, other: Span) -> None:
    assert one.overlaps(other) == other.overlaps(one)


@given(spans)
def test_a_span_comes_back_from_json(span: Span) -> None:
    assert Span.from_json(span.to_json()) == span


def test_the_json_of_a_span() -> None:
    assert Span.at(NOON).to_json() == {
        "earliest": "2026-11-23T12:00:00.000Z",
        "latest": "2026-11-23T12:00:00.000Z",
    }


@pytest.mark.parametrize(
    "value",
    [
        *(None, [], "2026-11-23T12:00:00.000Z", {}, {"earliest": "2026-11-23T12:00:00.000Z"}),
        {"earliest": "2026-11-23T12:00:00.000Z", "latest": 3},
        {"earliest": "2026-11-23T12:00:00.000Z", "latest": "2026-11-23T11:59:59.999Z"},
    ],
)
def test_json_that_is_no_span_is_refused(value: object) -> None:
    with pytest.raises(FieldError) as caught:
        Span.from_json(value, field="occurred")
    assert caught.value.field == "occurred"
