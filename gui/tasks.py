"""Long work off the window's thread. A task calls one function and hands its result back to the window."""

from __future__ import annotations

import contextvars
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from typing_extensions import override


class _Signals(QObject):
    done = Signal(object)
    failed = Signal(object)


class _Job(QRunnable):
    def __init__(self, work: Callable[[], Any], signals: _Signals) -> None:
        super().__init__()
        self._work = work
        self._signals = signals
        self._context = contextvars.copy_context()  # the language is part of the context

    @override
    def run(self) -> None:
        try:
            result = self._context.run(self._work)
        except BaseException as error:  # noqa: BLE001  (handed to the window's thread, which raises or shows it)
            self._signals.failed.emit(error)
        else:
            self._signals.done.emit(result)


class Tasks(QObject):
    """Runs one task at a time; the results of tasks that were overtaken are dropped."""

    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._latest: _Signals | None = None
        self._alive: set[_Signals] = set()

    @property
    def is_busy(self) -> bool:
        return self._latest is not None

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Call `work` in a thread, then `done` with its result or `failed` with its error in this one."""
        signals = _Signals()
        self._latest = signals
        self._alive.add(signals)

        def finish(call: Callable[[Any], None], value: Any) -> None:
            self._alive.discard(signals)
            if self._latest is signals:
                self._latest = None
                self.busy_changed.emit(False)
                call(value)

        signals.done.connect(lambda value: finish(done, value))
        signals.failed.connect(lambda error: finish(failed, error))
        self.busy_changed.emit(True)
        self._pool.start(_Job(work, signals))

    def wait(self) -> None:
        """Let a running task end; its result is dropped."""
        self._latest = None
        self._pool.waitForDone()
