"""What the map shows and how it is painted, without the events that move it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from domain.area import corners_of
from domain.filter import Aspect, Filter
from domain.map.facts import SMALLEST_M
from domain.map.labels import Area
from domain.map.outline import outline
from domain.map.points import Cluster
from domain.map.projection import project
from domain.map.view import Box, View
from gui.map_content import EMPTY, Content
from gui.map_furniture import paint_area, paint_ring, paint_scale
from gui.map_ground import paint_ground
from gui.map_marks import SIGN, Marks, radius
from gui.map_names import Names
from gui.map_overlays import DrawnOverlays
from gui.theme import Tokens

SCALES = [0.00025 * 2 ** (step / 2) for step in range(21)]
"""Pixels for a metre, from 4 km to 4 m a pixel; each step is half an octave."""
NEAR = SCALES[12]
"""The scale at which a single incident is shown among its surroundings."""
REACH = 62.0
"""Pixels: what lies nearer to each other than about this is one circle."""
_MARGIN = 40.0
_EDGE = 12.0
"""Pixels kept free around the country; around incidents more, for their marks."""
_CROWD = 20_000
"""A circle of more incidents is looked into by two steps, without asking where each of them is."""
_AWAY_M = 400_000.0


class MapScene:
    """A view of a map, its incidents and overlays, and which mark is chosen and which is pointed at."""

    def __init__(self) -> None:
        self.view = View(0, 0, SCALES[2], 640, 480)
        self.content = EMPTY
        self.overlays = DrawnOverlays()
        self.areas: list[list[tuple[float, float]]] = []
        """Corners of the areas the filter asks for, in metres."""
        self._country, self._all_asked = False, False
        self.shown: list[Cluster] = []
        """The marks that were painted last, from north to south."""
        self.radii: dict[int, int] = {}
        """How well single positions are known, in metres by item, as far as it was asked for."""
        self.chosen: int | None = None
        self._chosen_at: tuple[float, float] | None = None
        self.pointed: Cluster | None = None
        self.marks = Marks()
        self.names = Names()

    # --- where it looks --------------------------------------------------------------------------

    def look(self, view: View) -> None:
        """Turn to another view, as far as the map goes."""
        limit = outline().box.grown(_AWAY_M)
        x = min(max(view.x, limit.west), limit.east)
        y = min(max(view.y, limit.south), limit.north)
        self.view = replace(view, x=x, y=y)

    def show(self, content: Content, *, country: bool) -> None:
        """Take other incidents, none of them chosen.

        `country`: nothing is filtered, so the view of all takes in the whole country, until `ask_all`.
        """
        self.content, self.radii, self.pointed = content, {}, None
        self._country = country and not self._all_asked
        self.choose(None)

    def show_areas(self, chosen: Filter) -> bool:
        """Outline the areas a filter asks for from now on; whether there are any."""
        asked = [one for one in chosen.conditions if one.aspect is Aspect.WITHIN]
        self.areas = [
            [project(lat / 100_000, lon / 100_000) for lat, lon in corners_of(value)]
            for one in asked
            for value in one.values
        ]
        return bool(asked)

    def ask_all(self) -> None:
        """From now on the view of all is as near as all incidents allow."""
        self._country, self._all_asked = False, True

    def all(self) -> View:
        """The view of all incidents, and of the whole country where that is asked for or there are none."""
        land = outline().box
        box = self.content.points.box() or land
        if self._country:
            return self.of(box.united(land), margin=_EDGE)
        if max(box.width, box.height) < SMALLEST_M:
            box = box.grown(SMALLEST_M / 2)
        return self.of(box)

    def of(self, box: Box, *, margin: float = _MARGIN) -> View:
        """The view of a part of the map, as large as the steps of the scale allow."""
        best = View.fit(box, self.view.width, self.view.height, margin)
        return replace(best, scale=max((one for one in SCALES if one <= best.scale), default=SCALES[0]))

    def inside(self, mark: Cluster) -> View | None:
        """The view that parts the incidents of a mark; None where no view does."""
        scale = self.view.scale
        if mark.size > _CROWD and scale < SCALES[-3]:
            return replace(self.view, x=mark.x, y=mark.y, scale=SCALES[self.nearest(scale) + 2])
        box = self.content.points.box_of(mark)
        if mark.size == 1 or scale >= SCALES[-1] or max(box.width, box.height) < 2:
            return None
        best = max(self.of(box).scale, scale * 1.9)
        return replace(self.of(box), scale=max(one for one in SCALES if one <= best * 1.01))

    def nearest(self, scale: float) -> int:
        """The step of the scale that is nearest."""
        return min(range(len(SCALES)), key=lambda index: abs(SCALES[index] - scale))

    def choose(self, item: int | None) -> tuple[float, float] | None:
        """Ring an item from now on; where it lies, in metres."""
        self.chosen = item
        self._chosen_at = None if item is None else self.content.points.place_of(item)
        return self._chosen_at

    # --- what is where ---------------------------------------------------------------------------

    def mark_at(self, left: float, top: float) -> Cluster | None:
        """The mark at a point of the view, the nearest where several are."""
        best, found = 1.0, None
        for one in self.shown:
            x, y = self.view.place(one.x, one.y)
            away = ((x - left) ** 2 + (y - top) ** 2) ** 0.5 / (radius(one.size) + 3)
            if away < best:
                best, found = away, one
        return found

    def mark_beside(self, step: int) -> Cluster | None:
        """The mark after the one that is pointed at, or before it: from north to south, round and round."""
        if not self.shown:
            return None
        if (here := self.pointed) is None:
            return self.shown[0 if step > 0 else -1]
        before = sum((-one.y, one.x) < (-here.y, here.x) for one in self.shown)
        if step > 0 and here in self.shown:
            before += 1
        return self.shown[(before if step > 0 else before - 1) % len(self.shown)]

    def next_of(self, mark: Cluster) -> int:
        """The item of a mark to choose: the first, or the one after the chosen one."""
        items = self.content.points.items(mark)
        at = items.index(self.chosen) + 1 if self.chosen in items else 0
        return items[at % len(items)]

    # --- painting --------------------------------------------------------------------------------

    def paint(self, painter: QPainter, tokens: Tokens, ratio: float) -> None:
        """Paint the view; the marks in it are then `shown`. `ratio` is device pixels for a pixel."""
        view = self.view
        paint_ground(painter, view, tokens.map, tokens.canvas)
        found = self.content.points.clusters(view.box, REACH / view.scale)
        self.shown = sorted(found, key=lambda one: (-one.y, one.x))
        places = [view.place(one.x, one.y) for one in self.shown]
        self.overlays.paint(painter, view, tokens)
        for corners in self.areas:
            paint_area(
                painter, view, corners, tokens, closed=True, filled=False
            )  # filled, land looks like sea
        scale = paint_scale(painter, view, tokens)
        rooms = (
            Area(x - r, y - r, x + r, y + r)
            for one, (x, y) in zip(self.shown, places, strict=True)
            for r in [radius(one.size)]
        )
        self.names.paint(painter, view, tokens, [scale, *rooms], self.overlays.shapes)
        self._circles(painter, tokens)
        for one, (x, y) in sorted(zip(self.shown, places, strict=True), key=lambda pair: pair[0].size):
            if one.size == 1:
                family = self.content.family(self.content.points.order[one.spans[0][0]])
                picture = self.marks.sign(family, tokens, ratio)
            else:
                picture = self.marks.group(one.size, tokens, ratio)
            half = picture.width() / ratio / 2
            painter.drawPixmap(QPointF(x - half, y - half), picture)
        self._rings(painter, tokens)

    def singles(self) -> list[int]:
        """The items that are painted alone."""
        return [self.content.points.order[one.spans[0][0]] for one in self.shown if one.size == 1]

    def _circles(self, painter: QPainter, tokens: Tokens) -> None:
        """How well each single position is known, where that is more than its sign covers."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.ink_soft), 1))
        fill = QColor(tokens.ink_soft)
        fill.setAlpha(24)
        painter.setBrush(fill)
        for one in self.shown:
            item = self.content.points.order[one.spans[0][0]]
            if one.size == 1 and (metres := self.radii.get(item, 0)) * self.view.scale > SIGN * 0.7:
                at = QPointF(*self.view.place(one.x, one.y))
                painter.drawEllipse(at, metres * self.view.scale, metres * self.view.scale)

    def _rings(self, painter: QPainter, tokens: Tokens) -> None:
        rings = [(self._chosen_at, SIGN)] if self._chosen_at else []
        if (one := self.pointed) is not None:
            rings.append(((one.x, one.y), radius(one.size) + 4))
        for point, r in rings:
            x, y = self.view.place(*point)
            paint_ring(painter, QRectF(x - r, y - r, 2 * r, 2 * r), tokens, round_=True)
