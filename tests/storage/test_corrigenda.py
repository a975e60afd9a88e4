"""A fact corrected, withdrawn or assessed anew after issue: which products it touches, and what is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from domain.breach import BreachState
from domain.briefing import Briefing, figures
from domain.clock import ManualClock
from domain.corrigendum import Corrigendum
from domain.counting import in_period
from domain.errors import FieldError
from domain.filter import Filter
from domain.instant import Span
from domain.plan import Plan
from domain.quantity import Quantity
from domain.redaction import PROFILES
from domain.request import Request
from domain.source import SourceReport
from reports.products import render
from storage.amending import Affected
from storage.briefings import SavedBriefing
from storage.desk import Desk
from storage.products import facts_of
from storage.verify import verify
from tests.builders import AUTHOR, T0, facts, hours, new_desk
from tests.reports.pdf import pages, text
from tests.storage.desks import Analyst

PERIOD = Request(since=T0 - hours(24), until=T0 + hours(1))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(T0 + hours(3))


@pytest.fixture
def desk(tmp_path: Path, clock: ManualClock) -> Iterator[Desk]:
    with new_desk(tmp_path, clock) as desk:
        yield desk


def issue(desk: Desk, clock: ManualClock, request: Request = PERIOD) -> SavedBriefing:
    """Put a product out, and let some time pass."""
    now = clock.now()
    serial = desk.briefings.next_serial(now.year)
    made = facts_of(desk, request, cut_off=now, produced_at=now, author=AUTHOR, serial=serial)
    pdf = render(made)
    kept = desk.briefings.put_out(made, pdf, len(pages(pdf)), author=AUTHOR, request=request)
    clock.advance(timedelta(minutes=10))
    return kept


def corrigendum(desk: Desk, clock: ManualClock, serial: str) -> Corrigendum:
    now = clock.now()
    made = facts_of(
        desk, Request(kind="corrigendum", record=serial), cut_off=now, produced_at=now, author=AUTHOR,
        serial=desk.briefings.next_serial(now.year),
    )  # fmt: skip
    assert isinstance(made, Corrigendum)
    return made


def test_a_correction_after_issue_is_told_with_old_and_new_value(desk: Desk, clock: ManualClock) -> None:
    one = desk.incidents.log(facts(quantity=Quantity.parse("12 explosions")), author=AUTHOR).number
    issued = issue(desk, clock)
    frozen = desk.briefings.pages(issued.serial)
    assert desk.amending.affected() == {}
    desk.incidents.correct(
        one, facts(place="Tokmak", quantity=Quantity.parse("2 explosions")), reason="misheard", author="CD"
    )
    assert desk.amending.affected() == {issued.serial: Affected(issued.serial, 1, 0)}
    read = text(render(corrigendum(desk, clock, issued.serial)))
    for said in (
        f"Corrigendum to {issued.serial}", "Place: Orikhiv → Tokmak",
        "Quantity: 12 explosions → 2 explosions",
        "misheard", "CD", "entry 4", one, "1 record changed since.", "It stays as it was issued",
    ):  # fmt: skip
        assert said in read, said
    assert issued.sha256 in read.replace(" ", "")
    assert desk.briefings.pages(issued.serial) == frozen


def test_every_kind_of_change_is_told(desk: Desk, clock: ManualClock) -> None:
    numbers = [desk.incidents.log(facts(place=f"Place {n}"), author=AUTHOR).number for n in range(5)]
    case = desk.breaches.open(numbers[0], title="x", anchor="occurred", basis="crater", author=AUTHOR).number
    kept = desk.evidence.add(numbers[1], b"file", name="a.txt", received_by="AB", author=AUTHOR).number
    issued = issue(desk, clock)
    dossier = issue(desk, clock, Request(kind="dossier", record=case))
    desk.incidents.assess(
        numbers[1], status="withdrawn", determination="not_assessed", basis="entered twice", author=AUTHOR
    )
    desk.corrections.merge(numbers[2], numbers[3], reason="one event", author=AUTHOR)
    desk.evidence.withdraw(kept, reason="wrong file", author=AUTHOR)
    desk.incidents.assess(
        numbers[4], status="under_verification", determination="exempt", basis="patrol", author=AUTHOR
    )
    desk.breaches.turn(case, BreachState.VOIDED, reason="opened in error", author=AUTHOR)
    read = text(render(corrigendum(desk, clock, issued.serial)))
    for said in (
        "Status: alleged → withdrawn", "entered twice", f"Duplicate of: not known → {numbers[2]}",
        f"Evidence {kept}: listed → withdrawn", "State: open → opened in error",
        "Determination: not assessed → exempt", "Assessed for the first time since",
    ):  # fmt: skip
        assert said in read, said
    assert desk.amending.affected()[issued.serial] == Affected(issued.serial, 4, 1)
    assert desk.amending.affected()[dossier.serial].corrected == 1


def test_what_goes_on_is_no_correction(desk: Desk, clock: ManualClock) -> None:
    one = desk.incidents.log(facts(), author=AUTHOR).number
    case = desk.breaches.open(one, title="x", anchor="occurred", basis="crater", author=AUTHOR).number
    issue(desk, clock)
    desk.breaches.assess(case, phase=2, answer="yes", basis="still firing", author=AUTHOR)
    desk.breaches.turn(case, BreachState.CLOSED, reason="halted", author=AUTHOR)
    desk.incidents.log(facts(place="Tokmak"), author=AUTHOR)
    desk.watch.note("quiet", author=AUTHOR)
    assert desk.amending.affected() == {}


def test_a_corrigendum_is_told_once(desk: Desk, clock: ManualClock) -> None:
    one = desk.incidents.log(facts(), author=AUTHOR).number
    issued = issue(desk, clock)
    desk.incidents.correct(one, facts(place="Tokmak"), reason="misheard", author=AUTHOR)
    first = issue(desk, clock, Request(kind="corrigendum", record=issued.serial))
    assert (first.kind, first.corrects) == ("corrigendum", issued.serial)
    assert desk.amending.affected() == {}
    with pytest.raises(FieldError, match="Nothing that BRF-2026-0001 says has changed"):
        corrigendum(desk, clock, issued.serial)
    with pytest.raises(FieldError, match="a corrigendum itself"):
        corrigendum(desk, clock, first.serial)
    with pytest.raises(FieldError, match="no briefing"):
        corrigendum(desk, clock, "BRF-2026-0099")
    desk.incidents.correct(one, facts(place="Orikhiv"), reason="it was right", author=AUTHOR)
    again = corrigendum(desk, clock, issued.serial)
    assert again.earlier == (first.serial,)
    assert [str(change) for each in again.amendments for change in each.changes] == [
        "Place: Tokmak → Orikhiv"
    ]
    assert verify(desk.path).problems == []


def test_a_redacted_product_is_corrected_without_what_it_left_out(desk: Desk, clock: ManualClock) -> None:
    secret, other = SourceReport("Vasyl Zozulia"), SourceReport("Olena Bondar")
    one = desk.incidents.log(facts(sources=(secret,), description="Zozulia saw two"), author=AUTHOR).number
    partners = Request(since=PERIOD.since, until=PERIOD.until, plan=Plan(redaction=PROFILES["partners"]))
    public = Request(since=PERIOD.since, until=PERIOD.until, plan=Plan(redaction=PROFILES["public"]))
    first, second = issue(desk, clock, partners), issue(desk, clock, public)
    desk.incidents.correct(
        one,
        facts(sources=(other,), description="Olena Bondar saw three"),
        reason="not Vasyl Zozulia",
        author=AUTHOR,
    )
    assert set(desk.amending.affected()) == {first.serial}, "the public one says nothing of either"
    read = text(render(corrigendum(desk, clock, first.serial)))
    assert "REDACTED: sources" in read
    for hidden in ("Zozulia", "Olena", "Bondar", "Vasyl"):
        assert hidden not in read
    assert second.serial not in read


# --- the next briefing tells what changed ---------------------------------------------------------------


def test_the_next_briefing_tells_what_changed(desk: Desk, clock: ManualClock) -> None:
    one = desk.incidents.log(facts(), author=AUTHOR).number
    made = facts_of(desk, PERIOD, cut_off=clock.now(), produced_at=clock.now(), author=AUTHOR)
    assert isinstance(made, Briefing)
    assert made.last is None
    assert "Changes since the last briefing" not in text(render(made))
    issued = issue(desk, clock)
    desk.incidents.correct(one, facts(place="Tokmak"), reason="misheard", author=AUTHOR)
    late = desk.incidents.log(facts(T0 - hours(1)), author=AUTHOR).number
    desk.incidents.log(facts(T0 + hours(2)), author=AUTHOR)
    desk.breaches.open(late, title="x", anchor="occurred", basis="y", author=AUTHOR)
    clock.advance(timedelta(minutes=1))
    now = clock.now()
    request = Request(since=T0 + hours(1), until=T0 + hours(4))
    following = facts_of(desk, request, cut_off=now, produced_at=now, author=AUTHOR)
    read = text(render(following))
    assert (
        f"Since the cut-off of {issued.serial}: 2 incidents were logged, 1 record changed, 1 breach opened"
        in read
    )
    assert "1 of the incidents logged since belongs to the period of" in read
    assert late in read
    assert "Place: Orikhiv → Tokmak" in read


def test_a_redacted_briefing_tells_of_old_records_without_their_sources(
    desk: Desk, clock: ManualClock
) -> None:
    old = desk.incidents.log(
        facts(T0 - hours(900), sources=(SourceReport("Vasyl Zozulia"),), description="Zozulia saw two"),
        author=AUTHOR,
    ).number
    issue(desk, clock)
    changed = facts(T0 - hours(900), sources=(SourceReport("Olena Bondar"),), description="Bondar saw three")
    desk.incidents.correct(old, changed, reason="it was Olena Bondar, not Vasyl Zozulia", author=AUTHOR)
    plan = Plan(redaction=PROFILES["partners"])
    asked = Request(since=PERIOD.since, until=PERIOD.until, plan=plan)
    read = text(render(facts_of(desk, asked, cut_off=clock.now(), produced_at=clock.now(), author=AUTHOR)))
    assert "saw two → [withheld] saw three" in read
    for hidden in ("Zozulia", "Bondar", "Olena", "Vasyl"):
        assert hidden not in read


# --- since the truce ------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_totals_since_the_truce_are_those_of_every_incident(tmp_path: Path, seed: int) -> None:
    from random import Random

    clock = ManualClock(T0 + hours(3))
    with new_desk(tmp_path, clock) as desk:
        Analyst(desk, clock, Random(seed)).work(60)
        for width in (0, 24, 70 * 24, 1):
            start = clock.now() - hours(80 * 24)
            desk.incidents.log(facts(Span(start, start + hours(width))), author=AUTHOR)
        then, _before = clock.now(), desk.incidents.log(facts(T0), author=AUTHOR)
        for since, until in ((T0 - hours(24 * 365), clock.now()), (T0, T0 + hours(1)), (T0 - hours(1), then)):
            for cut_off in (clock.now(), T0 + hours(4)):
                every = in_period(desk.incidents.as_of(cut_off, Filter()), since, until)
                expected, found = figures(every), desk.totals.between(Filter(), since, until, cut_off)
                assert found.incidents == expected.incidents
                assert str(found.violations) == str(expected.violations)


def test_key_figures_have_the_total_since_the_truce(desk: Desk, clock: ManualClock) -> None:
    for day in range(4):
        quantity = Quantity.parse("10 explosions") if day else None
        desk.incidents.log(facts(T0 - hours(24 * day), quantity=quantity), author=AUTHOR)
    assert "When the truce began is not recorded." in text(render(made(desk, clock)))
    desk.truce.set(T0 - hours(100), reason="announced", author=AUTHOR)
    read = text(render(made(desk, clock)))
    assert "since the truce 4" in read
    assert "since the truce ≥ 30" in read
    assert "The truce is counted from" in read


def made(desk: Desk, clock: ManualClock) -> Briefing:
    now = clock.now()
    product = facts_of(desk, PERIOD, cut_off=now, produced_at=now, author=AUTHOR)
    assert isinstance(product, Briefing)
    return product
