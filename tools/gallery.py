"""Renders what a walk through the pages does not show: every state on the board, in greyscale too, the
watch, and each dialog while it is open. Needs no display; nothing is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from domain.clock import Clock, ManualClock
from gui.import_dialog import ImportDialog
from gui.messages import BoxMessages
from gui.pages import BOARD, LOG, MAP, TRENDS, WATCH, Services
from gui.printing import DialogPrinters
from gui.screenshots import settle
from gui.settings import Settings
from gui.theme import Scheme, Theme, load_fallback_fonts, load_fonts
from gui.window import MainWindow

SIZE = (1280, 800)
SCHEMES = (Scheme.LIGHT, Scheme.DARK)
ON_DESK = (
    *("protocols", "sectors", "places", "alarms", "author", "passphrase", "time_check", "palette", "help"),
    *("deadline_sheet", "handover", "hash_list"),
)
ON_CASE = (
    *("record_assessment", "record_action", "anchor_breach", "merge_breach", "split_breach"),
    *("close_breach", "void_breach", "why"),
)
ON_INCIDENT = ("assess_as_breach", "assess_incident")
WAIT_MS = 40


class _OneFile:
    """Answers every question for a file with one path."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def save(self, parent: QWidget, title: str, suggested: Path, kinds: str) -> Path | None:
        return None

    def open(self, parent: QWidget, title: str, folder: Path, kinds: str) -> Path | None:
        return self._path

    def folder(self, parent: QWidget, title: str, folder: Path) -> Path | None:
        return self._path.parent

    def reveal(self, path: Path) -> None:
        """No folder is shown."""

    def copy(self, path: Path) -> None:
        """Nothing is put on the clipboard."""


class Gallery:
    """Pictures of one desk in one language."""

    def __init__(self, application: QApplication, out: Path, clock: Clock, table: Path) -> None:
        load_fonts()
        load_fallback_fonts()
        out.mkdir(parents=True, exist_ok=True)
        settings = Settings(out / ".settings", out / ".settings")
        settings.set_text("author", "AB")
        services = Services(
            settings, Theme(application, Scheme.LIGHT), BoxMessages(), _OneFile(table), DialogPrinters()
        )
        self.window = MainWindow(ManualClock(clock.now()), services)
        self._out = out
        self.made: list[Path] = []

    def render(self, desk: Path) -> list[Path]:
        """All of it, as PNG files."""
        window = self.window
        try:
            window.resize(*SIZE)
            window.show()
            if not window.open_desk(desk) or window.pages is None:
                return self.made
            self._board()
            window.show_page(WATCH)
            self._shoot(window, "watch")
            self._pictures()
            self._dialogs()
        finally:
            window.close()
            window.deleteLater()
        return self.made

    def _board(self) -> None:
        assert self.window.pages is not None
        board = self.window.pages.board
        self.window.show_page(BOARD)
        bar = board.list.verticalScrollBar()
        settle(WAIT_MS)
        step = max(board.list.viewport().height() - 60, 1)
        for number, place in enumerate(range(0, bar.maximum() + step, step), 1):
            bar.setValue(place)
            self._shoot(self.window, f"board-part{number}", grey=True)
        board.compact.click()
        self._shoot(self.window, "board-compact", grey=True)
        board.compact.click()
        board._closed.click()
        self._shoot(self.window, "board-stopped", grey=True)
        board._open.click()

    def _pictures(self) -> None:
        """The map with an incident chosen, and the trends."""
        window = self.window
        assert window.pages is not None
        page, trends = window.pages.map, window.pages.trends
        window.show_page(MAP)
        while page.content.reading:
            settle(WAIT_MS)
        self._shoot(window, "map", grey=True)
        page.canvas.zoom(7)
        settle(WAIT_MS)
        page.canvas.grab()
        for _mark in page.canvas.scene.shown:
            page.canvas.go_round(1)
        self._shoot(window, "map-near", grey=True)
        window.show_page(TRENDS)
        while trends.reading:
            settle(WAIT_MS)
        self._shoot(window, "trends", grey=True)

    def _dialogs(self) -> None:
        window = self.window
        assert window.pages is not None
        for name in ON_DESK:
            self._dialog(name)
        for name in ("end_watch", "start_watch"):
            self._dialog(name)
        window.show_page(BOARD)
        for case in window.pages.board.model.cases:
            if len(case.breach.incidents) > 1:
                window.pages.board.show_breach(case.breach.number)
                break
        for name in ON_CASE:
            self._dialog(name)
        window.show_page(LOG)
        window.pages.log.waiting.click()
        settle(WAIT_MS)
        for name in ON_INCIDENT:
            self._dialog(name)
        self._dialog("import")

    def _dialog(self, name: str) -> None:
        """Open the dialog of an action, take its picture, and close it."""
        action = self.window.actions_[name]
        if not action.isEnabled():
            return
        with _when_open(lambda dialog: self._take(dialog, name)):
            action.trigger()

    def _take(self, dialog: QDialog, name: str) -> None:
        if isinstance(dialog, ImportDialog):
            dialog._tasks._pool.waitForDone()
        self._shoot(dialog, f"dialog-{name}")

    def _shoot(self, widget: QWidget, name: str, *, grey: bool = False) -> None:
        theme = self.window.services.theme
        for scheme in SCHEMES:
            theme.use(scheme)
            settle(WAIT_MS)
            image = widget.grab().toImage()
            self._save(image, f"{name}-{scheme}.png")
            if grey:
                self._save(
                    image.convertToFormat(QImage.Format.Format_Grayscale8), f"{name}-{scheme}-grey.png"
                )
        theme.use(Scheme.LIGHT)

    def _save(self, image: QImage, name: str) -> None:
        path = self._out / name
        image.save(str(path))
        self.made.append(path)


@contextmanager
def _when_open(act: Callable[[QDialog], object]) -> Iterator[None]:
    """Do `act` with the modal dialog that opens within this block, then close it."""
    timer = QTimer()
    timer.setInterval(10)

    def step() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            timer.stop()
            try:
                settle(WAIT_MS)
                act(dialog)
            finally:
                QDialog.done(dialog, 0)

    timer.timeout.connect(step)
    timer.start()
    yield
    timer.stop()
