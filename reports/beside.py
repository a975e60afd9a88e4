"""Things beside each other on a page."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from reports.ledger import Ledger


class Beside(Flowable):
    """Things beside each other, all at the top; each goes on on the next page by itself."""

    def __init__(self, parts: Sequence[tuple[Flowable, float]], room: float) -> None:
        """`parts` are flowables that can be split, with the distance of each from the left."""
        super().__init__()
        self._parts = parts
        self._room = room

    def wrap(self, room: float, available: float) -> tuple[float, float]:
        """Width and height in points."""
        return self._room, max(part.wrap(room, available)[1] for part, _x in self._parts)

    def split(self, room: float, available: float) -> list[Flowable]:
        """What fits of each into `available` points, and the rest; nothing where one cannot begin."""
        cut = [(part.split(room, available), x) for part, x in self._parts]
        if not all(pieces for pieces, _x in cut):
            return []
        rests = [(pieces[-1], x) for pieces, x in cut if len(pieces) > 1]
        firsts = [(pieces[0], x) for pieces, x in cut]
        turn = [pieces[1] for pieces, _x in cut if len(pieces) > 2][:1]
        return [Beside(firsts, self._room), *turn, Beside(rests, self._room)] if rests else [self]

    def opening(self) -> float:
        """How much of a page they need to begin, in points."""
        return max(part.opening() for part, _x in self._parts if isinstance(part, Ledger))

    def draw(self) -> None:
        """Called by reportlab with the canvas moved to the lower left corner."""
        total = self.wrap(self._room, 0)[1]
        for part, x in self._parts:
            part.drawOn(self.canv, x, total - part.wrap(self._room, 0)[1])
