"""Asking for files, and writing them whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from domain.errors import DeskError
from domain.words import _
from storage.durable import discard, rename


class Files(Protocol):
    """What the window asks about files; tests hand in their own."""

    def save(self, parent: QWidget, title: str, suggested: Path, kinds: str) -> Path | None: ...
    def open(self, parent: QWidget, title: str, folder: Path, kinds: str) -> Path | None: ...
    def folder(self, parent: QWidget, title: str, folder: Path) -> Path | None: ...
    def reveal(self, path: Path) -> None: ...
    def copy(self, path: Path) -> None: ...


class DialogFiles:
    """The system's file dialogs."""

    def save(self, parent: QWidget, title: str, suggested: Path, kinds: str) -> Path | None:
        """Where to write; None where the user gave up. An existing file is confirmed by the dialog."""
        name, kind = QFileDialog.getSaveFileName(parent, title, str(suggested), kinds)
        return with_ending(Path(name), kinds, kind or kinds) if name else None

    def open(self, parent: QWidget, title: str, folder: Path, kinds: str) -> Path | None:
        name, _kind = QFileDialog.getOpenFileName(parent, title, str(folder), kinds)
        return Path(name) if name else None

    def folder(self, parent: QWidget, title: str, folder: Path) -> Path | None:
        """A folder that is there, or was made in the dialog."""
        name = QFileDialog.getExistingDirectory(parent, title, str(folder))
        return Path(name) if name else None

    def reveal(self, path: Path) -> None:
        """Show the folder a file is in, in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

    def copy(self, path: Path) -> None:
        """Put a file on the clipboard, to be pasted in a file manager or a message."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        QGuiApplication.clipboard().setMimeData(data)


def with_ending(path: Path, kinds: str, kind: str) -> Path:
    """A name with an ending that one of `kinds` allows; else with that of the chosen kind."""
    allowed = re.findall(r"\*(\.\w+)", kinds)
    if not allowed or path.suffix.lower() in allowed:
        return path
    return path.with_name(path.name + re.findall(r"\*(\.\w+)", kind)[0])


class Pending:
    """Bytes that lie beside their target and take its place in one step."""

    def __init__(self, target: Path, data: bytes) -> None:
        self._target = target
        try:
            handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
            self._part = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise _cannot_save(target, error) from error

    def keep(self) -> None:
        """Take the target's place. Raises `DeskError`."""
        try:
            rename(self._part, self._target)
        except OSError as error:
            self.drop()
            raise _cannot_save(self._target, error) from error

    def drop(self) -> None:
        discard(self._part)


def _cannot_save(target: Path, error: OSError) -> DeskError:
    return DeskError(
        _("{file} could not be saved.").format(file=target.name),
        str(error),
        _("Choose another folder, or free some space."),
    )
