"""Lines of text: broken to a width, drawn at a place. The one way that text gets on paper.

reportlab's own paragraphs read their text as markup, cannot wrap text that runs from right to left without
a further library, and make a table of some hundred rows slow; letters, words and lines are all that a
briefing needs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from reportlab.pdfgen.canvas import Canvas

from reports.archive import text_string
from reports.ink import ink
from reports.letters import Run, is_rtl, is_simple, reads_rtl, runs, simple_width, visible, width
from reports.style import Style
from reports.tags import Tag, Tags

_WORDS = re.compile(r" *[^ ]+| +")
_GOOD_BREAK = frozenset("-–—/\\_.,;:?&=")
ELLIPSIS = "…"

Piece = tuple[str, Style]
"""Text and how it is set. Several pieces in a row make one paragraph; sizes in it must agree."""


class Line(NamedTuple):
    """One set line. `width` in points.

    `said` is its text in the order it is read where letters are drawn in another; `parted` tells that a word
    goes on in the next line.
    """

    runs: tuple[Run, ...]
    greys: tuple[float, ...]
    style: Style
    width: float
    rtl: bool = False
    said: str = ""
    parted: bool = False


def lay(pieces: Iterable[Piece] | Piece, room: float, *, limit: int | None = None) -> list[Line]:
    """Break text to `room` points. At most `limit` lines, the last of them then ending in an ellipsis."""
    given = [pieces] if isinstance(pieces, tuple) else list(pieces)
    lines: list[Line] = []
    last: list[Piece] = []
    for paragraph in _paragraphs(given):
        for line, broken in _set(paragraph, room):
            if limit is not None and len(lines) == limit:
                lines[-1] = _shortened(last, room)
                return lines
            lines.append(line)
            last = broken
    return lines


def height(lines: Sequence[Line]) -> float:
    """The height of set lines in points."""
    return sum([line.style.leading for line in lines])


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
    code = ["BT"]
    at_x = at_y = 0.0
    grey = font = size = None
    for line in lines:
        style = line.style
        top -= style.leading
        shift = 0.0
        if align == "right" or (line.rtl and align == "left"):
            shift = room - line.width
        elif align == "centre":
            shift = (room - line.width) / 2
        right, up = round(x + shift, 2), round(top + (style.leading - style.size) / 2 + style.size * 0.22, 2)
        code.append(f"{right - at_x:.2f} {up - at_y:.2f} Td")
        at_x, at_y = right, up
        end = "" if line.parted else " "
        if line.said:
            code.append(f"/Span <</ActualText {text_string(line.said + end)}>> BDC")
        last = len(line.runs) - 1
        for at, (letters, by, _width) in enumerate(line.runs):
            written = ink(canvas, by)
            if by != font or style.size != size:
                font, size = by, style.size
                code.append(f"{written.name} {size:g} Tf")
            if line.greys[at] != grey:
                grey = line.greys[at]
                code.append(f"{grey:g} g")
            code.append(written.show(letters + end if at == last else letters, style.size))
        if line.said:
            code.append("EMC")
    code.append("ET")
    page: Any = canvas
    page._code.append(" ".join(code))
    return top


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


def _set(paragraph: list[Piece], room: float) -> Iterator[tuple[Line, list[Piece]]]:
    """The lines of one paragraph, each with what it was made of."""
    text, style = paragraph[0]
    if len(paragraph) > 1 or not is_simple(text, style.font):
        for pieces, parted in _break(paragraph, room):
            yield _line(pieces, parted=parted), pieces
        return
    greys = (style.grey,)
    for words, taken, parted in _fill(text.rstrip(" "), style, room):
        run = (words, style.font, taken / style.size)
        yield Line((run,), greys, style, taken, False, "", parted), [(words, style)]


def _fill(text: str, style: Style, room: float) -> Iterator[tuple[str, float, bool]]:
    """Text of one style and one font in lines: letters, their width, whether a word goes on after them."""
    font, size = style.font, style.size
    whole = simple_width(text, font) * size
    if whole <= room:
        yield text, whole, False
        return
    start = at = 0
    used = 0.0
    for found in _WORDS.findall(text):
        taken = simple_width(found, font) * size
        end = at + len(found)
        if used + taken > room and at > start:
            yield text[start:at], used, False
            start, used = end - len(found.lstrip(" ")), 0.0
            taken = simple_width(text[start:end], font) * size
        if taken > room:
            *full, rest = _chopped(text[start:end], style, room)
            for part in full:
                yield part, simple_width(part, font) * size, True
            start, taken = end - len(rest), simple_width(rest, font) * size
        used += taken
        at = end
    yield text[start:], used, False


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
