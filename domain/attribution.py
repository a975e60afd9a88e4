"""Whom the desk holds responsible, how surely, and what is known of intent: a judgement, never a fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.errors import FieldError
from domain.text import clean_line
from domain.vocabulary import NOT_KNOWN, Term, Vocabulary
from domain.words import N_, _

CONFIDENCES = Vocabulary(
    Term("high", N_("high")),
    Term("moderate", N_("moderate"), ("medium", "mod")),
    Term("low", N_("low")),
    Term(NOT_KNOWN, N_("not stated"), ("not known", "unknown")),
)
"""How sure the desk is of the party it assessed."""

INTENTS = Vocabulary(
    Term("accidental", N_("accidental"), ("accident",)),
    Term("unauthorised", N_("unauthorised"), ("unauthorized",)),
    Term("deliberate", N_("deliberate"), ("intentional",)),
    Term("not_assessed", N_("not assessed"), ("not known", "unknown")),
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """The assessed party (a key of `PARTIES` or free text), the confidence in it, and the intent."""

    party: str = NOT_KNOWN
    confidence: str = NOT_KNOWN
    intent: str = "not_assessed"

    def __bool__(self) -> bool:
        return self != Attribution()

    def checked(self) -> Attribution:
        """This with its text tidied. Raises `FieldError` naming what cannot stand."""
        if self is NO_ATTRIBUTION:
            return self
        tidy = Attribution(
            clean_line(self.party, "party_assessed") or NOT_KNOWN,
            self.confidence or NOT_KNOWN,
            self.intent or "not_assessed",
        )
        for value, known, field in (
            (tidy.confidence, CONFIDENCES, "confidence"),
            (tidy.intent, INTENTS, "intent"),
        ):
            if value not in known:
                raise FieldError(field, _("“{text}” is not in the list.").format(text=value))
        if tidy.confidence != NOT_KNOWN and tidy.party == NOT_KNOWN:
            raise FieldError(
                "confidence", _("Confidence in what?"), _("Name the assessed party, or leave this empty.")
            )
        return tidy

    def to_json(self) -> dict[str, Any]:
        return {"party": self.party, "confidence": self.confidence, "intent": self.intent}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Attribution:
        return cls(data["party"], data["confidence"], data["intent"])


NO_ATTRIBUTION = Attribution()
