"""The names on the screen's map: placed once for a view, moved with it, placed anew when it rests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from domain.map.labels import Area, Taken
from domain.map.naming import LAND, OBLAST, OVERLAY, TOWN, VILLAGE, WATER, Dot, Name, names, overlay_names
from domain.map.overlay import Traced
from domain.map.view import View
from gui.painting import metrics
from gui.theme import SMALL, Tokens, font

_DOT = 2.0
_WIDEST = 260.0
_FAR = 0.2
"""From this share of the view's width on that it has moved, names are placed anew."""


def _face(style: str) -> QFont:
    return font(SMALL, bold=style in (TOWN, OVERLAY))


def _colour(style: str, tokens: Tokens) -> str:
    if style == OVERLAY:
        return tokens.due_soon.ink
    return tokens.map.name if style in (TOWN, VILLAGE) else tokens.map.area_name


class Names:
    """The names of the view that was last asked for."""

    def __init__(self) -> None:
        self._view: View | None = None
        self._names: list[Name] = []
        self._dots: list[Dot] = []

    def forget(self) -> None:
        """Place them anew the next time."""
        self._view = None

    def paint(
        self,
        painter: QPainter,
        view: View,
        tokens: Tokens,
        rooms: Iterable[Area],
        overlays: Iterable[Traced],
    ) -> None:
        """Paint the names of a view; `rooms` are those of the marks, where none may stand."""
        shift = self._shift(view)
        if shift is None:
            taken = Taken()
            for room in rooms:
                taken.add(room)
            own = overlay_names(view, overlays, _measure, taken)
            found, self._dots = names(view, _measure, taken, dot=_DOT)
            self._names = [*own, *found]
            self._view, shift = view, (0.0, 0.0)
        right, down = shift
        painter.save()
        painter.translate(right, down)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for x, y, style in self._dots:
            painter.setPen(QColor(tokens.map.name))
            painter.setBrush(QColor(tokens.map.name if style == TOWN else tokens.map.home))
            painter.drawEllipse(QPointF(x, y), _DOT, _DOT)
        for text, style, left, top in self._names:
            painter.setFont(_face(style))
            painter.setPen(QColor(_colour(style, tokens)))
            wide, high = _measure(text, style)
            box = QRectF(left, top, wide + 2, high)
            shown = text if wide < _WIDEST else _elided(text, style)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
        painter.restore()

    def _shift(self, view: View) -> tuple[float, float] | None:
        """How far the view has moved since names were placed; None where they must be placed anew."""
        old = self._view
        if old is None or replace(old, x=view.x, y=view.y) != view:
            return None
        right, down = (old.x - view.x) * view.scale, (view.y - old.y) * view.scale
        return None if abs(right) > view.width * _FAR or abs(down) > view.height * _FAR else (right, down)


_HEIGHTS = {TOWN: 15.0, VILLAGE: 14.0, OBLAST: 15.0, OVERLAY: 15.0, LAND: 17.0, WATER: 17.0}
_WIDTHS: dict[tuple[str, bool], float] = {}


def _elided(text: str, style: str) -> str:
    return metrics(_face(style)).elidedText(text, Qt.TextElideMode.ElideRight, _WIDEST)


def _measure(text: str, style: str) -> tuple[float, float]:
    key = (text, style in (TOWN, OVERLAY))
    if key not in _WIDTHS:
        _WIDTHS[key] = min(metrics(_face(style)).horizontalAdvance(text), _WIDEST)
    return _WIDTHS[key], _HEIGHTS[style]
