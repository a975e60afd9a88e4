"""Changes of records that stand already: merged and parted, undone, edited together. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from domain.errors import FieldError, InvariantError
from domain.incident import Incident
from domain.journal import Entry
from domain.text import clean_text, required
from domain.vocabulary import STATUSES
from domain.words import _
from storage.driver import Connection
from storage.incidents import Incidents
from storage.journal import Journal, Write
from storage.rows import incident_at


class Corrections:
    """One user action each; each says why."""

    def __init__(self, connection: Connection, journal: Journal, incidents: Incidents) -> None:
        self._connection = connection
        self._journal = journal
        self._incidents = incidents

    # --- duplicates -----------------------------------------------------------------------------------

    def merge(self, number: str, other: str, *, reason: str, author: str) -> Incident:
        """Record two incidents as one: the older number stays and counts, the other is its duplicate.

        Gives the one that is kept. Raises `FieldError`, `DeskError`.
        """
        why = reason_of(reason)
        with self._journal.writing(author) as write:
            kept, duplicate = self.pair(number, other)
            _merge(write, kept, duplicate, why)
        return self._incidents.get(kept.number)

    def write_duplicate(self, write: Write, number: str, of: str) -> None:
        """Say of a report just written that it is another one of a known event, inside a transaction."""
        kept, duplicate = self.pair(number, of)
        _merge(write, kept, duplicate, _("entered as another report of it"))

    def unmerge(self, number: str, *, reason: str, author: str) -> Incident:
        """Take a merge back: the duplicate counts again, with the status it had. Raises `FieldError`."""
        why = reason_of(reason)
        with self._journal.writing(author) as write:
            incident = self._incidents.get(number)
            if incident.duplicate_of is None:
                raise FieldError("incident", _("{number} is no duplicate.").format(number=number))
            _unmerge(write, incident, self._status_before(number), why)
        return self._incidents.get(number)

    def duplicates(self, number: str) -> list[str]:
        """The numbers merged into an incident."""
        rows = self._connection.execute(
            "SELECT number FROM incident WHERE duplicate_of = ? ORDER BY year, serial", (number,)
        ).fetchall()
        return [str(row[0]) for row in rows]

    def merged_into(self, number: str) -> list[str]:
        """The numbers merged into an incident, and those merged into them before, each after its own."""
        return [each for one in self.duplicates(number) for each in (one, *self.merged_into(one))]

    def pair(self, number: str, other: str) -> tuple[Incident, Incident]:
        """Of two reports of one event, the one that would be kept and the other. Raises `FieldError`."""
        one, two = self._root(number), self._root(other)
        if one.number == two.number:
            raise FieldError("incident", _("They are one incident already."))
        kept, duplicate = sorted((one, two), key=lambda i: _age(i.number))
        if not kept.counts:
            raise FieldError(
                "incident",
                _("{number} is {status} and does not count.").format(
                    number=kept.number, status=STATUSES.label(kept.status)
                ),
                _("Assess it first; otherwise neither of the two would be counted."),
            )
        return kept, duplicate

    def _root(self, number: str) -> Incident:
        incident = self._incidents.get(number)
        while incident.duplicate_of is not None:
            incident = self._incidents.get(incident.duplicate_of)
        return incident

    def _status_before(self, number: str) -> str:
        for entry in reversed(self._incidents.history(number)):
            if entry.action == "incident.merged":
                return str(entry.content["status"])
        raise InvariantError(f"{number} is a duplicate that was never merged")

    # --- undo -----------------------------------------------------------------------------------------

    def last_change(self, number: str) -> Entry | None:
        """The entry that `undo` would take back; None where that cannot be done here."""
        last = self._incidents.history(number)[-1]
        return last if last.action in _INVERSES or last.action == "evidence.added" else None

    def undo(self, number: str, *, reason: str, author: str) -> Incident:
        """Take back the last change of a record by an entry of its own. Raises `FieldError`, `DeskError`."""
        why = reason_of(reason)
        with self._journal.writing(author) as write:
            self._incidents.get(number)
            entry = self.last_change(number)
            if entry is None:
                raise FieldError(
                    "incident",
                    _("Its last change was made on a breach, or was its withdrawal."),
                    _("Take that back on the breach, or assess the incident anew."),
                )
            if entry.action == "evidence.added":
                content = {"incident": number, "reason": why, "undoes": entry.seq}
                write(action="evidence.withdrawn", record=entry.record, content=content)
            else:
                take_back(write, self._connection, entry, why)
        return self._incidents.get(number)


def _merge(write: Write, kept: Incident, duplicate: Incident, why: str) -> None:
    content = {"into": kept.number, "status": duplicate.status, "reason": why}
    write(action="incident.merged", record=duplicate.number, content=content)


def _unmerge(write: Write, incident: Incident, status: str, why: str) -> None:
    content = {"from": incident.duplicate_of, "status": status, "reason": why}
    write(action="incident.unmerged", record=incident.number, content=content)


def reason_of(text: str) -> str:
    """A reason as it is kept. Raises `FieldError` naming `reason`."""
    return required(clean_text(text, "reason"), "reason", _("A reason is needed."))


def _age(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("-")[1:])


Inverse = Callable[[Incident | None, Entry], tuple[str, dict[str, Any]]]


def _known(before: Incident | None, entry: Entry) -> Incident:
    if before is None:
        raise InvariantError(f"entry {entry.seq} changed what was not there")
    return before


def _withdrawn(_before: Incident | None, _entry: Entry) -> tuple[str, dict[str, Any]]:
    return "incident.assessed", {"status": "withdrawn", "determination": "not_assessed"}


def _facts_before(before: Incident | None, entry: Entry) -> tuple[str, dict[str, Any]]:
    return "incident.corrected", {"facts": _known(before, entry).facts.to_json()}


def _judged_before(before: Incident | None, entry: Entry) -> tuple[str, dict[str, Any]]:
    was = _known(before, entry)
    if was.duplicate_of is not None:
        return "incident.merged", {"into": was.duplicate_of, "status": entry.content["status"]}
    return "incident.assessed", {"status": was.status, "determination": was.determined}


def _parted(_before: Incident | None, entry: Entry) -> tuple[str, dict[str, Any]]:
    return "incident.unmerged", {"from": entry.content["into"], "status": entry.content["status"]}


def _merged(_before: Incident | None, entry: Entry) -> tuple[str, dict[str, Any]]:
    return "incident.merged", {"into": entry.content["from"], "status": entry.content["status"]}


_INVERSES: dict[str, Inverse] = {
    "incident.logged": _withdrawn,
    "incident.corrected": _facts_before,
    "incident.assessed": _judged_before,
    "incident.merged": _parted,
    "incident.unmerged": _merged,
}


def take_back(
    write: Write, connection: Connection, entry: Entry, why: str, more: dict[str, Any] | None = None
) -> None:
    """Write the inverse of an entry on an incident that was its last change."""
    before = incident_at(connection, entry.record, entry.seq - 1)
    action, content = _INVERSES[entry.action](before, entry)
    content |= {"reason": why, "undoes": entry.seq, **(more or {})}
    if action == "incident.assessed":
        content["basis"] = content.pop("reason")
    write(action=action, record=entry.record, content=content)


def numbers_of(incidents: Iterable[Incident]) -> list[str]:
    """The numbers of incidents, in order."""
    return [incident.number for incident in incidents]
