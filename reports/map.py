"""A map of incidents on paper: vector, grey, the same geometry as on screen.

What is pale is the ground (land, rivers, oblasts), what is black is what the log says.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer

from domain.map.facts import MapFacts, extent
from domain.map.labels import Area, Taken
from domain.map.names import DISCLAIMER, SOURCE
from domain.map.naming import TOWN, names
from domain.map.outline import outline
from domain.map.points import Cluster, apart
from domain.map.scale_bar import ratio
from domain.map.view import View
from domain.words import _, number
from reports.blocks import Text
from reports.glyphs import paint
from reports.letters import width as text_width
from reports.map_furniture import Furniture, furnish
from reports.map_ground import ground
from reports.map_key import Key
from reports.map_overlays import measure, overlays
from reports.style import BODY, HAIRLINE, INK, LABEL, MAP_STYLES, MAP_TINTS, PAPER, SEMIBOLD, Style
from reports.tags import figure
from reports.text import draw, one_line

ASPECT = 1.42
REACH = 21.0
"""Points: what lies nearer to each other than about this is one cluster."""
SIGN = 6.6
_SMALLEST, _LARGEST = 6.2, 15.0
_COUNT = Style(SEMIBOLD, 6.8, 8, PAPER)
_POINTS_A_METRE = 72 / 0.0254


def map_section(facts: MapFacts, room: float) -> Iterator[Flowable]:
    """The map with its legend and what it does not show."""
    if not facts.shown:
        said = [_("No incident has a position that could be drawn."), *facts.sentences()[1:]]
        yield Text([(" ".join(said), BODY)], room)
        return
    drawn = MapFigure(facts, room)
    yield drawn
    yield Spacer(1, 5)
    yield Key(facts, room)
    yield Spacer(1, 4)
    yield Text([(" ".join([*facts.sentences(), drawn.caption]), LABEL)], room)
    yield Text([(" ".join((_(SOURCE), _(DISCLAIMER))), LABEL)], room)


class MapFigure(Flowable):
    """The map itself. `alternative` says it in words."""

    def __init__(self, facts: MapFacts, room: float) -> None:
        super().__init__()
        self._facts = facts
        self.width, self.height = room, round(room / ASPECT, 1)
        box, self._zoomed = extent(facts, ASPECT)
        self._view = View.fit(box, self.width, self.height)
        self.alternative = facts.alternative()
        self.caption = _("Scale about 1:{ratio}. A circle with a number is several incidents.").format(
            ratio=number(ratio(self._view.scale, _POINTS_A_METRE))
        )

    def wrap(self, _room: float, _height: float) -> tuple[float, float]:
        """Width and height in points."""
        return self.width, self.height

    def draw(self) -> None:
        """Called by reportlab with the canvas moved to the lower left corner."""
        with figure(self.canv, self.alternative, (0, 0, self.width, self.height)):
            self._draw()

    def _draw(self) -> None:
        canvas, view = self.canv, self._view
        clusters = self._clusters()
        rooms = [_area(view, one, self._radius(one)) for one in clusters]
        furniture = furnish(view, rooms, overview=self._zoomed)
        taken = Taken()
        for area in [*rooms, *furniture.areas]:
            taken.add(area)
        canvas.saveState()
        frame = canvas.beginPath()
        frame.rect(0, 0, self.width, self.height)
        canvas.clipPath(frame, stroke=0, fill=0)
        ground(canvas, view)
        self._incidents(canvas, clusters, furniture, taken)
        canvas.restoreState()
        canvas.setStrokeGray(INK)
        canvas.setLineWidth(HAIRLINE * 2)
        canvas.rect(0, 0, self.width, self.height, stroke=1, fill=0)

    def _incidents(
        self, canvas: Canvas, clusters: Sequence[Cluster], furniture: Furniture, taken: Taken
    ) -> None:
        single = [one for one in clusters if one.size == 1]
        for line in outline().frontier:
            if line.box.meets(self._view.box):
                taken.add_line([self._view.place(x, y) for x, y in line.thinned(3 / self._view.scale)])
        self._circles(canvas, single)
        overlays(canvas, self._view, self._facts.overlays, taken)
        _names(canvas, self._view, taken)
        furniture.paint(canvas, self._view)
        for one in single:
            self._sign(canvas, one)
        for one in sorted(clusters, key=lambda one: (one.size, one.x, one.y)):
            if one.size > 1:
                self._group(canvas, one)

    def _clusters(self) -> list[Cluster]:
        scale = self._view.scale
        return apart(
            self._facts.points.clusters(self._view.box, REACH / scale),
            lambda one: (self._radius(one) + 0.4) / scale,
        )

    def _radius(self, cluster: Cluster) -> float:
        if cluster.size == 1:
            return SIGN / 2
        digits = text_width(number(cluster.size), _COUNT.font) * _COUNT.size / 2 + 2.2
        return min(max(_SMALLEST + 1.6 * math.log10(cluster.size), digits), _LARGEST)

    def _at(self, cluster: Cluster) -> tuple[float, float]:
        x, top = self._view.place(cluster.x, cluster.y)
        return round(x, 2), round(self.height - top, 2)

    def _circles(self, canvas: Canvas, single: Sequence[Cluster]) -> None:
        """How well each single position is known, where that is more than its sign covers."""
        canvas.setStrokeGray(MAP_TINTS.precision)
        canvas.setLineWidth(0.45)
        for one in single:
            metres = self._facts.radii[self._facts.points.items(one)[0]]
            if metres and (radius := metres * self._view.scale) > SIGN * 0.6:
                canvas.circle(*self._at(one), round(radius, 2), stroke=1, fill=0)

    def _group(self, canvas: Canvas, one: Cluster) -> None:
        x, y = self._at(one)
        radius = self._radius(one)
        canvas.setFillGray(INK)
        canvas.setStrokeGray(PAPER)
        canvas.setLineWidth(0.9)
        canvas.circle(x, y, radius, stroke=1, fill=1)
        room = 2 * radius
        draw(canvas, one_line(number(one.size), _COUNT, room), x - radius, y + 4.05, room, align="centre")

    def _sign(self, canvas: Canvas, one: Cluster) -> None:
        x, y = self._at(one)
        shapes = self._facts.families[self._facts.points.items(one)[0]].shapes
        canvas.setFillGray(PAPER)
        canvas.circle(x, y, SIGN * 0.62, stroke=0, fill=1)
        paint(canvas, shapes, x - SIGN / 2, y + SIGN / 2, SIGN)


def _area(view: View, cluster: Cluster, radius: float) -> Area:
    x, y = view.place(cluster.x, cluster.y)
    return Area(x - radius, y - radius, x + radius, y + radius)


def _names(canvas: Canvas, view: View, taken: Taken) -> None:
    found, dots = names(view, measure, taken)
    for x, y, style in dots:
        canvas.setFillGray(INK if style == TOWN else PAPER)
        canvas.setStrokeGray(INK)
        canvas.setLineWidth(0.5)
        canvas.circle(round(x, 2), round(view.height - y, 2), 1.3, stroke=1, fill=1)
    for text, style, left, top in found:
        draw(canvas, one_line(text, MAP_STYLES[style], 400), left, view.height - top, 400)
