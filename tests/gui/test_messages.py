"""The real message boxes: what happened, what was kept, what to do, as plain text."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMessageBox  # noqa: TID251  (the boxes themselves are tried here)

from domain.errors import DeskError
from gui.messages import BoxMessages
from tests.gui.conftest import Room
from tests.gui.hands import in_dialog, press

MARKUP = "“<b>mortr</b>” is <img src='x'> & not in the list."


def labels(box: QMessageBox) -> dict[str, QLabel]:
    return {label.objectName(): label for label in box.findChildren(QLabel)}


def test_an_error_says_everything_in_plain_text(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    def look(box: QMessageBox) -> None:
        assert box.text() == MARKUP
        assert box.informativeText() == f"{MARKUP}\nDo this."
        for name in ("qt_msgbox_label", "qt_msgbox_informativelabel"):
            assert labels(box)[name].textFormat() is Qt.TextFormat.PlainText, name
        press("Esc")

    with caplog.at_level(logging.WARNING, "armistice"):
        in_dialog(
            lambda: BoxMessages().error(room.window, DeskError(MARKUP, MARKUP, "Do this.")), look, QMessageBox
        )
    assert "mortr" not in caplog.text, "records stay out of the log file"


def test_details_can_be_unfolded(room: Room) -> None:
    def look(box: QMessageBox) -> None:
        assert box.detailedText() == "row 3: <b>"
        press("Return")

    in_dialog(lambda: BoxMessages().tell(room.window, "Done", "3 rows", "row 3: <b>"), look, QMessageBox)


@pytest.mark.parametrize(("key", "answer"), [("Esc", False), ("Return", False)])
def test_the_safe_answer_is_the_default(room: Room, key: str, answer: bool) -> None:
    given: list[bool] = []

    def ask() -> None:
        given.append(BoxMessages().confirm(room.window, "Discard?", "It will be gone.", "Discard"))

    in_dialog(ask, lambda _box: press(key), QMessageBox)
    assert given == [answer]


def test_a_yes_is_a_yes(room: Room) -> None:
    given: list[bool] = []

    def ask() -> None:
        given.append(BoxMessages().confirm(room.window, "Discard?", "It will be gone.", "Discard"))

    def accept(box: QMessageBox) -> None:
        next(b for b in box.buttons() if b.text() == "Discard").click()

    in_dialog(ask, accept, QMessageBox)
    assert given == [True]


def test_the_box_copies_the_details_and_nothing_else(room: Room) -> None:
    def copy(box: QMessageBox) -> None:
        assert "Everything saved before is kept" in box.informativeText()
        assert "Traceback" not in box.text() + box.informativeText()
        next(b for b in box.buttons() if b.text() == "Copy details").click()

    in_dialog(
        lambda: BoxMessages().crash(room.window, "ValueError\nin crash", "armistice.log"), copy, QMessageBox
    )
    assert QGuiApplication.clipboard().text() == "ValueError\nin crash"
