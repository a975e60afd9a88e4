"""What a deadline sheet and a handover say is what the journal knew at their cut-off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from domain.breach import BreachState
from domain.clock import Jump, ManualClock
from domain.errors import FieldError, InvariantError
from domain.handover import WAITING
from domain.instant import Span
from domain.marking import Marking
from storage import deadline_facts, handover_facts
from storage.desk import Desk
from tests.builders import facts

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(tmp_path: Path, clock: ManualClock) -> Iterator[Desk]:
    made = Desk.create(
        tmp_path / "north.desk", code="NTH", name="Northern desk", marking=Marking(exercise=True),
        author="AB", clock=clock,
    )  # fmt: skip
    with made:
        yield made


def opened(desk: Desk, clock: ManualClock, ago: timedelta) -> str:
    incident = desk.incidents.log(facts(clock.now() - ago), author="AB")
    return desk.breaches.open(
        incident.number, title="Shelling", anchor="occurred", basis="crater", author="AB"
    ).number


def test_a_sheet_holds_every_breach_open_at_its_cut_off(desk: Desk, clock: ManualClock) -> None:
    first = opened(desk, clock, 20 * HOUR)
    then = clock.now()
    clock.advance(HOUR)
    second = opened(desk, clock, HOUR)
    desk.breaches.turn(first, BreachState.CLOSED, reason="halted", author="AB")
    desk.watch.check_time(clock.now() - timedelta(seconds=3), "GPS", author="AB")
    now = clock.now()
    before = deadline_facts.collect(desk, cut_off=then, produced_at=now, author="CD")
    after = deadline_facts.collect(desk, cut_off=now, produced_at=now, author="CD", serial="BRF-2026-0001")
    assert [each.breach.number for each in before.clocks] == [first]
    assert [each.breach.number for each in after.clocks] == [second]
    assert (before.last_check, before.is_draft, after.is_draft) == (None, True, False)
    assert after.last_check is not None
    assert after.last_check.offset == timedelta(seconds=3)
    assert (after.since, after.until, after.author) == (now, now, "CD")
    assert [protocol.name for protocol in after.protocols] == ["FT-2026 v1"]


def test_a_cut_off_to_come_is_refused(desk: Desk, clock: ManualClock) -> None:
    for collect in (deadline_facts.collect, handover_facts.collect):
        with pytest.raises(FieldError, match="still to come"):
            collect(desk, cut_off=clock.now() + MINUTE, produced_at=clock.now(), author="AB")


def test_a_handover_tells_the_watch(desk: Desk, clock: ManualClock) -> None:
    desk.watch.check_time(clock.now(), "GPS", author="AB")
    desk.watch.note("before the watch", author="AB")
    clock.advance(HOUR)
    start = clock.now()
    desk.watch.start("AB, CD", note="took over", author="AB")
    clock.advance(HOUR)
    number = opened(desk, clock, 23 * HOUR)
    desk.watch.note("patrol is out", author="CD")
    desk.watch.record_jump(Jump(clock.now(), clock.now() + 5 * MINUTE, 5 * MINUTE), author="AB")
    clock.advance(MINUTE)
    now = clock.now()
    made = handover_facts.collect(desk, cut_off=now, produced_at=now, author="AB")
    assert (made.turn.names, made.turn.started, made.turn.ended) == ("AB, CD", start, None)
    assert (made.since, made.until, made.opened, made.stopped) == (start, now, 1, 0)
    assert [note.text for note in made.notes] == ["took over", "patrol is out"]
    assert [jump.seconds for jump in made.jumps] == [300]
    assert [check.source for check in made.checks] == ["GPS"], "the last one before where none was made"
    assert [alarm.breach for alarm in made.alarms] == [number]
    desk.breaches.acknowledge(number, made.alarms[0].key, author="AB")
    assert handover_facts.collect(desk, cut_off=now, produced_at=now, author="AB").alarms == ()


def test_an_ended_watch_says_to_whom(desk: Desk, clock: ManualClock) -> None:
    desk.watch.start("AB", author="AB")
    clock.advance(HOUR)
    desk.watch.end(handed_to="EF", note="see the map", author="AB")
    now = clock.now()
    made = handover_facts.collect(desk, cut_off=now, produced_at=now, author="EF")
    assert (made.turn.ended, made.turn.handed_to) == (now, "EF")
    assert [note.text for note in made.notes] == ["see the map"]
    earlier = handover_facts.collect(desk, cut_off=now - MINUTE, produced_at=now, author="EF")
    assert earlier.turn.ended is None


def test_incidents_wait_in_the_order_they_were_logged(desk: Desk, clock: ManualClock) -> None:
    logged = []
    for _n in range(WAITING + 3):
        clock.advance(MINUTE)
        logged.append(desk.incidents.log(facts(clock.now() - HOUR), author="AB").number)
    then = clock.now()
    made = handover_facts.collect(desk, cut_off=then, produced_at=then, author="AB")
    assert [each.number for each in made.waiting] == logged[:WAITING]
    assert made.waiting_count == WAITING + 3
    assert made.oldest_logged == made.waiting[0].logged_at
    clock.advance(MINUTE)
    desk.incidents.assess(
        logged[0], status="refuted", determination="not_a_breach", basis="checked", author="AB"
    )
    now = clock.now()
    later = handover_facts.collect(desk, cut_off=now, produced_at=now, author="AB")
    assert [each.number for each in later.waiting] == logged[1 : WAITING + 1]
    assert handover_facts.collect(desk, cut_off=then, produced_at=now, author="AB").waiting == made.waiting


@pytest.mark.parametrize("status", ["refuted", "withdrawn"])
def test_what_was_found_to_be_nothing_waits_for_no_assessment(
    desk: Desk, clock: ManualClock, status: str
) -> None:
    first, second, third = (
        desk.incidents.log(facts(clock.now() - HOUR), author="AB").number for _each in range(3)
    )
    clock.advance(MINUTE)
    then = clock.now()
    desk.incidents.assess(
        first, status=status, determination="not_assessed", basis="a farmer's fire", author="AB"
    )
    desk.corrections.merge(second, third, reason="one event", author="AB")
    clock.advance(MINUTE)
    desk.watch.note("later", author="AB")
    for cut_off in (then, clock.now()):
        made = handover_facts.collect(desk, cut_off=cut_off, produced_at=clock.now(), author="AB")
        assert [each.number for each in made.waiting] == [second]
        assert made.waiting_count == 1
    assert desk.incidents.not_assessed()[0] == 1


def test_what_was_put_out_during_the_watch(desk: Desk, clock: ManualClock) -> None:
    now = clock.now()
    sheet = deadline_facts.collect(desk, cut_off=now, produced_at=now, author="AB", serial="BRF-2026-0001")
    desk.briefings.put_out(sheet, b"%PDF", 1, author="AB")
    made = handover_facts.collect(desk, cut_off=now, produced_at=now, author="AB")
    assert [each.serial for each in made.put_out] == ["BRF-2026-0001"]
    clock.advance(HOUR)
    desk.watch.start("CD", author="CD")
    now = clock.now()
    assert handover_facts.collect(desk, cut_off=now, produced_at=now, author="CD").put_out == ()


def test_a_draft_is_never_put_out(desk: Desk, clock: ManualClock) -> None:
    sheet = deadline_facts.collect(desk, cut_off=clock.now(), produced_at=clock.now(), author="AB")
    with pytest.raises(InvariantError):
        desk.briefings.put_out(sheet, b"%PDF", 1, author="AB")
    assert desk.briefings.saved() == []


def test_an_uncertain_t0_stays_a_band(desk: Desk, clock: ManualClock) -> None:
    start = clock.now() - 20 * HOUR
    incident = desk.incidents.log(facts(Span(start, start + HOUR)), author="AB")
    desk.breaches.open(incident.number, title="Shelling", anchor="occurred", basis="crater", author="AB")
    sheet = deadline_facts.collect(desk, cut_off=clock.now(), produced_at=clock.now(), author="AB")
    deadline = sheet.clocks[0].standing.phases[0].deadline
    assert deadline == Span(start + 24 * HOUR, start + 25 * HOUR)
