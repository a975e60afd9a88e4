"""The gazetteer's data file: one settlement a line, tabs between, with the keys it is found by beside it.

The keys are `fold` of the names, computed when the file is built, because folding 20,000 names takes longer
than reading them. A test holds them to what `fold` says today.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.atlas.folding import fold
from domain.atlas.place import Place
from domain.position import Position

HEADER = "name\tukrainian\tregion\tlat_e5\tlon_e5\tpopulation\tquarter\tspellings\tkeys\tother_keys"


def write_row(
    name: str,
    ukrainian: str,
    region: str,
    position: Position,
    population: int,
    spellings: Sequence[str],
    *,
    quarter: bool = False,
) -> str:
    """A line of the file; `region` is an ISO 3166-2 code of Ukraine or the code of a country."""
    main, others = keys(name, ukrainian, spellings)
    cells = (
        *(name, ukrainian, region, str(position.lat_e5), str(position.lon_e5), str(population)),
        *("1" if quarter else "", "|".join(spellings), "|".join(main), "|".join(others)),
    )
    return "\t".join(cells)


def keys(name: str, ukrainian: str, spellings: Sequence[str]) -> tuple[list[str], list[str]]:
    """The distinct keys of a place's names today, and those of its other spellings."""
    main = list(dict.fromkeys(key for key in (fold(name), fold(ukrainian)) if key))
    others = dict.fromkeys(key for spelling in spellings if (key := fold(spelling)) and key not in main)
    return main, list(others)


def read_place(cells: Sequence[str]) -> Place:
    """The place of one line, split at its tabs."""
    name, ukrainian, region, lat, lon, population, quarter, spellings = cells[:8]
    inside = region.startswith("UA-")
    return Place(
        name,
        ukrainian,
        region if inside else "",
        "UA" if inside else region,
        Position(int(lat), int(lon)),
        int(population),
        tuple(spellings.split("|")) if spellings else (),
        bool(quarter),
    )
