"""The chosen breach: what is due, its deadlines, who recorded what."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from domain.breach import BreachState
from domain.breach_history import history
from domain.ladder import State
from domain.phrases import deadline_kyiv, deadline_utc, t0_line
from domain.words import _
from gui.actions import Actions
from gui.flow import FlowLayout
from gui.nearness import recurrence_text
from gui.parts import action_button, clear, column, label
from gui.session import Session
from gui.theme import Theme
from storage.breaches import Case


class BreachPanel(QWidget):
    """Title, actions, what is due next, deadlines and history of one breach."""

    def __init__(self, session: Session, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Chosen breach"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(284)
        self._session = session
        self._case: Case | None = None
        self._due: tuple[object, ...] = ()
        self.title = label("", "heading", wrap=True, selectable=True)
        self.subtitle = label("", "soft", wrap=True, selectable=True)
        self.callout = label("", "callout", wrap=True)
        self._buttons = QWidget()
        names = (
            "record_action",
            "anchor_breach",
            "why",
            "dossier",
            "close_breach",
            "reopen_breach",
            "unmerge_breach",
        )
        self._buttons.setLayout(
            FlowLayout(
                action_button(actions["record_assessment"], role="primary"),
                *(action_button(actions[name]) for name in names),
            )
        )
        self._deadlines = QGridLayout()
        self._deadlines.setHorizontalSpacing(12)
        self._deadlines.setVerticalSpacing(4)
        self.recurrence = label("", "soft", wrap=True)
        self._history = QVBoxLayout()
        self._history.setSpacing(10)
        body = QWidget()
        layout = column(
            self.title,
            self.subtitle,
            self._buttons,
            self.callout,
            label(_("DEADLINES"), "section"),
            self._deadlines,
            self.recurrence,
            label(_("HISTORY"), "section"),
            self._history,
            None,
            gap=10,
            margin=16,
        )
        body.setLayout(layout)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(body)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(self._scroll, gap=0))
        self._body = body
        self.show_case(None)

    def show_case(self, case: Case | None) -> None:
        """Show a breach, or nothing."""
        self._case = case
        self._body.setVisible(case is not None)
        if case is None:
            return
        breach = case.breach
        self.title.setText(breach.title)
        self.subtitle.setText(
            f"{breach.number} · {t0_line(breach)}\n"
            + _("protocol {name}, {provenance}").format(
                name=case.protocol.name, provenance=_(case.protocol.provenance)
            )
        )
        first = self._session.desk.incidents.get(breach.incidents[0])
        truce = self._session.truce
        found = self._session.desk.nearby.recurrence(first.facts, but=first.number, since=truce)
        self.recurrence.setText(recurrence_text(found, truce=truce is not None))
        clear(self._history)
        desk = self._session.desk
        for line in reversed([*history(desk.journal.entries_of(breach.number), desk.protocols.get)]):
            self._history.addLayout(
                column(
                    label(line.heading, "strong", wrap=True),
                    label(line.detail, "small", wrap=True, selectable=True),
                    gap=1,
                )
            )
        self._due = ()
        self.tick(self._session.now())

    def tick(self, now: datetime) -> None:
        """Ask the ladder again; touch the widgets only where something else is due."""
        if self._case is None:
            return
        standing = self._case.standing(now)
        due = tuple((p.state, p.in_band) for p in standing.phases)
        if due == self._due:
            return
        self._due = due
        self._show_deadlines(self._case)
        asks = standing.asks
        passed = [p for p in standing.phases if p.state is State.PASSED]
        if self._case.breach.state is not BreachState.OPEN:
            turn = self._case.breach.turns[-1]
            self.callout.setText(
                _("Clock stopped by {author}: {reason}").format(author=turn.author, reason=turn.reason)
            )
        elif asks:
            self.callout.setText(
                "\n".join(
                    _("{question}  Phase {number} cannot be judged until a person answers.").format(
                        question=_(p.phase.question), number=p.phase.number
                    )
                    for p in asks
                )
            )
        elif passed:
            self.callout.setText(
                _("Phase {number}: the deadline has passed and no action is recorded.").format(
                    number=passed[-1].phase.number
                )
            )
        self.callout.setVisible(bool(asks or passed) or standing.stopped)

    def _show_deadlines(self, case: Case) -> None:
        clear(self._deadlines)
        for index, phase in enumerate(phase for phase in case.protocol.phases if phase.hours is not None):
            span = phase.deadline(case.breach.t0)
            assert span is not None
            hours = _("{hours} h").format(hours=phase.hours)
            for place, made in enumerate(
                (
                    label(hours, "strong"),
                    label(deadline_utc(span), selectable=True),
                    label(deadline_kyiv(span), "soft"),
                )
            ):
                self._deadlines.addWidget(made, index, place)
        self._deadlines.setColumnStretch(3, 1)
