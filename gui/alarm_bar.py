"""Reaches the analyst who is looking elsewhere: a bar under the header, the title, the tray, a sound.

What has gone off is repeated every minute until a person acknowledges it, which is an entry in the journal.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from domain.alarms import Alarm
from domain.instant import format_duration, format_kyiv, format_short
from domain.phrases import deadline_kyiv, deadline_utc
from domain.words import _, n_
from gui.parts import button, label, row
from gui.theme import BODY, font

MOST_FRESH = 100
AGAIN = timedelta(minutes=1)
"""How often an alarm is repeated until somebody acknowledges it."""


class AlarmBar(QWidget):
    """The alarm that waits longest, and how many more there are."""

    acknowledged = Signal(object)
    show_wanted = Signal(str)
    rang = Signal(object, str)
    """Alarms are told, again or for the first time: the alarms, and the words."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("alarm")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Alarm"))
        self._alarms: Sequence[Alarm] = ()
        self._told: datetime | None = None
        self._seen: datetime | None = None
        self.text = label("", wrap=True)
        self.text.setFont(font(BODY, bold=True))
        self.more = label("")
        self.take_note = button(_("Acknowledge  Ctrl+J"), self.acknowledge, tip=_("Goes into the journal"))
        self.show_button = button(_("Show"), self._show, tip=_("Show this breach"))
        layout = row(self.text, self.more, self.show_button, self.take_note, gap=12)
        layout.setStretch(0, 1)
        layout.setContentsMargins(20, 6, 20, 6)
        self.setLayout(layout)
        self.hide()

    @property
    def count(self) -> int:
        """How many alarms wait."""
        return len(self._alarms)

    def forget(self) -> None:
        """Another desk will be shown, or none: nothing of its alarms has been told yet."""
        self._alarms, self._told, self._seen = (), None, None
        self.hide()

    def tick(self, alarms: Sequence[Alarm], now: datetime) -> None:
        """Show what has gone off; tell what is new at once, and all of it again every minute.

        What is told at once does not put off the minute of the others.
        """
        fresh = [
            alarm for alarm in reversed(alarms[-MOST_FRESH:]) if self._seen is None or alarm.at > self._seen
        ]
        self._alarms, self._seen = alarms, now
        self._show_count()
        self.setVisible(bool(alarms))
        if not alarms:
            self._told = None
            return
        self.text.setText(alarm_text(alarms[0], now))
        self.text.setAccessibleName(self.text.text())
        again = self._told is None or now - self._told >= AGAIN or now < self._told
        if again or fresh:
            if again:
                self._told = now
            told = alarms if again else fresh
            text = alarm_text(fresh[-1] if fresh else alarms[0], now)
            if others := len(told) - 1:
                text += " · " + n_("and {n} more", "and {n} more", others)
            self.rang.emit(told, text)

    def _show_count(self) -> None:
        more = len(self._alarms) - 1
        self.more.setText(n_("and {n} more", "and {n} more", more) if more > 0 else "")

    def acknowledge(self) -> None:
        """A person has taken note of the alarm that is shown."""
        if self._alarms:
            self.acknowledged.emit(self._alarms[0])

    def _show(self) -> None:
        if self._alarms:
            self.show_wanted.emit(self._alarms[0].breach)


def alarm_text(alarm: Alarm, now: datetime) -> str:
    """`▲ BR-2026-0007: 24 h in 00:59:58, at 231621Z · 18:21 Kyiv`."""
    first, last = alarm.deadline.earliest, alarm.deadline.latest
    when = f"{format_short(first)} · {format_kyiv(first)}"
    if not alarm.deadline.is_exact:
        when = f"{deadline_utc(alarm.deadline)} · {deadline_kyiv(alarm.deadline)}"
    if now <= first:
        words = _("▲ {breach}: {hours} h in {time}, at {when}")
        time = format_duration(first - now, up=True)
    elif now <= last:
        words = _("▲ {breach}: {hours} h passing, the latest in {time}, at {when}")
        time = format_duration(last - now, up=True)
    else:
        words = _("▲ {breach}: {hours} h passed {time} ago, at {when}")
        time = format_duration(now - last)
    return words.format(breach=alarm.breach, hours=alarm.hours, time=time, when=when)


class Herald:
    """Tells an alarm outside the window: a desktop notification where there is a tray, and a sound."""

    def __init__(self, window: QWidget, icon: QIcon) -> None:
        self._tray: QSystemTrayIcon | None = None
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._tray = QSystemTrayIcon(icon, window)
            self._tray.show()
            self._tray.activated.connect(window.raise_)

    def tell(self, text: str, *, sound: bool) -> None:
        """Once for each alarm that rings."""
        if sound:
            QApplication.beep()
        if self._tray is not None:
            self._tray.showMessage(_("Armistice Desk"), text, QSystemTrayIcon.MessageIcon.Warning)

    def count(self, alarms: int) -> None:
        """Say at the tray icon how many alarms wait."""
        if self._tray is not None:
            waiting = n_("{n} alarm waits", "{n} alarms wait", alarms) if alarms else _("no alarm waits")
            self._tray.setToolTip(_("Armistice Desk: {state}").format(state=waiting))

    def close(self) -> None:
        if self._tray is not None:
            self._tray.hide()
