"""The one reader of times that people type. It refuses what can be read in two ways; it never guesses.

What is accepted is listed at `parse_span`, and nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from domain.dtg import (
    MONTH_PATTERN,
    full_year,
    month_number,
    no_such_offset,
    no_such_time,
    read_group,
    read_offset,
    read_zone,
)
from domain.errors import FieldError
from domain.span import KYIV, Span, as_utc, from_local, local_day
from domain.text import excerpt
from domain.words import _

OVERNIGHT = timedelta(hours=12)
"""Longest range whose end, given as a clock time alone, is read as the next day's."""

_FIRST = datetime(1989, 12, 31, tzinfo=UTC)
_LAST = datetime(2090, 1, 2, tzinfo=UTC)
_FLAGS = re.ASCII | re.IGNORECASE
_CLOCK = r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?"
_DATE = (
    r"(?:(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"
    rf"|(?P<day>\d\d?) ?(?P<month>{MONTH_PATTERN}) ?(?P<year>\d{{4}}|\d\d)"
    r"|(?P<one>\d\d?)(?P<mark>[/.])(?P<two>\d\d?)(?P=mark)(?P<slashed>\d{4}|\d\d)"
    r"|(?P<word>today|yesterday))"
)
_DATED = re.compile(rf"{_DATE}(?:(?: ?T ?|,? ){_CLOCK} ?(?P<offset>Z|[+-]\d\d(?::?\d\d)?)?)?", _FLAGS)
_DAY_FORM = re.compile(r"(?P<date>.+), ?day(?P<utc> UTC)?", _FLAGS)
_CLOCK_ONLY = re.compile(_CLOCK, _FLAGS)
_CLOCK_IN_ZONE = re.compile(r"(?P<hour>\d\d):?(?P<minute>\d\d) ?(?P<zone>[A-Z])", _FLAGS)
_BARE_HOUR = re.compile(r"\d{4}", _FLAGS)
_AMOUNT = re.compile(
    r"(?:(?P<days>\d{1,6}) ?(?:d|days?))? ?(?:(?P<hours>\d{1,6}) ?(?:h|hrs?|hours?))?"
    r" ?(?:(?P<minutes>\d{1,6}) ?(?:m|mins?|minutes?))? ?(?:(?P<seconds>\d{1,6}) ?(?:s|secs?|seconds?))?",
    _FLAGS,
)
_UNCERTAIN = re.compile(r"(?P<time>.*?) ?(?:±|\+/?-) ?(?P<amount>.*)", _FLAGS)
_TO = re.compile(r" to | ?[–—] ?| ?(?:\.{2,3}|…) ?| - ", _FLAGS)
_LEADING_DASH = re.compile(r"^[–—](?= ?\d)")


@dataclass(frozen=True, slots=True)
class _Context:
    now: datetime
    zone: tzinfo | None
    field: str
    fold: int | None

    def zone_for(self, text: str) -> tzinfo:
        if self.zone is None:
            raise FieldError(
                self.field,
                _("“{text}” is a time without a zone.").format(text=excerpt(text, 40)),
                _("Add Z or an offset, as in 2026-11-23T14:00+02:00, or write 231200Z NOV 26."),
            )
        return self.zone


@dataclass(frozen=True, slots=True)
class _Read:
    span: Span
    zone: tzinfo | None


def parse_span(
    text: str, *, now: datetime, zone: tzinfo | None, field: str = "occurred", fold: int | None = None
) -> Span:
    """The span of time that `text` means, UTC, for times typed by people and found in imported files.

    Case and extra spaces do not matter. Accepted:

    - date-time groups: `231200Z NOV 26`, `23 1200Z Nov 26`, `23120045ZNOV26`, `231200:45B NOV 26`; without
      month and year (`231200Z`) the latest such instant not after `now`, at most 31 days back;
    - ISO: `2026-11-23T14:00+02:00`, `2026-11-23 12:00:31Z`; without an offset the time is in `zone`;
    - `14:00` (today in `zone`), `1400B` (today there), `yesterday 23:40`, `now`, and
      `-40m`, `-2h`, `-1h30m` before `now`;
    - a day, `2026-11-23`, `23 Nov 26`, `23/11/2026`, `yesterday`: the whole day in `zone`; with a clock time,
      that instant. `05/11/2026` is refused: either number could be the month;
    - any of these with `±20m`, `+-20 min`, `± 1 h`;
    - ranges, `<a> to <b>`, `<a> – <b>`, `<a> .. <b>`, from the earliest of a to the latest of b. A group
      without month then follows the other end. A clock time alone as the end is on the day and in the zone of
      the beginning; when earlier, it is the next day's if the range then lasts 12 hours at most;
    - what `format_span` writes in English, as it was meant there.

    Years 1990–2089. Whether a time is likely, or in the future, is not asked here.

    Raises FieldError naming `field` for anything else; AmbiguousTime for a local time that happens twice,
    unless `fold` says which (0 the earlier, 1 the later); NonexistentTime for one that never happens.
    """
    tidy = _LEADING_DASH.sub("-", " ".join(text.replace("−", "-").split()))
    context = _Context(as_utc(now), zone, field, fold)
    try:
        span = _read_whole(tidy, context)
    except OverflowError:
        raise _outside_years(tidy, field) from None
    if span.earliest < _FIRST or span.latest > _LAST:
        raise _outside_years(tidy, field)
    return span


def _read_whole(text: str, context: _Context) -> Span:
    ends = _TO.split(text)
    uncertain = _UNCERTAIN.fullmatch(text)
    if len(ends) == 1:
        if uncertain is None:
            return _read_one(text, context).span
        margin = _margin(uncertain["amount"], context.field)
        span = _read_one(uncertain["time"], context).span
        return Span(span.earliest - margin, span.latest + margin)
    if uncertain:
        raise FieldError(
            context.field,
            _("A range already says how uncertain the time is; “±” cannot be added to it."),
            _("Write either a range or a time with ±."),
        )
    if len(ends) > 2:
        raise _not_understood(text, context)
    first, last = _read_range(ends[0], ends[1], context)
    if last.latest < first.earliest:
        raise _ends_early(text, context)
    return Span(first.earliest, last.latest)


def _read_range(begin: str, end: str, context: _Context) -> tuple[Span, Span]:
    begin_group = read_group(begin, field=context.field)
    end_group = read_group(end, field=context.field)
    end_clock = _CLOCK_ONLY.fullmatch(end)
    if begin_group and begin_group.is_short and not end_clock and not (end_group and end_group.is_short):
        last = _read_one(end, context).span
        return Span.at(begin_group.before(last.latest)), last
    first = _read_one(begin, context)
    if end_group and end_group.is_short:
        return first.span, Span.at(end_group.after(first.span.earliest))
    if end_clock:
        return first.span, _read_end_clock(first, end_clock, context)
    return first.span, _read_one(end, context).span


def _read_end_clock(first: _Read, clock: re.Match[str], context: _Context) -> Span:
    """A clock time that ends a range: on the day of its beginning, or overnight on the next."""
    zone = first.zone or context.zone_for(clock.string)
    begin = first.span.earliest.astimezone(zone).replace(tzinfo=None)
    end = datetime.combine(begin.date(), _clock_time(clock, context.field))
    if end < begin:
        end += timedelta(days=1)
        if end - begin > OVERNIGHT:
            raise _ends_early(clock.string, context)
    return Span.at(from_local(end, zone, field=context.field, fold=context.fold))


def _read_one(text: str, context: _Context) -> _Read:
    """A single time without ± and without a range, and the zone in which it was given."""
    if text.lower() == "now":
        return _Read(Span.at(context.now), context.zone)
    if text.startswith("-") and (ago := _amount(text[1:].lstrip())) is not None:
        return _Read(Span.at(context.now - ago), context.zone)
    if group := read_group(text, field=context.field):
        return _Read(Span.at(group.before(context.now) if group.is_short else group.instant()), group.zone)
    if found := _CLOCK_IN_ZONE.fullmatch(text):
        context.zone_for(text)  # a file's time needs its day
        there = replace(context, zone=read_zone(found["zone"], text, context.field))
        return _read_one(f"{found['hour']}:{found['minute']}", there)
    if found := _CLOCK_ONLY.fullmatch(text):
        return _read_local(_day_of(context, text), found, context.zone_for(text), context)
    if found := _DAY_FORM.fullmatch(text):
        return _read_day_form(found, context)
    if found := _DATED.fullmatch(text):
        return _read_dated(found, context)
    if _BARE_HOUR.fullmatch(text):
        raise FieldError(
            context.field,
            _("“{text}” could be a time of day or a year.").format(text=text),
            _("Write a time of day with a colon: 14:00."),
        )
    raise _not_understood(text, context)


def _read_dated(found: re.Match[str], context: _Context) -> _Read:
    day = _day(found, context)
    if found["hour"] is None:
        zone = context.zone_for(found.string)
        return _Read(local_day(day, zone, field=context.field), zone)
    if found["offset"] is None:
        return _read_local(day, found, context.zone_for(found.string), context)
    offset = read_offset(found["offset"])
    if offset is None:
        raise no_such_offset(context.field, found["offset"])
    return _read_local(day, found, offset, context)


def _read_day_form(found: re.Match[str], context: _Context) -> _Read:
    """`23 NOV 26, day`, as `format_span` writes it: a day in Kyiv unless it says UTC."""
    date_only = _DATED.fullmatch(found["date"])
    if date_only is None or date_only["hour"] or date_only["word"]:
        raise _not_understood(found.string, context)
    zone = UTC if found["utc"] else KYIV
    return _Read(local_day(_day(date_only, context), zone, field=context.field), zone)


def _read_local(day: date, clock: re.Match[str], zone: tzinfo, context: _Context) -> _Read:
    local = datetime.combine(day, _clock_time(clock, context.field))
    return _Read(Span.at(from_local(local, zone, field=context.field, fold=context.fold)), zone)


def _clock_time(clock: re.Match[str], field: str) -> time:
    fraction = (clock["fraction"] or "").ljust(6, "0")[:6]
    try:
        return time(int(clock["hour"]), int(clock["minute"]), int(clock["second"] or 0), int(fraction))
    except ValueError:
        raise no_such_time(field, clock.string) from None


def _day(found: re.Match[str], context: _Context) -> date:
    if found["word"]:
        return _day_of(context, found.string, back=found["word"].lower() == "yesterday")
    if found["slashed"]:
        year, month, day = _slashed(found, context)
    elif found["month"]:
        year, month, day = full_year(found["year"]), month_number(found["month"]), int(found["day"])
    else:
        year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
    try:
        return date(year, month, day)
    except ValueError:
        raise no_such_time(context.field, found.string) from None


def _slashed(found: re.Match[str], context: _Context) -> tuple[int, int, int]:
    """Year, month and day of `23/11/2026`, refused where day and month could be exchanged."""
    day, month = int(found["one"]), int(found["two"])
    if day <= 12 and day != month:
        raise FieldError(
            context.field,
            _("“{text}” does not say which number is the month.").format(text=excerpt(found.string, 40)),
            _("Write 2026-11-23 or 23 Nov 26."),
        )
    return full_year(found["slashed"]), month, day


def _day_of(context: _Context, text: str, *, back: bool = False) -> date:
    """Today in the zone of `context`, or with `back` yesterday."""
    return context.now.astimezone(context.zone_for(text)).date() - timedelta(days=back)


def _amount(text: str) -> timedelta | None:
    """`1h30m`, `20 min`, `45 s`, `2d` of 24 hours each; None when `text` is no such amount."""
    found = _AMOUNT.fullmatch(text)
    if found is None or not any(found.groups()):
        return None
    return timedelta(**{unit: int(digits or 0) for unit, digits in found.groupdict().items()})


def _margin(text: str, field: str) -> timedelta:
    margin = _amount(text)
    if margin is None:
        raise FieldError(
            field,
            _("“±{text}” is not an amount of time.").format(text=excerpt(text, 40)),
            _("Write ±20m, ±90s or ±1h30m."),
        )
    return margin


def _ends_early(text: str, context: _Context) -> FieldError:
    return FieldError(
        context.field,
        _("The range “{text}” ends before it begins.").format(text=excerpt(text, 60)),
        _("If it ends on another day, write that day too."),
    )


def _outside_years(text: str, field: str) -> FieldError:
    return FieldError(
        field,
        _("“{text}” lies outside the years 1990–2089.").format(text=excerpt(text, 40)),
        _("Check the year."),
    )


def _not_understood(text: str, context: _Context) -> FieldError:
    message = _("“{text}” is not a time that can be read.") if text else _("A time is missing.")
    return FieldError(
        context.field,
        message.format(text=excerpt(text, 40)),
        _("Write 231200Z NOV 26, 2026-11-23 14:00, 14:00, yesterday 23:40, -40m, or 14:00 ±20m."),
    )
