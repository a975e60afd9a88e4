"""A table that stays quick at any length: splitting a page costs a binary search.

The header row is repeated on each page, under a line that says what goes on; a row is never split: the
caller keeps cells short (`limit`), and long texts go into an annex. Rows that belong together stay together
where they fit on a page, and no page holds a single row of a longer table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable

from domain.words import _
from reports.glyphs import paint
from reports.rows import GAP, LIMIT, PAD, SIGN, SIGN_ROOM, Cell, Column, Entry, Grid, Rows, SetRow, TaggedRow
from reports.style import HAIRLINE, INK, LABEL, LINE, RULE
from reports.tags import Tags, tags_of
from reports.text import draw, one_line

__all__ = ["LIMIT", "Cell", "Column", "Entry", "Ledger"]

_CONTINUED = 12.0
_LOW = 150.0
"""Where so little of a page is left, in points, a table does not begin with a single row."""


class Ledger(Flowable):
    """A table of any length. `entries` are read as pages come to them."""

    def __init__(self, columns: Sequence[Column], entries: Iterable[Entry], room: float) -> None:
        super().__init__()
        self._grid = Grid(columns, room)
        self._head = self._grid.head()
        self._rows = Rows(self._grid, entries)
        self._first = 0
        self._end: int | None = None

    @property
    def columns(self) -> Sequence[Column]:
        """From left to right."""
        return self._grid.columns

    @property
    def count(self) -> int:
        """How many rows this part of it has, without the header."""
        if self._end is None:
            self._rows.reach()
        return self._last - self._first

    def wrap(self, _room: float, available: float) -> tuple[float, float]:
        """Width and height in points. Where only a part of it fits into `available`, any greater height."""
        if self._end is None:
            self._rows.reach(self._rows.ends[self._first] + available if available else float("inf"))
        return self._grid.room, self._above() + self._rows.ends[self._last] - self._rows.ends[self._first]

    def split(self, _room: float, available: float) -> list[Flowable]:
        """The part that fits into `available` points, and the rest; nothing where it cannot begin here."""
        rows, first = self._rows, self._first
        below = rows.ends[first] + available - self._above()
        if self._end is None:
            rows.reach(below)
        fitting = min(bisect_right(rows.ends, below, first) - 1, self._last)
        ends_here = self._end is not None or rows.complete
        if fitting == self._last and ends_here:
            return [self] if fitting > first else []
        turn: list[Flowable] = []
        if ends_here and fitting == self._last - 1 and fitting - first > 2:
            fitting -= 1
            turn = [CondPageBreak(available)]  # else the room that this leaves would be used
        while first < fitting and fitting in rows.kept:
            fitting -= 1
        is_alone = fitting - first == 1 and not first and available < _LOW
        if fitting <= first or is_alone:
            return []
        return [self._part(first, fitting), *turn, self._part(fitting, self._end)]

    def opening(self) -> float:
        """How much of a page it needs to begin, in points: two rows, and those kept together with them."""
        rows = self._rows
        rows.reach(0)
        last = min(2, len(rows))
        while last in rows.kept:
            last += 1
        return self._above() + rows.ends[last]

    def draw(self) -> None:
        """Called by reportlab with the canvas moved to the lower left corner."""
        rows = self._rows
        tags = tags_of(self.canv)
        top = self._above() + rows.ends[self._last] - rows.ends[self._first]
        if self._first:
            with tags.furniture():
                words = one_line(_("{title}, continued").format(title=rows.title), LABEL, self._grid.room)
                draw(self.canv, words, 0, top, self._grid.room)
                top = self._draw_row(self._head, top - _CONTINUED, None)
        else:
            rows.title = tags.title
            top = self._draw_row(self._head, top, tags)
        self._line(top, RULE)
        hairlines: list[float] = []
        for row in rows.take(self._first, self._last):
            if row.entry.strong:
                self._line(top, RULE)
                hairlines = hairlines[:-1]
            below = self._draw_row(row, top, tags)
            hairlines.append(below)
            self._rule_columns(row, top, below)
            top = below
        self._hairlines(hairlines)

    @property
    def _last(self) -> int:
        return len(self._rows) if self._end is None else self._end

    def _above(self) -> float:
        """The height of what stands above the rows."""
        return self._head.height + (_CONTINUED if self._first else 0.0)

    def _part(self, first: int, end: int | None) -> Ledger:
        part = copy(self)
        part.__dict__.pop("_postponed", None)  # reportlab's mark on a flowable it has already moved once
        part._first, part._end = first, end
        return part

    def _draw_row(self, row: SetRow, top: float, tags: Tags | None) -> float:
        canvas, grid = self.canv, self._grid
        inner = top - PAD
        signs = dict(row.entry.signs)
        structure = tags and TaggedRow(tags, self._rows.table, row, is_head=row is self._head)
        left, up = canvas.absolutePosition(0, top)
        if structure and tags and row.entry.name:
            tags.name_place(row.entry.name, (left, up))
        for at, (lines, start, room, column) in enumerate(
            zip(row.cells, grid.starts, grid.rooms, grid.columns, strict=False)
        ):
            moved = 0.0
            if at in signs:
                moved = SIGN_ROOM
                paint(canvas, signs[at], start, inner - 1.9, SIGN)
            if structure:
                right = left + start + room
                structure.cell(at, lines, (left + start, up - PAD - row.upper, right, up))
            if lines:
                draw(canvas, lines, start + moved, inner, room - moved, align=column.align)
        if row.note:
            below = inner - row.upper - 1.5
            start = grid.starts[row.entry.note_from]
            if structure:
                structure.note((left + start, up - row.height, left + grid.room, up - top + below))
            draw(canvas, row.note, start, below, grid.room - start)
        if structure:
            structure.close()
        return top - row.height

    def _rule_columns(self, row: SetRow, top: float, below: float) -> None:
        if row.note:
            return
        for column, start in zip(self._grid.columns, self._grid.starts, strict=False):
            if column.ruled:
                self._stroke(LINE, HAIRLINE)
                self.canv.line(start - GAP / 2, top, start - GAP / 2, below)

    def _line(self, at: float, weight: float) -> None:
        self._stroke(INK if weight > HAIRLINE else LINE, weight)
        self.canv.line(0, at, self._grid.room, at)

    def _hairlines(self, places: Sequence[float]) -> None:
        """All of a page in one stroke."""
        if places:
            self._stroke(LINE, HAIRLINE)
            page: Any = self.canv
            room = self._grid.room
            page._code.append(" ".join(["n", *(f"0 {at:.2f} m {room:.2f} {at:.2f} l" for at in places), "S"]))

    def _stroke(self, grey: float, weight: float) -> None:
        self.canv.setStrokeGray(grey)
        self.canv.setLineWidth(weight)
