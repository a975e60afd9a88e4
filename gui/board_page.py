"""The board: every open breach with its clock, the next one due first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QLineEdit,
    QListView,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QWidget,
)
from typing_extensions import override

from domain.vocabulary import OBLASTS
from domain.words import _, n_
from gui.actions import Actions
from gui.breach_card import CardDelegate
from gui.breach_panel import BreachPanel
from gui.case_model import CaseModel
from gui.parts import action_button, button, column, label, row
from gui.session import Session
from gui.theme import Theme
from storage.breaches import Case


class CardList(QListView):
    """The cards; only those that can be seen are painted."""

    entered = Signal()

    def __init__(self, model: CaseModel, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("cards")
        self.setAccessibleName(_("Breaches"))
        self.setModel(model)
        self.setItemDelegate(CardDelegate(model, theme, self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(40)

    def tick(self) -> None:
        """Repaint the digits of the cards that can be seen."""
        view = self.viewport()
        rows = self.model().rowCount()
        first = self.indexAt(view.rect().topLeft()).row()
        for number in range(max(first, 0), rows):
            place = self.visualRect(self.model().index(number, 0))
            if place.top() > view.height():
                break
            view.update(place)

    def set_compact(self, compact: bool) -> None:
        """Cards of two lines, or whole ones."""
        delegate = self.itemDelegate()
        assert isinstance(delegate, CardDelegate)
        delegate.compact = compact
        self.doItemsLayout()
        self.scrollTo(self.currentIndex())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        elif event.text().isalnum() and not event.modifiers():
            event.ignore()  # letters are keys of actions here, not a search in the list
        else:
            super().keyPressEvent(event)


class BoardPage(QWidget):
    """Breach cards at the left, the chosen breach at the right."""

    chosen = Signal(object)
    """The chosen `Case`, or None."""
    log_wanted = Signal()

    def __init__(self, session: Session, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._stopped = False
        self._number = ""
        self.count = label("", "soft")
        self._open, self._closed = self._switch(_("Open"), True), self._switch(_("Stopped"), False)
        group = QButtonGroup(self)
        group.addButton(self._open)
        group.addButton(self._closed)
        self.model = CaseModel(session.now())
        self.list = CardList(self.model, theme)
        self.find_field = QLineEdit()
        self.find_field.setAccessibleName(_("Filter breaches"))
        self.find_field.setToolTip(_("Filter by number, title, place"))
        self.find_field.setClearButtonEnabled(True)
        self.find_field.textChanged.connect(self.refresh)
        self.compact = button(
            _("Compact"), self._on_compact, role="switch", tip=_("Two lines for each breach")
        )
        self.compact.setCheckable(True)
        self.empty = QStackedWidget()
        self.empty.addWidget(
            self._empty(_("No stopped breaches."), _("Closed and voided breaches are found here."))
        )
        self.empty.addWidget(
            self._empty(_("No open breaches."), _("Assess an incident as a breach to start its clock."))
        )
        self._list_or_empty = QStackedWidget()
        self._list_or_empty.addWidget(self.list)
        self._list_or_empty.addWidget(self.empty)
        self.panel = BreachPanel(session, theme, actions)
        top = row(
            self.find_field,
            self.count,
            self.compact,
            row(self._open, self._closed, gap=0),
            action_button(actions["new_incident"], role="primary"),
        )
        top.setStretch(0, 1)
        top.setContentsMargins(20, 12, 20, 8)
        left = QWidget()
        left.setLayout(column(top, self._list_or_empty, gap=0))
        left.setMinimumWidth(520)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.panel)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setCollapsible(0, False)
        self.splitter.setSizes([868, 340])
        self.setLayout(column(self.splitter, gap=0))
        session.breaches_changed.connect(self.refresh)
        theme.changed.connect(self.list.viewport().update)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.entered.connect(self.panel.setFocus)
        self.refresh()

    @property
    def case(self) -> Case | None:
        """The chosen breach."""
        return self.model.case(self.list.currentIndex().row())

    def refresh(self) -> None:
        """Read the cases again and put the next one due first."""
        number = self._number
        words = self.find_field.text().casefold().split()
        cases = self._stopped_cases(number, words) if self._stopped else self._session.open_cases()
        total = self._session.desk.breaches.stopped_count() if self._stopped else len(cases)
        cases = [case for case in cases if _found(case, words)]
        self.model.show(cases, self._session.now(), ranked=not self._stopped)
        self._list_or_empty.setCurrentIndex(0 if cases else 1)
        self.empty.setCurrentIndex(0 if self._stopped else 1)
        self._count(len(cases), total)
        self._choose_row(self.model.row_of(number) or 0)

    def show_breach(self, number: str) -> None:
        """Choose a breach and bring it into view, on whichever list it is."""
        stopped = self._session.desk.breaches.get(number).stopped_at is not None
        self._number = number
        if stopped != self._stopped:
            (self._closed if stopped else self._open).click()
        elif self.model.row_of(number) is None:  # hidden by the filter, or stopped long ago
            self.refresh()
        if self.model.row_of(number) is None:
            self._number = number
            self.find_field.clear()
        self._choose_row(self.model.row_of(number))
        self.list.setFocus()

    def tick(self, now: datetime) -> None:
        """A second has passed: what can be seen is painted again, and ordered again where that can differ."""
        if self.model.back(now):
            self.refresh()
        else:
            self.model.tick(now)
            if self.isVisible():
                self.list.tick()
        self.panel.tick(now)

    def _stopped_cases(self, number: str, words: list[str]) -> Sequence[Case]:
        """The last that were stopped; all there are where one is looked for."""
        breaches = self._session.desk.breaches
        cases = breaches.stopped_cases()
        known = {case.breach.number for case in cases}
        if words or (number and number not in known and breaches.get(number).stopped_at is not None):
            return breaches.stopped_cases(limit=None)
        return cases

    def _choose_row(self, number: int | None) -> None:
        if number is None or self.model.case(number) is None:
            self._on_current()
            return
        index = self.model.index(number, 0)
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.list.scrollTo(index)
        self._on_current()

    def _on_current(self, *_indexes: object) -> None:
        case = self.case
        self._number = case.breach.number if case else ""
        self.panel.show_case(case)
        self.chosen.emit(case)

    def _switch(self, text: str, checked: bool) -> QPushButton:
        made = button(text, self._on_switch, role="switch")
        made.setCheckable(True)
        made.setChecked(checked)
        made.setAccessibleName(_("Show breaches: {which}").format(which=text))
        return made

    def _on_switch(self) -> None:
        stopped = self._closed.isChecked()
        if stopped != self._stopped:
            self._stopped = stopped
            self.refresh()

    def _on_compact(self) -> None:
        self.list.set_compact(self.compact.isChecked())

    def _count(self, count: int, total: int) -> None:
        """How many there are stands in the empty filter; beside it, how many a filter leaves."""
        if self._stopped:
            text = n_("{n} stopped breach", "{n} stopped breaches", total)
        else:
            text = n_("{n} open breach", "{n} open breaches", total)
        self.find_field.setPlaceholderText(_("{count} · filter").format(count=text))
        self.count.setText(
            _("{shown} of {total}").format(shown=count, total=text) if count != total else text
        )
        self.count.setVisible(bool(self.find_field.text()) or count != total)

    def _empty(self, words: str, what: str) -> QWidget:
        made = QWidget()
        go = button(_("Open the log"), self.log_wanted.emit, role="primary", tip="Ctrl+2")
        made.setLayout(
            column(
                label(words, "title"), label(what, "soft", wrap=True), row(go, None), None, gap=12, margin=28
            )
        )
        made.setMinimumSize(QSize(300, 140))
        return made


def _found(case: Case, words: list[str]) -> bool:
    """Whether a case answers to every word of the filter."""
    breach = case.breach
    text = f"{breach.number} {breach.title} {case.place} {OBLASTS.label(case.oblast)}".casefold()
    return all(word in text for word in words)
