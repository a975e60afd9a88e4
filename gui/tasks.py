"""Long work off the window's thread. A task calls one function and hands its result back to the window."""

from __future__ import annotations

import contextvars
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from typing_extensions import override


class _Signals(QObject):
    ended = Signal(int, object, object)
    """The number of the task, its result, its error (None where there is none)."""


class _Job(QRunnable):
    def __init__(self, number: int, work: Callable[[], Any], signals: _Signals) -> None:
        super().__init__()
        self._number = number
        self._work = work
        self._signals = signals
        self._context = contextvars.copy_context()  # the language is part of the context

    @override
    def run(self) -> None:
        try:
            result = self._context.run(self._work)
        except BaseException as error:  # noqa: BLE001  (handed to the window's thread, which raises or shows it)
            self._signals.ended.emit(self._number, None, error)
        else:
            self._signals.ended.emit(self._number, result, None)


class Tasks(QObject):
    """Runs one task at a time; the results of tasks that were overtaken are dropped.

    A task that ends after its window was closed is dropped as well: results come in through a slot of this
    object, which goes with its parent.
    """

    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._signals = _Signals()
        self._signals.ended.connect(self._on_ended)
        self._number = 0
        self._waiting: tuple[Callable[[Any], None], Callable[[BaseException], None]] | None = None

    @property
    def is_busy(self) -> bool:
        return self._waiting is not None

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Call `work` in a thread, then `done` with its result or `failed` with its error in this one."""
        self._number += 1
        self._waiting = (done, failed)
        self.busy_changed.emit(True)
        self._pool.start(_Job(self._number, work, self._signals))

    def wait(self) -> None:
        """Let a running task end; its result is dropped."""
        self._waiting = None
        self._pool.waitForDone()

    def _on_ended(self, number: int, result: Any, error: BaseException | None) -> None:
        if number != self._number or self._waiting is None:
            return
        done, failed = self._waiting
        self._waiting = None
        self.busy_changed.emit(False)
        if error is not None:
            failed(error)
        else:
            done(result)
