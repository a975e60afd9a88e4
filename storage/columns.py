"""The columns of this program's own CSV, in one place: how each is written, and how facts are read back.

Everything of `Facts` comes back as it was. Determination, status, breach and the times of logging are
written for the reader; another desk makes its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal

from domain.errors import FieldError
from domain.incident import Facts, Incident
from domain.instant import Span, format_kyiv, format_span, iso_utc, parse_iso_utc
from domain.position import Position, format_mgrs
from domain.quantity import LARGEST, Qualifier, Quantity
from domain.source import SourceReport
from domain.text import excerpt
from domain.vocabulary import DETERMINATIONS, KINDS, MEANS, OBLASTS, PARTIES, STATUSES, Vocabulary
from domain.words import _
from storage.detail_columns import detail_cells, details_of

COLUMNS = {
    "number": "the incident's number",
    "desk": "code of the desk that gave the number",
    "occurred": "when it occurred, as the desk writes it (UTC)",
    "occurred_kyiv": "the earliest time on a clock in Kyiv",
    "occurred_from": "earliest time it can have occurred, UTC",
    "occurred_to": "latest time it can have occurred, UTC; the same where the time is known",
    "reported": "when it was reported to the desk, UTC",
    "kind": "kind of incident",
    "place": "place name",
    "place_unknown": "“yes” where nobody knows where it was",
    "oblast": "oblast",
    "latitude": "degrees, WGS-84, north positive",
    "longitude": "degrees, WGS-84, east positive",
    "radius_m": "radius of the position in metres",
    "mgrs": "the position in MGRS, for reading",
    "means": "how it was observed",
    "domain": "land, air or sea",
    "sector": "the desk's own sector",
    "observed_from": "observer, distance and bearing, where the position was computed from them",
    "observation": "what was observed, its description, its direction of flight",
    "quantity": "how many, as the desk writes it",
    "quantity_low": "least number",
    "quantity_high": "greatest number",
    "quantity_qualifier": "exactly, about, at_least or range",
    "unit": "of what",
    "weapon": "weapon",
    "party_alleged": "the party it is alleged of",
    "party_assessed": "the party the desk holds responsible: a judgement",
    "confidence": "how sure the desk is of that",
    "intent": "what the desk made of intent",
    "casualties": "casualties by group: at least 2, 2–4, up to 4; empty is not known, never none",
    "infrastructure": "infrastructure struck, one a line",
    "description": "what happened",
    "comment": "the desk's comment, kept apart from fact",
    "source": "who reported it, one name a line",
    "grade": "Admiralty grade of each of those sources, one a line",
    "reference": "link or file number of each of those sources, one a line",
    "tags": "tags, one a line",
    "status": "how far it is established",
    "duplicate_of": "the incident it was merged into, which is counted instead",
    "determination": "what a person made of it",
    "basis": "on what basis",
    "assessed_by": "by whom",
    "assessed_at": "when, UTC",
    "breach": "the breach it belongs to",
    "logged_at": "when it was logged, UTC",
    "logged_by": "by whom",
    "late_entry": "“yes” where it was logged more than four hours after the event",
    "corrections": "how often it was corrected",
    "imported_from": "the file it was imported from",
    "imported_row": "the row of that file",
    "fingerprint": "recognises it when it is imported again",
    "original": "the row of that file as it was, JSON",
}
"""Every column in order, with what it holds."""

NUMBERS = frozenset(
    ("latitude", "longitude", "radius_m", "quantity_low", "quantity_high", "corrections", "imported_row")
)
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_GUARDED = re.compile(r"'['=+\-@\t\r]")
_DEGREES = re.compile(r"-?\d{1,3}(?:\.\d{0,40})?", re.ASCII)


def guarded(text: str) -> str:
    """`text` behind an apostrophe where a spreadsheet would run it, or would take it for such a text."""
    return "'" + text if text.startswith(_RISKY) or _GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` made of a text, as it was."""
    return text[1:] if _GUARDED.match(text) else text


def cells_of(incident: Incident, desk: str, fingerprint: str) -> list[str]:
    """The row of an incident, in the order of `COLUMNS`, safe for a spreadsheet. Labels are in English."""
    values = {
        **_facts_cells(incident.facts),
        **detail_cells(incident.facts),
        **_record_cells(incident),
        "desk": desk,
        "fingerprint": fingerprint,
    }
    return [values[name] if name in NUMBERS else guarded(values[name]) for name in COLUMNS]


def _facts_cells(facts: Facts) -> dict[str, str]:
    position, quantity = facts.position, facts.quantity
    point = position.to_json() if position else {"lat": "", "lon": ""}
    return {
        "occurred": format_span(facts.occurred),
        "occurred_kyiv": format_kyiv(facts.occurred.earliest, date=True),
        "occurred_from": iso_utc(facts.occurred.earliest),
        "occurred_to": iso_utc(facts.occurred.latest),
        "reported": iso_utc(facts.reported) if facts.reported else "",
        "kind": KINDS.english(facts.kind),
        "place": facts.place,
        "place_unknown": "yes" if facts.place_unknown else "",
        "oblast": OBLASTS.english(facts.oblast),
        "latitude": point["lat"],
        "longitude": point["lon"],
        "radius_m": str(facts.radius_m) if facts.radius_m is not None else "",
        "mgrs": _mgrs(position),
        "means": MEANS.english(facts.means),
        "quantity": str(quantity) if quantity else "",
        "quantity_low": str(quantity.low) if quantity else "",
        "quantity_high": str(quantity.high) if quantity else "",
        "quantity_qualifier": str(quantity.qualifier) if quantity else "",
        "unit": quantity.unit if quantity else "",
        "weapon": facts.weapon,
        "party_alleged": PARTIES.english(facts.party_alleged),
        "description": facts.description,
        "comment": facts.comment,
        "source": "\n".join(source.name for source in facts.sources),
        "grade": "\n".join(str(source.grade) for source in facts.sources),
        "reference": "\n".join(source.reference for source in facts.sources),
        "tags": "\n".join(facts.tags),
    }


def _record_cells(incident: Incident) -> dict[str, str]:
    made, origin = incident.determination, incident.origin
    return {
        "number": incident.number,
        "status": STATUSES.english(incident.status),
        "duplicate_of": incident.duplicate_of or "",
        "determination": DETERMINATIONS.english(incident.determined),
        "basis": made.basis if made else "",
        "assessed_by": made.author if made else "",
        "assessed_at": iso_utc(made.at) if made else "",
        "breach": incident.breach or "",
        "logged_at": iso_utc(incident.logged_at),
        "logged_by": incident.logged_by,
        "late_entry": "yes" if incident.is_late_entry else "",
        "corrections": str(incident.corrections),
        "imported_from": origin.file if origin else "",
        "imported_row": str(origin.row) if origin else "",
        "original": json.dumps(origin.original, ensure_ascii=False) if origin else "",
    }


def _mgrs(position: Position | None) -> str:
    return format_mgrs(position) if position else ""


def facts_of(cells: Mapping[str, str]) -> Facts:
    """The facts of a row that `cells_of` wrote, by column, not yet checked. Raises `FieldError`."""
    text = {name: unguarded(cells.get(name, "")) for name in COLUMNS}
    return Facts(
        occurred=_span(text),
        reported=parse_iso_utc(text["reported"], field="reported") if text["reported"] else None,
        kind=KINDS.find(text["kind"], "kind"),
        place=text["place"],
        place_unknown=text["place_unknown"].casefold() == "yes",
        oblast=_key(OBLASTS, text["oblast"]),
        position=_position(text),
        radius_m=_whole(text, "radius_m"),
        means=MEANS.find(text["means"], "means"),
        quantity=_quantity(text),
        weapon=text["weapon"],
        party_alleged=_key(PARTIES, text["party_alleged"]),
        description=text["description"],
        comment=text["comment"],
        sources=_sources(text),
        tags=tuple(tag for tag in text["tags"].split("\n") if tag),
        **details_of(text),
    )


def _span(text: Mapping[str, str]) -> Span:
    earliest = parse_iso_utc(text["occurred_from"], field="occurred_from")
    latest = parse_iso_utc(text["occurred_to"], field="occurred_to")
    if latest < earliest:
        raise FieldError("occurred_to", _("The time ends before it begins."))
    return Span(earliest, latest)


def _position(text: Mapping[str, str]) -> Position | None:
    if not text["latitude"] and not text["longitude"]:
        return None
    return Position.of(degrees(text["latitude"], "latitude"), degrees(text["longitude"], "longitude"))


def degrees(text: str, field: str) -> Decimal:
    """Degrees within their limits. Raises `FieldError` naming `field`, which is `latitude` or `longitude`."""
    plain = text.strip().replace("−", "-").removeprefix("+").rstrip("°")
    if "." not in plain:
        plain = plain.replace(",", ".")
    if not _DEGREES.fullmatch(plain):
        message = _("“{text}” is not a number of degrees.") if plain else _("It is missing.")
        raise FieldError(field, message.format(text=excerpt(text, 40)))
    value = Decimal(plain)
    if abs(value) > (90 if field == "latitude" else 180):
        Position.of(*((value, 0) if field == "latitude" else (0, value)), field=field)  # says so
    return value


def _whole(text: Mapping[str, str], field: str) -> int | None:
    if not text[field]:
        return None
    if not re.fullmatch(r"\d{1,7}", text[field], re.ASCII):
        raise FieldError(field, _("“{text}” is not a whole number.").format(text=excerpt(text[field], 40)))
    return int(text[field])


def _quantity(text: Mapping[str, str]) -> Quantity | None:
    low, high = _whole(text, "quantity_low"), _whole(text, "quantity_high")
    if low is None or high is None:
        return None
    if not low <= high <= LARGEST:
        raise FieldError(
            "quantity_high", _("The range runs backwards: {low} to {high}.").format(low=low, high=high)
        )
    try:
        qualifier = Qualifier(text["quantity_qualifier"])
    except ValueError:
        raise FieldError(
            "quantity_qualifier",
            _("“{text}” is not in the list.").format(text=excerpt(text["quantity_qualifier"], 40)),
        ) from None
    return Quantity(qualifier, low, high, text["unit"])


def _key(vocabulary: Vocabulary, text: str) -> str:
    """The key whose English label `text` is, to the letter; else `text`, which a person typed."""
    return next((term.key for term in vocabulary if term.label == text), text)


def _sources(text: Mapping[str, str]) -> tuple[SourceReport, ...]:
    names = text["source"].split("\n")
    grades, references = (text[key].split("\n") for key in ("grade", "reference"))
    return tuple(
        SourceReport.of(name, *(part[i] if i < len(part) else "" for part in (grades, references)))
        for i, name in enumerate(names)
        if name
    )
