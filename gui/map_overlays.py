"""The desk's own lines and areas on screen: projected once, thinned once for each scale, then painted."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from domain.map.overlay import Overlay, Traced, traced
from domain.map.view import View
from gui.map_ground import path_of, transform
from gui.theme import Tokens

_FINEST = 1.2
"""Pixels between two points of a line."""
_CASING = 2.6
_MUCH = 12_000
"""Points from which on lines are painted without a casing and with hard edges: the map stays fluid."""
_STROKES: dict[str, tuple[float, list[float]]] = {
    "line_of_contact": (2.6, []),
    "withdrawal_zone": (1.6, [5, 2]),
    "sector": (1.6, [8, 2, 1.5, 2]),
    "other": (1.3, [1.5, 2]),
}
"""Width in pixels and dashes, in widths, of the desk's own lines by their purpose."""


class DrawnOverlays:
    """The shapes of the overlays that are shown."""

    def __init__(self, overlays: Iterable[Overlay] = ()) -> None:
        self.shapes = traced(overlays)
        self._paths: dict[tuple[int, float], QPainterPath] = {}

    def __len__(self) -> int:
        return len(self.shapes)

    def paint(self, painter: QPainter, view: View, tokens: Tokens) -> None:
        """Each on a casing of the ground's colour."""
        seen = [(at, shape) for at, shape in enumerate(self.shapes) if shape.box.meets(view.box)]
        if not seen:
            return
        paths = [(shape, self._path(at, shape, view.scale)) for at, shape in seen]
        few = sum(path.elementCount() for _shape, path in paths) < _MUCH
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, few)
        painter.setTransform(transform(view), combine=True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for shape, path in paths:
            width, dashes = _STROKES.get(shape.purpose, _STROKES["other"])
            if few:
                painter.setPen(_pen(tokens.map.home, width + _CASING))
                painter.drawPath(path)
            pen = _pen(tokens.due_soon.ink, width if few else 1)
            if dashes and few:
                pen.setDashPattern(dashes)
            painter.setPen(pen)
            painter.drawPath(path)
        painter.restore()

    def _path(self, at: int, shape: Traced, scale: float) -> QPainterPath:
        key = (at, scale)
        if key not in self._paths:
            if len(self._paths) > 40 * len(self.shapes):
                self._paths.clear()
            self._paths[key] = path_of([track.thinned(_FINEST / scale) for track in shape.tracks])
        return self._paths[key]


def _pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCosmetic(True)
    return pen
