"""Printing a finished PDF through the system's print dialog.

Pages are drawn as pictures at the printer's resolution, at most 300 dpi: what Qt offers on every system.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from domain.errors import DeskError
from domain.words import _
from gui.pdf_viewer import load

DPI = 300
POINTS = 72
_RANGE = QPrinter.PrintRange.PageRange
Report = Callable[[float], object]


class Printers(Protocol):
    """Asks for a printer; tests hand in one that prints to a file."""

    def choose(self, parent: QWidget, pages: int) -> QPrinter | None: ...


class DialogPrinters:
    """The system print dialog: printer, page range, copies, both sides."""

    def choose(self, parent: QWidget, pages: int) -> QPrinter | None:
        """The chosen printer; None where the user gave up."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, parent)
        dialog.setMinMax(1, pages)
        dialog.setOptions(
            QPrintDialog.PrintDialogOption.PrintPageRange
            | QPrintDialog.PrintDialogOption.PrintToFile
            | QPrintDialog.PrintDialogOption.PrintCollateCopies
        )
        return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def printing(pdf: bytes, printer: QPrinter, report: Report) -> None:
    """Print the chosen pages of a PDF, in whatever thread this is called.

    `report` is told the share that is printed and stops it by raising. Raises `DeskError` where the printer
    does not take them.
    """
    document, buffer = load(pdf)
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise DeskError(
            _("The printer could not be started."), "", _("Check the printer, or save the briefing as PDF.")
        )
    numbers = chosen_pages(printer, document.pageCount())
    dpi = min(printer.resolution(), DPI)
    try:
        for at, number in enumerate(numbers):
            report(at / len(numbers))
            if at and not printer.newPage():
                raise DeskError(_("The printer stopped."), "", _("Check the printer, then print the rest."))
            size = document.pagePointSize(number)
            target = printer.paperRect(QPrinter.Unit.DevicePixel)
            fitted = size.scaled(target.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRectF(QPointF(0, 0), QSizeF(fitted)), page_image(document, number, dpi))
    finally:
        painter.end()
        document.close()
        buffer.close()


def chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """The pages to be printed, from 0, in order: those asked for, repeated where the printer cannot."""
    ranges = printer.pageRanges().toRangeList() if printer.printRange() == _RANGE else []
    spans = [(one.from_, one.to) for one in ranges] or [(printer.fromPage() or 1, printer.toPage() or count)]
    pages = [n - 1 for first, last in spans for n in range(max(first, 1), min(last, count) + 1)]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    if printer.collateCopies():
        return pages * copies
    return [page for page in pages for _copy in range(copies)]


def page_image(document: QPdfDocument, number: int, dpi: int) -> QImage:
    """A page as a picture on white paper."""
    size = document.pagePointSize(number)
    pixels = QSize(round(size.width() / POINTS * dpi), round(size.height() / POINTS * dpi))
    drawn = document.render(number, pixels)
    paper = QImage(drawn.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return paper
