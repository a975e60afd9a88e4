"""Times as other people's tables write them, turned into what `domain.instant.parse_span` reads.

Three rules keep an import from inventing a time. A day stays a day: never midnight. A time of day needs a
zone, from the cell, a zone column, the heading or the person who imports. `05/03/2022` is read only where
the file's other dates, or that person, say which number is the month.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.dtg import HOURS, MONTH_PATTERN
from domain.errors import FieldError
from domain.instant import KYIV, Span, parse_span
from domain.text import excerpt
from domain.words import _

DATE_ORDERS = ("dmy", "mdy")

_MONTHS_UK = (
    "січня", "лютого", "березня", "квітня", "травня", "червня",
    "липня", "серпня", "вересня", "жовтня", "листопада", "грудня",
)  # fmt: skip
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
_UK = re.compile("|".join(_MONTHS_UK), re.IGNORECASE)
_AM_PM = re.compile(
    r"\b(?P<hour>\d{1,2})(?P<rest>(?::\d\d){0,2}(?:\.\d+)?) ?(?P<half>[ap])\.?m\b\.?", re.IGNORECASE
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_THREE = re.compile(
    r"(?<![\d.:])(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4}|(?<=[/.])\d\d)(?!\d)"
)
_NAMED = re.compile(
    rf"(?<!\d)(\d{{1,2}})[-. ]+({MONTH_PATTERN})\b\.?[-., ]+(\d{{4}}|\d\d)(?!\d)", re.IGNORECASE
)
_NAME_FIRST = re.compile(
    rf"\b({MONTH_PATTERN})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)", re.IGNORECASE
)
_NO_YEAR = re.compile(
    rf"(?P<day>\d{{1,2}})[-. ]?(?P<month>{MONTH_PATTERN})\.?(?:,? +(?P<clock>\d\d?:\d\d.*))?", re.IGNORECASE
)
_DATED = re.compile(rf"\d{{4}}-\d\d-\d\d|(?:{MONTH_PATTERN}) ?\d{{2,4}}(?![\d:])", re.IGNORECASE)
_RELATIVE = re.compile(r"now|today|yesterday", re.IGNORECASE)
_CLOCK = re.compile(r"\d:\d\d|(?<!\d)\d{6}(?:\d\d)?(?!\d)|(?<!\d)\d\d ?\d{4} ?[A-Za-z+-]")
_MIDNIGHT = re.compile(r"[ T]0?0:00(?::00(?:\.0+)?)?$")
_ZONED = re.compile(
    r"(?P<text>.*\d) ?\(?(?P<zone>UTC|GMT|EET|EEST|Kyiv|Kiev|за Києвом|Київ)\)?(?: time)?", re.IGNORECASE
)
_BARE_CLOCK = re.compile(r"([01]\d|2[0-3])([0-5]\d)")

_ZONES: dict[str, tzinfo] = {
    **dict.fromkeys(("utc", "gmt", "z", "zulu"), UTC),
    **dict.fromkeys(
        ("kyiv", "kiev", "europe/kyiv", "europe/kiev", "київ", "за києвом", "local", "місцевий"), KYIV
    ),
    "eet": timezone(timedelta(hours=2)),
    "eest": timezone(timedelta(hours=3)),
}


def zone_of(text: str, field: str = "zone") -> tzinfo | None:
    """The zone that `text` names: `Europe/Kyiv`, `UTC`, `+02:00`, `B`; `none` and nothing give None.

    Raises `FieldError` naming `field`.
    """
    name = " ".join(text.split()).replace("−", "-")
    if name.casefold() in ("", "none"):
        return None
    if name.casefold() in _ZONES:
        return _ZONES[name.casefold()]
    if name.upper() in HOURS:
        return timezone(timedelta(hours=HOURS[name.upper()]))
    if offset := re.fullmatch(r"(?:UTC|GMT)?([+-])(\d\d?)(?::?([0-5]\d))?", name, re.IGNORECASE):
        size = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        if size <= timedelta(hours=14):
            return timezone(size if offset[1] == "+" else -size)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise FieldError(
            field,
            _("“{text}” is not a time zone.").format(text=excerpt(name, 40)),
            _("Use Europe/Kyiv, UTC, or an offset such as +02:00."),
        ) from None


@dataclass(slots=True)
class Survey:
    """What all the dates of a file say together: which number is the month, and whether 00:00 means a day."""

    day_first: int = 0
    month_first: int = 0
    either: int = 0
    midnights: int = 0
    other_times: int = 0

    def look(self, text: str) -> None:
        """Take one more cell of a date column into account."""
        for found in _THREE.finditer(text):
            a, b = int(found["a"]), int(found["b"])
            self.day_first += a > 12 >= b
            self.month_first += b > 12 >= a
            self.either += a <= 12 and b <= 12 and a != b
        if _MIDNIGHT.search(text):
            self.midnights += 1
        elif _CLOCK.search(text):
            self.other_times += 1

    @property
    def order(self) -> str:
        """`dmy` or `mdy` where the dates say so and none says otherwise; else nothing."""
        if bool(self.day_first) == bool(self.month_first):
            return ""
        return "dmy" if self.day_first else "mdy"

    @property
    def days_only(self) -> bool:
        """True where every time of day in the column is 00:00, as a spreadsheet writes a mere day."""
        return self.midnights > 0 and self.other_times == 0


class TimeReader:
    """Reads the times of one file. `defaulted` counts the days that became Kyiv days for want of a zone."""

    def __init__(
        self,
        *,
        now: datetime,
        zone: tzinfo | None,
        order: str = "",
        days_only: bool = False,
        year: int | None = None,
    ) -> None:
        self._now = now
        self._zone = zone
        self._order = order
        self._days_only = days_only
        self._year = year
        self._read: dict[tuple[str, str, str], tuple[Span, bool]] = {}
        self.defaulted = 0

    def read(self, text: str, *, clock: str = "", zone: str = "", field: str = "occurred") -> Span:
        """What a cell means, with the time of day and the zone of other columns, UTC. Raises `FieldError`."""
        key = (text, clock, zone)
        if key not in self._read:
            if len(self._read) > 50_000:
                self._read.clear()
            self._read[key] = self._span(text, clock, zone, field)
        span, defaulted = self._read[key]
        self.defaulted += defaulted
        return span

    def _span(self, text: str, clock: str, zone: str, field: str) -> tuple[Span, bool]:
        own_zone = zone_of(zone) or self._zone
        tidy = self._tidy(text, field)
        if clock:
            tidy = f"{tidy} {self._clock(clock)}"
        elif self._days_only:
            tidy = _MIDNIGHT.sub("", tidy)
        if found := _ZONED.fullmatch(tidy):
            tidy, own_zone = found["text"], zone_of(found["zone"])
        if not _DATED.search(tidy) or _RELATIVE.search(tidy):
            raise FieldError(
                field,
                _("“{text}” does not say which day of which year.").format(
                    text=excerpt(f"{text} {clock}".strip(), 60)
                ),
                _("Write 2022-03-05 or 05 Mar 2022, with or without a time of day."),
            )
        if not _CLOCK.search(tidy):
            defaulted = own_zone is None and "day" not in tidy
            return parse_span(tidy, now=self._now, zone=own_zone or KYIV, field=field), defaulted
        return self._timed(tidy, own_zone, field), False

    def _timed(self, text: str, zone: tzinfo | None, field: str) -> Span:
        try:
            return parse_span(text, now=self._now, zone=zone, field=field)
        except FieldError:
            if zone is not None:
                raise
        parse_span(
            text, now=self._now, zone=UTC, field=field
        )  # where that fails too, it is not for want of a zone
        raise FieldError(
            field,
            _("“{text}” is a time without a zone.").format(text=excerpt(text, 60)),
            _("Say in which zone the file's times are (Europe/Kyiv or UTC), or map a column that says it."),
        )

    def _tidy(self, text: str, field: str) -> str:
        tidy = " ".join(text.split())
        tidy = _UK.sub(lambda m: _MONTHS[_MONTHS_UK.index(m[0].casefold())], tidy)
        tidy = _AM_PM.sub(_from_half_day, tidy)
        tidy = _COMPACT.sub(r"\1-\2-\3", tidy)
        tidy = _YEAR_FIRST.sub(lambda m: f"{m[1]}-{int(m[3]):02}-{int(m[4]):02}", tidy)
        tidy = _NAME_FIRST.sub(r"\2 \1 \3", tidy)
        tidy = _NAMED.sub(r"\1 \2 \3", tidy)
        if (found := _NO_YEAR.fullmatch(tidy)) and self._year is not None:
            tidy = f"{found['day']} {found['month']} {self._year} {found['clock'] or ''}".rstrip()
        return _THREE.sub(lambda m: self._year_first(m, field), tidy)

    def _year_first(self, found: re.Match[str], field: str) -> str:
        a, b = int(found["a"]), int(found["b"])
        order = self._order or ("mdy" if b > 12 >= a else "dmy" if a > 12 or a == b else "")
        if not order:
            raise FieldError(
                field,
                _("“{text}” does not say which number is the month.").format(text=found[0]),
                _("The file's other dates do not decide it: give the order of its dates, dmy or mdy."),
            )
        day, month = (a, b) if order == "dmy" else (b, a)
        year = (
            found["y"]
            if len(found["y"]) == 4
            else f"20{found['y']}"
            if found["y"] < "90"
            else f"19{found['y']}"
        )
        return f"{year}-{month:02}-{day:02}"

    @staticmethod
    def _clock(text: str) -> str:
        tidy = _AM_PM.sub(_from_half_day, " ".join(text.split()))
        tidy = re.sub(r"^(\d\d?)\.(\d\d)$", r"\1:\2", tidy)
        return _BARE_CLOCK.sub(r"\1:\2", tidy) if _BARE_CLOCK.fullmatch(tidy) else tidy


def _from_half_day(found: re.Match[str]) -> str:
    """`2:30 pm` as `14:30`; an hour that is none on such a clock stays as it was typed."""
    hour = int(found["hour"])
    if not 1 <= hour <= 12:
        return found[0]
    return f"{hour % 12 + (12 if found['half'].lower() == 'p' else 0):02}{found['rest'] or ':00'}"


def widened(span: Span, precision: str) -> Span:
    """A day that stands for its week (`2`: three days either side) or its month (`3`), as in ACLED."""
    if precision == "2":
        return Span(span.earliest - timedelta(days=3), span.latest + timedelta(days=3))
    if precision == "3":
        middle = (span.earliest + span.width / 2).astimezone(KYIV)
        last = monthrange(middle.year, middle.month)[1]
        return Span(
            span.earliest - timedelta(days=middle.day - 1),
            span.latest + timedelta(days=last - middle.day),
        )
    return span
