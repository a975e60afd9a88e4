"""A position as a page gives it: as exact as the record, and no more exact than an edition allows."""

from __future__ import annotations

from domain.incident import Facts
from domain.position import format_decimal, format_mgrs, format_radius
from domain.redaction import Redaction, decimals_of


def position_text(facts: Facts, redaction: Redaction) -> str:
    """`37U DP 1310 4901 · 47.60112, 35.80941 ±100 m`; blurred `47.61, 35.82 ±10 km`; else empty."""
    return " · ".join(position_lines(facts, redaction))


def position_lines(facts: Facts, redaction: Redaction) -> list[str]:
    """The same, line by line: the grid reference, where there is one, then the coordinates."""
    position = facts.position
    if position is None:
        return []
    radius = f" {format_radius(facts.radius_m)}" if facts.radius_m else ""
    if redaction.radius_m is not None:
        places = decimals_of(redaction.radius_m)
        return [f"{position.lat:.{places}f}, {position.lon:.{places}f}{radius}"]
    if abs(position.lat) >= 80:  # the grid has no reference there
        return [format_decimal(position) + radius]
    return [format_mgrs(position) + radius, format_decimal(position)]
