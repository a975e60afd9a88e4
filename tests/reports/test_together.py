"""No heading and no first line of a table is left alone at the foot of a page."""

from __future__ import annotations

import pytest
from reportlab.platypus import Flowable, Spacer

from reports.blocks import Text, section
from reports.clocks import ClockCard
from reports.ledger import Column, Entry, Ledger
from reports.page import body_width, build
from reports.style import BODY, CELL, LABEL
from tests.reports.builders import briefing, three_clocks
from tests.reports.pdf import pages

ROOM = body_width("A4")
BODY_HEIGHT = 700.0


def _table() -> Ledger:
    entries = [Entry([[(f"row {n}" + "\nx" * 8, CELL)]]) for n in range(9)]
    return Ledger([Column("Head", 1)], entries, ROOM)


@pytest.mark.parametrize("used", range(380, 690, 15))
@pytest.mark.parametrize("content", ["table", "card", "text", "key and table"])
def test_a_heading_stands_over_the_beginning_of_what_it_announces(content: str, used: int) -> None:
    parts: dict[str, list[Flowable]] = {
        "table": [_table()],
        "card": [ClockCard(three_clocks()[0], ROOM)],
        "text": [Text([("word " * 2000, BODY)], ROOM)],
        "key and table": [Text([("what the signs mean", LABEL)], ROOM), Spacer(1, 4), _table()],
    }
    sign = {"table": "row 1", "card": "BR-2026", "text": "word word", "key and table": "row 1"}[content]
    story = [Spacer(1, used), *section("The heading", ROOM), *parts[content]]
    read = pages(build(briefing(0), story, "A4"))
    (at,) = [number for number, page in enumerate(read) if "The heading" in page.replace("heading, cont", "")]
    assert sign in read[at]


@pytest.mark.parametrize("count", range(9, 40))
def test_no_page_of_a_table_holds_a_single_row(count: int) -> None:
    entries = [Entry([[(f"row-{n} " + "\nx" * 4, CELL)]]) for n in range(count)]
    story: list[Flowable] = [Ledger([Column("Head", 1)], entries, ROOM)]
    read = pages(build(briefing(0), story, "A4"))
    assert all(page.count("row-") > 1 for page in read)
    assert sum(page.count("row-") for page in read) == count
