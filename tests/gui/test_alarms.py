"""Alarms in the window: told at their instant and every minute, until a person takes note of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from domain.alarms import BEFORE, Alarm
from domain.breach import BreachState
from domain.clock import ManualClock
from domain.errors import FieldError
from domain.instant import Span
from gui.alarm_bar import AlarmBar, Herald
from gui.alarm_settings import AlarmSettings, margins_text, read_margins
from gui.dialogs import FormDialog
from gui.settings import Settings
from gui.window import MainWindow
from storage.desk import Desk
from tests.gui import desks
from tests.gui.conftest import OpenRoom, Room
from tests.gui.hands import in_form, press, settle

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
Told = list[tuple[str, bool]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What was told outside the window, and whether with a sound."""
    made: Told = []

    def tell(_herald: Herald, text: str, *, sound: bool) -> None:
        made.append((text, sound))

    monkeypatch.setattr(Herald, "tell", tell)
    return made


@pytest.fixture
def quiet(open_room: OpenRoom, clock: ManualClock, tmp_path: Path, told: Told) -> Room:
    """One breach, an hour old: nothing is due yet."""
    desk = desks.create(tmp_path / "quiet.desk", clock)
    number = desks.breach(desk, clock, ago=HOUR)
    room = open_room(desk)
    room.breaches["only"] = number
    assert told == []
    return room


def pass_time(room: Room, by: timedelta) -> None:
    room.clock.advance(by)
    room.window.ticker.tick()


def to_deadline(room: Room, left: timedelta, phase: int = 0) -> None:
    """Move the clock to so long before a deadline of the breach."""
    case = room.desk.breaches.case(room.breaches["only"])
    deadline = case.standing(room.clock.now()).phases[phase].deadline
    assert deadline is not None
    pass_time(room, deadline.earliest - left - room.clock.now())


def bar(room: Room) -> str:
    return room.window.alarms.text.text() if room.window.alarms.isVisible() else ""


def notes(room: Room) -> list[tuple[int, int, str]]:
    entries = room.desk.journal.entries_of(room.breaches["only"])
    return [
        (e.content["phase"], e.content["before_s"], e.author)
        for e in entries
        if e.action == "breach.acknowledged"
    ]


@pytest.mark.parametrize("before", BEFORE)
def test_it_goes_off_at_its_instant_and_not_a_second_before(
    quiet: Room, told: Told, before: timedelta
) -> None:
    to_deadline(quiet, before + SECOND)
    if before == BEFORE[0]:
        assert bar(quiet) == ""
    else:
        assert "24 h in" in bar(quiet)
        quiet.window.alarms.acknowledge()
        assert bar(quiet) == ""
    told.clear()
    pass_time(quiet, SECOND)
    assert f"{quiet.breaches['only']}: 24 h in" in bar(quiet)
    assert len(told) == 1


def test_it_is_repeated_every_minute_until_somebody_takes_note(quiet: Room, told: Told) -> None:
    to_deadline(quiet, HOUR)
    for _second in range(180):
        pass_time(quiet, SECOND)
    assert len(told) == 4, "at once, and after each of three minutes"
    press("Ctrl+J")
    assert notes(quiet) == [(1, 3600, "AB")]
    assert bar(quiet) == ""
    for _second in range(120):
        pass_time(quiet, SECOND)
    assert len(told) == 4
    assert not quiet.window.actions_["acknowledge"].isEnabled()


def test_the_key_works_as_soon_as_the_alarm_is_there(quiet: Room) -> None:
    action = quiet.window.actions_["acknowledge"]
    assert not action.isEnabled()
    to_deadline(quiet, 6 * HOUR)
    assert action.isEnabled()
    action.trigger()
    assert not action.isEnabled()


def test_taken_note_of_it_stays_silent_after_a_restart(quiet: Room, open_room: OpenRoom, told: Told) -> None:
    to_deadline(quiet, timedelta(0))
    quiet.window.alarms.acknowledge()
    path, told[:] = quiet.desk.path, []
    quiet.window.close()
    again = open_room(path)
    assert bar(again) == ""
    assert told == []


def test_what_passed_while_the_program_was_closed_is_said_at_the_start(
    quiet: Room, open_room: OpenRoom, told: Told
) -> None:
    path = quiet.desk.path
    quiet.window.close()
    quiet.clock.advance(30 * HOUR)
    told.clear()
    again = open_room(path)
    assert "24 h passed" in bar(again)
    assert "24 h passed" in told[0][0]
    assert again.window.windowTitle().startswith("▲ 1 · ")


def test_a_second_desk_is_told_of_at_once(
    quiet: Room, clock: ManualClock, tmp_path: Path, told: Told
) -> None:
    to_deadline(quiet, HOUR)
    told.clear()
    other = desks.create(tmp_path / "other.desk", clock)
    desks.breach(other, clock, ago=25 * HOUR)
    quiet.window.show_desk(other)
    assert len(told) == 1
    assert "24 h passed" in told[0][0]
    quiet.window.show_desk(desks.create(tmp_path / "empty.desk", clock))
    assert bar(quiet) == ""
    assert not quiet.window.windowTitle().startswith("▲")


def test_settled_or_stopped_it_is_over(quiet: Room, told: Told) -> None:
    number = quiet.breaches["only"]
    to_deadline(quiet, HOUR)
    at = Span.at(quiet.clock.now() - MINUTE)
    quiet.session.record_action(
        number, phase=1, response="warning", at=at, source="officer", note="", completes=True
    )
    assert bar(quiet) == ""
    to_deadline(quiet, HOUR, phase=2)
    assert "72 h in" in bar(quiet)
    quiet.session.turn_breach(number, BreachState.CLOSED, "handed over")
    assert bar(quiet) == ""
    told.clear()
    pass_time(quiet, 10 * HOUR)
    assert told == []
    quiet.session.turn_breach(number, BreachState.OPEN, "not handed over")
    assert "72 h passed" in bar(quiet)


def test_another_t0_makes_another_alarm(quiet: Room) -> None:
    number = quiet.breaches["only"]
    to_deadline(quiet, 6 * HOUR)
    quiet.window.alarms.acknowledge()
    assert bar(quiet) == ""
    quiet.session.anchor_breach(number, incident="CV-2026-000001", kind="assessed", reason="no earlier sign")
    pass_time(quiet, HOUR)
    assert "24 h in" in bar(quiet)


def test_the_wall_clock_set_back_and_forward(quiet: Room) -> None:
    to_deadline(quiet, HOUR)
    assert "24 h in 01:00:00" in bar(quiet)
    now = quiet.clock.now()
    quiet.clock.set_wall(now - HOUR)
    quiet.window.ticker.tick()
    assert "24 h in 02:00:00" in bar(quiet), "the warning of six hours stands again"
    quiet.clock.set_wall(now - 10 * HOUR)
    quiet.window.ticker.tick()
    assert bar(quiet) == ""
    quiet.clock.set_wall(now + HOUR + SECOND)
    quiet.window.ticker.tick()
    assert "24 h passed 00:00:01 ago" in bar(quiet)
    assert "and 2 more" in quiet.window.status.clock.text()
    quiet.window.status.clock.click()
    assert "✓" in quiet.window.status.clock.text()


def test_the_bar_shows_the_breach_even_where_a_filter_hides_it(quiet: Room) -> None:
    to_deadline(quiet, HOUR)
    board = quiet.pages.board
    board.find_field.setText("nowhere")
    assert board.model.rowCount() == 0
    quiet.window.alarms.show_button.click()
    assert board.case is not None
    assert board.case.breach.number == quiet.breaches["only"]


# --- sound ------------------------------------------------------------------------------------------------


def test_a_muted_breach_makes_no_sound_and_is_shown(quiet: Room, told: Told) -> None:
    press("M")
    assert quiet.window.actions_["mute"].isChecked()
    to_deadline(quiet, HOUR)
    assert bar(quiet)
    assert [sound for _text, sound in told] == [False]
    press("M")
    pass_time(quiet, MINUTE)
    assert [sound for _text, sound in told] == [False, True]


def test_a_muted_breach_silences_no_other(quiet: Room, told: Told) -> None:
    other = desks.breach(quiet.desk, quiet.clock, ago=timedelta(0), title="Another")
    quiet.session.wrote(None)
    settings = quiet.window.alarm_settings
    settings.mute("NTH", quiet.breaches["only"], muted=True)
    to_deadline(quiet, timedelta(0))
    told.clear()
    pass_time(quiet, HOUR)
    text, sound = told[0]
    assert sound
    assert other in text
    pass_time(quiet, MINUTE)
    assert [sound for _text, sound in told] == [True, True], "the minute of all tells the other one too"
    settings.mute("NTH", other, muted=True)
    pass_time(quiet, MINUTE)
    assert told[-1][1] is False


def test_no_sound_at_all(quiet: Room, told: Told) -> None:
    def act(dialog: FormDialog) -> None:
        dialog.form.set_text("sound", "")
        dialog.accept_button.click()

    in_form(lambda: quiet.trigger("alarms"), act)
    to_deadline(quiet, HOUR)
    assert [sound for _text, sound in told] == [False]


def test_other_minutes_are_used_at_once_and_remembered(quiet: Room, told: Told) -> None:
    def act(dialog: FormDialog) -> None:
        dialog.form.set_text("before", "30; 600")
        dialog.accept_button.click()

    in_form(lambda: quiet.trigger("alarms"), act)
    assert quiet.window.alarm_settings.before == (10 * HOUR, 30 * MINUTE, timedelta(0))
    to_deadline(quiet, 10 * HOUR)
    assert len(told) == 1
    quiet.window.alarms.acknowledge()
    to_deadline(quiet, HOUR)
    assert bar(quiet) == ""
    to_deadline(quiet, 30 * MINUTE)
    assert bar(quiet)


@pytest.mark.parametrize("text", ["soon", "-5", "99999", "1,2,3,4,5,6,7,8", "1.5"])
def test_minutes_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(FieldError) as caught:
        read_margins(text)
    assert caught.value.field == "before"


def test_the_deadline_itself_is_always_among_them() -> None:
    assert read_margins("") == (timedelta(0),)
    assert margins_text(read_margins("60, 60;15")) == "60, 15, 0"


def test_what_was_remembered_wrongly_gives_the_usual_ones(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "config", tmp_path / "data")
    settings.set_text("alarms/before", "rubbish")
    assert AlarmSettings(settings).before == BEFORE


# --- the bar alone ----------------------------------------------------------------------------------------


def alarm(serial: int, at: datetime) -> Alarm:
    return Alarm(at, f"BR-2026-{serial:04d}", 1, 24, timedelta(0), Span.at(at))


def test_a_new_alarm_does_not_put_off_the_minute_of_the_others(
    qapp: QApplication, clock: ManualClock
) -> None:
    made, rang = AlarmBar(), []
    made.rang.connect(lambda alarms, _text: rang.append([a.breach[-1] for a in alarms]))
    start = clock.now()
    known: list[Alarm] = [alarm(1, start)]
    for second in range(121):
        now = start + second * SECOND
        if second in (50, 100):
            known.append(alarm(second, now))
        made.tick(known, now)
    assert rang == [["1"], ["0"], ["1", "0"], ["0"], ["1", "0", "0"]]
    made.deleteLater()


def test_ten_thousand_alarms_are_counted_not_listed(qapp: QApplication, clock: ManualClock) -> None:
    made, texts = AlarmBar(), []
    made.rang.connect(lambda _alarms, text: texts.append(text))
    known: Sequence[Alarm] = [alarm(n, clock.now() - n * SECOND) for n in reversed(range(10_000))]
    made.tick(known, clock.now())
    assert made.count == 10_000
    assert made.more.text() == "and 9,999 more"
    assert texts[0].endswith("and 9,999 more")
    made.deleteLater()


def test_who_only_reads_takes_note_of_nothing(
    quiet: Room, open_room: OpenRoom, clock: ManualClock, told: Told
) -> None:
    to_deadline(quiet, HOUR)
    reader = open_room(Desk.open(quiet.desk.path, clock=clock, readonly=True))
    assert "24 h in" in bar(reader)
    assert not reader.window.alarms.take_note.isVisible()
    assert not reader.window.actions_["acknowledge"].isEnabled()
    settle()
    assert isinstance(reader.window, MainWindow)
