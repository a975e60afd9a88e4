"""Figures of a briefing, its title, and the statement made from the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.bottom_line import age_text, bottom_line
from domain.briefing import by_kind, by_oblast, default_title, figures, overdue, previous_period, urgency
from domain.incident import Incident
from domain.instant import Span
from domain.quantity import Quantity, total
from domain.vocabulary import STATUSES
from tests.reports.builders import HOUR, MINUTE, UNTIL, breach, briefing, clock, incident, incidents

Hour = tuple[int, int, int, int]
_KINDS = ("mortar", "artillery", "fpv", "not_known")


@st.composite
def _lists(draw: st.DrawFn) -> list[Incident]:
    made = []
    for serial in range(draw(st.integers(0, 12))):
        one = incident(serial, status=draw(st.sampled_from([term.key for term in STATUSES])))
        quantity = draw(st.sampled_from([None, "3", "≥ 4", "2–9", "about 7"]))
        kind, oblast = draw(st.sampled_from(_KINDS)), draw(st.sampled_from(["", "UA-63", "UA-23"]))
        facts = replace(
            one.facts, kind=kind, oblast=oblast, quantity=Quantity.parse(quantity) if quantity else None
        )
        made.append(replace(one, facts=facts))
    return made


@given(_lists())
def test_every_incident_is_counted_once_or_left_out(made: list[Incident]) -> None:
    found = figures(made)
    assert found.incidents + found.left_out == len(made)
    assert sum(count for _status, count in found.by_status) == found.incidents
    assert found.violations.counted + found.violations.without == found.incidents
    assert found.verified <= found.incidents
    assert found.not_assessed <= found.incidents
    assert (found.oldest_logged is None) == (found.not_assessed == 0)


@given(_lists(), _lists())
def test_rows_add_up_to_the_figures(now: list[Incident], before: list[Incident]) -> None:
    for rows in (by_kind(now, before), by_oblast(now, before)):
        assert sum(row.incidents for row in rows) == figures(now).incidents
        assert sum(row.previous_incidents for row in rows) == figures(before).incidents
        for found, side in ((figures(now), "violations"), (figures(before), "previous_violations")):
            assert sum(getattr(row, side).low for row in rows) == found.violations.low
            assert sum(getattr(row, side).high for row in rows) == found.violations.high
            assert sum(getattr(row, side).without for row in rows) == found.violations.without


@given(_lists())
def test_the_order_of_a_list_changes_no_figure(made: list[Incident]) -> None:
    assert figures(made) == figures(reversed(made))
    assert by_kind(made, []) == by_kind(made[::-1], [])


def test_incidents_without_a_quantity_are_neither_one_nor_none() -> None:
    assert str(total([None] * 300)) == "not known"
    assert str(total([Quantity.parse("512"), None])) == "≥ 512"


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2089, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.timedeltas(timedelta(seconds=1), timedelta(days=400)),
)
def test_the_previous_period_is_as_long_and_ends_where_this_one_begins(
    since: datetime, length: timedelta
) -> None:
    first, last = previous_period(since, since + length)
    assert last == since
    assert last - first == length


@pytest.mark.parametrize(
    ("since", "until", "title"),
    [
        ((2026, 11, 22, 12), (2026, 11, 23, 12), "Situation briefing, 22–23 November 2026"),
        ((2026, 11, 22, 22), (2026, 11, 23, 22), "Situation briefing, 23 November 2026"),
        ((2026, 11, 23, 0), (2026, 11, 24, 0), "Situation briefing, 23 November 2026"),
        ((2026, 10, 24, 21), (2026, 10, 25, 22), "Situation briefing, 25 October 2026"),
        ((2026, 10, 30, 0), (2026, 11, 2, 0), "Situation briefing, 30 October – 1 November 2026"),
        ((2026, 12, 31, 12), (2027, 1, 1, 12), "Situation briefing, 31 December 2026 – 1 January 2027"),
    ],
)
def test_titles_name_the_days(
    since: tuple[int, int, int, int], until: tuple[int, int, int, int], title: str
) -> None:
    assert default_title(datetime(*since, tzinfo=UTC), datetime(*until, tzinfo=UTC)) == title


def test_what_passed_comes_first_and_then_what_is_near() -> None:
    old = clock(breach(1, Span.at(UNTIL - 300 * HOUR)))
    fresh = clock(breach(2, Span.at(UNTIL - 73 * HOUR)))
    near = clock(breach(3, Span.at(UNTIL - 23 * HOUR)))
    far = clock(breach(4, Span.at(UNTIL - HOUR)))
    assert sorted([far, old, near, fresh], key=urgency) == [fresh, old, near, far]
    assert [p.phase.number for p in overdue(fresh)] == [1, 3]
    assert not overdue(near)


def test_the_statement_names_what_passed_and_what_is_next() -> None:
    said = bottom_line(briefing(10))
    assert said[0] == "BR-2026-0005 at Kupiansk: 72 h passed 231100Z NOV 26 – no action recorded."
    assert said[1] == (
        "BR-2026-0007 at Orikhiv reaches 24 h between 231540Z and 231620Z NOV 26 (17:40–18:20 Kyiv)."
    )


def test_the_statement_counts_several_clocks_past_their_hours() -> None:
    clocks = tuple(clock(breach(n, Span.at(UNTIL - (24 + n) * HOUR))) for n in (1, 2, 3))
    said = bottom_line(briefing(0, clocks=clocks))
    assert said[0] == (
        "3 open clocks are past an hour limit with no action or no assessment recorded; the latest is"
        " BR-2026-0001 at Orikhiv: 24 h passed 231100Z NOV 26 – no action recorded."
    )
    assert "An assessment is due on 3 open clocks." in said


def test_the_statement_names_a_breach_without_a_place_and_one_with_nothing_ahead() -> None:
    nowhere = clock(breach(1, Span.at(UNTIL - HOUR)), place="")
    assert (
        bottom_line(briefing(0, clocks=(nowhere,)))[0]
        == "BR-2026-0001 reaches 24 h at 241100Z NOV 26 (13:00 Kyiv)."
    )
    settled = clock(breach(2, Span.at(UNTIL - HOUR), actions=[(1, 0.1)], answers=[(2, "no"), (3, "no")]))
    assert bottom_line(briefing(0, clocks=(settled,)))[0].startswith("No incident")


def test_the_statement_across_a_month_gives_both_dates() -> None:
    now = datetime(2026, 11, 30, 20, 0, tzinfo=UTC)
    end = datetime(2026, 11, 29, 23, 50, tzinfo=UTC)
    made = clock(breach(1, Span(end, end + 20 * MINUTE)), now=now)
    said = bottom_line(briefing(0, clocks=(made,)))
    assert "between 302350Z NOV 26 and 010010Z DEC 26 (1 Dec 01:50–02:10 Kyiv)" in said[0]


@pytest.mark.parametrize(
    ("now", "before", "sentence"),
    [
        (0, 0, "No incident is recorded for the period or the one before."),
        (0, 4, "No incident is recorded for the period, 4 fewer than in the one before."),
        (1, 1, "1 incident is recorded for the period, as many as in the one before: 1 alleged."),
        (3, 1, "3 incidents are recorded for the period, 2 more than in the one before: 3 alleged."),
    ],
)
def test_the_statement_counts_incidents(now: int, before: int, sentence: str) -> None:
    many = tuple(incident(n, status="alleged") for n in range(1, 9))
    assert sentence in bottom_line(briefing(0, incidents=many[:now], previous=many[:before]))


@given(_lists())
def test_the_statement_claims_no_more_than_the_records(made: list[Incident]) -> None:
    said = " ".join(bottom_line(briefing(0, incidents=tuple(made)))).casefold()
    assert "confirmed" not in said
    assert "breached" not in said
    assert "should" not in said
    if not any(one.status == "verified" for one in made):
        assert " verified" not in said


def test_the_statement_says_when_nothing_waits() -> None:
    done = tuple(one for one in incidents(30) if one.determination is not None and one.counts)
    assert "Every one of them has been assessed." in bottom_line(briefing(0, incidents=done))


@pytest.mark.parametrize(
    ("age", "text"),
    [
        (timedelta(minutes=45, seconds=59), "45 min"),
        (timedelta(hours=19, minutes=59), "19 h"),
        (timedelta(hours=52), "2 d 4 h"),
        (timedelta(minutes=-5), "0 min"),
    ],
)
def test_ages_are_cut(age: timedelta, text: str) -> None:
    assert age_text(age) == text
