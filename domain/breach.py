"""A breach: a case with one clock, as a fold of what people recorded about it.

One anchor T0, many incidents; later incidents never reset T0. There is no pause: a clock is closed,
voided (opened in error) or reopened, each with a reason, and its deadlines never move by that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.errors import FieldError, InvariantError
from domain.incident import Incident
from domain.instant import Span, format_dtg, iso_utc, parse_iso_utc
from domain.journal import Entry
from domain.text import clean_line, clean_text, required
from domain.vocabulary import ANCHORS, ANSWERS
from domain.words import _


class BreachState(StrEnum):
    """Whether the clock counts."""

    OPEN = "open"
    CLOSED = "closed"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class Anchor:
    """T0, which of the incident's times it is, on what basis, and the entry that set it."""

    kind: str
    t0: Span
    basis: str
    author: str
    at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """A person's answer to a protocol's question: the phase it is for, the answer, the basis, the entry."""

    phase: int
    answer: str
    basis: str
    author: str
    at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class Action:
    """A response somebody took: when, what it was, and whether a person says it completes the phase."""

    phase: int
    response: str
    at: Span
    note: str
    completes: bool
    source: str
    author: str
    logged_at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One closing, voiding or reopening."""

    state: BreachState
    reason: str
    author: str
    at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A warning a person has taken note of: of which phase's deadline (UTC), how long before it."""

    phase: int
    deadline: datetime
    before: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """The case as its entries made it. `incidents` are numbers, in the order they joined."""

    number: str
    title: str
    protocol: str
    opened_at: datetime
    anchors: tuple[Anchor, ...]
    incidents: tuple[str, ...]
    assessments: tuple[Assessment, ...] = ()
    actions: tuple[Action, ...] = ()
    turns: tuple[Turn, ...] = ()
    acknowledged: frozenset[Acknowledged] = frozenset()

    @property
    def anchor(self) -> Anchor:
        """The anchor in force."""
        return self.anchors[-1]

    @property
    def t0(self) -> Span:
        """The instant (or span of uncertain time) the clock counts from, in UTC."""
        return self.anchor.t0

    @property
    def state(self) -> BreachState:
        return self.turns[-1].state if self.turns else BreachState.OPEN

    @property
    def stopped_at(self) -> datetime | None:
        """When the clock was stopped; None while it counts."""
        return None if self.state is BreachState.OPEN else self.turns[-1].at

    def answer(self, phase: int) -> Assessment | None:
        """The latest assessment of a phase's question."""
        return next((a for a in reversed(self.assessments) if a.phase == phase), None)


def fold(breach: Breach | None, entry: Entry) -> Breach:
    """The breach after one more of its entries. Raises `InvariantError` for one it cannot follow from."""
    content = entry.content
    if entry.action == "breach.opened":
        if breach is not None:
            raise InvariantError(f"{entry.record} was opened twice")
        return Breach(
            number=entry.record,
            title=content["title"],
            protocol=content["protocol"],
            opened_at=entry.at,
            anchors=(_anchor(entry, content["basis"]),),
            incidents=(content["incident"],),
        )
    if breach is None:
        raise InvariantError(f"entry {entry.seq} speaks of {entry.record}, which was never opened")
    match entry.action:
        case "breach.joined":
            return replace(breach, incidents=(*breach.incidents, content["incident"]))
        case "breach.anchored":
            return replace(breach, anchors=(*breach.anchors, _anchor(entry, content["basis"])))
        case "breach.assessed":
            made = Assessment(
                content["phase"], content["answer"], content["basis"], entry.author, entry.at, entry.seq
            )
            return replace(breach, assessments=(*breach.assessments, made))
        case "breach.acted":
            return replace(breach, actions=(*breach.actions, _action(entry)))
        case "breach.acknowledged":
            known = Acknowledged(
                content["phase"], parse_iso_utc(content["deadline"]), timedelta(seconds=content["before_s"])
            )
            return replace(breach, acknowledged=breach.acknowledged | {known})
        case "breach.closed" | "breach.voided" | "breach.reopened":
            state = {"closed": BreachState.CLOSED, "voided": BreachState.VOIDED, "reopened": BreachState.OPEN}
            turn = Turn(
                state[entry.action.split(".")[1]], content["reason"], entry.author, entry.at, entry.seq
            )
            return replace(breach, turns=(*breach.turns, turn))
    raise InvariantError(f"entry {entry.seq}: a breach does not know {entry.action}")


def _anchor(entry: Entry, basis: str) -> Anchor:
    t0 = Span.from_json(entry.content["t0"])
    return Anchor(entry.content["anchor"], t0, basis, entry.author, entry.at, entry.seq)


def _action(entry: Entry) -> Action:
    content = entry.content
    return Action(
        content["phase"],
        content["response"],
        Span.from_json(content["at"]),
        content["note"],
        content["completes"],
        content["source"],
        entry.author,
        entry.at,
        entry.seq,
    )


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


def assessing(breach: Breach, *, phase: int, answer: str, basis: str) -> dict[str, Any]:
    """The content that answers a phase's question. Raises `FieldError`."""
    _check_open(breach)
    if answer not in ANSWERS:
        raise FieldError("answer", _("The answer is yes, no or not known."))
    return {"phase": phase, "answer": answer, "basis": _basis(basis)}


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
    if to is not BreachState.OPEN:
        _check_open(breach)
    return {"reason": required(clean_text(reason, "reason"), "reason", _("A reason is needed."))}


def acknowledging(breach: Breach, known: Acknowledged) -> dict[str, Any]:
    """The content that takes note of a warning. Raises `FieldError` on a stopped clock."""
    _check_open(breach)
    return {
        "phase": known.phase,
        "deadline": iso_utc(known.deadline),
        "before_s": int(known.before.total_seconds()),
    }


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
