"""Which backups are kept: enough of the last hours, days and weeks, however often they are tidied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.backups import DAYS, HOURS, WEEKS, BackupName, to_keep

T = datetime(2026, 11, 23, 14, 7, 31, tzinfo=UTC)
times = st.sets(
    st.integers(0, 400 * 24 * 60).map(lambda minutes: T + timedelta(minutes=minutes)), max_size=60
)


@given(times)
def test_the_last_one_is_kept_and_never_more_than_asked_for(made: set[datetime]) -> None:
    kept = to_keep(made)
    assert kept <= made
    assert len(kept) <= HOURS + DAYS + WEEKS
    assert not made or max(made) in kept


@given(times)
def test_each_of_the_last_hours_days_and_weeks_keeps_its_last(made: set[datetime]) -> None:
    kept = to_keep(made)
    spans: list[tuple[int, Callable[[datetime], Any]]] = [
        (HOURS, lambda at: at.replace(minute=0, second=0)),
        (DAYS, datetime.date),
        (WEEKS, lambda at: at.isocalendar()[:2]),
    ]
    for count, start in spans:
        for span in sorted({start(at) for at in made})[-count:]:
            assert max(at for at in made if start(at) == span) in kept


@given(times)
def test_tidying_after_each_backup_keeps_what_tidying_once_would(made: set[datetime]) -> None:
    there: set[datetime] = set()
    for at in sorted(made):
        there = to_keep(there | {at})
    assert there == to_keep(made) == to_keep(to_keep(made))


@given(times, st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))
def test_more_is_kept_where_more_is_asked_for(made: set[datetime], h: int, d: int, w: int) -> None:
    kept = to_keep(made, hourly=h, daily=d, weekly=w)
    assert len(kept) <= h + d + w
    assert kept <= to_keep(made, hourly=h + 1, daily=d, weekly=w + 1)


def test_a_year_of_hours_leaves_hours_days_and_weeks() -> None:
    kept = sorted(to_keep(T + timedelta(hours=hour) for hour in range(365 * 24)))
    gaps = [later - earlier for earlier, later in pairwise(kept)]
    assert gaps[-23:] == [timedelta(hours=1)] * 23
    assert timedelta(days=42) < kept[-1] - kept[0] < timedelta(days=50)
    assert max(gaps) == timedelta(days=7)


@given(
    st.text(st.characters(exclude_characters="/\0\n", exclude_categories=["Cs"]), min_size=1),
    st.datetimes(datetime(2000, 1, 1), datetime(2089, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    st.text("0123456789abcdef", min_size=8, max_size=64),
    st.integers(1, 99),
)
def test_a_name_says_what_it_was_made_of(stem: str, at: datetime, head: str, copy: int) -> None:
    at = at.replace(microsecond=0)
    assert BackupName.read(str(BackupName(stem, at, head, copy))) == BackupName(stem, at, head[:8], copy)


def test_a_name_is_read_by_people() -> None:
    assert str(BackupName("north", T, "1a2b3c4d5e6f")) == "north-23140731ZNOV26-1a2b3c4d.desk"


@pytest.mark.parametrize(
    "name",
    ["north.desk", "north-23140731ZNOV26-1a2b3c4d.part", "north-23140731ZNIV26-1a2b3c4d.desk",
     "north-31140731ZNOV26-1a2b3c4d.desk", "north-23250731ZNOV26-1a2b3c4d.desk", "n-23140731ZNOV26-1a.desk"],
)  # fmt: skip
def test_other_files_are_left_alone(name: str) -> None:
    assert BackupName.read(name) is None
