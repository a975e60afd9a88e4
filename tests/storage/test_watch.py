"""The watch log: who is on, notes, time checks, jumps; all of it in the journal with its author."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from domain.clock import Jump, ManualClock
from domain.errors import FieldError
from domain.watch import WatchState
from storage.desk import Desk
from tests.builders import T0, hours, new_desk

MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(T0)


@pytest.fixture
def desk(tmp_path: Path, clock: ManualClock) -> Iterator[Desk]:
    with new_desk(tmp_path, clock) as desk:
        yield desk


def test_nobody_is_on_watch_until_somebody_takes_it(desk: Desk) -> None:
    assert desk.watch.state() == WatchState()
    made = desk.watch.start("AB, CD", note="quiet night", author="AB")
    assert made == WatchState("AB, CD", T0)
    with pytest.raises(FieldError) as caught:
        desk.watch.start("EF", author="EF")
    assert caught.value.field == "names"
    assert "AB, CD is on watch already" in str(caught.value)
    assert desk.watch.state() == made


def test_a_watch_is_handed_over_with_a_note(desk: Desk, clock: ManualClock) -> None:
    desk.watch.start("AB", author="AB")
    clock.advance(8 * hours(1))
    assert desk.watch.end(handed_to="EF", note="two clocks due", author="AB") == WatchState()
    content = desk.watch.log()[-1].content
    assert (content["names"], content["handed_to"], content["note"]) == ("AB", "EF", "two clocks due")
    with pytest.raises(FieldError) as caught:
        desk.watch.end(author="AB")
    assert caught.value.field == "handed_to"


def test_every_entry_has_its_author_and_its_time(desk: Desk, clock: ManualClock) -> None:
    desk.watch.start("AB", author="AB")
    clock.advance(MINUTE)
    desk.watch.note("radio check", author="CD")
    clock.advance(MINUTE)
    desk.watch.check_time(clock.now(), "GPS", author="AB")
    desk.watch.record_jump(Jump(clock.now(), clock.now() + hours(1), hours(1)), author="AB")
    said = [(e.action, e.author, e.at - T0) for e in desk.watch.log()]
    assert said == [
        ("watch.started", "AB", 0 * MINUTE),
        ("watch.noted", "CD", MINUTE),
        ("clock.checked", "AB", 2 * MINUTE),
        ("clock.jumped", "AB", 2 * MINUTE),
    ]


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_a_note_says_something(desk: Desk, text: str) -> None:
    with pytest.raises(FieldError):
        desk.watch.note(text, author="AB")
    assert desk.watch.log() == []


@pytest.mark.parametrize("offset", [timedelta(0), timedelta(seconds=3.25), timedelta(seconds=-90)])
def test_a_time_check_keeps_how_far_the_machine_was_ahead(desk: Desk, offset: timedelta) -> None:
    made = desk.watch.check_time(T0 - offset, "GPS receiver", author="AB")
    assert (made.at, made.offset, made.source, made.author) == (T0, offset, "GPS receiver", "AB")
    assert desk.watch.last_check() == made


def test_a_comparison_more_than_two_days_off_is_a_typing_mistake(desk: Desk) -> None:
    desk.watch.check_time(T0 + hours(48), "GPS", author="AB")
    for off in (hours(48) + MINUTE, -hours(48) - MINUTE):
        with pytest.raises(FieldError) as caught:
            desk.watch.check_time(T0 + off, "GPS", author="AB")
        assert caught.value.field == "trusted"
    with pytest.raises(FieldError) as caught:
        desk.watch.check_time(T0, " ", author="AB")
    assert caught.value.field == "source"


def test_checks_and_jumps_of_a_period(desk: Desk, clock: ManualClock) -> None:
    for seconds in (1, -7200):
        desk.watch.check_time(clock.now(), "GPS", author="AB")
        desk.watch.record_jump(Jump(clock.now(), clock.now(), timedelta(seconds=seconds)), author="AB")
        clock.advance(hours(1))
    assert [check.at for check in desk.watch.checks()] == [T0, T0 + hours(1)]
    assert [check.at for check in desk.watch.checks(T0 + MINUTE)] == [T0]
    assert desk.watch.jumps() == [(T0, 1), (T0 + hours(1), -7200)]
    assert desk.watch.jumps(since=T0 + MINUTE) == [(T0 + hours(1), -7200)]
    assert desk.watch.jumps(until=T0) == [(T0, 1)]


def test_a_fresh_desk_was_never_compared(desk: Desk) -> None:
    assert desk.watch.last_check() is None
    assert desk.watch.checks() == []
