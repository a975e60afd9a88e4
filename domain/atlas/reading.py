"""A user's own list of places, read from a table in text form: what was taken, and each row that was not."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from domain.atlas.folding import fold
from domain.atlas.place import Place
from domain.errors import DeskError, FieldError
from domain.position import parse_position
from domain.text import clean_line
from domain.vocabulary import OBLASTS
from domain.words import _, number

ROW_LIMIT = 50_000
_DELIMITERS = "\t;,|"
_COLUMNS = {
    "name": "name, place, settlement, latin, english, name en, назва, місто, населений пункт",
    "ukrainian": "ukrainian, name uk, name ua, uk, ua, українська, назва українською",
    "lat": "lat, latitude, y, широта",
    "lon": "lon, lng, long, longitude, x, довгота",
    "oblast": "oblast, region, область",
    "population": "population, населення",
    "spellings": "spellings, aliases, other names, інші назви",
}
_HEADINGS = {fold(heading): column for column, known in _COLUMNS.items() for heading in known.split(", ")}


class Rejected(NamedTuple):
    """A row that was not taken: its number as a spreadsheet shows it, and why."""

    row: int
    reason: str


def read_places(text: str) -> tuple[list[Place], list[Rejected]]:
    """The places of a CSV or TSV table, and its rows that cannot be taken, each with the reason.

    The first row names the columns, in any order: `name`, `ukrainian`, `lat`, `lon`, `oblast`, and perhaps
    `population` and `spellings` (several apart by `/`); others are passed over. A row needs a name in either
    script and a position; degrees may have decimal commas or minutes. An oblast may be left out, but not
    unknown. Raises DeskError where the first row does not name these columns.
    """
    records = list(_records(text.removeprefix("\ufeff")))
    if len(records) > ROW_LIMIT:
        raise DeskError(
            _("The list has {count} rows; the limit is {limit}.").format(
                count=number(len(records)), limit=number(ROW_LIMIT)
            ),
            advice=_("Split it, and import the parts one after the other."),
        )
    columns = _columns(records[0][1] if records else [])
    places, rejected = [], []
    for row, cells, problem in records[1:]:
        try:
            if problem:
                raise FieldError("row", problem)
            places.append(_place({column: cells[at] for column, at in columns.items() if at < len(cells)}))
        except FieldError as error:
            rejected.append(Rejected(row, str(error)))
    return places, rejected


def _records(text: str) -> Iterator[tuple[int, list[str], str]]:
    """Rows that are not empty: number, cells, and what is wrong with the row as such."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=lambda mark: sum(fold(cell) in _HEADINGS for cell in first.split(mark)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    while True:
        row += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield row, [], _("It is not CSV: {reason}.").format(reason=error)
            continue
        if any(cell.strip() for cell in cells):
            yield row, cells, ""


def _columns(headings: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, heading in enumerate(headings):
        if column := _HEADINGS.get(fold(heading)):
            columns.setdefault(column, at)
    missing = [column for column in ("lat", "lon") if column not in columns]
    if not {"name", "ukrainian"} & columns.keys():
        missing.insert(0, "name")
    if missing:
        raise DeskError(
            _("The list has no column {names}.").format(names=", ".join(f"“{name}”" for name in missing)),
            advice=_("Its first row names the columns: name, ukrainian, lat, lon, oblast, in any order."),
        )
    return columns


def _place(cells: dict[str, str]) -> Place:
    tidy = {column: clean_line(cell, column) for column, cell in cells.items()}
    name, ukrainian = tidy.get("name", ""), tidy.get("ukrainian", "")
    if not fold(name or ukrainian):
        raise FieldError("name", _("The name is missing."))
    lat, lon = tidy.get("lat", ""), tidy.get("lon", "")
    if not lat or not lon:
        raise FieldError("lat" if not lat else "lon", _("The position is missing: it needs lat and lon."))
    oblast = OBLASTS.find(tidy["oblast"], "oblast") if tidy.get("oblast") else ""
    return Place(
        name or ukrainian,
        ukrainian,
        oblast,
        "UA" if oblast else "",
        parse_position(f"{lat}; {lon}"),
        _population(tidy.get("population", "")),
        tuple(part for piece in tidy.get("spellings", "").split("/") if (part := piece.strip())),
    )


def _population(text: str) -> int:
    digits = "".join(text.split()).replace(",", "")
    if not digits:
        return 0
    if not (digits.isascii() and digits.isdigit() and len(digits) < 9):
        raise FieldError("population", _("“{text}” is not a number of people.").format(text=text))
    return int(digits)
