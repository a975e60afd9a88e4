"""Clocks, and how a jump of the wall clock is noticed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.clock import JUMP, Jump, JumpWatch, ManualClock, SystemClock
from domain.instant import KYIV
from tests.conftest import START


def test_the_machines_clock_is_aware_and_in_utc() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    assert clock.monotonic() <= clock.monotonic()


def test_a_manual_clock_moves_by_hand(clock: ManualClock) -> None:
    clock.advance(timedelta(seconds=90))
    assert clock.now() == START + timedelta(seconds=90)
    assert clock.monotonic() == 90
    clock.set_wall(datetime(2026, 11, 23, 14, tzinfo=KYIV))
    assert clock.now().isoformat() == "2026-11-23T12:00:00+00:00"
    assert clock.monotonic() == 90


def test_passing_time_is_no_jump(clock: ManualClock) -> None:
    watch = JumpWatch(clock)
    for step in (0, 1, 3600, 10**6):
        clock.advance(timedelta(seconds=step))
        assert watch.check() is None


@pytest.mark.parametrize("by", [timedelta(hours=1), timedelta(hours=-1), JUMP, -JUMP])
def test_a_wall_clock_set_by_hand_is_a_jump_once(clock: ManualClock, by: timedelta) -> None:
    watch = JumpWatch(clock)
    clock.advance(timedelta(seconds=10))
    expected = clock.now()
    clock.set_wall(expected + by)
    assert watch.check() == Jump(expected, expected + by, by)
    assert watch.check() is None


@pytest.mark.parametrize("by", [JUMP - timedelta(milliseconds=1), -JUMP + timedelta(milliseconds=1)])
def test_a_small_correction_is_no_jump(clock: ManualClock, by: timedelta) -> None:
    watch = JumpWatch(clock)
    clock.set_wall(clock.now() + by)
    assert watch.check() is None
