"""`python -m tools.screenshots --out DIR`: every page of the window and of a briefing, every dialog."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from domain.clock import ManualClock
from domain.words import LANGUAGES, language
from gui.screenshots import render_all, render_pdf
from reports import deadline_sheet, handover
from reports.situation import render
from storage import deadline_facts, handover_facts
from storage.briefing_facts import collect
from storage.desk import Desk
from storage.exercise import build_exercise
from tools.gallery import Gallery

TABLE = """occurred;place;kind;source
2026-11-22T10:00Z;Orikhiv;mortar;Patrol 3
2026-11-22T11:30Z;Tokmak;artillery;Patrol 3
soon;Nowhere;mortar;Patrol 3
"""
"""What the picture of the import shows: two rows that can be brought in, and one that cannot."""
NOW = datetime(2026, 11, 23, 14, 7, 31, tzinfo=UTC)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    out: Path = parser.parse_args().out
    shutil.rmtree(out, ignore_errors=True)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "exercise.desk"
        build_exercise(path, now=NOW)
        _take_watch(path)
        table = Path(name) / "south.csv"
        table.write_text(TABLE, encoding="utf-8")
        for code in LANGUAGES:
            with language(code):
                pdf = Path(name) / "situation.pdf"
                pdf.write_bytes(_briefing(path))
                for made in render_all(path, out / code, pdf, clock=ManualClock(NOW)):
                    print(made)
                application = QApplication.instance()
                assert isinstance(application, QApplication)
                for made in Gallery(application, out / code, ManualClock(NOW), table).render(path):
                    print(made)
                for sheet, pages in _sheets(path):
                    pdf = Path(name) / f"{sheet}.pdf"
                    pdf.write_bytes(pages)
                    for made in render_pdf(pdf, out / code):
                        print(made)
    return 0


def _take_watch(path: Path) -> None:
    """A watch with a note and a time check, for the page and the dialogs of the watch."""
    with Desk.open(path, clock=ManualClock(NOW)) as desk:
        desk.watch.start("AB, CD", note="two analysts until 2200Z", author="AB")
        desk.watch.check_time(NOW - timedelta(seconds=3.2), "GPS receiver", author="CD")
        desk.watch.note("Hotline quiet since 1300Z.", author="AB")


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
