"""Everything has a name, a key where it is used often, and a place in the order of reading."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup, QWidget
from pytestqt.qtbot import QtBot

from gui.actions import SPECS
from gui.dialogs import FormDialog
from gui.form import Form
from tests.gui.conftest import OpenRoom, Room
from tests.gui.hands import focused, in_form, press, settle
from tests.gui.tour import pressed_tab, shown, walk

SHORTCUTS = {
    "new_incident": "Ctrl+N",
    "find": "Ctrl+F",
    "briefing": "Ctrl+P",
    "palette": "Ctrl+K",
    "help": "F1",
    "page_board": "Ctrl+1",
    "page_log": "Ctrl+2",
    "quit": "Ctrl+Q",
}


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip()


def described(widget: QWidget) -> str:
    parents: list[str] = []
    here: QWidget | None = widget
    while here is not None and len(parents) < 4:
        parents.append(f"{type(here).__name__}#{here.objectName()}")
        here = here.parentWidget()
    return " < ".join(parents)


def unnamed(root: QWidget) -> list[str]:
    return [described(w) for w in controls(root) if not name_of(w)]


def controls(root: QWidget) -> list[QWidget]:
    """Everything that Tab can reach."""
    tab = Qt.FocusPolicy.TabFocus
    return [w for w in shown(root) if w.focusPolicy() & tab and w.focusProxy() is None]


def test_every_control_of_every_page_and_dialog_has_a_name(full: Room, tmp_path: Path) -> None:
    bad: dict[str, list[str]] = {}
    walk(full, tmp_path, lambda name, widget: bad.update({name: unnamed(widget)}))
    assert len(bad) > 25
    assert {name: widgets for name, widgets in bad.items() if widgets} == {}


def test_the_start_page_has_names(open_room: OpenRoom) -> None:
    room = open_room()
    assert unnamed(room.window) == []
    assert isinstance(focused(), QWidget)


def test_every_action_says_what_it_is(full: Room) -> None:
    silent = [
        spec.name for spec, a in full.window.actions_ if not (a.text() and a.toolTip() and a.statusTip())
    ]
    assert silent == []
    missing = {
        name: keys
        for name, keys in SHORTCUTS.items()
        if full.window.actions_[name].shortcut().toString() != keys
    }
    assert missing == {}
    for spec, action in full.window.actions_:
        if spec.key:
            assert spec.key in action.toolTip(), "the key is shown where the action is"


def test_no_two_enabled_actions_share_a_key(full: Room) -> None:
    for page in ("page_board", "page_log", "page_map", "page_trends", "page_briefs", "page_watch"):
        full.trigger(page)
        keys = Counter(a.shortcut().toString() for _spec, a in full.window.actions_ if a.isEnabled())
        del keys[""]
        assert [key for key, count in keys.items() if count > 1] == []


def test_no_two_mnemonics_of_a_menu_bar_are_the_same(full: Room) -> None:
    texts = [action.text() for action in full.window.menuBar().actions()]
    letters = [text[text.index("&") + 1].lower() for text in texts]
    assert len(set(letters)) == len(letters)


def reading_order(form: Form) -> list[QWidget]:
    views = [view for view in form.views.values() if view.isVisibleTo(form)]
    return [view.editor for view in sorted(views, key=lambda view: (view.spec.row, view.spec.column))]


def test_tab_goes_through_the_entry_sheet_in_the_order_of_reading(room: Room) -> None:
    press("Ctrl+N")
    form = room.pages.log.sheet.form
    expected = reading_order(form)
    assert focused() is expected[0]
    assert pressed_tab(len(expected) - 1, press) == expected[1:]
    assert pressed_tab(len(expected) - 1, press, "Shift+Tab") == expected[-2::-1]
    room.messages.answer = True


@pytest.mark.parametrize("keys", ["A", "R", "C"])
def test_tab_goes_through_a_dialog_and_comes_back(full: Room, keys: str) -> None:
    def look(dialog: FormDialog) -> None:
        expected = reading_order(dialog.form)
        expected[0].setFocus()
        settle()
        assert pressed_tab(len(expected) - 1, press) == expected[1:]
        rest = pressed_tab(6, press)
        assert dialog.accept_button in rest
        assert expected[0] in rest, "Tab comes round"

    in_form(lambda: press(keys), look)


@pytest.mark.parametrize(
    "page", ["page_board", "page_log", "page_map", "page_trends", "page_briefs", "page_watch"]
)
def test_tab_reaches_every_control_of_a_page_and_is_caught_by_none(
    full: Room, qtbot: QtBot, page: str
) -> None:
    full.trigger(page)
    settle()
    qtbot.waitUntil(lambda: not full.pages.briefs.is_drawing, timeout=15_000)  # Stop is there meanwhile
    wanted = {w for w in controls(full.window) if w.isEnabled() and not is_other_choice(w)}
    reached = set(pressed_tab(2 * len(wanted) + 10, press))
    assert [described(w) for w in wanted - reached] == []


def is_other_choice(widget: QWidget) -> bool:
    """Of buttons that exclude each other Tab reaches the one that is on; arrows reach the others."""
    if not isinstance(widget, QAbstractButton) or widget.isChecked():
        return False
    groups = [g for g in widget.window().findChildren(QButtonGroup) if widget in g.buttons()]
    return any(group.exclusive() and group.checkedId() != -1 for group in groups)


def test_an_error_is_told_to_a_screen_reader(room: Room) -> None:
    press("Ctrl+N")
    press("Ctrl+S")
    widget = QApplication.focusWidget()
    assert widget is not None
    interface = QAccessible.queryAccessibleInterface(widget)
    assert "Some time is needed" in interface.text(QAccessible.Text.Description)
    assert interface.text(QAccessible.Text.Name) == "Occurred"


def test_no_key_stands_for_two_actions() -> None:
    keys = [spec.key for spec in SPECS if spec.key]
    assert sorted(keys) == sorted(set(keys))
