"""`python -m tools.screenshots --out DIR`: every page of the window and of a briefing."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.clock import ManualClock
from domain.words import LANGUAGES, language
from gui.screenshots import render_all, render_pdf
from reports import deadline_sheet, handover
from reports.situation import render
from storage import deadline_facts, handover_facts
from storage.briefing_facts import collect
from storage.desk import Desk
from storage.exercise import build_exercise

NOW = datetime(2026, 11, 23, 14, 7, 31, tzinfo=UTC)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    out: Path = parser.parse_args().out
    shutil.rmtree(out, ignore_errors=True)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "exercise.desk"
        build_exercise(path, now=NOW)
        for code in LANGUAGES:
            with language(code):
                pdf = Path(name) / "situation.pdf"
                pdf.write_bytes(_briefing(path))
                for made in render_all(path, out / code, pdf, clock=ManualClock(NOW)):
                    print(made)
                for sheet, pages in _sheets(path):
                    pdf = Path(name) / f"{sheet}.pdf"
                    pdf.write_bytes(pages)
                    for made in render_pdf(pdf, out / code):
                        print(made)
    return 0


def _briefing(path: Path) -> bytes:
    with Desk.open(path, clock=ManualClock(NOW), readonly=True) as desk:
        facts = collect(
            desk, since=NOW - timedelta(hours=24), until=NOW, cut_off=NOW, produced_at=NOW, author="AB"
        )
    return render(facts)


def _sheets(path: Path) -> Iterator[tuple[str, bytes]]:
    with Desk.open(path, clock=ManualClock(NOW), readonly=True) as desk:
        sheet = deadline_facts.collect(desk, cut_off=NOW, produced_at=NOW, author="AB")
        turn = handover_facts.collect(desk, cut_off=NOW, produced_at=NOW, author="AB")
    yield "deadlines", deadline_sheet.render(sheet)
    yield "handover", handover.render(turn)


if __name__ == "__main__":
    sys.exit(main())
