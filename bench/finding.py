"""Finding: the first page in logs of three sizes against the same SQL in bare SQLite; the table itself."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

from bench import desks
from bench.measure import Ratio, compare, timed
from domain.clock import ManualClock
from domain.filter import Filter, Order
from domain.query import parse
from storage.desk import Desk
from storage.driver import Connection, connect
from storage.filters import Way, Where
from storage.ordering import order_clause

PAGE = 100
RUNS = 25
ROOT = Path(__file__).parent.parent
QUERIES = {
    "": "rare",
    "number:77": "rare",
    "CV-2026-000077": "rare",
    "source:nobody": "rare",
    "place:Tokmak kind:mortar": "rare",
    "breach:BR-2026-0001": "rare",
    "kind:mortar": "rare",
    "party:unknown": "rare",
    "kind:mortar since:24h": "common",
    "near:47.5,35.5,2km": "common",
    "since:72h": "common",
    "grade:B2 kind:sniper": "common",
    "substation crater": "common",
}
"""What is typed; `rare` where a page of it is as much work in a log of any size."""


def pages(desk: Desk, size: int) -> Iterator[Ratio]:
    """The first page of each query, the rows themselves included."""
    bare = connect(desk.path, readonly=True)
    for query in QUERIES:
        chosen = parse(query, desks.NOW, UTC)
        where = Where(chosen)
        statement, values = _statement(bare, where)
        yield compare(
            f"first page: {query or '(everything)'}, {size:,} incidents",
            lambda chosen=chosen: timed(lambda: _ours(desk, chosen)),  # type: ignore[misc]
            "the same SQL in bare sqlite3",
            lambda s=statement, v=values: timed(lambda: _floor(bare, s, v)),  # type: ignore[misc]
            runs=RUNS,
        )
    bare.close()


def _statement(bare: Connection, where: Where) -> tuple[str, list[object]]:
    """The plain statement of the way that is taken, before anything is known of what it finds."""
    fresh = where.way(bare)
    where._found = None
    condition, values = where.sql(fresh)
    return f"SELECT id FROM incident{condition}{_order(fresh)} LIMIT {PAGE}", values


def _order(way: Way) -> str:
    return order_clause(Order.OCCURRED, descending=True, way=way)


def _ours(desk: Desk, chosen: Filter) -> None:
    ids = desk.incidents.first(chosen, Order.OCCURRED, descending=True, limit=PAGE)
    if ids:
        desk.incidents.rows(ids)


def _floor(bare: Connection, statement: str, values: list[object]) -> None:
    ids = [row[0] for row in bare.execute(statement, values).fetchall()]
    if ids:
        marks = ", ".join("?" * len(ids))
        bare.execute(f"SELECT * FROM incident WHERE id IN ({marks})", ids).fetchall()


def flatness(results: list[Ratio], sizes: list[int]) -> list[Ratio]:
    """The largest log against the smallest, of the queries that are as rare in both."""
    by_name = {result.name: result for result in results}
    made = []
    for query, kind in QUERIES.items():
        small, large = (
            by_name[f"first page: {query or '(everything)'}, {size:,} incidents"]
            for size in (sizes[0], sizes[-1])
        )
        if kind == "rare":
            ratio = large.ours_ms / small.ours_ms
            name = f"flat: {query}, {sizes[-1]:,} incidents"
            made.append(
                Ratio(
                    name, f"{sizes[0]:,} incidents", large.ours_ms, small.ours_ms, ratio, ratio, ratio, RUNS
                )
            )
    return made


def table(desk: Path, settings: Path) -> dict[str, float]:
    """What a process with the log open takes: run apart, so that its memory is its own."""
    command = [sys.executable, "-m", "bench.finding", str(desk), str(settings)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    return {key: float(value) for key, value in (line.split("=") for line in done.stdout.split())}


def _open(path: Path, settings: Path) -> None:
    """Open the log, jump about in it, and say how long that took and what it weighs."""
    from PySide6.QtWidgets import QApplication

    from gui.application import make_window
    from gui.pages import LOG
    from gui.settings import Settings

    application = QApplication([])
    kept = Settings(settings, settings)
    kept.set_text("author", "BN")
    window = make_window(application, ManualClock(desks.NOW), kept)
    window.resize(1280, 800)
    window.show()
    start = time.perf_counter()
    window.show_desk(Desk.open(path, clock=ManualClock(desks.NOW)))
    window.show_page(LOG)
    window.grab()
    opened = time.perf_counter() - start
    assert window.pages is not None
    log = window.pages.log
    longest = last = 0.0
    begun = time.perf_counter()
    while not log.model.rows.complete:
        last = time.perf_counter()
        application.processEvents()
        longest = max(longest, time.perf_counter() - last)
    settled = time.perf_counter() - begun
    application.processEvents()
    frames = []
    rows = log.model.rowCount()
    for step in range(60):
        row = (step * 7_919_317) % rows
        start = time.perf_counter()
        log.table.scrollTo(log.model.index(row, 0))
        log.table.viewport().repaint()
        frames.append(time.perf_counter() - start)
    print(f"rows={rows}")
    print(f"open_ms={opened * 1000:.1f}")
    print(f"settled_ms={settled * 1000:.1f}")
    print(f"longest_hold_ms={longest * 1000:.1f}")
    print(f"jump_ms={statistics.median(frames) * 1000:.2f}")
    print(f"memory_mb={_memory_mb():.1f}")
    window.close()


def _memory_mb() -> float:
    """What the process holds now, shared pages aside, where the system says it."""
    try:
        lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


if __name__ == "__main__":
    _open(Path(sys.argv[1]), Path(sys.argv[2]))
