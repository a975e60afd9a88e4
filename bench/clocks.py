"""The board with ten thousand open breaches: a tick of what is seen, of the alarms, an idle minute."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bench import desks
from bench.measure import Ratio, compare, timed
from domain.breach_entries import breach_number, opening
from domain.clock import ManualClock
from domain.instant import Span
from storage.desk import Desk

BREACHES = 10_000
TICKS = 200
SECOND = timedelta(seconds=1)


def make(path: Path, count: int) -> Desk:
    """A desk with `count` open breaches on as many incidents, T0 spread over the last 70 hours."""
    clock = ManualClock(desks.NOW - timedelta(hours=70))
    desk = desks.empty(path, clock)
    step = timedelta(hours=70) / (count + 1)
    with desk.journal.writing("BN") as write:
        for number, (facts, _origin) in enumerate(desks.rows(count), 1):
            write.now = clock.now()
            occurred = Span.at(clock.now().replace(microsecond=0))
            logged = desks.number_of(number)
            content = {"facts": {**facts.to_json(), "occurred": occurred.to_json()}}
            write(action="incident.logged", record=logged, content=content)
            opened = opening(
                desk.incidents.get(logged), title=f"Breach {number}", anchor="occurred", basis="bench",
                protocol=desk.protocols.in_force(), now=write.now,
            )  # fmt: skip
            write(action="breach.opened", record=breach_number(desks.NOW.year, number), content=opened)
            clock.advance(step)
    return desk


def ticks(desk: Path, settings: Path) -> list[str]:
    """Median milliseconds of one tick of the board and of the alarms; memory before and after many ticks."""
    from PySide6.QtWidgets import QApplication

    from gui.application import make_window
    from gui.settings import Settings

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    kept = Settings(settings, settings)
    kept.set_text("author", "BN")
    clock = ManualClock(desks.NOW)
    window = make_window(application, clock, kept)
    window.show()
    if not window.open_desk(desk) or window.pages is None or window.session is None:
        raise SystemExit("the desk could not be opened")
    application.processEvents()
    board, session = window.pages.board, window.session
    if not board.list.viewport().isVisible():
        raise SystemExit("the board cannot be seen")

    def tick_board() -> None:
        clock.advance(SECOND)
        board.tick(clock.now())
        board.list.viewport().repaint()

    def tick_alarms() -> None:
        clock.advance(SECOND)
        session.schedule().due(clock.now())

    lines = [
        f"one tick of the visible board, {BREACHES:,} open: {_median(tick_board):.3f} ms median",
        f"one tick of the alarm scheduler, {BREACHES:,} open: {_median(tick_alarms):.4f} ms median",
    ]
    before = _resident_mb()
    for _ in range(100_000):
        clock.advance(timedelta(milliseconds=10))
        session.schedule().due(clock.now())
        board.model.tick(clock.now())
    lines.append(f"memory over 100,000 ticks: {before:.1f} MB before, {_resident_mb():.1f} MB after")
    window.close()
    return lines


def _resident_mb() -> float:
    """Memory of this process that is in use now (Linux), in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def _median(work: Callable[[], None]) -> float:
    times = sorted(timed(work) for _ in range(TICKS))
    return times[len(times) // 2] * 1000


def idle(desk: Path, settings: Path, seconds: int) -> Ratio:
    """CPU time of a window left alone, against an empty window left alone as long."""
    return compare(
        f"idle window over {seconds} s, CPU time",
        lambda: _idle_child("ours", seconds, str(desk), str(settings)),
        "idle empty PySide6 window, CPU time",
        lambda: _idle_child("empty", seconds),
        runs=1,
        warm=0,
    )


def _idle_child(*arguments: object) -> float:
    command = [sys.executable, "-m", "bench.windows", "idle", *map(str, arguments)]
    root = Path(__file__).parent.parent
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    return float(done.stdout.strip().splitlines()[-1])
