"""Many records changed by one action and taken back by one; a replay and a salvage keep it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from domain.clock import ManualClock
from domain.errors import FieldError
from domain.filter import Filter
from domain.incident import Facts
from storage import together
from storage.desk import Desk
from storage.salvage import salvage
from storage.verify import verify
from tests.builders import AUTHOR, T0, facts, hours, new_desk
from tests.storage.desks import uncovered

ONE, TWO, THREE = (f"CV-2026-{serial:06d}" for serial in (1, 2, 3))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = new_desk(tmp_path)
    for place in ("Orikhiv", "Yar", "Tokmak"):
        made.incidents.log(facts(place=place), author=AUTHOR)
    return made


def north(facts: Facts) -> Facts:
    return replace(facts, sector="North")


def change(desk: Desk, *numbers: str, status: str = "") -> int:
    return desk.together.change(numbers, north, reason="new sectors", author=AUTHOR, status=status)


def sectors(desk: Desk) -> list[str]:
    return [desk.incidents.get(number).facts.sector for number in (ONE, TWO, THREE)]


def test_many_are_changed_in_one_transaction_or_none(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk:
        assert change(desk, ONE, TWO, ONE) == 2
        before = desk.journal.head()
        with pytest.raises(FieldError, match="Nothing was changed"):
            change(desk, ONE)
        with pytest.raises(FieldError, match="There is no incident"):
            change(desk, THREE, "CV-2026-000099")
        with pytest.raises(FieldError, match="not in the list"):
            change(desk, THREE, status="sure")
        monkeypatch.setattr(together, "MOST", 1)
        with pytest.raises(FieldError, match="At most 1"):
            change(desk, ONE, TWO)
        assert desk.journal.head() == before
        assert desk.incidents.count(Filter(words="north")) == 2
    assert verify(desk.path).problems == []


def test_one_undo_takes_all_of_it_back_and_can_be_taken_back_itself(desk: Desk) -> None:
    with desk:
        change(desk, ONE, TWO, THREE, status="under_verification")
        action = desk.together.action_of(TWO)
        assert action is not None
        assert (action.untouched, action.changed_since) == ((ONE, TWO, THREE), ())
        assert len(action.entries) == 6, "facts and status of each"
        desk.together.take_back(TWO, reason="wrong filter", author=AUTHOR)
        assert sectors(desk) == ["", "", ""]
        assert {desk.incidents.get(n).status for n in (ONE, TWO, THREE)} == {"alleged"}
        assert [e.content.get("undoes") for e in desk.incidents.history(ONE)][-2:] == [6, 5]
        desk.together.take_back(ONE, reason="it was right", author=AUTHOR)
        assert sectors(desk) == ["North"] * 3
        assert desk.incidents.get(THREE).status == "under_verification"
    assert verify(desk.path).problems == []


def test_what_was_changed_since_is_left_and_named(desk: Desk) -> None:
    with desk:
        change(desk, ONE, TWO, THREE)
        desk.incidents.correct(TWO, facts(place="Polohy", sector="North"), reason="misheard", author=AUTHOR)
        assert desk.together.action_of(TWO) is None, "its last change was another"
        done = desk.together.take_back(ONE, reason="wrong filter", author=AUTHOR)
        assert (done.untouched, done.changed_since) == ((ONE, THREE), (TWO,))
        assert sectors(desk) == ["", "North", ""]
        with pytest.raises(FieldError, match="not changed together"):
            desk.together.take_back(TWO, reason="x", author=AUTHOR)
        with pytest.raises(FieldError, match="A reason is needed"):
            desk.together.take_back(ONE, reason=" ", author=AUTHOR)
    assert verify(desk.path).problems == []


def test_one_of_several_can_be_undone_alone(desk: Desk) -> None:
    with desk:
        change(desk, ONE, TWO)
        desk.corrections.undo(ONE, reason="not this one", author=AUTHOR)
        assert sectors(desk) == ["", "North", ""]
        action = desk.together.action_of(TWO)
        assert action is not None
        assert (action.untouched, action.changed_since) == ((TWO,), (ONE,))


@pytest.mark.parametrize("lost", [3, 5])
def test_a_salvaged_desk_still_knows_what_was_changed_together(desk: Desk, tmp_path: Path, lost: int) -> None:
    """Entry 3 is before the action, 5 is the first of it: either way the rest of it has new numbers."""
    with desk:
        change(desk, ONE, TWO, THREE)
    with uncovered(desk.path) as file:
        file.execute("UPDATE journal SET content = replace(content, ':', ': ') WHERE seq = ?", (lost,))
    clock = ManualClock(T0 + hours(9_000))
    made = salvage(desk.path, tmp_path / "new.desk", author="AB", clock=clock)
    assert verify(made.path).holds
    with Desk.open(made.path, clock=clock) as new:
        action = new.together.action_of(THREE)
        assert action is not None
        assert len(action.untouched) == 2
        new.together.take_back(THREE, reason="wrong filter", author=AUTHOR)
        assert new.incidents.count(Filter(words="north")) == 0
    assert verify(made.path).problems == []
