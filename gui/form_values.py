"""Between facts and the texts of the incident form. What has no spelling in the form is kept as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from domain.attribution import CONFIDENCES, INTENTS, Attribution
from domain.casualties import Casualties
from domain.details import DOMAINS
from domain.incident import Facts
from domain.observation import Observation
from domain.observer import Finder, Sighting, parse_sighting
from domain.position import Position, format_decimal
from domain.quantity import Quantity
from domain.source import SourceReport
from domain.vocabulary import KINDS, MEANS, NOT_KNOWN, OBLASTS, PARTIES, Vocabulary
from domain.words import _, language
from gui import checks, detail_checks

T = TypeVar("T")


def texts_of(facts: Facts) -> dict[str, str]:
    """What the form shows of a record."""
    first, last = checks.spelled(facts.occurred.earliest), checks.spelled(facts.occurred.latest)
    source = facts.sources[0] if facts.sources else None
    made = facts.attribution
    return {
        "zone": "utc",
        "occurred": first if facts.occurred.is_exact else f"{first} to {last}",
        "reported": checks.spelled(facts.reported) if facts.reported else "",
        "means": _label(MEANS, facts.means),
        "place": _("not known") if facts.place_unknown else facts.place,
        "position": _position_text(facts),
        "radius": _typed_radius(facts.radius_m),
        "oblast": OBLASTS.label(facts.oblast),
        "kind": KINDS.label(facts.kind),
        "quantity": _typed_quantity(facts.quantity),
        "party": _label(PARTIES, facts.party_alleged),
        "sector": facts.sector,
        "source": source.name if source else "",
        "grade": str(source.grade) if source else "",
        "reference": source.reference if source else "",
        "description": facts.description,
        "comment": facts.comment,
        "domain": _label(DOMAINS, facts.domain),
        "observation": facts.observation.english(),
        "weapon": facts.weapon,
        "infrastructure": detail_checks.infrastructure_text(facts.infrastructure),
        "casualties": facts.casualties.english(),
        "party_assessed": _label(PARTIES, made.party),
        "confidence": _label(CONFIDENCES, made.confidence),
        "intent": "" if made.intent == "not_assessed" else INTENTS.label(made.intent),
        "sources": detail_checks.sources_text(facts.sources[1:]),
        "tags": ", ".join(facts.tags),
    }


def _typed_radius(metres: int | None) -> str:
    """A radius as it is typed, whatever the language."""
    if metres is None:
        return ""
    return f"{metres} m" if metres % 1000 else f"{metres // 1000} km"


def _typed_quantity(quantity: Quantity | None) -> str:
    """A quantity as it is typed: the words in it are read back in English."""
    with language("en"):
        return str(quantity) if quantity else ""


def _position_text(facts: Facts) -> str:
    if facts.sighting:
        with language("en"):
            return str(facts.sighting)
    return format_decimal(facts.position) if facts.position else ""


def _label(vocabulary: Vocabulary, key: str) -> str:
    return "" if key == NOT_KNOWN else vocabulary.label(key)


@dataclass(frozen=True, slots=True)
class Place:
    """What a typed position means: the point, the radius it leaves open, and from where it was seen."""

    position: Position | None = None
    radius_m: int | None = None
    sighting: Sighting | None = None


def place_of(text: str, find: Finder | None) -> Place:
    """The place that a typed position means. Raises `FieldError` naming `position`."""
    sighting = parse_sighting(text, find)
    if sighting is not None:
        return Place(sighting.target, sighting.radius_m, sighting)
    found = checks.position(text)
    return Place(*found) if found else Place()


@dataclass
class Reader:
    """Reads the texts of a form, keeping what was loaded where its text was not touched."""

    texts: dict[str, str]
    find: Finder | None
    loaded: Facts | None = None
    shown: dict[str, str] = field(default_factory=dict)

    def details(self) -> dict[str, Any]:
        """The fields of `Facts` apart from time, place name and texts. Raises `FieldError`."""
        text = self.texts
        place = self._kept(
            ("position",),
            lambda facts: Place(facts.position, None, facts.sighting),
            lambda: place_of(text["position"], self.find),
        )
        return {
            "kind": KINDS.find(text["kind"] or NOT_KNOWN, "kind"),
            "means": MEANS.find(text["means"] or NOT_KNOWN, "means"),
            "domain": DOMAINS.find(text["domain"] or NOT_KNOWN, "domain"),
            "oblast": checks.oblast(text["oblast"]),
            "position": place.position,
            "sighting": place.sighting,
            "radius_m": checks.radius(text["radius"]) or place.radius_m,
            "quantity": Quantity.parse(text["quantity"]),
            "observation": self._kept(
                ("observation",), lambda f: f.observation, lambda: Observation.parse(text["observation"])
            ),
            "casualties": self._kept(
                ("casualties",), lambda f: f.casualties, lambda: Casualties.parse(text["casualties"])
            ),
            "party_alleged": checks.party(text["party"]),
            "attribution": Attribution(
                checks.party(text["party_assessed"], "party_assessed"),
                CONFIDENCES.find(text["confidence"] or NOT_KNOWN, "confidence"),
                INTENTS.find(text["intent"] or "not_assessed", "intent"),
            ),
            "infrastructure": self._kept(
                ("infrastructure",),
                lambda f: f.infrastructure,
                lambda: detail_checks.infrastructure(text["infrastructure"]),
            ),
            "tags": self._kept(("tags",), lambda f: f.tags, lambda: detail_checks.tags(text["tags"])),
            "sources": self._sources(),
        }

    def _sources(self) -> tuple[SourceReport, ...]:
        text = self.texts
        first = SourceReport.of(text["source"], text["grade"], text["reference"])
        further = self._kept(
            ("sources",), lambda facts: facts.sources[1:], lambda: detail_checks.sources(text["sources"])
        )
        return (first, *further)

    def _kept(self, keys: tuple[str, ...], known: Callable[[Facts], T], read: Callable[[], T]) -> T:
        if self.loaded is not None and all(self.texts[key] == self.shown.get(key) for key in keys):
            return known(self.loaded)
        return read()
