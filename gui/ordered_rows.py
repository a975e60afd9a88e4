"""Which incident stands in which row: the first rows at once, the rest from a file a thread has written.

Nothing here grows with the log: ten thousand ids stand in memory, the others on disk (`storage.ordering`).
After a write the file of before still serves for the rows far down until the new one is there.
"""

from __future__ import annotations

from array import array
from functools import partial
from threading import Event

from PySide6.QtCore import QObject, Signal

from domain.filter import Filter, Order
from gui.tasks import Tasks
from storage.incidents import Incidents
from storage.ordering import OrderFile

AT_ONCE = 10_000


class OrderedRows(QObject):
    """The row ids of one selection in one order."""

    settled = Signal()
    """The rest of the order has come: the number of rows is exact now."""
    failed = Signal(object)
    """The `DeskError` that stopped it."""

    def __init__(self, incidents: Incidents, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._incidents = incidents
        self._tasks = Tasks(self)
        self._stop = Event()
        self._asked: tuple[Filter, Order, bool] | None = None
        self._head: array[int] = array("q")
        self._tail: OrderFile | None = None
        self._skip = 0
        self.complete = True

    def __len__(self) -> int:
        return len(self._head) + (max(len(self._tail) - self._skip, 0) if self._tail else 0)

    @property
    def searching(self) -> bool:
        """Whether not even the first rows are known yet."""
        return not self.complete and not len(self)

    def ask(self, chosen: Filter, order: Order, *, descending: bool, again: bool = False) -> None:
        """Take another selection, or read the same one again.

        `again` says that it is the same although its times moved on, as “the last 24 hours” do: what was
        far down stays there until it is read anew.
        """
        asked = (chosen, order, descending)
        same = asked == self._asked or (again and self._asked is not None and asked[1:] == self._asked[1:])
        self._stop.set()
        first = self._incidents.first(chosen, order, descending=descending, limit=AT_ONCE + 1)
        self.complete = first is not None and len(first) <= AT_ONCE
        if self.complete or not same:
            self._drop()
        self._asked = asked
        self._head = first[:AT_ONCE] if first is not None else array("q")
        self._skip = self._follow_on()
        if not self.complete:
            self._stop = Event()
            write = self._incidents.order_file(chosen, order, descending=descending)
            self._tasks.run(partial(write, self._stop), self._on_written, self.failed.emit)

    def ids(self, start: int, count: int) -> array[int]:
        """Up to `count` ids from row `start` on."""
        ids = self._head[start : start + count]
        if self._tail is not None and len(ids) < count:
            behind = max(start - len(self._head), 0)
            ids = ids + self._tail.read(self._skip + behind, count - len(ids))
        return ids

    def index(self, row_id: int) -> int | None:
        """The row an id stands in; None where it is not in the selection, or not found yet."""
        try:
            return self._head.index(row_id)
        except ValueError:
            found = self._tail.index(row_id, self._skip) if self._tail is not None else None
            return None if found is None else found - self._skip + len(self._head)

    def stop(self) -> None:
        """Let nothing read the desk any more."""
        self._stop.set()
        self._tasks.wait()
        self._drop()

    def _follow_on(self) -> int:
        """Where the file of before goes on after the first rows of now."""
        if self._tail is None or not self._head:
            return 0
        last = self._tail.index(self._head[-1])
        return len(self._tail) if last is None else last + 1

    def _on_written(self, made: OrderFile | None) -> None:
        if made is None:
            return
        self._drop()
        self._tail, self._head, self._skip = made, array("q"), 0
        self.complete = True
        self.settled.emit()

    def _drop(self) -> None:
        if self._tail is not None:
            self._tail.close()
            self._tail = None
