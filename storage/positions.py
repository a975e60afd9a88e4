"""Where the incidents of a selection are, in bulk: arrays of numbers, read by a connection of its own."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from domain.filter import Filter
from storage import driver
from storage.filters import Where
from storage.keys import Key

_AT_ONCE = 10_000


@dataclass(slots=True)
class Positions:
    """The positions of a selection: one row id, latitude, longitude and kind for each, 13 bytes together."""

    ids: array[int] = field(default_factory=lambda: array("q"))
    lat_e5: array[int] = field(default_factory=lambda: array("l"))
    lon_e5: array[int] = field(default_factory=lambda: array("l"))
    codes: array[int] = field(default_factory=lambda: array("B"))
    """For each the place of its kind in `kinds`."""
    kinds: list[str] = field(default_factory=list)
    without: int = 0
    """How many incidents of the selection have no position."""


def read_positions(path: Path, chosen: Filter, stop: Event, key: Key | None = None) -> Positions | None:
    """The positions of a selection of the desk at `path`. None where `stop` was set. Raises `DeskError`."""
    connection = driver.connect(path, readonly=True, key=key)
    made = Positions()
    numbers: dict[str, int] = {}
    try:
        with driver.stop_when(connection, stop.is_set):
            where, values = Where(chosen).best(connection)
            cursor = connection.execute(f"SELECT id, lat_e5, lon_e5, kind FROM incident{where}", values)
            while rows := cursor.fetchmany(_AT_ONCE):
                for row_id, lat, lon, kind in rows:
                    if lat is None:
                        made.without += 1
                        continue
                    made.ids.append(row_id)
                    made.lat_e5.append(lat)
                    made.lon_e5.append(lon)
                    made.codes.append(min(numbers.setdefault(kind, len(numbers)), 255))
                if stop.is_set():
                    return None
        made.kinds = list(numbers)
        return made
    except driver.StoppedError:
        return None
    finally:
        connection.close()
