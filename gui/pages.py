"""The pages of one open desk, wired to each other in one visible block."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from gui.actions import Actions
from gui.board_page import BoardPage
from gui.briefs_page import BriefsPage
from gui.evidence_care import EvidenceCare
from gui.files import Files
from gui.log_page import LogPage
from gui.map_page import MapPage
from gui.messages import Messages
from gui.printing import Printers
from gui.session import Session
from gui.settings import Settings
from gui.theme import Theme
from gui.trends_page import TrendsPage
from gui.watch_page import WatchPage

BOARD, LOG, MAP, TRENDS, BRIEFS, WATCH = range(6)
PAGE_ACTIONS = ("page_board", "page_log", "page_map", "page_trends", "page_briefs", "page_watch")


@dataclass(frozen=True, slots=True)
class Services:
    """What pages need of the world outside; tests hand in their own."""

    settings: Settings
    theme: Theme
    messages: Messages
    files: Files
    printers: Printers


class Pages(QStackedWidget):
    """Every page of one session."""

    def __init__(self, session: Session, services: Services, actions: Actions) -> None:
        super().__init__()
        self.session = session
        theme, messages = services.theme, services.messages
        self.board = BoardPage(session, theme, actions)
        self.log = LogPage(session, theme, actions, services.settings, messages)
        self.map = MapPage(session, theme, actions, services.settings, messages, self.log)
        self.trends = TrendsPage(session, theme, services.settings, self.log)
        self.evidence = EvidenceCare(self.log.panel, self.log.sheet, session, messages, services.files)
        self.briefs = BriefsPage(
            session, actions, services.settings, messages, services.files, services.printers
        )
        self.watch = WatchPage(session, actions, messages)
        for page in (self.board, self.log, self.map, self.trends, self.briefs, self.watch):
            self.addWidget(page)

    def show_page(self, index: int) -> None:
        """Turn to a page and put the focus where work goes on."""
        self.setCurrentIndex(index)
        if index == MAP:
            self.map.activate()
        elif index == TRENDS:
            self.trends.activate()
        elif index == BRIEFS:
            self.briefs.activate()
        elif index == WATCH:
            self.watch.note.setFocus()
        elif index == LOG:
            self.log.table.setFocus()
        else:
            self.board.list.setFocus()

    def stop(self) -> None:
        """Let neither a thread nor a timer read or write any more: the desk is about to be closed."""
        self.log.stop()
        self.map.stop()
        self.trends.stop()
        self.briefs.stop_work()
        for timer in self.findChildren(QTimer):
            timer.stop()

    def tick(self, now: datetime) -> None:
        self.board.tick(now)
        self.watch.tick(now)
        self.session.look_for_changes()
