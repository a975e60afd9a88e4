"""The watch and its time checks, in words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import FieldError
from domain.instant import iso_utc
from domain.journal import GENESIS, Entry
from domain.watch import (
    TimeCheck,
    WatchState,
    check_text,
    checking,
    ending,
    noting,
    offset_text,
    starting,
    time_check,
    watch_at,
)
from tests.builders import T0, hours


def entry(action: str, content: dict[str, Any]) -> Entry:
    return Entry.sealed(1, T0, "AB", action, "watch", content, GENESIS)


def check(seconds: float) -> TimeCheck:
    return TimeCheck(T0, timedelta(seconds=seconds), "GPS", "AB")


@pytest.mark.parametrize(
    ("seconds", "long", "short"),
    [
        (0, "agreed with GPS at 231200:00Z NOV 26", "clock agreed at 231200Z"),
        (0.9, "agreed with GPS at 231200:00Z NOV 26", "clock agreed at 231200Z"),
        (1, "was 1.0 s ahead of GPS at 231200:00Z NOV 26", "clock 1.0 s ahead at 231200Z"),
        (1.96, "was 2.0 s ahead of GPS at 231200:00Z NOV 26", "clock 2.0 s ahead at 231200Z"),
        (3.2, "was 3.2 s ahead of GPS at 231200:00Z NOV 26", "▲ clock 3.2 s ahead at 231200Z"),
        (-90, "was 90.0 s behind GPS at 231200:00Z NOV 26", "▲ clock 90.0 s behind at 231200Z"),
    ],
)
def test_an_offset_is_said_with_its_direction(seconds: float, long: str, short: str) -> None:
    assert check_text(check(seconds)) == long
    assert offset_text(check(seconds)) == short


def test_no_comparison_is_said_too() -> None:
    assert check_text(None) == "Never compared with a trusted clock."
    assert offset_text(None) == "clock not compared"


@given(st.integers(-2 * 24 * 3600 * 1000, 2 * 24 * 3600 * 1000))
def test_a_comparison_comes_back_from_its_entry(ms: int) -> None:
    offset = timedelta(milliseconds=ms)
    made = entry("clock.checked", checking(T0 - offset, T0, "GPS"))
    assert time_check(made) == TimeCheck(T0, offset, "GPS", "AB")


def test_a_watch_begins_and_ends_with_its_entries() -> None:
    started = entry("watch.started", starting(WatchState(), " AB, CD ", ""))
    on = WatchState("AB, CD", T0)
    noted = entry("watch.noted", noting("quiet"))
    assert watch_at([started]) == watch_at([started, noted]) == on
    ended = ending(on, "EF", "two clocks due")
    assert ended["since"] == iso_utc(T0)
    assert watch_at([started, entry("watch.ended", ended)]) == WatchState()


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda: starting(WatchState(), " ", ""), "names"),
        (lambda: starting(WatchState("AB", T0), "CD", ""), "names"),
        (lambda: ending(WatchState(), "CD", ""), "handed_to"),
        (lambda: noting(" "), "note"),
        (lambda: checking(T0, T0 + hours(49), "GPS"), "trusted"),
        (lambda: checking(T0, T0, ""), "source"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(call: Any, field: str) -> None:
    with pytest.raises(FieldError) as caught:
        call()
    assert caught.value.field == field
