"""A desk that is written to while it is checked: the check sees one instant of it."""

from __future__ import annotations

from pathlib import Path

from domain.clock import ManualClock
from storage.verify import verify
from tests import builders


def test_entries_made_during_the_check_are_no_damage(tmp_path: Path, clock: ManualClock) -> None:
    with builders.new_desk(tmp_path, clock) as desk:
        for _ in range(1010):  # enough for progress to be told within each step
            desk.incidents.log(builders.facts(occurred=clock.now()), author="AB")
        written: list[float] = []

        def write_meanwhile(share: float) -> None:
            if len(written) < 40:
                written.append(share)
                number = desk.incidents.log(builders.facts(occurred=clock.now()), author="AB").number
                desk.incidents.assess(
                    number, status="verified", determination="exempt", basis="seen", author="AB"
                )

        found = verify(desk.path, write_meanwhile)
        assert written
        assert found.holds, found.problems
        assert found.entries < desk.journal.head()[0]
    assert verify(tmp_path / "north.desk").holds
