"""The columns of an incident's details: domain, observation, attribution, casualties, infrastructure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.attribution import CONFIDENCES, INTENTS, Attribution
from domain.casualties import Casualties
from domain.details import DOMAINS, INFRASTRUCTURE
from domain.errors import FieldError
from domain.incident import Facts
from domain.observation import Observation
from domain.observer import parse_sighting
from domain.text import excerpt
from domain.vocabulary import NOT_KNOWN, PARTIES, Vocabulary
from domain.words import _, language


def detail_cells(facts: Facts) -> dict[str, str]:
    """The cells of one incident; labels are in English."""
    made = facts.attribution
    with language("en"):
        sighting = str(facts.sighting or "")
    return {
        "domain": DOMAINS.english(facts.domain),
        "sector": facts.sector,
        "observed_from": sighting,
        "observation": facts.observation.english(),
        "party_assessed": PARTIES.english(made.party),
        "confidence": CONFIDENCES.english(made.confidence),
        "intent": INTENTS.english(made.intent),
        "casualties": facts.casualties.english(),
        "infrastructure": "\n".join(INFRASTRUCTURE.english(item) for item in facts.infrastructure),
    }


def details_of(text: Mapping[str, str]) -> dict[str, Any]:
    """The fields of `Facts` that `detail_cells` wrote; empty cells are not known. Raises `FieldError`."""
    return {
        "domain": DOMAINS.find(text["domain"] or NOT_KNOWN, "domain"),
        "sector": text["sector"],
        "sighting": _sighting(text["observed_from"]),
        "observation": Observation.parse(text["observation"]),
        "attribution": Attribution(
            _key(PARTIES, text["party_assessed"]) or NOT_KNOWN,
            CONFIDENCES.find(text["confidence"] or NOT_KNOWN, "confidence"),
            INTENTS.find(text["intent"] or "not_assessed", "intent"),
        ),
        "infrastructure": tuple(
            _key(INFRASTRUCTURE, item) for item in text["infrastructure"].split("\n") if item
        ),
        "casualties": Casualties.parse(text["casualties"]),
    }


def _key(vocabulary: Vocabulary, text: str) -> str:
    """The key whose English label `text` is, to the letter; else `text`, which a person typed."""
    return next((term.key for term in vocabulary if term.label == text), text)


def _sighting(text: str) -> Any:
    found = parse_sighting(text, field="observed_from") if text else None
    if text and found is None:
        raise FieldError(
            "observed_from", _("“{text}” is not seen from anywhere.").format(text=excerpt(text, 60))
        )
    return found
