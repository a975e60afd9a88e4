"""A walk through every page and every dialog of the window, for checks that must hold everywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import shiboken6
from PySide6.QtWidgets import QApplication, QWidget

from gui.import_dialog import ImportDialog
from tests.gui import desks
from tests.gui.conftest import Room
from tests.gui.hands import in_dialog, settle

Visit = Callable[[str, QWidget], object]

CSV = "date;time;place;kind;source\n2026-11-22;10:00;Orikhiv;mortar;Patrol 3\nsoon;;Nowhere;mortar;Patrol 3\n"

ON_CASE = (
    "record_assessment",
    "record_action",
    "close_breach",
    "void_breach",
    "anchor_breach",
    "merge_breach",
    "split_breach",
    "why",
)
ON_INCIDENT = ("assess_as_breach", "assess_incident", "merge_incident", "undo_incident", "change_many")
ON_DESK = (
    "protocols",
    "places",
    "sectors",
    "add_place",
    "author",
    "backups",
    "new_desk",
    "passphrase",
    "time_check",
    "truce",
    "start_watch",
    "end_watch",
    "palette",
    "help",
)
PAGES = ("page_board", "page_log", "page_map", "page_trends", "page_briefs", "page_watch")


def walk(room: Room, tmp_path: Path, visit: Visit) -> None:
    """Call `visit` with the name and the widget of every page and dialog, while it is shown."""

    def dialog(name: str) -> None:
        in_dialog(lambda: room.trigger(name), lambda made: visit(name, made))

    number = room.session.log_incident(desks.facts(room.clock)).number
    room.session.join_breach(room.breaches["fresh"], number, basis="same place")
    for name in PAGES:
        room.trigger(name)
        settle()
        visit(name, room.window)
    _walk_products(room, visit)
    for name in ON_DESK:
        if name == "end_watch":
            room.session.start_watch("AB", "")
        dialog(name)
    room.trigger("page_board")
    room.pages.board.show_breach(room.breaches["fresh"])
    for name in ON_CASE:
        dialog(name)
    room.session.merge_breach(room.breaches["late"], room.breaches["soon"], "one case")
    room.pages.board.show_breach(room.breaches["late"])
    visit("stopped", room.window)
    dialog("unmerge_breach")
    room.pages.board.show_breach(room.breaches["closed"])
    dialog("reopen_breach")
    _walk_log(room, tmp_path, visit, dialog)


def _walk_products(room: Room, visit: Visit) -> None:
    """Every choice of a product, and the dialogs that name a draft and a template."""
    room.trigger("page_briefs")
    page = room.pages.briefs
    for fold in page.form.folds.values():
        fold.open()
    for kind in ("situation", "spot", "dossier", "corrigendum"):
        page.form.choose(kind)
        settle()
        visit(f"products, {kind}", room.window)
    page.form.choose("situation")
    for ask in (page.kept.save_draft.click, page.kept.save_template.click):
        in_dialog(ask, lambda made: visit("name of a draft", made))
    page.issue()
    settle()
    visit("products, issued", room.window)
    for fold in page.form.folds.values():
        fold.head.setChecked(False)


def _walk_log(room: Room, tmp_path: Path, visit: Visit, dialog: Callable[[str], None]) -> None:
    room.trigger("page_log")
    room.pages.log.waiting.click()
    for name in ON_INCIDENT:
        dialog(name)
    room.trigger("correct_incident")
    visit("correct", room.window)
    room.pages.log.sheet.form.set_text("place", "Tokmak")
    in_dialog(room.pages.log.sheet.save, lambda made: visit("reason", made))
    room.messages.answer = True
    room.trigger("new_incident")
    sheet = room.pages.log.sheet
    for key in ("occurred", "kind", "grade", "position", "radius", "quantity"):
        sheet.form.set_text(key, "?!")
    sheet.save()
    settle()
    visit("form with errors", room.window)
    sheet.form.reset()
    sheet.form.set_text("occurred", "14:00")
    sheet.form.set_text("grade", "B2")
    visit("form", room.window)
    sheet.side.discard_button.click()
    room.pages.log.find_field.setText("nowhere")
    room.pages.log.search()
    visit("no result", room.window)
    table = tmp_path / "table.csv"
    table.write_text(CSV, encoding="utf-8")
    room.files.path = table

    def wait_and_visit(made: ImportDialog) -> None:
        made._tasks._pool.waitForDone()
        settle()
        visit("import", made)

    in_dialog(lambda: room.trigger("import"), wait_and_visit, ImportDialog)
    line = tmp_path / "line.geojson"
    line.write_text('{"type": "LineString", "coordinates": [[35.2, 47.3], [36.0, 47.6]]}', encoding="utf-8")
    room.files.path = line
    dialog("import_overlay")


def shown(root: QWidget) -> list[QWidget]:
    """Every widget in `root` that can be seen, `root` among them."""
    found = [w for w in [root, *root.findChildren(QWidget)] if shiboken6.isValid(w) and w.isVisibleTo(root)]
    return [w for w in found if w.window() is root.window()]


def pressed_tab(count: int, press: Callable[[str], None], key: str = "Tab") -> list[QWidget]:
    """The widgets that have the focus after each of so many Tab keys."""
    seen: list[QWidget] = []
    for _ in range(count):
        press(key)
        widget = QApplication.focusWidget()
        if widget is not None:
            seen.append(widget)
    return seen
