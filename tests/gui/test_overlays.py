"""Overlays in the window: imported, shown on the map, hidden, withdrawn."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from gui.dialogs import FormDialog
from gui.map_page import MapPage
from tests.gui.conftest import Room
from tests.gui.hands import in_dialog, settle

LINE = '{"type": "LineString", "coordinates": [[35.2, 47.3], [36.0, 47.6]]}'


def page(room: Room) -> MapPage:
    return room.pages.map


def bring_in(room: Room, tmp_path: Path, name: str = "Line & co") -> None:
    file = tmp_path / "line of contact.geojson"
    file.write_text(LINE, encoding="utf-8")
    room.files.path = file

    def fill(dialog: FormDialog) -> None:
        assert dialog.form.text("name") == "line of contact"
        dialog.form.set_text("name", name)
        dialog.form.set_text("source", "staff map")
        dialog.try_submit()

    in_dialog(lambda: room.trigger("import_overlay"), fill, FormDialog)


def test_imported_and_drawn_on_the_map(full: Room, tmp_path: Path, qtbot: QtBot) -> None:
    full.trigger("page_map")
    bring_in(full, tmp_path)
    qtbot.waitUntil(lambda: not page(full).content.reading)
    assert len(page(full).canvas.scene.overlays) == 1
    menu = page(full).overlays_menu()
    first = menu.actions()[0]
    assert first.text() == "Line && co (line of contact)"
    first.trigger()
    settle()
    assert len(page(full).canvas.scene.overlays) == 0
    assert not full.desk.overlays.all()[0].shown


def test_withdrawn_with_a_reason(full: Room, tmp_path: Path) -> None:
    bring_in(full, tmp_path)
    full.trigger("page_map")
    menu = page(full).overlays_menu()
    (gone,) = menu.actions()[-1].menu().actions()  # type: ignore[attr-defined]

    def fill(dialog: FormDialog) -> None:
        dialog.form.set_text("reason", "superseded")
        dialog.try_submit()

    in_dialog(gone.trigger, fill, FormDialog)
    assert full.desk.overlays.all() == []
    assert not page(full).overlays_menu().actions()[0].isEnabled()


def test_a_file_that_cannot_be_drawn_is_refused_before_anything_is_asked(full: Room, tmp_path: Path) -> None:
    file = tmp_path / "swapped.geojson"
    file.write_text('{"type": "LineString", "coordinates": [[47.3, 35.2], [47.6, 36.0]]}', encoding="utf-8")
    full.files.path = file
    full.trigger("import_overlay")
    assert "the wrong way round" in str(full.messages.errors[-1])
    full.files.path = tmp_path / "none.geojson"
    full.trigger("import_overlay")
    assert "cannot be read" in str(full.messages.errors[-1])
    full.files.path = None
    full.trigger("import_overlay")
    assert full.desk.overlays.all() == []
