"""Every table is a view of the journal: a replay gives each again, and what was known at any time."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.breach import Breach, BreachState, fold
from domain.clock import ManualClock
from domain.errors import InvariantError
from domain.filter import Filter
from domain.incident import Incident
from domain.journal import GENESIS, Entry
from domain.records import fold_incident, incidents_of
from storage import driver, schema, views
from storage.desk import Desk
from storage.driver import Connection
from storage.replay import replay
from storage.rows import entry_from_row
from storage.verify import rows_of, verify, vocabulary_of
from tests.builders import T0, facts, hours, new_desk
from tests.storage.desks import Analyst

seeds = st.integers(0, 10**9)


def views_of(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    found = {table: list(rows_of(connection, table)) for table in schema.VIEW_TABLES}
    return {**found, "words": vocabulary_of(connection)}


def entries_of(desk: Desk) -> list[Entry]:
    rows = desk._connection.execute("SELECT * FROM journal ORDER BY seq").fetchall()
    return [entry_from_row(row) for row in rows]


@settings(max_examples=25)
@given(seeds, st.booleans())
def test_replaying_the_journal_gives_every_view_again(seed: int, set_clock: bool) -> None:
    with TemporaryDirectory() as folder:
        clock = ManualClock(T0)
        with new_desk(Path(folder), clock) as desk:
            Analyst(desk, clock, Random(seed)).work(40, set_clock=set_clock)
            replayed = driver.scratch()
            try:
                replay(desk._connection, replayed)
                assert views_of(replayed) == views_of(desk._connection)
            finally:
                replayed.close()
            entries = len(entries_of(desk))
        found = verify(Path(folder) / "north.desk")
        assert (found.problems, found.entries) == ([], entries)


def known_at(entries: list[Entry], cut_off: datetime) -> list[Entry]:
    """The journal up to the last entry that was made while the clock showed `cut_off` or earlier."""
    last = max((entry.seq for entry in entries if entry.at <= cut_off), default=0)
    return entries[:last]


def incidents_in(entries: list[Entry]) -> list[Incident]:
    known: dict[str, Incident] = {}
    for entry in entries:
        for number in incidents_of(entry):
            known[number] = fold_incident(known.get(number), entry)
    return sorted(known.values(), key=lambda i: (i.facts.occurred.earliest, i.number))


def breaches_in(entries: list[Entry]) -> list[Breach]:
    known: dict[str, Breach] = {}
    for entry in entries:
        if entry.record.startswith("BR-"):
            known[entry.record] = fold(known.get(entry.record), entry)
    return [known[number] for number in sorted(known)]


@settings(max_examples=25)
@given(seeds, st.booleans(), st.lists(st.integers(-40, 400), min_size=1, max_size=5))
def test_as_of_is_the_journal_folded_up_to_then(seed: int, set_clock: bool, cut_offs: list[int]) -> None:
    with TemporaryDirectory() as folder:
        clock = ManualClock(T0)
        with new_desk(Path(folder), clock) as desk:
            Analyst(desk, clock, Random(seed)).work(40, set_clock=set_clock)
            entries = entries_of(desk)
            for cut_off in (
                *(T0 + hours(h) for h in cut_offs),
                entries[-1].at,
                entries[len(entries) // 2].at,
            ):
                known = known_at(entries, cut_off)
                incidents = incidents_in(known)
                assert desk.incidents.as_of(cut_off, Filter()) == incidents
                chosen = Filter(determination="breach", since=T0 - hours(10))
                assert desk.incidents.as_of(cut_off, chosen) == [
                    i
                    for i in incidents
                    if i.determined == "breach" and i.facts.occurred.earliest >= T0 - hours(10)
                ]
                words = Filter(words="купянс")
                assert desk.incidents.as_of(cut_off, words) == [
                    i for i in incidents if i.facts.place == "Куп'янськ"
                ]
                assert desk.incidents.as_of(cut_off, Filter(words="--")) == []
                cases = desk.breaches.open_as_of(cut_off)
                assert [case.breach for case in cases] == [
                    breach for breach in breaches_in(known) if breach.state is BreachState.OPEN
                ]
                by_number = {incident.number: incident for incident in incidents}
                for case in cases:
                    members = [by_number[number].facts for number in case.breach.incidents]
                    assert case.occurred == tuple(each.occurred for each in members)
                    assert case.place == members[0].place


def test_as_of_now_is_what_the_log_shows(tmp_path: Path) -> None:
    clock = ManualClock(T0)
    with new_desk(tmp_path, clock) as desk:
        Analyst(desk, clock, Random(7)).work(60)
        assert desk.incidents.as_of(clock.now(), Filter()) == desk.incidents.select(Filter())
        assert desk.breaches.open_as_of(clock.now()) == desk.breaches.open_cases()


def test_a_clock_that_ran_ahead_hides_nothing_and_breaks_nothing(tmp_path: Path) -> None:
    clock = ManualClock(T0 + hours(48))
    with new_desk(tmp_path, clock) as desk:
        ahead = desk.incidents.log(facts(), author="OK")
        clock.set_wall(T0 + hours(1))
        desk.incidents.correct(ahead.number, facts(place="Huliaipole"), reason="typo", author="OK")
        clock.set_wall(T0 + hours(72))
        desk.incidents.correct(ahead.number, facts(place="Stepnohirsk"), reason="typo", author="OK")
        places = [
            [i.facts.place for i in desk.incidents.as_of(T0 + hours(h), Filter())] for h in (0, 1, 2, 72)
        ]
        assert places == [[], ["Huliaipole"], ["Huliaipole"], ["Stepnohirsk"]]
        assert desk.journal.last_before(T0) == 0
        assert desk.journal.last_at() == T0 + hours(72)


def test_an_entry_no_view_knows_is_our_fault() -> None:
    scratch = driver.scratch()
    try:
        with pytest.raises(InvariantError, match=r"no view knows weather\.changed"):
            views.apply(scratch, Entry.sealed(1, T0, "OK", "weather.changed", "x", {}, GENESIS))
    finally:
        scratch.close()
