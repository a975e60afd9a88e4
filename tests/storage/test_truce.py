"""When the truce began: said by a person, kept, and counted from."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from domain.clock import ManualClock
from domain.errors import FieldError
from domain.instant import Span
from storage.verify import verify
from tests import builders


def test_the_last_thing_said_counts_and_the_first_stays(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "north.desk"
    with builders.new_desk(tmp_path, clock) as desk:
        assert desk.truce.began() is None
        first = clock.now() - timedelta(days=10)
        desk.truce.set(first, reason="memorandum", author="AB")
        desk.truce.set(first + timedelta(days=1), reason="protocol of the talks", author="CD")
        assert desk.truce.began() == first + timedelta(days=1)
        assert [entry.author for entry in desk.journal.entries_of("truce")] == ["AB", "CD"]
    assert verify(path).holds


def test_what_cannot_stand_is_refused(tmp_path: Path, clock: ManualClock) -> None:
    with builders.new_desk(tmp_path, clock) as desk:
        with pytest.raises(FieldError, match="still to come"):
            desk.truce.set(clock.now() + timedelta(seconds=1), reason="why", author="AB")
        with pytest.raises(FieldError, match="reason"):
            desk.truce.set(clock.now(), reason=" ", author="AB")
        assert desk.truce.began() is None


def test_recurrence_counts_from_it(tmp_path: Path, clock: ManualClock) -> None:
    with builders.new_desk(tmp_path, clock) as desk:
        now = clock.now()
        for days in (5, 3, 1):
            facts = builders.facts(
                occurred=Span.at(now - timedelta(days=days)), place="Orikhiv", position=None
            )
            desk.incidents.log(facts, author="AB")
        here = builders.facts(occurred=Span.at(now), place="Orikhiv", position=None)
        assert desk.nearby.recurrence(here).total == 3
        assert desk.nearby.recurrence(here, since=now - timedelta(days=4)).total == 2
        assert desk.nearby.recurrence(here, since=now).total == 0
