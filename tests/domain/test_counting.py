"""One incident, one period: whatever the periods are, and however little is known of the time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.counting import HALF, WIDEST, counted_at, crossing, in_period, reaching
from domain.instant import KYIV, Span, local_day
from tests.builders import T0, hours, incident, moments

spans = st.builds(
    lambda start, width: Span(start, start + width), moments, st.timedeltas(timedelta(0), timedelta(days=200))
)


@given(spans)
def test_the_instant_lies_in_the_span_and_not_far_from_its_beginning(span: Span) -> None:
    at = counted_at(span)
    assert span.earliest <= at <= span.latest
    assert at - span.earliest <= HALF


@given(st.lists(spans, max_size=8), st.integers(1, 400))
def test_any_row_of_periods_counts_each_once(found: list[Span], length: int) -> None:
    incidents = [incident(f"CV-2026-{n:06d}", span) for n, span in enumerate(found, 1)]
    start, end = datetime(2023, 12, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
    counted = []
    while start < end:
        counted += in_period(incidents, start, start + hours(length))
        start += hours(length)
    assert sorted(one.number for one in counted) == sorted(one.number for one in incidents)


def test_a_day_in_kyiv_goes_to_the_day_in_utc_that_has_most_of_it() -> None:
    day = local_day(datetime(2026, 11, 23).date(), KYIV)  # noqa: DTZ001  (a date, no instant)
    assert day.earliest == datetime(2026, 11, 22, 22, tzinfo=UTC)
    midnight = datetime(2026, 11, 23, tzinfo=UTC)
    one = incident(occurred=day)
    assert in_period([one], midnight, midnight + hours(24)) == [one]
    assert in_period([one], midnight - hours(24), midnight) == []
    assert crossing([one], midnight, midnight + hours(24)) == 1
    assert reaching([one], midnight - hours(24), midnight) == 1
    assert reaching([one], midnight, midnight + hours(24)) == 0


def test_what_nobody_knows_to_within_two_months_counts_where_it_begins() -> None:
    assert counted_at(Span(T0, T0 + WIDEST)) == T0 + HALF
    assert counted_at(Span(T0, T0 + WIDEST + timedelta(milliseconds=1))) == T0
