"""A situation briefing as facts: everything one product says, at one data cut-off. No pages here.

Incidents and violations are two counts and stay two: one incident can carry hundreds of violations, and
an incident whose quantity is not known is neither one violation nor none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import ClassVar

from domain.breach import Breach
from domain.filter import ALL, Filter
from domain.imprint import Imprint
from domain.incident import Incident
from domain.instant import KYIV
from domain.ladder import PhaseStanding, Standing, State
from domain.map.overlay import Overlay
from domain.phase_bar import PhaseBar
from domain.phrases import is_past
from domain.protocol import Protocol
from domain.quantity import Violations, total
from domain.since_last import SinceLast
from domain.words import N_, _

VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over the incidents of one period that count; refuted, withdrawn and duplicate ones do not."""

    incidents: int
    violations: Violations
    by_status: tuple[tuple[str, int], ...]
    """Status key and how many, most first."""
    not_assessed: int
    oldest_logged: datetime | None
    """When the longest-waiting incident without an assessment was logged (UTC)."""
    left_out: int
    """Listed but not counted."""

    @property
    def verified(self) -> int:
        """How many are verified."""
        return dict(self.by_status).get(VERIFIED, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a comparison: the same key in this period and in the one before."""

    key: str
    incidents: int
    violations: Violations
    previous_incidents: int
    previous_violations: Violations


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts over a long time; refuted, withdrawn and duplicate incidents are not counted."""

    incidents: int
    violations: Violations


@dataclass(frozen=True, slots=True)
class OpenClock:
    """A breach whose clock counts at the cut-off, with where it stands and the picture of it."""

    breach: Breach
    protocol: Protocol
    standing: Standing
    bar: PhaseBar
    place: str
    oblast: str


@dataclass(frozen=True, slots=True)
class ClockJump:
    """The machine's wall clock moved by `seconds` (negative: set back), noticed at `at` (UTC)."""

    at: datetime
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing(Imprint):
    """All facts of one briefing. Instants are UTC; the period is since ≤ occurred < until."""

    kind: ClassVar[str] = "situation"

    incidents: tuple[Incident, ...]
    """By time of occurrence, those that are not counted among them."""
    previous: tuple[Incident, ...]
    """Those of the period of the same length before."""
    clocks: tuple[OpenClock, ...]
    """The most urgent first."""
    opened: int
    """Breaches opened in the period."""
    stopped: int
    """Breaches closed or voided in the period."""
    protocols: tuple[Protocol, ...]
    jumps: tuple[ClockJump, ...] = ()
    chosen: Filter = ALL
    """What its incidents were narrowed to, its period aside."""
    elsewhere: int = 0
    """Incidents counted in another period that may have occurred in this one all the same."""
    truce: datetime | None = None
    """When the truce began (UTC); None while nobody has said so."""
    since_truce: Totals | None = None
    """What is counted from then to the end of the period."""
    last: SinceLast | None = None
    """What changed since the briefing before; None where there was none."""
    overlays: tuple[Overlay, ...] = ()
    """The desk's own lines and areas that are shown on its map."""


def previous_period(since: datetime, until: datetime) -> tuple[datetime, datetime]:
    """The period of the same length that ends where this one begins: elapsed time, not calendar days."""
    return since - (until - since), since


def figures(incidents: Iterable[Incident]) -> Figures:
    """The figures of a list of incidents."""
    every = list(incidents)
    counted = [incident for incident in every if incident.counts]
    waiting = [incident.logged_at for incident in counted if incident.determined == "not_assessed"]
    statuses = Counter(incident.status for incident in counted)
    return Figures(
        incidents=len(counted),
        violations=total(incident.facts.quantity for incident in counted),
        by_status=tuple(sorted(statuses.items(), key=lambda item: (-item[1], item[0]))),
        not_assessed=len(waiting),
        oldest_logged=min(waiting, default=None),
        left_out=len(every) - len(counted),
    )


def by_kind(now: Iterable[Incident], before: Iterable[Incident]) -> tuple[Row, ...]:
    """Counts by kind of incident, the most frequent first; kinds found in neither period are left out."""
    return _compare(now, before, lambda incident: incident.facts.kind)


def by_oblast(now: Iterable[Incident], before: Iterable[Incident]) -> tuple[Row, ...]:
    """Counts by oblast, as recorded, the most frequent first; an empty key where none was recorded."""
    return _compare(now, before, lambda incident: incident.facts.oblast)


def _compare(
    now: Iterable[Incident], before: Iterable[Incident], key: Callable[[Incident], str]
) -> tuple[Row, ...]:
    groups: dict[str, tuple[list[Incident], list[Incident]]] = {}
    for side, incidents in enumerate((now, before)):
        for incident in incidents:
            if incident.counts:
                groups.setdefault(key(incident), ([], []))[side].append(incident)
    rows = [Row(name, *_counts(here), *_counts(there)) for name, (here, there) in groups.items()]
    return tuple(sorted(rows, key=lambda row: (-row.incidents, -row.previous_incidents, row.key)))


def _counts(incidents: Sequence[Incident]) -> tuple[int, Violations]:
    return len(incidents), total(incident.facts.quantity for incident in incidents)


def urgency(clock: OpenClock) -> tuple[int, int, timedelta, str]:
    """Sort key: where a deadline passed with nothing recorded, the freshest first; then the nearest ahead."""
    group, left = clock.standing.urgency
    return (0 if overdue(clock) else 1, group, abs(left), clock.breach.number)


def overdue(clock: OpenClock) -> tuple[PhaseStanding, ...]:
    """The phases whose hours have certainly passed with no action, or no assessment, recorded."""
    unanswered = (State.PASSED, State.ASSESSMENT_DUE)
    return tuple(p for p in clock.standing.phases if p.state in unanswered and is_past(p, clock.standing))


_MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July")),
    *(N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)


def default_title(since: datetime, until: datetime) -> str:
    """`Situation briefing, 22–23 November 2026`: the days the period touches.

    They are Kyiv's days where the period begins and ends at midnight in Kyiv, else days in UTC.
    """
    zone: tzinfo = KYIV if _midnight(since) and _midnight(until) else UTC
    first = since.astimezone(zone).date()
    last = (until - timedelta(milliseconds=1)).astimezone(zone).date()
    end = f"{last.day} {_(_MONTHS[last.month - 1])} {last.year}"
    if first == last:
        days = end
    elif (first.year, first.month) == (last.year, last.month):
        days = f"{first.day}–{end}"
    else:
        year = f" {first.year}" if first.year != last.year else ""
        days = f"{first.day} {_(_MONTHS[first.month - 1])}{year} – {end}"
    return _("Situation briefing, {days}").format(days=days)


def _midnight(instant: datetime) -> bool:
    return instant.astimezone(KYIV).time() == time()
