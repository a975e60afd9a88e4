"""The building stones of a page other than tables: headings, running text, key figures, two columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import accumulate

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from domain.glyphs import Shape
from reports.glyphs import paint
from reports.letters import visible
from reports.style import CELL, FIGURE, HAIRLINE, HEADING, INK, LABEL, LINE, RULE, Style
from reports.tags import Link, Tag, on_page, tags_of
from reports.text import Line, Piece, draw, height, lay, one_line

FIGURES = "figures"
"""The name of the place where the key figures are."""


class Heading(Flowable):
    """A heading, and its entry in the outline."""

    def __init__(
        self,
        text: str,
        room: float,
        *,
        style: Style = HEADING,
        level: int = 2,
        space_before: float = 0.0,
        name: str = "",
        link: Link | None = None,
    ) -> None:
        """Level 1 is the title, 2 a section, 3 a part of one. Links lead to its `name`; it may be one itself.

        `space_before` in points is left out at the top of a page.
        """
        super().__init__()
        self.spaceBefore = space_before
        self._text = " ".join(visible(text).split())
        self._lines = lay((text, style), room)
        self._room = room
        self._level = level
        self._name, self._link = name, link

    def wrap(self, _room: float, _height: float) -> tuple[float, float]:
        """Width and height in points."""
        return self._room, height(self._lines)

    def draw(self) -> None:
        """Called by reportlab with the canvas moved to the lower left corner."""
        top = height(self._lines)
        key = f"heading-{self.canv.getPageNumber()}-{round(self.canv.absolutePosition(0, top)[1])}"
        self.canv.bookmarkHorizontal(key, 0, top)
        self.canv.addOutlineEntry(self._text, key, max(self._level - 2, 0))
        tags = tags_of(self.canv)
        tags.title, tags.level = self._text, self._level
        tags.name_place(self._name, self.canv.absolutePosition(0, top))
        box = on_page(self.canv, (0, 0, self._room, top))
        with tags.leading(self._link, Tag(f"H{self._level}"), box):
            draw(self.canv, self._lines, 0, top, self._room)


def section(
    title: str, room: float, *, need: float = 70, name: str = "", link: Link | None = None
) -> Iterator[Flowable]:
    """A heading that never stands alone at the foot of a page: `need` points of it stay together."""
    yield CondPageBreak(need + 40)
    yield Heading(title, room, space_before=13, name=name, link=link)
    yield Ruling(room, HAIRLINE)
    yield Spacer(1, 4)


class Text(Flowable):
    """Running text; it may go on on the next page, but leaves no single line on either."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        room: float,
        *,
        bar: bool = False,
        role: str = "P",
        name: str = "",
        link: Link | None = None,
    ) -> None:
        """`bar` puts a line at its left, for what somebody assessed; `role` is its place in the structure.

        Links lead to its `name`; it may be one itself.
        """
        super().__init__()
        self._name, self._link = name, link
        self._indent = 9.0 if bar else 0.0
        self._room = room
        self._tag = Tag(role)
        self._pieces = pieces
        self._set: list[Line] = []

    @property
    def _lines(self) -> list[Line]:
        """Set when a page comes to them."""
        if not self._set:
            self._set = lay(self._pieces, self._room - self._indent)
        return self._set

    def wrap(self, _room: float, _height: float) -> tuple[float, float]:
        """Width and height in points."""
        return self._room, height(self._lines)

    def split(self, _room: float, available: float) -> list[Flowable]:
        """The lines that fit into `available` points, and the rest."""
        ends = list(accumulate(line.style.leading for line in self._lines))
        fitting = sum(1 for end in ends if end <= available)
        if fitting < 2:
            return []
        if fitting >= len(self._lines):
            return [self]
        if fitting == len(self._lines) - 1 and fitting > 2:
            fitting -= 1
        return [self._part(self._lines[:fitting]), self._part(self._lines[fitting:])]

    def draw(self) -> None:
        """Called by reportlab with the canvas moved to the lower left corner."""
        top = height(self._lines)
        if self._indent:
            self.canv.setFillGray(INK)
            self.canv.rect(0, 1.5, 1.6, top - 3, stroke=0, fill=1)
        tags = tags_of(self.canv)
        tags.name_place(self._name, self.canv.absolutePosition(0, top))
        with tags.leading(self._link, self._tag, on_page(self.canv, (0, 0, self._room, top))):
            draw(self.canv, self._lines, self._indent, top, self._room - self._indent)
        if self._pieces:
            self._set = []  # a long annex costs the memory of a page

    def _part(self, lines: list[Line]) -> Text:
        part = copy(self)
        part.__dict__.pop("_postponed", None)  # reportlab's mark on a flowable it has already moved once
        part._pieces, part._set = (), lines
        return part


class Ruling(Flowable):
    """A horizontal line across the page."""

    def __init__(self, room: float, weight: float = RULE) -> None:
        super().__init__()
        self._room, self._weight = room, weight

    def wrap(self, _room: float, _height: float) -> tuple[float, float]:
        """Width and height in points."""
        return self._room, self._weight

    def draw(self) -> None:
        """Called by reportlab with the canvas moved to the lower left corner."""
        self.canv.setStrokeGray(INK if self._weight > HAIRLINE else LINE)
        self.canv.setLineWidth(self._weight)
        self.canv.line(0, 0, self._room, 0)


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure: the number, what it counts, and lines that compare it."""

    value: str
    label: str
    details: tuple[str, ...] = ()
    link: Link | None = None
    """Where it is told in full."""


class Strip(Flowable):
    """Key figures side by side, divided by hairlines."""

    _PAD = 8.0

    def __init__(self, figures: Sequence[Figure], room: float, *, value: Style = FIGURE) -> None:
        super().__init__()
        self._room = room
        self._width = room / len(figures)
        inner = self._width - 2 * self._PAD
        self._value = value
        self._set = [self._figure(figure, inner, first=i == 0) for i, figure in enumerate(figures)]
        self._links = [figure.link for figure in figures]
        self._height = max(height(lines) for lines in self._set) + 2 * self._PAD - 2

    def wrap(self, _room: float, _height: float) -> tuple[float, float]:
        """Width and height in points."""
        return self._room, self._height

    def draw(self) -> None:
        """Called by reportlab with the canvas moved to the lower left corner."""
        self.canv.setLineWidth(HAIRLINE)
        self.canv.setStrokeGray(LINE)
        tags = tags_of(self.canv)
        tags.name_place(FIGURES, self.canv.absolutePosition(0, self._height))
        for at, (lines, link) in enumerate(zip(self._set, self._links, strict=True)):
            x = at * self._width
            if at:
                self.canv.line(x, 5, x, self._height - 5)
            left = x + (self._PAD if at else 0)
            with tags.leading(link, Tag("P"), on_page(self.canv, (x, 0, x + self._width, self._height))):
                draw(self.canv, lines, left, self._height - self._PAD + 2, self._width - 2 * self._PAD)
        self.canv.setLineWidth(HAIRLINE * 2)
        self.canv.setStrokeGray(INK)
        self.canv.line(0, 0, self._room, 0)
        self.canv.line(0, self._height, self._room, self._height)

    def _figure(self, figure: Figure, inner: float, *, first: bool) -> list[Line]:
        inner += self._PAD if first else 0
        style = self._value
        while len(lay((figure.value, style), inner)) > 1 and style.size > 9:
            style = Style(style.font, style.size - 1, style.leading, style.grey)
        label = Style(LABEL.font, LABEL.size, LABEL.leading, INK)
        lines = [*lay((figure.value, style), inner, limit=1), *lay((figure.label, label), inner)]
        for detail in figure.details:
            lines += lay((detail, LABEL), inner)
        return lines


class Facts(Flowable):
    """Short facts side by side, each under its name."""

    def __init__(self, facts: Sequence[tuple[str, ...]], room: float) -> None:
        """Each fact is its name and its lines. Columns are as wide as what stands in them needs."""
        super().__init__()
        self._room = room
        gap = 18.0
        longest = room - gap * (len(facts) - 1)
        self._set: list[tuple[float, list[Line]]] = []
        x = 0.0
        for name, *values in facts:
            lines = lay((name, LABEL), longest)
            for value in values:
                lines += lay((value, CELL), min(longest, max(room - x, 90.0)))
            self._set.append((x, lines))
            x += max(line.width for line in lines) + gap

    def wrap(self, _room: float, _height: float) -> tuple[float, float]:
        """Width and height in points."""
        return self._room, max(height(lines) for _x, lines in self._set)

    def draw(self) -> None:
        """Called by reportlab with the canvas moved to the lower left corner."""
        top = self.wrap(0, 0)[1]
        for x, lines in self._set:
            draw(self.canv, lines, x, top, self._room)


class Legend(Flowable):
    """Signs with their words, in as many columns as asked."""

    def __init__(self, signs: Sequence[tuple[tuple[Shape, ...], str]], room: float, columns: int) -> None:
        super().__init__()
        self._signs, self._room, self._columns = signs, room, columns

    def wrap(self, _room: float, _height: float) -> tuple[float, float]:
        """Width and height in points."""
        rows = -(-len(self._signs) // self._columns)
        return self._room, rows * 12.0

    def draw(self) -> None:
        """Called by reportlab with the canvas moved to the lower left corner."""
        top = self.wrap(0, 0)[1]
        each = self._room / self._columns
        style = Style(LABEL.font, 8, 12, INK)
        tags, whole = tags_of(self.canv), Tag("L")
        for at, (shapes, words) in enumerate(self._signs):
            row, column = divmod(at, self._columns)
            paint(self.canv, shapes, column * each, top - row * 12 - 2.6, 7)
            with tags.content(Tag("LBody", Tag("LI", whole))):
                draw(
                    self.canv,
                    one_line(words, style, each - 16),
                    column * each + 12,
                    top - row * 12,
                    each - 16,
                )
