"""Telling whoever waits how far the pages are. What is told may stop the work by raising.

The rows of a long table are set as pages come to them, and are nearly all of the work where there is one; the
rest of a product is told of by its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
Report = Callable[[float], object]
"""Is told the share that is done, 0 to 1, never less than before."""
_STEP = 50
_SIZE, _PROGRESS = "SIZE_EST", "PROGRESS"
_ROWS = 0.8
"""The share of the work that a long table is."""


class _Work:
    """How far one product is."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._size = 1
        self._rows: float | None = None
        self._parts = self._told = 0.0

    def table(self, share: float) -> None:
        """So much of the long table is set."""
        self._rows = share
        self._tell()

    def parts(self, kind: str, value: int) -> None:
        """What reportlab says: how many parts there are, and how many of them are drawn."""
        if kind == _SIZE:
            self._size = max(value, 1)
        elif kind == _PROGRESS:
            self._parts = min(value / self._size, 1.0)
            self._tell()

    def _tell(self) -> None:
        share = self._parts
        if self._rows is not None:
            share = _ROWS * self._rows + (1 - _ROWS) * self._parts
        self._told = max(self._told, share)
        self._report(self._told)


def _silent(_share: float) -> None:
    """Nobody waits."""


_work: ContextVar[_Work] = ContextVar("work", default=_Work(_silent))  # noqa: B039  # nobody is told of it


@contextmanager
def reporting(report: Report) -> Iterator[None]:
    """Tell `report` of all that is set and drawn in this block."""
    token = _work.set(_Work(report))
    try:
        yield
    finally:
        _work.reset(token)


def of_rows(rows: Iterable[T], count: int) -> Iterator[T]:
    """These rows, `count` of them, told of as they are taken."""
    work = _work.get()
    for at, row in enumerate(rows, 1):
        if at % _STEP == 0 or at == count:
            work.table(at / count)
        yield row


def of_pages(kind: str, value: Any) -> None:
    """What reportlab tells while it lays out a document."""
    _work.get().parts(kind, int(value) if kind in (_SIZE, _PROGRESS) else 0)
