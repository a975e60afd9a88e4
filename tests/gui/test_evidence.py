"""Files dropped, pasted and chosen become evidence; their originals come out byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage

from domain import evidence as rules
from gui.dialogs import FormDialog
from gui.evidence_view import thumbnail
from tests.gui import desks
from tests.gui.conftest import Room
from tests.gui.hands import fill, in_form, press, texts


@pytest.fixture
def number(room: Room) -> str:
    made = room.session.log_incident(desks.facts(room.clock)).number
    room.trigger("page_log")
    room.pages.log.show_incident(made)
    return made


def keep(dialog: FormDialog) -> None:
    fill(dialog, received_from="Patrol 3", how="memory card", received_at="-10m")
    press("Ctrl+Return")


def test_a_chosen_file_is_kept_and_comes_out_again(room: Room, number: str, tmp_path: Path) -> None:
    original = tmp_path / "нотатка <b>.bin"
    original.write_bytes(bytes(range(256)) * 9000)
    room.files.path = original
    in_form(lambda: press("Ctrl+Shift+E"), keep)
    (kept,) = room.desk.evidence.of(number)
    assert (kept.custody.name, kept.custody.received_from) == ("нотатка <b>.bin", "Patrol 3")
    shown = texts(room.pages.log.panel)
    assert kept.custody.sha256 in shown.replace("\n", "")
    assert "нотатка <b>.bin" in shown
    assert "Evidence added: нотатка <b>.bin" in shown
    room.files.path = tmp_path / "out.bin"
    room.pages.log.panel.evidence.save_asked.emit(kept.number)
    assert room.files.path.read_bytes() == original.read_bytes()
    assert room.messages.told[-1][0] == "Saved"


def test_an_image_of_the_clipboard_is_kept_with_a_thumbnail(room: Room, number: str) -> None:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(image)
    in_form(lambda: room.trigger("paste_evidence"), keep)
    (kept,) = room.desk.evidence.of(number)
    assert kept.custody.type == "image/png"
    picture = thumbnail(room.desk.evidence.content(kept.number), "png")
    assert picture is not None
    assert picture.width() <= 56


def test_what_is_dropped_is_asked_about_and_what_cannot_be_taken_is_said(
    room: Room, number: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = room.pages.log.panel
    mime = QMimeData()
    panel.dropped.emit(mime)
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    panel.dropped.emit(mime)
    (tmp_path / "large").write_bytes(b"12345")
    monkeypatch.setattr(rules, "LARGEST", 4)
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "large"))])
    panel.dropped.emit(mime)
    said = [str(error) for error in room.messages.errors]
    assert "no file and no image" in said[0]
    assert "is no file" in said[1]
    assert "It has 5 bytes; the limit for one file is 4 bytes" in said[2]
    monkeypatch.undo()
    in_form(lambda: panel.dropped.emit(mime), keep)
    (kept,) = room.desk.evidence.of(number)

    def why(dialog: FormDialog) -> None:
        fill(dialog, reason="the wrong file")
        press("Ctrl+Return")

    in_form(lambda: panel.evidence.withdraw_asked.emit(kept.number), why)
    assert "withdrawn: the wrong file" in texts(panel)
    assert room.desk.evidence.content(kept.number) == b"12345"
