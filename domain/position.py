"""Where something was: a WGS-84 point, its grid reference, and distance and bearing between points.

Latitude and longitude are the truth; the grid reference (MGRS) is computed from them and shown beside them.
"""

from __future__ import annotations

import math
import re
import threading
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import Enum
from fractions import Fraction
from typing import Self

from geographiclib.geodesic import Geodesic
from mgrs import MGRS
from mgrs.core import MGRSError

from domain.coordinates import read_pair
from domain.errors import FieldError, InvariantError
from domain.text import excerpt
from domain.words import N_, _, p_

_UNITS = 100_000
_FIVE_PLACES = Decimal("0.00001")
_LIMITS = {"lat": 90, "lon": 180}
_DEGREES = re.compile(r"-?\d{1,3}(?:\.\d{1,5})?", re.ASCII)
_GRID = re.compile(
    r"(?P<square>(?:\d{1,2} ?[C-HJ-NP-X]|[ABYZ](?=.*\d)) ?[A-HJ-NP-Z] ?[A-HJ-NP-Z]) ?(?P<digits>[\d ]*)",
    re.ASCII,
)
_GRID_SQUARE_M = 100_000
_converter = MGRS()
_warning_filters = threading.Lock()


@dataclass(frozen=True, slots=True)
class Position:
    """A point on WGS-84, kept in whole units of 0.00001 degree (1.1 m of latitude).

    Raises InvariantError outside −90…90 and −180…180 degrees; `Position.of` and the readers say it kindly.
    """

    lat_e5: int
    lon_e5: int

    def __post_init__(self) -> None:
        if abs(self.lat_e5) > 90 * _UNITS or abs(self.lon_e5) > 180 * _UNITS:
            raise InvariantError(f"no such position: {self.lat_e5}, {self.lon_e5}")

    @classmethod
    def of(
        cls, lat: float | Decimal | Fraction, lon: float | Decimal | Fraction, *, field: str = "position"
    ) -> Self:
        """The position at `lat`, `lon` in degrees, rounded to 5 decimals, halves to the even digit.

        Raises FieldError naming `field`, and in its message latitude or longitude, for values outside
        −90…90 and −180…180, for NaN and for infinities.
        """
        return cls(_to_units(lat, "lat", field), _to_units(lon, "lon", field))

    @property
    def lat(self) -> float:
        """Latitude in degrees, north positive."""
        return self.lat_e5 / _UNITS

    @property
    def lon(self) -> float:
        """Longitude in degrees, east positive."""
        return self.lon_e5 / _UNITS

    def to_json(self) -> dict[str, str]:
        """`{"lat": "47.60112", "lon": "35.80941"}`: texts, which no reader can turn into other numbers."""
        return {"lat": _decimal(self.lat_e5), "lon": _decimal(self.lon_e5)}

    @classmethod
    def from_json(cls, value: object, *, field: str = "position") -> Self:
        """The position of `to_json`. Raises FieldError for anything else; nothing is rounded."""
        data = value if isinstance(value, Mapping) else {}
        texts = [data.get(name) for name in _LIMITS]
        if not all(isinstance(text, str) and _DEGREES.fullmatch(text) for text in texts):
            raise FieldError(
                field,
                _("“{value}” is not a position.").format(value=excerpt(str(value), 60)),
                _("Expected the form {form}.").format(form='{"lat": "47.60112", "lon": "35.80941"}'),
            )
        split = (str(text).partition(".") for text in texts)  # at most five decimals: nothing is rounded
        lat, lon = (int(f"{whole}{rest:0<5}") for whole, _point, rest in split)
        if abs(lat) > 90 * _UNITS or abs(lon) > 180 * _UNITS:
            return cls.of(Decimal(str(texts[0])), Decimal(str(texts[1])), field=field)  # which says it kindly
        return cls(lat, lon)


def parse_position(text: str, *, field: str = "position") -> Position:
    """The position that `text` means: as `parse_position_with_radius`, without the radius."""
    return parse_position_with_radius(text, field=field)[0]


def parse_position_with_radius(text: str, *, field: str = "position") -> tuple[Position, int | None]:
    """The position that `text` means, and for a grid reference half its cell in metres, rounded up.

    Accepted: decimal degrees (`47.60112, 35.80941`, `47,60112; 35,80941`, `N47.6 E35.8`, `35.8E 47.6N`),
    degrees with minutes and seconds (`47°36'04"N 35°48'34"E`, `47 36.07 N 35 48.57 E`), and MGRS of 4 to 10
    digits (`37U DP 1310 4901`), read as the centre of its cell, since MGRS names a square and not a point.
    Latitude comes first unless letters say otherwise. Raises FieldError naming `field` for anything else.
    """
    grid = _GRID.fullmatch(" ".join(text.upper().split()))
    if grid:
        return _read_grid(grid, text, field)
    lat, lon = read_pair(text, field=field)
    return Position.of(lat, lon, field=field), None


def _read_grid(grid: re.Match[str], text: str, field: str) -> tuple[Position, int]:
    groups = grid["digits"].split()
    digits = "".join(groups)
    if len(digits) not in (4, 6, 8, 10) or len(groups) > 2 or len(groups[0]) * len(groups) != len(digits):
        raise FieldError(
            field,
            _("“{text}” needs as many digits east as north: 2 to 5 of each.").format(text=excerpt(text, 40)),
            _("Write 37U DP 1310 4901 or 37UDP13104901."),
        )
    try:
        lat, lon = _centre(grid["square"].replace(" ", "") + digits)
    except (MGRSError, RuntimeWarning):
        raise FieldError(
            field,
            _("“{text}” names a grid square that does not exist.").format(text=excerpt(text, 40)),
            _("Check the zone and its letter (37U) and the two letters of the square (DP)."),
        ) from None
    cell = _GRID_SQUARE_M // 10 ** (len(digits) // 2)
    return Position.of(lat, lon, field=field), -(-cell // 2)


def _centre(reference: str) -> tuple[float, float]:
    """Latitude and longitude of the centre of a cell. Raises MGRSError or RuntimeWarning where there is none.

    The library only warns when the letter of the zone does not fit its square (37T for 37U), and then answers
    with a point that may be 2,000 km off. Warning filters belong to the whole process, hence the lock.
    """
    with _warning_filters, warnings.catch_warnings():
        warnings.filterwarnings("error", message='Warning in "Convert_MGRS', category=RuntimeWarning)
        lat, lon = _converter.toLatLon(reference)
    return lat, lon


def format_decimal(position: Position) -> str:
    """`47.60112, 35.80941`: degrees, latitude first, always 5 decimals; `parse_position` reads it back."""
    return f"{_decimal(position.lat_e5)}, {_decimal(position.lon_e5)}"


def format_mgrs(position: Position, digits: int = 8) -> str:
    """`37U DP 1310 4901`: the grid cell that holds `position`, cut and never rounded, as MGRS requires.

    `digits` is 4, 6, 8 or 10, for cells of 1 km, 100 m, 10 m or 1 m; other figures raise InvariantError.
    """
    if digits not in (4, 6, 8, 10):
        raise InvariantError(f"a grid reference of {digits} digits")
    half = digits // 2
    grid = str(_converter.toMGRS(position.lat, position.lon, MGRSPrecision=half))
    zone, square, numbers = grid[: -digits - 2], grid[-digits - 2 : -digits], grid[-digits:]
    return f"{zone} {square} {numbers[:half]} {numbers[half:]}"


def distance_m(a: Position, b: Position) -> float:
    """The shortest distance over the ellipsoid, in metres."""
    return float(Geodesic.WGS84.Inverse(a.lat, a.lon, b.lat, b.lon, Geodesic.DISTANCE)["s12"])


def bearing_deg(a: Position, b: Position) -> float:
    """The bearing at `a` towards `b`, in degrees from true north clockwise, 0 ≤ bearing < 360.

    0 when the two are the same point.
    """
    line = Geodesic.WGS84.Inverse(a.lat, a.lon, b.lat, b.lon)
    if not line["s12"]:
        return 0.0
    return float(line["azi1"]) % 360 % 360  # the first remainder of a tiny negative azimuth is 360.0


def offset(position: Position, bearing_deg: float, distance_m: float) -> Position:
    """The position `distance_m` metres from `position` towards `bearing_deg` degrees from true north.

    Raises InvariantError for a negative distance and for figures that are not finite.
    """
    if not (math.isfinite(bearing_deg) and math.isfinite(distance_m) and distance_m >= 0):
        raise InvariantError(f"no way to go {distance_m} m towards {bearing_deg}°")
    end = Geodesic.WGS84.Direct(position.lat, position.lon, bearing_deg, distance_m)
    return Position.of(end["lat2"], end["lon2"])


def compass16(degrees: float) -> str:
    """The nearest of the 16 compass points, `NNE`, in the current language; any finite number of degrees."""
    points = (
        *(p_("compass", "N"), p_("compass", "NNE"), p_("compass", "NE"), p_("compass", "ENE")),
        *(p_("compass", "E"), p_("compass", "ESE"), p_("compass", "SE"), p_("compass", "SSE")),
        *(p_("compass", "S"), p_("compass", "SSW"), p_("compass", "SW"), p_("compass", "WSW")),
        *(p_("compass", "W"), p_("compass", "WNW"), p_("compass", "NW"), p_("compass", "NNW")),
    )
    return points[math.floor(degrees % 360 / 22.5 + 0.5) % 16]


def compass_degrees(text: str) -> float | None:
    """The degrees of `NNE` or `045°`, in English or as `compass16` writes it; None for anything else."""
    plain = text.strip().upper()
    if plain.endswith("°") and plain[:-1].strip().isdecimal():
        degrees = int(plain[:-1])
        return float(degrees % 360) if degrees <= 360 else None
    for point, name in enumerate(_POINTS):
        if plain in (name, compass16(point * 22.5).upper()):
            return point * 22.5
    return None


_POINTS = "N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW".split()


class Precision(Enum):
    """How well a position is known: a named radius. `AREA` has none of its own, its figure is given."""

    EXACT = "exact"
    VICINITY = "vicinity"
    LOCALITY = "locality"
    SETTLEMENT = "settlement"
    AREA = "area"

    @property
    def radius_m(self) -> int | None:
        """The radius that the name stands for, in metres; None for `AREA`."""
        return _RADII.get(self)

    @property
    def label(self) -> str:
        """The name in the current language."""
        return _(_NAMES[self])

    @classmethod
    def of(cls, radius_m: int) -> Precision:
        """What a radius in metres amounts to: 10 and less is exact, a figure without a name an area."""
        if radius_m <= _RADII[cls.EXACT]:
            return cls.EXACT
        return next((name for name, radius in _RADII.items() if radius == radius_m), cls.AREA)


_RADII = {
    Precision.EXACT: 10,
    Precision.VICINITY: 100,
    Precision.LOCALITY: 1000,
    Precision.SETTLEMENT: 5000,
}
_NAMES = {
    Precision.EXACT: N_("exact"),
    Precision.VICINITY: N_("vicinity"),
    Precision.LOCALITY: N_("locality"),
    Precision.SETTLEMENT: N_("settlement"),
    Precision.AREA: N_("area"),
}


def precision_name(radius_m: int) -> str:
    """The name of a radius in metres, in the current language: `vicinity` for 100, `area` for 2500."""
    return Precision.of(radius_m).label


def format_radius(radius_m: int) -> str:
    """`±100 m`, from 1000 m on in kilometres, exact: `±1 km`, `±2.5 km`."""
    if radius_m < 1000:
        return _("±{metres} m").format(metres=radius_m)
    whole, rest = divmod(radius_m, 1000)
    return _("±{kilometres} km").format(kilometres=f"{whole}.{rest:03}".rstrip("0").rstrip("."))


def _decimal(units: int) -> str:
    whole, rest = divmod(abs(units), _UNITS)
    return f"{'-' if units < 0 else ''}{whole}.{rest:05}"


def _to_units(degrees: float | Decimal | Fraction, axis: str, field: str) -> int:
    """`degrees` in whole units, checked; `axis` is `lat` or `lon`."""
    if math.isfinite(degrees):
        if isinstance(degrees, Fraction):
            if abs(degrees) <= _LIMITS[axis]:
                return round(degrees * _UNITS)
        # Any other number by the decimal figures that were meant, not by the binary ones.
        elif abs(exact := Decimal(str(degrees))) <= _LIMITS[axis]:
            return int(exact.quantize(_FIVE_PLACES, ROUND_HALF_EVEN).scaleb(5))
    outside = {
        "lat": _("Latitude {value} is outside −90…90."),
        "lon": _("Longitude {value} is outside −180…180."),
    }
    raise FieldError(
        field,
        outside[axis].format(value=f"{float(degrees):.10g}".replace("-", "−")),
        _("Latitude comes first, then longitude, both in degrees."),
    )
