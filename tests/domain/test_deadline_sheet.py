"""What a deadline sheet and a handover are made of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.briefing import OpenClock
from domain.deadline_sheet import ahead, by_next_deadline, clock_change, record_lines, state_text
from domain.handover import LATER, SOON, Turn, asked, due_within, last_turn, notes, passed
from domain.instant import Span, iso_utc
from domain.journal import GENESIS, Entry
from domain.watch import TimeCheck, check_text
from tests.reports.builders import HOUR, UNTIL, breach, clock
from tests.reports.products import handover, many_clocks

NOTHING = timedelta(0)


def numbers(clocks: tuple[OpenClock, ...]) -> list[str]:
    return [each.breach.number for each in clocks]


def test_every_clock_is_sorted_once_the_nearest_deadline_first() -> None:
    every = many_clocks(60)
    found = by_next_deadline(every)
    assert sorted(numbers(found.ahead + found.passed + found.settled)) == sorted(numbers(every))
    firsts = [ahead(each.standing)[0].deadline for each in found.ahead]
    assert firsts == sorted(firsts)  # type: ignore[type-var]
    assert all(p.state.is_settled for each in found.settled for p in each.standing.phases if p.deadline)
    assert not any(ahead(each.standing) for each in found.passed)


def test_the_order_of_clocks_handed_in_changes_nothing() -> None:
    every = many_clocks(30)
    assert by_next_deadline(every) == by_next_deadline(reversed(every))


def test_a_deadline_in_its_band_is_still_ahead() -> None:
    band = clock(breach(1, Span(UNTIL - 25 * HOUR, UNTIL - 23 * HOUR)))
    gone = clock(breach(2, Span(UNTIL - 27 * HOUR, UNTIL - 25 * HOUR)))
    assert [p.phase.hours for p in ahead(band.standing)] == [24, 72]
    assert [p.phase.hours for p in ahead(gone.standing)] == [72]


def test_what_is_recorded_of_a_phase() -> None:
    many = clock(
        breach(1, Span.at(UNTIL - 5 * HOUR), actions=[(1, 1), (1, 2), (1, 3)], completes=False)
    ).standing.phases[0]
    assert record_lines(many) == (
        "1 earlier action",
        "done, 230900Z NOV 26, Liaison",
        "done, 231000Z NOV 26, Liaison",
        "3 actions recorded, not complete",
    )
    asks = clock(breach(1, Span.at(UNTIL - 73 * HOUR)))
    assert record_lines(asks.standing.phases[2]) == (
        "Has it escalated into a broader attack?",
        "no assessment recorded",
    )
    assert state_text(asks.standing.phases[2], asks.standing) == "assessment due, 72 h passed"


@pytest.mark.parametrize(
    ("t0", "hours", "said"),
    [
        (datetime(2026, 10, 24, 9, tzinfo=UTC), 72, "Kyiv’s clocks go back in between"),
        (datetime(2027, 3, 27, 10, tzinfo=UTC), 72, "Kyiv’s clocks go forward in between"),
        (datetime(2026, 10, 24, 1, tzinfo=UTC), 24, "Kyiv’s clocks go back in between"),
        (datetime(2026, 10, 24, 0, 59, tzinfo=UTC), 24, ""),
        (datetime(2026, 11, 23, 12, tzinfo=UTC), 72, ""),
    ],
)
def test_a_change_of_clocks_between_t0_and_a_deadline_is_named(t0: datetime, hours: int, said: str) -> None:
    span = Span.at(t0)
    assert clock_change(span, span + timedelta(hours=hours)) == said


def test_due_is_cut_into_twelve_hours_and_shares_nothing() -> None:
    facts = handover(many_clocks(60))
    soon, later = due_within(facts, NOTHING, SOON), due_within(facts, SOON, LATER)
    assert soon
    assert later
    assert not set(map(id, soon)) & set(map(id, later))
    for due in soon:
        assert due.phase.deadline is not None
        assert due.phase.deadline.earliest - UNTIL <= SOON
        assert due.phase.deadline.latest >= UNTIL
    for due in later:
        assert due.phase.deadline is not None
        assert SOON < due.phase.deadline.earliest - UNTIL <= LATER


@pytest.mark.parametrize(("hours", "group"), [(12, "soon"), (0, "soon"), (24, "later")])
def test_the_edges_of_twelve_and_24_hours_belong_to_what_ends_there(hours: int, group: str) -> None:
    facts = handover([clock(breach(1, Span.at(UNTIL - timedelta(hours=24 - hours))))])
    soon, later = due_within(facts, NOTHING, SOON), due_within(facts, SOON, LATER)
    assert [bool(soon), bool(later)] == [group == "soon", group == "later"]


def test_passed_and_asked() -> None:
    late = clock(breach(1, Span.at(UNTIL - 30 * HOUR)))
    later = clock(breach(2, Span.at(UNTIL - 26 * HOUR)))
    facts = handover([late, later])
    assert [due.clock.breach.number for due in passed(facts)] == ["BR-2026-0002", "BR-2026-0001"]
    assert [due.phase.phase.number for due in asked(facts)] == [2, 2]


def entries(*said: tuple[str, dict[str, str]]) -> list[Entry]:
    return [
        Entry.sealed(n, UNTIL + n * HOUR, "AB", action, "watch", content, GENESIS)
        for n, (action, content) in enumerate(said)
    ]


def test_the_last_watch_and_its_notes() -> None:
    log = entries(
        ("watch.started", {"names": "AB, CD", "note": ""}),
        ("watch.noted", {"note": "quiet"}),
        ("watch.ended", {"names": "AB, CD", "since": iso_utc(UNTIL), "handed_to": "EF", "note": "see map"}),
    )
    assert last_turn([]) == Turn()
    assert last_turn(log[:2]) == Turn("AB, CD", UNTIL)
    assert last_turn(log) == Turn("AB, CD", UNTIL, UNTIL + 2 * HOUR, "EF")
    assert [note.text for note in notes(log)] == ["quiet", "see map"]


@pytest.mark.parametrize(("seconds", "said"), [(2.4, "2.4 s ahead"), (-61, "61.0 s behind"), (0.2, "agreed")])
def test_a_time_check_says_which_way(seconds: float, said: str) -> None:
    assert said in check_text(TimeCheck(UNTIL, timedelta(seconds=seconds), "GPS", "AB"))
