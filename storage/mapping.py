"""Which column of a foreign table says what: detected from the headings, or given by a person."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from domain.errors import DeskError, FieldError
from domain.text import excerpt
from domain.words import _
from storage.formats import ARMISTICE, FIELDS, KNOWN, SEVERAL, SPREADSHEET, SYNONYMS, Format

AUTO = "auto"
FORMAT_NAMES = (AUTO, *(known.name for known in KNOWN), SPREADSHEET.name)

_ZONE_ENDINGS = {
    "utc": "UTC", "z": "UTC", "gmt": "UTC", "zulu": "UTC", "kyiv": "Europe/Kyiv", "kiev": "Europe/Kyiv",
    "kyiv time": "Europe/Kyiv", "київ": "Europe/Kyiv", "за києвом": "Europe/Kyiv",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mapping:
    """Columns for fields. `columns` has each field once, with its headings in the order they are read.

    `format` names the maker; `zone` is the zone that a heading itself names, as in “Time (UTC)”.
    """

    format: str
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    zone: str = ""

    def of(self, field: str) -> tuple[str, ...]:
        """The headings mapped to `field`; none where it is not mapped."""
        return dict(self.columns).get(field, ())

    @property
    def maker(self) -> Format:
        """What is known of the maker."""
        return _format(self.format)

    @property
    def used(self) -> frozenset[str]:
        """Every heading that some field is read from."""
        return frozenset(heading for _field, headings in self.columns for heading in headings)

    def with_columns(self, given: Sequence[tuple[str, str]], headings: Sequence[str]) -> Mapping:
        """This mapping with `field=column` pairs of a person instead of what was detected for those fields.

        An empty column unmaps its field. Raises `FieldError` naming `map` for an unknown one.
        """
        chosen: dict[str, list[str]] = {}
        for field, column in given:
            if field not in FIELDS:
                raise _unknown(_("There is no field “{name}” to map to."), field, FIELDS)
            wanted = chosen.setdefault(field, [])
            if column:
                wanted.append(_heading(column, headings))
        for field, columns in chosen.items():
            if len(columns) > 1 and field not in SEVERAL:
                raise FieldError("map", _("Only one column can be mapped to “{field}”.").format(field=field))
        kept = {field: columns for field, columns in self.columns if field not in chosen}
        kept |= {field: tuple(columns) for field, columns in chosen.items() if columns}
        name = SPREADSHEET.name if chosen and self.format == ARMISTICE.name else self.format
        return Mapping(name, tuple((field, kept[field]) for field in FIELDS if field in kept), self.zone)


def detect(headings: Sequence[str], format: str = AUTO) -> Mapping:
    """The mapping for these headings: a maker's whose signature they hold, else by the names of the columns.

    Pure. Raises `FieldError` naming `format` for a format that is not known.
    """
    folded = {fold(heading): heading for heading in reversed(headings)}
    if format == AUTO:
        known = next((known for known in KNOWN if set(known.signature) <= folded.keys()), SPREADSHEET)
    elif format in FORMAT_NAMES:
        known = _format(format)
    else:
        raise _unknown(_("There is no format “{name}”."), format, FORMAT_NAMES, field="format")
    if known is SPREADSHEET:
        return _by_synonyms(headings)
    found = {
        field: tuple(folded[fold(name)] for name in names if fold(name) in folded)
        for field, names in known.columns.items()
    }
    return Mapping(
        known.name,
        tuple(
            (field, found[field] if field in SEVERAL else found[field][:1])
            for field in FIELDS
            if found.get(field)
        ),
    )


def recognises(heading: str, given: Iterable[str] = ()) -> bool:
    """Whether a cell looks like a heading that somebody uses, or is one of those `given` by a person."""
    name = fold(heading)
    if not name:
        return False
    synonyms = _fields_by_synonym()
    return (
        heading in given or name in _known_headings() or name in synonyms or _split_zone(name)[0] in synonyms
    )


def fold(heading: str) -> str:
    """A heading as it is compared: without case, accents and punctuation."""
    decomposed = unicodedata.normalize("NFKD", heading.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


@cache
def _known_headings() -> frozenset[str]:
    makers = {fold(name) for known in KNOWN for names in known.columns.values() for name in names}
    return frozenset(makers | {name for known in KNOWN for name in known.signature})


@cache
def _fields_by_synonym() -> dict[str, str]:
    return {fold(name): field for field, names in SYNONYMS.items() for name in names}


def _by_synonyms(headings: Sequence[str]) -> Mapping:
    fields = _fields_by_synonym()
    found: dict[str, list[str]] = {}
    zone = ""
    for heading in headings:
        name = fold(heading)
        bare, named = _split_zone(name)
        field = fields.get(name) or (fields.get(bare) if bare else None)
        if field is None or (field in found and field not in SEVERAL):
            continue
        found.setdefault(field, []).append(heading)
        if field in ("occurred", "time") and name not in fields:
            zone = named
    if "occurred" not in found and "time" in found:
        found["occurred"] = found.pop("time")  # a lone “Time” column holds the date as well
    return Mapping(SPREADSHEET.name, tuple((f, tuple(found[f])) for f in FIELDS if f in found), zone)


def _split_zone(name: str) -> tuple[str, str]:
    for ending, zone in _ZONE_ENDINGS.items():
        if name.endswith(" " + fold(ending)):
            return name.removesuffix(fold(ending)).strip(), zone
    return "", ""


def _format(name: str) -> Format:
    return next((known for known in KNOWN if known.name == name), SPREADSHEET)


def _heading(column: str, headings: Sequence[str]) -> str:
    if column in headings:
        return column
    same = [heading for heading in headings if fold(heading) == fold(column)]
    if len(same) == 1:
        return same[0]
    raise _unknown(_("There is no column “{name}”."), column, headings)


def _unknown(message: str, name: str, known: Iterable[str], field: str = "map") -> FieldError:
    names = list(known)
    near = difflib.get_close_matches(name, names, n=3)
    advice = _("Did you mean {terms}?") if near else _("There are: {terms}.")
    return FieldError(
        field,
        message.format(name=excerpt(name, 60)),
        advice.format(terms=excerpt(", ".join(near or names), 600)),
    )


def check_complete(mapping: Mapping, headings: Sequence[str]) -> None:
    """Raises `DeskError` where no column says when it happened."""
    if not mapping.of("occurred"):
        raise DeskError(
            _("No column says when it happened."),
            _("The columns are: {names}.").format(names=excerpt(", ".join(headings), 600)),
            _("Map one: occurred=COLUMN."),
        )
