"""Keys of a sheet that work wherever the focus is in it, in an open list of suggestions too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLayout,
    QLineEdit,
    QScrollArea,
    QWidget,
)
from typing_extensions import override

CLOSE = "Esc"


class SheetKeys(QObject):
    """Hears the keys of a sheet before its parts do. Esc in a list of suggestions closes only the list."""

    def __init__(self, sheet: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._keys = dict(keys)

    def watch(self, parts: Iterable[QWidget]) -> None:
        """Listen on these, and on their lists of suggestions."""
        for part in parts:
            part.installEventFilter(self)
            if isinstance(part, QComboBox | QLineEdit) and (completer := part.completer()) is not None:
                popup = completer.popup()
                if popup is not None:
                    popup.installEventFilter(self)

    def _give_back(self) -> None:
        """A list that closes by itself does not everywhere give the keys back to the window."""
        window = self._sheet.window()
        active = QApplication.activeWindow()
        if self._sheet.isVisible() and isinstance(active, QAbstractItemView) and not active.isVisible():
            window.activateWindow()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            self._give_back()
        if not isinstance(event, QKeyEvent) or (key := _chord(event)) not in self._keys:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and key != CLOSE:
            event.accept()
            return True
        suggesting = isinstance(watched, QAbstractItemView)
        if event.type() == QEvent.Type.KeyPress and not (suggesting and key == CLOSE):
            if isinstance(watched, QAbstractItemView):
                watched.hide()
            self._keys[key]()
            return True
        return super().eventFilter(watched, event)


def _chord(event: QKeyEvent) -> str:
    """A key with its modifiers, written as in the menus; both Enter keys are one."""
    key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else Qt.Key(event.key())
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(QKeyCombination(modifiers, key)).toString(QKeySequence.SequenceFormat.PortableText)


def scrolled(inside: QWidget | QLayout, width: int = 0) -> QScrollArea:
    """`inside` in an area that scrolls up and down, and that Tab passes over."""
    body = inside
    if isinstance(inside, QLayout):
        body = QWidget()
        body.setLayout(inside)
    assert isinstance(body, QWidget)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(body)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if width:
        area.setFixedWidth(width)
        body.setMaximumWidth(width - 14)  # beside the scroll bar
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def after(parent: QObject, milliseconds: int, act: Callable[[], object]) -> QTimer:
    """A timer that does `act` once, so long after it was last started."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(act)
    return timer
