"""What became of a record after a product was issued, entry by entry: old and new value, author, reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.breach import Breach, BreachState, fold
from domain.changes import Change, changes
from domain.incident import Incident
from domain.instant import format_span
from domain.journal import Entry
from domain.records import fold_incident
from domain.vocabulary import ANCHORS, DETERMINATIONS, STATUSES
from domain.words import N_, _

CORRECTING = (
    *("incident.corrected", "incident.assessed", "incident.merged", "incident.unmerged"),
    *("breach.opened", "breach.joined", "evidence.withdrawn"),
)
"""Actions on an incident after which a page may say what no longer holds."""
RECASTING = ("breach.anchored", "breach.moved", "breach.voided", "breach.merged", "breach.unmerged")
"""The same on a breach; that a clock goes on, is acted on or closed is no correction."""
_STATES = {
    BreachState.OPEN: N_("open"),
    BreachState.CLOSED: N_("closed"),
    BreachState.VOIDED: N_("opened in error"),
    BreachState.MERGED: N_("merged"),
}
_UNSETTLED = ("alleged", "under_verification")


@dataclass(frozen=True, slots=True)
class Amendment:
    """One entry that changed a record, and what changed. `first`: a judgement was made, and none changed."""

    record: str
    seq: int
    at: datetime
    author: str
    reason: str
    changes: tuple[Change, ...]
    first: bool = False


def of_incident(
    known: Incident, entries: Iterable[Entry], cut: Callable[[Incident], Incident] = lambda one: one
) -> Iterator[Amendment]:
    """What `entries`, in order, changed of an incident; `cut` leaves out of it what an edition leaves out."""
    for entry in entries:
        before, known = known, fold_incident(known, entry)
        if entry.action not in CORRECTING:
            continue
        found = incident_changes(cut(before), cut(known))
        if entry.action == "evidence.withdrawn":
            found = [Change(_("Evidence {number}").format(number=entry.record), _("listed"), _("withdrawn"))]
        if found:
            reason = str(entry.content.get("reason") or entry.content.get("basis") or "")
            yield Amendment(
                known.number,
                entry.seq,
                entry.at,
                entry.author,
                reason,
                tuple(found),
                _is_first(before, known),
            )


def of_breach(known: Breach, entries: Iterable[Entry]) -> Iterator[Amendment]:
    """What `entries`, in order, changed of a breach so that its deadlines or its being a case changed."""
    for entry in entries:
        before, known = known, fold(known, entry)
        if entry.action not in RECASTING:
            continue
        pairs = (
            (_("T0"), _anchor(before), _anchor(known)),
            (_("Protocol"), before.protocol, known.protocol),
            (_("State"), _(_STATES[before.state]), _(_STATES[known.state])),
        )
        found = tuple(Change(*pair) for pair in pairs if pair[1] != pair[2])
        if found:
            reason = str(entry.content.get("reason") or entry.content.get("basis") or "")
            yield Amendment(known.number, entry.seq, entry.at, entry.author, reason, found)


def incident_changes(old: Incident, new: Incident) -> list[Change]:
    """Every field that a page shows and that differs."""
    judged = (
        (_("Status"), STATUSES.label(old.status), STATUSES.label(new.status)),
        (_("Determination"), DETERMINATIONS.label(old.determined), DETERMINATIONS.label(new.determined)),
        (_("Duplicate of"), old.duplicate_of or "", new.duplicate_of or ""),
    )
    return [*changes(old.facts, new.facts), *(Change(*each) for each in judged if each[1] != each[2])]


def _is_first(old: Incident, new: Incident) -> bool:
    """Whether nothing that stood was changed: a person judged what nobody had judged before."""
    undecided = old.determination is None or old.determined == new.determined
    return old.facts == new.facts and undecided and old.status in _UNSETTLED and new.counts


def _anchor(breach: Breach) -> str:
    return f"{format_span(breach.t0)} ({ANCHORS.label(breach.anchor.kind)})"
