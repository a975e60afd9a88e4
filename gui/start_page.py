"""The first thing a new user sees: create a desk, open one, or try the exercise desk."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.words import _
from gui.actions import Actions
from gui.icons import lock
from gui.parts import action_button, button, clear, column, label, plain_tip, row
from gui.settings import Settings
from gui.theme import Theme
from storage.keys import is_encrypted

WIDTH = 720


class StartPage(QWidget):
    """Three ways to begin, and the desks opened lately, with a lock on those that are encrypted."""

    recent_chosen = Signal(object)

    def __init__(self, actions: Actions, settings: Settings, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("page")
        self._settings = settings
        self._recent = QVBoxLayout()
        self._recent.setSpacing(4)
        self.recent_title = label(_("OPENED LATELY"), "section")
        inner = QWidget()
        inner.setFixedWidth(WIDTH)
        intro = _(
            "A log of alleged ceasefire violations, the clocks that start when one is assessed as a breach, "
            "and briefings that decision makers keep. Everything stays in one file on this machine."
        )
        self.intro = label(intro, "soft", wrap=True)
        self.first = action_button(actions["new_desk"], role="primary")
        inner.setLayout(
            column(
                label(_("Armistice Desk"), "title"),
                self.intro,
                row(
                    self.first, action_button(actions["open_desk"]), action_button(actions["exercise"]), None
                ),
                label(
                    _("The exercise desk is fictional and marked EXERCISE everywhere."), "small", wrap=True
                ),
                self.recent_title,
                self._recent,
                gap=16,
            )
        )
        across = row(None, inner, None)  # an alignment instead would cut the lines that wrap
        self.setLayout(column(None, across, None, None, gap=0, margin=24))
        self.refresh()

    def refresh(self) -> None:
        """List the recent desks again."""
        clear(self._recent)
        recent = self._settings.recent
        self.recent_title.setVisible(bool(recent))
        locked = {path for path in recent if is_encrypted(path)}
        for path in recent:
            text = f"{path.name}   {_short(path.parent)}".replace("&", "&&")  # no mnemonic of a file's name
            made = button(text, partial(self.recent_chosen.emit, path), role="flat")
            made.setStyleSheet("text-align: left;")
            made.setToolTip(plain_tip(str(path)))
            if path in locked:
                made.setAccessibleName(_("{file}, encrypted").format(file=path.name))
            if locked:
                made.setIcon(lock(self._theme.tokens, shown=path in locked))
            self._recent.addWidget(made)


def _short(folder: Path) -> str:
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except ValueError:
        return str(folder)
