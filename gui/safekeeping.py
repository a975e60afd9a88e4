"""Looks after one open desk: backups by the clock, on closing and when asked for; a whole check behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from domain.backups import DIGITS, BackupName, BackupState, is_due
from domain.errors import DeskError
from domain.words import _
from gui.backup_settings import BackupSettings
from gui.session import Session
from gui.tasks import Tasks
from gui.waiting import Progress, Stoppable, wait_for
from storage.backup import Made, back_up, backups_of
from storage.driver import StoppedError
from storage.verify import Verification, verify


class Safekeeping(QObject):
    """Of one desk, as long as it is open. Call `finish` before the desk is closed."""

    changed = Signal(object, object)
    """The state of the backups, and now: an old backup becomes an alert by itself."""
    damaged = Signal(str)
    """The whole check found what the look at opening could not reach; it says what."""

    def __init__(self, session: Session, settings: BackupSettings, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._settings, self._window = session.desk, settings, window
        self._now: Callable[[], datetime] = session.now
        self._copying, self._checking = Tasks(self), Tasks(self)
        self._running: list[Stoppable] = []
        self.state = BackupState()
        self._head = ""
        self._tried = session.now()
        known = backups_of(self._desk.path, self._places, self._desk.key)
        if known:
            name = BackupName.read(known[0].path.name)
            self.state = BackupState(known[0].at)
            self._head = name.head if name else ""

    @property
    def _places(self) -> list[Path]:
        return self._settings.places(self._desk.path)

    @property
    def is_behind(self) -> bool:
        """Whether something was written that no backup holds."""
        return not self._desk.readonly and self._desk.journal.head()[1][:DIGITS] != self._head

    def check(self) -> None:
        """Verify the whole desk behind the window; `damaged` tells where it does not hold.

        That of a desk that is only read keeps nobody from writing it. One known to be damaged is not asked.
        """
        if not self._desk.damaged:
            aside = bool(self._desk.readonly)
            report = self._stoppable().report
            work = partial(verify, self._desk.path, report, self._desk.key, aside=aside)
            self._checking.run(work, self._on_checked, self._on_not_checked)

    def tick(self, now: datetime) -> None:
        """Show the age of the last one; back up where it is time to and something was written."""
        self._show(self.state)
        every = self._settings.every
        if every is not None and is_due(now, self._tried, every) and not self._copying.is_busy:
            self._tried = now
            if self.is_behind:
                self.start()

    def start(self) -> None:
        """Back up now, behind the window; nothing where one is being made already."""
        if self._copying.is_busy:
            return
        made = self._stoppable()
        made.reported.connect(self._on_share)
        self._on_share(0.0)
        self._copying.run(partial(self._back_up, self._now(), made.report), self._on_made, self._on_failed)

    def stop(self) -> None:
        """Give up what is running, and wait until it has ended."""
        for each in self._running:
            each.stop()
        self._copying.wait()
        self._checking.wait()
        self._running.clear()
        self.state = BackupState(self.state.at, self.state.failed)

    def finish(self) -> None:
        """Before the desk is closed: back up what is not yet in a backup; the user may give it up."""
        self.stop()
        if not self._settings.on_closing or not self.is_behind:
            return
        try:
            made = wait_for(
                self._window,
                _("Backing up the desk …"),
                _("Close without a backup"),
                partial(self._back_up, self._now()),
            )
        except StoppedError:
            return
        self._on_made(made)

    def _stoppable(self) -> Stoppable:
        self._running.append(Stoppable(self))
        return self._running[-1]

    def _back_up(self, now: datetime, report: Progress) -> Sequence[Made | DeskError]:
        """In a thread: to each place; one that fails does not keep the others from theirs."""
        places, done = self._places, list[Made | DeskError]()
        for index, place in enumerate(places):
            try:
                share = _part(report, index, places)
                done.append(back_up(self._desk.path, place, now=now, progress=share, key=self._desk.key))
            except StoppedError:
                raise
            except DeskError as error:
                done.append(error)
        return done

    def _on_share(self, share: float) -> None:
        self._show(BackupState(self.state.at, self.state.failed, share))

    def _on_made(self, done: Sequence[Made | DeskError]) -> None:
        made = [each for each in done if isinstance(each, Made)]
        failed = "\n".join(str(each) for each in done if isinstance(each, DeskError))
        if made:
            self._head = made[0].head[:DIGITS]
        self._show(BackupState(self._now() if made else self.state.at, failed))

    def _on_failed(self, error: BaseException) -> None:
        self._show(BackupState(self.state.at, self.state.failed))
        if not isinstance(error, StoppedError):
            raise error

    def _show(self, state: BackupState) -> None:
        self.state = state
        self.changed.emit(state, self._now())

    def _on_checked(self, found: Verification) -> None:
        if not found.holds:
            self.damaged.emit("\n".join(found.problems))

    def _on_not_checked(self, error: BaseException) -> None:
        if isinstance(error, StoppedError):
            return
        if not isinstance(error, DeskError):
            raise error
        self.damaged.emit(str(error))


def _part(report: Progress, index: int, places: Sequence[Path]) -> Progress:
    """Progress at one of several places as progress at all of them."""
    return lambda share: report((index + share) / len(places))
