"""Rows of a table: set when a page comes to them, tagged while they are drawn, and then forgotten.

So a table of any length costs the memory of a page, and its rows may come from a generator.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import inf
from typing import NamedTuple

from domain.glyphs import Shape
from reports.letters import width
from reports.style import CELL_STRONG
from reports.tags import Box, Link, Tag, Tags
from reports.text import Line, Piece, height, lay

LIMIT = 36
NOTE_LIMIT = 22
"""Most lines of a cell and of a note: together they fit on a page of either size, so a row always does."""
PAD = 2.6
GAP = 6.0
SIGN, SIGN_ROOM = 6.6, 10.6
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
    least: float = 0.0
    """The least width for its text in points."""


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
    name: str = ""
    """Links lead to it by this name."""
    link: tuple[int, Link] | None = None
    """A column whose cell leads to another place."""
    note_link: Link | None = None


class SetRow(NamedTuple):
    """A row that has been set. `height` in points, and `upper`, that of its cells without the note."""

    cells: tuple[list[Line], ...]
    note: list[Line]
    entry: Entry
    height: float
    upper: float


class Grid:
    """Where the columns of a table stand, in points from its left. No word of a heading is parted."""

    def __init__(self, columns: Sequence[Column], room: float) -> None:
        self.columns = columns
        self.room = room
        widths = _widths(columns, room)
        self.starts = [0.0, *accumulate(widths)]
        self.rooms = [*(width - GAP for width in widths[:-1]), widths[-1]]

    def head(self) -> SetRow:
        """The row of the headings."""
        return self.set(Entry([[(column.title, CELL_STRONG)] for column in self.columns]))

    def set(self, entry: Entry) -> SetRow:
        """The row, set."""
        signed = {column for column, _shapes in entry.signs}
        cells = tuple(
            _cell(cell, room - (SIGN_ROOM if at in signed else 0.0), column.limit)
            for at, (cell, room, column) in enumerate(zip(entry.cells, self.rooms, self.columns, strict=True))
        )
        note = _cell(entry.note, self.room - self.starts[entry.note_from], NOTE_LIMIT)
        upper = max(map(height, cells))
        tall = upper + (height(note) + 1.5 if note else 0.0)
        return SetRow(cells, note, entry, max(tall + 2 * PAD, entry.least), upper)


def least_widths(columns: Sequence[Column]) -> list[float]:
    """How narrow each column may be in points, with the gap after it, and no word of its heading parted."""
    least = [max(_longest_word([(column.title, CELL_STRONG)]), column.least) + GAP for column in columns]
    return [*least[:-1], least[-1] - GAP]


def _widths(columns: Sequence[Column], room: float) -> list[float]:
    """As the shares say, but columns that hold a longer word take from those that have room to spare."""
    shares = sum(column.share for column in columns)
    wished = [column.share / shares * room for column in columns]
    least = least_widths(columns)
    if sum(least) > room:
        least = least_widths([replace(column, least=0.0) for column in columns])
    spare = [max(has - needs, 0.0) for has, needs in zip(wished, least, strict=True)]
    lacking = sum(max(needs - has, 0.0) for has, needs in zip(wished, least, strict=True))
    if not lacking or lacking > sum(spare):
        return wished
    part = lacking / sum(spare)
    return [max(has, needs) - extra * part for has, needs, extra in zip(wished, least, spare, strict=True)]


def fitted(columns: Sequence[Column], entries: Sequence[Entry]) -> list[Column]:
    """The columns of a short table, each at least as wide as the longest word in it, where all have room."""
    return [
        replace(column, least=_longest_word(piece for entry in entries for piece in entry.cells[at]))
        for at, column in enumerate(columns)
    ]


def _longest_word(pieces: Iterable[Piece | list[Piece]]) -> float:
    """Its width in points."""
    flat = (each for piece in pieces for each in (piece if isinstance(piece, list) else [piece]))
    words = ((word, style) for text, style in flat for word in text.split())
    return max((width(word, style.font) * style.size for word, style in words), default=0.0) + 0.01


def _cell(cell: Cell, room: float, limit: int) -> list[Line]:
    lines: list[Line] = []
    for piece in cell:
        if piece[0] and len(lines) < limit:
            lines += lay(piece, room, limit=limit - len(lines))
    return lines


class Rows:
    """All rows of a table, however many pages share them."""

    def __init__(self, grid: Grid, entries: Iterable[Entry]) -> None:
        self._grid = grid
        self._entries = iter(entries)
        self._set: list[SetRow | None] = []
        self._start = 0
        self.ends = [0.0]
        """Where the rows set so far end, in points from where the first begins."""
        self.kept: set[int] = set()
        """The places between two rows (by the row below) where no page may end."""
        self.complete = False
        self.table = Tag("Table")
        self.title = ""
        """The heading that the table stands under."""

    def __len__(self) -> int:
        """How many rows are set so far."""
        return len(self._set)

    def reach(self, tall: float = inf) -> None:
        """Set rows until they are taller than `tall`, the rows they are kept together with, and one more."""
        while self.ends[-1] <= tall or self._start < len(self._set):
            if not self._next():
                return
        self._next()

    def take(self, first: int, last: int) -> Iterator[SetRow]:
        """The rows from `first` to before `last`, each of which is forgotten then."""
        for at in range(first, last):
            row, self._set[at] = self._set[at], None
            assert row is not None
            yield row

    def _next(self) -> bool:
        if self.complete:
            return False
        entry = next(self._entries, None)
        if entry is None:
            self.complete = True
            if self._start < len(self._set):
                self._close(len(self._set))
            return False
        row = self._grid.set(entry)
        self._set.append(row)
        self.ends.append(self.ends[-1] + row.height)
        if not entry.keep:
            self._close(len(self._set))
        return True

    def _close(self, end: int) -> None:
        """The rows since `_start` belong together; where they fit on no page, its first two do."""
        if self.ends[end] - self.ends[self._start] <= _TOGETHER:
            self.kept.update(range(self._start + 1, end))
        elif end - self._start > 1:
            self.kept.add(self._start + 1)
        self._start = end


class TaggedRow:
    """A row in the structure. A note is a row of its own, beside the cells that stand left of it."""

    def __init__(self, tags: Tags, table: Tag, row: SetRow, *, is_head: bool) -> None:
        self._tags, self._table, self._set = tags, table, row
        self._scope = "/Scope/Column" if is_head else "/Scope/Row"
        self._is_head = is_head
        self._spanned = row.entry.note_from if row.note and any(row.cells) else 0
        self._number = tags.row(table)
        self._cells: list[int] = []
        self._is_open = False

    def cell(self, at: int, lines: list[Line], box: Box) -> None:
        """Begin the cell of column `at`. Where only a note stands in a row, there are no cells."""
        self._end()
        if self._set.note and not any(self._set.cells):
            return
        role, content = ("TH", self._scope) if lines and (self._is_head or not at) else ("TD", "")
        content += "/RowSpan 2" if at < self._spanned else ""
        attributes = self._tags.attributes(content) if content else ""
        if lines:
            link = self._set.entry.link
            self._begin(role, attributes, link[1] if link and link[0] == at else None, box)
        else:
            self._cells.append(self._tags.empty_cell(role, self._number, attributes))

    def note(self, box: Box) -> None:
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
        self._begin(role, attributes, self._set.entry.note_link, box)

    def close(self) -> None:
        """The row ends."""
        self._end()
        self._tags.close_row(self._number, self._table, self._cells)

    def _begin(self, role: str, attributes: str, link: Link | None, box: Box) -> None:
        if link:
            self._cells.append(self._tags.linked_cell(role, self._number, attributes, link, box))
        else:
            self._cells.append(self._tags.cell(role, self._number, attributes))
        self._is_open = True

    def _end(self) -> None:
        if self._is_open:
            self._tags.end()
            self._is_open = False
