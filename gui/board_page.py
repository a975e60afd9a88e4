"""The board: every open breach with its clock, the next one due first."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from domain.words import _, n_
from gui.actions import Actions
from gui.breach_card import BreachCard
from gui.breach_panel import BreachPanel
from gui.parts import action_button, button, clear, column, label, row
from gui.session import Session
from gui.theme import Theme
from storage.breaches import Case


class BoardPage(QWidget):
    """Breach cards at the left, the chosen breach at the right."""

    chosen = Signal(object)
    """The chosen `Case`, or None."""
    log_wanted = Signal()

    def __init__(self, session: Session, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._theme = theme
        self._stopped = False
        self._number = ""
        self.cards: list[BreachCard] = []
        self.count = label("", "soft")
        self._open, self._closed = self._switch(_("Open"), True), self._switch(_("Stopped"), False)
        group = QButtonGroup(self)
        group.addButton(self._open)
        group.addButton(self._closed)
        self._list = QWidget()
        self._cards = QVBoxLayout(self._list)
        self._cards.setContentsMargins(20, 4, 20, 20)
        self._cards.setSpacing(12)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self._list)
        self.panel = BreachPanel(session, theme, actions)
        top = row(
            self.count,
            None,
            row(self._open, self._closed, gap=0),
            action_button(actions["new_incident"], role="primary"),
        )
        top.setContentsMargins(20, 12, 20, 8)
        left = QWidget()
        left.setLayout(column(top, self.area, gap=0))
        left.setMinimumWidth(520)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.panel)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setCollapsible(0, False)
        self.splitter.setSizes([868, 340])
        layout = column(self.splitter, gap=0)
        self.setLayout(layout)
        session.breaches_changed.connect(self.refresh)
        theme.changed.connect(self.update)
        self.refresh()

    @property
    def case(self) -> Case | None:
        """The chosen breach."""
        return next((card.case for card in self.cards if card.case.breach.number == self._number), None)

    def refresh(self) -> None:
        """Read the cases again and put the next one due first."""
        now = self._session.now()
        breaches = self._session.desk.breaches
        cases = breaches.stopped_cases() if self._stopped else list(self._session.open_cases())
        if not self._stopped:
            cases.sort(key=lambda case: (case.standing(now).urgency, case.breach.number))
        had_focus = any(card.hasFocus() for card in self.cards)
        clear(self._cards)
        self.cards = [self._card(case, now) for case in cases]
        for made in self.cards:
            self._cards.addWidget(made)
        if not self.cards:
            self._cards.addWidget(self._empty())
        self._cards.addStretch(1)
        self._count(len(cases))
        if self.case is None:
            self._number = self.cards[0].case.breach.number if self.cards else ""
        self._choose(self._number)
        if had_focus and (card := self._chosen_card()) is not None:
            card.setFocus()

    def show_breach(self, number: str) -> None:
        """Choose a breach and bring it into view, on whichever list it is."""
        self._number = number
        stopped = bool(self._session.desk.breaches.get(number).stopped_at)
        if stopped != self._stopped:
            (self._closed if stopped else self._open).click()
        else:
            self._choose(number)
        if (card := self._chosen_card()) is not None:
            self.area.ensureWidgetVisible(card)
            card.setFocus()

    def tick(self, now: datetime) -> None:
        """A second has passed: the cards and the panel ask the ladder again."""
        order = [card.standing.urgency for card in self.cards]
        for card in self.cards:
            card.tick(now)
        self.panel.tick(now)
        if not self._stopped and order != sorted(order):
            self.refresh()

    def _card(self, case: Case, now: datetime) -> BreachCard:
        card = BreachCard(case, self._theme, now)
        card.chosen.connect(self._choose)
        card.moved.connect(self._move)
        card.activated.connect(self._enter_panel)
        return card

    def _choose(self, number: str) -> None:
        self._number = number
        for card in self.cards:
            card.set_selected(card.case.breach.number == number)
        self.panel.show_case(self.case)
        self.chosen.emit(self.case)

    def _chosen_card(self) -> BreachCard | None:
        return next((card for card in self.cards if card.case.breach.number == self._number), None)

    def _move(self, step: int) -> None:
        card = self._chosen_card()
        if card is not None:
            target = self.cards[min(max(self.cards.index(card) + step, 0), len(self.cards) - 1)]
            target.setFocus()
            self.area.ensureWidgetVisible(target)

    def _enter_panel(self, _number: str) -> None:
        self.panel.setFocus()

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

    def _count(self, count: int) -> None:
        if self._stopped:
            self.count.setText(n_("{n} stopped breach", "{n} stopped breaches", count))
        else:
            text = n_("{n} open breach", "{n} open breaches", count)
            self.count.setText(f"{text} · {_('by next deadline')}" if count else text)

    def _empty(self) -> QWidget:
        if self._stopped:
            words, what = _("No stopped breaches."), _("Breaches that were closed or voided are found here.")
        else:
            words = _("No open breaches.")
            what = _("Assess an incident as a breach to start its clock.")
        made = QWidget()
        go = button(_("Open the log"), self.log_wanted.emit, role="primary", tip="Ctrl+2")
        made.setLayout(
            column(label(words, "title"), label(what, "soft", wrap=True), row(go, None), gap=12, margin=8)
        )
        made.setMinimumSize(QSize(300, 140))
        return made
