"""A window of its own for every test, with fakes for all that would ask a person or a device."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from domain.clock import ManualClock
from gui.entry_sheet import EntrySheet
from gui.pages import Pages, Services
from gui.session import Session
from gui.settings import Settings
from gui.theme import Scheme, Theme, load_fallback_fonts, load_fonts
from gui.window import MainWindow
from storage.desk import Desk
from tests.gui import desks
from tests.gui.fakes import FakeFiles, FakeMessages, PdfPrinters
from tests.gui.hands import press, settle


@pytest.fixture(scope="session")
def _fonts(qapp: QApplication) -> None:
    load_fonts()
    load_fallback_fonts()


@pytest.fixture(scope="session")
def _theme(qapp: QApplication, _fonts: None) -> Theme:
    return Theme(qapp, Scheme.LIGHT)


@pytest.fixture
def theme(_theme: Theme) -> Iterator[Theme]:
    yield _theme
    if _theme.scheme is not Scheme.LIGHT:
        _theme.use(Scheme.LIGHT)


@dataclass
class Room:
    """A window, the fakes it was given, and short ways to its parts."""

    window: MainWindow
    messages: FakeMessages
    files: FakeFiles
    printers: PdfPrinters
    clock: ManualClock
    settings: Settings
    breaches: dict[str, str]

    @property
    def pages(self) -> Pages:
        assert self.window.pages is not None
        return self.window.pages

    @property
    def session(self) -> Session:
        return self.pages.session

    @property
    def desk(self) -> Desk:
        return self.session.desk

    def trigger(self, name: str) -> None:
        """Use an action as a menu would: only where it is enabled."""
        action = self.window.actions_[name]
        assert action.isEnabled(), f"{name} is disabled"
        action.trigger()


OpenRoom = Callable[..., Room]


@pytest.fixture
def open_room(qtbot: QtBot, theme: Theme, clock: ManualClock, tmp_path: Path) -> Iterator[OpenRoom]:
    """Opens a window: empty, or on a desk. Several in one test share settings, as one user's do."""
    rooms: list[Room] = []

    def make(desk: Desk | Path | None = None, *, author: str = desks.AUTHOR, backups: str = "never") -> Room:
        settings = Settings(tmp_path / "config", tmp_path / "data")
        settings.set_text("author", author)
        settings.set_text("backup/every", backups)
        messages, files, printers = FakeMessages(), FakeFiles(), PdfPrinters()
        window = MainWindow(clock, Services(settings, theme, messages, files, printers))
        room = Room(window, messages, files, printers, clock, settings, {})
        rooms.append(room)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        if isinstance(desk, Desk):
            window.show_desk(desk)
        elif desk is not None:
            assert window.open_desk(desk), messages.errors
        settle()
        return room

    yield make
    for room in rooms:
        room.window.close()
        assert room.messages.crashes == []
    settle()


@pytest.fixture
def room(open_room: OpenRoom, clock: ManualClock, tmp_path: Path) -> Room:
    """A window on a fresh, empty desk."""
    return open_room(desks.create(tmp_path / "northern.desk", clock))


@pytest.fixture
def window(room: Room) -> MainWindow:
    return room.window


@pytest.fixture
def full(open_room: OpenRoom, clock: ManualClock, tmp_path: Path) -> Room:
    """A window on a desk with a breach in every state; `breaches` names them."""
    desk = desks.create(tmp_path / "northern.desk", clock)
    breaches = desks.populate(desk, clock)
    made = open_room(desk)
    made.breaches.update(breaches)
    return made


@pytest.fixture
def sheet(room: Room) -> EntrySheet:
    """The entry sheet of an empty desk, opened by its key."""
    press("Ctrl+N")
    return room.pages.log.sheet
