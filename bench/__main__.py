"""`python -m bench`: every figure, each as a ratio in one run. Writes build/bench.json."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from bench import clocks, desks, printing, storing
from bench.measure import Ratio, compare, timed
from domain.clock import ManualClock
from storage.desk import Desk

ROOT = Path(__file__).parent.parent
STARTS = 9


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--incidents", type=int, default=100_000, help="size of the big desk")
    parser.add_argument("--idle", type=int, default=60, help="seconds the window is left alone")
    parser.add_argument("--only", choices=("log", "clocks"), help="only these figures")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bench.json")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        results: list[Ratio] = []
        if chosen.only != "clocks":
            results += run_log(Path(name), chosen.incidents)
        if chosen.only != "log":
            results += run_clocks(Path(name), chosen.idle)
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps([result.to_json() for result in results], indent=1), encoding="utf-8")
    return 0


def run_clocks(folder: Path, seconds: int) -> list[Ratio]:
    """Ticks of a board with many open breaches, and a window left alone."""
    path = folder / "clocks.desk"
    took = timed(lambda: clocks.make(path, clocks.BREACHES).close())
    print(f"made a desk of {clocks.BREACHES:,} open breaches in {took:.1f} s", flush=True)
    for line in clocks.ticks(path, folder / "settings"):
        print(line, flush=True)
    result = clocks.idle(path, folder / "settings", seconds)
    print(f"{result.line()}  that is {result.ours_ms / 10 / seconds:.2f} % of one core", flush=True)
    return [result]


def run_log(folder: Path, size: int) -> list[Ratio]:
    """The log of a big desk and a briefing, printed as they come."""
    results: list[Ratio] = []

    def tell(result: Ratio) -> None:
        results.append(result)
        print(result.line(), flush=True)

    took = timed(lambda: desks.make(folder / "big.desk", size).close())
    print(f"made a desk of {size:,} incidents in {took:.1f} s ({size / took:,.0f} rows/s)", flush=True)
    tell(
        compare(
            f"process start to painted log, {size:,} incidents",
            partial(_start, "ours", str(folder / "big.desk"), str(folder / "settings")),
            "process start to empty PySide6 window",
            partial(_start, "empty"),
            runs=STARTS,
        )
    )
    big = Desk.open(folder / "big.desk", clock=ManualClock(desks.NOW))
    tell(storing.find(big, "CV-2026-000077", f"find a number, {size:,} incidents"))
    tell(storing.find(big, "substation crat", f"find two words, {size:,} incidents"))
    tell(storing.save(folder, big))
    big.close()
    small = desks.make(folder / "small.desk", printing.ROWS)
    tell(printing.briefing(small))
    small.close()
    return results


def _start(*arguments: str) -> float:
    """Seconds from starting a process until it says that its window is painted."""
    command = [sys.executable, "-m", "bench.windows", *arguments]

    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        took = time.perf_counter() - start
        process.stdout.read()
    if line != b"painted\n":
        raise SystemExit(f"{command} painted nothing")
    return took


if __name__ == "__main__":
    sys.exit(main())
