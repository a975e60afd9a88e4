"""A breach: a case with one clock, as a fold of what people recorded about it.

One anchor T0, many incidents; later incidents never reset T0. There is no pause: a clock is closed,
voided (opened in error) or reopened, each with a reason, and its deadlines never move by that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import InvariantError
from domain.instant import Span, parse_iso_utc
from domain.journal import Entry


class BreachState(StrEnum):
    """Whether the clock counts."""

    OPEN = "open"
    CLOSED = "closed"
    VOIDED = "voided"
    MERGED = "merged"


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
    """A person's answer to a protocol's question: the phase it is for, the answer, the basis, the entry.

    `question` is the one that was answered, empty where the entry does not say it.
    """

    phase: int
    answer: str
    basis: str
    author: str
    at: datetime
    seq: int
    question: str = ""


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
    merged_into: str | None = None

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

    def answer(self, phase: int, question: str = "") -> Assessment | None:
        """The latest assessment of a phase's question.

        Where `question` is given, an answer to another one counts for nothing: a breach that was moved to
        another protocol is asked again where that asks something else.
        """
        return next(
            (
                a
                for a in reversed(self.assessments)
                if a.phase == phase and (not question or a.question in ("", question))
            ),
            None,
        )


def fold(breach: Breach | None, entry: Entry) -> Breach:
    """The breach after one more of its entries. Raises `InvariantError` for one it cannot follow from."""
    if entry.action == "breach.opened":
        if breach is not None:
            raise InvariantError(f"{entry.record} was opened twice")
        return _opened(entry)
    if breach is None:
        raise InvariantError(f"entry {entry.seq} speaks of {entry.record}, which was never opened")
    step = _STEPS.get(entry.action)
    if step is None:
        raise InvariantError(f"entry {entry.seq}: a breach does not know {entry.action}")
    return step(breach, entry)


def _opened(entry: Entry) -> Breach:
    content = entry.content
    return Breach(
        number=entry.record,
        title=content["title"],
        protocol=content["protocol"],
        opened_at=entry.at,
        anchors=(_anchor(entry),),
        incidents=(content["incident"], *content.get("more", ())),
    )


def _joined(breach: Breach, entry: Entry) -> Breach:
    return replace(breach, incidents=(*breach.incidents, entry.content["incident"]))


def _anchored(breach: Breach, entry: Entry) -> Breach:
    return replace(breach, anchors=(*breach.anchors, _anchor(entry)))


def _moved(breach: Breach, entry: Entry) -> Breach:
    return replace(breach, protocol=entry.content["protocol"])


def _assessed(breach: Breach, entry: Entry) -> Breach:
    said = entry.content
    made = Assessment(
        said["phase"],
        said["answer"],
        said["basis"],
        entry.author,
        entry.at,
        entry.seq,
        said.get("question", ""),
    )
    return replace(breach, assessments=(*breach.assessments, made))


def _acted(breach: Breach, entry: Entry) -> Breach:
    return replace(breach, actions=(*breach.actions, _action(entry)))


def _acknowledged(breach: Breach, entry: Entry) -> Breach:
    content = entry.content
    before = timedelta(seconds=content["before_s"])
    known = Acknowledged(content["phase"], parse_iso_utc(content["deadline"]), before)
    return replace(breach, acknowledged=breach.acknowledged | {known})


def _turned(breach: Breach, entry: Entry) -> Breach:
    turn = Turn(_TURNS[entry.action], entry.content["reason"], entry.author, entry.at, entry.seq)
    into = entry.content["into"] if turn.state is BreachState.MERGED else None
    return replace(breach, turns=(*breach.turns, turn), merged_into=into)


def _took_in(breach: Breach, entry: Entry) -> Breach:
    new = [number for number in entry.content["incidents"] if number not in breach.incidents]
    return replace(breach, incidents=(*breach.incidents, *new))


def _gave_away(breach: Breach, entry: Entry) -> Breach:
    gone = set(entry.content["incidents"])
    return replace(breach, incidents=tuple(number for number in breach.incidents if number not in gone))


def _anchor(entry: Entry) -> Anchor:
    content = entry.content
    t0 = Span.from_json(content["t0"])
    return Anchor(content["anchor"], t0, content["basis"], entry.author, entry.at, entry.seq)


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


_TURNS = {
    "breach.closed": BreachState.CLOSED,
    "breach.voided": BreachState.VOIDED,
    "breach.merged": BreachState.MERGED,
    "breach.reopened": BreachState.OPEN,
    "breach.unmerged": BreachState.OPEN,
}

_STEPS: dict[str, Callable[[Breach, Entry], Breach]] = {
    "breach.joined": _joined,
    "breach.anchored": _anchored,
    "breach.moved": _moved,
    "breach.assessed": _assessed,
    "breach.acted": _acted,
    "breach.acknowledged": _acknowledged,
    **dict.fromkeys(_TURNS, _turned),
    "breach.absorbed": _took_in,
    "breach.released": _gave_away,
    "breach.split_off": _gave_away,
}
