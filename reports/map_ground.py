"""The ground of a map on paper: sea, land, rivers, oblasts, borders, in pale greys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from domain.map.outline import Track, outline
from domain.map.view import View
from reports.style import MAP_TINTS, PAPER

_FINEST = 0.7
"""Points of the sheet between two points of a line."""


def ground(canvas: Canvas, view: View) -> None:
    """Everything that is the same on every map of this part of the country."""
    lines, tints = outline(), MAP_TINTS
    canvas.setLineJoin(1)
    canvas.setLineCap(1)
    canvas.setFillGray(tints.sea)
    canvas.rect(0, 0, view.width, view.height, stroke=0, fill=1)
    canvas.setFillGray(tints.land)
    _fill(canvas, view, lines.land)
    canvas.setFillGray(PAPER)
    _fill(canvas, view, (ring for oblast in lines.oblasts for ring in oblast.rings))
    canvas.setStrokeGray(tints.river)
    for river in lines.rivers:
        canvas.setLineWidth(0.9 if river.rank <= 4 else 0.55)
        tracks(canvas, view, [river.path])
    canvas.setStrokeGray(tints.coast)
    canvas.setLineWidth(0.4)
    tracks(canvas, view, lines.coasts)
    canvas.setStrokeGray(tints.division)
    canvas.setLineWidth(0.45)
    canvas.setDash(2.4, 1.6)
    tracks(canvas, view, lines.divisions)
    canvas.setDash(5, 1.6)
    canvas.setStrokeGray(tints.border)
    tracks(canvas, view, lines.borders)
    canvas.setDash()
    canvas.setStrokeGray(tints.frontier)
    canvas.setLineWidth(0.85)
    tracks(canvas, view, lines.frontier)


def tracks(canvas: Canvas, view: View, lines: Iterable[Track]) -> None:
    """Stroke the lines that are in view."""
    path = canvas.beginPath()
    seen = [trace(path, view, line) for line in lines]
    if any(seen):
        canvas.drawPath(path, stroke=1, fill=0)


def _fill(canvas: Canvas, view: View, rings: Iterable[Track]) -> None:
    path = canvas.beginPath()
    seen = [trace(path, view, ring, close=True) for ring in rings]
    if any(seen):
        canvas.drawPath(path, stroke=0, fill=1, fillMode=1)


def trace(path: PDFPathObject, view: View, line: Track, *, close: bool = False) -> bool:
    """Add a line to a path. False where nothing of it is in view."""
    if not line.box.meets(view.box):
        return False
    points(path, view, line.thinned(_FINEST / view.scale))
    if close:
        path.close()
    return True


def points(path: PDFPathObject, view: View, line: Sequence[tuple[float, float]]) -> None:
    """Add a line through points in metres to a path."""
    for at, (x, y) in enumerate(line):
        left, top = view.place(x, y)
        (path.lineTo if at else path.moveTo)(round(left, 1), round(view.height - top, 1))
