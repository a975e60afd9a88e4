"""A drawn area, as SQL asks for it: those in the box around it, then those inside."""

from __future__ import annotations

from domain.area import bounds, corners_of

IN_AREA = (
    "id IN (SELECT id FROM incident_box WHERE south >= ? AND north <= ? AND west >= ? AND east <= ?)"
    " AND in_area(lat_e5, lon_e5, ?)"
)


def area(value: str) -> tuple[int | str, ...]:
    """The values of `IN_AREA` for a value of `Aspect.WITHIN`."""
    south, west, north, east = bounds(corners_of(value))
    return (south, north, west, east, value)
