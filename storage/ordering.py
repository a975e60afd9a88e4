"""The order of a selection: as SQL, and on disk, eight bytes an incident in a file that goes with it.

A table of a million rows needs to know which incident stands in row 600,000. Kept in memory that is an array
as long as the log; asked of SQLite with OFFSET it is a walk along half an index, and for most filters no
index has the order at all. In a file it is one read of 800 bytes for a page, whatever the filter and the
order, and the memory of the program does not grow with the desk.
"""

from __future__ import annotations

import tempfile
from array import array
from pathlib import Path
from threading import Event
from typing import Any

from domain.filter import Filter, Order
from storage import driver
from storage.driver import Connection
from storage.filters import Way, Where
from storage.keys import Key

_ORDERS = {
    Order.NUMBER: ("id",),
    Order.OCCURRED: ("occurred_from", "id"),
    Order.PLACE: ("place COLLATE NOCASE", "occurred_from", "id"),
    Order.KIND: ("kind", "occurred_from", "id"),
    Order.QUANTITY: ("quantity", "occurred_from", "id"),
    Order.PARTY: ("party_alleged", "occurred_from", "id"),
    Order.STATUS: ("status", "occurred_from", "id"),
    Order.DETERMINATION: ("determination", "occurred_from", "id"),
    Order.BREACH: ("breach", "occurred_from", "id"),
}
_LAST = {"quantity": " NULLS LAST", "breach": " NULLS LAST"}
"""What is not known comes after what is, whichever way a list is read."""
_AT_ONCE = 10_000
_BYTES = 8


def order_clause(order: Order, *, descending: bool, way: Way = Way.WALK) -> str:
    """` ORDER BY …`; rows that were looked up are sorted, never read along the index of the order."""
    plus = "+" if way is Way.LOOK_UP else ""
    direction = "DESC" if descending else "ASC"
    by = (f"{plus}{column} {direction}{_LAST.get(column, '')}" for column in _ORDERS[order])
    return f" ORDER BY {', '.join(by)}"


def query(
    connection: Connection, columns: str, chosen: Filter, order: Order, *, descending: bool
) -> tuple[str, list[Any]]:
    """The whole statement that lists a selection in order, and its values."""
    where = Where(chosen)
    way = where.way(connection)
    condition, values = where.sql(way)
    by = order_clause(order, descending=descending, way=way)
    table = "incident_record" if columns == "*" else "incident"
    return f"SELECT {columns} FROM {table}{condition}{by}", values


class OrderFile:
    """Row ids in order. Not safe for two threads at once; it may be handed from one to another."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="armistice-order-")  # noqa: SIM115  (closed by `close`)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, ids: array[int]) -> None:
        """Add ids at the end."""
        self._file.seek(self._count * _BYTES)
        self._file.write(ids.tobytes())
        self._count += len(ids)

    def read(self, start: int, count: int) -> array[int]:
        """Up to `count` ids from row `start` on."""
        ids = array("q")
        self._file.seek(start * _BYTES)
        ids.frombytes(self._file.read(max(min(count, self._count - start), 0) * _BYTES))
        return ids

    def index(self, row_id: int, start: int = 0) -> int | None:
        """The row an id stands in, from `start` on; None where it is not there."""
        wanted = array("q", [row_id]).tobytes()
        for begin in range(start, self._count, _AT_ONCE):
            data = self.read(begin, _AT_ONCE).tobytes()
            at = data.find(wanted)
            while at >= 0:
                if at % _BYTES == 0:
                    return begin + at // _BYTES
                at = data.find(wanted, at + 1)
        return None

    def close(self) -> None:
        """Give the space back. Safe to call twice."""
        self._file.close()

    def __del__(self) -> None:
        self.close()  # one that was overtaken by another question reaches nobody


def write_order(
    path: Path, chosen: Filter, order: Order, descending: bool, stop: Event, key: Key | None = None
) -> OrderFile | None:
    """The order of a selection of the desk at `path`, read through a connection of its own.

    The file holds ids and nothing else. What has to be sorted for it is sorted on disk as well, of an
    encrypted desk in memory.

    None where `stop` was set meanwhile. Raises `DeskError`.
    """
    connection = driver.connect(path, readonly=True, key=key)
    made = OrderFile()
    try:
        if key is None:
            connection.execute("PRAGMA temp_store = FILE")
        with driver.stop_when(connection, stop.is_set):
            sql, values = query(connection, "id", chosen, order, descending=descending)
            cursor = connection.execute(sql, values)
            while rows := cursor.fetchmany(_AT_ONCE):
                made.append(array("q", (row[0] for row in rows)))
                if stop.is_set():
                    made.close()
                    return None
        return made
    except driver.StoppedError:
        made.close()
        return None
    except BaseException:
        made.close()
        raise
    finally:
        connection.close()
