"""The legend of a map: each sign with what it means and how many there are, then the desk's own lines."""

from __future__ import annotations

from reportlab.platypus import Flowable

from domain.map.facts import MapFacts
from domain.map.overlay import PURPOSES
from domain.words import _, number
from reports.glyphs import paint
from reports.map_overlays import sample
from reports.style import INK, LABEL, SEMIBOLD, SOFT, Style
from reports.tags import Tag, tags_of
from reports.text import draw, one_line

_ROW = 11.5
_COLUMNS = 3
_WORDS = Style(LABEL.font, 7.5, 11.5, INK)
_COUNT = Style(SEMIBOLD, 7.5, 11.5, INK)
_SIGN = 6.6


class Key(Flowable):
    """Signs with words, in three columns, read downwards."""

    def __init__(self, facts: MapFacts, room: float) -> None:
        super().__init__()
        self._room = room
        self._signs = facts.legend()
        self._overlays = facts.overlays
        self._entries = len(self._signs) + len(self._overlays) + any(facts.radii)
        self._rows = -(-self._entries // _COLUMNS)

    def wrap(self, _room: float, _height: float) -> tuple[float, float]:
        """Width and height in points."""
        return self._room, self._rows * _ROW

    def draw(self) -> None:
        """Called by reportlab with the canvas moved to the lower left corner."""
        each = self._room / _COLUMNS
        tags, whole = tags_of(self.canv), Tag("L")
        for at in range(self._entries):
            column, row = divmod(at, self._rows)
            with tags.content(Tag("LBody", Tag("LI", whole))):
                self._entry(at, column * each, (self._rows - row) * _ROW, each)

    def _entry(self, at: int, x: float, top: float, each: float) -> None:
        if at < len(self._signs):
            family, count = self._signs[at]
            paint(self.canv, family.shapes, x, top - 2.4, _SIGN)
            end = self._words(family.label, x + 13, top, each - 31)
            draw(self.canv, one_line(number(count), _COUNT, 30), x + 13 + end + 4, top, 30)
        elif at < len(self._signs) + len(self._overlays):
            overlay = self._overlays[at - len(self._signs)]
            sample(self.canv, overlay.purpose, x, top - _ROW / 2, 10)
            purpose = PURPOSES.label(overlay.purpose)
            self._words(
                _("{name} ({purpose})").format(name=overlay.name, purpose=purpose), x + 13, top, each - 20
            )
        else:
            self.canv.setStrokeGray(SOFT)
            self.canv.setLineWidth(0.45)
            self.canv.circle(x + _SIGN / 2, top - _ROW / 2, 3.4, stroke=1, fill=0)
            self._words(_("how well a position is known"), x + 13, top, each - 20)

    def _words(self, text: str, x: float, top: float, room: float) -> float:
        """Set the words; answers how wide they are."""
        lines = one_line(text, _WORDS, room)
        draw(self.canv, lines, x, top, room)
        return lines[0].width
