"""Counts over years of a log, by the database alone: no incident is read where none was changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.briefing import Totals, figures
from domain.counting import HALF, in_period
from domain.filter import Filter
from domain.instant import to_ms
from domain.quantity import Violations
from storage.counting import COUNTED_AT
from storage.driver import Connection
from storage.filters import Where
from storage.incidents import Incidents
from storage.journal import Journal

_LOOKED_AT = 50_000
"""Quantities that are looked at one by one."""
_COUNTS = "status NOT IN ('refuted', 'withdrawn', 'duplicate')"
_SUMS = (
    "SELECT count(*), sum(quantity), count(quantity), sum(quantity_high), count(quantity_high),"
    " total(quantity < quantity_high) FROM incident"
)


class Sums:
    """Totals of one desk."""

    def __init__(self, connection: Connection, journal: Journal, incidents: Incidents) -> None:
        self._connection = connection
        self._journal = journal
        self._incidents = incidents

    def between(self, chosen: Filter, since: datetime, until: datetime, cut_off: datetime) -> Totals:
        """What is counted of a selection that belongs to since ≤ time < until, as known at `cut_off`.

        All UTC. What lies well inside is summed along an index; the two ends are looked at row by row.
        """
        asked = replace(chosen, since=since - HALF, until=until)
        if self._journal.last_before(cut_off) < self._journal.head()[0]:
            made = figures(in_period(self._incidents.as_of(cut_off, asked, from_=since), since, until))
            return Totals(made.incidents, made.violations)
        inner = max(until - HALF, since)
        rows = [
            self._sum(replace(chosen, since=since, until=inner)),
            *(
                self._sum(replace(chosen, since=first, until=last), since, until)
                for first, last in ((since - HALF, since), (inner, until))
            ),
        ]
        incidents, low, counted, high, closed, ranges = (sum(column) for column in zip(*rows, strict=True))
        about = closed > ranges and self._is_about(asked, closed)
        return Totals(incidents, Violations(low, high, closed < counted, about, counted, incidents - counted))

    def _sum(self, asked: Filter, *edges: datetime) -> list[int]:
        where, values = Where(asked).best(self._connection)
        checked = f" AND {COUNTED_AT} >= ? AND {COUNTED_AT} < ?" if edges else ""
        row = self._connection.execute(
            f"{_SUMS}{where or ' WHERE 1'} AND {_COUNTS}{checked}", (*values, *map(to_ms, edges))
        ).fetchone()
        return [int(value or 0) for value in row]

    def _is_about(self, asked: Filter, count: int) -> bool:
        """Whether a quantity in the sum is approximate. A sum of very many is called so without looking."""
        if count > _LOOKED_AT:
            return True
        where, values = Where(asked).best(self._connection)
        found: Sequence[Any] | None = self._connection.execute(
            f"SELECT 1 FROM incident_record{where or ' WHERE 1'} AND quantity = quantity_high AND {_COUNTS}"
            " AND json_extract(told, '$.facts.quantity.qualifier') = 'about' LIMIT 1",
            tuple(values),
        ).fetchone()
        return found is not None
