"""Incidents, breaches, protocols and desks for tests: made in one line, or drawn by hypothesis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import strategies as st

from domain.attribution import CONFIDENCES, INTENTS, Attribution
from domain.breach import Breach, fold
from domain.casualties import GROUPS, OUTCOMES, Casualties, Range, Toll
from domain.clock import Clock, ManualClock
from domain.details import DOMAINS
from domain.errors import FieldError
from domain.incident import Facts, Incident, Origin
from domain.instant import Span
from domain.journal import GENESIS, Entry
from domain.marking import Marking, Tlp
from domain.observation import MANNERS, SIGNS, Observation
from domain.observer import Sighting
from domain.position import Position
from domain.protocol import Phase, Protocol, Reading, default_protocol
from domain.quantity import LARGEST, Qualifier, Quantity
from domain.source import CREDIBILITY, RELIABILITY, Grade, SourceReport
from domain.vocabulary import KINDS, MEANS, OBLASTS
from storage.desk import Desk

T0 = datetime(2026, 11, 23, 12, tzinfo=UTC)
"""Noon in UTC, 14:00 in Kyiv, on the day the tests' clock stands at."""
AUTHOR = "OK"


Taken = TypeVar("Taken")


def taken(read: Callable[[], Taken], field: str) -> Taken | None:
    """What `read` gives, or None where it refuses `field` by name. Any other failure fails the test."""
    try:
        return read()
    except FieldError as error:
        if error.field != field:
            raise
        return None


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


# --- incidents ------------------------------------------------------------------------------------------


def facts(occurred: datetime | Span = T0, **changes: Any) -> Facts:
    """Facts that can stand: a mortar impact at Orikhiv, one source."""
    span = occurred if isinstance(occurred, Span) else Span.at(occurred)
    given = {"kind": "mortar", "place": "Orikhiv", "sources": (SourceReport("patrol 7", Grade("B", "2")),)}
    return Facts(occurred=span, **{**given, **changes})


def incident(number: str = "CV-2026-000001", occurred: datetime | Span = T0, **changes: Any) -> Incident:
    known = facts(occurred)
    return Incident(**{
        "number": number,
        "facts": known,
        "logged_at": known.occurred.latest + timedelta(minutes=7),
        "logged_by": AUTHOR,
        **changes,
    })  # fmt: skip


def origin(row: int, **original: str) -> Origin:
    return Origin(file="north.csv", row=row, fingerprint=f"print-{row}", original=original)


# --- breaches -------------------------------------------------------------------------------------------


class Case:
    """The journal of one breach, written event by event."""

    number = "BR-2026-0001"

    def __init__(self, t0: datetime | Span = T0, *, opened: datetime | None = None) -> None:
        span = t0 if isinstance(t0, Span) else Span.at(t0)
        self.entries: list[Entry] = []
        content = {
            "incident": "CV-2026-000001", "title": "Shelling of Orikhiv", "anchor": "occurred",
            "t0": span.to_json(), "basis": "crater analysis", "protocol": "FT-2026 v1",
        }  # fmt: skip
        self.add("opened", opened or span.latest + timedelta(minutes=30), content)

    def add(self, action: str, at: datetime, content: dict[str, Any]) -> Case:
        seq, previous = (self.entries[-1].seq, self.entries[-1].digest) if self.entries else (0, GENESIS)
        self.entries.append(
            Entry.sealed(seq + 1, at, AUTHOR, f"breach.{action}", self.number, content, previous)
        )
        return self

    def answered(self, phase: int, answer: str, at: datetime) -> Case:
        return self.add("assessed", at, {"phase": phase, "answer": answer, "basis": "reports of two patrols"})

    def acted(
        self, phase: int, at: datetime | Span, *, logged: datetime | None = None, completes: bool = True
    ) -> Case:
        span = at if isinstance(at, Span) else Span.at(at)
        content = {
            "phase": phase, "response": "diplomatic warning", "at": span.to_json(), "note": "",
            "completes": completes, "source": "liaison officer",
        }  # fmt: skip
        return self.add("acted", logged or span.latest, content)

    def turned(self, to: str, at: datetime) -> Case:
        into = {"into": "BR-2026-0002"} if to == "merged" else {}
        return self.add(to, at, {"reason": "handed over", **into})

    @property
    def breach(self) -> Breach:
        return folded(self.entries)


def folded(entries: Sequence[Entry]) -> Breach:
    breach: Breach | None = None
    for entry in entries:
        breach = fold(breach, entry)
    assert breach is not None
    return breach


def breach(t0: datetime | Span = T0) -> Breach:
    """A breach on which nothing but its opening is recorded."""
    return Case(t0).breach


# --- desks ----------------------------------------------------------------------------------------------


def new_desk(folder: Path, clock: Clock | None = None, *, file: str = "north.desk", **changes: Any) -> Desk:
    """A desk file in `folder`, open for writing."""
    given = {"code": "NTH", "name": "Northern desk", "marking": Marking(exercise=True), "author": AUTHOR}
    return Desk.create(folder / file, clock=clock or ManualClock(T0 + hours(3)), **{**given, **changes})


# --- strategies -----------------------------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
moments = st.integers(0, 5 * 365 * 24 * 3600 * 1000).map(
    lambda ms: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
)
spans = st.builds(
    lambda start, width: Span(start, start + width),
    moments,
    st.one_of(st.just(timedelta(0)), st.timedeltas(timedelta(0), timedelta(days=3))),
)
grades = st.builds(Grade, st.sampled_from(sorted(RELIABILITY)), st.sampled_from(sorted(CREDIBILITY)))
sources = st.builds(SourceReport, texts, grades, texts)
units = st.text(st.characters(categories=["L"]), min_size=1, max_size=12).filter(
    lambda unit: unit.casefold() != "to"
)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    qualifier = draw(st.sampled_from(Qualifier))
    low = draw(st.integers(0, LARGEST - 1))
    high = draw(st.integers(low + 1, LARGEST)) if qualifier is Qualifier.RANGE else low
    return Quantity(qualifier, low, high, draw(st.just("") | units))


positions = st.builds(Position, st.integers(-90_00000, 90_00000), st.integers(-180_00000, 179_99999))
markings = st.builds(Marking, st.sampled_from(Tlp), texts, st.booleans())
origins = st.builds(
    Origin,
    file=texts,
    row=st.integers(1, 10**6),
    fingerprint=texts,
    original=st.dictionaries(texts, texts, max_size=4),
)
observations = st.builds(
    Observation,
    st.sampled_from([term.key for term in SIGNS]),
    st.sampled_from(["", *(term.key for term in MANNERS)]),
    st.none() | st.integers(0, 359),
)
attributions = st.builds(
    Attribution,
    texts,
    st.sampled_from([term.key for term in CONFIDENCES]),
    st.sampled_from([term.key for term in INTENTS]),
)
sightings = st.builds(
    lambda at, low, more, bearing: Sighting(at, low, low + more, bearing),
    st.builds(Position, st.integers(-80_00000, 80_00000), st.integers(-180_00000, 179_99999)),
    st.integers(1, 90_000),
    st.integers(0, 90_000),
    st.integers(0, 359),
)


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    low = draw(st.integers(0, 1000))
    high = draw(st.none() | st.integers(low, 2000))
    best = draw(st.none() | st.integers(low, high if high is not None else 3000))
    return Range(low, high, None if low == high else best)


@st.composite
def casualties(draw: st.DrawFn) -> Casualties:
    groups, outcomes = ([term.key for term in vocabulary] for vocabulary in (GROUPS, OUTCOMES))
    pairs = st.tuples(st.sampled_from(groups), st.sampled_from(outcomes))
    return Casualties.of(Toll(*pair, draw(ranges())) for pair in draw(st.sets(pairs, max_size=4)))


any_facts = st.builds(
    Facts,
    occurred=spans,
    kind=st.sampled_from([term.key for term in KINDS]),
    reported=st.none() | moments,
    place=texts,
    place_unknown=st.booleans(),
    oblast=st.sampled_from(["", *(term.key for term in OBLASTS)]),
    position=st.none() | positions,
    radius_m=st.none() | st.integers(1, 500_000),
    means=st.sampled_from([term.key for term in MEANS]),
    quantity=st.none() | quantities(),
    weapon=texts,
    party_alleged=texts,
    description=texts,
    comment=texts,
    sources=st.lists(sources, min_size=1, max_size=3).map(tuple),
    tags=st.lists(texts, max_size=3).map(tuple),
    domain=st.sampled_from([term.key for term in DOMAINS]),
    sector=texts,
    sighting=st.none() | sightings,
    observation=observations,
    attribution=attributions,
    infrastructure=st.lists(texts, max_size=3).map(tuple),
    casualties=casualties(),
)


@st.composite
def protocols(draw: st.DrawFn) -> Protocol:
    """Any protocol that `Protocol.from_toml` would take, the default one among them."""
    if draw(st.booleans()):
        return default_protocol()
    count = draw(st.integers(1, 5))
    phases = []
    for number in range(1, count + 1):
        asks = draw(st.booleans())
        phases.append(
            Phase(
                number=number,
                name=f"phase {number}",
                condition="a violation",
                actors="partners",
                responses=("warning",),
                hours=draw(st.integers(1, 200) | st.none()) if number > 1 else draw(st.integers(1, 200)),
                reading=draw(st.sampled_from(Reading)),
                question="Does it go on?" if asks else "",
                holds="goes on" if asks else "",
                fails="has stopped" if asks else "",
                after=draw(st.none() | st.integers(1, number - 1)) if number > 1 else None,
            )
        )
    return Protocol("T-1", 1, "Test plan", "made for a test", "", tuple(phases))


@st.composite
def cases(draw: st.DrawFn, protocol: Protocol, *, stops: bool = True) -> Case:
    """A breach with any events its protocol allows, entered at any times, out of order too."""
    start = draw(moments)
    width = draw(st.sampled_from([0, 0, 1, 20, 90]))
    case = Case(Span(start, start + hours(width)))
    numbers = st.sampled_from([phase.number for phase in protocol.phases])
    offsets = st.one_of(
        st.sampled_from([0.0, 6.0, 18.0, 24.0, 54.0, 72.0]), st.floats(0, 300, allow_nan=False)
    )
    for _each in range(draw(st.integers(0, 6))):
        at = start + hours(draw(offsets))
        match draw(st.sampled_from(["answered", "acted", "turned"] if stops else ["answered", "acted"])):
            case "answered":
                case.answered(draw(numbers), draw(st.sampled_from(["yes", "no", "not_known"])), at)
            case "acted":
                taken = Span(at, at + hours(draw(st.sampled_from([0, 0, 5]))))
                case.acted(draw(numbers), taken, completes=draw(st.booleans()))
            case _:
                case.turned(draw(st.sampled_from(["closed", "voided", "merged", "reopened"])), at)
    return case
