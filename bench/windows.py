"""Start of a process to its first painted window: ours on a big desk, or an empty one. Run as a child."""

from __future__ import annotations

import sys
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


if __name__ == "__main__":
    if sys.argv[1] == "empty":
        empty()
    else:
        ours(Path(sys.argv[2]), Path(sys.argv[3]))
