"""Lines of text: broken to a width, drawn at a place. The one way that text gets on paper.

reportlab's own paragraphs read their text as markup, cannot wrap text that runs from right to left without
a further library, and make a table of some hundred rows slow; letters, words and lines are all that a
briefing needs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from reports.archive import text_string
from reports.letters import Run, is_rtl, reads_rtl, runs, visible, width
from reports.style import Style
from reports.tags import Tag, Tags

_WORDS = re.compile(r" *[^ ]+| +")
_GOOD_BREAK = frozenset("-–—/\\_.,;:?&=")
ELLIPSIS = "…"

Piece = tuple[str, Style]
"""Text and how it is set. Several pieces in a row make one paragraph; sizes in it must agree."""


@dataclass(frozen=True, slots=True)
class Line:
    """One set line. `width` in points.

    `said` is its text in the order it is read where letters are drawn in another; `parted` tells that a word
    goes on in the next line.
    """

    runs: tuple[Run, ...]
    greys: tuple[float, ...]
    style: Style
    width: float
    rtl: bool
    said: str = ""
    parted: bool = False


def lay(pieces: Iterable[Piece] | Piece, room: float, *, limit: int | None = None) -> list[Line]:
    """Break text to `room` points. At most `limit` lines, the last of them then ending in an ellipsis."""
    given = [pieces] if isinstance(pieces, tuple) else list(pieces)
    lines: list[Line] = []
    last: list[Piece] = []
    for paragraph in _paragraphs(given):
        for broken, parted in _break(paragraph, room):
            if limit is not None and len(lines) == limit:
                lines[-1] = _shortened(last, room)
                return lines
            lines.append(_line(broken, parted=parted))
            last = broken
    return lines


def height(lines: Sequence[Line]) -> float:
    """The height of set lines in points."""
    return sum(line.style.leading for line in lines)


def draw(
    canvas: Canvas, lines: Iterable[Line], x: float, top: float, room: float, *, align: str = "left"
) -> float:
    """Draw lines downwards from `top`; returns where they end. `align` is left, right or centre.

    Text that reads from right to left stands at the right of its room. Where no element of the structure is
    open, the lines are a paragraph.
    """
    tags: Tags | None = getattr(canvas, "tags", None)
    if tags is not None and tags.outside:
        with tags.content(Tag("P")):
            return draw(canvas, lines, x, top, room, align=align)
    text = canvas.beginText()
    for line in lines:
        top -= line.style.leading
        spare = room - line.width
        shift = spare if align == "right" or (line.rtl and align == "left") else 0.0
        shift = spare / 2 if align == "centre" else shift
        baseline = top + (line.style.leading - line.style.size) / 2 + line.style.size * 0.22
        text.setTextOrigin(round(x + shift, 3), round(baseline, 3))
        _say(text, line)
    canvas.drawText(text)
    return top


def _say(text: Any, line: Line) -> None:
    """Draw a line; words are parted by spaces also where a line ends, and read as they were typed."""
    end = "" if line.parted else " "
    if line.said:
        text._code.append(f"/Span <</ActualText {text_string(line.said + end)}>> BDC")
    for at, ((letters, font, _width), grey) in enumerate(zip(line.runs, line.greys, strict=True), 1):
        text.setFont(font, line.style.size)
        text.setFillGray(grey)
        text.textOut(letters + end if at == len(line.runs) else letters)
    if line.said:
        text._code.append("EMC")


def one_line(text: str, style: Style, room: float) -> list[Line]:
    """`text` on one line, cut with an ellipsis where it does not fit."""
    return lay((text.replace("\n", " "), style), room, limit=1)


def _paragraphs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces of each line of the text as it was typed."""
    current: list[Piece] = []
    for text, style in pieces:
        first, *others = visible(text).split("\n")
        current.append((first, style))
        for other in others:
            yield current
            current = [(other, style)]
    yield current


def _break(paragraph: Sequence[Piece], room: float) -> Iterator[tuple[list[Piece], bool]]:
    """The pieces of each line, and whether a word is parted at its end."""
    line: list[Piece] = []
    used = 0.0
    for text, style in paragraph:
        for found in _WORDS.findall(text):
            word, taken = found, _measure(found, style)
            if used + taken > room and line:
                yield line, False
                line, used = [], 0.0
                word = found.lstrip(" ")
                taken = _measure(word, style)
            if taken > room:
                *full, word = _chopped(word, style, room)
                yield from (([(part, style)], True) for part in full)
                taken = _measure(word, style)
            if line and line[-1][1] is style:
                line[-1] = (line[-1][0] + word, style)
            elif word:
                line.append((word, style))
            used += taken
    yield line or [("", paragraph[0][1])], False


def _measure(text: str, style: Style) -> float:
    return width(text, style.font) * style.size


def _chopped(word: str, style: Style, room: float) -> list[str]:
    """A word wider than the room in parts that fit: after a sign where words are broken, else anywhere.

    A letter is never parted from the marks above or below it.
    """
    parts: list[str] = []
    start = 0
    used = 0.0
    for at, char in enumerate(word):
        taken = width(char, style.font) * style.size
        if used + taken > room and at > start and not unicodedata.combining(char):
            cut = next((i for i in range(at, max(start, at - 24), -1) if word[i - 1] in _GOOD_BREAK), at)
            parts.append(word[start:cut])
            start = cut
            used = width(word[start:at], style.font) * style.size
        used += taken
    return [*parts, word[start:]]


def _line(pieces: Sequence[Piece], *, parted: bool = False) -> Line:
    style = pieces[0][1]
    trimmed = [*pieces[:-1], (pieces[-1][0].rstrip(" "), pieces[-1][1])]
    made: list[Run] = []
    greys: list[float] = []
    for text, own in trimmed:
        for run in runs(text, own.font):
            made.append(run)
            greys.append(own.grey)
    whole = "".join(text for text, _style in trimmed)
    width_of_all = sum(run[2] for run in made) * style.size
    if not is_rtl(whole):
        return Line(tuple(made), tuple(greys), style, width_of_all, False, parted=parted)
    return Line(tuple(made), tuple(greys), style, width_of_all, reads_rtl(whole), whole, parted)


def _shortened(pieces: Sequence[Piece], room: float) -> Line:
    """The line with an ellipsis at its end, and as much of its last piece as still fits."""
    *kept, (text, style) = pieces
    before = sum(width(piece, own.font) * own.size for piece, own in kept)
    while text and before + width(text.rstrip() + ELLIPSIS, style.font) * style.size > room:
        text = text[:-1]
    return _line([*kept, (text.rstrip() + ELLIPSIS, style)])
