"""A table that stays quick at any length: rows are set once, and splitting a page costs a binary search.

The header row is repeated on each page and a row is never split: the caller keeps cells short (`limit`),
and long texts go into an annex.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import accumulate

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from reports.style import CELL_STRONG, HAIRLINE, INK, LINE, RULE
from reports.text import Line, Piece, draw, height, lay

LIMIT = 36
NOTE_LIMIT = 22
"""Most lines of a cell and of a note: together they fit on a page of either size, so a row always does."""
_PAD = 2.6
_GAP = 6.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width as a share of the table, where its text stands."""

    title: str
    share: float
    align: str = "left"


Cell = Sequence[Piece]
"""What stands in a cell: pieces, each beginning a new line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: its cells, a note of several paragraphs below them from column `note_from` on."""

    cells: Sequence[Cell]
    note: Cell = ()
    note_from: int = 0
    strong: bool = False
    """Under a heavier line, for sums."""


@dataclass(frozen=True, slots=True)
class _Set:
    """A row that has been set."""

    cells: tuple[list[Line], ...]
    note: list[Line]
    note_from: int
    strong: bool
    height: float


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
        self._first, self._last = 0, len(self._rows)

    def wrap(self, _room: float, _height: float) -> tuple[float, float]:
        """Width and height in points."""
        return self._room, self._head.height + self._ends[self._last] - self._ends[self._first]

    def split(self, _room: float, available: float) -> list[Flowable]:
        """The part that fits into `available` points, and the rest; nothing where not one row fits."""
        start = self._ends[self._first]
        fitting = bisect_right(self._ends, start + available - self._head.height, self._first) - 1
        fitting = min(fitting, self._last)
        if fitting <= self._first:
            return []
        if fitting == self._last:
            return [self]
        return [self._part(self._first, fitting), self._part(fitting, self._last)]

    def draw(self) -> None:
        """Called by reportlab with the canvas moved to the lower left corner."""
        _width, top = self.wrap(0, 0)
        top = self._draw_row(self.canv, self._head, top)
        self._line(top, RULE)
        for row in self._rows[self._first : self._last]:
            if row.strong:
                self._line(top, RULE)
            top = self._draw_row(self.canv, row, top)
            self._line(top, HAIRLINE)

    def _part(self, first: int, last: int) -> Ledger:
        part = copy(self)
        part.__dict__.pop("_postponed", None)  # reportlab's mark on a flowable it has already moved once
        part._first, part._last = first, last
        return part

    def _set(self, entry: Entry) -> _Set:
        cells = tuple(self._cell(cell, room) for cell, room in zip(entry.cells, self._rooms, strict=True))
        note = self._cell(entry.note, self._room - self._starts[entry.note_from], NOTE_LIMIT)
        tall = max(map(height, cells)) + (height(note) + 1.5 if note else 0.0)
        return _Set(cells, note, entry.note_from, entry.strong, tall + 2 * _PAD)

    @staticmethod
    def _cell(cell: Cell, room: float, limit: int = LIMIT) -> list[Line]:
        lines: list[Line] = []
        for piece in cell:
            if piece[0] and len(lines) < limit:
                lines += lay(piece, room, limit=limit - len(lines))
        return lines

    def _draw_row(self, canvas: Canvas, row: _Set, top: float) -> float:
        inner = top - _PAD
        for lines, start, room, column in zip(
            row.cells, self._starts, self._rooms, self._columns, strict=False
        ):
            if lines:
                draw(canvas, lines, start, inner, room, align=column.align)
        if row.note:
            below = inner - max(map(height, row.cells)) - 1.5
            start = self._starts[row.note_from]
            draw(canvas, row.note, start, below, self._room - start)
        return top - row.height

    def _line(self, at: float, weight: float) -> None:
        self.canv.setStrokeGray(INK if weight > HAIRLINE else LINE)
        self.canv.setLineWidth(weight)
        self.canv.line(0, at, self._room, at)
