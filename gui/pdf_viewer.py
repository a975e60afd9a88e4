"""Shows a PDF that was made in memory."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget

from domain.words import _
from gui.parts import column


class PdfViewer(QWidget):
    """All pages under each other, as wide as there is room; another PDF is shown at the same place."""

    def __init__(self) -> None:
        super().__init__()
        # No child of ours: a document tells its view that it closes, and a view half gone ends the process.
        self.pdf = QPdfDocument()
        self._buffer = QBuffer()
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setDocument(self.pdf)
        self.view.setAccessibleName(_("Pages of the briefing"))
        self.setFocusProxy(self.view)
        self.setLayout(column(self.view, gap=0))

    def show_pdf(self, pdf: bytes) -> int:
        """Show these pages; gives how many they are."""
        place = self.view.verticalScrollBar().value()
        self.pdf.close()
        self._buffer.close()
        self._buffer.setData(pdf)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.pdf.load(self._buffer)
        self.view.verticalScrollBar().setValue(place)
        return self.pdf.pageCount()


def load(pdf: bytes) -> tuple[QPdfDocument, QBuffer]:
    """A document and the buffer it reads from, which must live as long."""
    buffer = QBuffer()
    buffer.setData(pdf)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    return document, buffer
