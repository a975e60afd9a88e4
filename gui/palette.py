"""Every command by name (Ctrl+K), and the page of keys and terms (F1)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QWidget,
)
from typing_extensions import override

from domain.query_keys import KEYS
from domain.source import CREDIBILITY, RELIABILITY
from domain.words import _, current_language
from gui.actions import MENUS, Actions
from gui.parts import button, column, label, row


class Palette(QDialog):
    """Type a few letters, press Enter."""

    def __init__(self, parent: QWidget, actions: Actions) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Find a command"))
        self.resize(520, 420)
        self._actions = [action for spec, action in actions if spec.name != "palette"]
        self.find_field = QLineEdit()
        self.find_field.setAccessibleName(_("Command"))
        self.find_field.setPlaceholderText(_("Type a few letters of a command"))
        self.find_field.textChanged.connect(self._filter)
        self.find_field.returnPressed.connect(self._run)
        self.find_field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Commands"))
        self.list.itemActivated.connect(self._run)
        self.setLayout(column(self.find_field, self.list, gap=8, margin=12))
        self.chosen: QAction | None = None
        self._filter("")

    def _filter(self, text: str) -> None:
        self.list.clear()
        words = text.casefold().split()
        for action in self._actions:
            name = action.text().replace("&", "")
            if action.isEnabled() and all(
                word in f"{name} {action.statusTip()}".casefold() for word in words
            ):
                key = action.shortcut().toString()
                item = QListWidgetItem(f"{name}   {key}".rstrip())
                item.setToolTip(action.statusTip())
                item.setData(Qt.ItemDataRole.UserRole, action)
                self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _run(self, *_args: object) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen = item.data(Qt.ItemDataRole.UserRole)
            self.accept()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
                return True
        return super().eventFilter(watched, event)


class Help(QDialog):
    """Keys, and what the words mean."""

    def __init__(self, parent: QWidget, actions: Actions) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keys and terms"))
        self.resize(760, 620)
        keys = QGridLayout()
        keys.setHorizontalSpacing(16)
        line = 0
        for menu in MENUS:
            found = [(spec, action) for spec, action in actions if spec.menu == menu and spec.key]
            if not found:
                continue
            keys.addWidget(label(_(menu).replace("&", "").upper(), "section"), line, 0, 1, 3)
            line += 1
            for _found, action in found:
                keys.addWidget(label(action.shortcut().toString(), "strong"), line, 0)
                keys.addWidget(label(action.text().replace("&", "").rstrip("…")), line, 1)
                keys.addWidget(label(action.statusTip(), "soft", wrap=True), line, 2)
                line += 1
        keys.setColumnStretch(2, 1)
        body = QWidget()
        parts = [label(_("TERMS"), "section"), *_terms(), label(_("FILTER OF THE LOG"), "section")]
        body.setLayout(column(keys, *parts, _filter_keys(), *_filter_rules(), None, gap=8, margin=4))
        body.setMinimumSize(1, 1)  # as high as its text at this width, not as at the narrowest
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        area.setAccessibleName(_("Keys and terms"))
        close = button(_("Close"), self.accept, role="primary")
        close.setDefault(True)
        self.setLayout(column(area, row(None, close), gap=8, margin=16))


def _terms() -> list[QWidget]:
    reliability = " · ".join(f"{letter} {_(words)}" for letter, words in RELIABILITY.items())
    credibility = " · ".join(f"{digit} {_(words)}" for digit, words in CREDIBILITY.items())
    texts = (
        _("Incident: one alleged event. Breach: a case with one clock and many incidents."),
        _("T0: which of an incident's times the clock counts from. Later incidents never move it."),
        _("Times: 231200Z NOV 26 · 2026-11-23T14:00+02:00 · yesterday 23:40 · -40m · 14:00 ±20m."),
        _("Positions: 47.60112, 35.80941 · 47°36'04\"N 35°48'34\"E · 37U DP 1310 4901."),
        _("Quantities: 12 explosions · ≥ 12 · about 30 impacts · 2–4 salvos."),
        _("Map: arrow keys move it, + and − zoom, 0 shows all, N and P choose a mark, Enter looks closer."),
        _("Passphrase: encrypts the desk, its backups and drafts; not exports. Who loses it loses the desk."),
        _(
            "Issued: frozen under its serial; it opens again byte for byte. A fact changed later asks for a"
            " corrigendum, and the old pages stay."
        ),
        _("An incident belongs to the period in which the middle of its possible time lies; it counts once."),
        _("Edition: what is left out of it is nowhere in the file, and page one says so."),
        _("Grade of a source: {letters}").format(letters=reliability),
        _("Grade of what it says: {digits}. F and 6 mean “cannot be judged”, which is not worst.").format(
            digits=credibility
        ),
    )
    return [label(text, wrap=True, selectable=True) for text in texts]


def _filter_keys() -> QGridLayout:
    """Every key of the filter, with an example."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    for line, key in enumerate(KEYS):
        ours = next((name for name in key.others if not name.isascii()), "")
        names = (key.name, ours) if ours and current_language() == "uk" else (key.name,)
        grid.addWidget(label(" ".join(f"{name}:" for name in names), "strong"), line, 0)
        grid.addWidget(label(key.example, selectable=True), line, 1)
        grid.addWidget(label(_(key.says), "soft"), line, 2)
    grid.setColumnStretch(2, 1)
    return grid


def _filter_rules() -> list[QWidget]:
    texts = (
        _("Everything typed must hold. Values apart by commas mean any of them: kind:mortar,artillery."),
        _("A value with spaces stands in quotation marks; words in quotation marks are found in a row."),
        _("A minus, or “not”, leaves out: -status:refuted. “unknown” is a value too: party:unknown."),
        _("Times without a zone are UTC. since:24h counts back from now, whenever the list is read again."),
    )
    return [label(text, wrap=True, selectable=True) for text in texts]
