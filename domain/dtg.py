"""Date-time groups: `231200Z NOV 26` is noon UTC, `231400B NOV 26` the same instant at UTC+2.

A group is a fixed form of the trade, so it is never translated. It has no century: the two digits
00–89 mean 2000–2089 and 90–99 mean 1990–1999, and a group is therefore never a storage key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from domain.errors import FieldError, InvariantError
from domain.words import N_, _

KYIV = ZoneInfo("Europe/Kyiv")
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
MONTH_PATTERN = (
    r"JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?"
    r"|SEP(?:TEMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?"
)
OFFSETS = {"Z": 0}
OFFSETS |= {letter: hours for hours, letter in enumerate("ABCDEFGHIKLM", start=1)}
OFFSETS |= {letter: -hours for hours, letter in enumerate("NOPQRSTUVWXY", start=1)}
LETTERS = {hours: letter for letter, hours in OFFSETS.items()}

_SHORT_MONTHS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)
_REACH = timedelta(days=31)
_GROUP = re.compile(
    r"(?P<day>\d\d) ?(?P<hour>\d\d)(?P<minute>\d\d)(?::?(?P<second>\d\d))?"
    r" ?(?P<zone>[A-Z]|[+-]\d{4})?"
    rf"(?: ?(?P<month>{MONTH_PATTERN}) ?(?P<year>\d{{4}}|\d\d))?",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Group:
    """A date-time group as written; `month` and `year` are None in the short form `231200Z`."""

    text: str
    field: str
    day: int
    hour: int
    minute: int
    second: int
    zone: timezone
    month: int | None
    year: int | None

    @property
    def is_short(self) -> bool:
        """Whether the month and the year were left out."""
        return self.month is None

    def instant(self) -> datetime:
        """The instant of a full group, UTC. Raises FieldError when the calendar has no such time."""
        if self.month is None or self.year is None:
            raise InvariantError(f"{self.text} names no month")
        instant = self._in_month(self.year, self.month)
        if instant is None:
            raise no_such_time(self.field, self.text)
        return instant

    def before(self, limit: datetime) -> datetime:
        """The latest instant of this day and time not after `limit`, UTC.

        Looks back over month boundaries, at most 31 days; months without such a day are passed over.
        Raises FieldError when there is none.
        """
        return self._nearest(limit, (0, -1, -2), lambda instant: timedelta() <= limit - instant <= _REACH)

    def after(self, limit: datetime) -> datetime:
        """The earliest instant of this day and time not before `limit`, UTC, at most 31 days later.

        Raises FieldError when there is none.
        """
        return self._nearest(limit, (0, 1, 2), lambda instant: timedelta() <= instant - limit <= _REACH)

    def _nearest(self, limit: datetime, months: tuple[int, ...], fits: Fits) -> datetime:
        local = limit.astimezone(self.zone)
        for step in months:
            year, month = divmod(local.year * 12 + local.month - 1 + step, 12)
            instant = self._in_month(year, month + 1)
            if instant is not None and fits(instant):
                return instant
        if self.day > 31 or self.day < 1 or max(self.hour // 24, self.minute // 60, self.second // 60):
            raise no_such_time(self.field, self.text)
        raise FieldError(
            self.field,
            _("“{text}” names no month, and its day is not within 31 days").format(text=self.text),
            _("Write the month and the year: 231200Z NOV 26."),
        )

    def _in_month(self, year: int, month: int) -> datetime | None:
        try:
            local = datetime(
                year, month, self.day, self.hour, self.minute, self.second, tzinfo=self.zone
            )
        except ValueError:
            return None
        return local.astimezone(UTC)
