"""What an edition leaves out, and how a place is blurred: the choice, the sentence that says so, the grid.

An edition leaves out what stands in the facts before a page is set, so that no page, no outline and no
metadata can hold it. The grid does not move: the same place gives the same blurred place in every edition,
so that two editions laid over each other tell no more than one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from domain.errors import FieldError
from domain.marking import Tlp
from domain.position import Position, format_radius
from domain.words import N_, _

RADII_M = (1_000, 2_000, 5_000, 10_000, 25_000, 50_000)
"""What places can be blurred to, in metres."""
_COVER = 0.93
"""Share of the radius that half the diagonal of a cell has; the rest is room for rounding."""
_METRES_PER_DEGREE = 111_320.0
_COARSE_M = 10_000
"""From here on two decimals of a degree are shown, below it three."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is left out. `radius_m` blurs places to so many metres, None leaves them as they are.

    Blurred places take with them every free text of a record, because it may name the place.
    """

    sources: bool = False
    comments: bool = False
    evidence: bool = False
    radius_m: int | None = None

    def __bool__(self) -> bool:
        return self != Redaction()

    def checked(self) -> Redaction:
        """This. Raises `FieldError` naming `radius` for a radius that is not offered."""
        if self.radius_m is not None and self.radius_m not in RADII_M:
            raise FieldError(
                "radius",
                _("Places can be blurred to {radii}.").format(radii=", ".join(map(format_radius, RADII_M))),
            )
        return self

    def to_json(self) -> dict[str, Any]:
        return {
            "sources": self.sources,
            "comments": self.comments,
            "evidence": self.evidence,
            "radius_m": self.radius_m,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Redaction:
        return cls(**data)


WHOLE = Redaction()
"""Nothing is left out."""

PROFILES = {
    "whole": WHOLE,
    "partners": Redaction(sources=True, evidence=True),
    "public": Redaction(sources=True, comments=True, evidence=True, radius_m=10_000),
}
PROFILE_NAMES = {
    "whole": N_("nothing left out"),
    "partners": N_("for partners: sources and names of evidence left out"),
    "public": N_("for the public: also comments, places blurred to 10 km"),
}
"""Profiles by name; any of them can be changed before it is used."""


def proposed(tlp: Tlp) -> str:
    """The profile that goes with a marking: a proposal, never a rule."""
    return {Tlp.CLEAR: "public", Tlp.GREEN: "partners"}.get(tlp, "whole")


def statement(redaction: Redaction) -> str:
    """What page one says of it; empty where nothing is left out."""
    parts = []
    if redaction.sources:
        parts.append(_("names and references of sources"))
    if redaction.comments:
        parts.append(_("comments"))
    if redaction.evidence:
        parts.append(_("names of evidence files and from whom they came"))
    if redaction.radius_m is not None:
        parts.append(
            _("places, which are blurred to {radius}, and every free text of a record").format(
                radius=format_radius(redaction.radius_m)
            )
        )
    return _("Left out of this edition: {parts}.").format(parts="; ".join(parts)) if parts else ""


def footer(redaction: Redaction) -> str:
    """The same for the foot of every page, short; empty where nothing is left out."""
    parts = []
    if redaction.sources:
        parts.append(_("sources"))
    if redaction.comments:
        parts.append(_("comments"))
    if redaction.evidence:
        parts.append(_("evidence names"))
    if redaction.radius_m is not None:
        parts.append(_("places {radius}").format(radius=format_radius(redaction.radius_m)))
    return _("REDACTED: {parts}").format(parts=", ".join(parts)) if parts else ""


def blurred(position: Position, radius_m: int) -> Position:
    """The middle of the cell of a fixed grid in which `position` lies: never farther than the radius.

    The grid has rows of equal height from the equator on; the cells of a row are about as wide as high.
    """
    side = radius_m * _COVER * math.sqrt(2) / _METRES_PER_DEGREE
    row = math.floor(position.lat / side)
    lat = (row + 0.5) * side
    width = side / max(math.cos(math.radians(min(abs(row * side), abs((row + 1) * side)))), 0.01)
    lon = (math.floor(position.lon / width) + 0.5) * width
    decimals = decimals_of(radius_m)
    return Position.of(
        round(max(-90.0, min(90.0, lat)), decimals), round(max(-180.0, min(180.0, lon)), decimals)
    )


def decimals_of(radius_m: int) -> int:
    """How many decimals of a degree a blurred position is shown with."""
    return 2 if radius_m >= _COARSE_M else 3
