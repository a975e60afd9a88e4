"""Which breaches an incident may belong to, and how often it has happened there before. Proposals only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.incident import Facts, Incident
from domain.position import distance_m
from domain.vocabulary import NOT_KNOWN

WITHIN_M = 10_000
"""How far apart two incidents can be and still be proposed as one case."""
WITHIN = timedelta(hours=72)
"""How far apart in time."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A breach an incident may belong to: how far away its nearest incident was, and how long before."""

    breach: str
    incident: str
    distance_m: float | None
    """None where they share a place name and one of them has no position."""
    apart: timedelta
    same_party: bool


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often before: nearby in the last 72 h, in all, and the time since the last one."""

    nearby: int
    total: int
    since_last: timedelta | None


def proposals(facts: Facts, incidents: Iterable[Incident]) -> list[Proposal]:
    """Breaches near in place and time, the best first: same party, then nearest, then latest.

    `incidents` are those of open breaches. Nothing is joined by this: a person decides.
    """
    best: dict[str, Proposal] = {}
    for incident in incidents:
        if incident.breach is None or (near := _near(facts, incident)) is None:
            continue
        known = best.get(incident.breach)
        if known is None or _rank(near) < _rank(known):
            best[incident.breach] = near
    return sorted(best.values(), key=_rank)


def recurrence(facts: Facts, incidents: Iterable[Incident], *, since: datetime | None = None) -> Recurrence:
    """Incidents that count, near the place of `facts`, in the 72 h before it and since `since` (UTC)."""
    at = facts.occurred.earliest
    before = [
        incident
        for incident in incidents
        if incident.counts
        and incident.facts.occurred.earliest <= at
        and (since is None or incident.facts.occurred.earliest >= since)
        and _distance(facts, incident.facts) is not _FAR
    ]
    recent = [i for i in before if at - i.facts.occurred.earliest <= WITHIN]
    last = max((i.facts.occurred.latest for i in before), default=None)
    return Recurrence(len(recent), len(before), max(at - last, timedelta(0)) if last else None)


_FAR = float("inf")


def _near(facts: Facts, incident: Incident) -> Proposal | None:
    other = incident.facts
    apart = max(
        facts.occurred.earliest - other.occurred.latest,
        other.occurred.earliest - facts.occurred.latest,
        timedelta(0),
    )
    distance = _distance(facts, other)
    if apart > WITHIN or distance is _FAR:
        return None
    same = facts.party_alleged == other.party_alleged != NOT_KNOWN
    return Proposal(incident.breach or "", incident.number, distance, apart, same)


def _distance(facts: Facts, other: Facts) -> float | None:
    """Metres between two incidents; None where only the name of the place is shared; `_FAR` where neither."""
    if facts.position and other.position:
        metres = distance_m(facts.position, other.position)
        return metres if metres <= WITHIN_M else _FAR
    same = facts.place and facts.place.casefold() == other.place.casefold()
    return None if same else _FAR


def _rank(proposal: Proposal) -> tuple[bool, float, timedelta, str, str]:
    """Numbers decide last, so that the order in which incidents are read decides nothing."""
    distance = proposal.distance_m or 0.0
    return not proposal.same_party, distance, proposal.apart, proposal.breach, proposal.incident
