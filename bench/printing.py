"""A 500-row briefing against a bare canvas that draws the same text."""

from __future__ import annotations

import io
from datetime import timedelta
from importlib import resources

from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from bench import desks
from bench.measure import Ratio, compare, timed
from domain.briefing import Briefing
from reports.situation import render
from storage.briefing_facts import collect
from storage.desk import Desk

ROWS = 500
RUNS = 7


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


def briefing(desk: Desk) -> Ratio:
    """Render a briefing of `ROWS` incidents; the floor draws the words of its pages where they stand."""
    facts = briefing_of(desk)
    pdf = render(facts)
    pages = [page.extract_text().splitlines() for page in PdfReader(io.BytesIO(pdf)).pages]
    font = resources.files("ttf_opensans") / "ttf" / "OpenSans-Regular.ttf"
    with resources.as_file(font) as path:
        pdfmetrics.registerFont(TTFont("Bare", str(path)))

    def bare() -> None:
        canvas = Canvas(io.BytesIO(), pagesize=A4)
        for lines in pages:
            canvas.setFont("Bare", 8)
            for index, line in enumerate(lines):
                canvas.drawString(50, 790 - index * 5, line)
            canvas.showPage()
        canvas.save()

    return compare(
        f"situation briefing of {len(facts.incidents)} incidents, {len(pages)} pages",
        lambda: timed(lambda: render(facts)),
        "bare reportlab canvas, same text",
        lambda: timed(bare),
        runs=RUNS,
    )
