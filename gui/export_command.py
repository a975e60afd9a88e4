"""Writing the log, or what is selected in it, to a file; a thread that can be stopped writes a long one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal
from PySide6.QtWidgets import QProgressDialog

from domain.clock import Clock
from domain.errors import DeskError
from domain.filter import Filter
from domain.words import _, n_
from gui.passphrase import leaving
from gui.tasks import Tasks
from storage.desk import Desk

if TYPE_CHECKING:
    from gui.window import MainWindow

AT_ONCE = 2_000
"""Up to so many incidents are written while the window waits."""
FORMS = (
    ("CSV (*.csv)", ".csv"),
    ("Excel (*.xlsx)", ".xlsx"),
    ("JSON lines (*.jsonl)", ".jsonl"),
    ("GeoJSON (*.geojson)", ".geojson"),
)


def export_log(window: MainWindow) -> None:
    """Write what the log shows now."""
    if window.pages is not None:
        _export(window, window.pages.log.filter, None)


def export_selection(window: MainWindow) -> None:
    """Write the selected incidents, in the order in which they stand."""
    if window.pages is not None and (ids := window.pages.log.selection) is not None:
        _export(window, Filter(), ids)


def _export(window: MainWindow, chosen: Filter, ids: Sequence[int] | None) -> None:
    from storage.exporting import export

    session = window.session
    if session is None:
        return
    settings = window.services.settings
    folder = Path(settings.text("export/folder", str(Path.home())))
    suggested = folder / f"{session.info.code}-{window.clock.now():%Y%m%d}.csv"
    path = window.services.files.save(
        window,
        leaving(_("Export the log"), session.desk.key),
        suggested,
        ";;".join(kind for kind, _suffix in FORMS),
    )
    if path is None:
        return
    incidents = session.desk.incidents
    many = len(ids) if ids is not None else incidents.total()
    try:
        if many <= AT_ONCE:
            count: int | None = export(session.desk, path, chosen, ids=ids, overwrite=True)
        else:
            work = partial(_apart, session.desk, window.clock, path, chosen, ids)
            count = _Waiting(window).run(work)
    except DeskError as error:
        window.services.messages.error(window, error)
        return
    if count is None:
        return
    settings.set_text("export/folder", str(path.parent))
    window.services.messages.tell(
        window,
        _("Exported"),
        n_("{n} incident was written.", "{n} incidents were written.", count),
        str(path),
    )


class _StoppedError(Exception):
    """The user stopped it."""


Told = Callable[[int, int], None]


def _apart(
    shown: Desk, clock: Clock, path: Path, chosen: Filter, ids: Sequence[int] | None, told: Told
) -> int:
    """The export through a connection of its own."""
    from storage.exporting import export

    with Desk.open(shown.path, clock=clock, readonly=True, key=shown.key) as desk:
        return export(desk, path, chosen, ids=ids, overwrite=True, progress=told)


class _Waiting(QObject):
    """A dialog that shows how far it is, and can stop it."""

    told = Signal(int, int)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._tasks = Tasks(self)
        self._stop = Event()
        self._loop = QEventLoop(self)
        self._result: int | None = None
        self._error: BaseException | None = None
        self._dialog = QProgressDialog(_("Writing the file …"), _("Stop"), 0, 0, window)
        self._dialog.setWindowModality(Qt.WindowModality.WindowModal)
        self._dialog.setMinimumDuration(0)
        self._dialog.setAutoClose(False)
        self._dialog.setAutoReset(False)
        self._dialog.canceled.connect(self._stop.set)
        self.told.connect(self._show)

    def run(self, work: Callable[[Told], int]) -> int | None:
        """What `work` gives; None where it was stopped. Raises what it raised."""
        self._tasks.run(partial(work, self._tell), self._on_done, self._on_failed)
        self._dialog.show()
        self._loop.exec()
        self._dialog.close()
        self._dialog.deleteLater()
        self.deleteLater()
        if self._error is not None and not isinstance(self._error, _StoppedError):
            raise self._error
        return self._result

    def _tell(self, done: int, total: int) -> None:
        """Called in the thread."""
        if self._stop.is_set():
            raise _StoppedError
        self.told.emit(done, total)

    def _show(self, done: int, total: int) -> None:
        self._dialog.setMaximum(total)
        self._dialog.setValue(done)

    def _on_done(self, count: int) -> None:
        self._result = count
        self._loop.quit()

    def _on_failed(self, error: BaseException) -> None:
        self._error = error
        self._loop.quit()
