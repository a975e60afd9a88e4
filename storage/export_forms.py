"""The forms an export can have. Each writes incidents one by one, in little memory, to an open file.

- CSV: RFC 4180, UTF-8 with a byte order mark (so that a spreadsheet shows Cyrillic). A text that a
  spreadsheet would run as a formula stands behind an apostrophe, which our own import takes away again.
- JSON lines: one incident a line with all that is recorded of it, nothing rounded and nothing labelled.
- XLSX: the columns of the CSV; every text is a text, so that no formula runs.
- GeoJSON: RFC 7946, WGS-84; an incident without a position has no geometry and is there all the same.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from domain.errors import DeskError
from domain.incident import Incident
from domain.instant import iso_utc
from domain.words import _
from storage.columns import COLUMNS, NUMBERS, cells_of, unguarded

LONGEST_CELL = 32_767
LONGEST_SHEET = 1_048_576
"""Limits of the workbook format itself: characters in a cell, rows in a sheet."""

Row = tuple[Incident, str]
"""An incident and the fingerprint it is known by when it comes again."""
Write = Callable[[io.BufferedWriter, str, Iterator[Row]], None]
"""Writes rows of the desk with that code to a file."""


def write_csv(out: io.BufferedWriter, code: str, rows: Iterator[Row]) -> None:
    text = io.TextIOWrapper(out, "utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for incident, fingerprint in rows:
        writer.writerow(cells_of(incident, code, fingerprint))
    text.flush()
    text.detach()


def write_jsonl(out: io.BufferedWriter, code: str, rows: Iterator[Row]) -> None:
    for incident, fingerprint in rows:
        out.write(_json(record_of(incident, code, fingerprint)) + b"\n")


def record_of(incident: Incident, code: str, fingerprint: str) -> dict[str, Any]:
    """All that is recorded of an incident."""
    made = incident.determination
    return {
        "number": incident.number,
        "desk": code,
        "facts": incident.facts.to_json(),
        "status": incident.status,
        "duplicate_of": incident.duplicate_of,
        "determination": {
            "value": made.value,
            "basis": made.basis,
            "author": made.author,
            "at": iso_utc(made.at),
        }
        if made
        else None,
        "breach": incident.breach,
        "logged_at": iso_utc(incident.logged_at),
        "logged_by": incident.logged_by,
        "late_entry": incident.is_late_entry,
        "corrections": incident.corrections,
        "origin": incident.origin.to_json() if incident.origin else None,
        "fingerprint": fingerprint,
    }


def write_geojson(out: io.BufferedWriter, code: str, rows: Iterator[Row]) -> None:
    out.write(b'{"type": "FeatureCollection", "features": [')
    between = b"\n"
    for incident, fingerprint in rows:
        position = incident.facts.position
        cells = dict(zip(COLUMNS, map(unguarded, cells_of(incident, code, fingerprint)), strict=True))
        feature = {
            "type": "Feature",
            "id": f"{code} {incident.number}",
            "geometry": {"type": "Point", "coordinates": [position.lon, position.lat]} if position else None,
            "properties": {name: _number(name, value) for name, value in cells.items()},
        }
        out.write(between + _json(feature))
        between = b",\n"
    out.write(b"\n]}\n")


def write_xlsx(out: io.BufferedWriter, code: str, rows: Iterator[Row]) -> None:
    from xlsxwriter import Workbook

    options: dict[str, Any] = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    if isinstance(name := getattr(out, "name", None), str):
        options["tmpdir"] = str(Path(name).parent)  # rows in clear stand where the file will
    with Workbook(out, options) as book:
        sheet = book.add_worksheet("Incidents")
        sheet.freeze_panes(1, 1)
        bold = book.add_format({"bold": True})
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, name, bold)
        for line, (incident, fingerprint) in enumerate(rows, 1):
            if line >= LONGEST_SHEET:
                raise DeskError(
                    _("A sheet holds {limit} rows, and these are more.").format(
                        limit=f"{LONGEST_SHEET - 1:,}"
                    ),
                    _("Nothing was written."),
                    _("Write a CSV file, or narrow the filter."),
                )
            cells = map(unguarded, cells_of(incident, code, fingerprint))
            for column, (name, value) in enumerate(zip(COLUMNS, cells, strict=True)):
                if isinstance(number := _number(name, value), float):
                    sheet.write_number(line, column, number)
                elif value:
                    sheet.write_string(line, column, _fitting(value))


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _number(name: str, value: str) -> str | float | None:
    """A cell as what it is: a number, a text, or nothing."""
    if not value:
        return None
    return float(value) if name in NUMBERS else value


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "surrogatepass")


FORMS: dict[str, Write] = {
    ".csv": write_csv,
    ".xlsx": write_xlsx,
    ".jsonl": write_jsonl,
    ".geojson": write_geojson,
}
"""By the ending of the file's name."""
