"""What is chosen for a product: its sections and their order, the author's texts, what is left out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from domain import sections
from domain.likelihood import check_scale
from domain.redaction import WHOLE, Redaction
from domain.text import clean_line, clean_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What the author of a product wrote. Without a bottom line one is made from the record."""

    bottom_line: str = ""
    assessment: str = ""
    outlook_24: str = ""
    outlook_72: str = ""
    gaps: str = ""

    def all(self) -> tuple[str, ...]:
        """Every text."""
        return (self.bottom_line, self.assessment, self.outlook_24, self.outlook_72, self.gaps)

    def to_json(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in TEXTS}


TEXTS = ("bottom_line", "assessment", "outlook_24", "outlook_72", "gaps")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The choices. No `sections` means the usual ones; `likelihood` is a key of `SCALES` or empty."""

    title: str = ""
    sections: tuple[str, ...] = ()
    texts: Texts = field(default_factory=Texts)
    likelihood: str = ""
    redaction: Redaction = WHOLE
    pictures: bool = False
    """Whether images that are evidence are printed."""

    def checked(self, kind: str) -> Plan:
        """This with its texts tidied. Raises `FieldError` for the first thing that cannot stand."""
        texts = Texts(**{name: clean_text(getattr(self.texts, name), name) for name in TEXTS})
        check_scale(self.likelihood, "\n".join(texts.all()))
        return replace(
            self,
            title=clean_line(self.title, "title"),
            sections=sections.checked(kind, self.sections),
            texts=texts,
            redaction=self.redaction.checked(),
        )

    def over(self, base: Plan) -> Plan:
        """This where it says something, else `base`: what was asked for goes before a template."""
        texts = Texts(**{name: getattr(self.texts, name) or getattr(base.texts, name) for name in TEXTS})
        return Plan(
            title=self.title or base.title,
            sections=self.sections or base.sections,
            texts=texts,
            likelihood=self.likelihood or base.likelihood,
            redaction=self.redaction or base.redaction,
            pictures=self.pictures or base.pictures,
        )

    def order(self, kind: str) -> tuple[str, ...]:
        """The keys of the sections of a product of that kind, in the order they are printed."""
        return self.sections or sections.usual(kind)

    def to_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "sections": list(self.sections),
            "texts": self.texts.to_json(),
            "likelihood": self.likelihood,
            "redaction": self.redaction.to_json(),
            "pictures": self.pictures,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Plan:
        return cls(
            title=data["title"],
            sections=tuple(data["sections"]),
            texts=Texts(**data["texts"]),
            likelihood=data["likelihood"],
            redaction=Redaction.from_json(data["redaction"]),
            pictures=data["pictures"],
        )


PLAIN = Plan()
"""Nothing was chosen."""
