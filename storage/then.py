"""Incidents as the journal knew them at an earlier entry."""

from __future__ import annotations

from datetime import datetime

from domain.counting import counted_at
from domain.filter import Filter
from domain.incident import Incident
from domain.instant import to_ms
from domain.records import INCIDENT_ACTIONS
from storage import incident_view
from storage.counting import COUNTED_AT
from storage.driver import Connection
from storage.filters import Where
from storage.rows import incident_at, incident_from_row


def known_then(connection: Connection, last: int, chosen: Filter, from_: datetime | None) -> list[Incident]:
    """A selection as entry `last` left it, by time of occurrence; see `Incidents.as_of`.

    Records not touched since are read from the view; the others are folded again from their entries. See
    `Journal.last_before` for what a wall clock that was set does to that.
    """
    marks = ", ".join("?" * len(INCIDENT_ACTIONS))
    logged_later = "(SELECT record FROM journal WHERE seq > ? AND action = 'incident.logged')"
    later = connection.execute(
        "SELECT incident FROM touched WHERE seq > ?1 UNION"
        f" SELECT record FROM journal WHERE seq > ?1 AND action IN ({marks}) EXCEPT"
        " SELECT record FROM journal WHERE seq > ?1 AND action = 'incident.logged'",
        (last, *INCIDENT_ACTIONS),
    )
    touched = [row[0] for row in later.fetchall()]
    where, values = Where(chosen).best(connection)
    rows = connection.execute(
        f"SELECT * FROM incident_record{where or ' WHERE 1'} AND number NOT IN {logged_later}"
        f" AND {COUNTED_AT} >= ?",
        (*values, last, to_ms(from_) if from_ else -(2**62)),
    ).fetchall()
    changed = set(touched)
    kept = [incident_from_row(row) for row in rows if row["number"] not in changed]
    refolded = (incident_at(connection, number, last) for number in touched)
    kept += incident_view.holding([incident for incident in refolded if incident is not None], chosen)
    if from_ is not None:
        kept = [one for one in kept if counted_at(one.facts.occurred) >= from_]
    return sorted(kept, key=lambda incident: (incident.facts.occurred.earliest, incident.number))
