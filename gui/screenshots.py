"""Renders every page of the window, and the pages of a PDF, to pictures. Needs no display."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from domain.clock import Clock, ManualClock, SystemClock
from gui.application import make_window
from gui.pages import BOARD, BRIEFS, LOG, MAP, TRENDS
from gui.printing import page_image
from gui.settings import Settings
from gui.theme import Scheme, load_fallback_fonts
from gui.window import MainWindow

SIZES = {"1280x800": (1280, 800), "1024x700": (1024, 700)}
PDF_DPI = 80


def render_all(desk: Path, out: Path, pdf: Path | None = None, *, clock: Clock | None = None) -> list[Path]:
    """PNG files of every page, light and dark, in two sizes; and of the pages of `pdf`."""
    out.mkdir(parents=True, exist_ok=True)
    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    frozen = ManualClock((clock or SystemClock()).now())
    settings = Settings(out / ".settings", out / ".settings")
    settings.set_text("author", "AB")
    window = make_window(application, frozen, settings)
    load_fallback_fonts()
    made: list[Path] = []
    try:
        window.show()
        made += _shoot(window, out, "start")
        if not window.open_desk(desk):
            return made
        for page, name in (
            (BOARD, "board"),
            (LOG, "log"),
            (MAP, "map"),
            (TRENDS, "trends"),
            (BRIEFS, "briefs"),
        ):
            window.show_page(page)
            while _is_at_work(window):
                application.processEvents()
            settle()  # the viewer draws what it was given
            made += _shoot(window, out, name)
        window.actions_["new_incident"].trigger()
        made += _shoot(window, out, "form")
    finally:
        window.close()
        window.deleteLater()
    if pdf is not None:
        made += render_pdf(pdf, out)
    return made


def render_pdf(pdf: Path, out: Path) -> list[Path]:
    """PNG files of a PDF's pages."""
    document = QPdfDocument()
    document.load(str(pdf))
    made = []
    for number in range(document.pageCount()):
        path = out / f"{pdf.stem}-{number + 1:02d}.png"
        page_image(document, number, PDF_DPI).save(str(path))
        made.append(path)
    document.close()
    return made


def _is_at_work(window: MainWindow) -> bool:
    """Whether a page still reads, or draws what it shows."""
    pages = window.pages
    return pages is not None and (
        pages.map.content.reading or pages.trends.reading or pages.briefs.is_drawing
    )


def _shoot(window: MainWindow, out: Path, name: str) -> list[Path]:
    made = []
    theme = window.services.theme
    before = theme.scheme
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        theme.use(scheme)
        for size, (width, height) in SIZES.items():
            window.resize(width, height)
            settle()
            path = out / f"{name}-{scheme}-{size}.png"
            window.grab().save(str(path))
            made.append(path)
    theme.use(before)
    return made


def settle(ms: int = 60) -> None:
    """Let layouts, timers and rendering threads come to rest."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()
    QCoreApplication.sendPostedEvents()
