"""Markings: TLP 2.0 (FIRST, August 2022), a free-text line, EXERCISE and DRAFT.

TLP labels are in capitals, without a space, and are not translated. Colours are those FIRST gives for
text on black; they live with the theme and the paper style, looked up by label.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.errors import FieldError
from domain.text import clean_line
from domain.words import _


class Tlp(StrEnum):
    """The five labels of TLP 2.0."""

    RED = "TLP:RED"
    AMBER_STRICT = "TLP:AMBER+STRICT"
    AMBER = "TLP:AMBER"
    GREEN = "TLP:GREEN"
    CLEAR = "TLP:CLEAR"


TLP_COLOURS = {
    Tlp.RED: "#FF2B2B",
    Tlp.AMBER_STRICT: "#FFC000",
    Tlp.AMBER: "#FFC000",
    Tlp.GREEN: "#33FF00",
    Tlp.CLEAR: "#FFFFFF",
}
"""Text colours of TLP 2.0, always on black."""

TLP_BACKGROUND = "#000000"
LINE = 80
"""Longest line beside the label, in characters."""


@dataclass(frozen=True, slots=True)
class Marking:
    """What stands on every screen and at the top and bottom of every page."""

    tlp: Tlp = Tlp.AMBER
    line: str = ""
    exercise: bool = False

    @classmethod
    def of(cls, tlp: str, line: str = "", *, exercise: bool = False) -> Marking:
        """A marking from typed text. Raises `FieldError` naming `marking`."""
        try:
            label = Tlp(tlp.strip().upper())
        except ValueError:
            raise FieldError(
                "marking",
                _("“{text}” is not a TLP 2.0 label.").format(text=tlp),
                _("Use one of {labels}.").format(labels=", ".join(Tlp)),
            ) from None
        return cls(label, clean_line(line, "marking", limit=LINE), exercise)

    @property
    def label(self) -> str:
        """`TLP:AMBER`, followed by the free-text line where there is one."""
        return f"{self.tlp} · {self.line}" if self.line else str(self.tlp)

    def to_json(self) -> dict[str, object]:
        return {"tlp": str(self.tlp), "line": self.line, "exercise": self.exercise}

    @classmethod
    def from_json(cls, data: dict[str, object]) -> Marking:
        return cls(Tlp(str(data["tlp"])), str(data["line"]), bool(data["exercise"]))
