"""The trends of a desk are those of its incidents, one by one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Event

from domain.casualties import Casualties
from domain.counting import in_period
from domain.filter import ALL, Filter
from domain.instant import Span
from domain.trends import trends_of
from storage.trend_facts import read_trends
from tests.builders import T0, facts, hours, new_desk


def test_sql_and_the_records_agree(tmp_path: Path) -> None:
    with new_desk(tmp_path) as desk:
        for n in range(40):
            number = desk.incidents.log(
                facts(
                    Span(T0 - hours(n * 2 + n % 3), T0 - hours(n * 2)),
                    kind=("mortar", "fpv", "not_known")[n % 3],
                    sector=("North", "")[n % 2],
                    casualties=Casualties.parse("civilian killed 2-4" if n % 5 == 0 else ""),
                ),
                author="AB",
            ).number
            if n % 7 == 0:
                desk.incidents.assess(
                    number, status="refuted", determination="not_a_breach", basis="x", author="AB"
                )
        until = T0 + timedelta(hours=1)
        since = until - timedelta(hours=40)
        earlier = since - timedelta(hours=40)
        for chosen in (ALL, Filter(words="north")):
            found = read_trends(desk.path, chosen, since, until, Event())
            every = desk.incidents.select(chosen)
            now, before = in_period(every, since, until), in_period(every, earlier, since)
            assert found == trends_of(now, before, since, until)
            assert found is not None
            assert found.casualties
        stop = Event()
        stop.set()
        assert read_trends(desk.path, ALL, since, until, stop) is None
