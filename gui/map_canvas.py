"""The map as a widget: moved, zoomed, pointed at, drawn on. Reads no desk and decides nothing."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from domain.map.overlay import Overlay
from domain.map.points import Cluster
from domain.map.projection import unproject
from domain.map.view import Box, View
from domain.words import _
from gui.map_content import Content
from gui.map_furniture import paint_area, paint_ring
from gui.map_overlays import DrawnOverlays
from gui.map_scene import NEAR, SCALES, MapScene
from gui.theme import Theme

_STEP = 80
_REST_MS = 140
_NOTCH = 120
_SMALLEST_E5 = 5


class Tool(Enum):
    """What dragging and clicking do."""

    MOVE = "move"
    BOX = "box"
    POLYGON = "polygon"


class MapCanvas(QWidget):
    """A map with incidents on it."""

    picked = Signal(int)
    """The item of the content that was clicked."""
    pointed = Signal(object)
    """The `Cluster` below the pointer, or None."""
    drawn = Signal(object)
    """Corners of an area that was drawn, as latitude and longitude in units of 0.00001 degree."""
    tool_changed = Signal()
    rested = Signal()
    """The view stands still, and its marks are painted."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Map of incidents"))
        self.setAccessibleDescription(
            _("Arrow keys move the map, + and − zoom, 0 shows all, N and P go from one mark to the next.")
        )
        self.setMinimumSize(320, 180)
        self._theme = theme
        self.scene = MapScene()
        self.tool = Tool.MOVE
        self._fitted = True
        """Whether the view still shows everything, and goes on to when the window grows."""
        self._wheel = 0
        self._from: QPoint | None = None
        self._moved = False
        self._corners: list[tuple[float, float]] = []
        self._pen: tuple[float, float] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._on_rest)
        theme.changed.connect(self._on_theme)

    # --- what is shown ---------------------------------------------------------------------------

    def show_content(self, content: Content, *, country: bool = False) -> None:
        """Show other incidents; a view of all stays one, of the whole `country` too where that is meant."""
        self.scene.show(content, country=country)
        self._rest.start()
        self._refit()

    def show_overlays(self, overlays: tuple[Overlay, ...]) -> None:
        """Draw the desk's own lines and areas that are to be shown."""
        self.scene.overlays = DrawnOverlays(overlays)
        self._anew()

    def choose(self, item: int | None, *, centre: bool = False) -> None:
        """Mark an item; `centre` also brings it into view, near enough to see what is around."""
        where = self.scene.choose(item)
        if where is not None and centre:
            view = self.scene.view
            self._go(replace(view, x=where[0], y=where[1], scale=max(view.scale, NEAR)))
        self.update()

    def fit(self) -> None:
        """Show all incidents as near as they can be, or the whole country where there are none."""
        self.scene.ask_all()
        self._fitted = True
        self._refit()

    def show_box(self, box: Box) -> None:
        """Show a part of the map."""
        self._go(self.scene.of(box))

    def zoom(self, steps: int, at: QPointF | None = None) -> None:
        """Zoom in by half octaves, out where negative; what lies at `at` stays there."""
        now = self.scene.nearest(self.scene.view.scale)
        index = min(max(now + steps, 0), len(SCALES) - 1)
        if index != now:
            left, top = (at.x(), at.y()) if at else (self.width() / 2, self.height() / 2)
            self._go(self.scene.view.zoomed(SCALES[index], left, top))

    def use(self, tool: Tool) -> None:
        """Take another tool in hand; what was drawn with the one before is dropped."""
        self.tool, self._corners, self._pen = tool, [], None
        self.setCursor(Qt.CursorShape.ArrowCursor if tool is Tool.MOVE else Qt.CursorShape.CrossCursor)
        self.tool_changed.emit()
        self.update()

    def go_round(self, step: int) -> None:
        """Point at the next mark in view, or at the one before; a single incident is chosen with it."""
        mark = self.scene.mark_beside(step)
        if mark is not None:
            self._point_at(mark)
            if mark.size == 1:
                self.picked.emit(self.scene.next_of(mark))

    def _go(self, view: View) -> None:
        self.scene.look(replace(view, width=float(self.width()), height=float(self.height())))
        self._fitted = False
        self._rest.start()
        self.update()

    def _anew(self) -> None:
        self.scene.names.forget()
        self.update()

    def _on_rest(self) -> None:
        self._anew()
        self.repaint()
        self.rested.emit()

    def _on_theme(self) -> None:
        self.scene.marks.forget()
        self.update()

    # --- painting --------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = self._theme.tokens
        self.scene.paint(painter, tokens, self.devicePixelRatioF())
        if outline := self._outline():
            paint_area(painter, self.scene.view, outline, tokens, closed=self.tool is Tool.BOX)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), tokens)
        painter.end()

    # --- pointing and moving ---------------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._from, self._moved = event.position().toPoint(), False
        if self.tool is not Tool.MOVE:
            self._corners.append(self._point(event))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self.tool is not Tool.MOVE:
            self._pen = self._point(event)
            self.update()
        elif self._from is not None:
            step = self._from - at
            if self._moved or step.manhattanLength() > 4:
                self._moved, self._from = True, at
                self._go(self.scene.view.moved(step.x(), step.y()))
        else:
            self._point_at(self._mark(event))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._from is None:
            return
        self._from = None
        if self.tool is Tool.BOX:
            self._pen = self._point(event)
            self._finish()
        elif self.tool is Tool.MOVE and not self._moved and (mark := self._mark(event)):
            self._click(mark)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.tool is Tool.POLYGON:
            self._finish()
        elif self.tool is Tool.MOVE and self._mark(event) is None:
            self.zoom(2, event.position())

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self._wheel += event.angleDelta().y()
        if steps := int(self._wheel / _NOTCH):
            self._wheel -= steps * _NOTCH
            self.zoom(steps, event.position())
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _MOVES:
            self._go(self.scene.view.moved(*_MOVES[key]))
        elif key in _ZOOMS:
            self.zoom(_ZOOMS[key])
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit()
        elif key in (Qt.Key.Key_N, Qt.Key.Key_P):
            self.go_round(1 if key == Qt.Key.Key_N else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._enter()
        elif key == Qt.Key.Key_Escape and self.tool is not Tool.MOVE:
            self.use(Tool.MOVE)
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.scene.look(replace(self.scene.view, width=float(self.width()), height=float(self.height())))
        self._refit()

    def _refit(self) -> None:
        if self._fitted:
            self._go(self.scene.all())
            self._fitted = True
        self._anew()

    def _point(self, event: QMouseEvent) -> tuple[float, float]:
        return self.scene.view.point(event.position().x(), event.position().y())

    def _mark(self, event: QMouseEvent) -> Cluster | None:
        return self.scene.mark_at(event.position().x(), event.position().y())

    def _enter(self) -> None:
        if self.tool is Tool.POLYGON:
            self._finish()
        elif self.scene.pointed is not None:
            self._click(self.scene.pointed)

    def _point_at(self, mark: Cluster | None) -> None:
        if mark != self.scene.pointed:
            self.scene.pointed = mark
            self.pointed.emit(mark)
            self.update()

    def _click(self, mark: Cluster) -> None:
        """A circle is looked into; one incident is chosen, of many at one place the next."""
        if (view := self.scene.inside(mark)) is not None:
            self._point_at(None)
            self._go(view)
        else:
            self.picked.emit(self.scene.next_of(mark))

    # --- drawing an area -------------------------------------------------------------------------

    def _outline(self) -> list[tuple[float, float]]:
        """What is drawn so far, in metres."""
        if not self._corners:
            return []
        corners = [*self._corners, *([self._pen] if self._pen else [])]
        if self.tool is Tool.BOX:
            (ax, ay), (bx, by) = corners[0], corners[-1]
            return [(ax, ay), (bx, ay), (bx, by), (ax, by)]
        return corners

    def _finish(self) -> None:
        """Hand over the area; one too small to mean anything is dropped."""
        box = self.tool is Tool.BOX
        ends = [*self._corners[:1], *([self._pen] if self._pen else [])]
        places = (unproject(x, y) for x, y in (ends if box else self._corners))
        corners = list(dict.fromkeys((round(lat * 100_000), round(lon * 100_000)) for lat, lon in places))
        self.use(Tool.MOVE)
        lats, lons = [lat for lat, _lon in corners], [lon for _lat, lon in corners]
        if (
            len(corners) >= (2 if box else 3)
            and min(max(lats) - min(lats), max(lons) - min(lons)) > _SMALLEST_E5
        ):
            self.drawn.emit(corners)


_MOVES: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-_STEP, 0), Qt.Key.Key_Right: (_STEP, 0), Qt.Key.Key_Up: (0, -_STEP),
    Qt.Key.Key_Down: (0, _STEP),
}  # fmt: skip
_ZOOMS: dict[int, int] = {
    Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_Underscore: -1,
}  # fmt: skip
