"""A briefing of 2,000 incidents with map and charts: against a bare canvas, and against other libraries."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import ttf_opensans

from bench import bare, desks
from bench.measure import Ratio, compare, timed
from domain.briefing import Briefing
from domain.clock import ManualClock
from domain.incident import Incident
from reports.incidents import entry, incident_table
from reports.page import page_count
from reports.rows import Cell
from reports.situation import render
from reports.style import prepare
from storage.briefing_facts import collect
from storage.desk import Desk

ROOT = Path(__file__).parent.parent
FONTS = Path(ttf_opensans.__file__).parent / "ttf"
ROWS = 2000
SIZES = (500, 2000, 10_000)
RIVALS = (("typst", 5), ("fpdf2", 2), ("weasyprint", 2))
"""Each with how often it is asked: the slow ones seldom."""


def briefing_of(desk: Desk) -> Briefing:
    """A briefing over every incident of the desk."""
    return collect(
        desk,
        since=desks.NOW - timedelta(days=366),
        until=desks.NOW,
        cut_off=desks.NOW,
        produced_at=desks.NOW,
        author="BN",
    )


def briefing(count: int) -> Briefing:
    """A briefing of so many incidents, which no desk was needed for but its own facts."""
    with (
        tempfile.TemporaryDirectory() as name,
        desks.empty(Path(name) / "a.desk", ManualClock(desks.NOW)) as desk,
    ):
        facts = briefing_of(desk)
    incidents = [
        Incident(number=desks.number_of(serial), facts=each, logged_at=desks.NOW, logged_by="BN")
        for serial, (each, _origin) in enumerate(desks.rows(count), 1)
    ]
    incidents.sort(key=lambda incident: (incident.facts.occurred.earliest, incident.number))
    return replace(facts, incidents=tuple(incidents))


def run(folder: Path) -> Iterator[Ratio]:
    """Every comparison, as it comes; the cost of a row and the memory are printed."""
    facts = briefing(ROWS)
    pdf = render(facts)
    ours = f"briefing of {ROWS:,} incidents, {page_count(pdf)} pages, {len(pdf) / 2**20:.1f} MB"
    pages = bare.read(pdf)
    mine: Callable[[], float] = lambda: timed(lambda: render(facts))  # noqa: E731
    yield compare(
        ours, mine, "bare canvas, same words and rules", lambda: timed(lambda: bare.draw(pages)), runs=7
    )
    given = folder / "content.json"
    given.write_text(json.dumps(_content(facts)), encoding="utf-8")
    for name, runs in RIVALS:
        seconds = partial(_rival, name, given, folder / f"{name}.pdf")
        if (said := seconds()) is None:
            print(f"{name}: not measured; `make bench` sees to it", flush=True)
        else:
            floor = f"{name}, {said['peak_mb']:.0f} MB, only the table"
            yield compare(ours, mine, floor, lambda ask=seconds: ask()["seconds"], runs=runs, warm=0)  # type: ignore[misc]
    yield from _growth()


def _growth() -> Iterator[Ratio]:
    """The cost of a row and the memory, at several lengths, each in a process of its own."""
    told = {}
    for size in SIZES:
        asked = [sys.executable, "-m", "bench.printing", str(size)]
        out = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True, text=True)
        told[size] = json.loads(out.stdout)
        print(
            f"{size:>7,} incidents: {told[size]['row_ms']:.3f} ms a row, {told[size]['pages']} pages of"
            f" {told[size]['page_kb']:.1f} kB, {told[size]['taken_mb']:.0f} MB over the facts", flush=True,
        )  # fmt: skip
    for size in SIZES[1:]:
        last, first = told[size]["row_ms"], told[SIZES[0]]["row_ms"]
        name, floor = f"cost of a row of {size:,}", f"of {SIZES[0]:,}"
        yield Ratio(name, floor, last, first, last / first, last / first, last / first, 1)


def _alone(count: int) -> dict[str, float]:
    """What one length costs, measured by a process that does nothing else."""
    import resource

    prepare()
    facts = briefing(count)
    render(replace(facts, incidents=facts.incidents[:3]))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pdf = render(facts)
    taken = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    spent = [_spent(lambda: render(facts)) for _ in range(3)]
    pages = page_count(pdf)
    row = statistics.median(spent) * 1000 / count
    return {"row_ms": row, "taken_mb": taken, "pages": pages, "page_kb": len(pdf) / pages / 1024}


def _spent(work: Callable[[], object]) -> float:
    """Seconds of processor that `work` took."""
    before = os.times()
    work()
    after = os.times()
    return after.user + after.system - before.user - before.system


def _rival(name: str, content: Path, out: Path) -> dict[str, float] | None:
    """What a library took; None where it is not installed."""
    python = ROOT / "build" / "bench-venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        return None
    asked = [str(python), str(ROOT / "bench" / "rivals.py"), name, str(content), str(FONTS), str(out)]
    done = subprocess.run(asked, capture_output=True, check=False, text=True)
    if done.returncode:
        print(done.stderr.splitlines()[-1], flush=True)
        return None
    told: dict[str, float] = json.loads(done.stdout)
    return told


def _content(facts: Briefing) -> dict[str, object]:
    """The table of incidents as plain text."""
    columns = incident_table([], 493).columns
    return {
        "title": facts.title,
        "marking": facts.marking.label,
        "widths": [column.share for column in columns],
        "head": [column.title for column in columns],
        "rows": [
            {"cells": [_plain(cell) for cell in row.cells], "note": _plain(row.note)}
            for row in map(entry, facts.incidents)
        ],
    }


def _plain(cell: Cell) -> str:
    lines = [
        "".join(text for text, _style in (piece if isinstance(piece, list) else [piece])) for piece in cell
    ]
    return "\n".join(filter(None, lines))


if __name__ == "__main__":
    print(json.dumps(_alone(int(sys.argv[1]))))
