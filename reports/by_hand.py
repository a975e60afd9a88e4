"""Room to write by hand, for a desk that goes on with a pen: blank rows, and lines to sign on."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from reports.blocks import Text
from reports.ledger import Column, Entry, Ledger
from reports.style import CELL, HAIRLINE, HEADING, INK, LABEL
from reports.text import draw, lay

ROW = 24.0
"""The height of a row for handwriting, in points: 8.5 mm."""


class BlankRows(Flowable):
    """A table to be filled in, with as many rows as the page has room for; nothing where it has none."""

    _ABOVE = 14.0

    def __init__(
        self, title: str, explained: str, columns: Sequence[Column], room: float, *, least: int, most: int
    ) -> None:
        super().__init__()
        self._columns, self._room = columns, room
        self._least, self._most = least, most
        self._head = Text([(title, HEADING)], room)
        self._explained = Text([(explained, LABEL)], room)
        self._table = self._rows(0)

    def wrap(self, room: float, available: float) -> tuple[float, float]:
        """Width and height in points."""
        empty = self._above() + self._rows(0).wrap(room, available)[1]
        count = min(int((available - empty) // ROW), self._most)
        if count < self._least:
            self._table = self._rows(0)
            return self._room, 0
        self._table = self._rows(count)
        return self._room, empty + count * ROW

    def draw(self) -> None:
        """Called by reportlab with the canvas moved to the lower left corner."""
        if not self._table.count:
            return
        tall = self._table.wrap(self._room, 0)[1]
        self._table.drawOn(self.canv, 0, 0)
        self._explained.drawOn(self.canv, 0, tall + 4)
        self._head.drawOn(self.canv, 0, tall + 4 + self._explained.wrap(self._room, 0)[1])

    def _above(self) -> float:
        return self._ABOVE + sum(part.wrap(self._room, 0)[1] for part in (self._head, self._explained)) + 4

    def _rows(self, count: int) -> Ledger:
        blank = Entry([()] * len(self._columns), least=ROW)
        return Ledger(self._columns, [blank] * count, self._room)


class Signatures(Flowable):
    """Lines to sign on, side by side, each above its words; kept in one piece."""

    _LINE = 34.0

    def __init__(self, words: Sequence[str], room: float) -> None:
        super().__init__()
        self._room = room
        self._each = room / len(words)
        self._set = [lay((text, CELL), self._each - 14) for text in words]

    def wrap(self, _room: float, _height: float) -> tuple[float, float]:
        """Width and height in points."""
        return self._room, self._LINE + max(sum(line.style.leading for line in lines) for lines in self._set)

    def draw(self) -> None:
        """Called by reportlab with the canvas moved to the lower left corner."""
        top = self.wrap(0, 0)[1] - self._LINE
        self.canv.setStrokeGray(INK)
        self.canv.setLineWidth(2 * HAIRLINE)
        for at, lines in enumerate(self._set):
            x = at * self._each
            self.canv.line(x, top, x + self._each - 14, top)
            draw(self.canv, lines, x, top - 1, self._each - 14)
