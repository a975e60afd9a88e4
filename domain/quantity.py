"""How many, said with the certainty it was reported with, and sums that keep that certainty."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.errors import FieldError
from domain.text import clean_line
from domain.words import _, number

LARGEST = 1_000_000
UNIT = 60
"""Longest unit, in characters."""


class Qualifier(StrEnum):
    """How a number was reported."""

    EXACTLY = "exactly"
    ABOUT = "about"
    AT_LEAST = "at_least"
    RANGE = "range"


_PATTERN = re.compile(
    r"""^\s*(?P<qualifier>≥|>=|at\s+least|min\.?|≈|~|about|approx\.?|c\.|exactly)?\s*
        (?P<low>\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?!\d)|\d+)
        (?:\s*(?:-|–|—|to|\.\.)\s*(?P<high>\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?!\d)|\d+))?
        (?P<plus>\+)?
        \s*(?P<unit>(?!to\b)[^\W\d_].*|[(«“"'%×№#].*)?$""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """`low` to `high` of `unit`; `high` equals `low` unless the qualifier is a range."""

    qualifier: Qualifier
    low: int
    high: int
    unit: str = ""

    @classmethod
    def parse(cls, text: str, field: str = "quantity") -> Quantity | None:
        """`12 explosions`, `≥ 12`, `about 30 impacts`, `2–4 salvos`, `12+`.

        Nothing, `–` and `not known` give None.

        Raises `FieldError` naming `field`.
        """
        line = clean_line(text, field, limit=200)
        if line.casefold() in ("", "–", "-", "?", "not known", "unknown", _("not known").casefold()):
            return None
        found = _PATTERN.match(_in_english(line))
        if not found:
            raise FieldError(
                field,
                _("“{text}” is not a quantity.").format(text=line),
                _("For instance: 12 explosions · ≥ 12 · about 30 impacts · 2–4 salvos."),
            )
        low = int(re.sub(r"\D", "", found["low"]))
        high = int(re.sub(r"\D", "", found["high"])) if found["high"] else low
        qualifier = _qualifier(found["qualifier"], plus=bool(found["plus"]))
        if found["high"] and qualifier is Qualifier.AT_LEAST:
            raise FieldError(
                field,
                _("“{text}” is a range and a lower limit at once.").format(text=line),
                _("Write 2–4, or ≥ 2."),
            )
        if high < low:
            raise FieldError(
                field, _("The range runs backwards: {low} to {high}.").format(low=low, high=high)
            )
        if high > LARGEST:
            raise FieldError(field, _("The largest quantity is {limit}.").format(limit=number(LARGEST)))
        return cls(
            Qualifier.RANGE if high > low else qualifier,
            low,
            high,
            clean_line(found["unit"] or "", field, limit=UNIT),
        )

    def __str__(self) -> str:
        return f"{self.figure()} {self.unit}".rstrip()

    def figure(self) -> str:
        """The number with its qualifier: `≥ 12`, `about 30`, `2–4`."""
        match self.qualifier:
            case Qualifier.ABOUT:
                return _("about {figure}").format(figure=number(self.low))
            case Qualifier.AT_LEAST:
                return f"≥ {number(self.low)}"
            case Qualifier.RANGE:
                return f"{number(self.low)}–{number(self.high)}"
            case _:
                return number(self.low)

    def to_json(self) -> dict[str, Any]:
        return {"qualifier": str(self.qualifier), "low": self.low, "high": self.high, "unit": self.unit}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Quantity:
        return cls(Qualifier(data["qualifier"]), data["low"], data["high"], data["unit"])


def _in_english(line: str) -> str:
    """The line with “about” in English where `figure` wrote it in the current language."""
    before, _figure, after = _("about {figure}").casefold().partition("{figure}")
    about = before.strip()
    if about and not after and line.casefold().startswith(about):
        return f"about {line[len(about) :]}"
    return line


def _qualifier(word: str | None, *, plus: bool) -> Qualifier:
    plain = " ".join((word or "").casefold().rstrip(".").split())
    if plus or plain in ("≥", ">=", "at least", "min"):
        return Qualifier.AT_LEAST
    return Qualifier.ABOUT if plain in ("≈", "~", "about", "approx", "c") else Qualifier.EXACTLY


@dataclass(frozen=True, slots=True)
class Violations:
    """A sum of quantities: low adds to low, high to high; what is open above stays open above."""

    low: int = 0
    high: int = 0
    open_above: bool = False
    about: bool = False
    counted: int = 0
    without: int = 0
    """Incidents whose quantity is not known: never counted as one, never as none."""

    def __str__(self) -> str:
        if not self.counted:
            return _("not known") if self.without else "0"
        if self.open_above or self.without:
            return f"≥ {number(self.low)}"
        figure = number(self.low) if self.low == self.high else f"{number(self.low)}–{number(self.high)}"
        return _("about {figure}").format(figure=figure) if self.about else figure


def total(quantities: Iterable[Quantity | None]) -> Violations:
    """The sum over incidents; None is an incident whose quantity is not known."""
    low = high = counted = without = 0
    open_above = about = False
    for quantity in quantities:
        if quantity is None:
            without += 1
            continue
        counted += 1
        low += quantity.low
        high += quantity.high
        open_above |= quantity.qualifier is Qualifier.AT_LEAST
        about |= quantity.qualifier is Qualifier.ABOUT
    return Violations(low, high, open_above, about, counted, without)
