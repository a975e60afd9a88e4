"""The one door to time: instants, spans, what people type, and how times are written.

The parts behind it are `span` (values), `dtg` (date-time groups) and `typed_time` (the reader). All
computing is done in UTC; Kyiv time is only ever shown.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from domain.dtg import MONTHS, format_dtg, format_short, in_zone, zone_letter
from domain.span import (
    KYIV,
    AmbiguousTime,
    NonexistentTime,
    Span,
    from_local,
    from_ms,
    iso_utc,
    local_day,
    parse_iso_utc,
    to_ms,
)
from domain.typed_time import parse_span
from domain.words import N_, _

__all__ = [
    "KYIV",
    "UTC",
    "AmbiguousTime",
    "NonexistentTime",
    "Span",
    "format_dtg",
    "format_duration",
    "format_kyiv",
    "format_offset",
    "format_short",
    "format_span",
    "from_local",
    "from_ms",
    "iso_utc",
    "kyiv_letter",
    "local_day",
    "parse_iso_utc",
    "parse_span",
    "to_ms",
]

_SECOND = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)
_WIDEST_MARGIN = timedelta(hours=12)
_ROUND_MINUTES = (60, 30, 15, 10, 5, 1)
_SHORT_MONTHS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)


def kyiv_letter(instant: datetime) -> str:
    """The zone letter of Kyiv at `instant`: B in winter, C in summer (other letters before 1992)."""
    return zone_letter(instant, KYIV)


def format_kyiv(instant: datetime, *, date: bool = False) -> str:
    """`14:00 Kyiv`, or with `date` `23 Nov 14:00 Kyiv`: `instant` on a clock in Kyiv, cut to the minute."""
    local = in_zone(instant, KYIV)
    clock = f"{local:%H:%M}"
    if not date:
        return _("{time} Kyiv").format(time=clock)
    month = _(_SHORT_MONTHS[local.month - 1])
    return _("{day} {month} {time} Kyiv").format(day=local.day, month=month, time=clock)


def format_span(span: Span) -> str:
    """A span as the desk writes it, in UTC, with seconds only where they are not zero:

    - exact: `231200Z NOV 26`;
    - a whole day: `23 NOV 26, day` for a day in Kyiv, `23 NOV 26, day UTC` for one in UTC;
    - at most 12 h either side of a middle, all on whole minutes, where the middle is at least as round a time
      as the two ends: `221621Z NOV 26 ±20 min`;
    - otherwise `221400Z – 221530Z NOV 26`, each end in full when the dates differ.

    Nothing is lost but fractions of a second, and `parse_span` reads it back (in English).
    """
    if span.is_exact:
        return _full(span.earliest)
    if day := _whole_day(span):
        return day
    if around := _around_middle(span):
        return around
    first, last = span.earliest, span.latest
    if first.date() == last.date():
        return f"{format_short(first, seconds=first.second > 0)} – {_full(last)}"
    return f"{_full(first)} – {_full(last)}"


def _full(instant: datetime) -> str:
    return format_dtg(instant, seconds=instant.second > 0)


def _whole_day(span: Span) -> str:
    """`span` as a whole day in Kyiv or in UTC, or an empty text when it is none."""
    for zone, pattern in ((KYIV, N_("{date}, day")), (UTC, N_("{date}, day UTC"))):
        day = span.earliest.astimezone(zone).date()
        if span == local_day(day, zone):
            return _(pattern).format(date=f"{day.day:02} {MONTHS[day.month - 1]} {day.year % 100:02}")
    return ""


def _around_middle(span: Span) -> str:
    """`span` as a time with a margin, or an empty text where a range says it better."""
    margin = span.width / 2
    middle = span.earliest + margin
    if margin > _WIDEST_MARGIN or margin % _MINUTE or not _on_minute(middle):
        return ""
    if _roundness(middle) < min(_roundness(span.earliest), _roundness(span.latest)):
        return ""
    minutes = margin // _MINUTE
    if minutes % 60:
        return _("{time} ±{minutes} min").format(time=format_dtg(middle), minutes=minutes)
    return _("{time} ±{hours} h").format(time=format_dtg(middle), hours=minutes // 60)


def _on_minute(instant: datetime) -> bool:
    return not instant.second and not instant.microsecond


def _roundness(instant: datetime) -> int:
    """60 for a full hour, 30 for a half, down to 1: people name round times, so these were the ones named."""
    return next(step for step in _ROUND_MINUTES if instant.minute % step == 0)


def format_duration(delta: timedelta, *, signed: bool = False, up: bool = False) -> str:
    """`HH:MM:SS` of the size of `delta`, from 100 hours on `5d 03:12:44`; a sign only when `signed`.

    Fractions of a second are cut, as elapsed time needs. For time remaining pass `up`: it is rounded up, so
    that `00:00:00` shows at the deadline itself and not during the second before it.
    """
    size = abs(delta)
    seconds = -(-size // _SECOND) if up else size // _SECOND
    sign = ("−" if delta < timedelta() else "+") if signed and seconds else ""
    hours, rest = divmod(seconds, 3600)
    days, hours_of_day = divmod(hours, 24)
    clock = f"{rest // 60:02}:{rest % 60:02}"
    if hours < 100:
        return f"{sign}{hours:02}:{clock}"
    return sign + _("{days}d {clock}").format(days=days, clock=f"{hours_of_day:02}:{clock}")


def format_offset(delta: timedelta) -> str:
    """`T+18:05`, hours and minutes after T0, cut to the minute; hours may pass 99; before T0 `T−00:30`."""
    minutes = abs(delta) // _MINUTE
    sign = "−" if delta < timedelta() and minutes else "+"
    return f"T{sign}{minutes // 60:02}:{minutes % 60:02}"
