"""Backups from the window, by the clock and on closing; and what is asked when a desk does not hold."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from domain.clock import ManualClock
from domain.errors import DeskError
from gui.backup_settings import BackupSettings, read_folder
from gui.dialogs import FormDialog
from gui.waiting import Progress, wait_for
from storage.backup import back_up
from storage.driver import StoppedError
from storage.verify import verify
from tests.gui import desks
from tests.gui.conftest import OpenRoom, Room
from tests.gui.hands import fill, in_form, settle
from tests.storage.desks import uncovered

HOUR = timedelta(hours=1)


def backups(room: Room) -> list[Path]:
    return sorted(room.desk.path.parent.glob("northern-*-backups/*.desk"))


def until_idle(qtbot: QtBot, room: Room) -> None:
    keeper = room.window.keeper
    assert keeper is not None
    qtbot.waitUntil(lambda: not keeper._copying.is_busy and not keeper._checking.is_busy)


def tick(room: Room, by: timedelta) -> None:
    room.clock.advance(by)
    room.window.ticker.tick()


@pytest.fixture
def kept(open_room: OpenRoom, clock: ManualClock, tmp_path: Path) -> Room:
    """A window that backs up every hour and on closing."""
    return open_room(desks.create(tmp_path / "northern.desk", clock), backups="60")


def test_the_status_bar_shows_the_last_good_one_and_warns_when_it_is_old(qtbot: QtBot, kept: Room) -> None:
    shown = kept.window.status.backup
    assert shown.text() == "no backup yet"
    shown.click()
    assert shown.text() == "backup 0 %"
    until_idle(qtbot, kept)
    assert shown.text() == "backup 14:07Z ✓"
    assert verify(backups(kept)[0]).head == kept.desk.journal.head()[1]
    tick(kept, 23 * HOUR)
    assert (shown.text(), shown.property("role")) == ("backup 231407Z NOV 26 ✓", "flat")
    tick(kept, 2 * HOUR)
    assert (shown.text(), shown.property("role")) == ("▲ last backup 231407Z NOV 26", "alert")


def test_every_hour_where_something_was_written(qtbot: QtBot, kept: Room) -> None:
    tick(kept, HOUR)
    until_idle(qtbot, kept)
    assert len(backups(kept)) == 1
    for _hour in range(3):
        tick(kept, HOUR)
        until_idle(qtbot, kept)
    assert len(backups(kept)) == 1, "nothing was written"
    kept.session.log_incident(desks.facts(kept.clock))
    tick(kept, HOUR / 2)
    assert len(backups(kept)) == 1
    tick(kept, HOUR / 2)
    until_idle(qtbot, kept)
    assert len(backups(kept)) == 2


def test_typing_goes_on_while_one_is_made(qtbot: QtBot, kept: Room) -> None:
    kept.trigger("back_up")
    number = kept.session.log_incident(desks.facts(kept.clock)).number
    kept.trigger("back_up")  # one at a time
    until_idle(qtbot, kept)
    assert kept.desk.incidents.get(number).number == number
    assert len(backups(kept)) == 1


def test_on_closing(qtbot: QtBot, kept: Room, open_room: OpenRoom) -> None:
    kept.session.log_incident(desks.facts(kept.clock))
    path, head = kept.desk.path, kept.desk.journal.head()[1]
    kept.window.close()
    assert [verify(each).head for each in path.parent.glob("northern-*-backups/*.desk")] == [head]
    again = open_room(path, backups="60")
    assert again.window.status.backup.text() == "backup 14:07Z ✓"
    again.window.close()
    assert len(list(path.parent.glob("northern-*-backups/*.desk"))) == 1, "nothing was written since"
    assert [each.name for each in path.parent.glob("northern.desk*")] == ["northern.desk"]


def test_a_second_place_and_what_failed_there(qtbot: QtBot, kept: Room, tmp_path: Path) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()

    def choose(form: FormDialog) -> None:
        fill(form, second=str(drive))
        form.try_submit()

    in_form(lambda: kept.trigger("backups"), choose)
    assert BackupSettings(kept.settings).second == drive
    kept.trigger("back_up")
    until_idle(qtbot, kept)
    assert len(list(drive.rglob("*.desk"))) == len(backups(kept)) == 1
    drive.rename(tmp_path / "unplugged")
    kept.clock.advance(HOUR)
    kept.trigger("back_up")
    until_idle(qtbot, kept)
    shown = kept.window.status.backup
    assert (shown.text(), shown.property("role")) == ("▲ backup failed, last 15:07Z", "alert")
    assert "there is no folder" in shown.toolTip()
    assert len(backups(kept)) == 2
    (tmp_path / "unplugged").rename(drive)
    kept.trigger("back_up")
    until_idle(qtbot, kept)
    assert shown.text() == "backup 15:07Z ✓"


@pytest.mark.parametrize("wrong", ["relative/folder", "/no/such/folder/anywhere"])
def test_a_second_place_must_be_there(wrong: str) -> None:
    assert read_folder("  ") == ""
    with pytest.raises(DeskError):
        read_folder(wrong)


def test_a_backup_is_restored_into_a_new_file(qtbot: QtBot, kept: Room, tmp_path: Path) -> None:
    kept.trigger("back_up")
    until_idle(qtbot, kept)
    kept.session.log_incident(desks.facts(kept.clock))
    before = kept.desk.path.read_bytes()
    kept.files.path = backups(kept)[0]
    kept.trigger("restore")  # the fake names the backup itself as the target
    assert "is there already" in str(kept.messages.errors.pop())
    back_up(kept.desk.path, tmp_path, now=kept.clock.now() + HOUR)
    kept.window.close()
    assert (tmp_path / "northern.desk").read_bytes()[:100] == before[:100]


def test_a_damaged_desk_opens_read_only_and_offers_the_last_good_copy(
    qtbot: QtBot, open_room: OpenRoom, clock: ManualClock, tmp_path: Path
) -> None:
    path = tmp_path / "northern.desk"
    with desks.create(path, clock) as desk:
        desk.incidents.log(desks.facts(clock), author="AB")
        desk.incidents.log(desks.facts(clock), author="AB")
    back_up(path, tmp_path, now=clock.now())
    with uncovered(path) as file:
        file.execute("UPDATE journal SET author = 'XX' WHERE seq = 2")
    room = open_room()
    room.messages.answer = False
    assert room.window.open_desk(path)
    assert room.messages.asked == ["northern.desk does not hold."]
    assert room.desk.readonly == "It is damaged: nothing is written to it."
    assert room.desk.damaged.startswith("Entry 2 does not hold")
    assert room.window.header.readonly.isVisible()
    room.window.close_desk()
    room.messages.answer, room.files.path = True, tmp_path / "restored.desk"
    assert room.window.open_desk(path)
    assert room.files.suggested[-1].name == "northern-restored.desk"
    assert room.desk.path.name == "restored.desk"
    assert not room.desk.readonly
    assert room.desk.incidents.count() == 2


def test_a_desk_beyond_opening_offers_it_too(open_room: OpenRoom, clock: ManualClock, tmp_path: Path) -> None:
    path = tmp_path / "northern.desk"
    desks.create(path, clock).close()
    room = open_room()
    path.write_bytes(path.read_bytes()[:6000])
    room.messages.answer = False
    assert not room.window.open_desk(path)
    assert room.messages.asked == ["northern.desk does not hold."]
    room.messages.answer = True
    path.unlink()
    desks.create(path, clock).close()
    back_up(path, tmp_path, now=clock.now())
    path.write_bytes(b"\0" * 100)
    room.files.path = tmp_path / "restored.desk"
    assert room.window.open_desk(path)
    assert room.desk.path.name == "restored.desk"


def test_damage_found_behind_the_window_makes_it_read_only(
    qtbot: QtBot, open_room: OpenRoom, clock: ManualClock, tmp_path: Path
) -> None:
    path = tmp_path / "northern.desk"
    with desks.create(path, clock) as desk:
        desk.incidents.log(desks.facts(clock), author="AB")
    with uncovered(path) as file:
        file.execute("UPDATE incident SET place = 'Elsewhere'")  # no look at the journal shows this
    room = open_room(path)
    room.messages.answer = False
    qtbot.waitUntil(lambda: bool(room.messages.asked))
    settle()
    assert room.desk.readonly
    assert not room.window.actions_["new_incident"].isEnabled()


def test_what_holds_of_a_damaged_desk_is_salvaged_where_there_is_no_backup(
    open_room: OpenRoom, clock: ManualClock, tmp_path: Path
) -> None:
    path = tmp_path / "northern.desk"
    with desks.create(path, clock) as desk:
        for _each in range(3):
            desk.incidents.log(desks.facts(clock), author="AB")
    with uncovered(path) as file:
        file.execute("UPDATE journal SET author = 'XX' WHERE seq = 3")
    room = open_room()
    room.files.path = tmp_path / "salvaged.desk"
    assert room.window.open_desk(path)
    assert room.desk.path.name == "salvaged.desk"
    assert not room.desk.readonly
    assert room.desk.incidents.count() == 2
    assert "Entry 3 does not match its digest" in room.messages.told[0][2]
    room.files.path = None
    room.trigger("salvage")
    room.files.path = path
    room.trigger("salvage")
    assert "is there already" in str(room.messages.errors[-1])


def test_waiting_can_be_given_up_and_hands_on_what_failed(qtbot: QtBot, room: Room) -> None:
    def works(report: Progress) -> int:
        report(0.5)
        return 7

    assert wait_for(room.window, "text", "stop", works) == 7

    def fails(_report: Progress) -> None:
        raise DeskError("no")

    with pytest.raises(DeskError, match="no"):
        wait_for(room.window, "text", "stop", fails)

    def for_ever(report: Progress) -> None:
        raise StoppedError("interrupted")

    with pytest.raises(StoppedError):
        wait_for(room.window, "text", "stop", for_ever)


def test_a_window_that_only_reads_checks_the_whole_desk_and_keeps_nobody_from_writing_it(
    qtbot: QtBot, kept: Room, open_room: OpenRoom
) -> None:
    kept.session.log_incident(desks.facts(kept.clock))
    kept.window.keeper.stop()  # type: ignore[union-attr]
    with uncovered(kept.desk.path) as connection:
        connection.execute("UPDATE incident SET place = 'elsewhere' WHERE id = 1")
    reader = open_room()
    reader.messages.answer = False
    assert reader.window.open_desk(kept.desk.path)
    qtbot.waitUntil(lambda: bool(reader.messages.asked))
    assert reader.messages.asked == ["northern.desk does not hold."]
    assert kept.session.log_incident(desks.facts(kept.clock)).number == "CV-2026-000002"


def test_the_second_place_is_picked_in_a_dialog(kept: Room, tmp_path: Path) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    kept.files.path = drive

    def choose(form: FormDialog) -> None:
        (pick,) = [made for made in form.findChildren(QPushButton) if made.text() == "Choose a folder…"]
        pick.click()
        assert form.form.text("second") == str(drive)
        form.try_submit()

    in_form(lambda: kept.trigger("backups"), choose)
    assert BackupSettings(kept.settings).second == drive
