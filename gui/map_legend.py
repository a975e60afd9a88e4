"""The signs of the map and what they mean: those that occur."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from domain.map.symbols import FAMILIES, Family
from gui.flow import FlowLayout
from gui.glyphs import paint_shapes
from gui.map_marks import SIGN
from gui.painting import draw_line, metrics
from gui.theme import SMALL, Theme, font

_HIGH, _GAP = 18, 8


class MapLegend(QWidget):
    """One entry for each family, all of them until some are chosen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._entries = {family.key: _Entry(family, theme) for family in FAMILIES}
        self.setLayout(FlowLayout(*self._entries.values(), gap=4))

    def show_families(self, keys: Iterable[str]) -> None:
        """Show the entries of these families."""
        shown = set(keys)
        for key, entry in self._entries.items():
            entry.setVisible(key in shown)


class _Entry(QWidget):
    """A sign with its words."""

    def __init__(self, family: Family, theme: Theme) -> None:
        super().__init__()
        self._family, self._theme = family, theme
        self.setAccessibleName(family.label)
        theme.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        width = metrics(font(SMALL)).horizontalAdvance(self._family.label)
        return QSize(round(SIGN + _GAP + width + 12), _HIGH)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = self._theme.tokens
        box = QRectF(0, (_HIGH - SIGN) / 2, SIGN, SIGN)
        paint_shapes(painter, box, self._family.shapes, tokens.ink, tokens.canvas)
        words = QRectF(SIGN + _GAP, 0, self.width(), _HIGH)
        draw_line(painter, words, self._family.label, font(SMALL), tokens.ink_soft)
