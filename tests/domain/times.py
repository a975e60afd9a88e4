"""What the tests of times share: a fixed now, and reading as a user in Kyiv would."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

import pytest
from hypothesis import strategies as st

from domain.dtg import HOURS
from domain.errors import FieldError
from domain.instant import (
    KYIV,
    Span,
    parse_span,
)

NOW = datetime(2026, 11, 23, 14, 7, 31, 250_000, tzinfo=UTC)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def utc(*parts: int) -> datetime:
    year, month, day, *rest = parts
    hour, minute, second = (*rest, 0, 0, 0)[:3]
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def read(text: str, *, now: datetime = NOW, zone: tzinfo | None = KYIV, fold: int | None = None) -> Span:
    return parse_span(text, now=now, zone=zone, fold=fold)


def refused(text: str, *, now: datetime = NOW, zone: tzinfo | None = KYIV, fold: int | None = None) -> str:
    with pytest.raises(FieldError) as caught:
        parse_span(text, now=now, zone=zone, field="reported", fold=fold)
    assert caught.value.field == "reported"
    assert caught.value.advice
    return str(caught.value)


whole_minutes = st.integers(0, (utc(2089, 12, 31) - utc(1990, 1, 2)) // timedelta(minutes=1)).map(
    lambda minutes: utc(1990, 1, 2) + timedelta(minutes=minutes)
)
instants = st.timedeltas(timedelta(), utc(9999, 12, 30) - utc(1, 1, 2)).map(
    lambda since: utc(1, 1, 2) + since
)
letters = st.sampled_from(sorted(HOURS))
spans = st.builds(
    lambda start, width: Span(start, start + width),
    whole_minutes,
    st.timedeltas(timedelta(), timedelta(days=400)),
)
