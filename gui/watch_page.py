"""The watch: who is on, what falls due on it, notes, time checks, and the page that hands it over."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from domain.errors import DeskError
from domain.instant import format_dtg, format_duration, format_kyiv, format_short
from domain.watch import check_text
from domain.wording import history_line
from domain.words import _, n_
from gui.actions import Actions
from gui.messages import Messages
from gui.parts import action_button, clear, column, label, row
from gui.session import Session

LOG_SHOWN = 200
DUE_SHOWN = 30
AHEAD = timedelta(hours=24)


class WatchPage(QWidget):
    """What the watch has to know at the left, its log at the right."""

    def __init__(self, session: Session, actions: Actions, messages: Messages) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session, self._messages = session, messages
        self.on_watch = label("", "heading", wrap=True)
        self.clock = label("", "soft", wrap=True)
        self.waiting = label("", wrap=True)
        self._minute: datetime | None = None
        self._due = QGridLayout()
        self._due.setHorizontalSpacing(16)
        self._due.setVerticalSpacing(4)
        self._log = QVBoxLayout()
        self._log.setSpacing(10)
        self.note = QLineEdit()
        self.note.setAccessibleName(_("Note to the log"))
        self.note.setPlaceholderText(_("Note to the log: type it and press Enter"))
        self.note.returnPressed.connect(self.add_note)
        left, right = QWidget(), QWidget()
        left.setLayout(
            column(
                self.on_watch,
                row(*(action_button(actions[name]) for name in ("start_watch", "end_watch")), None),
                label(_("CLOCK OF THIS MACHINE"), "section"),
                self.clock,
                row(action_button(actions["time_check"]), None),
                label(_("DUE IN THE NEXT 24 HOURS"), "section"),
                self._due,
                label(_("WAITING"), "section"),
                self.waiting,
                label(_("ON PAPER"), "section"),
                row(*(action_button(actions[name]) for name in ("deadline_sheet", "handover")), None),
                None,
                gap=10,
                margin=20,
            )
        )
        inner = QWidget()
        inner.setLayout(column(self._log, None, gap=0, margin=20))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setAccessibleName(_("Log of the watch"))
        right.setObjectName("panel")
        right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        entry = row(self.note)
        entry.setContentsMargins(20, 12, 20, 0)
        right.setLayout(column(entry, area, gap=0))
        layout = row(left, right, gap=0)
        layout.setStretch(0, 1)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        session.watch_changed.connect(self.refresh)
        session.breaches_changed.connect(self._show_due)
        session.incidents_changed.connect(self._show_waiting)
        self.refresh()

    def refresh(self) -> None:
        """Read the watch again."""
        state = self._session.desk.watch.state()
        if state.since is None:
            self.on_watch.setText(_("Nobody is on watch."))
        else:
            since = f"{format_dtg(state.since)} · {format_kyiv(state.since)}"
            self.on_watch.setText(_("{names} on watch since {time}").format(names=state.names, time=since))
        self.clock.setText(check_text(self._session.desk.watch.last_check()))
        clear(self._log)
        for entry in reversed(self._session.desk.watch.log()[-LOG_SHOWN:]):
            heading, detail = history_line(entry)
            lines = (label(heading, "strong", wrap=True), label(detail, "small", wrap=True, selectable=True))
            self._log.addLayout(column(*lines, gap=1))
        self._show_due()
        self._show_waiting()

    def tick(self, now: datetime) -> None:
        """Once a minute what falls due is read again, and after a clock that was set."""
        if self.isVisible() and now.replace(second=0, microsecond=0) != self._minute:
            self._show_due()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_due()
        self._show_waiting()

    def add_note(self) -> None:
        """Keep the note; what was typed stays where it cannot be kept."""
        try:
            self._session.note(self.note.text())
        except DeskError as error:
            self._messages.error(self, error)
            return
        self.note.clear()

    def _show_due(self) -> None:
        clear(self._due)
        now = self._session.now()
        self._minute = now.replace(second=0, microsecond=0)
        found = self._session.schedule().deadlines(now, now + AHEAD)
        for line, (at, breach, hours, _latest) in enumerate(found[:DUE_SHOWN]):
            parts = (
                label(breach, "strong"),
                label(_("{hours} h").format(hours=hours)),
                label(format_short(at)),
                label(format_kyiv(at), "soft"),
                label(_("in {time}").format(time=format_duration(at - now, up=True)[:-3]), "soft"),
            )
            for place, part in enumerate(parts):
                self._due.addWidget(part, line, place)
        if len(found) > DUE_SHOWN:
            more = len(found) - DUE_SHOWN
            self._due.addWidget(label(n_("and {n} more", "and {n} more", more), "soft"), DUE_SHOWN, 0, 1, 5)
        if not found:
            self._due.addWidget(label(_("No deadline."), "soft"), 0, 0)
        self._due.setColumnStretch(5, 1)

    def _show_waiting(self) -> None:
        count, oldest = self._session.desk.incidents.not_assessed()
        text = n_("{n} incident not yet assessed", "{n} incidents not yet assessed", count)
        if oldest is not None:
            age = format_duration(self._session.now() - oldest)
            text += " · " + _("the longest since {time} ({age})").format(time=format_dtg(oldest), age=age)
        self.waiting.setText(text)
