"""The ground of the map on screen: the outline as paths in metres, thinned for each scale and kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from domain.map.outline import Track, outline
from domain.map.view import Box, View
from gui.theme import MapTones

_FINEST = 0.8
"""Pixels between two points of a line."""
_COARSEST_LEVEL = 8
_Piece = tuple[Box, QPainterPath]


@dataclass(frozen=True, slots=True)
class _Ground:
    sheet: list[_Piece]
    land: list[_Piece]
    home: list[_Piece]
    great_rivers: list[_Piece]
    rivers: list[_Piece]
    divisions: list[_Piece]
    borders: list[_Piece]
    coasts: list[_Piece]
    frontier: list[_Piece]


def paint_ground(painter: QPainter, view: View, tones: MapTones, beyond: str) -> None:
    """Sea, land, rivers, oblasts and borders; `beyond` is the colour of where the map ends."""
    painter.fillRect(QRectF(0, 0, view.width, view.height), QColor(beyond))
    ground = _ground(_level(view.scale))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(transform(view), combine=True)
    painter.setPen(Qt.PenStyle.NoPen)
    for pieces, colour in ((ground.sheet, tones.sea), (ground.land, tones.land), (ground.home, tones.home)):
        painter.setBrush(QColor(colour))
        _draw(painter, view, pieces)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pieces, colour, width in (
        (ground.great_rivers, tones.river, 1.6),
        (ground.rivers, tones.river, 1.0),
        (ground.divisions, tones.division, 1.0),
        (ground.borders, tones.division, 1.0),
        (ground.coasts, tones.division, 1.0),
        (ground.frontier, tones.frontier, 1.3),
    ):
        pen = QPen(QColor(colour), width)
        pen.setCosmetic(True)
        painter.setPen(pen)
        _draw(painter, view, pieces)
    painter.restore()


def transform(view: View) -> QTransform:
    """From metres to pixels."""
    left, top = view.place(0, 0)
    return QTransform(view.scale, 0, 0, -view.scale, left, top)


def path_of(lines: Iterable[tuple[tuple[float, float], ...]]) -> QPainterPath:
    """Lines through points in metres as one path."""
    path = QPainterPath()
    for line in lines:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in line]))
    return path


def _draw(painter: QPainter, view: View, pieces: list[_Piece]) -> None:
    box = view.box
    for around, path in pieces:
        if around.meets(box):
            painter.drawPath(path)


def _level(scale: float) -> int:
    """How far lines are thinned: `_FINEST` pixels at the scale of the level or at one finer."""
    level = 0
    while level < _COARSEST_LEVEL and scale * (1 << (level + 1)) * 100 <= 1:
        level += 1
    return level


@cache
def _ground(level: int) -> _Ground:
    step = _FINEST * 100 * (1 << level) if level else 0.0
    lines = outline()

    def pieces(tracks: Iterable[Track]) -> list[_Piece]:
        return [(track.box, path_of([track.thinned(step)])) for track in tracks]

    return _Ground(
        sheet=pieces([lines.sheet]),
        land=pieces(lines.land),
        home=pieces(ring for oblast in lines.oblasts for ring in oblast.rings),
        great_rivers=pieces(river.path for river in lines.rivers if river.rank <= 4),
        rivers=pieces(river.path for river in lines.rivers if river.rank > 4),
        divisions=pieces(lines.divisions),
        borders=pieces(lines.borders),
        coasts=pieces(lines.coasts),
        frontier=pieces(lines.frontier),
    )
