"""Between rows and values, both ways. Instants are stored as integer milliseconds since 1970 in UTC."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from domain.breach import Breach, fold
from domain.errors import DeskError, FieldError, InvariantError
from domain.incident import Determination, Facts, Incident, Origin
from domain.instant import from_ms, to_ms
from domain.journal import Entry, digest_of
from domain.records import fold_incident
from domain.words import _
from storage.driver import Connection, Row
from storage.finding import surely_at_most


def record_number(number: str) -> tuple[int, int]:
    """Year and serial of `CV-2026-000123`, `BR-2026-0007` or `BRF-2026-0031`."""
    _prefix, year, serial = number.split("-")
    return int(year), int(serial)


def incident_columns(incident: Incident, *, said: int, logged: int) -> dict[str, Any]:
    """The row of an incident: `said` is the entry that holds its facts, `logged` the one that logged it."""
    facts, made = incident.facts, incident.determination
    year, serial = record_number(incident.number)
    return {
        "number": incident.number,
        "year": year,
        "serial": serial,
        "said": said,
        "logged": logged,
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
        "quantity_high": surely_at_most(facts.quantity),
        "means": facts.means,
        "party_alleged": facts.party_alleged,
        "party_assessed": facts.attribution.party,
        "domain": facts.domain,
        "sector": facts.sector,
        "grades": " ".join(str(source.grade) for source in facts.sources),
        "status": incident.status,
        "determination": incident.determined,
        "basis": made.basis if made else None,
        "assessed_by": made.author if made else None,
        "assessed_at": to_ms(made.at) if made else None,
        "duplicate_of": incident.duplicate_of,
        "breach": incident.breach,
        "corrections": incident.corrections,
        "fingerprint": incident.origin.fingerprint if incident.origin else None,
    }


_UNREADABLE = (
    *(AttributeError, LookupError, TypeError, ValueError, FieldError, InvariantError),
    RecursionError,  # brackets in brackets without end
)
"""What a value from a damaged file makes the readers of its parts raise."""


@contextmanager
def reading(record: object) -> Iterator[None]:
    """A block that makes values of rows. Raises `DeskError` naming `record` where the file is damaged."""
    try:
        yield
    except _UNREADABLE as error:
        raise unreadable(record, error) from error


def unreadable(record: object, error: Exception) -> DeskError:
    """A record of a damaged file that gives no value."""
    return DeskError(
        _("{record} cannot be read: the file is damaged.").format(record=record),
        f"({error})",
        _("Verify the desk, and open the last good copy."),
    )


def incident_from_row(row: Row) -> Incident:
    """The incident of a row of `incident_record`. Raises `DeskError` where the file is damaged."""
    try:
        return _incident(row)
    except _UNREADABLE as error:
        raise unreadable(row["number"], error) from error


def _incident(row: Row) -> Incident:
    made = None
    if row["determination"] != "not_assessed":
        made = Determination(
            row["determination"], row["basis"], row["assessed_by"], from_ms(row["assessed_at"])
        )
    told = json.loads(row["told"])
    came = json.loads(row["came"]) if row["came"] else told
    return Incident(
        number=row["number"],
        facts=Facts.from_json(told["facts"]),
        logged_at=from_ms(row["logged_at"]),
        logged_by=row["logged_by"],
        status=row["status"],
        determination=made,
        duplicate_of=row["duplicate_of"],
        breach=row["breach"],
        origin=Origin.from_json(came["origin"]) if came.get("origin") else None,
        corrections=row["corrections"],
    )


def entry_from_row(row: Row) -> Entry:
    """The journal entry of a row, believed only with its digest. Raises `DeskError` where it is damaged."""
    seq, at, author, action, record, content, previous, digest = row
    try:
        instant = from_ms(at)
        if digest != digest_of(seq, instant, author, action, record, content, previous):
            raise ValueError("its content does not match its digest")
        return Entry(seq, instant, author, action, record, json.loads(content), previous, digest, content)
    except _UNREADABLE as error:
        raise unreadable(_("Entry {seq}").format(seq=seq), error) from error


def breach_at(connection: Connection, number: str, last: int | None = None) -> Breach | None:
    """A breach as its entries up to number `last` (or all of them) made it; None where none opened it."""
    entries = connection.execute(
        "SELECT * FROM journal WHERE record = ?1 AND (?2 IS NULL OR seq <= ?2) ORDER BY seq", (number, last)
    ).fetchall()
    breach: Breach | None = None
    try:
        for row in entries:
            breach = fold(breach, entry_from_row(row))
    except _UNREADABLE as error:
        raise unreadable(number, error) from error
    return breach


def incident_at(connection: Connection, number: str, last: int) -> Incident | None:
    """An incident as the entries up to number `last` made it; None where it was not logged by then."""
    incident: Incident | None = None
    try:
        for entry in entries_touching(connection, number, last):
            incident = fold_incident(incident, entry)
    except _UNREADABLE as error:
        raise unreadable(number, error) from error
    return incident


def entries_touching(connection: Connection, incident: str, last: int | None = None) -> list[Entry]:
    """Every entry that changed an incident, those on its breaches among them, up to number `last`."""
    rows = connection.execute(
        "SELECT * FROM journal WHERE (record = ?1 OR seq IN (SELECT seq FROM touched WHERE incident = ?1))"
        " AND (?2 IS NULL OR seq <= ?2) ORDER BY seq",
        (incident, last),
    ).fetchall()
    return [entry_from_row(row) for row in rows]
