"""Source reports and their Admiralty grades.

The Admiralty (NATO) system grades a *report*, never an incident: a letter for the reliability of the
source, a digit for the credibility of the information. F and 6 mean "cannot be judged", which is not
worst, so grades are never sorted or coloured as a scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.errors import FieldError
from domain.text import clean_line, required
from domain.words import N_, _

RELIABILITY = {
    "A": N_("completely reliable"),
    "B": N_("usually reliable"),
    "C": N_("fairly reliable"),
    "D": N_("not usually reliable"),
    "E": N_("unreliable"),
    "F": N_("reliability cannot be judged"),
}
CREDIBILITY = {
    "1": N_("confirmed by other sources"),
    "2": N_("probably true"),
    "3": N_("possibly true"),
    "4": N_("doubtful"),
    "5": N_("improbable"),
    "6": N_("truth cannot be judged"),
}
REFERENCE = 2_000
"""Longest reference of a source (links can be long), in characters."""


@dataclass(frozen=True, slots=True)
class Grade:
    """An Admiralty grade, such as B2."""

    reliability: str = "F"
    credibility: str = "6"

    @classmethod
    def parse(cls, text: str, field: str = "grade") -> Grade:
        """`B2`, `b 2`, `B-2`; nothing typed means F6. Raises `FieldError` naming `field`."""
        plain = "".join(c for c in text.upper() if c not in " -/")
        if not plain:
            return cls()
        if len(plain) != 2 or plain[0] not in RELIABILITY or plain[1] not in CREDIBILITY:
            raise FieldError(
                field,
                _("“{text}” is not an Admiralty grade.").format(text=text),
                _("A letter A–F and a digit 1–6, such as B2."),
            )
        return cls(plain[0], plain[1])

    def __str__(self) -> str:
        return self.reliability + self.credibility

    def words(self) -> str:
        """The grade spelled out: `usually reliable · probably true`."""
        return f"{_(RELIABILITY[self.reliability])} · {_(CREDIBILITY[self.credibility])}"


@dataclass(frozen=True, slots=True)
class SourceReport:
    """Who told the desk, how far they are believed, and where the report can be found again."""

    name: str
    grade: Grade = Grade()
    reference: str = ""

    @classmethod
    def of(cls, name: str, grade: str = "", reference: str = "") -> SourceReport:
        """A report from typed text. Raises `FieldError` naming `source`, `grade` or `reference`."""
        named = required(clean_line(name, "source"), "source", _("Who reported it? A source is needed."))
        return cls(named, Grade.parse(grade), clean_line(reference, "reference", limit=REFERENCE))

    def to_json(self) -> dict[str, Any]:
        return {"name": self.name, "grade": str(self.grade), "reference": self.reference}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> SourceReport:
        return cls(data["name"], Grade.parse(data["grade"]), data.get("reference", ""))
