"""What a person can record on a breach, checked before it becomes an entry: the content of each entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain.breach import Acknowledged, Breach, BreachState
from domain.errors import FieldError, InvariantError
from domain.incident import Incident
from domain.instant import Span, format_dtg, iso_utc
from domain.text import clean_line, clean_text, required
from domain.vocabulary import ANCHORS, ANSWERS
from domain.words import _


def anchor_span(incident: Incident, kind: str, now: datetime) -> Span:
    """T0 of `incident` under an anchor. `assessed` is `now`. Raises `FieldError` naming `anchor`."""
    match kind:
        case "occurred":
            return incident.facts.occurred
        case "reported" if incident.facts.reported is not None:
            return Span.at(incident.facts.reported)
        case "reported":
            raise FieldError("anchor", _("{number} has no time of report.").format(number=incident.number))
        case "assessed":
            return Span.at(now)
    raise InvariantError(f"unknown anchor {kind}; expected one of {[term.key for term in ANCHORS]}")


def opening(
    incident: Incident, *, title: str, anchor: str, basis: str, protocol: str, now: datetime
) -> dict[str, Any]:
    """The content that opens a breach on `incident`. Raises `FieldError`."""
    if incident.breach:
        raise FieldError(
            "incident",
            _("{number} already belongs to {breach}.").format(number=incident.number, breach=incident.breach),
        )
    return {
        "incident": incident.number,
        "title": required(clean_line(title, "title"), "title", _("A breach needs a title.")),
        "anchor": anchor,
        "t0": anchor_span(incident, anchor, now).to_json(),
        "basis": _basis(basis),
        "protocol": protocol,
    }


def joining(breach: Breach, incident: Incident, basis: str) -> dict[str, Any]:
    """The content that joins `incident` to `breach`. Raises `FieldError`."""
    _check_open(breach)
    if incident.breach:
        raise FieldError(
            "incident",
            _("{number} already belongs to {breach}.").format(number=incident.number, breach=incident.breach),
        )
    return {"incident": incident.number, "basis": _basis(basis)}


def assessing(breach: Breach, *, phase: int, answer: str, basis: str, question: str) -> dict[str, Any]:
    """The content that answers a phase's question, which is kept with it. Raises `FieldError`."""
    _check_open(breach)
    if answer not in ANSWERS:
        raise FieldError("answer", _("The answer is yes, no or not known."))
    return {"phase": phase, "question": question, "answer": answer, "basis": _basis(basis)}


def acting(
    breach: Breach,
    *,
    phase: int,
    response: str,
    at: Span,
    note: str,
    completes: bool,
    source: str,
    now: datetime,
) -> dict[str, Any]:
    """The content that records an action. Raises `FieldError` for a time before T0 or still to come."""
    _check_open(breach)
    if at.latest < breach.t0.earliest:
        raise FieldError(
            "at",
            _("This is before T0 ({t0}): it cannot answer this breach.").format(
                t0=format_dtg(breach.t0.earliest)
            ),
            _("Correct the time; if T0 is wrong, the breach needs another anchor."),
        )
    if at.earliest > now:
        raise FieldError(
            "at", _("This time is still to come."), _("Record an action once it has been taken.")
        )
    return {
        "phase": phase,
        "response": required(clean_line(response, "response"), "response", _("What was done?")),
        "at": at.to_json(),
        "note": clean_text(note, "note"),
        "completes": completes,
        "source": required(clean_line(source, "source"), "source", _("Who reported it? A source is needed.")),
    }


def turning(breach: Breach, to: BreachState, reason: str) -> dict[str, Any]:
    """The content that closes, voids or reopens. Raises `FieldError` where it is so already."""
    if to is BreachState.OPEN and breach.state is BreachState.OPEN:
        raise FieldError("state", _("{number} is open already.").format(number=breach.number))
    if to is BreachState.MERGED:
        raise InvariantError("a merge names the other breach: see merging()")
    if to is BreachState.OPEN and breach.merged_into:
        raise FieldError(
            "state",
            _("{number} was merged into {into}.").format(number=breach.number, into=breach.merged_into),
            _("Take the merge back instead."),
        )
    if to is not BreachState.OPEN:
        _check_open(breach)
    return {"reason": _reason(reason)}


def acknowledging(breach: Breach, known: Acknowledged) -> dict[str, Any]:
    """The content that takes note of a warning. Raises `FieldError` on a stopped clock."""
    _check_open(breach)
    return {
        "phase": known.phase,
        "deadline": iso_utc(known.deadline),
        "before_s": int(known.before.total_seconds()),
    }


def anchoring(breach: Breach, incident: Incident, kind: str, reason: str) -> dict[str, Any]:
    """The content that moves T0 to another time of one of its incidents. Raises `FieldError`.

    `assessed` is the instant the breach was opened: re-anchoring does not make it later.
    """
    _check_open(breach)
    if incident.number not in breach.incidents:
        raise FieldError(
            "incident",
            _("{number} does not belong to {breach}.").format(number=incident.number, breach=breach.number),
        )
    t0 = anchor_span(incident, kind, breach.opened_at)
    if t0 == breach.t0 and kind == breach.anchor.kind:
        raise FieldError("anchor", _("T0 is that time already."))
    late = [action for action in breach.actions if action.at.latest < t0.earliest]
    if late:
        raise FieldError(
            "anchor",
            _("An action is recorded at {time}, before this T0.").format(time=format_dtg(late[0].at.latest)),
        )
    return {"incident": incident.number, "anchor": kind, "t0": t0.to_json(), "basis": _reason(reason)}


def moving(breach: Breach, protocol: str, reason: str) -> dict[str, Any]:
    """The content that moves a running breach to another protocol. Raises `FieldError`."""
    _check_open(breach)
    if protocol == breach.protocol:
        raise FieldError(
            "protocol", _("{number} follows {name} already.").format(number=breach.number, name=protocol)
        )
    return {"protocol": protocol, "reason": _reason(reason)}


def merging(breach: Breach, into: Breach, reason: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The contents that merge a breach into another: for the merged one, and for the one that takes it in.

    The incidents change over; T0 of the other one does not move. Raises `FieldError`.
    """
    if breach.number == into.number:
        raise FieldError("into", _("A breach cannot be merged into itself."))
    _check_open(breach)
    _check_open(into)
    said = {"incidents": list(breach.incidents), "reason": _reason(reason)}
    return {"into": into.number, **said}, {"from": breach.number, **said}


def unmerging(breach: Breach, into: Breach, reason: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The contents that take a merge back: for the one merged, and for the other. Raises `FieldError`."""
    if breach.merged_into != into.number:
        raise FieldError("into", _("{number} is not merged into it.").format(number=breach.number))
    if into.merged_into or set(breach.incidents) - set(into.incidents):
        raise FieldError(
            "into",
            _("Its incidents have gone on from {number} to another breach.").format(number=into.number),
            _("Take that back first."),
        )
    if not set(into.incidents) - set(breach.incidents):
        raise FieldError(
            "into",
            _("No incident would stay in {number}: its own were split off.").format(number=into.number),
            _("Merge what was split off into it first."),
        )
    said = {"incidents": list(breach.incidents), "reason": _reason(reason)}
    return {"from": into.number, **said}, {"to": breach.number, **said}


def splitting(
    breach: Breach,
    incidents: Sequence[Incident],
    number: str,
    *,
    title: str,
    anchor: str,
    reason: str,
    now: datetime,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The contents that make a breach of its own of some incidents: for the old one, and for the new one.

    The new clock counts from the first of them. Merging it back undoes it. Raises `FieldError`.
    """
    _check_open(breach)
    numbers = [incident.number for incident in incidents]
    if not numbers:
        raise FieldError("incidents", _("Choose the incidents that become a breach of their own."))
    if set(numbers) - set(breach.incidents):
        raise FieldError(
            "incidents", _("Only incidents of {number} can be split off.").format(number=breach.number)
        )
    if set(numbers) == set(breach.incidents):
        raise FieldError("incidents", _("One incident must stay."))
    why = _reason(reason)
    opened = {
        "incident": numbers[0],
        "more": numbers[1:],
        "split_from": breach.number,
        "title": required(clean_line(title, "title"), "title", _("A breach needs a title.")),
        "anchor": anchor,
        "t0": anchor_span(incidents[0], anchor, now).to_json(),
        "basis": why,
        "protocol": breach.protocol,
    }
    return {"into": number, "incidents": numbers, "reason": why}, opened


def _reason(text: str) -> str:
    return required(clean_text(text, "reason"), "reason", _("A reason is needed."))


def _check_open(breach: Breach) -> None:
    if breach.state is not BreachState.OPEN:
        raise FieldError(
            "state",
            _("The clock of {number} is stopped.").format(number=breach.number),
            _("Reopen it first."),
        )


def _basis(text: str) -> str:
    return required(clean_text(text, "basis"), "basis", _("On what basis? An assessment needs one."))


def breach_number(year: int, serial: int) -> str:
    """`BR-2026-0007`: year it was opened (UTC) and serial in that year."""
    return f"BR-{year:04d}-{serial:04d}"
