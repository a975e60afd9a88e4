"""Bringing in a table and writing one out: what each column says is shown first and can be changed."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from gui.import_dialog import ImportDialog
from tests.gui.conftest import Room
from tests.gui.hands import in_dialog, settle, texts

TABLE = """date;time;place;type of incident;source;remarks;cause
2026-11-22;10:00;Orikhiv;mortar;Patrol 3;Two <b>impacts</b> & smoke;x
2026-11-22;10:30;Куп'янськ;artillery;Patrol 3;;y
soon;;Nowhere;mortar;Patrol 3;;z
2026-11-22;11:00;Siversk;mortar;;;w
"""


def importing(room: Room, path: Path, act: Callable[[ImportDialog], object]) -> None:
    """Open the dialog on a file; `act` once the file has been read."""
    room.files.path = path

    def wait_and_act(dialog: ImportDialog) -> None:
        read(dialog)
        act(dialog)

    in_dialog(lambda: room.trigger("import"), wait_and_act, ImportDialog)


def read(dialog: ImportDialog) -> None:
    dialog._tasks._pool.waitForDone()
    settle()


def choose(dialog: ImportDialog, field: str, column: str) -> None:
    box = dialog.columns[field]
    box.setCurrentIndex(box.findData(column))
    read(dialog)


def column_of(dialog: ImportDialog, field: str) -> object:
    return dialog.columns[field].currentData()


def refused(dialog: ImportDialog) -> list[str]:
    return [dialog.refused.item(row).text() for row in range(dialog.refused.count())]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "desk of others.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def in_utc(dialog: ImportDialog) -> None:
    dialog.zone.setCurrentIndex(dialog.zone.findData("utc"))
    read(dialog)


def test_columns_are_found_and_refused_rows_listed_with_a_reason(room: Room, table: Path) -> None:
    def look(dialog: ImportDialog) -> None:
        in_utc(dialog)
        assert column_of(dialog, "occurred") == "date"
        assert column_of(dialog, "place") == "place"
        assert column_of(dialog, "source") == "source"
        assert dialog.plan is not None
        assert dialog.plan.rows == 4
        said = refused(dialog)
        assert any("row 4" in line and "soon" in line for line in said), said
        assert f"Import {len(dialog.plan.accepted)} incidents" in dialog.import_button.text()
        assert table.name in dialog.state.text()

    importing(room, table, look)
    assert room.desk.incidents.count() == 0


def test_import_and_import_again(room: Room, table: Path) -> None:
    def accept(dialog: ImportDialog) -> None:
        in_utc(dialog)
        dialog.import_button.click()

    importing(room, table, accept)
    count = room.desk.incidents.count()
    assert count >= 2
    title, text, details = room.messages.told[0]
    assert table.name in title
    assert f"{count} incidents were imported." in text
    assert "row 4" in details
    assert room.pages.log.model.rowCount() == count
    assert "Two <b>impacts</b> & smoke" in texts(room.pages.log.panel) or count > 1

    def again(dialog: ImportDialog) -> None:
        in_utc(dialog)
        assert dialog.plan is not None
        assert dialog.plan.accepted == ()
        assert not dialog.import_button.isEnabled()
        assert f"{count} there already" in dialog.state.text()

    importing(room, table, again)
    assert room.desk.incidents.count() == count


def test_a_column_can_be_read_as_something_else(room: Room, table: Path) -> None:
    def remap(dialog: ImportDialog) -> None:
        in_utc(dialog)
        choose(dialog, "weapon", "cause")
        choose(dialog, "comment", "remarks")
        choose(dialog, "description", "")
        dialog.import_button.click()

    importing(room, table, remap)
    found = room.desk.incidents.page(room.desk.incidents.ids())
    assert {incident.facts.weapon for incident in found} >= {"x", "y"}
    assert "Two <b>impacts</b> & smoke" in {incident.facts.comment for incident in found}
    assert {incident.facts.description for incident in found} == {""}


def test_a_table_whose_times_are_not_recognised_can_be_mapped_by_hand(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(
        "Zaman;place;source\n2026-11-22 10:00Z;Orikhiv;Patrol 3\n2026-11-22 11:00Z;Tokmak;Patrol 3\n", "utf-8"
    )

    def remap(dialog: ImportDialog) -> None:
        assert "No column says when it happened" in dialog.state.text()
        assert not dialog.import_button.isEnabled()
        choose(dialog, "occurred", "Zaman")
        assert dialog.import_button.isEnabled(), dialog.state.text()
        dialog.import_button.click()

    importing(room, path, remap)
    assert room.desk.incidents.count() == 2


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"%PDF-1.7", b"PK\x03\x04rest", b"one,two\n"])
def test_what_is_no_table_is_said_and_nothing_else_happens(room: Room, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(data)

    def look(dialog: ImportDialog) -> None:
        assert dialog.state.text().startswith("▲ ")
        assert not dialog.import_button.isEnabled()

    importing(room, path, look)
    assert room.desk.incidents.count() == 0


def test_the_log_is_written_as_it_is_shown(full: Room, tmp_path: Path) -> None:
    full.trigger("page_log")
    full.pages.log.find_field.setText("nikopol")
    full.pages.log.search()
    full.files.path = tmp_path / "out.csv"
    full.trigger("export")
    rows = list(csv.DictReader(StringIO(full.files.path.read_text(encoding="utf-8-sig"))))
    assert len(rows) == full.pages.log.model.rowCount()
    assert {row["place"] for row in rows} == {"Nikopol"}
    assert full.files.suggested[-1].name == "NTH-20261123.csv"
    assert "2 incidents were written." in full.messages.told[-1][1]


def test_an_export_that_cannot_be_written_is_said(full: Room, tmp_path: Path) -> None:
    full.files.path = tmp_path / "missing" / "out.csv"
    full.trigger("export")
    assert len(full.messages.errors) == 1
    assert full.messages.told == []
