"""Date-time groups: `231200Z NOV 26` is noon UTC, `231400B NOV 26` the same instant at UTC+2.

A group is a fixed form of the trade, so it is never translated. It has no century: the two digits
00–89 mean 2000–2089 and 90–99 mean 1990–1999, and a group is therefore never a storage key.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from domain.errors import FieldError, InvariantError
from domain.text import excerpt
from domain.words import _

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
MONTH_PATTERN = (
    r"JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?"
    r"|SEP(?:T|TEMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?"
)
HOURS = {
    "Z": 0,
    **{letter: hours for hours, letter in enumerate("ABCDEFGHIKLM", start=1)},
    **{letter: -hours for hours, letter in enumerate("NOPQRSTUVWXY", start=1)},
}
"""Hours east of UTC for each zone letter. J, the observer's own local time, has no fixed offset."""
LETTERS = {hours: letter for letter, hours in HOURS.items()}

_REACH = timedelta(days=31)
_HOUR = timedelta(hours=1)
_GROUP = re.compile(
    r"(?P<day>\d\d) ?(?P<hour>\d\d)(?P<minute>\d\d)(?::?(?P<second>\d\d))?"
    r" ?(?P<zone>[A-Z]|[+-]\d{4})?"
    rf"(?: ?(?P<month>{MONTH_PATTERN}) ?(?P<year>\d{{4}}|\d\d))?",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Group:
    """A date-time group as written; `month` is None in the short form `231200Z`."""

    text: str
    field: str
    day: int
    hour: int
    minute: int
    second: int
    zone: timezone
    month: int | None
    year: int

    @property
    def is_short(self) -> bool:
        """Whether the month and the year were left out."""
        return self.month is None

    def instant(self) -> datetime:
        """The instant of a full group, UTC. Raises FieldError when the calendar has no such time."""
        if self.month is None:
            raise InvariantError(f"{self.text} names no month")
        instant = self._in_month(self.year, self.month)
        if instant is None:
            raise no_such_time(self.field, self.text)
        return instant

    def before(self, limit: datetime) -> datetime:
        """The latest instant of this day and time not after `limit`, UTC, at most 31 days earlier.

        The search crosses month boundaries: `311200Z` read on 2 November is 31 October. Raises FieldError
        when there is none, as for the 30th read on 1 March.
        """
        return self._nearest(limit, (0, -1), lambda instant: limit - instant)

    def after(self, limit: datetime) -> datetime:
        """The earliest instant of this day and time not before `limit`, UTC, at most 31 days later.

        Raises FieldError when there is none.
        """
        return self._nearest(limit, (0, 1), lambda instant: instant - limit)

    def _nearest(
        self, limit: datetime, months: tuple[int, ...], distance: Callable[[datetime], timedelta]
    ) -> datetime:
        if self._in_month(2000, 1) is None:
            raise no_such_time(self.field, self.text)
        local = limit.astimezone(self.zone)
        for step in months:
            year, month = divmod(local.year * 12 + local.month - 1 + step, 12)
            instant = self._in_month(year, month + 1)
            if instant is not None and timedelta() <= distance(instant) <= _REACH:
                return instant
        raise FieldError(
            self.field,
            _("“{text}” names no month, and there is no such day within 31 days.").format(text=self.text),
            _("Write the month and the year: 231200Z NOV 26."),
        )

    def _in_month(self, year: int, month: int) -> datetime | None:
        try:
            local = datetime(year, month, self.day, self.hour, self.minute, self.second, tzinfo=self.zone)
        except ValueError:
            return None
        return local.astimezone(UTC)


def read_group(text: str, *, field: str) -> Group | None:
    """`text` as a date-time group, or None when it has not that form.

    Expects single spaces between words. Raises FieldError, naming `field`, for a group without a zone
    letter, with the letter J, or with an offset that no zone has.
    """
    found = _GROUP.fullmatch(text)
    if found is None or (found["zone"] is None and found["second"] is not None and found["month"] is None):
        return None
    month = found["month"]
    return Group(
        text=text,
        field=field,
        day=int(found["day"]),
        hour=int(found["hour"]),
        minute=int(found["minute"]),
        second=int(found["second"] or 0),
        zone=read_zone(found["zone"], text, field),
        month=month_number(month) if month else None,
        year=full_year(found["year"]) if month else 0,
    )


def month_number(name: str) -> int:
    """The number 1–12 of an English month, by its first three letters."""
    return MONTHS.index(name[:3].upper()) + 1


def full_year(digits: str) -> int:
    """The year of two digits (00–89 are 2000–2089, 90–99 are 1990–1999) or of four."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= 90 else 2000)


def read_offset(text: str) -> timezone | None:
    """The zone of `Z`, `+02`, `+0200` or `+02:00`; None for an offset beyond 14 hours, which no zone has."""
    if text.upper() == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    offset = timedelta(hours=hours, minutes=minutes)
    if minutes > 59 or offset > timedelta(hours=14):
        return None
    return timezone(-offset if text.startswith("-") else offset)


def read_zone(text: str | None, group: str, field: str) -> timezone:
    """The zone of a letter or an offset at the end of `group`. Raises `FieldError` naming `field`."""
    if text is None:
        raise FieldError(
            field,
            _("“{text}” is a time without a zone: the zone letter is missing.").format(text=group),
            _("Write 231200Z for UTC, 231400B for Kyiv in winter, 231500C for Kyiv in summer."),
        )
    if text.upper() == "J":
        raise FieldError(
            field,
            _("Zone letter J means the observer's own local time, which is no fixed offset from UTC."),
            _("Write Z for UTC, B for Kyiv in winter, C for Kyiv in summer."),
        )
    if text.upper() in HOURS:
        return timezone(timedelta(hours=HOURS[text.upper()]))
    zone = read_offset(text)
    if zone is None:
        raise no_such_offset(field, text)
    return zone


def no_such_time(field: str, text: str) -> FieldError:
    """The error for a day, an hour or a minute that the calendar does not have."""
    return FieldError(
        field,
        _("“{text}” names a day or a time of day that does not exist.").format(text=excerpt(text, 40)),
        _("Check the day of the month, the hour (00–23) and the minute (00–59)."),
    )


def no_such_offset(field: str, text: str) -> FieldError:
    """The error for an offset from UTC that no zone has."""
    return FieldError(
        field,
        _("“{text}” is not an offset from UTC that any zone uses.").format(text=text),
        _("Write +02:00 or +03:00 for Kyiv, Z for UTC."),
    )


def format_dtg(instant: datetime, *, zone: tzinfo = UTC, seconds: bool = False) -> str:
    """`231200Z NOV 26`, or with `seconds` `231200:31Z NOV 26`: `instant` in `zone`, never rounded up.

    The letter follows from the offset in force at that instant. An offset that has no letter (half hours,
    and +13 and beyond) is written in digits: `231730+0530 NOV 26`.
    """
    local = in_zone(instant, zone)
    return f"{_day_and_time(local, seconds)} {MONTHS[local.month - 1]} {local.year % 100:02}"


def format_short(instant: datetime, *, seconds: bool = False) -> str:
    """`231200Z`, or with `seconds` `231200:31Z`: a group in UTC without its month."""
    return _day_and_time(in_zone(instant, UTC), seconds)


def zone_letter(instant: datetime, zone: tzinfo) -> str:
    """The letter of the offset in force in `zone` at `instant`; digits such as `+0530` where none exists."""
    offset = in_zone(instant, zone).utcoffset() or timedelta()
    letter = LETTERS.get(offset // _HOUR) if not offset % _HOUR else None
    if letter:
        return letter
    hours, rest = divmod(abs(offset), _HOUR)
    return f"{'-' if offset < timedelta() else '+'}{hours:02}{rest // timedelta(minutes=1):02}"


def _day_and_time(local: datetime, seconds: bool) -> str:
    return f"{local:%d%H%M:%S}"[: 9 if seconds else 6] + zone_letter(local, local.tzinfo or UTC)


def in_zone(instant: datetime, zone: tzinfo) -> datetime:
    """`instant` on the clocks of `zone`. Raises InvariantError when it has no zone of its own."""
    if instant.utcoffset() is None:
        raise InvariantError(f"an instant without a zone: {instant!r}")
    return instant.astimezone(zone)
