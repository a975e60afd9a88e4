"""The start page and what begins a desk: a new file, the exercise, those opened lately, who is on watch."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from domain.clock import ManualClock
from domain.errors import DeskError
from domain.marking import Tlp
from gui.dialogs import FormDialog
from gui.palette import Help, Palette
from tests.gui import desks
from tests.gui.conftest import OpenRoom, Room
from tests.gui.hands import fill, in_dialog, in_form, note, press, settle, texts, type_text


def create(room: Room, path: Path | None, **values: str) -> None:
    room.files.path = path

    def enter(dialog: FormDialog) -> None:
        fill(dialog, **{"name": "Northern desk", "code": "nth", "author": "AB", **values})
        press("Ctrl+Return")

    in_form(lambda: room.trigger("new_desk"), enter)


def test_a_new_desk_is_what_was_said(open_room: OpenRoom, tmp_path: Path) -> None:
    room = open_room()
    create(room, tmp_path / "n.desk", marking=Tlp.RED, line="Liaison only", exercise="yes", author="CD")
    info = room.desk.info
    assert (info.code, info.name) == ("NTH", "Northern desk")
    assert (info.marking.label, info.marking.exercise) == ("TLP:RED · Liaison only", True)
    assert room.session.author == "CD"
    assert "EXERCISE" in room.window.strip.accessibleName()
    assert room.window.strip.isVisible()
    assert room.files.suggested[0].name == "nth.desk"


def test_a_file_that_is_there_is_never_written_over(open_room: OpenRoom, tmp_path: Path) -> None:
    room = open_room()
    path = tmp_path / "n.desk"
    path.write_text("mine", encoding="utf-8")
    room.files.path = path

    def enter(dialog: FormDialog) -> None:
        fill(dialog, name="Northern desk", code="NTH", author="AB")
        press("Ctrl+Return")
        assert dialog.isVisible()
        assert dialog.form.text("name") == "Northern desk"

    in_form(lambda: room.trigger("new_desk"), enter)
    assert [error.title for error in room.messages.errors] == ["n.desk is there already."]
    assert path.read_text(encoding="utf-8") == "mine"
    assert room.window.pages is None


def test_a_bad_code_is_said_before_a_file_is_asked_for(open_room: OpenRoom, tmp_path: Path) -> None:
    room = open_room()
    room.files.path = tmp_path / "n.desk"

    def enter(dialog: FormDialog) -> None:
        fill(dialog, name="Northern desk", code="ÜÄ!", author="AB", line="x" * 81)
        press("Ctrl+Return")
        assert dialog.isVisible()
        assert "2 to 12 letters" in note(dialog, "code")
        assert "the limit is 80" in note(dialog, "line")

    in_form(lambda: room.trigger("new_desk"), enter)
    assert room.files.suggested == []
    assert not room.files.path.exists()


def test_the_exercise_desk_is_marked_and_writable(open_room: OpenRoom) -> None:
    room = open_room()
    room.trigger("exercise")
    settle()
    assert room.messages.errors == []
    assert room.desk.info.marking.exercise
    assert "EXERCISE" in room.window.strip.accessibleName()
    assert len(room.pages.board.model.cases) > 2
    assert not room.desk.readonly


def test_desks_opened_lately_are_offered_by_their_name(
    open_room: OpenRoom, clock: ManualClock, tmp_path: Path
) -> None:
    path = tmp_path / "R&D <b>.desk"
    desks.create(path, clock).close()
    room = open_room(path)
    room.window.close()
    gone = tmp_path / "gone.desk"
    again = open_room()
    again.settings.remember(gone)
    again.window.start.refresh()
    buttons = [b for b in again.window.start.findChildren(QPushButton) if ".desk" in b.text()]
    assert [button.text().split("   ")[0] for button in buttons] == ["R&&D <b>.desk"]
    buttons[0].click()
    settle()
    assert again.desk.path == path


def test_the_folder_of_a_desk_is_told_from_home(
    open_room: OpenRoom, clock: ManualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "night").mkdir()
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    room = open_room()
    for path in (tmp_path / "a.desk", tmp_path / "night" / "b.desk"):
        desks.create(path, clock).close()
        room.settings.remember(path)
    room.window.start.refresh()
    texts_shown = [b.text().split("   ") for b in room.window.start.findChildren(QPushButton)]
    assert [words for words in texts_shown if len(words) == 2] == [
        ["b.desk", str(Path("~") / "night")],
        ["a.desk", "~"],
    ]


def test_who_is_on_watch_is_asked_where_nobody_is(
    open_room: OpenRoom, clock: ManualClock, tmp_path: Path
) -> None:
    desks.create(tmp_path / "a.desk", clock).close()
    room = open_room(author="")

    def enter(dialog: FormDialog) -> None:
        press("Ctrl+Return")
        assert "Initials are needed" in note(dialog, "author")
        fill(dialog, author="EF")
        press("Ctrl+Return")

    in_form(lambda: room.window.open_desk(tmp_path / "a.desk"), enter)
    assert room.session.author == "EF"
    assert "EF" in room.window.status.watch.text()
    assert room.session.log_incident(desks.facts(clock)).logged_by == "EF"


def test_a_sound_desk_verifies(full: Room) -> None:
    full.trigger("verify")
    title, text, _details = full.messages.told[0]
    assert title == "The desk holds."
    assert full.desk.journal.head()[1] in text
    assert full.messages.errors == []


def test_a_command_is_found_by_a_few_letters_and_run(full: Room) -> None:
    def choose(dialog: Palette) -> None:
        type_text("prepare briefing")
        assert dialog.list.count() == 1
        assert "Ctrl+P" in dialog.list.item(0).text()
        press("Return")

    in_dialog(lambda: press("Ctrl+K"), choose, Palette)
    assert full.pages.currentWidget() is full.pages.briefs


def test_help_names_every_key(full: Room) -> None:
    def look(dialog: Help) -> None:
        said = texts(dialog)
        for spec, action in full.window.actions_:
            if spec.key:
                assert action.shortcut().toString() in said, spec.name

    in_dialog(lambda: press("F1"), look, Help)


def test_on_a_network_drive_it_opens_read_only_and_says_what_to_do(
    open_room: OpenRoom, clock: ManualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "northern.desk"
    desks.create(path, clock).close()
    for module in ("storage.media", "gui.rescue"):
        monkeypatch.setattr(f"{module}.is_shared", lambda _path: True)
    room = open_room(path)
    assert not room.window.actions_["new_incident"].isEnabled()
    said = room.messages.errors.pop()
    assert said.title == "northern.desk is open read-only."
    assert "network drive" in said.message
    assert "disk of this machine" in said.message
    with pytest.raises(DeskError, match="network drive"):
        desks.create(tmp_path / "other.desk", clock)


def test_every_line_of_what_the_program_is_can_be_read(open_room: OpenRoom) -> None:
    """The second line was cut in the middle: the first thing anybody saw."""
    room = open_room()
    room.window.resize(1280, 800)
    settle()
    intro = room.window.start.intro
    assert intro.height() >= intro.heightForWidth(intro.width())
