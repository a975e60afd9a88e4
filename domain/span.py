"""Instants and spans of uncertain time. Everything is kept and computed in UTC, in whole milliseconds.

A local time is an answer only after its zone was asked: some local times happen twice, some never.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Self
from zoneinfo import ZoneInfo

from domain.dtg import format_dtg
from domain.errors import FieldError, InvariantError
from domain.text import excerpt
from domain.words import _

KYIV = ZoneInfo("Europe/Kyiv")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_SECOND = timedelta(seconds=1)
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z", re.ASCII)


def as_utc(instant: datetime) -> datetime:
    """`instant` in UTC, cut to whole milliseconds. Raises InvariantError when it has no zone."""
    if instant.tzinfo is UTC and not instant.microsecond % 1000:
        return instant  # it is so already
    if instant.utcoffset() is None:
        raise InvariantError(f"an instant without a zone: {instant!r}")
    utc = instant.astimezone(UTC)
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)


def iso_utc(instant: datetime) -> str:
    """`2026-11-23T12:00:00.000Z`: the one written form for files; its text order is its time order."""
    return as_utc(instant).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def parse_iso_utc(text: object, *, field: str = "time") -> datetime:
    """The instant of `iso_utc`, UTC; the fraction may be missing. Raises FieldError for anything else."""
    if isinstance(text, str) and _ISO.fullmatch(text):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
    raise FieldError(
        field,
        _("“{text}” is not an instant in UTC.").format(text=excerpt(str(text), 40)),
        _("Expected the form 2026-11-23T12:00:00.000Z."),
    )


def to_ms(instant: datetime) -> int:
    """Whole milliseconds since 1970-01-01T00:00Z, cut, exact. Raises InvariantError without a zone."""
    return (as_utc(instant) - _EPOCH) // _MILLISECOND


def from_ms(ms: int) -> datetime:
    """The instant `ms` milliseconds after 1970-01-01T00:00Z, UTC, exact.

    Raises InvariantError outside the years 1–9999.
    """
    try:
        return _EPOCH + ms * _MILLISECOND
    except OverflowError as error:
        raise InvariantError(f"{ms} ms lies outside the calendar") from error


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A time known to lie between two instants, both included; spans sort by `earliest`, then `latest`.

    Any aware datetimes are taken and turned into UTC, cut to milliseconds. Raises InvariantError for an
    instant without a zone and for a span that ends before it begins.
    """

    earliest: datetime
    latest: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "earliest", as_utc(self.earliest))
        object.__setattr__(self, "latest", as_utc(self.latest))
        if self.latest < self.earliest:
            raise InvariantError(f"a span ends before it begins: {self.earliest} > {self.latest}")

    @classmethod
    def at(cls, instant: datetime) -> Self:
        """The exact span of one instant."""
        return cls(instant, instant)

    @property
    def is_exact(self) -> bool:
        """Whether the time is known to the millisecond."""
        return self.earliest == self.latest

    @property
    def width(self) -> timedelta:
        """The time between earliest and latest: zero when exact."""
        return self.latest - self.earliest

    def __add__(self, delta: timedelta) -> Span:
        """The span `delta` later: elapsed time, so 72 h is 72 × 3600 s across a change of clocks too."""
        return Span(self.earliest + delta, self.latest + delta)

    def contains(self, instant: datetime) -> bool:
        """Whether `instant`, cut to milliseconds, lies in the span, its ends included."""
        return self.earliest <= as_utc(instant) <= self.latest

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one instant."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def to_json(self) -> dict[str, str]:
        """`{"earliest": …, "latest": …}`, both as `iso_utc`."""
        return {"earliest": iso_utc(self.earliest), "latest": iso_utc(self.latest)}

    @classmethod
    def from_json(cls, value: object, *, field: str = "time") -> Self:
        """The span of `to_json`. Raises FieldError for anything else."""
        data = value if isinstance(value, Mapping) else {}
        earliest, latest = (parse_iso_utc(data.get(key, ""), field=field) for key in ("earliest", "latest"))
        if latest < earliest:
            raise FieldError(field, _("The time ends before it begins."))
        return cls(earliest, latest)


class AmbiguousTime(FieldError):  # noqa: N818  (a question to the user, more than an error)
    """A local time that happens twice because the clocks go back: someone must say which is meant."""

    def __init__(self, field: str, local: datetime, zone: tzinfo, choices: tuple[datetime, datetime]) -> None:
        first, second = (format_dtg(choice, zone=zone) for choice in choices)
        super().__init__(
            field,
            _("{time} happens twice in {zone}: the clocks go back.").format(time=_minute(local), zone=zone),
            _("Say which one is meant: {first} or {second}.").format(first=first, second=second),
        )
        self.choices = choices
        """The two instants, UTC, the earlier first."""


class NonexistentTime(FieldError):  # noqa: N818  (the twin of AmbiguousTime)
    """A local time that never happens because the clocks go forward over it."""

    def __init__(
        self, field: str, local: datetime, zone: tzinfo, neighbours: tuple[datetime, datetime]
    ) -> None:
        before, after = (_minute(instant.astimezone(zone)) for instant in neighbours)
        super().__init__(
            field,
            _("{time} does not exist in {zone}: the clocks go forward.").format(
                time=_minute(local), zone=zone
            ),
            _("The last minute before is {before}, the first after is {after}.").format(
                before=before, after=after
            ),
        )
        self.neighbours = neighbours
        """The last minute before the gap and the first instant after it, UTC."""


def from_local(local: datetime, zone: tzinfo, *, field: str = "time", fold: int | None = None) -> datetime:
    """The instant, UTC, at which clocks in `zone` show the naive time `local`.

    Raises AmbiguousTime when that happens twice and `fold` is None (0 takes the earlier, 1 the later), and
    NonexistentTime when it never happens.
    """
    offsets = [local.replace(tzinfo=zone, fold=reading).utcoffset() or timedelta() for reading in (0, 1)]
    first, second = ((local - offset).replace(tzinfo=UTC) for offset in offsets)
    if first > second:
        change = _change_between(second, first, zone)
        raise NonexistentTime(field, local, zone, (change - timedelta(minutes=1), change))
    if first < second and fold is None:
        raise AmbiguousTime(field, local, zone, (first, second))
    return second if fold else first


def local_day(day: date, zone: tzinfo, *, field: str = "day") -> Span:
    """The whole of `day` in `zone`, from its first second to its last: 23, 24 or 25 hours less one second.

    Raises FieldError, naming `field`, for a day that the zone left out (as Samoa did with 30 December 2011).
    """
    first, following = (
        datetime.combine(start, time(), tzinfo=zone).astimezone(UTC)
        for start in (day, day + timedelta(days=1))
    )
    if following <= first:
        raise FieldError(field, _("{day} does not exist in {zone}.").format(day=day.isoformat(), zone=zone))
    return Span(first, following - _SECOND)


def _change_between(low: datetime, high: datetime, zone: tzinfo) -> datetime:
    """The second at which the offset of `zone` changes, after `low` and not after `high`."""
    low, high = low.replace(microsecond=0), high.replace(microsecond=0)
    before = low.astimezone(zone).utcoffset()
    while high - low > _SECOND:
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def _minute(local: datetime) -> str:
    return local.replace(tzinfo=None).isoformat(" ", "minutes")
