"""Letters as bytes of a page: what reportlab does letter by letter is looked up here once for each letter.

The fonts, their subsets and the tables by which a reader gets the text back stay reportlab's own.
"""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfgen.canvas import Canvas

_ELSEWHERE = "\uffff"
"""Stands for a letter that is not in the first subset of a font."""
_SPECIAL = frozenset(b"()\\\r\n")


class _Ink(dict[int, str]):
    """How each code point is written as a string of the page, by the first subset of a font."""

    def __init__(self, document: PDFDocument, font: str) -> None:
        super().__init__()
        self._document = document
        found: Any = pdfmetrics.getFont(font)
        self._font = found
        self._font.splitString(" ", document)
        self.name = str(self._font.getSubsetInternalName(0, document))

    def __missing__(self, code: int) -> str:
        ((subset, found),) = self._font.splitString(chr(code), self._document)
        self[code] = _ELSEWHERE if subset else _written(found)
        return self[code]

    def show(self, text: str, size: float) -> str:
        """Operators that show `text`, by other subsets of the font where they are needed."""
        written = text.translate(self)
        if _ELSEWHERE not in written:
            return f"({written}) Tj"
        parts = []
        for subset, found in self._font.splitString(text, self._document):
            name = self._font.getSubsetInternalName(subset, self._document)
            parts.append(f"{name} {size:g} Tf ({_written(found)}) Tj")
        return " ".join([*parts, f"{self.name} {size:g} Tf"])


def ink(canvas: Canvas, font: str) -> _Ink:
    """How `font` is written on the pages of `canvas`."""
    pot: Any = canvas
    inks: dict[str, _Ink] = pot.__dict__.setdefault("inks", {})
    if font not in inks:
        inks[font] = _Ink(pot._doc, font)
    return inks[font]


def _written(found: bytes) -> str:
    if not _SPECIAL.isdisjoint(found):
        return "".join(f"\\{byte:03o}" if byte in _SPECIAL else chr(byte) for byte in found)
    return found.decode("latin-1")
