"""The desk's own lines and areas on the map: dark, each purpose drawn in its own way."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from domain.map.labels import Area, Taken, Wanted, place
from domain.map.overlay import Form, Overlay, Shape
from domain.map.view import View
from reports.letters import width as text_width
from reports.map_ground import points
from reports.style import INK, MAP_STYLES, OVERLAY_STROKES, PAPER
from reports.text import draw, one_line

_CASING = 1.6


def overlays(canvas: Canvas, view: View, shown: Sequence[Overlay], taken: Taken) -> None:
    """Draw them, and name each shape that has a name where there is room."""
    for overlay in shown:
        for shape in overlay.shapes:
            if shape.box().meets(view.box):
                _shape(canvas, view, overlay, shape)
    for overlay in shown:
        for shape in overlay.shapes:
            for track in shape.tracks():
                taken.add_line([view.place(x, y) for x, y in track])
    for overlay in shown:
        for shape in overlay.shapes:
            if shape.name:
                _name(canvas, view, shape, taken)


def sample(canvas: Canvas, purpose: str, x: float, y: float, length: float) -> None:
    """A piece of the line, for the legend."""
    weight, dash = OVERLAY_STROKES.get(purpose, OVERLAY_STROKES["other"])
    canvas.saveState()
    canvas.setStrokeGray(INK)
    canvas.setLineWidth(weight)
    canvas.setDash(*dash)
    canvas.line(x, y, x + length, y)
    canvas.restoreState()


def _shape(canvas: Canvas, view: View, overlay: Overlay, shape: Shape) -> None:
    weight, dash = OVERLAY_STROKES.get(overlay.purpose, OVERLAY_STROKES["other"])
    path = canvas.beginPath()
    for track in shape.tracks():
        points(path, view, track)
        if shape.form is Form.AREA:
            path.close()
    canvas.saveState()
    canvas.setStrokeGray(PAPER)
    canvas.setLineWidth(weight + _CASING)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.setStrokeGray(INK)
    canvas.setLineWidth(weight)
    canvas.setDash(*dash)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()


def _name(canvas: Canvas, view: View, shape: Shape, taken: Taken) -> None:
    style = MAP_STYLES["overlay"]
    size = (text_width(shape.name, style.font) * style.size, style.leading)
    track = shape.tracks()[0]
    at = shape.box().centre if shape.form is Form.AREA else track[len(track) // 2]
    wanted = Wanted(0, *view.place(*at), *size, centred=shape.form is Form.AREA)
    for made in place([wanted], Area(2, 2, view.width - 2, view.height - 2), taken):
        draw(canvas, one_line(shape.name, style, 400), made.left, view.height - made.top, 400)
