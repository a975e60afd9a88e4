"""Encrypted desks in the window: made, opened, moved; and nothing of one in clear on the disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from domain.clock import ManualClock
from domain.errors import DeskError
from domain.marking import Marking, Tlp
from gui.dialogs import FormDialog
from gui.pages import PAGE_ACTIONS
from gui.secret_edit import SecretEdit, caps_lock, scripts
from storage.desk import Desk
from storage.keys import Key, is_encrypted
from storage.verify import verify
from tests.gui import desks
from tests.gui.conftest import OpenRoom, Room
from tests.gui.hands import fill, in_form, press, settle, type_text
from tests.gui.sheets import fill as fill_sheet

PASSPHRASE = "seven storks over Orikhiv"
KEY = Key.new(PASSPHRASE)
SECRET = "Zvirynets-7"


def make(path: Path, clock: ManualClock, key: Key | None = KEY) -> Path:
    Desk.create(
        path, code="NTH", name="Northern desk", marking=Marking(Tlp.AMBER), author="AB", clock=clock, key=key
    ).close()
    return path


def in_clear(*folders: Path) -> list[str]:
    forms = [SECRET.encode(), SECRET.encode("utf-16-le"), SECRET.encode("utf-16-be"), PASSPHRASE.encode()]
    files = [each for folder in folders for each in folder.rglob("*") if each.is_file()]
    return [str(each) for each in files if any(form in each.read_bytes() for form in forms)]


@pytest.fixture
def sealed(open_room: OpenRoom, clock: ManualClock, tmp_path: Path) -> Room:
    """A window on an encrypted desk."""
    path = make(tmp_path / "northern.desk", clock)
    room = open_room()
    assert room.window.open_desk(path, KEY)
    settle()
    return room


def give(text: str) -> Callable[[FormDialog], None]:
    def act(form: FormDialog) -> None:
        line = form.form.views["passphrase"].editor
        assert isinstance(line, QLineEdit)
        assert line.echoMode() is QLineEdit.EchoMode.Password
        type_text(text)
        press("Return")

    return act


# --- opening -------------------------------------------------------------------------------------


def test_a_desk_is_opened_with_its_passphrase_typed_by_keys(
    open_room: OpenRoom, clock: ManualClock, tmp_path: Path
) -> None:
    path = make(tmp_path / "northern.desk", clock)
    room = open_room()
    in_form(lambda: room.window.open_desk(path), give(PASSPHRASE))
    assert room.desk.path == path
    assert room.window.status.file.text() == "northern.desk · encrypted"
    assert room.messages.errors == []


def test_a_wrong_one_is_said_in_the_dialog_and_typed_again(
    open_room: OpenRoom, clock: ManualClock, tmp_path: Path
) -> None:
    path = make(tmp_path / "northern.desk", clock)
    room = open_room()

    def act(form: FormDialog) -> None:
        fill(form, passphrase="seven storks over orikhiv")
        form.try_submit()
        note = form.form.views["passphrase"].note
        assert "That is not the passphrase" in note.text()
        settle()
        assert note.height() >= note.heightForWidth(note.width()), "nothing of it is cut off"
        assert "damaged" not in note.text()
        assert form.isVisible()
        fill(form, passphrase=PASSPHRASE)
        form.try_submit()

    in_form(lambda: room.window.open_desk(path), act)
    assert room.desk.path == path


def test_giving_up_leaves_the_start_page(open_room: OpenRoom, clock: ManualClock, tmp_path: Path) -> None:
    path = make(tmp_path / "northern.desk", clock)
    room = open_room()
    in_form(lambda: room.window.open_desk(path), lambda form: form.reject())
    assert room.window.session is None
    assert room.messages.errors == []


def test_what_is_typed_can_be_shown_and_the_alphabet_is_said(
    open_room: OpenRoom, clock: ManualClock, tmp_path: Path
) -> None:
    path = make(tmp_path / "northern.desk", clock)
    room = open_room()

    def act(form: FormDialog) -> None:
        view = form.form.views["passphrase"]
        line, tick = view.editor, form.form.views["show"].editor
        assert isinstance(line, SecretEdit)
        assert isinstance(tick, QCheckBox)
        type_text("storks")
        assert view.note.text() == "Latin letters"
        type_text("їж")
        assert view.note.text() == "letters of several alphabets"
        type_text("S")  # a capital without Shift
        tick.setChecked(True)
        assert line.echoMode() is QLineEdit.EchoMode.Normal
        tick.setChecked(False)
        assert line.echoMode() is QLineEdit.EchoMode.Password
        assert line.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData

    in_form(lambda: room.window.open_desk(path), act)


def test_caps_lock_is_told_from_shift() -> None:
    shift, none = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier

    def typed(text: str, modifiers: Qt.KeyboardModifier, before: bool = False) -> bool:
        return caps_lock(QKeyEvent(QKeyEvent.Type.KeyPress, 0, modifiers, text), before)

    assert typed("A", none)
    assert typed("a", shift)
    assert typed("Ї", none)
    assert not typed("A", shift, before=True)
    assert not typed("a", none, before=True)
    assert typed("5", none, before=True), "a digit says nothing"
    assert not typed("", none)
    assert scripts("") == scripts("123 !?") == ""
    assert scripts("їжак") == "Cyrillic letters"


# --- making --------------------------------------------------------------------------------------


def test_a_new_desk_is_encrypted_where_it_was_asked_for(open_room: OpenRoom, tmp_path: Path) -> None:
    room = open_room()
    room.files.path = tmp_path / "new.desk"

    def act(form: FormDialog) -> None:
        fill(form, name="Northern desk", code="NTH")
        for key in ("passphrase", "again", "show"):
            assert not form.form.views[key].isVisible()
        tick = form.form.views["encrypt"].editor
        assert isinstance(tick, QCheckBox)
        tick.setChecked(True)
        assert form.form.views["again"].isVisible()
        form.try_submit()
        assert "At least 12" in form.form.views["passphrase"].note.text()
        fill(form, passphrase=PASSPHRASE, again=PASSPHRASE + "!")
        form.try_submit()
        assert "not the same" in form.form.views["again"].note.text()
        fill(form, again=PASSPHRASE)
        form.try_submit()

    in_form(lambda: room.trigger("new_desk"), act)
    assert is_encrypted(tmp_path / "new.desk")
    assert room.desk.key == Key.of(tmp_path / "new.desk", PASSPHRASE)


def test_without_the_tick_a_desk_is_plain(open_room: OpenRoom, tmp_path: Path) -> None:
    room = open_room()
    room.files.path = tmp_path / "new.desk"

    def act(form: FormDialog) -> None:
        fill(form, name="Northern desk", code="NTH")
        form.try_submit()

    in_form(lambda: room.trigger("new_desk"), act)
    assert not is_encrypted(tmp_path / "new.desk")
    assert not room.window.actions_["no_passphrase"].isEnabled()


# --- moving --------------------------------------------------------------------------------------


def answered(form: FormDialog) -> None:
    fill(form, passphrase=PASSPHRASE, again=PASSPHRASE)
    form.try_submit()


@pytest.mark.parametrize("deleting", [False, True])
def test_a_desk_is_moved_under_a_passphrase_with_its_drafts_and_the_old_file_stays_unless_asked(
    room: Room, tmp_path: Path, qtbot: QtBot, deleting: bool
) -> None:
    old = room.desk.path
    number = room.session.log_incident(desks.facts(room.clock, description=SECRET)).number
    room.trigger("back_up")
    keeper = room.window.keeper
    assert keeper is not None
    qtbot.waitUntil(lambda: not keeper._copying.is_busy and not keeper._checking.is_busy)
    backup = next(old.parent.glob("northern-*-backups/*.desk"))
    press("Ctrl+N")
    fill_sheet(room.pages.log.sheet, description=f"half typed {SECRET}")
    room.files.path = tmp_path / "sealed.desk"
    room.messages.answer = deleting
    in_form(lambda: room.trigger("passphrase"), answered)
    settle()
    assert room.desk.path == tmp_path / "sealed.desk"
    assert room.desk.key is not None
    assert room.desk.incidents.get(number).facts.description == SECRET
    assert room.pages.log.sheet.form.text("description") == f"half typed {SECRET}"
    assert room.messages.asked == ["Delete the old file?"]
    assert old.exists() is not deleting
    assert backup.exists() is not deleting
    if not deleting:
        assert verify(old).holds
        old.unlink()
        backup.unlink()
    room.window.close()
    assert in_clear(tmp_path) == []


def test_the_passphrase_is_changed_and_removed(sealed: Room, tmp_path: Path) -> None:
    sealed.session.log_incident(desks.facts(sealed.clock, description=SECRET))
    sealed.files.path = tmp_path / "other.desk"
    sealed.messages.answer = False

    def act(form: FormDialog) -> None:
        fill(form, passphrase="another few words", again="another few words")
        form.try_submit()

    in_form(lambda: sealed.trigger("passphrase"), act)
    assert sealed.desk.key == Key.of(tmp_path / "other.desk", "another few words")
    sealed.trigger("no_passphrase")
    assert sealed.desk.path.name == "other.desk", "the answer was no"
    sealed.messages.answer = True
    sealed.files.path = tmp_path / "plain.desk"
    sealed.trigger("no_passphrase")
    settle()
    assert sealed.desk.path.name == "plain.desk"
    assert not is_encrypted(sealed.desk.path)
    assert sealed.messages.errors == []
    assert not (tmp_path / "other.desk").exists(), "deleting it was agreed to"
    assert is_encrypted(tmp_path / "northern.desk"), "what the first move left behind stays"


def test_a_move_that_fails_is_told_and_changes_nothing(room: Room, tmp_path: Path) -> None:
    old = room.desk.path
    (tmp_path / "there.desk").write_bytes(b"mine")
    for path, said in ((tmp_path / "there.desk", "there already"), (None, "No file was chosen")):
        room.files.path = path
        in_form(lambda: room.trigger("passphrase"), answered)
        assert said in str(room.messages.errors.pop())
    assert room.desk.path == old
    room.session.log_incident(desks.facts(room.clock))


# --- everything else on an encrypted desk --------------------------------------------------------


def test_no_byte_of_a_session_stands_in_clear_not_even_after_a_crash(
    sealed: Room, tmp_path: Path, home: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    room = sealed
    number = room.session.log_incident(desks.facts(room.clock, description=SECRET, place=SECRET)).number
    room.session.open_breach(number, title=SECRET, anchor="occurred", basis=SECRET)
    room.trigger("page_log")
    room.pages.log.find_field.setText(SECRET)
    room.pages.log.search()
    room.pages.log.bar.saved.keep(SECRET, f'"{SECRET}"')
    press("Ctrl+N")
    fill_sheet(room.pages.log.sheet, description=f"half typed {SECRET}", place=SECRET)
    vault = room.session.vault
    assert vault is not None
    qtbot.waitUntil(lambda: bool(vault.names("draft/")), timeout=3000)
    room.session.desk.evidence.add(
        number, SECRET.encode() * 9_000, name=f"{SECRET}.txt", received_by="AB", author="AB"
    )
    room.session.desk.watch.note(SECRET, author="AB")
    for page in (*PAGE_ACTIONS, "back_up"):
        room.trigger(page)
        settle()
    keeper = room.window.keeper
    assert keeper is not None
    qtbot.waitUntil(lambda: not keeper._copying.is_busy and not keeper._checking.is_busy)
    assert list(tmp_path.glob("northern-*-backups/*.desk"))
    assert in_clear(tmp_path, home) == [], "while it is open, as a killed program would leave it"
    room.window.close()
    assert in_clear(tmp_path, home) == []


def test_drafts_and_views_of_an_encrypted_desk_are_there_again(
    sealed: Room, open_room: OpenRoom, tmp_path: Path
) -> None:
    press("Ctrl+N")
    fill_sheet(sealed.pages.log.sheet, description=SECRET)
    sealed.pages.log.bar.saved.keep("mine", "kind:mortar")
    path = sealed.desk.path
    sealed.window.close()
    again = open_room()
    assert again.window.open_desk(path, KEY)
    assert again.pages.log.sheet.form.text("description") == SECRET
    assert [view.name for view in again.pages.log.bar.saved.all()] == ["mine"]
    again.pages.log.bar.saved.drop("mine")
    assert again.pages.log.bar.saved.all() == []


def test_where_no_vault_can_be_kept_drafts_are_in_memory_and_it_is_said(
    open_room: OpenRoom, clock: ManualClock, tmp_path: Path
) -> None:
    path = make(tmp_path / "northern.desk", clock)
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "drafts").write_bytes(b"a file where a folder should be")
    room = open_room()
    assert room.window.open_desk(path, KEY)
    assert "cannot be kept on the disk" in str(room.messages.errors.pop())
    press("Ctrl+N")
    fill_sheet(room.pages.log.sheet, description=SECRET)
    room.pages.log.sheet.close_sheet()
    room.trigger("new_incident")
    assert room.pages.log.sheet.form.text("description") == SECRET
    assert in_clear(tmp_path) == []


def test_a_second_window_reads_an_encrypted_desk(sealed: Room, open_room: OpenRoom) -> None:
    other = open_room()
    assert other.window.open_desk(sealed.desk.path, KEY)
    assert "Another program" in other.desk.readonly
    number = sealed.session.log_incident(desks.facts(sealed.clock)).number
    other.window.ticker.tick()
    assert other.desk.incidents.get(number).number == number


def test_it_verifies_and_is_restored(sealed: Room, tmp_path: Path, qtbot: QtBot) -> None:
    sealed.trigger("verify")
    assert sealed.messages.told[-1][0] == "The desk holds."
    sealed.trigger("back_up")
    keeper = sealed.window.keeper
    assert keeper is not None
    qtbot.waitUntil(lambda: not keeper._copying.is_busy)
    backup = next(tmp_path.glob("northern-*-backups/*.desk"))

    class Both:
        """The backup where a file is opened, a new name where one is saved."""

        def open(self, *_args: object) -> Path:
            return backup

        def save(self, *_args: object) -> Path:
            return tmp_path / "restored.desk"

        def reveal(self, _path: Path) -> None:
            raise AssertionError("nobody asked for the folder")

        copy = reveal

    sealed.window.services.files.__class__ = Both  # type: ignore[assignment]
    sealed.trigger("restore")
    settle()
    assert sealed.desk.path.name == "restored.desk"
    assert sealed.desk.key == KEY


def test_a_damaged_encrypted_desk_offers_its_backup_once_the_passphrase_is_given(
    open_room: OpenRoom, clock: ManualClock, tmp_path: Path
) -> None:
    from storage.backup import back_up

    path = make(tmp_path / "northern.desk", clock)
    back_up(path, tmp_path, now=clock.now(), key=KEY)
    damaged = bytearray(path.read_bytes())
    damaged[200] ^= 1
    path.write_bytes(damaged)
    room = open_room()
    room.files.path = tmp_path / "again.desk"
    in_form(lambda: room.window.open_desk(path), give(PASSPHRASE))
    settle()
    assert room.messages.asked == ["northern.desk does not hold."]
    assert room.desk.path.name == "again.desk"
    assert is_encrypted(room.desk.path)


def test_the_desks_opened_lately_show_a_lock(open_room: OpenRoom, clock: ManualClock, tmp_path: Path) -> None:
    room = open_room()
    room.settings.remember(make(tmp_path / "plain.desk", clock, None))
    room.settings.remember(make(tmp_path / "sealed.desk", clock))
    room.window.start.refresh()
    named = {made.accessibleName() for made in room.window.start.findChildren(QPushButton)}
    assert "sealed.desk, encrypted" in named
    assert not any("plain.desk" in name for name in named)


def test_another_language_asks_for_no_passphrase(sealed: Room) -> None:
    """The shell opens the desk again with the key it has."""
    path, key = sealed.desk.path, sealed.desk.key
    sealed.window.close_desk()
    with pytest.raises(DeskError):
        Desk.open(path, clock=sealed.clock)
    assert sealed.window.open_desk(path, key)
