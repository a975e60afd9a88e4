"""Starts the window: fonts, colours, settings, the crash reporter, then a desk."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path
from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from domain.clock import Clock, SystemClock
from domain.words import LANGUAGES, use_language
from gui.files import DialogFiles
from gui.messages import BoxMessages, Messages
from gui.pages import Services
from gui.printing import DialogPrinters
from gui.settings import APP, Settings
from gui.theme import Scheme, Theme, load_fallback_fonts, load_fonts
from gui.window import MainWindow
from storage.keys import Key

log = logging.getLogger("armistice")


def run(desk: Path | None = None) -> int:
    """Open the window, on a desk where one is given. Returns the exit code."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    QGuiApplication.setDesktopFileName(APP)
    application.setApplicationName(APP)
    shell = Shell(application, SystemClock(), Settings())
    sys.excepthook = CrashReporter(BoxMessages(), shell.current_window).report
    shell.show(desk)
    QTimer.singleShot(0, load_fallback_fonts)
    return application.exec()


class Shell:
    """Holds the one window, and makes it anew when another language is chosen."""

    def __init__(self, application: QApplication, clock: Clock, settings: Settings) -> None:
        self._application = application
        self._clock = clock
        self._settings = settings
        self._translator = QTranslator(application)
        self.window: MainWindow | None = None

    def current_window(self) -> MainWindow | None:
        return self.window

    def show(self, desk: Path | None = None, key: Key | None = None) -> None:
        """A window in the language of the settings."""
        self._speak(self._settings.text("language") or system_language())
        self.window = make_window(self._application, self._clock, self._settings)
        self.window.language_chosen.connect(self.change_language)
        self.window.show()
        self.window.ticker.start()
        if desk is not None:
            self.window.open_desk(desk, key)

    def change_language(self, code: str) -> None:
        """Close the window, and open it again on the same desk in another language."""
        self._settings.set_text("language", code)
        old = self.window
        desk = old.session.desk if old and old.session else None
        path, key = (desk.path, desk.key) if desk else (None, None)
        self._application.setQuitOnLastWindowClosed(False)
        if old is not None:
            old.close()
            old.deleteLater()
        self.show(path, key)
        self._application.setQuitOnLastWindowClosed(True)

    def _speak(self, code: str) -> None:
        """Use language `code` for our words, and for those of Qt's own buttons."""
        use_language(code)
        self._application.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{code}", folder):
            self._application.installTranslator(self._translator)


def system_language() -> str:
    """The system's language where the program speaks it, else English."""
    code = QLocale.system().name().split("_")[0]
    return code if code in LANGUAGES else "en"


def make_window(application: QApplication, clock: Clock, settings: Settings) -> MainWindow:
    """A window with the services of the system."""
    load_fonts()
    theme = Theme(application, Scheme(settings.text("scheme", Scheme.SYSTEM)))
    services = Services(settings, theme, BoxMessages(), DialogFiles(), DialogPrinters())
    return MainWindow(clock, services)


class CrashReporter:
    """The last resort for a bug: logs it, says that the data are safe, and lets the window go on."""

    def __init__(
        self, messages: Messages, window: Callable[[], MainWindow | None], folder: Path | None = None
    ) -> None:
        self._messages = messages
        self._window = window
        self._file = (folder or user_log_path(APP, appauthor=False)) / "armistice.log"
        self._file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            self._file, maxBytes=500_000, backupCount=3, encoding="utf-8", delay=True
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
        self._busy = False

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Takes the place of `sys.excepthook`. The log names where it happened, never what a record says."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        frames = "".join(traceback.format_tb(trace))
        log.error("%s\n%s", kind.__name__, frames)
        if self._busy:  # a bug while showing a bug: it is in the log, and a second box would help nobody
            return
        self._busy = True
        try:
            details = f"{kind.__name__}\n{frames}\n{platform.platform()} · Python {platform.python_version()}"
            self._messages.crash(self._window(), details, str(self._file))
        except Exception as another:  # noqa: BLE001  (the last resort has nobody to hand a bug on to)
            frames = "".join(traceback.format_tb(another.__traceback__))
            log.error("%s while telling of it\n%s", type(another).__name__, frames)
        finally:
            self._busy = False
