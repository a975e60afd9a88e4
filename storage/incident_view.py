"""The view of incidents: a row for each, and what it is found by."""

from __future__ import annotations

from collections.abc import Sequence

from domain.errors import InvariantError
from domain.filter import Filter
from domain.incident import Incident
from domain.journal import Entry
from domain.records import fold_incident
from storage import driver, finding
from storage.driver import Connection
from storage.filters import where_clause
from storage.finding import FINDING_2
from storage.rows import incident_columns, incident_from_row
from storage.schema import INCIDENT_2

AT_ONCE = 500
"""So many new incidents go into a table before the next table has its turn: a word index that is written to
between other tables brings its words to the disk each time."""

_COLUMNS = (
    "number year serial said logged logged_at logged_by occurred_from occurred_to kind place oblast"
    " lat_e5 lon_e5 quantity quantity_high means party_alleged party_assessed domain sector grades"
    " status determination basis assessed_by assessed_at duplicate_of breach corrections fingerprint"
).split()
_VALUES = ", ".join(f":{column}" for column in _COLUMNS)
_INSERT = f"INSERT INTO incident (id, {', '.join(_COLUMNS)}) VALUES (:id, {_VALUES})"
_UPDATE = f"UPDATE incident SET {', '.join(f'{c} = :{c}' for c in _COLUMNS)} WHERE number = :number"


def add(connection: Connection, made: Sequence[tuple[int, Incident]]) -> list[int]:
    """Put incidents into the view, each with the number of the entry that logged it, and let them be found.

    Gives their row ids. Raises `InvariantError` for a number that is there already.
    """
    if not made:
        return []
    first = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM incident").fetchone()[0]
    ids = list(range(first, first + len(made)))
    rows = [
        {"id": row_id, **incident_columns(incident, said=seq, logged=seq)}
        for row_id, (seq, incident) in zip(ids, made, strict=True)
    ]
    connection.executemany(_INSERT, rows)
    finding.add(connection, [(row_id, incident) for row_id, (_seq, incident) in zip(ids, made, strict=True)])
    return ids


def change(connection: Connection, entry: Entry, number: str) -> None:
    """Bring the row of an incident up to date. Raises `InvariantError` where none was logged."""
    row = connection.execute("SELECT * FROM incident_record WHERE number = ?", (number,)).fetchone()
    if row is None:
        raise InvariantError(f"entry {entry.seq} speaks of {number}, which was never logged")
    incident = fold_incident(incident_from_row(row), entry)
    corrected = entry.action == "incident.corrected"
    said = entry.seq if corrected else row["said"]
    connection.execute(_UPDATE, incident_columns(incident, said=said, logged=row["logged"]))
    if corrected:
        finding.remove(connection, row["id"])
        finding.add(connection, [(row["id"], incident)])


def holding(incidents: list[Incident], chosen: Filter) -> list[Incident]:
    """Those of `incidents` that a filter selects, asked by the same SQL as the log."""
    if chosen.is_empty or not incidents:
        return incidents
    apart = driver.scratch()
    try:
        apart.executescript(INCIDENT_2 + FINDING_2)
        ids = add(apart, [(0, incident) for incident in incidents])
        by_id = dict(zip(ids, incidents, strict=True))
        where, values = where_clause(chosen)
        return [by_id[row[0]] for row in apart.execute(f"SELECT id FROM incident{where}", values)]
    finally:
        apart.close()
