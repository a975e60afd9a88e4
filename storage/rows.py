"""Between rows and values, both ways. Instants are stored as integer milliseconds since 1970 in UTC."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from domain.incident import Determination, Facts, Incident, Origin
from domain.instant import from_ms, to_ms
from domain.journal import Entry, canonical
from storage.driver import Connection, Row


def record_number(number: str) -> tuple[int, int]:
    """Year and serial of `CV-2026-000123`, `BR-2026-0007` or `BRF-2026-0031`."""
    _prefix, year, serial = number.split("-")
    return int(year), int(serial)


def incident_columns(incident: Incident) -> dict[str, Any]:
    """The row of an incident."""
    facts, made, origin = incident.facts, incident.determination, incident.origin
    year, serial = record_number(incident.number)
    return {
        "number": incident.number,
        "year": year,
        "serial": serial,
        "logged_at": to_ms(incident.logged_at),
        "logged_by": incident.logged_by,
        "occurred_from": to_ms(facts.occurred.earliest),
        "occurred_to": to_ms(facts.occurred.latest),
        "kind": facts.kind,
        "place": facts.place,
        "oblast": facts.oblast,
        "lat_e5": facts.position.lat_e5 if facts.position else None,
        "lon_e5": facts.position.lon_e5 if facts.position else None,
        "quantity": facts.quantity.low if facts.quantity else None,
        "party_alleged": facts.party_alleged,
        "grades": " ".join(str(source.grade) for source in facts.sources),
        "status": incident.status,
        "determination": incident.determined,
        "basis": made.basis if made else None,
        "assessed_by": made.author if made else None,
        "assessed_at": to_ms(made.at) if made else None,
        "breach": incident.breach,
        "corrections": incident.corrections,
        "facts": canonical(facts.to_json()),
        "origin": canonical(origin.to_json()) if origin else None,
        "fingerprint": origin.fingerprint if origin else None,
    }


def incident_from_row(row: Row) -> Incident:
    """The incident of a row that has all columns."""
    made = None
    if row["determination"] != "not_assessed":
        made = Determination(
            row["determination"], row["basis"], row["assessed_by"], from_ms(row["assessed_at"])
        )
    return Incident(
        number=row["number"],
        facts=Facts.from_json(json.loads(row["facts"])),
        logged_at=from_ms(row["logged_at"]),
        logged_by=row["logged_by"],
        status=row["status"],
        determination=made,
        breach=row["breach"],
        origin=Origin.from_json(json.loads(row["origin"])) if row["origin"] else None,
        corrections=row["corrections"],
    )


def entry_from_row(row: Row) -> Entry:
    """The journal entry of a row."""
    return Entry(
        row["seq"],
        from_ms(row["at"]),
        row["author"],
        row["action"],
        row["record"],
        json.loads(row["content"]),
        row["previous"],
        row["digest"],
    )


def breach_entries(connection: Connection, number: str, *, before: int | None = None) -> Iterator[Entry]:
    """The entries of one breach in order; only those before sequence number `before` where it is given."""
    rows = connection.execute(
        "SELECT * FROM journal WHERE record = ? AND (? IS NULL OR seq < ?) ORDER BY seq",
        (number, before, before),
    ).fetchall()
    return map(entry_from_row, rows)
