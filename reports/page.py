"""What stands on every page: the marking at top and bottom, EXERCISE and DRAFT, and where the page belongs.

A page that is torn out still says what it is: title, serial, data cut-off, time of production, number and
count of pages, and the zone its times are in.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from domain.errors import InvariantError
from domain.imprint import Imprint
from domain.instant import format_dtg
from domain.marking import TLP_BACKGROUND, TLP_COLOURS
from domain.redaction import footer
from domain.words import _, p_
from reports import progress
from reports.archive import Metadata
from reports.letters import visible, width
from reports.paper import Paper
from reports.style import (
    BODY_BOTTOM,
    BODY_TOP,
    FURNITURE,
    HAIRLINE,
    INK,
    LABEL,
    LINE,
    MARGIN,
    MARK,
    PAGE_SIZES,
    REGULAR,
    SEMIBOLD,
    WARNING,
    Style,
    prepare,
)
from reports.tags import tags_of
from reports.text import draw, lay, one_line
from reports.together import together

_BOX = 17.0
_INSET = 6.0
_WARNING_ROOM = 300.0
_STRONG = Style(SEMIBOLD, 7.5, 10, INK)
_LEFT_OUT = Style(SEMIBOLD, 7, 8, INK)


def build(imprint: Imprint, story: Sequence[Flowable], page_size: str) -> bytes:
    """The pages of `story` as a PDF: archival, accessible, and the same facts give the same bytes."""
    prepare()
    paper = PAGE_SIZES[page_size]
    target = io.BytesIO()
    metadata = _metadata(imprint)
    document = BaseDocTemplate(
        target,
        pagesize=paper,
        title=metadata.title,
        author=metadata.author,
        subject=metadata.subject,
        creator=metadata.producer,
        producer=metadata.producer,
        lang=metadata.language,
        initialFontName=REGULAR,
        invariant=1,
        pageCompression=1,
    )
    furniture = _Furniture(imprint, paper)
    frame = Frame(
        MARGIN,
        BODY_BOTTOM,
        paper[0] - 2 * MARGIN,
        paper[1] - BODY_TOP - BODY_BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates([PageTemplate("page", [frame], onPage=furniture.draw)])
    document.setProgressCallBack(progress.of_pages)
    parts = [*together(story, body_width(page_size), paper[1] - BODY_TOP - BODY_BOTTOM)]
    document.build(parts, canvasmaker=partial(Paper, metadata=metadata, folio=furniture.folio))
    return target.getvalue()


def _metadata(imprint: Imprint) -> Metadata:
    return Metadata(
        title=_said(" · ".join((imprint.title, imprint.serial or _("DRAFT")))),
        author=_said(f"{imprint.desk_name} ({imprint.desk_code}), {imprint.author}"),
        subject=_said(f"{imprint.marking.label} · {_period(imprint)}"),
        producer="Armistice Desk",
        language=p_("language tag of this translation", "en"),
        produced=imprint.produced_at,
    )


def _said(text: str) -> str:
    return " ".join(visible(text).split())


def page_count(pdf: bytes) -> int:
    """How many pages a PDF made by `build` has, by its own catalogue: a title cannot pretend to be a page."""
    catalogue = _object(pdf, int(pdf[pdf.rindex(b"/Root") :].split(maxsplit=2)[1]))
    found = re.search(rb"/Pages (\d+) 0 R", catalogue)
    count = re.search(rb"/Count (\d+)", _object(pdf, int(found[1]))) if found else None
    if count is None:
        raise InvariantError("a PDF without pages")
    return int(count[1])


def _object(pdf: bytes, number: int) -> bytes:
    start = pdf.index(b"\n%d 0 obj" % number)
    return pdf[start : pdf.index(b"endobj", start)]


def body_width(page_size: str) -> float:
    """The width between the margins in points."""
    return PAGE_SIZES[page_size][0] - 2 * MARGIN


def _period(imprint: Imprint) -> str:
    first, last = format_dtg(imprint.since), format_dtg(imprint.until)
    return first if imprint.since == imprint.until else f"{first} – {last}"


class _Furniture:
    """Draws it. What does not change from page to page is set once."""

    def __init__(self, imprint: Imprint, paper: tuple[float, float]) -> None:
        self._imprint = imprint
        self._paper = paper
        marking = imprint.marking
        self._tlp = str(marking.tlp)
        self._colour = TLP_COLOURS[marking.tlp]
        self._line = marking.line
        warnings = ["EXERCISE EXERCISE EXERCISE"] if marking.exercise else []
        warnings += [_("DRAFT – no serial yet")] if imprint.is_draft else []
        self._warnings = warnings
        self._left_out = footer(imprint.plan.redaction)
        self._box = width(self._tlp, MARK.font) * MARK.size + 2 * _INSET
        self._code: list[str] = []
        """What is the same on every page, as it was drawn on the first."""

    def draw(self, canvas: Canvas, _document: object) -> None:
        """Draw the furniture of one page."""
        page: Any = canvas
        with tags_of(canvas).furniture():
            if self._code:
                page._code.extend(self._code)
            else:
                before = len(page._code)
                self._draw(canvas)
                self._code = page._code[before:]

    def folio(self, canvas: Canvas, text: str) -> None:
        """Draw the number of a page, which `text` says."""
        room = 72.0
        right = self._paper[0] - MARGIN - self._box - 12
        draw(canvas, one_line(text, _STRONG, room), right - room, FURNITURE + _BOX, room, align="right")

    def _draw(self, canvas: Canvas) -> None:
        canvas.saveState()
        top = self._paper[1] - FURNITURE
        bottom = FURNITURE + _BOX
        self._marking(canvas, top, line_at=top - _BOX - 1)
        self._marking(canvas, bottom, line_at=bottom + 13)
        self._warn(canvas, self._warnings, top - (2.5 if len(self._warnings) == 1 else -2))
        self._warn(canvas, ["   ·   ".join(self._warnings)], bottom + (25 if self._line else 15))
        self._header(canvas, top)
        self._footer(canvas, bottom)
        canvas.restoreState()

    def _marking(self, canvas: Canvas, top: float, *, line_at: float) -> None:
        right = self._paper[0] - MARGIN
        canvas.setFillColor(TLP_BACKGROUND)
        canvas.rect(right - self._box, top - _BOX, self._box, _BOX, stroke=0, fill=1)
        canvas.setFillColor(self._colour)
        canvas.setFont(MARK.font, MARK.size)
        canvas.drawString(right - self._box + _INSET, top - _BOX + 4.4, self._tlp)
        if self._line:
            room = self._paper[0] - 2 * MARGIN
            draw(canvas, one_line(self._line, _STRONG, room), MARGIN, line_at, room, align="right")

    def _warn(self, canvas: Canvas, warnings: Sequence[str], top: float) -> None:
        lines = [line for warning in warnings for line in one_line(warning, WARNING, _WARNING_ROOM)]
        draw(canvas, lines, (self._paper[0] - _WARNING_ROOM) / 2, top, _WARNING_ROOM, align="centre")

    def _header(self, canvas: Canvas, top: float) -> None:
        serial = self._imprint.serial or _("no serial yet")
        room = (self._paper[0] - 170) / 2 - MARGIN
        lines = [
            *one_line(f"{self._imprint.desk_name} ({self._imprint.desk_code})", LABEL, room),
            *one_line(serial, _STRONG, room),
        ]
        draw(canvas, lines, MARGIN, top, room)

    def _footer(self, canvas: Canvas, bottom: float) -> None:
        canvas.setStrokeGray(LINE)
        canvas.setLineWidth(HAIRLINE)
        canvas.line(MARGIN, bottom + 2.5, self._paper[0] - MARGIN, bottom + 2.5)
        imprint = self._imprint
        times = _("data cut-off {cut_off} · produced {produced} · times are UTC unless marked Kyiv").format(
            cut_off=format_dtg(imprint.cut_off), produced=format_dtg(imprint.produced_at)
        )
        room = self._paper[0] - 2 * MARGIN - self._box - 12
        title = " · ".join((imprint.title, imprint.serial or _("no serial yet")))
        lines = [*one_line(title, LABEL, room - 76), *lay((times, LABEL), room, limit=1)]
        if self._left_out:
            lines += one_line(self._left_out, _LEFT_OUT, room)
        draw(canvas, lines, MARGIN, bottom, room)
