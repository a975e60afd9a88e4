"""The main window: frames the pages of one desk, and turns actions into dialogs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from domain.alarms import Alarm
from domain.clock import Clock, Jump
from domain.errors import DeskError
from domain.words import LANGUAGES, _, current_language
from gui import commands, desk_commands, rescue, sealing
from gui.actions import MENUS, Actions
from gui.alarm_bar import AlarmBar, Herald
from gui.alarm_settings import AlarmSettings
from gui.backup_settings import BackupSettings
from gui.enabling import enable
from gui.icons import icon
from gui.pages import BOARD, LOG, PAGE_ACTIONS, Pages, Services
from gui.parts import column, row
from gui.safekeeping import Safekeeping
from gui.session import Session
from gui.start_page import StartPage
from gui.strips import Header, MarkingStrip, Rail, StatusStrip
from gui.theme import Scheme
from gui.ticker import Ticker
from storage.desk import Desk
from storage.keys import Key

SMALLEST = (1024, 700)
REFERENCE = (1280, 800)


class MainWindow(QMainWindow):
    """One window, one desk at a time."""

    language_chosen = Signal(str)

    def __init__(self, clock: Clock, services: Services) -> None:
        super().__init__()
        self.clock = clock
        self.services = services
        self.actions_ = Actions(self)
        self.pages: Pages | None = None
        self.keeper: Safekeeping | None = None
        self.strip = MarkingStrip()
        self.header = Header(services.theme)
        self.rail = Rail([(self.actions_[name], icon(name, services.theme.tokens)) for name in PAGE_ACTIONS])
        self.alarms = AlarmBar()
        self.alarm_settings = AlarmSettings(services.settings)
        self.status = StatusStrip()
        self.start = StartPage(self.actions_, services.settings, services.theme)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self.ticker = Ticker(clock, self)
        self.herald = Herald(self, icon("page_board", services.theme.tokens))
        self._build()
        self._wire()
        self._show_no_desk()

    @property
    def session(self) -> Session | None:
        """The open desk; None on the start page."""
        return self.pages.session if self.pages else None

    @property
    def _code(self) -> str:
        return self.session.info.code if self.session else ""

    # --- a desk comes and goes -----------------------------------------------------------------

    def open_desk(self, path: Path, key: Key | None = None) -> bool:
        """Open a desk file in this window. False where it could not be opened; the user has been told."""
        if self.session and path.exists() and path.samefile(self.session.desk.path):
            return True  # opened again, it would find itself locked by this very window
        return rescue.open_desk(self, path, key)

    def show_desk(self, desk: Desk) -> None:
        """Show an open desk instead of the one before; ask for initials where none are known."""
        self.close_desk()
        author, vault = self.services.settings.text("author"), sealing.vault_of(self, desk)
        session = Session(desk, self.clock, author, self, vault)
        session.warn_before(self.alarm_settings.before)
        pages = Pages(session, self.services, self.actions_)
        self.pages = pages
        pages.board.log_wanted.connect(self.actions_["page_log"].trigger)
        for chosen in (pages.board.chosen, pages.log.chosen, pages.map.chosen):
            chosen.connect(self._follow_choice)
        pages.currentChanged.connect(self._follow_choice)
        session.watch_changed.connect(self._follow_choice)
        session.watch_changed.connect(self._show_check)
        session.saved.connect(self.status.show_saved)
        session.saved.connect(self._show_journal)
        session.author_changed.connect(self.status.show_watch)
        session.breaches_changed.connect(self._tick_header)
        session.incidents_changed.connect(self._show_journal)
        session.jump_noticed.connect(self.status.add_jump)
        self.keeper = Safekeeping(session, BackupSettings(self.services.settings), self)
        self.keeper.changed.connect(self.status.show_backup)
        self.keeper.damaged.connect(partial(rescue.while_open, self, desk.path, desk.key))
        self.keeper.check()
        self.services.settings.remember(desk.path)
        self.stack.addWidget(pages)
        self.stack.setCurrentWidget(pages)
        self._show_desk_facts(session)
        pages.board.splitter.restoreState(self.services.settings.bytes("board/splitter"))
        last = self.services.settings.text("page")
        self.show_page(int(last) if last.isdigit() and int(last) < pages.count() else BOARD)
        if not session.author and not desk.readonly:
            desk_commands.ask_author(self)
        if pages.log.has_drafts:
            self.show_page(LOG)
            pages.log.take_up()

    def show_page(self, index: int) -> None:
        """Turn to a page."""
        if self.pages:
            self.rail.choose(index)
            self.pages.show_page(index)
            self._follow_choice()

    def close_desk(self, *, backing_up: bool = True) -> None:
        if self.keeper is not None:
            keeper, self.keeper = self.keeper, None
            if backing_up:
                keeper.finish()
            keeper.stop()
            keeper.deleteLater()
        if self.pages is not None:
            pages, self.pages = self.pages, None
            pages.log.sheet.close_sheet()
            pages.log.remember()
            pages.stop()
            self.services.settings.set_bytes("board/splitter", pages.board.splitter.saveState())
            self.services.settings.set_text("page", str(pages.currentIndex()))
            self.stack.removeWidget(pages)
            pages.session.close()
            pages.deleteLater()
        self._show_no_desk()

    # --- showing -------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setWindowTitle(_("Armistice Desk"))
        self.setMinimumSize(*SMALLEST)
        self.resize(*REFERENCE)
        body = QWidget()
        pages = column(self.header, self.alarms, self.stack, gap=0)
        body.setLayout(column(self.strip, row(self.rail, pages, gap=0), self.status, gap=0))
        self.setCentralWidget(body)
        for name in MENUS:
            menu = self.menuBar().addMenu(_(name))
            for spec, action in self.actions_:
                if spec.menu == name:
                    menu.addAction(action)
        self.restoreGeometry(self.services.settings.bytes("window"))

    def _wire(self) -> None:
        for name, command in commands.COMMANDS.items():
            self.actions_[name].triggered.connect(commands.bound(self, command))
        for index, name in enumerate(PAGE_ACTIONS):
            self.actions_[name].triggered.connect(commands.bound(self, commands.page(index)))
        self.actions_["quit"].triggered.connect(self.close)
        for scheme in Scheme:
            self.actions_[f"scheme_{scheme}"].triggered.connect(commands.bound(self, commands.scheme(scheme)))
        for code in LANGUAGES:
            self.actions_[f"language_{code}"].triggered.connect(commands.bound(self, commands.language(code)))
        self.ticker.ticked.connect(self._on_tick)
        self.ticker.jumped.connect(self._on_jump)
        self.header.next_clicked.connect(self._show_breach)
        self.alarms.show_wanted.connect(self._show_breach)
        self.alarms.acknowledged.connect(self._acknowledge)
        self.alarms.rang.connect(self._on_rang)
        self.status.backup_clicked.connect(self.actions_["back_up"].trigger)
        self.status.author_clicked.connect(self.actions_["author"].trigger)
        self.status.jump_acknowledged.connect(self.status.forget_jumps)
        self.start.recent_chosen.connect(self.open_desk)
        self.services.theme.changed.connect(self._on_theme)
        self._on_theme()

    def _show_no_desk(self) -> None:
        for part in (self.strip, self.header, self.rail, self.status):
            part.hide()
        self.alarms.forget()
        self.herald.count(0)
        self.start.refresh()
        self.stack.setCurrentWidget(self.start)
        self.setWindowTitle(_("Armistice Desk"))
        self._enable()

    def _show_desk_facts(self, session: Session) -> None:
        info = session.info
        for part in (self.header, self.rail, self.status):
            part.show()
        self.strip.show_marking(info.marking)
        self._show_title()
        self.status.show_file(session.desk.path, encrypted=session.desk.key is not None)
        self.status.show_saved(session.desk.journal.last_at())
        self.status.show_watch(session.author)
        self.status.forget_jumps()
        self._show_check()
        self.alarms.take_note.setVisible(not session.desk.readonly)
        self.header.readonly.setVisible(bool(session.desk.readonly))
        self.header.readonly.setText(_("read-only"))
        self.header.readonly.setToolTip(session.desk.readonly)
        self._show_journal()
        self._on_tick(self.clock.now())

    def _show_title(self) -> None:
        """The desk, and how many alarms wait: what is seen of a window that lies below another."""
        if self.session:
            info = self.session.info
            title = _("{desk} – Armistice Desk").format(desk=f"{info.code} · {info.name}")
            self.setWindowTitle(f"▲ {self.alarms.count} · {title}" if self.alarms.count else title)
            self.herald.count(self.alarms.count)

    def _show_journal(self, *_args: object) -> None:
        if self.session:
            self.status.show_journal(*self.session.desk.journal.head())

    def _on_theme(self) -> None:
        theme = self.services.theme
        self.rail.set_icons([icon(name, theme.tokens) for name in PAGE_ACTIONS])
        for scheme in Scheme:
            self.actions_[f"scheme_{scheme}"].setChecked(theme.scheme is scheme)
        for code in LANGUAGES:
            self.actions_[f"language_{code}"].setChecked(code == current_language())

    def _show_breach(self, number: str) -> None:
        self.show_page(BOARD)
        if self.pages:
            self.pages.board.show_breach(number)

    # --- time ----------------------------------------------------------------------------------

    def _on_tick(self, now: datetime) -> None:
        if self.pages:
            self.pages.tick(now)
            self._tick_header()
        if self.keeper:
            self.keeper.tick(now)

    def _tick_header(self) -> None:
        if self.pages:
            now, schedule = self.clock.now(), self.pages.session.schedule()
            self.header.tick(now, schedule)
            self.alarms.tick(schedule.due(now), now)
            readonly = bool(self.pages.session.desk.readonly)
            self.actions_["acknowledge"].setEnabled(bool(self.alarms.count) and not readonly)
            self._show_title()

    def _on_rang(self, alarms: Sequence[Alarm], text: str) -> None:
        breaches = (alarm.breach for alarm in alarms)
        self.herald.tell(text, sound=self.alarm_settings.is_heard(self._code, breaches))

    def _acknowledge(self, alarm: Alarm) -> None:
        if self.session is None:
            return
        try:
            self.session.acknowledge(alarm)
        except DeskError as error:
            self.services.messages.error(self, error)

    def _on_jump(self, jump: Jump) -> None:
        if self.session is None:
            return
        try:
            self.session.notice_jump(jump)
        except DeskError as error:
            self.services.messages.error(self, error)

    def _show_check(self) -> None:
        if self.session:
            self.status.show_check(self.session.desk.watch.last_check())

    # --- what can be done now ------------------------------------------------------------------

    def _follow_choice(self, *_args: object) -> None:
        self._enable()

    def _enable(self) -> None:
        enable(self.actions_, self.pages, self.alarms.count)
        case = self.pages.board.case if self.pages else None
        muted = case is not None and self.alarm_settings.is_muted(self._code, case.breach.number)
        self.actions_["mute"].setChecked(muted)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.ticker.stop()
        self.herald.close()
        self.services.settings.set_bytes("window", self.saveGeometry())
        self.close_desk()
        event.accept()
