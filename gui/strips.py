"""What frames every page: marking strip, header with the time, page rail, status bar."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from domain.alarms import Schedule
from domain.backups import BackupState
from domain.clock import JUMP, Jump
from domain.instant import KYIV, format_dtg, format_duration, kyiv_letter
from domain.ladder import DUE_SOON_SHARE, State
from domain.marking import TLP_BACKGROUND, TLP_COLOURS, Marking
from domain.watch import TimeCheck, check_text, offset_text
from domain.words import _, n_
from gui.parts import button, label, plain_tip, restyle, row
from gui.theme import HEADER, LARGE, RAIL, SMALL, STATUS, STRIP, Theme, font

EXERCISE = "EXERCISE EXERCISE EXERCISE"
EXERCISE_COLOUR = "#FFFFFF"


class MarkingStrip(QWidget):
    """The marking, on black, always visible."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(STRIP)
        self._marking: Marking | None = None

    def show_marking(self, marking: Marking | None) -> None:
        self._marking = marking
        self.setVisible(marking is not None)
        if marking:
            exercise = f". {EXERCISE}" if marking.exercise else ""
            self.setAccessibleName(_("Marking: {label}").format(label=marking.label) + exercise)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(TLP_BACKGROUND))
        if self._marking is None:
            return
        inner = QRectF(self.rect()).adjusted(12, 0, -12, 0)
        painter.setFont(font(SMALL, bold=True))
        painter.setPen(QColor(TLP_COLOURS[self._marking.tlp]))
        painter.drawText(
            inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._marking.label
        )
        if self._marking.exercise:
            painter.setPen(QColor(EXERCISE_COLOUR))
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, EXERCISE)


class Header(QWidget):
    """UTC and Kyiv time, ticking, and the next deadline."""

    next_clicked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEADER)
        self._theme = theme
        self._number = ""
        self.utc = label()
        self.utc.setFont(font(LARGE, bold=True))
        self.kyiv = label("", "soft")
        self.readonly = label("", "warning")
        self.readonly.hide()
        self.next = QPushButton()
        self.next.setAutoDefault(False)
        self.next.setToolTip(_("Show this breach"))
        self.next.clicked.connect(self._on_next)
        layout = row(self.utc, self.kyiv, None, self.readonly, self.next, gap=16)
        layout.setContentsMargins(20, 6, 20, 6)
        self.setLayout(layout)
        theme.changed.connect(self._restyle)
        self._state = ""

    def tick(self, now: datetime, schedule: Schedule) -> None:
        """Show the time and the nearest deadline ahead."""
        local = now.astimezone(KYIV)
        self.utc.setText(format_dtg(now, seconds=True))
        kyiv = _("{time} Kyiv ({letter})").format(time=f"{local:%H:%M}", letter=kyiv_letter(now))
        if local.date() != now.date():
            kyiv = _("{day}, {time}").format(day=f"{local.day:02d}", time=kyiv)
        self.kyiv.setText(kyiv)
        ahead = schedule.next_deadline(now)
        due = ahead or schedule.last_deadline(now)
        self.next.setEnabled(due is not None)
        if due is None:
            self._number = ""
            self.next.setText(_("no clock running"))
            self._set_state("")
            return
        self._number = due.breach
        hours = _("{hours} h").format(hours=due.hours)
        if ahead:
            time = _("in {time}").format(time=format_duration(due.at - now, up=True))
            near = due.at - now < timedelta(hours=due.hours) / DUE_SOON_SHARE
            self._set_state(State.DUE_SOON if near else State.RUNNING)
        elif now <= due.latest:
            time = _("passing, latest in {time}").format(time=format_duration(due.latest - now, up=True))
            self._set_state(State.DUE_SOON)
        else:
            time = _("passed {time}").format(time=format_duration(now - due.latest))
            self._set_state(State.PASSED)
        self.next.setText(
            _("Next: {number} · {hours} · {time}").format(number=due.breach, hours=hours, time=time)
        )

    def _set_state(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self._restyle()

    def _restyle(self) -> None:
        tokens = self._theme.tokens
        if not self._state:
            self.next.setStyleSheet(
                f"QPushButton {{ color: {tokens.ink_soft}; border: none; background: transparent; }}"
            )
            return
        tone = tokens.tone(State(self._state))
        edge = tokens.line if tone.fill == tokens.surface else tone.fill
        self.next.setStyleSheet(
            f"QPushButton {{ color: {tone.ink}; background: {tone.fill}; font-weight: 600; "
            f"border: 1px solid {edge}; }}"
            f"QPushButton:focus {{ border: 2px solid {tokens.accent}; padding: 4px 13px; }}"
        )

    def _on_next(self) -> None:
        if self._number:
            self.next_clicked.emit(self._number)


class Rail(QWidget):
    """The pages, at the left."""

    def __init__(self, pages: list[tuple[QAction, QIcon]]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(RAIL)
        self.buttons: list[QToolButton] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(4)
        group = QButtonGroup(self)
        for action, icon in pages:
            made = QToolButton()
            made.setText(action.text())
            made.setAccessibleName(action.text())
            made.setToolTip(action.toolTip())
            made.setIcon(icon)
            made.setIconSize(QSize(20, 20))
            made.setCheckable(True)
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            made.setFixedSize(RAIL, 56)
            made.clicked.connect(action.trigger)
            group.addButton(made)
            layout.addWidget(made)
            self.buttons.append(made)
        layout.addStretch(1)

    def choose(self, index: int) -> None:
        self.buttons[index].setChecked(True)

    def set_icons(self, icons: list[QIcon]) -> None:
        for made, icon in zip(self.buttons, icons, strict=True):
            made.setIcon(icon)


class StatusStrip(QWidget):
    """File, last save, clock, watch; the length and the head of the journal."""

    author_clicked = Signal()
    backup_clicked = Signal()
    jump_acknowledged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(STATUS)
        self.file = label()
        self.saved = label()
        self.backup = button("", self.backup_clicked.emit, role="flat")
        self.clock = button("", self.jump_acknowledged.emit, role="flat")
        self.check = label()
        self.watch = button("", self.author_clicked.emit, role="flat", tip=_("Who is on watch (Ctrl+U)"))
        self.journal = label()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 0, 14, 0)
        layout.setSpacing(16)
        for part in (self.file, self.saved, self.backup, self.clock, self.check, self.watch):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self.journal)
        self.forget_jumps()

    def show_file(self, path: Path, *, encrypted: bool) -> None:
        """The desk's file, and whether it is encrypted."""
        text = _("{file} · encrypted").format(file=path.name) if encrypted else path.name
        self.file.setText(text)
        self.file.setToolTip(plain_tip(str(path)))

    def show_saved(self, instant: datetime | None) -> None:
        """When the last entry was made durable."""
        self.saved.setText(_("saved {time}").format(time=f"{instant:%H:%M:%SZ}") if instant else "")

    def show_backup(self, state: BackupState, now: datetime) -> None:
        """The age of the last good backup, and whether somebody should look after it."""
        text = state.text(now)
        if text != self.backup.text():
            self.backup.setText(text)
            self.backup.setAccessibleName(text)
        self.backup.setToolTip(plain_tip("\n".join((state.details(), _("Click to back up now")))))
        restyle(self.backup, "role", "alert" if state.is_alert(now) else "flat")

    def add_jump(self, jump: Jump) -> None:
        """Say the last jump, and how many more nobody has acknowledged yet."""
        way = _("forward") if jump.by.total_seconds() > 0 else _("back")
        text = _("▲ system clock moved {way} by {time}: check it").format(
            way=way, time=format_duration(abs(jump.by))
        )
        if self._jumps:
            text += " · " + n_("and {n} more", "and {n} more", self._jumps)
        self._jumps += 1
        self._show_clock(text)

    def forget_jumps(self) -> None:
        """They are acknowledged, or another desk is shown."""
        self._jumps = 0
        self._show_clock("")

    def _show_clock(self, warning: str) -> None:
        """`system clock ✓`, or what is wrong with it until somebody acknowledges it."""
        self.clock.setText(warning or _("system clock ✓"))
        self.clock.setEnabled(bool(warning))
        self.clock.setAccessibleName(warning or _("system clock: no jump noticed"))
        self.clock.setToolTip(_("Acknowledge") if warning else _("No jump of the system clock was noticed"))
        restyle(self.clock, "role", "alert" if warning else "flat")

    def show_check(self, check: TimeCheck | None) -> None:
        """How far the machine's clock was from a trusted one at the last comparison."""
        self.check.setText(offset_text(check))
        self.check.setToolTip(check_text(check))
        far = check is not None and abs(check.offset) >= JUMP
        restyle(self.check, "role", "alert" if far else "")

    def show_watch(self, author: str) -> None:
        self.watch.setText(_("watch: {author}").format(author=author or "–"))

    def show_journal(self, count: int, head: str) -> None:
        """Number of entries, first and last digits of the head digest."""
        self.journal.setText(
            _("journal {count} · head {head}").format(count=f"{count:,}", head=f"{head[:4]}…{head[-4:]}")
        )
        self.journal.setToolTip(head)
