"""One row of a foreign table → `Facts`. What a field cannot hold stays in the comment or in the original row.

What would be misread is refused with a reason: a time, a position, a kind, a grade. What is only less
exact than the desk would like (a number such as “several”, an unknown means) is kept in its own words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.errors import FieldError
from domain.incident import TAGS, Facts
from domain.instant import Span
from domain.position import Position, parse_position_with_radius
from domain.quantity import Quantity
from domain.sector import LONGEST
from domain.source import REFERENCE, SourceReport
from domain.text import LINE, excerpt
from domain.vocabulary import KINDS, MEANS, NOT_KNOWN, OBLASTS, PARTIES, Vocabulary
from domain.words import _
from storage.columns import degrees
from storage.formats import UNLABELLED_COMMENTS
from storage.import_texts import LINK, host, joined
from storage.import_times import TimeReader, widened
from storage.mapping import Mapping, fold

_BLANK = frozenset(
    ("", "-", "–", "—", "?", "n/k", "nk", "n/a", "na", "null", "none", "nan", "nil", "tbc", "unknown",
     "not known", "н/д", "невідомо", "не відомо", "немає")
)  # fmt: skip
_LONGEST_BLANK = max(map(len, _BLANK))
_HOME = frozenset(("ukraine", "ua", "ukr", "україна"))
_LEADING_DATE = re.compile(r"^\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[\s:,–-]*")
_APOSTROPHES = re.compile("['’ʼ`′´]")
_COUNTRY_END = re.compile(r",? *(?:Ukraine|Україна)$", re.IGNORECASE)
_ADJECTIVE_END = re.compile(r"(?<=ka) (?:oblast|region)$", re.IGNORECASE)
_RELATIVE_PLACE = re.compile(r"\d")
_NEIGHBOURHOOD = ((43.0, 54.0), (21.0, 42.0))
_NOTHING = frozenset(("0", "0.0"))


def _filled(cell: str) -> str:
    """What a cell says; nothing where it says so in words."""
    text = cell.strip()
    return "" if len(text) <= _LONGEST_BLANK and text.casefold() in _BLANK else text


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says: its facts, not yet checked, and the maker's own number of it."""

    facts: Facts
    id: str


class RowReader:
    """Reads rows under one mapping. `notes` counts what the person who imports should know."""

    def __init__(self, mapping: Mapping, headings: Sequence[str], times: TimeReader, file: str) -> None:
        self._at = {
            field: tuple((heading, headings.index(heading)) for heading in columns)
            for field, columns in mapping.columns
        }
        self._maker = mapping.maker
        self._times = times
        self._file = file
        self._found: dict[tuple[str, str], str] = {}
        only_if, self._begun = self._maker.party_if or ("", ())
        self._begun_at = next(
            (i for i, heading in enumerate(headings) if only_if and fold(heading) == fold(only_if)), None
        )
        self.notes: Counter[str] = Counter()

    def read(self, cells: Sequence[str]) -> Row:
        """The facts of a row. Raises `FieldError` for the first field that would be misread."""
        extra: list[str] = []
        position, radius = self._position(cells)
        place = self._place(cells)
        if not place and position is None:
            self.notes["place_unknown"] += 1
        facts = Facts(
            occurred=self._occurred(cells),
            kind=self._kind(cells),
            place=place,
            place_unknown=not place and position is None,
            oblast=self._oblast(self._text(cells, "oblast")),
            position=position,
            radius_m=radius,
            means=self._means(cells, extra),
            quantity=self._quantity(cells, extra),
            sector=excerpt(self._text(cells, "sector"), LONGEST),
            weapon=excerpt(self._text(cells, "weapon"), LINE),
            party_alleged=self._party(cells, extra),
            description=self._description(cells),
            sources=self._sources(cells),
            tags=self._tags(cells),
            reported=self._reported(cells, extra),
            comment=self._comment(cells, extra),
        )
        return Row(facts, self.id(cells))

    def id(self, cells: Sequence[str]) -> str:
        """The maker's number of a row, or nothing."""
        return excerpt(self._text(cells, "id"), 100)

    # --- one field each -------------------------------------------------------------------------------

    def _all(self, cells: Sequence[str], field: str) -> list[tuple[str, str]]:
        """Heading and text of each filled column of `field`."""
        columns = self._at.get(field, ())
        return [(heading, text) for heading, index in columns if (text := _filled(cells[index]))]

    def _text(self, cells: Sequence[str], field: str) -> str:
        for _heading, index in self._at.get(field, ()):
            if text := _filled(cells[index]):
                return text
        return ""

    def _occurred(self, cells: Sequence[str]) -> Span:
        text, zone = self._text(cells, "occurred"), self._text(cells, "zone")
        if not text:
            raise FieldError("occurred", _("When was it? The cell is empty."))
        begin = self._times.read(text, clock=self._text(cells, "time"), zone=zone)
        begin = widened(begin, self._text(cells, "time_precision"))
        if not (until := self._text(cells, "until")):
            return begin
        end = self._times.read(until, zone=zone, field="until")
        if end.latest < begin.earliest:
            raise FieldError("until", _("It ends before it begins."))
        return Span(begin.earliest, end.latest)

    def _reported(self, cells: Sequence[str], extra: list[str]) -> datetime | None:
        text = self._text(cells, "reported")
        if not text:
            return None
        span = self._times.read(text, zone=self._text(cells, "zone"), field="reported")
        if span.is_exact:
            return span.earliest
        extra.append(_("Reported: {text}").format(text=text))
        return None

    def _kind(self, cells: Sequence[str]) -> str:
        found = self._all(cells, "kind")
        if not found:
            return NOT_KNOWN
        text = found[0][1]
        known = (self._maker.kinds or {}).get(fold(text))
        return known or self._find(KINDS, text, "kind")

    def _find(self, vocabulary: Vocabulary, text: str, field: str) -> str:
        """The key of a term; looked up once for each spelling, since a miss is slow. Raises `FieldError`."""
        key = (field, text)
        if key not in self._found:
            self._found[key] = vocabulary.find(text, field)
        return self._found[key]

    def _oblast(self, text: str) -> str:
        """The ISO 3166-2 code of the oblast where the text names one, else the text."""
        key = ("oblast", text)
        if text and key not in self._found:
            self._found[key] = excerpt(text, LINE)
            bare = _COUNTRY_END.sub("", _APOSTROPHES.sub("", text))
            for spelling in (text, bare, _ADJECTIVE_END.sub("", bare)):
                try:
                    self._found[key] = OBLASTS.find(spelling, "oblast")
                    break
                except FieldError:
                    continue
        return self._found.get(key, "")

    def _place(self, cells: Sequence[str]) -> str:
        place, observer = self._text(cells, "place"), self._text(cells, "observer")
        if observer and place and _RELATIVE_PLACE.match(place):
            place = _("{distance} of {observer}").format(distance=place, observer=observer)
        place = place or observer
        country = self._text(cells, "country")
        if country and country.casefold() not in _HOME:
            place = f"{place} ({country})" if place else country
        return excerpt(place, LINE)

    def _position(self, cells: Sequence[str]) -> tuple[Position | None, int | None]:
        lat, lon = self._text(cells, "latitude"), self._text(cells, "longitude")
        position, radius = None, None
        if lat or lon:
            position = Position.of(degrees(lat, "latitude"), degrees(lon, "longitude"))
            if position == Position(0, 0):
                raise FieldError(
                    "latitude",
                    _("0, 0 lies in the Gulf of Guinea: it stands for coordinates that are missing."),
                )
        elif text := self._text(cells, "position"):
            position, radius = parse_position_with_radius(text)
        if position is None:
            return None, None
        if not all(
            low <= value <= high
            for value, (low, high) in zip((position.lat, position.lon), _NEIGHBOURHOOD, strict=True)
        ):
            self.notes["far_away"] += 1
        return position, self._radius(cells) or radius

    def _radius(self, cells: Sequence[str]) -> int | None:
        if text := self._text(cells, "radius"):
            if not re.fullmatch(r"\d{1,7}", text, re.ASCII):
                raise FieldError(
                    "radius", _("“{text}” is not a whole number.").format(text=excerpt(text, 40))
                )
            return int(text)
        return (self._maker.radii_m or {}).get(self._text(cells, "place_precision"))

    def _means(self, cells: Sequence[str], extra: list[str]) -> str:
        text = self._text(cells, "means")
        if not text:
            return NOT_KNOWN
        try:
            key = self._find(MEANS, text, "means")
        except FieldError:
            key = self._found["means", text] = NOT_KNOWN
        if key == NOT_KNOWN:
            extra.append(_("Means: {text}").format(text=text))
            self.notes["means"] += 1
        return key

    def _quantity(self, cells: Sequence[str], extra: list[str]) -> Quantity | None:
        text, unit = self._text(cells, "quantity"), self._text(cells, "unit")
        if not text:
            return None
        try:
            quantity = Quantity.parse(text)
        except FieldError:
            extra.append(_("Number: {text}").format(text=text))
            self.notes["quantity"] += 1
            return None
        return (
            replace(quantity, unit=excerpt(unit, 60)) if quantity and unit and not quantity.unit else quantity
        )

    def _party(self, cells: Sequence[str], extra: list[str]) -> str:
        begun = self._begun_at is None or fold(cells[self._begun_at]) in self._begun
        sides = [text for _heading, text in self._all(cells, "sides")]
        text = self._text(cells, "party") if begun else ""
        if sides and not begun:
            extra.append(_("Sides: {sides}").format(sides=" / ".join(sides)))
        if not text:
            return NOT_KNOWN
        for spelling in (text, text.split("(")[0].strip()):
            try:
                return self._find(PARTIES, spelling, "party")
            except FieldError:
                continue
        self._found["party", text] = excerpt(text, LINE)
        return self._found["party", text]

    def _description(self, cells: Sequence[str]) -> str:
        title = _LEADING_DATE.sub("", self._text(cells, "title"))
        parts = [text for _heading, text in self._all(cells, "description")]
        return joined([title, *parts])

    def _sources(self, cells: Sequence[str]) -> tuple[SourceReport, ...]:
        grade = "".join(text for _heading, text in self._all(cells, "grade"))
        reference = self._text(cells, "reference")
        names = [name for _heading, text in self._all(cells, "source")[:1] for name in self._parts(text)]
        if not reference and names and LINK.match(names[0]):
            reference = names[0]
            names[0] = host(names[0])
        if not names:
            names = [host(reference) or self._file]
        reports = [SourceReport.of(excerpt(name, LINE), grade) for name in dict.fromkeys(names)]
        reports[0] = SourceReport(reports[0].name, reports[0].grade, excerpt(reference, REFERENCE))
        return tuple(reports)

    def _tags(self, cells: Sequence[str]) -> tuple[str, ...]:
        parts = (part for _heading, text in self._all(cells, "tags") for part in self._parts(text))
        return tuple(dict.fromkeys(excerpt(part, 80) for part in parts))[:TAGS]

    def _parts(self, text: str) -> list[str]:
        if not self._maker.separator:
            return [text]
        return [
            part
            for piece in re.split(f"[{self._maker.separator}]", text)
            if (part := piece.strip().strip('"'))
        ]

    def _comment(self, cells: Sequence[str], extra: list[str]) -> str:
        lines = [
            text if fold(heading) in UNLABELLED_COMMENTS else f"{heading}: {text}"
            for heading, text in self._all(cells, "comment")
            if text not in _NOTHING
        ]
        return "\n".join([*lines, *extra])
