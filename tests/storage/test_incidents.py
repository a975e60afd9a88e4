"""The log: numbered, corrected, assessed, imported once, and append-only underneath."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.clock import ManualClock
from domain.errors import DeskError, FieldError
from domain.filter import Filter, Order
from domain.incident import Facts
from domain.instant import Span
from domain.quantity import Quantity
from domain.source import SourceReport
from storage import driver
from storage.desk import Desk
from tests.builders import T0, facts, hours, new_desk, origin


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(T0 + hours(3))


@pytest.fixture
def desk(tmp_path: Path, clock: ManualClock) -> Desk:
    return new_desk(tmp_path, clock)


def test_an_incident_is_logged_as_it_was_given(desk: Desk, clock: ManualClock) -> None:
    given = facts(place=" Куп’янськ ", quantity=Quantity.parse("≥ 12 explosions"), tags=("grid",))
    made = desk.incidents.log(given, author=" OK ")
    assert made.number == "CV-2026-000001"
    assert (made.logged_at, made.logged_by) == (clock.now(), "OK")
    assert made.facts == given.checked(clock.now())
    assert desk.incidents.get(made.number) == made
    entry = desk.journal.entries_of(made.number)[0]
    assert Facts.from_json(entry.content["facts"]) == made.facts
    with pytest.raises(FieldError) as caught:
        desk.incidents.get("CV-2026-000002")
    assert caught.value.field == "incident"


@pytest.mark.parametrize(
    ("given", "author", "field"),
    [(facts(place=""), "OK", "place"), (facts(T0 + hours(4)), "OK", "occurred"), (facts(), " ", "author")],
)
def test_what_cannot_stand_takes_no_number(desk: Desk, given: Facts, author: str, field: str) -> None:
    with pytest.raises(FieldError) as caught:
        desk.incidents.log(given, author=author)
    assert caught.value.field == field
    assert desk.journal.head()[0] == 1
    assert desk.incidents.log(facts(), author="OK").number == "CV-2026-000001"


def test_numbers_begin_again_with_the_year_in_utc_and_are_never_used_twice(tmp_path: Path) -> None:
    clock = ManualClock(datetime(2026, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC))
    with new_desk(tmp_path, clock) as desk:

        def log() -> str:
            return desk.incidents.log(facts(), author="OK").number

        assert [log(), log()] == ["CV-2026-000001", "CV-2026-000002"]
        clock.advance(timedelta(milliseconds=1))
        assert log() == "CV-2027-000001"
        clock.set_wall(datetime(2026, 12, 31, 12, tzinfo=UTC))
        assert log() == "CV-2026-000003"
        clock.set_wall(datetime(2027, 1, 2, tzinfo=UTC))
        rows = [(facts(), origin(n)) for n in range(2)]
        assert desk.incidents.log_many(rows, author="OK").numbers == ("CV-2027-000002", "CV-2027-000003")
        assert log() == "CV-2027-000004"
        opened = [
            desk.breaches.open(number, title="x", anchor="occurred", basis="y", author="OK").number
            for number in ("CV-2026-000001", "CV-2027-000001")
        ]
        assert opened == ["BR-2027-0001", "BR-2027-0002"]


def test_a_correction_keeps_what_was_before(desk: Desk) -> None:
    number = desk.incidents.log(facts(), author="OK").number
    made = desk.incidents.correct(number, facts(place="Huliaipole"), reason="misheard", author="AB")
    assert (made.facts.place, made.corrections, made.logged_by) == ("Huliaipole", 1, "OK")
    first, second = desk.journal.entries_of(number)
    assert (first.content["facts"]["place"], second.content["reason"]) == ("Orikhiv", "misheard")
    refusals: list[tuple[str, Facts, str, str]] = [
        (number, facts(place=" Huliaipole "), "again", "facts"),
        (number, facts(place="x"), " ", "reason"),
        (number, facts(kind="x"), "why", "kind"),
        ("CV-2026-000009", facts(), "why", "incident"),
    ]
    for wanted, given, reason, field in refusals:
        with pytest.raises(FieldError) as caught:
            desk.incidents.correct(wanted, given, reason=reason, author="OK")
        assert caught.value.field == field
    assert len(desk.incidents.history(number)) == 2


def test_an_assessment_needs_a_basis_and_is_no_way_to_a_breach(desk: Desk) -> None:
    number = desk.incidents.log(facts(), author="OK").number

    def assess(status: str, determination: str, basis: str = "craters") -> None:
        desk.incidents.assess(number, status=status, determination=determination, basis=basis, author="OK")

    for given, field in (
        (("verified", "exempt", " "), "basis"),
        (("sure", "exempt"), "status"),
        (("verified", "guilty"), "determination"),
        (("verified", "breach"), "determination"),
    ):
        with pytest.raises(FieldError) as caught:
            assess(*given)
        assert caught.value.field == field
    assess("verified", "not_a_breach")
    assert desk.incidents.get(number).determined == "not_a_breach"
    desk.breaches.open(number, title="x", anchor="occurred", basis="y", author="OK")
    assess("refuted", "not_a_breach")
    assess("verified", "breach")
    assert desk.incidents.get(number).determined == "breach"


def test_who_still_waits_for_an_assessment(desk: Desk, clock: ManualClock) -> None:
    assert desk.incidents.not_assessed() == (0, None)
    first = desk.incidents.log(facts(), author="OK").number
    clock.advance(hours(1))
    second = desk.incidents.log(facts(), author="OK")
    assert desk.incidents.not_assessed() == (2, T0 + hours(3))
    desk.incidents.assess(first, status="alleged", determination="exempt", basis="x", author="OK")
    assert desk.incidents.not_assessed() == (1, second.logged_at)


def test_an_import_seen_before_adds_nothing(desk: Desk) -> None:
    rows = [(facts(), origin(n, place="Orikhiv")) for n in (1, 2, 2, 3, 1)]
    logged = desk.incidents.log_many(rows, author="OK")
    assert logged.numbers == ("CV-2026-000001", "CV-2026-000002", "CV-2026-000003")
    assert logged.repeated == 2
    again = desk.incidents.log_many(iter(rows), author="OK")
    assert (again.numbers, again.repeated) == ((), 5)
    assert desk.incidents.count() == 3
    assert desk.incidents.known(["print-3", "print-4"]) == {"print-3"}
    found = desk.incidents.by_fingerprint("print-2")
    assert found is not None
    assert found.origin == origin(2, place="Orikhiv")
    assert desk.incidents.by_fingerprint("print-4") is None
    assert len({entry.at for n in logged.numbers for entry in desk.journal.entries_of(n)}) == 1


def test_lists_are_read_by_windows_in_any_order(desk: Desk) -> None:
    for place, quantity, after in (("b", "3", 1), ("A", "", 0), ("c", "≥ 12", 2)):
        given = facts(T0 + hours(after), place=place, quantity=Quantity.parse(quantity))
        desk.incidents.log(given, author="OK")
    opened = desk.breaches.open("CV-2026-000002", title="x", anchor="occurred", basis="y", author="OK")

    def places(order: Order, *, descending: bool) -> str:
        ids = desk.incidents.ids(order=order, descending=descending)
        return "".join(i.facts.place for i in desk.incidents.page(ids))

    assert places(Order.NUMBER, descending=False) == "bAc"
    assert places(Order.OCCURRED, descending=True) == "cbA"
    assert places(Order.PLACE, descending=False) == "Abc"
    assert places(Order.QUANTITY, descending=False) == "bcA", "not known comes last"
    assert places(Order.QUANTITY, descending=True) == "cbA", "not known comes last"
    assert places(Order.BREACH, descending=True)[0] == places(Order.BREACH, descending=False)[0] == "A"
    for order in (one for one in Order if one.is_scale):
        assert len(desk.incidents.ids(order=order)) == 3
    assert [i.number for i in desk.incidents.page([3, 1])] == ["CV-2026-000003", "CV-2026-000001"]
    assert desk.incidents.page([]) == []
    with pytest.raises(DeskError, match="cannot be read"):
        desk.incidents.page([1, 99])
    assert desk.incidents.id_of("CV-2026-000003") == 3
    assert desk.incidents.id_of("CV-2026-000004") is None
    assert desk.incidents.occurred(opened.number) == {"CV-2026-000002": Span.at(T0)}
    assert [i.facts.place for i in desk.incidents.select(Filter(), limit=2)] == ["A", "b"]
    assert desk.incidents.ids().itemsize == 8


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET author = 'XX'",
        "DELETE FROM journal WHERE seq = 2",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal",
        "INSERT INTO journal VALUES (9, 0, '', '', '', '', '', '')",
        "INSERT INTO journal VALUES (NULL, 0, '', '', '', '', '', '')",
    ],
)  # fmt: skip
def test_the_journal_is_append_only(desk: Desk, statement: str) -> None:
    desk.incidents.log(facts(), author="OK")
    with pytest.raises(driver.Error, match="append-only"):
        desk._connection.execute(statement)
    assert desk.journal.head()[0] == 2


def test_sources_and_grades_come_back(desk: Desk) -> None:
    reports = (SourceReport.of("patrol 7", "B2", "log p. 4"), SourceReport.of("hotline"))
    number = desk.incidents.log(facts(sources=reports), author="OK").number
    assert desk.incidents.get(number).facts.sources == reports
