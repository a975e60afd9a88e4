"""A table that stays quick at any length: rows are set once, and splitting a page costs a binary search.

The header row is repeated on each page and a row is never split: the caller keeps cells short (`limit`),
and long texts go into an annex. Rows that belong together stay together where they fit on a page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import accumulate

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from domain.glyphs import Shape
from reports.glyphs import paint
from reports.style import CELL_STRONG, HAIRLINE, INK, LINE, RULE
from reports.tags import Tag, Tags, tags_of
from reports.text import Line, Piece, draw, height, lay

LIMIT = 36
NOTE_LIMIT = 22
"""Most lines of a cell and of a note: together they fit on a page of either size, so a row always does."""
_PAD = 2.6
_GAP = 6.0
_SIGN, _SIGN_ROOM = 6.6, 10.6
_TOGETHER = 480.0
"""Rows that are kept together on one page, at most, in points: as much as a page below its heading has."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width as a share of the table, where its text stands."""

    title: str
    share: float
    align: str = "left"
    ruled: bool = False
    """With a line at its left: a place to write by hand."""
    limit: int = LIMIT
    """Most lines of a cell; the last of them then ends in an ellipsis."""


Cell = Sequence[Piece | list[Piece]]
"""What stands in a cell: pieces, each beginning a new line; a list of them makes one line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: its cells, a note of several paragraphs below them from column `note_from` on."""

    cells: Sequence[Cell]
    note: Cell = ()
    note_from: int = 0
    strong: bool = False
    """Under a heavier line, for sums."""
    signs: Sequence[tuple[int, tuple[Shape, ...]]] = ()
    """Shapes in front of the first line of a cell, by column."""
    keep: bool = False
    """Not parted from the row after it."""
    least: float = 0.0
    """The least height in points, for rows that are written into by hand."""


@dataclass(frozen=True, slots=True)
class _Set:
    """A row that has been set."""

    cells: tuple[list[Line], ...]
    note: list[Line]
    entry: Entry
    height: float


class _Row:
    """A row in the structure. A note is a row of its own, beside the cells that stand left of it."""

    def __init__(self, tags: Tags, table: Tag, row: _Set, *, is_head: bool) -> None:
        self._tags, self._table, self._set = tags, table, row
        self._scope = "/Scope/Column" if is_head else "/Scope/Row"
        self._is_head = is_head
        self._spanned = row.entry.note_from if row.note and any(row.cells) else 0
        self._number = tags.row(table)
        self._cells: list[int] = []
        self._is_open = False

    def cell(self, at: int, lines: list[Line]) -> None:
        """Begin the cell of column `at`. Where only a note stands in a row, there are no cells."""
        self._end()
        if self._set.note and not any(self._set.cells):
            return
        role, content = ("TH", self._scope) if lines and (self._is_head or not at) else ("TD", "")
        content += "/RowSpan 2" if at < self._spanned else ""
        attributes = self._tags.attributes(content) if content else ""
        if lines:
            self._cells.append(self._tags.cell(role, self._number, attributes))
            self._is_open = True
        else:
            self._cells.append(self._tags.empty_cell(role, self._number, attributes))

    def note(self) -> None:
        """Begin the note."""
        self._end()
        columns = len(self._set.cells) - self._spanned
        if self._cells:
            self._tags.close_row(self._number, self._table, self._cells)
            self._number, self._cells = self._tags.row(self._table), []
            role, content = "TD", ""
        else:
            role, content = "TH", self._scope
        attributes = self._tags.attributes(f"{content}/ColSpan {columns}")
        self._cells.append(self._tags.cell(role, self._number, attributes))
        self._is_open = True

    def close(self) -> None:
        """The row ends."""
        self._end()
        self._tags.close_row(self._number, self._table, self._cells)

    def _end(self) -> None:
        if self._is_open:
            self._tags.end()
            self._is_open = False


class Ledger(Flowable):
    """A table of any length."""

    def __init__(self, columns: Sequence[Column], entries: Iterable[Entry], room: float) -> None:
        super().__init__()
        self._columns = columns
        shares = sum(column.share for column in columns)
        self._widths = [column.share / shares * room for column in columns]
        self._starts = [0.0, *accumulate(self._widths)]
        self._rooms = [*(width - _GAP for width in self._widths[:-1]), self._widths[-1]]
        self._room = room
        self._head = self._set(Entry([[(column.title, CELL_STRONG)] for column in columns]))
        self._rows = [self._set(entry) for entry in entries]
        self._ends = [0.0, *accumulate(row.height for row in self._rows)]
        self._kept = self._keep()
        self._first, self._last = 0, len(self._rows)
        self._table = Tag("Table")

    @property
    def count(self) -> int:
        """How many rows this part of it has, without the header."""
        return self._last - self._first

    def wrap(self, _room: float, _height: float) -> tuple[float, float]:
        """Width and height in points."""
        return self._room, self._head.height + self._ends[self._last] - self._ends[self._first]

    def split(self, _room: float, available: float) -> list[Flowable]:
        """The part that fits into `available` points, and the rest; nothing where not one row fits."""
        start = self._ends[self._first]
        fitting = bisect_right(self._ends, start + available - self._head.height, self._first) - 1
        fitting = min(fitting, self._last)
        while self._first < fitting < self._last and fitting in self._kept:
            fitting -= 1
        if fitting <= self._first:
            return []
        if fitting == self._last:
            return [self]
        return [self._part(self._first, fitting), self._part(fitting, self._last)]

    def draw(self) -> None:
        """Called by reportlab with the canvas moved to the lower left corner."""
        _width, top = self.wrap(0, 0)
        tags = tags_of(self.canv)
        if self._table.number:
            with tags.furniture():
                top = self._draw_row(self.canv, self._head, top, None)
        else:
            top = self._draw_row(self.canv, self._head, top, tags)
        self._line(top, RULE)
        for row in self._rows[self._first : self._last]:
            if row.entry.strong:
                self._line(top, RULE)
            below = self._draw_row(self.canv, row, top, tags)
            self._line(below, HAIRLINE)
            self._rule_columns(row, top, below)
            top = below

    def _part(self, first: int, last: int) -> Ledger:
        part = copy(self)
        part.__dict__.pop("_postponed", None)  # reportlab's mark on a flowable it has already moved once
        part._first, part._last = first, last
        return part

    def _keep(self) -> frozenset[int]:
        """The places between two rows (by the row below) where no page may end."""
        kept: set[int] = set()
        start = 0
        for at, row in enumerate(self._rows):
            if not row.entry.keep or at + 1 == len(self._rows):
                together = self._ends[at + 1] - self._ends[start] <= _TOGETHER
                kept.update(range(start + 1, at + 1) if together else {start + 1} if at > start else ())
                start = at + 1
        return frozenset(kept)

    def _set(self, entry: Entry) -> _Set:
        signed = {column for column, _shapes in entry.signs}
        cells = tuple(
            self._cell(cell, room - (_SIGN_ROOM if at in signed else 0.0), column.limit)
            for at, (cell, room, column) in enumerate(
                zip(entry.cells, self._rooms, self._columns, strict=True)
            )
        )
        note = self._cell(entry.note, self._room - self._starts[entry.note_from], NOTE_LIMIT)
        tall = max(map(height, cells)) + (height(note) + 1.5 if note else 0.0)
        return _Set(cells, note, entry, max(tall + 2 * _PAD, entry.least))

    @staticmethod
    def _cell(cell: Cell, room: float, limit: int) -> list[Line]:
        lines: list[Line] = []
        for piece in cell:
            if piece[0] and len(lines) < limit:
                lines += lay(piece, room, limit=limit - len(lines))
        return lines

    def _draw_row(self, canvas: Canvas, row: _Set, top: float, tags: Tags | None) -> float:
        inner = top - _PAD
        signs = dict(row.entry.signs)
        structure = tags and _Row(tags, self._table, row, is_head=row is self._head)
        for at, (lines, start, room, column) in enumerate(
            zip(row.cells, self._starts, self._rooms, self._columns, strict=False)
        ):
            moved = 0.0
            if at in signs:
                moved = _SIGN_ROOM
                paint(canvas, signs[at], start, inner - 1.9, _SIGN)
            if structure:
                structure.cell(at, lines)
            if lines:
                draw(canvas, lines, start + moved, inner, room - moved, align=column.align)
        if row.note:
            below = inner - max(map(height, row.cells)) - 1.5
            start = self._starts[row.entry.note_from]
            if structure:
                structure.note()
            draw(canvas, row.note, start, below, self._room - start)
        if structure:
            structure.close()
        return top - row.height

    def _rule_columns(self, row: _Set, top: float, below: float) -> None:
        if row.note:
            return
        for column, start in zip(self._columns, self._starts, strict=False):
            if column.ruled:
                self.canv.line(start - _GAP / 2, top, start - _GAP / 2, below)

    def _line(self, at: float, weight: float) -> None:
        self.canv.setStrokeGray(INK if weight > HAIRLINE else LINE)
        self.canv.setLineWidth(weight)
        self.canv.line(0, at, self._room, at)
