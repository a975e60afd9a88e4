"""The desk's own lines and areas on the map: dark, each purpose drawn in its own way."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from domain.map.labels import Taken
from domain.map.naming import overlay_names
from domain.map.overlay import Form, Overlay, Traced, traced
from domain.map.view import View
from reports.letters import width as text_width
from reports.map_ground import points
from reports.style import INK, MAP_STYLES, OVERLAY_STROKES, PAPER
from reports.text import draw, one_line

_CASING = 1.6
_FINEST = 0.7
"""Points of the sheet between two points of a line."""


def overlays(canvas: Canvas, view: View, shown: Sequence[Overlay], taken: Taken) -> None:
    """Draw them, and name each shape that has a name where there is room."""
    shapes = traced(shown)
    for shape in shapes:
        if shape.box.meets(view.box):
            _shape(canvas, view, shape)
    for text, style, left, top in overlay_names(view, shapes, measure, taken):
        draw(canvas, one_line(text, MAP_STYLES[style], 400), left, view.height - top, 400)


def measure(text: str, style: str) -> tuple[float, float]:
    """The width and the height of a name on the map in points."""
    how = MAP_STYLES[style]
    return min(text_width(text, how.font) * how.size, 400.0), how.leading


def sample(canvas: Canvas, purpose: str, x: float, y: float, length: float) -> None:
    """A piece of the line, for the legend."""
    weight, dash = OVERLAY_STROKES.get(purpose, OVERLAY_STROKES["other"])
    canvas.saveState()
    canvas.setStrokeGray(INK)
    canvas.setLineWidth(weight)
    canvas.setDash(*dash)
    canvas.line(x, y, x + length, y)
    canvas.restoreState()


def _shape(canvas: Canvas, view: View, shape: Traced) -> None:
    weight, dash = OVERLAY_STROKES.get(shape.purpose, OVERLAY_STROKES["other"])
    path = canvas.beginPath()
    for track in shape.tracks:
        points(path, view, track.thinned(_FINEST / view.scale))
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
