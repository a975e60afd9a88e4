"""What each typed value is understood as: shown below its field while it is typed. All raise `FieldError`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo

from domain.clock import Clock
from domain.errors import FieldError
from domain.instant import (
    KYIV,
    Span,
    format_dtg,
    format_duration,
    format_kyiv,
    format_span,
    iso_utc,
    parse_span,
)
from domain.position import Position, format_mgrs, format_radius, parse_position_with_radius, precision_name
from domain.quantity import Quantity
from domain.source import Grade, SourceReport
from domain.text import LINE, clean_line, clean_text, required
from domain.vocabulary import NOT_KNOWN, OBLASTS, PARTIES, Vocabulary
from domain.words import _, n_

ZONES: dict[str, tzinfo] = {"utc": UTC, "kyiv": KYIV}
NAMED_RADII = {"exact": 10, "vicinity": 100, "locality": 1_000, "settlement": 5_000}


def understood_time(span: Span, now: datetime) -> str:
    """`23 NOV 26 …Z · 15:22 Kyiv · 45 min ago`."""
    parts = [format_span(span)]
    if span.is_exact:
        parts.append(
            format_kyiv(
                span.earliest, date=span.earliest.astimezone(KYIV).date() != now.astimezone(KYIV).date()
            )
        )
    if span.latest <= now:
        parts.append(_("{time} ago").format(time=format_duration(now - span.latest)))
    return " · ".join(parts)


_COUNTED_BACK = re.compile(r"\s*(?:now\b|[-−–—]\s*\d)", re.IGNORECASE)
_LATER = timedelta(days=40)
"""By then a day or a month that was left out is another."""
_TO_THE_SECOND = re.compile(r"now|\ds|sec", re.IGNORECASE)


class TimeCheck:
    """Reads a typed time in the zone chosen beside it.

    A text means what it meant when it was typed, though it be saved after midnight. What is counted back, as
    `-40m`, is read to the minute where it names no seconds: nobody means the second forty minutes ago.
    """

    def __init__(self, clock: Clock, zone: Callable[[], str], field: str, *, missing: str = "") -> None:
        self._clock = clock
        self._zone = zone
        self._field = field
        self._missing = missing
        self._typed = ("", datetime.min.replace(tzinfo=UTC))

    def span(self, text: str) -> Span | None:
        """The span meant; None for nothing typed where that is allowed."""
        if self._typed[0] != text:
            self._typed = (text, self._clock.now())
        if not text.strip():
            if self._missing:
                raise FieldError(self._field, self._missing)
            return None
        span = self._read(text, self._typed[1])
        now = self._clock.now()
        if span.earliest > now:
            raise FieldError(
                self._field,
                _("This time is still to come."),
                _("For yesterday type “yesterday 23:40”, or give the date."),
            )
        return span

    def _read(self, text: str, now: datetime) -> Span:
        span = parse_span(text, now=now, zone=ZONES[self._zone() or "utc"], field=self._field)
        if _COUNTED_BACK.match(text) and not _TO_THE_SECOND.search(text):
            odd = timedelta(seconds=span.earliest.second, microseconds=span.earliest.microsecond)
            span = Span(span.earliest - odd, span.latest - odd)
        return span

    def settled(self, text: str) -> str:
        """What is counted back as a time that stays; anything else, and what cannot be read, as it is."""
        return self.absolute(text) if _COUNTED_BACK.match(text) else text

    def absolute(self, text: str) -> str:
        """Any time whose meaning moves on, as `14:00` does, as one that stays; anything else as it is."""
        try:
            span = self.span(text)
        except FieldError:
            return text
        if span is None or not self._moves_on(text, span):
            return text
        first, last = spelled(span.earliest), spelled(span.latest)
        return first if span.is_exact else f"{first} to {last}"

    def _moves_on(self, text: str, span: Span) -> bool:
        try:
            return self._read(text, self._typed[1] + _LATER) != span
        except FieldError:
            return True

    def __call__(self, text: str) -> str:
        span = self.span(text)
        return understood_time(span, self._clock.now()) if span else ""


def spelled(instant: datetime) -> str:
    """An instant (UTC) so that it can be typed: as a date-time group where it is a whole minute."""
    if not (instant.second or instant.microsecond):
        return format_dtg(instant)
    return iso_utc(instant).replace(".000Z", "Z")


def position(text: str) -> tuple[Position, int | None] | None:
    """The point meant and the radius its notation leaves open (m); None for nothing typed."""
    return parse_position_with_radius(text) if text.strip() else None


def check_position(text: str) -> str:
    found = position(text)
    return format_mgrs(found[0]) if found else ""


def radius(text: str) -> int | None:
    """A radius in metres from `1 km`, `100 m`, `settlement`; None for nothing typed."""
    plain = text.strip().casefold().lstrip("±+-~ ")
    if not plain:
        return None
    for name, metres in NAMED_RADII.items():
        if plain in (name, precision_name(metres).casefold()):
            return metres
    unit = 1000 if plain.endswith(("km", "км")) else 1
    digits = plain.removesuffix("km").removesuffix("км").removesuffix("m").removesuffix("м").strip()
    try:
        metres = round(float(digits.replace(",", ".")) * unit)
    except (ValueError, OverflowError):
        metres = 0
    if not 0 < metres <= 500_000:
        raise FieldError(
            "radius",
            _("“{text}” is not a radius.").format(text=text),
            _("For instance: 100 m · 1 km · 5 km."),
        )
    return metres


def check_radius(text: str) -> str:
    metres = radius(text)
    return f"{format_radius(metres)} · {precision_name(metres)}" if metres else ""


def check_quantity(text: str) -> str:
    quantity = Quantity.parse(text)
    return str(quantity) if quantity else ""


def check_grade(text: str) -> str:
    grade = Grade.parse(text)
    return grade.words() if text.strip() else _("F6 · not judged")


def check_source(text: str) -> str:
    SourceReport.of(text)
    return ""


def oblast(text: str) -> str:
    """An ISO 3166-2 code where the text names an oblast, else the text."""
    line = clean_line(text, "oblast")
    try:
        return OBLASTS.find(line, "oblast") if line else ""
    except FieldError:
        return line


def check_oblast(text: str) -> str:
    code = oblast(text)
    return code if code in OBLASTS else ""


def party(text: str, field: str = "party_alleged") -> str:
    """The key of a listed party, else the text; nothing typed is not known."""
    line = clean_line(text, field)
    try:
        return PARTIES.find(line, field) if line else NOT_KNOWN
    except FieldError:
        return line


def check_text(field: str) -> Callable[[str], str]:
    """Counts the characters."""

    def check(text: str) -> str:
        length = len(clean_text(text, field))
        return n_("{n} character", "{n} characters", length) if length else ""

    return check


def check_line(field: str, *, limit: int = LINE) -> Callable[[str], str]:
    """Says nothing unless something is wrong."""

    def check(text: str) -> str:
        clean_line(text, field, limit=limit)
        return ""

    return check


def check_required(field: str, message: str) -> Callable[[str], str]:
    """Something must stand there."""

    def check(text: str) -> str:
        required(clean_text(text, field), field, message)
        return ""

    return check


def check_term(vocabulary: Vocabulary, field: str) -> Callable[[str], str]:
    """A term of a closed list, typed."""

    def check(text: str) -> str:
        vocabulary.find(text or NOT_KNOWN, field)
        return ""

    return check
