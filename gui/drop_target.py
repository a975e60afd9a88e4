"""A part of the window that files and images can be let go over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override


def is_evidence(mime: QMimeData | None) -> bool:
    """Whether something that is dropped or pasted is a local file or an image, and no text to be typed."""
    if mime is None:  # an empty clipboard
        return False
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())


class DropTarget(QObject):
    """Makes a widget take evidence; `dropped` carries the `QMimeData`. The original stays where it is."""

    dropped = Signal(object)

    def __init__(self, widget: QWidget, accepts: Callable[[], bool]) -> None:
        super().__init__(widget)
        self._accepts = accepts
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            if self._accepts() and is_evidence(event.mimeData()):
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
            else:
                event.ignore()
            return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(event.mimeData())
            return True
        return super().eventFilter(watched, event)
