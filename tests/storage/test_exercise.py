"""The exercise desk shows everything once, says that it is invented, and holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.clock import ManualClock
from domain.errors import DeskError
from domain.filter import Filter
from domain.ladder import State
from domain.quantity import Qualifier
from domain.vocabulary import DETERMINATIONS, STATUSES
from storage.desk import Desk
from storage.exercise import build_exercise
from storage.verify import verify

MOMENTS = (
    datetime(2026, 11, 23, 14, 7, 31, tzinfo=UTC),
    datetime(2027, 3, 29, 0, 0, 0, tzinfo=UTC),  # the clocks went forward within the story
    datetime(2027, 1, 2, 22, 59, 59, 999999, tzinfo=UTC),  # the year turned within the story
)


@pytest.mark.parametrize("now", MOMENTS)
def test_it_shows_every_state_and_every_kind_of_entry(tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "e.desk"
    build_exercise(path, now=now)
    with Desk.open(path, clock=ManualClock(now)) as desk:
        cases = desk.breaches.open_cases() + desk.breaches.stopped_cases()
        phases = [phase for case in cases for phase in case.standing(now).phases]
        incidents = desk.incidents.select(Filter())
        assert {phase.state for phase in phases} == set(State)
        assert any(phase.in_band for phase in phases)
        assert any(phase.answer and phase.answer.answer == "not_known" for phase in phases)
        assert any(len(case.breach.turns) == 2 for case in cases)
        assert {case.breach.anchor.kind for case in cases} >= {"occurred", "reported"}
        assert 55 <= len(incidents) <= 80
        assert {i.determined for i in incidents} == {term.key for term in DETERMINATIONS}
        assert {i.status for i in incidents} == {term.key for term in STATUSES}
        assert {i.facts.quantity.qualifier for i in incidents if i.facts.quantity} == set(Qualifier)
        assert any(i.is_late_entry for i in incidents)
        assert any(i.facts.place_unknown for i in incidents)
        assert any(i.facts.occurred.width > timedelta(hours=22) for i in incidents)
        assert len({i.logged_by for i in incidents}) >= 4
        assert all(
            i.facts.description.startswith("EXERCISE") and "exercise" in i.facts.tags for i in incidents
        )
        assert all(i.logged_at <= now for i in incidents)
        assert [seconds for _at, seconds in desk.watch.jumps()] == [95]
        assert desk.info.marking.exercise
    assert verify(path).holds


def test_the_same_moment_gives_the_same_journal(tmp_path: Path) -> None:
    heads = set()
    for name in ("a.desk", "b.desk"):
        build_exercise(tmp_path / name, now=MOMENTS[0])
        heads.add(verify(tmp_path / name).head)
    assert len(heads) == 1


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_it_can_be_made_at_any_hour(tmp_path: Path, hour: int) -> None:
    now = datetime(2026, 10, 26, hour, 59, tzinfo=UTC)
    build_exercise(tmp_path / "e.desk", now=now)
    with Desk.open(tmp_path / "e.desk", clock=ManualClock(now)) as desk:
        cases = desk.breaches.open_cases() + desk.breaches.stopped_cases()
        assert {phase.state for case in cases for phase in case.standing(now).phases} == set(State)


def test_it_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "e.desk"
    path.write_text("mine")
    with pytest.raises(DeskError, match="there already"):
        build_exercise(path, now=MOMENTS[0])
    assert path.read_text() == "mine"
