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

from bench import clocks, desks, finding, keeping, printing, storing
from bench import map as frames
from bench.measure import Ratio, compare, timed
from domain.clock import ManualClock
from storage.desk import Desk

ROOT = Path(__file__).parent.parent
STARTS = 9


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--incidents", type=int, default=100_000, help="size of the big desk")
    parser.add_argument("--idle", type=int, default=60, help="seconds the window is left alone")
    only = ("log", "clocks", "find", "paper", "map", "keeping")
    parser.add_argument("--only", choices=only, help="only these figures")
    parser.add_argument("--full", action="store_true", help="find in 1,000,000 incidents as well (minutes)")
    parser.add_argument("--desks", type=Path, help="keep the big desks here, and use those that are there")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bench.json")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        results: list[Ratio] = []
        if chosen.only in (None, "log"):
            results += run_log(Path(name), chosen.incidents)
        if chosen.only in (None, "clocks"):
            results += run_clocks(Path(name), chosen.idle)
        if chosen.only in (None, "find"):
            sizes = [10_000, 100_000, 1_000_000] if chosen.full else [10_000, 100_000]
            results += run_find(chosen.desks or Path(name), Path(name), sizes)
        if chosen.only in (None, "paper"):
            for result in printing.run(Path(name)):
                results.append(result)
                print(result.line(), flush=True)
        if chosen.only in (None, "keeping"):
            for result in keeping.run(Path(name), chosen.incidents):
                results.append(result)
                print(result.line(), flush=True)
        if chosen.only in (None, "map"):
            results += run_map(Path(name), chosen.incidents)
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


def run_map(folder: Path, size: int) -> list[Ratio]:
    """Frames of the map page."""
    path = folder / "map.desk"
    desks.make(path, size).close()
    results = list(frames.frames(path, folder / "settings"))
    for result in results:
        print(result.line(), flush=True)
    return results


def run_log(folder: Path, size: int) -> list[Ratio]:
    """The log of a big desk, printed as it comes."""
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
    for result in storing.import_tables(folder):
        tell(result)
    big.close()
    return results


def run_find(kept: Path, folder: Path, sizes: list[int]) -> list[Ratio]:
    """First pages in logs of several sizes, and the table of the log on each."""
    results: list[Ratio] = []
    memory = 0.0
    for size in sizes:
        path = kept / f"find-{size}.desk"
        if not path.exists():
            took = timed(lambda path=path, size=size: desks.make(path, size).close())  # type: ignore[misc]
            print(f"made a desk of {size:,} incidents in {took:.1f} s", flush=True)
        with Desk.open(path, clock=ManualClock(desks.NOW), readonly=True) as desk:
            for result in finding.pages(desk, size):
                results.append(result)
                print(result.line(), flush=True)
        seen = finding.table(path, folder / "settings")
        memory = memory or seen["memory_mb"]
        print(
            f"the log of {size:,}: shown in {seen['open_ms']:.0f} ms, all {seen['rows']:,.0f} rows known"
            f" {seen['settled_ms']:.0f} ms later (window held {seen['longest_hold_ms']:.0f} ms at most),"
            f" jump to any row and paint {seen['jump_ms']:.1f} ms, memory {seen['memory_mb']:.0f} MB"
            f" (× {seen['memory_mb'] / memory:.2f})",
            flush=True,
        )
    flat = finding.flatness(results, sizes)
    for result in flat:
        print(result.line(), flush=True)
    return results + flat


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
