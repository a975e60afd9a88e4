"""What stands in the corners of a map: scale bar, north, the whole country small. Where no incident is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from domain.map.labels import Area
from domain.map.outline import outline
from domain.map.projection import north_at, unproject
from domain.map.scale_bar import ScaleBar, scale_bar
from domain.map.view import View
from domain.words import p_
from reports.letters import width as text_width
from reports.map_ground import tracks
from reports.style import HAIRLINE, INK, MAP_STYLES, MAP_TINTS, PAPER
from reports.text import draw, one_line

_INSET = 92.0
_BAR_HEIGHT = 30.0
_PAD = 9.0
_ARROW = 26.0
_STYLE = MAP_STYLES["village"]


@dataclass(frozen=True, slots=True)
class Furniture:
    """The rooms it takes."""

    bar: ScaleBar
    bar_area: Area
    overview: Area | None

    @property
    def areas(self) -> list[Area]:
        return [self.bar_area, *([self.overview] if self.overview else [])]

    def paint(self, canvas: Canvas, view: View) -> None:
        """Paint it on a sheet as high as the view."""
        _bar(canvas, view, self.bar, self.bar_area)
        if self.overview:
            _overview(canvas, view, self.overview)


def furnish(view: View, rooms: Sequence[Area], *, overview: bool) -> Furniture:
    """Furniture for a view with marks at `rooms`: each piece in the corner that hides the fewest."""
    bar = scale_bar(view.scale, view.width / 5)
    label = text_width(bar.label, _STYLE.font) * _STYLE.size
    wide = _PAD + bar.length + max(label / 2, 4) + _ARROW
    lower, upper = view.height - _BAR_HEIGHT, view.height
    bar_area = _emptiest(
        [
            Area(0, lower, wide, upper),
            Area(view.width - wide, lower, view.width, upper),
            Area(0, 0, wide, _BAR_HEIGHT),
            Area(view.width - wide, 0, view.width, _BAR_HEIGHT),
        ],
        rooms,
    )
    if not overview:
        return Furniture(bar, bar_area, None)
    country = outline().box
    high = round(_INSET * country.height / country.width, 1) + 6
    inset = _emptiest(
        [
            Area(view.width - _INSET, 0, view.width, high),
            Area(0, 0, _INSET, high),
            Area(view.width - _INSET, view.height - high, view.width, view.height),
            Area(0, view.height - high, _INSET, view.height),
        ],
        [*rooms, *[bar_area] * (len(rooms) + 1)],
    )
    return Furniture(bar, bar_area, inset)


def _emptiest(corners: Sequence[Area], rooms: Sequence[Area]) -> Area:
    return min(corners, key=lambda corner: sum(corner.meets(room) for room in rooms))


def _bar(canvas: Canvas, view: View, bar: ScaleBar, area: Area) -> None:
    """The scale bar, and an arrow to the north beside it."""
    x, y = area.left + _PAD, view.height - area.bottom + 9
    canvas.setFillGray(PAPER)
    canvas.rect(area.left, view.height - area.bottom, area.right - area.left, _BAR_HEIGHT, stroke=0, fill=1)
    canvas.setLineWidth(0.5)
    canvas.setStrokeGray(INK)
    step = bar.length / bar.parts
    for part in range(bar.parts):
        canvas.setFillGray(INK if part % 2 == 0 else PAPER)
        canvas.rect(round(x + part * step, 2), y, round(step, 2), 3, stroke=1, fill=1)
    draw(canvas, one_line("0", _STYLE, 20), x - 1.5, y + 13.5, 20)
    draw(canvas, one_line(bar.label, _STYLE, 60), x + bar.length - 30, y + 13.5, 60, align="centre")
    _north(canvas, view, area.right - 14, y)


def _north(canvas: Canvas, view: View, x: float, y: float) -> None:
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(-north_at(unproject(view.x, view.y)[1]))
    canvas.setFillGray(INK)
    arrow = canvas.beginPath()
    for at, point in enumerate(((0, 11), (3.2, 0), (0, 2.6), (-3.2, 0))):
        (arrow.lineTo if at else arrow.moveTo)(*point)
    arrow.close()
    canvas.drawPath(arrow, stroke=0, fill=1)
    canvas.restoreState()
    draw(canvas, one_line(p_("compass", "N"), _STYLE, 12), x + 4.5, y + 9, 12)


def _overview(canvas: Canvas, view: View, area: Area) -> None:
    """The whole country, small, and where the map lies in it."""
    wide, high = area.right - area.left, area.bottom - area.top
    small = View.fit(outline().box, wide, high, margin=4)
    canvas.saveState()
    canvas.translate(area.left, view.height - area.bottom)
    canvas.setFillGray(PAPER)
    canvas.setStrokeGray(INK)
    canvas.setLineWidth(HAIRLINE * 2)
    canvas.rect(0, 0, wide, high, stroke=1, fill=1)
    canvas.setStrokeGray(MAP_TINTS.frontier)
    canvas.setLineWidth(0.5)
    tracks(canvas, small, outline().frontier)
    box = view.box
    left, top = small.place(box.west, box.north)
    across, down = max(box.width * small.scale, 3.0), max(box.height * small.scale, 3.0)
    canvas.setStrokeGray(INK)
    canvas.setLineWidth(1)
    corner = (round(left, 2), round(high - top - down, 2))
    canvas.rect(*corner, round(across, 2), round(down, 2), stroke=1, fill=0)
    canvas.restoreState()
