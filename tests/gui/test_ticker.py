"""The clock in the window: a tick asks again, so a clock that is set or a long night loses nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from domain.briefing import Briefing
from domain.clock import ManualClock, SystemClock
from domain.errors import DeskError
from domain.phrases import headline
from domain.request import Request
from gui.ticker import Ticker
from reports.situation import render
from storage.watch import Watch
from tests.gui import desks
from tests.gui.conftest import OpenRoom, Room

HOUR = timedelta(hours=1)


def countdown(room: Room, name: str = "fresh") -> str:
    model = room.pages.board.model
    case = next(case for case in model.cases if case.breach.number == room.breaches[name])
    return headline(model.standing(case))[0]


def test_ticks_come_on_the_second(qtbot: QtBot) -> None:
    ticker = Ticker(SystemClock())
    seen: list[datetime] = []
    ticker.ticked.connect(seen.append)
    ticker.start()
    qtbot.waitUntil(lambda: len(seen) >= 3, timeout=4000)
    ticker.stop()
    late = [instant.microsecond / 1000 for instant in seen[1:3]]
    assert all(ms < 200 for ms in late), f"{late} ms after the second"
    assert seen[2] - seen[1] < timedelta(seconds=1.5)


def test_a_tick_carries_the_clocks_now_and_counts_nothing(clock: ManualClock) -> None:
    ticker = Ticker(clock)
    seen: list[datetime] = []
    ticker.ticked.connect(seen.append)
    ticker.tick()
    clock.advance(timedelta(hours=5, seconds=1))
    ticker.tick()
    assert seen[1] - seen[0] == timedelta(hours=5, seconds=1)


def test_time_asleep_is_time_gone(full: Room) -> None:
    assert countdown(full) == "22:00:00"
    full.clock.advance(3 * HOUR + timedelta(seconds=1))
    full.window.ticker.tick()
    assert countdown(full) == "18:59:59"


@pytest.mark.parametrize(
    ("by", "left", "said"),
    [(-HOUR, "23:00:00", "back by 01:00:00"), (HOUR, "21:00:00", "forward by 01:00:00")],
)
def test_a_jump_of_the_wall_clock(full: Room, by: timedelta, left: str, said: str) -> None:
    """The countdown follows the new wall time at once; the jump is noticed, kept, shown and printed."""
    full.clock.set_wall(full.clock.now() + by)
    full.window.ticker.tick()

    assert countdown(full) == left
    status = full.window.status.clock
    assert said in status.text()
    entries = [entry for entry in full.desk.journal.entries_of("clock") if entry.action == "clock.jumped"]
    assert [entry.content["seconds"] for entry in entries] == [by.total_seconds()]

    for _ in range(5):
        full.clock.advance(timedelta(seconds=1))
        full.window.ticker.tick()
    assert said in status.text(), "shown until acknowledged"
    assert len(full.desk.journal.entries_of("clock")) == 1, "noticed once"
    status.click()
    assert said not in status.text()
    assert not status.isEnabled()

    now = full.clock.now()
    briefing = full.session.briefings.facts(Request(since=now - 30 * HOUR, until=now))
    assert isinstance(briefing, Briefing)
    assert [jump.seconds for jump in briefing.jumps] == [by.total_seconds()]
    assert b"%PDF" in render(briefing)[:8]


def test_after_the_clock_was_set_back_the_briefing_still_holds_everything(full: Room) -> None:
    """What was logged in the hour that comes twice is later than now, and must not vanish for that."""
    count = len(full.pages.board.model.cases)
    full.clock.set_wall(full.clock.now() - HOUR)
    full.window.ticker.tick()
    now = full.clock.now()
    briefing = full.session.briefings.facts(Request(since=now - 72 * HOUR, until=now + 2 * HOUR))
    assert isinstance(briefing, Briefing)
    assert len(briefing.clocks) == count
    assert len(briefing.incidents) == full.desk.incidents.count()


def test_a_small_disagreement_of_the_clocks_is_no_jump(full: Room) -> None:
    full.clock.set_wall(full.clock.now() + timedelta(seconds=1.5))
    full.window.ticker.tick()
    assert full.desk.journal.entries_of("clock") == []
    assert not full.window.status.clock.isEnabled()


def test_a_jump_that_cannot_be_written_is_still_shown(full: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise DeskError("The desk could not be written.")

    monkeypatch.setattr(Watch, "record_jump", fail)
    full.clock.set_wall(full.clock.now() - HOUR)
    full.window.ticker.tick()
    assert "back by 01:00:00" in full.window.status.clock.text()
    assert countdown(full) == "23:00:00"
    assert [str(error) for error in full.messages.errors] == ["The desk could not be written."]


def test_the_board_is_in_order_at_the_tick_itself(full: Room) -> None:
    """Cards whose order changes with time do not wait for one more tick."""
    full.clock.advance(5 * HOUR)
    full.window.ticker.tick()
    model = full.pages.board.model
    order = [model.standing(case).urgency for case in model.cases]
    assert order == sorted(order)


def test_the_night_the_clocks_go_back(open_room: OpenRoom, clock: ManualClock, tmp_path: Path) -> None:
    """25 October 2026, 04:00 C becomes 03:00 B in Kyiv: the letter changes, the countdown does not care."""
    clock.set_wall(datetime(2026, 10, 25, 0, 59, 59, tzinfo=UTC))
    desk = desks.create(tmp_path / "night.desk", clock)
    desks.breach(desk, clock, ago=2 * HOUR)
    room = open_room(desk)
    header = room.window.header
    room.window.ticker.tick()
    assert header.kyiv.text() == "03:59 Kyiv (C)"
    assert countdown_of_first(room) == "22:00:00"
    clock.advance(timedelta(seconds=1))
    room.window.ticker.tick()
    assert header.utc.text() == "250100:00Z OCT 26"
    assert header.kyiv.text() == "03:00 Kyiv (B)"
    assert countdown_of_first(room) == "21:59:59"


def countdown_of_first(room: Room) -> str:
    model = room.pages.board.model
    return headline(model.standing(model.cases[0]))[0]


def test_the_header_names_the_day_where_kyiv_has_another(room: Room, clock: ManualClock) -> None:
    clock.set_wall(datetime(2026, 11, 23, 22, 30, tzinfo=UTC))
    room.window.ticker.tick()
    assert room.window.header.kyiv.text() == "24, 00:30 Kyiv (B)"


def test_without_a_desk_a_jump_troubles_nobody(open_room: OpenRoom, clock: ManualClock) -> None:
    room = open_room()
    clock.set_wall(clock.now() - HOUR)
    room.window.ticker.tick()
    assert room.messages.errors == []
