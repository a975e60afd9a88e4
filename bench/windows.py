"""Start of a process to its first painted window: ours on a big desk, or an empty one. Run as a child."""

from __future__ import annotations

import sys
import time
from pathlib import Path


def empty() -> None:
    """The floor: an empty window."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    window.grab()
    print("painted", flush=True)
    application.quit()


def ours(desk: Path, settings: Path) -> None:
    """The log of a desk."""
    from PySide6.QtWidgets import QApplication

    from domain.clock import SystemClock
    from gui.application import make_window
    from gui.pages import LOG
    from gui.settings import Settings

    application = QApplication([])
    kept = Settings(settings, settings)
    kept.set_text("author", "BN")
    window = make_window(application, SystemClock(), kept)
    window.show()
    if not window.open_desk(desk):
        raise SystemExit("the desk could not be opened")
    window.show_page(LOG)
    window.grab()
    print("painted", flush=True)
    window.close()


SETTLED_MS = 15_000
"""By then the one check of the file that follows its opening is over."""


def idle(kind: str, seconds: int, desk: Path | None, settings: Path | None) -> None:
    """CPU seconds that a window uses in so many seconds in which nobody touches it."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    if kind == "ours" and desk is not None and settings is not None:
        from domain.clock import SystemClock
        from gui.application import make_window
        from gui.settings import Settings

        kept = Settings(settings, settings)
        kept.set_text("author", "BN")
        window: QMainWindow = make_window(application, SystemClock(), kept)
        window.show()
        window.open_desk(desk)  # type: ignore[attr-defined]
        window.ticker.start()  # type: ignore[attr-defined]
    else:
        window = QMainWindow()
        window.show()
    used: list[float] = []

    def begin() -> None:
        used.append(time.process_time())
        QTimer.singleShot(seconds * 1000, application.quit)

    QTimer.singleShot(SETTLED_MS, begin)
    application.exec()
    print(time.process_time() - used[0], flush=True)


if __name__ == "__main__":
    first, *rest = sys.argv[1:]
    if first == "empty":
        empty()
    elif first == "idle":
        desk, settings = (Path(rest[2]), Path(rest[3])) if len(rest) > 2 else (None, None)
        idle(rest[0], int(rest[1]), desk, settings)
    else:
        ours(Path(rest[0]), Path(rest[1]))
