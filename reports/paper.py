"""The canvas of every page: it numbers the pages, keeps the structure, and writes the archival file."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from domain.words import _
from reports.archive import Metadata, Pack, write
from reports.tags import Tags

_FEW = 4
"""Up to so many pages a reader opens without the outline beside them."""


class Paper(Canvas):
    """Writes "page n of N" at the end, when N is known, beside what was drawn on each page."""

    _doc: PDFDocument
    _code: list[str]

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

    @override
    def showPage(self) -> None:
        """End the page. Its instructions are packed at once, so a long document costs little memory."""
        self.tags.close()
        super().showPage()
        document: Any = self._doc
        page = document.Pages.pages[-1]
        number, _generation = document.idToObjectNumberAndVersion[page.__InternalName__]
        page.Contents = document.Reference(_stream(page.stream))
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
        document: Any = self._doc
        pages = document.Pages.pages
        for at, page in enumerate(pages, 1):
            self._code.clear()
            self.tags.start(self._code)
            with self.tags.furniture():
                self._folio(self, _("page {n} of {total}").format(n=at, total=len(pages)))
            self.tags.close()
            number = document.Reference(_stream("\n".join(self._code)))
            page.Contents = PDFArray([page.Contents, number])
        if len(pages) > _FEW:
            self.showOutline()
        structure, links = self.tags.finish()
        for at, numbers in links.items():
            pages[at].Annots = PDFArray([f"{number} 0 R" for number in numbers])
        self._target.write(write(self, self._pack, self._metadata, structure))


def _stream(code: str) -> PDFStream:
    packed = zlib.compress(code.encode("latin-1"), 6)
    return PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode")}), packed)
