"""The look at opening: damage is seen before anything is written, and what can be read is read."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from domain.clock import Clock, ManualClock
from domain.errors import DeskError
from storage import driver, soundness
from storage.desk import Desk
from tests.builders import T0, facts, hours, new_desk
from tests.storage.desks import Analyst, uncovered

CLOCK = ManualClock(T0 + hours(3))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    clock = ManualClock(T0)
    with new_desk(tmp_path, clock) as desk:
        Analyst(desk, clock, Random(6)).work(30)
    return tmp_path / "north.desk"


@pytest.mark.parametrize(
    "change",
    ["content = '{}' WHERE seq = 3", "digest = previous WHERE seq = 2", "seq = 99 WHERE seq = 5"],
)
def test_a_break_in_the_last_entries_is_seen_and_nothing_is_written(path: Path, change: str) -> None:
    with uncovered(path) as file:
        file.execute(f"UPDATE journal SET {change}")
    before = path.read_bytes()
    with Desk.open(path, clock=CLOCK) as desk:
        assert desk.readonly == "It is damaged: nothing is written to it."
        assert "does not hold" in desk.damaged
        assert desk.cannot_read() == []
        with pytest.raises(DeskError, match="read-only"):
            desk.incidents.log(facts(), author="OK")
    assert path.read_bytes() == before


def test_a_page_of_the_file_is_lost(path: Path) -> None:
    connection = driver.connect(path, readonly=True)
    (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'breach'").fetchone()
    connection.close()
    content = bytearray(path.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = b"\xaa" * 4096
    path.write_bytes(content)
    with Desk.open(path, clock=CLOCK) as desk:
        assert desk.damaged.startswith("The file is damaged:")
        assert desk.cannot_read() == ["breach"]
        assert desk.incidents.count() > 3


def test_a_sound_desk_is_written_and_only_its_last_entries_are_walked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soundness, "LAST", 5)
    with Desk.open(path, clock=CLOCK) as desk:
        assert (desk.readonly, desk.damaged) == ("", "")
        seq = desk.journal.head()[0]
    with uncovered(path) as file:
        file.execute("UPDATE journal SET author = 'XX' WHERE seq = ?", (seq - 4,))
    with Desk.open(path, clock=CLOCK) as desk:
        assert f"Entry {seq - 4} does not hold" in desk.damaged
    with uncovered(path) as file:
        file.execute("UPDATE journal SET author = 'XX' WHERE seq = 2")
        file.execute("DELETE FROM journal WHERE seq > ?", (seq - 5,))
    with Desk.open(path, clock=CLOCK) as desk:
        assert desk.damaged == "", "this is left to the whole check"


def test_the_look_is_given_up_in_time(path: Path) -> None:
    class Late:
        def __init__(self) -> None:
            self.asked = 0.0

        def now(self) -> object:
            raise AssertionError

        def monotonic(self) -> float:
            self.asked += 10
            return self.asked

    late: Clock = Late()  # type: ignore[assignment]
    with Desk.open(path, clock=CLOCK) as desk:
        assert soundness.look(desk._connection, late) == ""
