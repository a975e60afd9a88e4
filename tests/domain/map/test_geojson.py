"""Hostile and honest GeoJSON: what can be drawn is read whole, anything else is refused by name."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import DeskError
from domain.map.geojson import LARGEST, MOST_POINTS, MOST_SHAPES, read_geojson
from domain.map.overlay import Form

LINE = [[35.2, 47.3], [36.0, 47.6]]
RING = [[35.2, 47.3], [36.0, 47.3], [36.0, 47.6], [35.2, 47.3]]


def geometry(kind: str, coordinates: object) -> dict[str, Any]:
    return {"type": kind, "coordinates": coordinates}


def feature(kind: str, coordinates: object, **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry(kind, coordinates)}


def collection(*features: object, **more: object) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": [*features], **more}


def read(value: object) -> Any:
    return read_geojson(json.dumps(value, ensure_ascii=False).encode())


def test_lines_and_areas_of_every_type() -> None:
    shapes = read(
        collection(
            feature("LineString", LINE, name="Line of contact"),
            feature("MultiLineString", [LINE, LINE], title="Roads"),
            feature("Polygon", [RING, RING]),
            feature("MultiPolygon", [[RING], [RING]], Name="Zone <b>"),
            {"type": "Feature", "properties": None, "geometry": {
                "type": "GeometryCollection",
                "geometries": [geometry("LineString", [[35, 47, 120.5], [36, 47]])],
            }},
        )
    )  # fmt: skip
    assert [(one.form, one.name) for one in shapes] == [
        (Form.LINE, "Line of contact"), (Form.LINE, "Roads"), (Form.LINE, "Roads"), (Form.AREA, ""),
        (Form.AREA, "Zone <b>"), (Form.AREA, "Zone <b>"), (Form.LINE, ""),
    ]  # fmt: skip
    assert shapes[0].rings == (((47_30000, 35_20000), (47_60000, 36_00000)),)
    assert len(shapes[3].rings) == 2


def test_a_bare_geometry_and_a_byte_order_mark() -> None:
    assert len(read_geojson(b"\xef\xbb\xbf" + json.dumps(geometry("LineString", LINE)).encode())) == 1
    assert read(feature("LineString", LINE, name="One"))[0].name == "One"


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "WGS 84"])
def test_wgs84_by_any_name(name: str) -> None:
    system = {"type": "name", "properties": {"name": name}}
    assert read(collection(feature("LineString", LINE), crs=system))


NAMED = feature("LineString", LINE, name="Alpha")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (collection(NAMED, feature("LineString", [[47.3, 35.2], [47.6, 36.0]], name="Bravo")),
         "Feature 2 (“Bravo”) has latitude and longitude the wrong way round: 47.3, 35.2."),
        (collection(feature("LineString", [[2.3, 48.8], [2.4, 48.9]])),
         "Feature 1 lies off the map: 2.3, 48.8."),
        (collection(feature("LineString", [[4120000, 6100000], [4130000, 6100000]])),
         "Feature 1 has the position 4.12e+06, 6.1e+06, which is not in degrees."),
        (collection(NAMED, crs={"type": "name", "properties": {"name": "EPSG:3857"}}),
         "The file is in the coordinate system “EPSG:3857”."),
        (collection(NAMED, crs={"type": "link"}), "is in the coordinate system"),
        (collection(feature("Point", [35, 47], name="Post")), "Feature 1 (“Post”) is a Point"),
        (collection({"type": "Feature", "geometry": None}), "Feature 1 has no geometry."),
        (collection(feature("Polygon", [RING[:3]])), "Feature 1 has too few points: 3."),
        (collection(feature("Polygon", [[*RING[:3], [35.3, 47.3]]])), "does not end where it begins."),
        (collection(feature("Polygon", [])), "is an area without an outline."),
        (collection(feature("LineString", [[35, 47]])), "has too few points: 1."),
        (collection(feature("LineString", [[35, 47], [35, 47]])), "has too few points: 2."),
        (collection(feature("LineString", [[35], [36, 47]])), "has a position of 1 numbers."),
        (collection(feature("LineString", [["35", 47], [36, 47]])), "has “35” for a coordinate."),
        (collection(feature("LineString", [[True, 47], [36, 47]])), "has “True” for a coordinate."),
        (collection(feature("LineString", [[None, 47], [36, 47]])), "has “None” for a coordinate."),
        (collection(feature("LineString", [[10**400, 47], [36, 47]])), "that is not finite."),
        (collection(feature("LineString", {"a": 1})), "where a list belongs."),
        (collection("x"), "Feature 1 is no GeoJSON object."),
        ({"type": "FeatureCollection", "features": {}}, "where a list belongs."),
        ({"type": "Topology"}, "The file is a Topology"),
        ({}, "The file is a None"),
        ([], "The file is no GeoJSON object."),
        (collection(), "The file has no line and no area."),
        (collection(*[feature("LineString", LINE)] * (MOST_SHAPES + 1)), f"more than {MOST_SHAPES} lines"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused_by_name(value: object, said: str) -> None:
    with pytest.raises(DeskError) as caught:
        read(value)
    assert said in str(caught.value)
    assert caught.value.advice


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is not JSON."),
        (b"{", "The file is not JSON."),
        (b"\xff\xfe\x00", "The file is not UTF-8 text."),
        (b'{"type": "LineString", "coordinates": [[NaN, 47], [36, 47]]}', "“NaN” is not a coordinate."),
        (b'{"type": "LineString", "coordinates": [[1e999, 47], [36, 47]]}', "is not finite."),
        (b'{"type": "LineString", "coordinates": [[-Infinity, 47], [36, 47]]}', "“-Infinity” is not"),
        (b"[" * 200_000, "The file is nested too deep."),
        (b" " * (LARGEST + 1), "The file is too large: 6 MB; the limit is 5 MB."),
        (
            b'{"type": "LineString", "coordinates": [[' + b"9" * 5000 + b", 47], [36, 47]]}",
            "The file is not JSON.",
        ),
    ],
)
def test_hostile_files(data: bytes, said: str) -> None:
    with pytest.raises(DeskError) as caught:
        read_geojson(data)
    assert said in str(caught.value)


def test_too_many_points_and_collections_in_collections() -> None:
    with pytest.raises(DeskError, match="more than 50,000 points"):
        read(geometry("LineString", [[35 + n / 1e6, 47] for n in range(MOST_POINTS + 1)]))
    deep: object = geometry("LineString", LINE)
    for _level in range(70):
        deep = {"type": "GeometryCollection", "geometries": [deep]}
    with pytest.raises(DeskError, match="nested too deep"):
        read(deep)


def test_a_long_or_strange_name_is_kept_as_letters() -> None:
    (shape,) = read(collection(feature("LineString", LINE, name="Ж" * 10_000)))
    assert len(shape.name) <= 80
    (plain,) = read(collection(feature("LineString", LINE, name=17)))
    assert plain.name == ""


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5) | st.sampled_from(
        ["FeatureCollection", "Feature", "LineString", "Polygon", "GeometryCollection", "MultiPolygon"]
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from("type features geometry geometries coordinates properties crs name".split()),
        inner, max_size=5,
    ),
    max_leaves=20,
)  # fmt: skip


@given(json_values)
def test_no_file_does_anything_but_be_read_or_refused(value: object) -> None:
    with contextlib.suppress(DeskError):
        assert read(value)
