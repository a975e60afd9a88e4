"""What happened when: incidents in steps of time against the period before, by sector, by hour, and the harm.

An incident stands in a step only where its whole uncertain time lies in it. One that is known to the day has
no hour and is in no hour's bar; it is counted, and said. Steps of a day are days on a calendar, in Kyiv or in
UTC as the period begins, so that the days the clocks change have 23 or 25 hours.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum
from typing import NamedTuple

from domain.casualties import Casualties, total
from domain.counting import WIDEST
from domain.incident import Incident
from domain.instant import KYIV, local_day, to_ms
from domain.map.symbols import FAMILIES, family

HOURS = 24
_LONGEST_BY_HOUR = timedelta(hours=50)
_LONGEST_BY_DAY = timedelta(days=63)
_LONGEST_BY_WEEK = timedelta(days=740)
_HOUR = timedelta(hours=1)


class Step(Enum):
    """How long a step is."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Happening(NamedTuple):
    """As much of an incident as its place in time needs; instants in ms UTC, both ends inclusive."""

    earliest: int
    latest: int
    kind: str
    sector: str

    @property
    def counted(self) -> int:
        """The instant that decides which period it belongs to, as `domain.counting.counted_at`."""
        wide = self.latest - self.earliest > WIDEST // timedelta(milliseconds=1)
        return self.earliest if wide else (self.earliest + self.latest) // 2


@dataclass(frozen=True, slots=True)
class Counts:
    """How many in each step, now and in the period before; `total` has those too that are in no step."""

    key: str
    now: tuple[int, ...]
    before: tuple[int, ...]
    total: int
    total_before: int

    @property
    def highest(self) -> int:
        return max((*self.now, *self.before), default=0)


@dataclass(frozen=True, slots=True)
class Pair:
    """A sector, this period and the one before; an empty key where none was recorded."""

    key: str
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class Trends:
    """The facts behind the pictures of one period. Instants are UTC."""

    since: datetime
    until: datetime
    step: Step
    in_kyiv: bool
    """Whether the steps are Kyiv's days; else they are UTC's."""
    starts: tuple[datetime, ...]
    everything: Counts
    kinds: tuple[Counts, ...]
    """By family of kinds (`domain.map.symbols`), the most frequent first."""
    unplaced: int
    """Known only to a time longer than one step."""
    unplaced_before: int
    sectors: tuple[Pair, ...]
    hours: Counts
    """By hour of day on a clock in Kyiv."""
    no_hour: int
    """Known only to a time that reaches over an hour's end."""
    casualties: Casualties
    without_casualties: int
    """Incidents for which no figure was recorded, which is not the same as none."""

    @property
    def zone(self) -> tzinfo:
        """The zone of the steps."""
        return KYIV if self.in_kyiv else UTC


def happening(incident: Incident) -> Happening:
    """What of an incident the pictures need."""
    facts = incident.facts
    span = facts.occurred
    return Happening(to_ms(span.earliest), to_ms(span.latest), facts.kind, facts.sector)


def trends_of(
    now: Iterable[Incident], before: Iterable[Incident], since: datetime, until: datetime
) -> Trends:
    """The trends of incidents; those that do not count are left out."""
    counted = [incident for incident in now if incident.counts]
    told = [incident.facts.casualties for incident in counted if incident.facts.casualties]
    earlier = [happening(incident) for incident in before if incident.counts]
    return trends(
        [happening(one) for one in counted], earlier, since, until, total(told), len(counted) - len(told)
    )


def trends(
    now: Sequence[Happening],
    before: Sequence[Happening],
    since: datetime,
    until: datetime,
    casualties: Casualties,
    without_casualties: int,
) -> Trends:
    """The trends of what happened from `since` up to before `until` (UTC), and in as long a time before."""
    in_kyiv = _midnight(since) and _midnight(until)
    step = _step(until - since)
    starts = tuple(edges(since, until, step, KYIV if in_kyiv else UTC))
    ends = [*starts[1:], until]
    shift = until - since
    here = _places(now, starts, ends)
    there = _places(before, [start - shift for start in starts], [end - shift for end in ends])
    kinds = _by_family(now, here, before, there, len(starts))
    hours_now, hours_before = ([hour_of(one) for one in some] for some in (now, before))
    return Trends(
        since=since,
        until=until,
        step=step,
        in_kyiv=in_kyiv,
        starts=starts,
        everything=_counts("", here, there, len(starts), len(now), len(before)),
        kinds=kinds,
        unplaced=here.count(None),
        unplaced_before=there.count(None),
        sectors=_sectors(now, before),
        hours=_counts("", hours_now, hours_before, HOURS, len(now), len(before)),
        no_hour=hours_now.count(None),
        casualties=casualties,
        without_casualties=without_casualties,
    )


def edges(since: datetime, until: datetime, step: Step, zone: tzinfo) -> Iterator[datetime]:
    """The beginnings of the steps of a period in UTC; the first begins with the period itself."""
    at = since
    while at < until:
        yield at
        at = _next(at, step, zone)


def hour_of(one: Happening) -> int | None:
    """The hour of day on a clock in Kyiv; None where the time is not known that well."""
    first = datetime.fromtimestamp(one.earliest / 1000, UTC).astimezone(KYIV)
    if one.latest - one.earliest >= 3_600_000:
        return None
    last = datetime.fromtimestamp(one.latest / 1000, UTC).astimezone(KYIV)
    return first.hour if first.hour == last.hour else None


def _step(length: timedelta) -> Step:
    if length <= _LONGEST_BY_HOUR:
        return Step.HOUR
    if length <= _LONGEST_BY_DAY:
        return Step.DAY
    return Step.WEEK if length <= _LONGEST_BY_WEEK else Step.MONTH


def _next(at: datetime, step: Step, zone: tzinfo) -> datetime:
    if step is Step.HOUR:
        return at.replace(minute=0, second=0, microsecond=0) + _HOUR
    day = at.astimezone(zone).date()
    if step is Step.DAY:
        day += timedelta(days=1)
    elif step is Step.WEEK:
        day += timedelta(days=7 - day.weekday())
    else:
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return local_day(day, zone).earliest


def _midnight(instant: datetime) -> bool:
    return instant.astimezone(KYIV).time() == time()


def _places(
    some: Sequence[Happening], starts: Sequence[datetime], ends: Sequence[datetime]
) -> list[int | None]:
    """The step of each; None where its time reaches over the end of one."""
    begun, over = [to_ms(start) for start in starts], [to_ms(end) for end in ends]
    places: list[int | None] = []
    for one in some:
        at = bisect_right(begun, one.earliest) - 1
        places.append(at if at >= 0 and one.latest < over[at] else None)
    return places


def _counts(
    key: str, now: Sequence[int | None], before: Sequence[int | None], steps: int, total_: int, earlier: int
) -> Counts:
    here, there = Counter(now), Counter(before)
    return Counts(
        key, tuple(here[at] for at in range(steps)), tuple(there[at] for at in range(steps)), total_, earlier
    )


def _by_family(
    now: Sequence[Happening],
    here: Sequence[int | None],
    before: Sequence[Happening],
    there: Sequence[int | None],
    steps: int,
) -> tuple[Counts, ...]:
    groups: dict[str, tuple[list[int | None], list[int | None]]] = {one.key: ([], []) for one in FAMILIES}
    for side, (some, places) in enumerate(((now, here), (before, there))):
        for one, place in zip(some, places, strict=True):
            groups[family(one.kind).key][side].append(place)
    made = [
        _counts(key, first, second, steps, len(first), len(second))
        for key, (first, second) in groups.items()
        if first or second
    ]
    order = {one.key: at for at, one in enumerate(FAMILIES)}
    return tuple(sorted(made, key=lambda one: (-one.total, -one.total_before, order[one.key])))


def _sectors(now: Sequence[Happening], before: Sequence[Happening]) -> tuple[Pair, ...]:
    here, there = Counter(one.sector for one in now), Counter(one.sector for one in before)
    pairs = [Pair(key, here[key], there[key]) for key in {*here, *there}]
    return tuple(sorted(pairs, key=lambda one: (not one.key, -one.now, -one.before, one.key)))
