"""The watch handover: read back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.handover import WAITING, Note, Turn
from domain.instant import Span
from domain.marking import Marking, Tlp
from domain.plan import Plan
from domain.words import language
from reports.handover import render
from reports.page import page_count
from tests.reports.builders import HOUR, UNTIL, breach, clock, incident
from tests.reports.pdf import pages, text
from tests.reports.products import handover, many_clocks


def test_it_says_what_the_next_watch_must_know() -> None:
    read = text(render(handover())).replace(" ", "")
    for said in (
        "Watch handover, 231200Z NOV 26",
        "On watch: AB, CD. Since 230400Z NOV 26 · 06:00 Kyiv; not yet handed over.",
        "3 open breaches 1 opened, 2 stopped",
        "1 due within 12 h 1 more within 24 h",
        "Within 12 h 231540–231620Z NOV 26 23 Nov 17:40–18:20 Kyiv BR-2026-0007 Artillery fire on Orikhiv",
        "Within 24 h 240940Z NOV 26 24 Nov 11:40 Kyiv BR-2026-0008",
        "Passed, and something not recorded 231100Z NOV 26 23 Nov 13:00 Kyiv BR-2026-0005",
        "230940Z NOV 26 BR-2026-0007 24 h, 6 h before (231540–231620Z NOV 26 · 17:40–18:20 Kyiv)",
        "230700Z NOV 26 CD Liaison officer called back. Nothing new from the hotline.",
        "This machine’s clock was 2.4 s ahead of GPS receiver",
        "221500:00Z NOV 26 set back by 37 seconds",
        "BRF-2026-0031 Situation briefing, 22 November 2026 6 pages",
        "and 12 more, logged later",
        "Handed over by, time Taken over by, time",
    ):
        assert said.replace(" ", "") in read


def test_assessments_due_say_what_was_answered_so_far() -> None:
    asked = [
        clock(breach(1, Span.at(UNTIL - 30 * HOUR))),
        clock(breach(2, Span.at(UNTIL - 60 * HOUR), answers=[(3, "not_known")])),
    ]
    read = text(render(handover(asked)))
    assert "Have hostilities continued? no assessment recorded" in read
    assert "Has it escalated into a broader attack?" in read
    assert ": not known" in read


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        (Turn(), "No watch was started. This page covers the time from 230400Z NOV 26 · 06:00 Kyiv."),
        (Turn("AB", UNTIL - HOUR, UNTIL, "EF"), "Watch of AB, handed to EF. From 231100Z NOV 26"),
        (Turn("AB", UNTIL - HOUR, UNTIL), "Watch of AB, ended. From 231100Z NOV 26"),
    ],
)
def test_who_hands_to_whom(turn: Turn, said: str) -> None:
    assert said in text(render(handover(turn=turn)))


def test_a_quiet_watch_says_so_in_every_section_on_one_page() -> None:
    quiet = handover(
        (), waiting=(), waiting_count=0, oldest_logged=None, alarms=(), notes=(), checks=(), jumps=(),
        put_out=(), opened=0, stopped=0,
    )  # fmt: skip
    (read,) = pages(render(quiet))
    for said in (
        "No deadline is due, and none has passed unrecorded.",
        "No assessment is due.",
        "Alarms not acknowledged None.",
        "Nothing was noted.",
        "Every incident is assessed.",
        "Never compared with a trusted clock.",
        "No jump of the clock was noticed on this watch.",
        "Nothing was put out.",
    ):
        assert said in read


@pytest.mark.parametrize("page_size", ["A4", "Letter"])
@pytest.mark.parametrize("count", [1, 50, 200])
def test_every_page_says_what_it_is(count: int, page_size: str) -> None:
    facts = handover(many_clocks(count), marking=Marking(Tlp.GREEN, "Line", exercise=True), serial=None)
    read = pages(render(facts, page_size=page_size))
    for number, page in enumerate(read, 1):
        assert page.count("TLP:GREEN") == 2
        assert page.count("EXERCISE EXERCISE EXERCISE") == 2
        assert page.count("DRAFT – no serial yet") == 2
        assert f"page {number} of {len(read)}" in page


def test_a_long_note_goes_on_over_pages_and_loses_nothing() -> None:
    words = [f"word{n}" for n in range(3000)]
    read = text(render(handover(notes=(Note(UNTIL - HOUR, "AB", " ".join(words)),))))
    assert all(word in read for word in words)


@pytest.mark.parametrize("typed", ["</para><b>", "W" * 300, "\u202eevil\x07", "😀 %s {x}"])
def test_any_text_can_stand_on_it(typed: str) -> None:
    strange = replace(incident(1), facts=replace(incident(1).facts, place=typed, oblast=typed, kind=typed))
    facts = handover(
        [clock(breach(1, Span.at(UNTIL - 20 * HOUR), title=typed), place=typed)],
        waiting=(strange,) * WAITING, notes=(Note(UNTIL, typed, typed),), author=typed,
        turn=Turn(typed, UNTIL - HOUR, UNTIL, typed),
    )  # fmt: skip
    assert page_count(render(facts)) >= 1


def test_the_same_facts_give_the_same_bytes_and_no_language_leaks() -> None:
    english = render(handover())
    with language("uk"):
        render(handover())
    assert render(handover()) == english


def test_a_deadline_that_is_being_passed_is_due_at_once() -> None:
    band = Span(UNTIL - 25 * HOUR, UNTIL - 23 * HOUR)
    read = text(render(handover([clock(breach(3, band))])))
    assert "Within 12 h 231100–231300Z NOV 26" in read


def test_sections_are_switched_and_moved() -> None:
    read = text(render(handover(plan=Plan(sections=("notes", "deadlines")))))
    assert read.index("Notes of the watch") < read.index("Deadlines: next 24 hours")
    assert "Put out during the watch" not in read
