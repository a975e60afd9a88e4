"""Waiting for long work with a dialog that shows how far it is and can stop it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from gui.tasks import Tasks
from storage.driver import StoppedError

SHOWN_AFTER = 400
"""Milliseconds before the dialog shows: what is done at once flashes nothing up."""

Progress = Callable[[float], None]


class Stoppable(QObject):
    """Tells the window of the progress of work in a thread, and stops that work where it reports."""

    reported = Signal(float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = Event()

    def stop(self) -> None:
        """The work ends with `StoppedError` where it reports next."""
        self._stop.set()

    def report(self, share: float) -> None:
        """Called by the work, in its thread."""
        if self._stop.is_set():
            raise StoppedError("interrupted")
        self.reported.emit(share)


def wait_for(parent: QWidget, text: str, give_up: str, work: Callable[[Progress], Any]) -> Any:
    """What `work` gives, done in a thread. Raises what it raised, `StoppedError` where the user gave up."""
    dialog = QProgressDialog(text, give_up, 0, 100, parent)
    dialog.setWindowTitle(text)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setMinimumDuration(SHOWN_AFTER)
    dialog.setAutoClose(False)
    dialog.setAutoReset(False)
    made = Stoppable(dialog)
    dialog.canceled.connect(made.stop)
    made.reported.connect(lambda share: dialog.setValue(int(100 * share)))
    loop, tasks = QEventLoop(), Tasks(dialog)
    result: list[Any] = []
    failure: list[BaseException] = []

    def done(value: Any) -> None:
        result.append(value)
        loop.quit()

    def failed(error: BaseException) -> None:
        failure.append(error)
        loop.quit()

    tasks.run(lambda: work(made.report), done, failed)
    dialog.setValue(0)
    loop.exec()
    dialog.close()
    dialog.deleteLater()
    if failure:
        raise failure[0]
    return result[0]
