"""Files that come before the incident has a number: held with the draft, evidence once it is saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.dialogs import FormDialog
from gui.entry_sheet import EntrySheet
from tests.gui import desks
from tests.gui.conftest import OpenRoom, Room
from tests.gui.hands import fill, in_form, press, settle, texts
from tests.gui.sheets import fill as enter
from tests.gui.sheets import only


def custody(dialog: FormDialog) -> None:
    fill(dialog, received_from="Patrol 3", how="memory card", received_at="-10m")
    press("Ctrl+Return")


@pytest.fixture
def note(tmp_path: Path) -> QMimeData:
    path = tmp_path / "нотатка <b>.txt"
    path.write_bytes(b"12 impacts")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    return mime


def drop(widget: QWidget, mime: QMimeData) -> bool:
    """Let go over a widget as a file manager does; False where it is not taken."""
    buttons, modifiers = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter_event = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, buttons, modifiers)
    QApplication.sendEvent(widget, enter_event)
    if not enter_event.isAccepted():
        return False
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, modifiers)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def held(sheet: EntrySheet) -> list[str]:
    return [each.name for each in sheet.side.evidence.held]


def chunks(room: Room) -> int:
    return int(room.desk._connection.execute("SELECT count(*) FROM evidence_chunk").fetchone()[0])


def test_a_dropped_file_is_attached_when_the_entry_is_saved(
    room: Room, sheet: EntrySheet, note: QMimeData
) -> None:
    in_form(lambda: drop(sheet, note), custody)
    assert "нотатка <b>.txt" in texts(sheet.side)
    assert room.desk.incidents.count() == 0
    enter(sheet)
    press("Ctrl+Return")
    incident = only(room)
    (kept,) = room.desk.evidence.of(incident.number)
    assert (kept.custody.name, kept.custody.received_from) == ("нотатка <b>.txt", "Patrol 3")
    assert room.desk.evidence.content(kept.number) == b"12 impacts"
    assert held(sheet) == [], "the next entry begins without it"
    assert sheet.drafts.keys() == []


@pytest.mark.parametrize("crash", [False, True])
def test_it_outlives_the_window_with_its_draft(
    room: Room, sheet: EntrySheet, note: QMimeData, open_room: OpenRoom, qtbot: QtBot, crash: bool
) -> None:
    path = room.desk.path
    in_form(lambda: drop(sheet, note), custody)
    if crash:
        qtbot.waitUntil(lambda: any((room.settings.data / "drafts").glob("*.json")), timeout=2000)
        room.pages.log.sheet.form.blockSignals(True)
        room.desk.close()
        room.window.pages = None  # a killed program does nothing more
    else:
        room.window.close()
    again = open_room(path)
    sheet = again.pages.log.sheet
    assert sheet.isVisible(), "a file alone is a draft"
    assert held(sheet) == ["нотатка <b>.txt"]
    enter(sheet)
    press("Ctrl+S")
    assert len(again.desk.evidence.of(only(again).number)) == 1


def test_discarding_the_entry_leaves_no_byte_of_it(room: Room, sheet: EntrySheet, note: QMimeData) -> None:
    in_form(lambda: drop(sheet, note), custody)
    assert chunks(room) == 1
    sheet.side.discard_button.click()
    assert room.messages.asked == ["Discard this entry?"]
    assert chunks(room) == 0
    press("Ctrl+N")
    assert held(sheet) == []


def test_one_is_taken_out_again_and_stays_where_another_draft_holds_it(
    room: Room, sheet: EntrySheet, note: QMimeData
) -> None:
    in_form(lambda: drop(sheet, note), custody)
    press("Alt+N")
    assert held(sheet) == []
    in_form(lambda: drop(sheet, note), custody)
    remove = next(b for b in sheet.side.evidence.findChildren(QPushButton) if b.text() == "Remove")
    remove.click()
    settle()
    assert held(sheet) == []
    assert chunks(room) == 1, "the other draft still needs it"
    press("Alt+PgDown")
    assert held(sheet) == ["нотатка <b>.txt"]

    def again(dialog: FormDialog) -> None:
        custody(dialog)
        assert "is with this entry already" in texts(dialog)
        room.messages.answer = True
        press("Esc")

    in_form(lambda: drop(sheet, note), again)
    assert held(sheet) == ["нотатка <b>.txt"]


def test_the_clipboard_is_evidence_where_it_is_an_image_and_text_where_it_is_text(
    room: Room, sheet: EntrySheet
) -> None:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(image)
    in_form(lambda: press("Ctrl+Shift+V"), custody)
    (name,) = held(sheet)
    assert name.endswith(".png")
    QGuiApplication.clipboard().setText("Patrol: shelling near Orikhiv")

    def read(dialog: FormDialog) -> None:
        assert "Read a text" in texts(dialog)

    in_form(lambda: press("Ctrl+Shift+V"), read)


def test_a_chosen_file_too(room: Room, sheet: EntrySheet, tmp_path: Path) -> None:
    room.files.path = tmp_path / "a.txt"
    room.files.path.write_bytes(b"x")
    in_form(lambda: press("Ctrl+Shift+E"), custody)
    assert held(sheet) == ["a.txt"]
    room.files.path = tmp_path / "gone"
    press("Ctrl+Shift+E")
    assert "is no file" in str(room.messages.errors[-1])


def test_while_a_record_is_corrected_a_file_is_its_evidence_at_once(room: Room, note: QMimeData) -> None:
    number = room.session.log_incident(desks.facts(room.clock)).number
    room.trigger("page_log")
    room.pages.log.show_incident(number)
    press("Ctrl+R")
    sheet = room.pages.log.sheet
    sheet.form.set_text("place", "Tokmak")
    in_form(lambda: drop(sheet, note), custody)
    assert len(room.desk.evidence.of(number)) == 1
    assert sheet.form.text("place") == "Tokmak"
    assert held(sheet) == []


def test_a_text_that_is_dragged_is_no_evidence(sheet: EntrySheet) -> None:
    mime = QMimeData()
    mime.setText("words")
    assert not drop(sheet, mime)


@pytest.mark.parametrize("said", ["[", "[1]", '[{"name": "x"}]', "{}", "null", ""])
def test_a_list_that_cannot_be_read_is_none(sheet: EntrySheet, said: str) -> None:
    sheet.side.evidence.show_draft({"@evidence": said})
    assert held(sheet) == []
