"""Every form of an export says what the journal says, and runs nothing in whoever opens it."""

from __future__ import annotations

import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from domain.errors import DeskError
from domain.incident import Facts
from domain.position import Position
from domain.quantity import Quantity
from domain.query import parse
from storage import export_forms
from storage.columns import COLUMNS
from storage.desk import Desk
from storage.exporting import export
from tests.builders import T0, facts, new_desk, origin

HOSTILE = ("=1+1", "@SUM(A1)", "-2+3", "'=x", "https://example.org/a", "Обстріл\nсела", "a\u2028 <b>&amp;")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = new_desk(tmp_path)
    for count, text in enumerate(HOSTILE):
        made.incidents.log(
            facts(
                description=text,
                comment="x" * 40,
                position=Position(47_60000, 35_80000) if count % 2 else None,
                quantity=Quantity.parse("2–4 salvos") if count % 2 else None,
            ),
            author="OK",
        )
    made.incidents.log_many([(facts(place="Імпорт"), origin(1, місце="=2+2"))], author="OK")
    made.breaches.open("CV-2026-000001", title="x", anchor="occurred", basis="seen", author="OK")
    return made


def test_json_lines_hold_everything(desk: Desk, tmp_path: Path) -> None:
    assert export(desk, tmp_path / "log.jsonl") == 8
    lines = [
        json.loads(line) for line in (tmp_path / "log.jsonl").read_text(encoding="utf-8").split("\n") if line
    ]
    known = {line["number"]: line for line in lines}
    for incident in desk.incidents.page(desk.incidents.ids()):
        line = known[incident.number]
        assert Facts.from_json(line["facts"]) == incident.facts
        assert (line["breach"], line["status"]) == (incident.breach, incident.status)
        assert (line["origin"] is None) == (incident.origin is None)
    assert known["CV-2026-000001"]["determination"]["basis"] == "seen"
    desk.close()


def test_geojson_has_longitude_first_and_forgets_nobody(desk: Desk, tmp_path: Path) -> None:
    assert export(desk, tmp_path / "log.geojson", parse("kind:mortar", T0, None)) == 8
    read = json.loads((tmp_path / "log.geojson").read_text(encoding="utf-8"))
    assert read["type"] == "FeatureCollection"
    assert [f["geometry"]["coordinates"] for f in read["features"] if f["geometry"]] == [[35.8, 47.6]] * 3
    assert sum(f["geometry"] is None for f in read["features"]) == 5
    assert {f["properties"]["description"] for f in read["features"]} >= set(HOSTILE)
    assert {f["properties"]["quantity_low"] for f in read["features"]} == {None, 2.0}
    assert export(desk, tmp_path / "none.geojson", parse("kind:naval", T0, None)) == 0
    assert json.loads((tmp_path / "none.geojson").read_text())["features"] == []
    desk.close()


def cells(path: Path) -> list[dict[str, str]]:
    """The sheet as its XML has it: nothing of a library that might help."""
    with zipfile.ZipFile(path) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        assert not any("externalLink" in name or "hyperlink" in name for name in book.namelist())
    assert sheet.find(f".//{MAIN}f") is None, "no cell holds a formula"
    assert sheet.find(f".//{MAIN}hyperlink") is None
    found = []
    for row in sheet.iter(f"{MAIN}row"):
        made = {}
        for cell in row.iter(f"{MAIN}c"):
            column = cell.attrib["r"].rstrip("0123456789")
            text = "".join(part.text or "" for part in cell.iter(f"{MAIN}t"))
            number = cell.find(f"{MAIN}v")
            made[column] = text if number is None else f"{cell.attrib.get('t', 'n')}:{number.text}"
        found.append(made)
    return found


def letters(index: int) -> str:
    return chr(65 + index) if index < 26 else letters(index // 26 - 1) + chr(65 + index % 26)


def test_a_workbook_holds_texts_and_numbers_and_runs_nothing(desk: Desk, tmp_path: Path) -> None:
    assert export(desk, tmp_path / "log.xlsx") == 8
    head, *rows = cells(tmp_path / "log.xlsx")
    names = list(COLUMNS)
    assert list(head.values()) == names
    column = {name: letters(index) for index, name in enumerate(names)}
    assert {row[column["description"]] for row in rows if column["description"] in row} >= {
        "=1+1",
        "@SUM(A1)",
    }
    assert {row[column["latitude"]] for row in rows if column["latitude"] in row} == {"n:47.6"}
    desk.close()


def test_a_sheet_that_is_full_is_refused_and_a_long_cell_is_cut(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_forms, "LONGEST_SHEET", 5)
    with pytest.raises(DeskError, match="A sheet holds 4 rows"):
        export(desk, tmp_path / "log.xlsx")
    assert [path.name for path in tmp_path.iterdir() if "xlsx" in path.name] == []
    monkeypatch.setattr(export_forms, "LONGEST_CELL", 8)
    assert export_forms._fitting("x" * 40) == "xxxxxxx…"
    desk.close()


def test_what_is_selected_is_written_in_its_order(desk: Desk, tmp_path: Path) -> None:
    assert export(desk, tmp_path / "some.jsonl", ids=[3, 1]) == 2
    lines = (tmp_path / "some.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["number"] for line in lines] == ["CV-2026-000003", "CV-2026-000001"]
    desk.close()


def test_a_workbook_leaves_no_row_in_the_folder_for_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From an encrypted desk too: while it is written, rows stand in clear only where the file will stand."""
    with new_desk(tmp_path) as desk:
        desk.incidents.log(facts(), author="OK")
        made: list[str] = []
        real = tempfile.mkstemp

        def seen(*arguments: Any, **options: Any) -> tuple[int, str]:
            handle, name = real(*arguments, **options)
            made.append(name)
            return handle, name

        monkeypatch.setattr(tempfile, "mkstemp", seen)
        export(desk, tmp_path / "log.xlsx")
    assert made
    assert {str(Path(name).parent) for name in made} == {str(tmp_path)}
    assert [name for name in made if Path(name).exists()] == []
