"""Emits the clock's now once a second, on the second.

A tick carries an instant and nothing is counted: whoever shows a time asks again, so sleep, suspend and a
changed clock lose nothing. A single-shot precise timer is aligned to the wall second each time, because a
repeating coarse timer drifts and skips a second every twenty.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from domain.clock import Clock, JumpWatch


class Ticker(QObject):
    """`ticked` carries the instant (aware, UTC); `jumped` a `domain.clock.Jump`."""

    ticked = Signal(object)
    jumped = Signal(object)

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._watch = JumpWatch(clock)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        self.tick()
        self._schedule()

    def stop(self) -> None:
        self._timer.stop()

    def tick(self) -> None:
        """Look at the clock now."""
        if (jump := self._watch.check()) is not None:
            self.jumped.emit(jump)
        self.ticked.emit(self._clock.now())

    def _on_timeout(self) -> None:
        self.tick()
        self._schedule()

    def _schedule(self) -> None:
        self._timer.start(1000 - self._clock.now().microsecond // 1000)
