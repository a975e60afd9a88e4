"""Incidents around a place, for proposals and for saying how often it has happened there."""

from __future__ import annotations

import math
import re
from datetime import datetime

from domain.duplicates import APART, Twin, twins
from domain.incident import Facts, Incident
from domain.instant import to_ms
from domain.nearness import WITHIN, WITHIN_M, Proposal, Recurrence, proposals, recurrence
from storage.driver import Connection
from storage.rows import incident_from_row

MOST = 2_000
"""How many incidents around a place are looked at, the latest first."""
_OF_OPEN_BREACHES = "AND breach IN (SELECT number FROM breach WHERE state = 'open')"
_METRES_PER_DEGREE = 111_320


class Nearby:
    """Windowed, indexed reads around one place."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def proposals(self, facts: Facts, *, but: str = "") -> list[Proposal]:
        """Open breaches these facts may belong to, the best first; the incident `but` is left out."""
        when = _between(facts.occurred.earliest - WITHIN, facts.occurred.latest + WITHIN)
        known = self._around(facts, f"{when} {_OF_OPEN_BREACHES}")
        return proposals(facts, [incident for incident in known if incident.number != but])

    def recurrence(self, facts: Facts, *, but: str = "", since: datetime | None = None) -> Recurrence:
        """How often it has happened there before (since an instant, in UTC); `but` is left out."""
        before = f"AND occurred_from <= {to_ms(facts.occurred.earliest)}"
        return recurrence(facts, [i for i in self._around(facts, before) if i.number != but], since=since)

    def twins(self, facts: Facts, *, but: str = "") -> list[Twin]:
        """Incidents that may be the same event, the likeliest first; the incident `but` is left out."""
        when = _between(facts.occurred.earliest - APART, facts.occurred.latest + APART)
        return twins(facts, [i for i in self._around(facts, when) if i.number != but])

    def _around(self, facts: Facts, condition: str) -> list[Incident]:
        found: dict[str, Incident] = {}
        if facts.position is not None:
            lat, lon = facts.position.lat_e5, facts.position.lon_e5
            north = math.ceil(WITHIN_M / _METRES_PER_DEGREE * 100_000) + 1
            east = math.ceil(north / max(math.cos(math.radians(facts.position.lat)), 0.01))
            rows = self._connection.execute(
                "SELECT * FROM incident_record WHERE id IN (SELECT id FROM incident_box"
                " WHERE south >= ? AND north <= ? AND west >= ? AND east <= ?)"
                f" {condition} ORDER BY occurred_from DESC LIMIT {MOST}",
                (lat - north, lat + north, lon - east, lon + east),
            ).fetchall()
            found |= {row["number"]: incident_from_row(row) for row in rows}
        if facts.place:
            for spelling in _spellings(facts.place):
                rows = self._connection.execute(
                    "SELECT * FROM incident_record WHERE place = ? COLLATE NOCASE"
                    f" {condition} ORDER BY occurred_from DESC LIMIT {MOST}",
                    (spelling,),
                ).fetchall()
                found |= {row["number"]: incident_from_row(row) for row in rows}
        return list(found.values())


def _spellings(place: str) -> list[str]:
    """A name in the cases it is written in. SQLite ignores the case of A–Z alone, and that by its index."""
    if place.isascii():
        return [place]
    lower = place.lower()
    parts = re.split(r"([\s-]+)", lower)
    capitals = "".join(part[:1].upper() + part[1:] for part in parts)
    first = lower[:1].upper() + lower[1:]
    return list(dict.fromkeys((place, lower, place.upper(), capitals, first)))


def _between(first: datetime, last: datetime) -> str:
    """A condition that leaves the incidents whose time reaches into this one (UTC, both ends inclusive)."""
    return f"AND occurred_from <= {to_ms(last)} AND occurred_to >= {to_ms(first)}"
