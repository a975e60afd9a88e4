"""Telling whoever waits how far the pages are. What is told may stop the work by raising.

Setting the lines of long tables is the first half of the work, drawing the pages the second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
Report = Callable[[float], object]
"""Is told the share that is done, 0 to 1."""
_STEP = 50
_SIZE, _PROGRESS = "SIZE_EST", "PROGRESS"


def _silent(_share: float) -> None:
    """Nobody waits."""


_report: ContextVar[Report] = ContextVar("report", default=_silent)
_size: ContextVar[int] = ContextVar("size", default=1)


@contextmanager
def reporting(report: Report) -> Iterator[None]:
    """Tell `report` of all that is set and drawn in this block."""
    token = _report.set(report)
    try:
        yield
    finally:
        _report.reset(token)


def of_rows(rows: Iterable[T], count: int) -> Iterator[T]:
    """These rows, `count` of them, told of as they are taken."""
    report = _report.get()
    for at, row in enumerate(rows):
        if at % _STEP == 0:
            report(0.5 * at / max(count, 1))
        yield row


def of_pages(kind: str, value: Any) -> None:
    """What reportlab tells while it lays out a document."""
    if kind == _SIZE:
        _size.set(max(int(value), 1))
    elif kind == _PROGRESS:
        _report.get()(0.5 + 0.5 * min(int(value) / _size.get(), 1.0))
