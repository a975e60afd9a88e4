"""A circle around a position, as SQL asks for it: those in the box around it, then those near enough."""

from __future__ import annotations

import math

from domain.position import Position, distance_m

_LATITUDE_M, _LONGITUDE_M = 110_500, 111_300
"""A little less than the metres of a degree anywhere, and of a degree of longitude at the equator."""

IN_CIRCLE = (
    "id IN (SELECT id FROM incident_box WHERE south >= ? AND north <= ? AND west >= ? AND east <= ?)"
    " AND within_m(lat_e5, lon_e5, ?, ?, ?)"
)


def circle(value: str) -> tuple[int, ...]:
    """The values of `IN_CIRCLE` for a value of `Aspect.NEAR`."""
    lat, lon, metres = value.split(",")
    lat_e5, lon_e5, radius = round(float(lat) * 100_000), round(float(lon) * 100_000), int(metres)
    up = math.ceil(radius / _LATITUDE_M * 100_000) + 1
    farthest = (abs(lat_e5) + up) / 100_000
    side = 36_000_000
    if farthest < 89:
        side = math.ceil(radius / (_LONGITUDE_M * math.cos(math.radians(farthest))) * 100_000) + 1
    if abs(lon_e5) + side > 18_000_000:  # across the date line: any longitude
        side = 36_000_000
    return (lat_e5 - up, lat_e5 + up, lon_e5 - side, lon_e5 + side, lat_e5, lon_e5, radius)


def within_m(lat: int | None, lon: int | None, other_lat: int, other_lon: int, metres: int) -> bool | None:
    """Whether two positions are that near. On a sphere it is quick and right to 1 %; the rest is measured."""
    if lat is None or lon is None:
        return None
    a, b = math.radians(lat / 1e5), math.radians(other_lat / 1e5)
    across = math.sin((b - a) / 2) ** 2
    across += math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2e5) ** 2
    rough = 2 * 6_371_009 * math.asin(min(math.sqrt(across), 1.0))
    if not 0.99 * metres < rough < 1.01 * metres:
        return rough < metres
    return distance_m(Position(lat, lon), Position(other_lat, other_lon)) <= metres
