"""Lines and areas of a GeoJSON file (RFC 7946), read strictly: nothing is dropped, swapped or guessed.

Whatever cannot be drawn as it stands is refused, with the feature named: a map that shows half of a line of
contact is worse than none. A height is the one thing passed over, since a sheet has none.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn

from domain.errors import DeskError
from domain.map.overlay import Form, Shape
from domain.text import clean_line, excerpt
from domain.words import _, number

LARGEST = 5_000_000
"""Bytes of a file."""
MOST_SHAPES = 500
MOST_POINTS = 50_000
_DEEPEST = 64
_LONGEST_NAME = 80
_SOUTH, _NORTH, _WEST, _EAST = 38.0, 62.0, 8.0, 60.0
"""What lies outside is not on the map that ships; what lies inside when swapped was swapped."""
_WGS84 = ("CRS84", "4326", "WGS84", "WGS 84")
_NAMES = ("name", "Name", "NAME", "title", "label", "назва")
_LINES = ("LineString", "MultiLineString")
_AREAS = ("Polygon", "MultiPolygon")


def read_geojson(data: bytes) -> tuple[Shape, ...]:
    """The lines and areas of a file. Raises `DeskError` that names the feature and says what is wrong."""
    if len(data) > LARGEST:
        raise DeskError(
            _("The file is too large: {size} MB; the limit is {limit} MB.").format(
                size=number(-(-len(data) // 1_000_000)), limit=LARGEST // 1_000_000
            ),
            "",
            _("Simplify its lines; a map of the country shows no more than 50,000 points."),
        )
    reading = _Reading()
    shapes = tuple(reading.shapes(_parsed(data)))
    if not shapes:
        raise DeskError(_("The file has no line and no area."), "", _("It needs LineString or Polygon."))
    return shapes


def _parsed(data: bytes) -> object:
    try:
        text = data.decode("utf-8-sig")
        return json.loads(text, parse_constant=_no_number)
    except UnicodeDecodeError:
        raise DeskError(_("The file is not UTF-8 text."), "", _("Save it as GeoJSON in UTF-8.")) from None
    except RecursionError:
        raise DeskError(_("The file is nested too deep."), "", _("It is no GeoJSON of a map.")) from None
    except ValueError as error:
        raise DeskError(
            _("The file is not JSON."), excerpt(str(error), 120), _("Save it as GeoJSON once more.")
        ) from None


def _no_number(text: str) -> NoReturn:
    raise DeskError(_("“{text}” is not a coordinate.").format(text=text), "", _("Coordinates are finite."))


class _Reading:
    """The file as far as it was read; `where` names the feature."""

    def __init__(self) -> None:
        self.where = _("The file")
        self._name = ""
        self._points = 0
        self._shapes = 0

    def shapes(self, value: object, depth: int = 0) -> Iterator[Shape]:
        """The shapes of a GeoJSON object of any type."""
        if depth > _DEEPEST:
            self._refuse(_("is nested too deep."))
        if not isinstance(value, Mapping):
            self._refuse(_("is no GeoJSON object."))
        self._check_system(value)
        kind = value.get("type")
        if kind == "FeatureCollection":
            for at, feature in enumerate(self._list(value.get("features")), 1):
                self._enter(feature, at)
                yield from self.shapes(feature, depth + 1)
        elif kind == "Feature":
            if depth == 0:
                self._enter(value, 1)
            if value.get("geometry") is not None:
                yield from self.shapes(value["geometry"], depth + 1)
            else:
                self._refuse(_("has no geometry."))
        elif kind == "GeometryCollection":
            for geometry in self._list(value.get("geometries")):
                yield from self.shapes(geometry, depth + 1)
        elif kind in (*_LINES, *_AREAS):
            yield from self._drawn(str(kind), self._list(value.get("coordinates")))
        else:
            self._refuse(
                _("is a {kind}, which is neither a line nor an area.").format(kind=excerpt(str(kind), 40))
            )

    def _drawn(self, kind: str, coordinates: Sequence[object]) -> Iterator[Shape]:
        many = coordinates if kind.startswith("Multi") else [coordinates]
        for one in many:
            rings: tuple[tuple[tuple[int, int], ...], ...]
            if kind in _LINES:
                rings = (self._line(one, least=2),)
            else:
                rings = tuple(self._ring(ring) for ring in self._list(one))
                if not rings:
                    self._refuse(_("is an area without an outline."))
            self._shapes += 1
            if self._shapes > MOST_SHAPES:
                raise DeskError(
                    _("The file has more than {n} lines and areas.").format(n=number(MOST_SHAPES)),
                    "",
                    _("Simplify its lines."),
                )
            yield Shape(Form.LINE if kind in _LINES else Form.AREA, self._name, rings)

    def _ring(self, value: object) -> tuple[tuple[int, int], ...]:
        line = self._line(value, least=4)
        if line[0] != line[-1]:
            self._refuse(_("is an area whose outline does not end where it begins."))
        return line

    def _line(self, value: object, *, least: int) -> tuple[tuple[int, int], ...]:
        points = tuple(self._point(one) for one in self._list(value))
        if len(points) < least or len(set(points)) < min(least, 3):
            self._refuse(_("has too few points: {n}.").format(n=len(points)))
        return points

    def _point(self, value: object) -> tuple[int, int]:
        self._points += 1
        if self._points > MOST_POINTS:
            raise DeskError(
                _("The file has more than {n} points.").format(n=number(MOST_POINTS)),
                "",
                _("Simplify its lines."),
            )
        pair = self._list(value)
        if len(pair) not in (2, 3):
            self._refuse(_("has a position of {n} numbers.").format(n=len(pair)))
        lon, lat = (self._degrees(one) for one in pair[:2])
        if not (abs(lon) <= 180 and abs(lat) <= 90):
            self._refuse(
                _("has the position {position}, which is not in degrees.").format(
                    position=f"{lon:g}, {lat:g}"
                ),
                _("Save it in WGS-84 (EPSG:4326), longitude first."),
            )
        if not _on_the_map(lat, lon):
            if _on_the_map(lon, lat):
                self._refuse(
                    _("has latitude and longitude the wrong way round: {position}.").format(
                        position=f"{lon:g}, {lat:g}"
                    ),
                    _("GeoJSON has longitude first."),
                )
            self._refuse(
                _("lies off the map: {position}.").format(position=f"{lon:g}, {lat:g}"),
                _("The map reaches from 8° to 60° E and from 38° to 62° N."),
            )
        return round(lat * 100_000), round(lon * 100_000)

    def _degrees(self, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._refuse(_("has “{text}” for a coordinate.").format(text=excerpt(str(value), 40)))
        try:
            degrees = float(value)
        except OverflowError:
            degrees = math.inf
        if not math.isfinite(degrees):
            self._refuse(_("has a coordinate that is not finite."))
        return degrees

    def _list(self, value: object) -> Sequence[Any]:
        if not isinstance(value, list):
            self._refuse(_("has {text} where a list belongs.").format(text=excerpt(str(value), 40)))
        return value

    def _enter(self, feature: object, at: int) -> None:
        """Another feature: what is wrong in it is said with its number, and its name where it has one."""
        self.where, self._name = _("Feature {n}").format(n=at), ""
        properties = feature.get("properties") if isinstance(feature, Mapping) else None
        for key in _NAMES:
            text = properties.get(key) if isinstance(properties, Mapping) else None
            if isinstance(text, str) and text.strip():
                self._name = excerpt(clean_line(text, "name", limit=100_000), _LONGEST_NAME)
                self.where = _("Feature {n} (“{name}”)").format(n=at, name=excerpt(self._name, 40))
                return

    def _check_system(self, value: Mapping[str, Any]) -> None:
        """Only WGS-84 is read: other systems would be drawn somewhere else without a word."""
        system = value.get("crs")
        if system is None:
            return
        properties = system.get("properties") if isinstance(system, Mapping) else None
        name = str(properties.get("name", "") if isinstance(properties, Mapping) else "")
        if not any(known in name.upper() for known in _WGS84):
            self._refuse(
                _("is in the coordinate system “{name}”.").format(name=excerpt(name or str(system), 60)),
                _("Save it in WGS-84 (EPSG:4326), longitude first."),
            )

    def _refuse(self, what: str, advice: str = "") -> NoReturn:
        raise DeskError(f"{self.where} {what}", "", advice or _("Nothing was imported; correct the file."))


def _on_the_map(lat: float, lon: float) -> bool:
    return _SOUTH <= lat <= _NORTH and _WEST <= lon <= _EAST
