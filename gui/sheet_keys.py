"""Keys of a sheet that work wherever the focus is in it, with an open list of suggestions too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget
from typing_extensions import override

from gui.suggestions import TypeAhead, settle_list

CLOSE = "Esc"


class SheetKeys(QObject):
    """Hears the keys of a sheet before its parts do. Esc closes a list of suggestions first."""

    def __init__(self, sheet: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(sheet)
        self._keys = dict(keys)

    def watch(self, parts: Iterable[QWidget]) -> None:
        """Listen on these."""
        for part in parts:
            part.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or (key := _chord(event)) not in self._keys:
            return super().eventFilter(watched, event)
        if key == CLOSE and (ahead := TypeAhead.of(watched)) is not None and ahead.is_open:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and key != CLOSE:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            settle_list(watched)
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
