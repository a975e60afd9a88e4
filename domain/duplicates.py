"""Which incidents of the log may be the one that is being entered: near in time, place and kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from domain.incident import Facts, Incident
from domain.position import distance_m
from domain.vocabulary import NOT_KNOWN
from domain.words import _

APART = timedelta(hours=1)
"""How far apart two reports of one event can lie in time."""
APART_M = 5_000
"""How far apart in place, besides what their own radii allow."""


@dataclass(frozen=True, slots=True)
class Twin:
    """An incident that may be the same: how far away (None: same place name), how long apart."""

    incident: Incident
    distance_m: float | None
    apart: timedelta
    same_kind: bool


def twins(facts: Facts, incidents: Iterable[Incident], *, limit: int = 5) -> list[Twin]:
    """The likeliest first. Proposals only: a person links them, or does not."""
    found = [twin for incident in incidents if incident.counts and (twin := _twin(facts, incident))]
    return sorted(found, key=lambda one: (not one.same_kind, one.apart, one.distance_m or 0.0))[:limit]


def _twin(facts: Facts, incident: Incident) -> Twin | None:
    other = incident.facts
    apart = max(
        facts.occurred.earliest - other.occurred.latest,
        other.occurred.earliest - facts.occurred.latest,
        timedelta(0),
    )
    unknown = NOT_KNOWN in (facts.kind, other.kind)
    if apart > APART or not (unknown or facts.kind == other.kind):
        return None
    distance = None
    if facts.position and other.position:
        distance = distance_m(facts.position, other.position)
        if distance > APART_M + max(facts.radius_m or 0, other.radius_m or 0):
            return None
    elif not facts.place or facts.place.casefold() != other.place.casefold():
        return None
    return Twin(incident, distance, apart, not unknown)


def membership_text(kept: Incident, duplicate: Incident) -> str:
    """What a merge leaves as it is: which breaches the two belong to, and that no clock changes."""
    if duplicate.breach is None:
        return _("{number} is kept and counted.").format(number=kept.number)
    if kept.breach == duplicate.breach:
        said = _("{kept} is kept and counted. Both stay in {breach}; it counts there once.")
    elif kept.breach is None:
        said = _(
            "{kept} is kept and counted. {duplicate} stays in {breach}, whose clock does not change; {kept}"
            " is in no breach: assess it as one if it belongs there."
        )
    else:
        said = _("{kept} is kept and counted, in {other}. {duplicate} stays in {breach}. No clock changes.")
    return said.format(
        kept=kept.number, duplicate=duplicate.number, breach=duplicate.breach, other=kept.breach
    )
