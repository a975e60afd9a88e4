"""The deadline sheet: read back, counted, compared byte by byte."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.breach import Breach
from domain.instant import Span
from domain.ladder import State
from domain.marking import Marking, Tlp
from domain.phrases import deadline_utc, state_label
from domain.protocol import Phase, default_protocol
from domain.words import language
from reports.deadline_sheet import render
from reports.handover import render as render_handover
from reports.page import page_count
from tests.reports.builders import HOUR, MINUTE, UNTIL, breach, clock
from tests.reports.pdf import fonts, pages, reader, text
from tests.reports.products import handover, many_clocks, sheet

ROOT = Path(__file__).parents[2]


def squeezed(pdf: bytes) -> str:
    """All text without spaces: lines of a cell are broken anywhere."""
    return text(pdf).replace(" ", "")


def test_a_breach_says_all_the_desk_needs() -> None:
    read = squeezed(render(sheet()))
    for said in (
        "Deadline sheet, 231200Z NOV 26",
        "3 open breaches.",
        "BR-2026-0007 Artillery fire on Orikhiv",
        "Orikhiv, Zaporizhzhia Oblast · T0 221600Z NOV 26 (occurred, ±20 min) · 9 incidents · FT-2026 v1",
        "Warning and halt, 24 h 231540–231620Z NOV 26 23 Nov 17:40–18:20 Kyiv",
        "response, 72 h 251540–251620Z NOV 26 25 Nov 17:40–18:20 Kyiv",
        "due soon done, 230750Z NOV 26, Liaison 1 action recorded, not complete",
        "met at T+09:12",
        "Assessed by CD 201130Z NOV 26: hostilities assessed as continuing",
        "Acted", "Time", "Initials",
        "Clock of this machine: was 2.4 s ahead of GPS receiver",
        "not an official text",
    ):  # fmt: skip
        assert said.replace(" ", "") in read


@pytest.mark.parametrize("page_size", ["A4", "Letter"])
@pytest.mark.parametrize("count", [0, 1, 5, 50, 200])
def test_every_page_says_what_it_is_and_no_breach_is_missing(count: int, page_size: str) -> None:
    marking = Marking(Tlp.RED, "Monitoring mission only", exercise=True)
    clocks = many_clocks(count)
    pdf = render(sheet(clocks, marking=marking), page_size=page_size)
    read = pages(pdf)
    assert page_count(pdf) == len(reader(pdf).pages)
    for number, page in enumerate(read, 1):
        assert page.count("TLP:RED") == 2
        assert page.count("Monitoring mission only") == 2
        assert page.count("EXERCISE EXERCISE EXERCISE") == 2
        assert "BRF-2026-0032" in page
        assert "data cut-off 231200Z NOV 26 · produced 231203Z NOV 26" in page
        assert f"page {number} of {len(read)}" in page
    whole = " ".join(read)
    for each in clocks:
        assert f"{each.breach.number} {each.breach.title}" in whole
        for p in each.standing.phases:
            if p.deadline is not None:
                assert deadline_utc(p.deadline, month=True) in whole


@pytest.mark.parametrize(("count", "most"), [(0, 1), (1, 1), (2, 1), (4, 1), (5, 2), (50, 16), (200, 60)])
def test_it_takes_no_more_paper_than_it_must(count: int, most: int) -> None:
    assert page_count(render(sheet(many_clocks(count)))) <= most


def test_a_breach_is_never_parted_from_its_phases() -> None:
    """Every page of the table begins with a breach, or with the heading of a group of them."""
    read = pages(render(sheet(many_clocks(50))))
    tables = [page.split("Acted Time Initials ")[1] for page in read if "Acted Time Initials " in page]
    assert len(tables) > 5
    for table in tables:
        assert table.startswith(("BR-2026-", "Next deadline", "Deadlines passed", "No deadline"))
        for one in table.split(" BR-2026-")[1:]:
            assert "Co-ordinated response" in one


def test_no_open_breach_is_said_and_room_is_left_to_write() -> None:
    read = text(render(sheet(())))
    assert "No breach clock is open at the data cut-off." in read
    assert "Breaches opened by hand" in read
    assert "T0 + 24 h T0 + 72 h" in read


def test_deadlines_in_order_of_time_come_first_where_there_are_many() -> None:
    few, many = text(render(sheet(many_clocks(3)))), pages(render(sheet(many_clocks(30))))
    assert "in order of time" not in few
    assert "Deadlines ahead, in order of time" in many[0]
    listed = [word for word in many[0].split("Initials")[1].split() if word.endswith("Z") and word[0] == "2"]
    assert listed == sorted(listed, key=lambda written: written.split("–")[0])


STATES: list[tuple[State, Breach]] = [
    (State.RUNNING, breach(1, Span.at(UNTIL - HOUR))),
    (State.DUE_SOON, breach(1, Span.at(UNTIL - 20 * HOUR))),
    (State.PASSED, breach(1, Span.at(UNTIL - 30 * HOUR))),
    (State.WAITING, breach(1, Span.at(UNTIL - HOUR))),
    (State.ASSESSMENT_DUE, breach(1, Span.at(UNTIL - 30 * HOUR))),
    (State.MET, breach(1, Span.at(UNTIL - 30 * HOUR), actions=[(1, 3)])),
    (State.MET_LATE, breach(1, Span.at(UNTIL - 30 * HOUR), actions=[(1, 26)])),
    (State.NOT_TRIGGERED, breach(1, Span.at(UNTIL - 30 * HOUR), answers=[(2, "no")])),
]


@pytest.mark.parametrize(("state", "made"), STATES)
def test_every_state_has_its_word(state: State, made: Breach) -> None:
    shown = clock(made)
    assert state in {p.state for p in shown.standing.phases}
    assert state_label(state) in text(render(sheet([shown])))


def test_what_is_asked_and_answered_stands_beside_its_phase() -> None:
    asked = clock(breach(1, Span.at(UNTIL - 73 * HOUR), answers=[(2, "not_known")]))
    read = text(render(sheet([asked])))
    assert "Have hostilities continued? Assessed by CD 201130Z NOV 26: not known" in read
    assert "assessment due, 72 h passed Has it escalated into a broader attack?" in read
    assert "no assessment recorded" in read


@pytest.mark.parametrize(
    ("t0", "deadline", "way"),
    [
        (datetime(2026, 10, 24, 9, tzinfo=UTC), "27 Oct 11:00 Kyiv", "back"),
        (datetime(2027, 3, 27, 10, tzinfo=UTC), "30 Mar 13:00 Kyiv", "forward"),
    ],
)
def test_deadlines_across_the_change_of_clocks_say_so(t0: datetime, deadline: str, way: str) -> None:
    made = clock(breach(1, Span.at(t0)), now=t0 + HOUR)
    read = squeezed(render(sheet([made])))
    assert f"response, 72 h {t0 + timedelta(hours=72):%d%H%MZ} ".replace(" ", "") in read
    assert f"{deadline} Kyiv’s clocks go {way} in between".replace(" ", "") in read


def test_clocks_of_kyiv_are_not_named_where_they_do_not_change() -> None:
    assert "in between" not in text(render(sheet()))


def test_a_draft_says_so_on_every_page() -> None:
    for page in pages(render(sheet(many_clocks(20), serial=None))):
        assert page.count("DRAFT – no serial yet") == 2
        assert "BRF-" not in page


HOSTILE = (
    "</para><b>",
    "&amp; <img src='file:///x'/>",
    "\u202eevil\x07",
    "מפקד (12)",
    "W" * 300,
    "😀 %s {x}",
)


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("page_size", ["A4", "Letter"])
def test_any_text_can_stand_on_it(typed: str, page_size: str) -> None:
    made = breach(1, Span.at(UNTIL - 30 * HOUR), title=typed, actions=[(1, 2.0), (1, 3.0), (1, 4.0)])
    made = replace(
        made, actions=tuple(replace(a, response=typed, source=typed, completes=False) for a in made.actions)
    )
    shown = clock(made, place=typed, oblast=typed)
    read = squeezed(render(sheet([shown, *many_clocks(8)], author=typed), page_size=page_size))
    assert "1 earlier action".replace(" ", "") in read
    if typed.startswith("<"):
        assert typed in read


@pytest.mark.parametrize("page_size", ["A4", "Letter"])
def test_a_protocol_of_any_length_fits(page_size: str) -> None:
    """Many phases, each with as much text as a protocol may have: a breach then takes several pages."""
    plan = default_protocol()
    long = " ".join(["prolonged"] * 300)
    phases = tuple(
        Phase(n, f"{n} {long}", long, long, (long,), hours=n * 10, question=long if n % 2 else "", holds=long,
              fails=long)
        for n in range(1, 41)
    )  # fmt: skip
    longest = replace(plan, id="X" * 400, phases=phases)
    made = clock(breach(1, Span.at(UNTIL - 30 * HOUR), title="W " * 150), protocol=longest)
    pdf = render(sheet([made, *many_clocks(2)], protocols=(longest, plan)), page_size=page_size)
    assert page_count(pdf) > 2
    assert "40 40" in text(pdf)


def test_bands_over_days_and_months_are_written_in_full() -> None:
    wide = Span(datetime(2026, 11, 29, 20, tzinfo=UTC), datetime(2026, 11, 30, 2, tzinfo=UTC))
    read = squeezed(render(sheet([clock(breach(1, wide), now=wide.latest + MINUTE)])))
    assert "302000Z NOV 26 – 010200Z DEC 26".replace(" ", "") in read
    assert "30 Nov 22:00 – 1 Dec 04:00 Kyiv".replace(" ", "") in read


def test_fonts_are_embedded() -> None:
    assert all(embedded for _name, embedded in fonts(render(sheet(many_clocks(7)))))


def test_metadata_names_one_instant() -> None:
    metadata = reader(render(sheet())).metadata
    assert metadata is not None
    assert metadata.title == "Deadline sheet, 231200Z NOV 26 · BRF-2026-0032"
    assert metadata.subject == "TLP:AMBER · 231200Z NOV 26"


def test_the_same_facts_give_the_same_bytes_in_any_process() -> None:
    program = (
        "import hashlib; from tests.reports.products import *;"
        "from reports import deadline_sheet as d, handover as h;"
        "both = d.render(sheet(many_clocks(30))) + h.render(handover(many_clocks(30)));"
        "print(hashlib.sha256(both).hexdigest())"
    )
    both = render(sheet(many_clocks(30))) + render_handover(handover(many_clocks(30)))
    environment = {**os.environ, "PYTHONHASHSEED": "4242", "PYTHONPATH": str(ROOT), "TZ": "Asia/Tokyo"}
    out = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert out.stdout.strip() == hashlib.sha256(both).hexdigest()


def test_ukrainian_words_do_not_leak() -> None:
    english = render(sheet())
    with language("uk"):
        assert page_count(render(sheet())) >= 1
    assert render(sheet()) == english
