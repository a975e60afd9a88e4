"""The one door to message boxes. Everything said here is also logged, without the content of records."""

from __future__ import annotations

import logging
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from domain.errors import DeskError
from domain.words import _

log = logging.getLogger("armistice")


class Messages(Protocol):
    """What the window needs to say or ask; tests hand in their own."""

    def error(self, parent: QWidget, error: DeskError) -> None: ...
    def tell(self, parent: QWidget, title: str, text: str, details: str = "") -> None: ...
    def confirm(self, parent: QWidget, title: str, text: str, yes: str) -> bool: ...
    def crash(self, parent: QWidget | None, details: str, log_file: str) -> None: ...


class BoxMessages:
    """Message boxes."""

    def error(self, parent: QWidget, error: DeskError) -> None:
        """What happened, what was kept, what to do."""
        log.warning("told the user of a %s", type(error).__name__)
        box = self._box(parent, QMessageBox.Icon.Warning, error.title)
        _inform(box, "\n".join(part for part in (error.message, error.advice) if part))
        box.exec()

    def tell(self, parent: QWidget, title: str, text: str, details: str = "") -> None:
        box = self._box(parent, QMessageBox.Icon.Information, title)
        _inform(box, text)
        if details:
            box.setDetailedText(details)
        box.exec()

    def confirm(self, parent: QWidget, title: str, text: str, yes: str) -> bool:
        box = self._box(parent, QMessageBox.Icon.Question, title)
        _inform(box, text)
        accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is accept

    def crash(self, parent: QWidget | None, details: str, log_file: str) -> None:
        """A bug of ours: the data are safe; here is what to send."""
        box = self._box(parent, QMessageBox.Icon.Critical, _("The program made a mistake."))
        _inform(
            box,
            _(
                "Everything saved before is kept. The window can go on being used; what you were just "
                "doing may not have been saved. The details are in {file}."
            ).format(file=log_file),
        )
        copy = box.addButton(_("Copy details"), QMessageBox.ButtonRole.ActionRole)
        box.addButton(QMessageBox.StandardButton.Close)
        box.exec()
        if box.clickedButton() is copy:
            QGuiApplication.clipboard().setText(details)

    @staticmethod
    def _box(parent: QWidget | None, icon: QMessageBox.Icon, title: str) -> QMessageBox:
        box = QMessageBox(parent)
        box.setIcon(icon)
        box.setWindowTitle(_("Armistice Desk"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(title)
        return box


def _inform(box: QMessageBox, text: str) -> None:
    """The smaller text, plain as well: Qt would read markup in it."""
    box.setInformativeText(text)
    for made in box.findChildren(QLabel):
        made.setTextFormat(Qt.TextFormat.PlainText)
