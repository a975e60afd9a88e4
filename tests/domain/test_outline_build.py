"""The script that writes the outline map, on a country of two oblasts."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import pytest

from tools import build_outline
from tools.build_outline import build, clipped, coded, pieces, thinned

UNIT_SQUARE = {"scale": [0.001, 0.001], "translate": [30.0, 45.0]}


def topology(layer: str, geometries: list[Any], arcs: list[Any]) -> dict[str, Any]:
    objects = {layer: {"type": "GeometryCollection", "geometries": geometries}}
    return {"type": "Topology", "transform": UNIT_SQUARE, "objects": objects, "arcs": arcs}


def area(name: str, *arcs: int) -> dict[str, Any]:
    return {"type": "Polygon", "properties": {"name": name}, "arcs": [[*arcs]]}


SHARED, WEST, EAST = [[1000, 0], [0, 1000]], [[1000, 1000], [-1000, 0], [0, -1000], [1000, 0]], []
EAST = [[1000, 1000], [1000, 0], [0, -1000], [-1000, 0]]


@pytest.fixture
def sources(tmp_path: Path) -> tuple[Path, Path, Path]:
    world, oblasts, shapes = (tmp_path / name for name in ("world.json", "ukr.json", "rivers.shp"))
    home = [area("Kherson", 0, 1), area("Crimea", 0, 2)]
    oblasts.write_text(json.dumps(topology("ukr", home, [SHARED, WEST, EAST])))
    countries = [area("Ukraine", 0, 1), area("Moldova", ~0, 3), area("Poland", ~3, 2)]
    between = [[0, 0], [-3000, 0]]
    world.write_text(json.dumps(topology("countries", countries, [SHARED, WEST, EAST, between])))
    points = [(30.0, 46.0), (30.5, 46.5), (31.0, 46.0), (99.0, 46.0), (99.0, 47.0)]
    record = struct.pack("<I4d", 3, 0, 0, 0, 0) + struct.pack("<III", 1, len(points), 0)
    record += b"".join(struct.pack("<2d", *point) for point in points)
    shapes.write_bytes(b"\0" * 100 + struct.pack(">II", 1, len(record) // 2) + record)
    fields = b"".join(
        name.ljust(11, b"\0") + b"C" + b"\0" * 4 + bytes([size]) + b"\0" * 15
        for name, size in ((b"name", 20), (b"scalerank", 12))
    )
    head = b"\x03\0\0\0" + struct.pack("<IHH", 1, 32 + len(fields) + 1, 33) + b"\0" * 20
    row = b" " + b"Desna".ljust(20) + b"7.000".ljust(12)
    shapes.with_suffix(".dbf").write_bytes(head + fields + b"\r" + row)
    return world, oblasts, shapes


def test_what_is_written(sources: tuple[Path, Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "outline.json"
    size = build(*sources, out)
    made = json.loads(out.read_text(encoding="utf-8"))
    assert size == out.stat().st_size
    assert made["home"]["outer"] == [1, 2]
    assert made["home"]["inner"] == [0]
    assert made["home"]["oblasts"] == {"UA-43": [[0, 2]], "UA-65": [[0, 1]]}
    assert len(made["borders"]) == 1, "the border of Ukraine is drawn from its own outline alone"
    assert len(made["coasts"]) == 1
    assert [(river["name"], river["rank"]) for river in made["rivers"]] == [("Desna", 7)]
    again = tmp_path / "again.json"
    build(*sources, again)
    assert again.read_bytes() == out.read_bytes()


def test_a_ring_is_clipped_to_the_neighbourhood() -> None:
    ring = [(0.0, 0.0), (100.0, 0.0), (100.0, 80.0), (0.0, 80.0)]
    corners = {(build_outline.WEST, build_outline.SOUTH), (build_outline.EAST, build_outline.NORTH)}
    assert corners <= set(clipped(ring))
    assert clipped([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)]) == []


def test_a_line_is_thinned_where_it_is_straight_and_cut_where_it_is_far_away() -> None:
    assert thinned([(30, 45), (31, 45.0001), (32, 45)], 0.01) == [(30, 45), (32, 45)]
    assert len(thinned([(30, 45), (31, 46), (32, 45)], 0.01)) == 3
    assert thinned([(30, 45), (30, 46), (30, 45)], 0.01) == [(30, 45), (30, 46), (30, 45)]
    assert list(pieces([(30, 45), (31, 45), (99, 45), (99, 46), (98, 46)])) == [
        [(30, 45), (31, 45), (99, 45)]
    ]
    assert coded([(30.0, 45.0), (30.00001, 45.0), (30.1, 44.9)]) == [300000, 450000, 1000, -1000]
