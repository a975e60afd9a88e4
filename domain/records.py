"""From journal entries to incidents: the other fold beside `breach.fold`.

An entry about a breach can also speak of an incident: opening a breach on it, or joining it to one, is
the assessment of that incident as a breach, in the same entry.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from domain.errors import InvariantError
from domain.incident import Determination, Facts, Incident, Origin
from domain.journal import Entry

MERGING_ACTIONS = ("incident.merged", "incident.unmerged")
INCIDENT_ACTIONS = ("incident.logged", "incident.corrected", "incident.assessed", *MERGING_ACTIONS)
EVIDENCE_ACTIONS = ("evidence.added", "evidence.withdrawn")
"""An incident is touched by its evidence, and stays what it was."""
JOINING_ACTIONS = ("breach.opened", "breach.joined")
PASSING_ACTIONS = ("breach.absorbed", "breach.released", "breach.split_off")
"""Incidents change over from one breach to another."""
CHANGING_ACTIONS = (
    *("incident.corrected", "incident.assessed", *MERGING_ACTIONS),
    *(*JOINING_ACTIONS, *PASSING_ACTIONS),
)
"""The actions after which an incident is not what it was."""


def incidents_of(entry: Entry) -> tuple[str, ...]:
    """The numbers of the incidents an entry changes; none where it changes none."""
    if entry.action in INCIDENT_ACTIONS:
        return (entry.record,)
    if entry.action in (*JOINING_ACTIONS, *EVIDENCE_ACTIONS):
        return (entry.content["incident"],)
    if entry.action in PASSING_ACTIONS:
        return tuple(entry.content["incidents"])
    return ()


def logged_content(incident: Incident) -> dict[str, Any]:
    """The content of the entry that logs an incident, from which `fold_incident` makes it again."""
    content: dict[str, Any] = {"facts": incident.facts.to_json()}
    if incident.origin is not None:
        content["origin"] = incident.origin.to_json()
    return content


def fold_incident(incident: Incident | None, entry: Entry) -> Incident:
    """The incident after one more entry. Raises `InvariantError` for an entry it cannot follow from."""
    content = entry.content
    if entry.action == "incident.logged":
        return _logged(incident, entry)
    if incident is None:
        raise InvariantError(
            f"entry {entry.seq} speaks of {', '.join(incidents_of(entry))}, which was never logged"
        )
    match entry.action:
        case "incident.corrected":
            return replace(
                incident, facts=Facts.from_json(content["facts"]), corrections=incident.corrections + 1
            )
        case "incident.assessed":
            return incident.assessed(
                status=content["status"],
                determination=content["determination"],
                basis=content["basis"],
                author=entry.author,
                at=entry.at,
            )
        case "incident.merged":
            return replace(incident, status="duplicate", duplicate_of=content["into"])
        case "incident.unmerged":
            return replace(incident, status=content["status"], duplicate_of=None)
        case "evidence.added" | "evidence.withdrawn":
            return incident
        case "breach.opened" | "breach.joined":
            made = Determination("breach", content["basis"], entry.author, entry.at)
            return replace(incident, determination=made, breach=entry.record)
        case "breach.absorbed":
            return replace(incident, breach=entry.record)
        case "breach.released":
            return replace(incident, breach=content["to"])
        case "breach.split_off":
            return replace(incident, breach=content["into"])
    raise InvariantError(f"entry {entry.seq}: an incident does not know {entry.action}")


def _logged(incident: Incident | None, entry: Entry) -> Incident:
    if incident is not None:
        raise InvariantError(f"{entry.record} was logged twice")
    origin = entry.content.get("origin")
    return Incident(
        number=entry.record,
        facts=Facts.from_json(entry.content["facts"]),
        logged_at=entry.at,
        logged_by=entry.author,
        origin=Origin.from_json(origin) if origin else None,
    )
