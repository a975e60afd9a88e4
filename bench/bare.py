"""The floor for a page: the same words at the same places in the same fonts, and the same rules, drawn with
reportlab's canvas alone. Nothing is measured, broken, tagged or looked up; maps and pictures are left out."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from reports.style import FALLBACK, ITALIC, REGULAR, SEMIBOLD, prepare

_NAMES = {"Regular": REGULAR, "SemiBold": SEMIBOLD, "Italic": ITALIC}


@dataclass(slots=True)
class Page:
    """What stands on a page: (font, size, x, y, text), and rules as (x, y, x, y)."""

    texts: list[tuple[str, float, float, float, str]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)


def read(pdf: bytes) -> list[Page]:
    """The pages of a briefing made here."""
    reader = PdfReader(io.BytesIO(pdf))
    maps: dict[str, tuple[str, dict[int, str]]] = {}
    return [_Reading(page, reader, maps).page for page in reader.pages]


def draw(pages: list[Page]) -> bytes:
    """The same pages."""
    prepare()
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, pageCompression=1, initialFontName=REGULAR)  # type: ignore[arg-type]
    for page in pages:
        current = None
        for font, size, x, y, text in page.texts:
            if (font, size) != current:
                current = font, size
                canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        canvas.setLineWidth(0.25)
        for rule in page.rules:
            canvas.line(*rule)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


class _Reading:
    def __init__(self, page: Any, reader: PdfReader, maps: dict[str, tuple[str, dict[int, str]]]) -> None:
        self.page = Page()
        self._fonts = page["/Resources"]["/Font"]
        self._maps = maps
        shift, saved = (0.0, 0.0), []
        x = y = size = 0.0
        font, start = "", (0.0, 0.0)
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator == b"q":
                saved.append(shift)
            elif operator == b"Q":
                shift = saved.pop()
            elif operator == b"cm":
                shift = shift[0] + float(operands[4]), shift[1] + float(operands[5])
            elif operator == b"BT":
                x = y = 0.0
            elif operator == b"Td":
                x, y = x + float(operands[0]), y + float(operands[1])
            elif operator == b"Tf":
                font, size = str(operands[0]), float(operands[1])
            elif operator == b"Tj":
                name, letters = self._font(font)
                text = "".join(letters.get(code, " ") for code in operands[0].original_bytes)
                self.page.texts.append((name, size, round(shift[0] + x, 2), round(shift[1] + y, 2), text))
            elif operator == b"m":
                start = float(operands[0]) + shift[0], float(operands[1]) + shift[1]
            elif operator == b"l" and float(operands[1]) + shift[1] == start[1]:
                self.page.rules.append((*start, float(operands[0]) + shift[0], start[1]))

    def _font(self, name: str) -> tuple[str, dict[int, str]]:
        if name not in self._maps:
            font = self._fonts[name]
            found = re.findall(rb"<(\w\w)> <(\w{4})>", font["/ToUnicode"].get_data())
            letters = {int(code, 16): chr(int(letter, 16)) for code, letter in found}
            style = str(font["/BaseFont"]).rpartition("-")[2]
            family = _NAMES[style] if "OpenSans" in str(font["/BaseFont"]) else FALLBACK
            self._maps[name] = family, letters
        return self._maps[name]
