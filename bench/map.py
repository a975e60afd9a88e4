"""The map page with a big desk: frames of panning and zooming against a bare QPainter and as many points."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bench import desks
from bench.measure import Ratio
from domain.clock import ManualClock
from storage.desk import Desk

if TYPE_CHECKING:
    from gui.map_canvas import MapCanvas

ROOT = Path(__file__).parent.parent
SIZE = (1280, 800)
FRAMES = 120
KINDS = ("pan", "zoom", "pan near", "pan, names placed anew")
LEAST = 30
"""Frames a second that a map of any size must reach."""


def frames(desk: Path, settings: Path) -> Iterator[Ratio]:
    """Each way of moving, in a process of its own without a screen, turn by turn with the bare painter.

    Counted is what one processor does for a frame, so that others at work on the machine change nothing.
    """
    command = [sys.executable, "-m", "bench.map", str(desk), str(settings)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True, env=environment)
    seen = json.loads(done.stdout.splitlines()[-1])
    print(
        f"the map of {seen['points']:,.0f} points: read, projected and sorted in {seen['read_ms']:.0f} ms,"
        f" memory {seen['memory_mb']:.0f} MB more"
    )
    for name in KINDS:
        pairs = [(ours, bare) for ours, bare in seen[name]]
        ours, ratios = sorted(a for a, _bare in pairs), sorted(a / b for a, b in pairs)
        slow = ours[-1 - len(ours) // 20]
        print(
            f"{name}: {1000 / statistics.median(ours):.0f} frames/s, slowest of 20 {1000 / slow:.0f} frames/s"
            f" (at least {LEAST})"
        )
        yield Ratio(
            f"map: {name}, a frame, {seen['points']:,} incidents",
            "as many points with a bare QPainter",
            statistics.median(ours),
            statistics.median(b for _ours, b in pairs),
            statistics.median(ratios),
            ratios[len(ratios) // 10],
            ratios[-1 - len(ratios) // 10],
            len(pairs),
        )


def _measure(path: Path, settings: Path) -> dict[str, object]:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QColor, QPainter, QPixmap
    from PySide6.QtWidgets import QApplication

    from gui.application import make_window
    from gui.pages import MAP
    from gui.settings import Settings

    application = QApplication([])
    kept = Settings(settings, settings)
    kept.set_text("author", "BN")
    window = make_window(application, ManualClock(desks.NOW), kept)
    window.resize(*SIZE)
    window.show()
    window.show_desk(Desk.open(path, clock=ManualClock(desks.NOW)))
    assert window.pages is not None
    page = window.pages.map
    before = _memory_mb()
    start = time.perf_counter()
    window.show_page(MAP)
    while page.content.reading:
        application.processEvents()
    read_ms = (time.perf_counter() - start) * 1000
    canvas, scene = page.canvas, page.canvas.scene
    made: dict[str, object] = {
        "points": len(page.content.now.points),
        "read_ms": read_ms,
        "memory_mb": _memory_mb() - before,
    }

    canvas.fit()
    canvas.repaint()
    places = [scene.view.place(*point) for point in page.content.now.points.places()]
    target, points = QPixmap(canvas.size()), [QPointF(x, y) for x, y in places]

    def bare() -> float:
        begun = time.process_time()
        painter = QPainter(target)
        painter.fillRect(target.rect(), QColor("white"))
        painter.drawPoints(points)
        painter.end()
        return (time.process_time() - begun) * 1000

    for kind in KINDS:
        canvas.fit()
        if "near" in kind:
            canvas.zoom(5)
        for index in range(24):
            _frame(canvas, index, kind)
        made[kind] = [(_frame(canvas, index, kind), bare()) for index in range(FRAMES)]
    window.close()
    return made


def _frame(canvas: MapCanvas, index: int, kind: str) -> float:
    """Move as `kind` says, and paint; the milliseconds that took."""
    begun = time.process_time()
    if kind == "zoom":
        canvas.zoom(1 if index % 12 < 6 else -1)
    else:
        canvas._go(canvas.scene.view.moved(11 if index % 40 < 20 else -11, 4 if index % 24 < 12 else -4))
    if "anew" in kind:
        canvas.scene.names.forget()
    canvas.repaint()
    return (time.process_time() - begun) * 1000


def _memory_mb() -> float:
    """What the process holds now, shared pages aside, where the system says it."""
    try:
        lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


if __name__ == "__main__":
    print(json.dumps(_measure(Path(sys.argv[1]), Path(sys.argv[2]))))
