"""What a heading stands over begins on the same page: page breaks that know what comes after them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from reports.beside import Beside
from reports.blocks import Heading, Text
from reports.ledger import Ledger

_SHORT = 48.0
"""A text no taller, in points, stays with what comes after it."""
_TWO_LINES = 30.0
_MOST = 0.9
"""Of a page, at most, is kept together."""
_FOLLOWING = 9


def together(story: Sequence[Flowable], room: float, tall: float) -> Iterator[Flowable]:
    """The story, in which a conditional page break asks for as much as what comes after it needs to begin."""
    for at, part in enumerate(story):
        if isinstance(part, CondPageBreak):
            yield _Opening(part.height, story[at + 1 : at + 1 + _FOLLOWING], room, tall)
        else:
            yield part


class _Opening(CondPageBreak):
    """Breaks the page where less than the beginning of what follows would fit. All sizes in points."""

    def __init__(self, least: float, following: Sequence[Flowable], room: float, tall: float) -> None:
        super().__init__(least)
        self._following, self._room, self._tall = following, room, tall

    def wrap(self, room: float, available: float) -> tuple[float, float]:
        """Called by reportlab when it comes to it."""
        self.height = min(max(self.height, self._needed()), self._tall * _MOST)
        width, height = super().wrap(room, available)
        return width, height

    def _needed(self) -> float:
        """As much as follows before a page may end."""
        need = 0.0
        for part in self._following:
            if isinstance(part, CondPageBreak):
                break
            if isinstance(part, Ledger | Beside):
                return need + part.opening()
            height = part.wrap(self._room, self._tall)[1]
            if isinstance(part, Spacer | Heading) or height <= _SHORT:
                need += height + part.getSpaceBefore()
            else:
                return need + (_TWO_LINES if isinstance(part, Text) else height)
        return need
