"""A line for a passphrase: not shown unless asked for; it says what is overlooked while typing blind."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from domain.words import _


class SecretEdit(QLineEdit):
    """A line whose text is not shown; no program that completes or learns words sees it."""

    def __init__(self) -> None:
        super().__init__()
        self.caps_lock = False
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | Qt.InputMethodHint.ImhHiddenText
        )
        self.reveal(False)

    def reveal(self, shown: bool) -> None:
        """Show what is typed, or do not."""
        mode = QLineEdit.EchoMode
        self.setEchoMode(mode.Normal if shown else mode.Password)

    def hint(self) -> str:
        """Caps Lock where it is on, and the alphabet: a keyboard may be in another layout than one thinks."""
        said = [_("▲ Caps Lock is on")] if self.caps_lock else []
        if found := scripts(self.text()):
            said.append(found)
        return " · ".join(said)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.caps_lock = caps_lock(event, self.caps_lock)
        super().keyPressEvent(event)


def caps_lock(event: QKeyEvent, before: bool) -> bool:
    """Whether Caps Lock is on, as far as a key tells: a capital without Shift, or a small letter with it."""
    text = event.text()
    if len(text) != 1 or text.lower() == text.upper():
        return before
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return text.isupper() != shift


def scripts(text: str) -> str:
    """Which alphabets the letters of a text belong to: `Latin letters`."""
    first = {unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha()}
    if not first:
        return ""
    if first == {"LATIN"}:
        return _("Latin letters")
    if first == {"CYRILLIC"}:
        return _("Cyrillic letters")
    return _("letters of several alphabets")
