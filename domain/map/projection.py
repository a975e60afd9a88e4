"""Lambert's conformal conic projection for Ukraine, on the ellipsoid of WGS-84.

Conformal, so that a circle of uncertainty stays a circle and a bearing a bearing. The standard parallels are
46° and 51° north: the scale is off by less than 0.5 % anywhere in the country, one scale bar serves a sheet.
Formulas: J. P. Snyder, Map Projections: A Working Manual (USGS Professional Paper 1395), pages 107 to 109.
"""

from __future__ import annotations

import math

MERIDIAN = 31.5
"""Degrees east; north is up along it."""
_PARALLELS = (46.0, 51.0)
_ORIGIN = 48.5
_A = 6_378_137.0
_F = 1 / 298.257223563
_E = math.sqrt(_F * (2 - _F))
_STEPS = 12


def _m(phi: float) -> float:
    return math.cos(phi) / math.sqrt(1 - (_E * math.sin(phi)) ** 2)


def _t(phi: float) -> float:
    slant = _E * math.sin(phi)
    return math.tan(math.pi / 4 - phi / 2) / float(((1 - slant) / (1 + slant)) ** (_E / 2))


_FIRST, _SECOND = (math.radians(parallel) for parallel in _PARALLELS)
_N = math.log(_m(_FIRST) / _m(_SECOND)) / math.log(_t(_FIRST) / _t(_SECOND))
_AF = _A * _m(_FIRST) / (_N * _t(_FIRST) ** _N)
_RHO0 = _AF * _t(math.radians(_ORIGIN)) ** _N
SOUTHERNMOST = -80.0
"""South of it, in degrees, points are taken to be there: the cone has no bottom."""


def project(lat: float, lon: float) -> tuple[float, float]:
    """Metres east and north of 48.5° N 31.5° E for degrees of latitude and longitude."""
    rho = _AF * _t(math.radians(min(max(lat, SOUTHERNMOST), 90.0))) ** _N
    theta = _N * math.radians((lon - MERIDIAN + 180) % 360 - 180)
    return rho * math.sin(theta), _RHO0 - rho * math.cos(theta)


def unproject(x: float, y: float) -> tuple[float, float]:
    """Degrees of latitude and longitude of a point of the map; `project` gives the point back."""
    down = _RHO0 - y
    theta = math.atan2(x, down)
    t = (math.hypot(x, down) / _AF) ** (1 / _N)
    phi = math.pi / 2 - 2 * math.atan(t)
    for _step in range(_STEPS):
        slant = _E * math.sin(phi)
        phi = math.pi / 2 - 2 * math.atan(t * ((1 - slant) / (1 + slant)) ** (_E / 2))
    lon = MERIDIAN + math.degrees(theta / _N)
    return math.degrees(phi), (lon + 180) % 360 - 180


def scale_at(lat: float) -> float:
    """How much longer than on the ground a short distance is at a latitude in degrees."""
    phi = math.radians(lat)
    return float(_N * _AF * _t(phi) ** _N / (_A * _m(phi)))


def north_at(lon: float) -> float:
    """Where north is at a longitude: degrees clockwise from the upper edge of the sheet."""
    return -_N * (lon - MERIDIAN)
