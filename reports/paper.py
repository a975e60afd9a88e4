"""The canvas of every page: it numbers the pages, keeps the structure, and writes the archival file."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from domain.words import _
from reports.archive import Metadata, Pack, write
from reports.ink import in_ascii
from reports.tags import Tags


class Paper(Canvas):
    """Writes "page n of N" at the end, when N is known: each page refers to a form that is filled then."""

    _doc: PDFDocument
    _code: list[str]
    _pagesize: tuple[float, float]

    def __init__(
        self, target: BinaryIO, *, metadata: Metadata, folio: Callable[[Canvas, str], None], **options: Any
    ) -> None:
        """`folio` draws the number of a page, handed to it in words."""
        super().__init__(target, **options)
        self._target, self._metadata, self._folio = target, metadata, folio
        document: Any = self._doc
        document.setDateFormatter(lambda *_now: f"D:{metadata.produced:%Y%m%d%H%M%S}Z")
        self._pack = Pack(document)
        self.tags = Tags(self._pack)
        self.tags.start(self._code)
        self._folios = 0

    def folio(self) -> None:
        """Leave room for the number of this page."""
        self._folios += 1
        self.doForm(f"folio{self._folios}")

    @override
    def beginForm(self, *args: Any, **options: Any) -> None:
        """Begin a drawing that pages refer to. What it belongs to is decided where it is used."""
        super().beginForm(*args, **options)
        self._apart = self.tags.aside()
        self._apart.__enter__()

    @override
    def endForm(self, **options: Any) -> None:
        """End it. reportlab keeps its instructions in an encoding of its own, hence ASCII."""
        self._apart.__exit__(None, None, None)
        self._code[:] = map(in_ascii, self._code)
        super().endForm(**options)

    @override
    def showPage(self) -> None:
        """End the page. Its instructions are packed at once, so a long document costs little memory."""
        self.tags.close()
        super().showPage()
        document: Any = self._doc
        page = document.Pages.pages[-1]
        number, _generation = document.idToObjectNumberAndVersion[page.__InternalName__]
        packed = zlib.compress(page.stream.encode("latin-1"), 6)
        page.Contents = PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode")}), packed)
        page.stream = ""
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = self.tags.turn(number)
        page.Tabs = PDFName("S")
        self.tags.start(self._code)

    @override
    def save(self) -> None:
        """Fill in the numbers, then write the file."""
        if not self.tags.is_blank():
            self.showPage()
        for page in range(1, self._folios + 1):
            self.beginForm(f"folio{page}", 0, 0, *self._pagesize)
            self._folio(self, _("page {n} of {total}").format(n=page, total=self._folios))
            self.endForm()
        self._target.write(write(self, self._pack, self._metadata, self.tags.finish()))
