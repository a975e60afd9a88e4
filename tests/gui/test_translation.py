"""Every visible word passes through the catalogue: shown by a language in which each stands in brackets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from domain.clock import ManualClock
from domain.query_keys import KEYS
from domain.words import catalogue
from gui import breach_card, painting
from tests.gui import desks
from tests.gui.brackets import Bracketed
from tests.gui.conftest import OpenRoom, Room
from tests.gui.hands import settle
from tests.gui.tour import shown, walk


@pytest.fixture
def brackets() -> Iterator[None]:
    with catalogue(Bracketed()):
        yield


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Texts that are painted rather than put into a widget."""
    seen: set[str] = set()

    def recorder(call: Callable[..., Any]) -> Callable[..., Any]:
        def record(painter: QPainter, rect: QRectF, text: str, *rest: Any, **more: Any) -> Any:
            seen.add(text)
            return call(painter, rect, text, *rest, **more)

        return record

    for module, name in (
        (breach_card, "draw_line"),
        (breach_card, "draw_fitting"),
        (breach_card, "draw_lines"),
        (painting, "draw_line"),
    ):
        monkeypatch.setattr(module, name, recorder(getattr(module, name)))
    return seen


def said_by(widget: QWidget) -> Iterator[str]:
    """Everything a widget shows, or tells a screen reader."""
    yield from (widget.toolTip(), widget.statusTip(), widget.accessibleName(), widget.accessibleDescription())
    match widget:
        case QComboBox():
            yield from (widget.itemText(index) for index in range(widget.count()))
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit():
            yield widget.placeholderText()
        case QPlainTextEdit():
            yield widget.placeholderText()
        case QListWidget():
            for item in (widget.item(index) for index in range(widget.count())):
                yield from (item.text(), item.toolTip())
        case QListView():
            yield from (
                str(widget.model().index(n, 0).data() or "") for n in range(widget.model().rowCount())
            )
        case QTableView() if (model := widget.model()) is not None:
            for column in range(model.columnCount()):
                yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
                yield from (str(model.index(row, column).data() or "") for row in range(model.rowCount()))
    if widget.isWindow():
        yield widget.windowTitle()


# What is no word of ours: codes, units, keys, letters of zones and grades.
CODES = r"""
    \b[A-Z]{2,4}-\d{4}-\d+\b | \bFT-\d+\ v\d+ | \bFT-2026\b | TLP:[A-Z+]+ | \bT0\b | T[+−][\d:–]+ | EXERCISE
  | \b\d{6}(:\d\d)?[A-Z]\ [A-Z]{3}\ \d\d\b | \b\d{6}[A-Z]?–?(\d{6}[A-Z]?)?\b | \b\d{1,2}\ [A-Z][a-z]{2}\b
  | \d[\d:.,]*\ ?(Z|B|C|h|m|km|min|s|d)?\b | \b\d\d[A-Z]\ [A-Z]{2}\ \d+\ \d+
  | \b(UTC|A4|TOML|SHA-256|MGRS|CSV|PDF|WGS-84)\b | \b(Ctrl|Shift|Alt)\+(Shift\+)?\w+ | \b[A-Z]\b
  | \b(Esc|Return|Enter|F1)\b | \bUA-\d\d\b | [\w-]+\.(desk|csv|toml|pdf)\b | /\S+ | \b[A-F][1-6]\b
  | \b[0-9a-f]{8,}\b | \b[0-9a-f]{4}…[0-9a-f]{4}\b | English | Українська | \b(acled|spreadsheet|utf-8)\b
"""


def unbracketed(text: str, typed: set[str]) -> str:
    """What is left of a text without the bracketed parts, without codes and without what people typed."""
    rest = text
    while (shorter := re.sub(r"⟦[^⟦⟧]*⟧", " ", rest)) != rest:
        rest = shorter
    for word in sorted(typed, key=len, reverse=True):
        rest = rest.replace(word, " ")
    rest = re.sub(CODES, " ", rest, flags=re.VERBOSE)
    return " ".join(re.findall(r"[^\W\d_]{2,}", rest))


TYPED = {
    *(
        "Northern desk",
        "{desk}-{serial}",
        "NTH",
        "AB",
        "AB, CD",
        "EF",
        "Patrol 3",
        "Liaison",
        "warning issued",
        "patrol report",
        "still firing",
    ),
    *(
        "halted",
        "handed over",
        "same place",
        "one case",
        "Orikhiv",
        "Krynky",
        "Siversk",
        "Kupiansk",
        "Pokrovsk",
    ),
    *("Nikopol", "Odesa", "Huliaipole", "Куп'янськ", "Tokmak", "Drone overflight at", "Mortar fire near"),
    *("Shelling of", "Assault near", "Strike on a substation", "Jamming over", "Sniper fire at"),
    *(
        "Outgoing fire heard, then impacts in the east of the town.",
        "Artillery fire on",
        "Nowhere",
        "nowhere",
    ),
    *(text for key in KEYS for text in (f"{key.name}:", key.example)),
    *("explosions", "Outgoing", "soon", "date", "time", "place", "kind", "source", "mortar"),
}


def whole(text: str) -> str:
    """A painted part of a phrase with the bracket that stands on another part of it."""
    return (
        "⟦" * max(text.count("⟧") - text.count("⟦"), 0)
        + text
        + "⟧" * max(text.count("⟦") - text.count("⟧"), 0)
    )


def problems(texts: set[str]) -> dict[str, str]:
    left = {text: unbracketed(text, TYPED) for text in texts}
    return {text: rest for text, rest in left.items() if rest}


def test_every_word_of_every_page_and_dialog_can_be_translated(
    brackets: None, painted: set[str], open_room: OpenRoom, clock: ManualClock, tmp_path: Path
) -> None:
    desk = desks.create(tmp_path / "northern.desk", clock)
    breaches = desks.populate(desk, clock)
    room = open_room(desk)
    room.breaches.update(breaches)
    found: dict[str, dict[str, str]] = {}

    def visit(name: str, root: QWidget) -> None:
        texts = {text for widget in shown(root) for text in said_by(widget) if text}
        if new := {text: rest for text, rest in problems(texts).items() if text not in known}:
            found[name] = new
            known.update(new)

    known: set[str] = set()
    walk(room, tmp_path, visit)
    assert found == {}
    assert problems({whole(text) for text in painted}) == {}
    assert len(painted) > 20


def test_menus_start_page_and_what_is_told(
    brackets: None, open_room: OpenRoom, clock: ManualClock, tmp_path: Path
) -> None:
    room = open_room()
    texts = {text for widget in shown(room.window) for text in said_by(widget) if text}
    texts |= {action.text() for action in room.window.menuBar().actions()}
    for _spec, action in room.window.actions_:
        texts |= {action.text(), action.toolTip(), action.statusTip()}
    room.window.show_desk(desks.create(tmp_path / "northern.desk", clock))
    settle()
    for name in ("page_board", "page_log", "page_map", "page_trends", "page_briefs", "page_watch"):
        room.trigger(name)
        texts |= {text for widget in shown(room.window) for text in said_by(widget) if text}
    for name in ("verify", "about"):
        room.trigger(name)
    texts |= {part for told in room.messages.told for part in told}
    assert problems(texts - {"Fonts"}) == {}


def test_the_jump_of_the_clock_and_the_alarm_are_told_in_the_language(brackets: None, full: Room) -> None:
    full.clock.set_wall(full.clock.now().replace(hour=18))
    full.window.ticker.tick()
    texts = {text for widget in shown(full.window) for text in said_by(widget) if text}
    assert problems(texts) == {}


def test_the_check_itself_finds_a_word_that_was_missed() -> None:
    assert unbracketed("⟦in ⟦{n}⟧ h⟧ · BR-2026-0007 · 231200Z NOV 26", set()) == ""
    assert unbracketed("⟦open⟧ Breaches 24 h", set()) == "Breaches"
