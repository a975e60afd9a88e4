"""Pages drawn off the window's thread: the newest choices win, and what was overtaken stops."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from domain.words import _
from gui.parts import button, label
from gui.pdf_viewer import PdfViewer
from gui.tasks import Tasks
from gui.waiting import Progress, Stoppable
from storage.driver import StoppedError


class Preview(QObject):
    """A viewer, what is said of its pages, a button that stops. `drawn` carries a `Prepared`."""

    drawn = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.viewer = PdfViewer()
        self.state = label("", "soft", wrap=True)
        self.stop = button(_("Stop"), self._on_stop, role="flat", tip=_("Leave the pages as they were"))
        self.stop.hide()
        self._tasks = Tasks(self)
        self._drawing: Stoppable | None = None

    @property
    def is_busy(self) -> bool:
        """Whether pages are being drawn."""
        return self._tasks.is_busy

    def draw(self, work: Callable[[Progress], Any]) -> None:
        """Draw in a thread; the pages that are shown stay until then."""
        self.halt()
        self.state.setText(_("Drawing the pages …"))
        self._drawing = Stoppable(self)
        self._drawing.reported.connect(self._on_reported)
        self._tasks.run(partial(work, self._drawing.report), self._on_drawn, self._on_failed)

    def halt(self, *, wait: bool = False) -> None:
        """Stop what is being drawn: nobody waits for it any more. `wait` until it has stopped."""
        if self._drawing is not None:
            self._drawing.reported.disconnect(self._on_reported)
            self._drawing.stop()
            self._drawing = None
        self.stop.hide()
        if wait:
            self._tasks.wait()

    def show_pdf(self, pdf: bytes, said: str) -> int:
        """Show finished pages; gives how many they are."""
        self.halt()
        count = self.viewer.show_pdf(pdf)
        self.state.setText(said)
        return count

    def _on_drawn(self, made: Any) -> None:
        self.halt()
        self.drawn.emit(made)

    def _on_failed(self, error: BaseException) -> None:
        self.halt()
        self.state.setText("")
        if isinstance(error, StoppedError):
            self.state.setText(_("Stopped. The pages are older than the choices."))
        else:
            self.failed.emit(error)

    def _on_reported(self, share: float) -> None:
        if self._drawing is not None:
            self.stop.show()
            self.state.setText(_("Drawing the pages … {percent} %").format(percent=round(100 * share)))

    def _on_stop(self) -> None:
        if self._drawing is not None:
            self._drawing.stop()
