"""Which issued products say what no longer holds, and what changed since they were issued."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.amendments import CORRECTING, RECASTING, Amendment, of_breach, of_incident
from domain.incident import Incident
from domain.records import INCIDENT_ACTIONS
from domain.redaction import WHOLE
from domain.withholding import Withholding
from storage.briefings import Briefings, SavedBriefing
from storage.driver import Connection
from storage.journal import Journal
from storage.rows import breach_at, entries_touching, incident_at

LATEST = 100
"""So many issued products are looked at: older ones are out of use."""
_OWN = (*(action for action in CORRECTING if action in INCIDENT_ACTIONS), *RECASTING)
"""Actions whose entry stands under the number of the record itself."""


@dataclass(frozen=True, slots=True)
class Affected:
    """An issued product, and how many of its facts were corrected, and how many judged for the first time."""

    serial: str
    corrected: int
    judged: int


class Amending:
    """Compares what was issued with the journal as it went on."""

    def __init__(self, connection: Connection, journal: Journal, briefings: Briefings) -> None:
        self._connection = connection
        self._journal = journal
        self._briefings = briefings

    def affected(self, *, limit: int = LATEST) -> dict[str, Affected]:
        """The products that a later entry makes incomplete or wrong, by serial. Corrigenda count as read."""
        found = {}
        for issued in self._briefings.saved(limit=limit):
            if issued.kind == "corrigendum" or not issued.entries:
                continue
            if made := self.since_issue(issued):
                first = sum(1 for one in made if one.first)
                found[issued.serial] = Affected(issued.serial, len(made) - first, first)
        return found

    def since_issue(self, issued: SavedBriefing, last: int | None = None) -> list[Amendment]:
        """What changed since a product, or its last corrigendum, was issued, up to entry `last`, in order.

        What its edition left out is left out here; a change of nothing else is none.
        """
        corrigenda = self._briefings.corrigenda(issued.serial)
        since = max([issued.entries, *(one.entries for one in corrigenda)])
        end = self._journal.head()[0] if last is None else last
        if since >= end:
            return []
        records = self._briefings.records(issued.serial)
        numbers = [number for number in self.changed(since, end) if number in records]
        redaction = issued.request.plan.redaction if issued.request else WHOLE
        return self.of_records(numbers, since, end, Withholding(redaction))

    def of_records(
        self, numbers: Sequence[str], since: int, last: int, hidden: Withholding
    ) -> list[Amendment]:
        """What entries after `since`, up to `last`, changed of these records, in order.

        `hidden` learns what the records were and are: a reason may name what an edition leaves out.
        """
        if hidden.redaction:
            hidden.learn(one for number in numbers for one in self._versions(number, since, last))
        made = [hidden.amendment(one) for number in numbers for one in self._of(number, since, last, hidden)]
        return sorted(made, key=lambda one: (one.seq, one.record))

    def changed(self, since: int, last: int) -> list[str]:
        """The incidents and breaches that entries after `since`, up to `last`, may have changed."""
        own, any_of = ", ".join("?" * len(_OWN)), ", ".join("?" * len(CORRECTING))
        rows = self._connection.execute(
            f"SELECT record FROM journal WHERE seq > ? AND seq <= ? AND action IN ({own})"
            " UNION SELECT incident FROM touched JOIN journal USING (seq)"
            f" WHERE seq > ? AND seq <= ? AND action IN ({any_of})",
            (since, last, *_OWN, since, last, *CORRECTING),
        ).fetchall()
        return sorted(str(row[0]) for row in rows)

    def logged(self, since: int, last: int) -> list[str]:
        """The incidents that entries after `since`, up to `last`, logged, in order."""
        rows = self._connection.execute(
            "SELECT record FROM journal WHERE seq > ? AND seq <= ? AND action = 'incident.logged'"
            " ORDER BY seq",
            (since, last),
        ).fetchall()
        return [str(row[0]) for row in rows]

    def _of(self, number: str, since: int, last: int, hidden: Withholding) -> Iterator[Amendment]:
        if number.startswith("BR-"):
            breach = breach_at(self._connection, number, since)
            if breach is not None:
                later = [e for e in self._journal.entries_of(number) if since < e.seq <= last]
                yield from of_breach(breach, later)
            return
        incident = incident_at(self._connection, number, since)
        if incident is not None:
            entries = entries_touching(self._connection, number, last)
            yield from of_incident(incident, [e for e in entries if e.seq > since], hidden.incident)

    def _versions(self, number: str, since: int, last: int) -> Iterator[Incident]:
        """An incident as it was and as it is: both may hold words that an edition leaves out."""
        if not number.startswith("BR-"):
            for seq in (since, last):
                if (known := incident_at(self._connection, number, seq)) is not None:
                    yield known
