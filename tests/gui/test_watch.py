"""The watch in the window: taken and handed over, notes, time checks, jumps; initials on every entry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.clock import Jump, ManualClock
from domain.errors import DeskError
from domain.handover import Handover
from domain.request import Request
from gui.dialogs import FormDialog
from gui.ticker import Ticker
from reports import handover
from storage.desk import Desk
from tests.gui import desks
from tests.gui.conftest import OpenRoom, Room
from tests.gui.hands import fill, in_form, note, press, settle, texts, type_text

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


def do(room: Room, action: str, **values: str) -> None:
    def act(dialog: FormDialog) -> None:
        fill(dialog, **values)
        dialog.accept_button.click()

    in_form(lambda: room.trigger(action), act)


def page(room: Room) -> str:
    room.trigger("page_watch")
    return texts(room.pages.watch)


def status(room: Room) -> str:
    return room.window.status.check.text()


def test_a_watch_is_taken_and_handed_over(full: Room) -> None:
    assert "Nobody is on watch." in page(full)
    assert not full.window.actions_["end_watch"].isEnabled()
    do(full, "start_watch", names="CD, EF", note="quiet night")
    said = page(full)
    assert "CD, EF on watch since 231407Z NOV 26 · 16:07 Kyiv" in said
    assert "“quiet night”" in said
    assert full.window.status.watch.text() == "watch: CD"
    assert not full.window.actions_["start_watch"].isEnabled()
    full.clock.advance(8 * HOUR)
    do(full, "end_watch", handed_to="GH", note="two clocks due")
    said = page(full)
    assert "Nobody is on watch." in said
    assert "handed to GH" in said
    assert "“two clocks due”" in said


def test_the_first_initials_go_on_every_entry_from_then_on(full: Room) -> None:
    do(full, "start_watch", names="CD; EF")
    number = full.session.log_incident(desks.facts(full.clock)).number
    full.session.assess_breach(full.breaches["late"], phase=2, answer="no", basis="halted")
    entries = [*full.desk.journal.entries_of(number), full.desk.journal.entries_of(full.breaches["late"])[-1]]
    assert {entry.author for entry in entries} == {"CD"}


def test_a_note_is_typed_and_kept(full: Room) -> None:
    press("Ctrl+6")
    type_text("Hotline quiet, Орріхів calm")
    press("Return")
    assert full.pages.watch.note.text() == ""
    assert "“Hotline quiet, Орріхів calm”" in page(full)
    press("Return")
    assert len(full.messages.errors) == 1, "an empty note says nothing"


def test_a_note_that_cannot_be_kept_stays_in_the_field(full: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_text: str) -> None:
        raise DeskError("The desk could not be written.")

    page(full)
    monkeypatch.setattr(full.session, "note", fail)
    full.pages.watch.note.setText("quiet")
    full.pages.watch.add_note()
    assert full.pages.watch.note.text() == "quiet"


@pytest.mark.parametrize(
    ("typed", "shown", "alert"),
    [
        ("14:07:31", "clock agreed at 231407Z", False),
        ("2026-11-23 14:07:30Z", "clock 1.0 s ahead at 231407Z", False),
        ("14:07:35Z", "▲ clock 4.0 s behind at 231407Z", True),
        ("231405:31Z NOV 26", "▲ clock 120.0 s ahead at 231407Z", True),
    ],
)
def test_a_time_check_shows_its_offset_in_the_status_bar(
    full: Room, typed: str, shown: str, alert: bool
) -> None:
    assert status(full) == "clock not compared"
    do(full, "time_check", trusted=typed, source="GPS receiver")
    assert status(full) == shown
    assert (full.window.status.check.property("role") == "alert") is alert
    assert "GPS receiver" in full.window.status.check.toolTip()
    assert "GPS receiver" in page(full)


def test_around_midnight_the_clocks_may_be_a_day_apart(room: Room) -> None:
    room.clock.set_wall(datetime(2026, 12, 31, 23, 59, 58, tzinfo=UTC))
    room.window.ticker.tick()
    do(room, "time_check", trusted="00:00:01", source="radio")
    assert status(room) == "▲ clock 3.0 s behind at 312359Z"
    room.clock.set_wall(datetime(2027, 1, 1, 0, 0, 3, tzinfo=UTC))
    do(room, "time_check", trusted="23:59:59", source="radio")
    assert status(room) == "▲ clock 4.0 s ahead at 010000Z"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "What does"),
        ("2026-11-23", "one time"),
        ("soon", "not a time"),
        ("2026-01-01 00:00Z", "two days"),
    ],
)
def test_a_trusted_time_that_is_none_is_refused(full: Room, typed: str, said: str) -> None:
    def act(dialog: FormDialog) -> None:
        fill(dialog, trusted=typed, source="GPS")
        dialog.accept_button.click()
        assert said in note(dialog, "trusted")

    in_form(lambda: full.trigger("time_check"), act)
    assert status(full) == "clock not compared"


def test_the_last_check_is_shown_again_after_a_restart(full: Room, open_room: OpenRoom) -> None:
    do(full, "time_check", trusted="14:07:29", source="GPS")
    path = full.desk.path
    full.window.close()
    assert status(open_room(path)) == "▲ clock 2.0 s ahead at 231407Z"


def test_another_desk_shows_its_own_check(full: Room, clock: ManualClock, tmp_path: Path) -> None:
    do(full, "time_check", trusted="14:07:29", source="GPS")
    full.window.show_desk(desks.create(tmp_path / "other.desk", clock))
    assert status(full) == "clock not compared"


def test_a_jump_is_in_the_log_of_the_watch_at_once_and_on_the_handover(full: Room) -> None:
    page(full)
    full.clock.set_wall(full.clock.now() + HOUR)
    full.window.ticker.tick()
    said = texts(full.pages.watch)
    assert "System clock jumped" in said
    assert "+3600 s" in said
    product = full.session.briefings.facts(Request(kind="handover"))
    assert isinstance(product, Handover)
    assert [jump.seconds for jump in product.jumps] == [3600]
    assert handover.render(product).startswith(b"%PDF")


def test_a_leap_second_that_is_smeared_is_no_jump(clock: ManualClock) -> None:
    """One second spread over a day: the wall runs slow by 12 µs a second, and nobody is called."""
    jumps: list[Jump] = []
    ticker = Ticker(clock)
    ticker.jumped.connect(jumps.append)
    for _tick in range(24 * 60):
        clock.advance(timedelta(minutes=1))
        clock.set_wall(clock.now() - SECOND / (24 * 60))
        ticker.tick()
    assert jumps == []
    ticker.deleteLater()


@pytest.mark.parametrize("by", [2 * SECOND, -2 * SECOND, 400 * 24 * HOUR])
def test_a_jump_is_noticed_by_the_next_tick(clock: ManualClock, by: timedelta) -> None:
    jumps: list[Jump] = []
    ticker = Ticker(clock)
    ticker.jumped.connect(jumps.append)
    clock.advance(SECOND)
    ticker.tick()
    clock.set_wall(clock.now() + by)
    clock.advance(SECOND)
    ticker.tick()
    assert [jump.by for jump in jumps] == [by]
    ticker.deleteLater()


def test_over_new_year_the_countdown_counts_on(
    open_room: OpenRoom, clock: ManualClock, tmp_path: Path
) -> None:
    clock.set_wall(datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC))
    desk = desks.create(tmp_path / "year.desk", clock)
    desks.breach(desk, clock, ago=2 * HOUR)
    room = open_room(desk)
    clock.advance(2 * SECOND)
    room.window.ticker.tick()
    assert room.window.header.utc.text() == "010000:01Z JAN 27"
    assert "21:59:58" in room.pages.board.model.index(0, 0).data()
    made = room.session.log_incident(desks.facts(clock)).number
    opened = room.session.open_breach(made, title="x", anchor="occurred", basis="y").number
    assert (made, opened) == ("CV-2027-000001", "BR-2027-0001")


# --- what falls due ---------------------------------------------------------------------------------------


def test_what_falls_due_is_read_again_every_minute_and_when_the_page_is_turned_to(full: Room) -> None:
    assert "in 04:00" in page(full)
    full.clock.advance(61 * SECOND)
    full.window.ticker.tick()
    assert "in 03:58" in texts(full.pages.watch)
    full.trigger("page_board")
    full.clock.advance(HOUR)
    full.window.ticker.tick()
    assert "in 02:58" in page(full)


def test_what_waits_is_counted(full: Room) -> None:
    assert "3 incidents not yet assessed" in page(full)


def test_a_window_that_reads_follows_the_one_that_writes(
    full: Room, open_room: OpenRoom, clock: ManualClock
) -> None:
    reader = open_room(Desk.open(full.desk.path, clock=clock, readonly=True))
    page(reader)
    full.session.start_watch("CD", "")
    full.session.check_time(clock.now(), "GPS")
    reader.window.ticker.tick()
    settle()
    assert "CD on watch" in texts(reader.pages.watch)
    assert status(reader) == "clock agreed at 231407Z"
    assert not reader.window.actions_["start_watch"].isEnabled()
