"""To which period an incident of uncertain time belongs: said once, for every count there is.

An incident belongs to the period in which the middle of its possible time lies. So it is counted once,
whatever the periods are, and a day in Kyiv goes to the day in UTC that has most of it; an exact time is its
own middle. Where nobody knows to within two months, the middle says nothing, and the earliest instant counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.incident import Incident
from domain.instant import Span, from_ms, to_ms

WIDEST = timedelta(days=62)
"""Spans wider than this count where they begin."""
HALF = WIDEST / 2
"""No middle lies farther from its beginning."""


def counted_at(span: Span) -> datetime:
    """The instant (UTC, whole milliseconds) that decides which period a time belongs to."""
    if span.width > WIDEST:
        return span.earliest
    return from_ms((to_ms(span.earliest) + to_ms(span.latest)) // 2)


def in_period(incidents: Iterable[Incident], since: datetime, until: datetime) -> list[Incident]:
    """Those that belong to since ≤ time < until (UTC), in their order."""
    return [one for one in incidents if since <= counted_at(one.facts.occurred) < until]


def crossing(incidents: Iterable[Incident], since: datetime, until: datetime) -> int:
    """How many of these counted ones may have occurred outside of the period."""
    return sum(
        1 for one in incidents if one.facts.occurred.earliest < since or one.facts.occurred.latest >= until
    )


def reaching(incidents: Iterable[Incident], since: datetime, until: datetime) -> int:
    """How many belong elsewhere, and may have occurred in the period all the same."""
    return sum(
        1
        for one in incidents
        if not since <= counted_at(one.facts.occurred) < until
        and one.facts.occurred.earliest < until
        and one.facts.occurred.latest >= since
    )
