"""What the map shows: the positions of a selection, sorted and clustered, read by a thread."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import partial
from threading import Event

from PySide6.QtCore import QObject, Signal

from domain.filter import Filter
from domain.map.points import Points
from domain.map.symbols import FAMILIES, Family, family
from gui.tasks import Tasks
from storage.desk import Desk
from storage.positions import Positions, read_positions


@dataclass(frozen=True, slots=True)
class Content:
    """Points, and for the item of each its row id and its family."""

    points: Points
    ids: array[int]
    codes: array[int]
    families: tuple[Family, ...]
    without: int
    """Incidents of the selection that have no position."""

    def family(self, item: int) -> Family:
        return self.families[self.codes[item]]


EMPTY = Content(Points((), ()), array("q"), array("B"), FAMILIES, 0)


def content_of(found: Positions) -> Content:
    """Sort positions along the curve: about a second for 250,000 of them, so not in the window's thread."""
    points = Points(found.lat_e5, found.lon_e5)
    return Content(points, found.ids, found.codes, tuple(map(family, found.kinds)), found.without)


class MapContent(QObject):
    """Reads a selection in the background; what was shown before stays until the new one is there."""

    changed = Signal()
    failed = Signal(object)
    """The `DeskError` that stopped it."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = Tasks(self)
        self._stop = Event()
        self.now = EMPTY

    @property
    def reading(self) -> bool:
        """Whether a selection is being read."""
        return self._tasks.is_busy

    def ask(self, chosen: Filter) -> None:
        """Show another selection, or the same one read again."""
        self._stop.set()
        self._stop = Event()
        read = partial(read_positions, self._desk.path, chosen, self._stop, self._desk.key)
        self._tasks.run(partial(_read, read), self._on_read, self.failed.emit)

    def stop(self) -> None:
        """Let no thread read the desk any more."""
        self._stop.set()
        self._tasks.wait()

    def _on_read(self, content: Content | None) -> None:
        if content is not None:
            self.now = content
            self.changed.emit()


def _read(read: partial[Positions | None]) -> Content | None:
    found = read()
    return None if found is None else content_of(found)
