"""What happened when, from a desk: as much of each incident as the pictures of a period need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Event

from domain.casualties import total
from domain.counting import HALF, in_period
from domain.filter import Aspect, Condition, Filter
from domain.incident import NOT_COUNTED, Incident
from domain.instant import to_ms
from domain.trends import Happening, Trends, trends
from storage import driver
from storage.driver import Connection
from storage.filters import Where
from storage.keys import Key
from storage.rows import incident_from_row

_AT_ONCE = 10_000


def read_trends(
    path: Path, chosen: Filter, since: datetime, until: datetime, stop: Event, key: Key | None = None
) -> Trends | None:
    """The trends of a selection from `since` up to before `until` (UTC), whatever times the filter names.

    An incident of uncertain time belongs to one period alone (`domain.counting`), as in a briefing.

    Read by a connection of its own, so that it may run in a thread. None where `stop` was set. Raises
    `DeskError`.
    """
    connection = driver.connect(path, readonly=True, key=key)
    connection.row_factory = driver.Row
    earlier = since - (until - since)
    asked = replace(chosen, since=earlier - HALF, until=until)
    try:
        with driver.stop_when(connection, stop.is_set):
            every = _happenings(connection, asked)
            told = in_period(_told(connection, asked), since, until)
        if stop.is_set():
            return None
        here, there = (
            [one for one in every if to_ms(first) <= one.counted < to_ms(end)]
            for first, end in ((since, until), (earlier, since))
        )
        casualties = total(one.facts.casualties for one in told)
        return trends(here, there, since, until, casualties, len(here) - len(told))
    except driver.StoppedError:
        return None
    finally:
        connection.close()


def _happenings(connection: Connection, chosen: Filter) -> list[Happening]:
    where, values = Where(chosen).best(connection)
    counted = f"{where or ' WHERE 1'} AND status NOT IN {NOT_COUNTED}"
    cursor = connection.execute(
        f"SELECT occurred_from, occurred_to, kind, sector FROM incident{counted}", values
    )
    found: list[Happening] = []
    while rows := cursor.fetchmany(_AT_ONCE):
        found.extend(Happening(*row) for row in rows)
    return found


def _told(connection: Connection, chosen: Filter) -> list[Incident]:
    """The incidents that have casualty figures at all, which are few."""
    asked = Condition(Aspect.HAS, ("casualties",))
    where, values = Where(replace(chosen, conditions=(*chosen.conditions, asked))).best(connection)
    rows: Iterable[driver.Row] = connection.execute(
        f"SELECT * FROM incident_record{where} AND status NOT IN {NOT_COUNTED}", values
    )
    return [incident_from_row(row) for row in rows]
