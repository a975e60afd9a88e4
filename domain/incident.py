"""An incident: one alleged event, as it was recorded, and what people made of it since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from domain.attribution import NO_ATTRIBUTION, Attribution
from domain.casualties import NO_CASUALTIES, Casualties
from domain.details import DOMAINS, MOST_ITEMS
from domain.errors import FieldError, InvariantError
from domain.instant import Span, iso_utc, parse_iso_utc
from domain.observation import NO_OBSERVATION, Observation
from domain.observer import Sighting
from domain.position import Position
from domain.quantity import Quantity
from domain.source import SourceReport
from domain.span import as_utc
from domain.text import clean_line, clean_text
from domain.vocabulary import DETERMINATIONS, KINDS, MEANS, NOT_KNOWN, PARTIES, STATUSES
from domain.words import _

LATE_ENTRY = timedelta(hours=4)
"""An entry logged more than this after the event is marked a late entry (field guide, section 3)."""
NOT_COUNTED = ("refuted", "withdrawn", "duplicate")
"""The statuses of records that are listed and not counted."""
LARGEST_RADIUS_M = 500_000
TAGS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an imported incident came from. `fingerprint` recognises the same row when it comes again."""

    file: str
    row: int
    fingerprint: str
    original: dict[str, str]
    """The row as it was, column by column, so that nothing a mapping left out is lost."""

    def to_json(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "row": self.row,
            "fingerprint": self.fingerprint,
            "original": [[column, value] for column, value in self.original.items()],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Origin:
        original = dict(data["original"])
        return cls(file=data["file"], row=data["row"], fingerprint=data["fingerprint"], original=original)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an analyst enters about an incident. Everything but time, place, kind and source may stay unknown.

    `party_alleged`, `kind`, `domain` and `means` are keys of their vocabularies; a party, and what
    `infrastructure` names, may also be free text. `sighting` is what `position` was computed from, if it was.
    """

    occurred: Span
    kind: str = NOT_KNOWN
    reported: datetime | None = None
    place: str = ""
    place_unknown: bool = False
    oblast: str = ""
    position: Position | None = None
    radius_m: int | None = None
    means: str = NOT_KNOWN
    quantity: Quantity | None = None
    weapon: str = ""
    party_alleged: str = NOT_KNOWN
    description: str = ""
    comment: str = ""
    sources: tuple[SourceReport, ...] = ()
    tags: tuple[str, ...] = ()
    domain: str = NOT_KNOWN
    sector: str = ""
    sighting: Sighting | None = None
    observation: Observation = NO_OBSERVATION
    attribution: Attribution = NO_ATTRIBUTION
    infrastructure: tuple[str, ...] = ()
    casualties: Casualties = NO_CASUALTIES

    def checked(self, now: datetime) -> Facts:
        """These facts with their text tidied. Raises `FieldError` for the first field that cannot stand.

        `now` is the wall clock: what has not happened yet cannot be logged.
        """
        cleaned = dict[str, Any](
            reported=None if self.reported is None else as_utc(self.reported),
            place=clean_line(self.place, "place"),
            oblast=clean_line(self.oblast, "oblast"),
            weapon=clean_line(self.weapon, "weapon"),
            party_alleged=clean_line(self.party_alleged, "party_alleged") or NOT_KNOWN,
            description=clean_text(self.description, "description"),
            comment=clean_text(self.comment, "comment"),
            tags=_items(self.tags, "tags"),
            sector=clean_line(self.sector, "sector", limit=80),
            infrastructure=_items(self.infrastructure, "infrastructure"),
            attribution=self.attribution.checked(),
        )
        changed = {name: value for name, value in cleaned.items() if value is not getattr(self, name)}
        tidy = replace(self, **changed) if changed else self
        tidy._check_times(now)
        tidy._check_place()
        for field, value, known in (
            ("kind", tidy.kind, KINDS), ("domain", tidy.domain, DOMAINS), ("means", tidy.means, MEANS),
        ):  # fmt: skip
            if value not in known:
                raise FieldError(field, _("“{text}” is not in the list.").format(text=value))
        if not tidy.sources:
            raise FieldError("source", _("Who reported it? A source is needed."))
        if len(tidy.tags) > TAGS:
            raise FieldError("tags", _("At most {limit} tags.").format(limit=TAGS))
        if len(tidy.infrastructure) > MOST_ITEMS:
            raise FieldError("infrastructure", _("At most {limit} of them.").format(limit=MOST_ITEMS))
        return tidy

    def _check_times(self, now: datetime) -> None:
        if self.occurred.earliest > now:
            raise FieldError(
                "occurred",
                _("This time is still to come."),
                _("For yesterday type “yesterday 23:40”, or give the date."),
            )
        if self.reported is not None and self.reported > now:
            raise FieldError("reported", _("This time is still to come."))
        if self.reported is not None and self.reported < self.occurred.earliest:
            raise FieldError(
                "reported", _("Reported before it occurred."), _("Correct one of the two times.")
            )

    def _check_place(self) -> None:
        if not self.place and self.position is None and not self.place_unknown:
            raise FieldError(
                "place",
                _("Where was it? A place or a position is needed."),
                _("If nobody knows, say “not known”."),
            )
        if self.radius_m is not None and not 0 < self.radius_m <= LARGEST_RADIUS_M:
            raise FieldError(
                "radius",
                _("The radius must be between 1 m and {limit} km.").format(limit=LARGEST_RADIUS_M // 1000),
            )

    def to_json(self) -> dict[str, Any]:
        return {
            "occurred": self.occurred.to_json(),
            "reported": iso_utc(self.reported) if self.reported else None,
            "kind": self.kind,
            "place": self.place,
            "place_unknown": self.place_unknown,
            "oblast": self.oblast,
            "position": self.position.to_json() if self.position else None,
            "radius_m": self.radius_m,
            "means": self.means,
            "quantity": self.quantity.to_json() if self.quantity else None,
            "weapon": self.weapon,
            "party_alleged": self.party_alleged,
            "description": self.description,
            "comment": self.comment,
            "sources": [source.to_json() for source in self.sources],
            "tags": list(self.tags),
            "domain": self.domain,
            "sector": self.sector,
            "sighting": self.sighting.to_json() if self.sighting else None,
            "observation": self.observation.to_json() if self.observation else None,
            "attribution": self.attribution.to_json() if self.attribution else None,
            "infrastructure": list(self.infrastructure),
            "casualties": self.casualties.to_json(),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Facts:
        """The facts of `to_json`; keys that an older entry does not have are not known."""
        sighting, observation, attribution = (
            data.get(key) for key in ("sighting", "observation", "attribution")
        )
        return cls(
            occurred=Span.from_json(data["occurred"]),
            reported=parse_iso_utc(data["reported"]) if data["reported"] else None,
            kind=data["kind"],
            place=data["place"],
            place_unknown=data["place_unknown"],
            oblast=data["oblast"],
            position=Position.from_json(data["position"]) if data["position"] else None,
            radius_m=data["radius_m"],
            means=data["means"],
            quantity=Quantity.from_json(data["quantity"]) if data["quantity"] else None,
            weapon=data["weapon"],
            party_alleged=data["party_alleged"],
            description=data["description"],
            comment=data["comment"],
            sources=tuple(SourceReport.from_json(source) for source in data["sources"]),
            tags=tuple(data["tags"]),
            domain=data.get("domain", NOT_KNOWN),
            sector=data.get("sector", ""),
            sighting=Sighting.from_json(sighting) if sighting else None,
            observation=Observation.from_json(observation) if observation else NO_OBSERVATION,
            attribution=Attribution.from_json(attribution) if attribution else NO_ATTRIBUTION,
            infrastructure=tuple(data.get("infrastructure", ())),
            casualties=Casualties.from_json(data.get("casualties", [])),
        )


def _items(texts: tuple[str, ...], field: str) -> tuple[str, ...]:
    """Each text tidied, once, the empty ones gone."""
    if not texts:
        return texts
    return tuple(dict.fromkeys(tidy for text in texts if (tidy := clean_line(text, field, limit=80))))


@dataclass(frozen=True, slots=True)
class Determination:
    """What a person made of an incident, on what basis, when."""

    value: str
    basis: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A numbered record. A change is a new journal entry and a new value of this class."""

    number: str
    facts: Facts
    logged_at: datetime
    logged_by: str
    status: str = "alleged"
    determination: Determination | None = None
    duplicate_of: str | None = None
    """The incident it was merged into, which is the one that counts."""
    breach: str | None = None
    """The breach this incident belongs to, where it was joined to one."""
    origin: Origin | None = None
    corrections: int = 0

    @property
    def determined(self) -> str:
        """The key of the determination; `not_assessed` until a person made one."""
        return self.determination.value if self.determination else "not_assessed"

    @property
    def lag(self) -> timedelta:
        """How long after the (latest) event it was logged; never negative."""
        return max(self.logged_at - self.facts.occurred.latest, timedelta(0))

    @property
    def is_late_entry(self) -> bool:
        """True where it was logged more than four hours after the event."""
        return self.lag > LATE_ENTRY

    @property
    def counts(self) -> bool:
        """Whether figures count it: refuted, withdrawn and duplicate records are listed but not counted."""
        return self.status not in NOT_COUNTED

    def assessed(self, *, status: str, determination: str, basis: str, author: str, at: datetime) -> Incident:
        """This incident after a person's assessment."""
        if status not in STATUSES or determination not in DETERMINATIONS:
            raise InvariantError(f"unknown status or determination: {status}, {determination}")
        made = None if determination == "not_assessed" else Determination(determination, basis, author, at)
        kept = self.determination if made and self.determined == determination else made
        merged = self.duplicate_of if status == "duplicate" else None
        return replace(self, status=status, determination=kept, duplicate_of=merged)


def party_label(party: str) -> str:
    """The party's name in the current language; a free-text party as typed."""
    return PARTIES.label(party)


def incident_number(year: int, serial: int) -> str:
    """`CV-2026-000123`: ceasefire violation (alleged), year it was logged, serial in that year."""
    return f"CV-{year:04d}-{serial:06d}"
