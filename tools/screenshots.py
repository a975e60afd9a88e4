"""`python -m tools.screenshots --out DIR`: every page of the window and of a briefing."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.clock import ManualClock
from domain.words import LANGUAGES, language
from gui.screenshots import render_all
from reports.situation import render
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
    return 0


def _briefing(path: Path) -> bytes:
    with Desk.open(path, clock=ManualClock(NOW), readonly=True) as desk:
        facts = collect(
            desk, since=NOW - timedelta(hours=24), until=NOW, cut_off=NOW, produced_at=NOW, author="AB"
        )
    return render(facts)


if __name__ == "__main__":
    sys.exit(main())
