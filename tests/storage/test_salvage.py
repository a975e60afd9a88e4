"""All that holds of a damaged desk comes into a new one; what was lost is named entry by entry."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from domain.clock import ManualClock
from domain.errors import DeskError, FieldError
from storage import driver
from storage.desk import Desk
from storage.salvage import Salvaged, report_lines, salvage
from storage.verify import verify
from tests.builders import T0, facts, hours, new_desk, origin
from tests.storage.desks import Analyst, uncovered

CLOCK = ManualClock(T0 + hours(9_000))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    clock = ManualClock(T0)
    with new_desk(tmp_path, clock) as desk:
        Analyst(desk, clock, Random(8)).work(50)
        number = desk.incidents.log(facts(T0 - hours(1)), author="OK").number
        desk.evidence.add(number, b"photograph" * 500, name="a.jpg", received_by="OK", author="OK")
    return tmp_path / "north.desk"


def rows(path: Path) -> list[tuple[object, ...]]:
    connection = driver.connect(path, readonly=True)
    try:
        return [tuple(row) for row in connection.execute("SELECT * FROM journal ORDER BY seq").fetchall()]
    finally:
        connection.close()


def saved(path: Path, tmp_path: Path) -> Salvaged:
    made = salvage(path, tmp_path / "new.desk", author="AB", clock=CLOCK)
    found = verify(made.path)
    assert found.holds, found.problems
    assert (found.head, found.entries) == (made.head, made.kept + 1 + made.again)
    with Desk.open(made.path, clock=CLOCK) as desk:
        assert desk.readonly == ""
        assert desk.incidents.log(facts(), author="OK").number
    return made


def test_a_sound_desk_is_copied_and_says_where_it_came_from(path: Path, tmp_path: Path) -> None:
    old = rows(path)
    before = path.read_bytes()
    made = saved(path, tmp_path)
    assert (made.kept, made.again, made.lost, made.evidence_lost) == (len(old), 0, [], [])
    new = rows(made.path)
    assert new[: len(old)] == old
    assert new[len(old)][3:5] == ("journal.salvaged", "desk")
    assert '"file":"north.desk"' in str(new[len(old)][5])
    assert path.read_bytes() == before


@pytest.mark.parametrize("seq", [2, 20, 40])
def test_entries_before_the_break_are_byte_for_byte_and_later_ones_follow(
    path: Path, tmp_path: Path, seq: int
) -> None:
    old = rows(path)
    with uncovered(path) as file:
        file.execute("UPDATE journal SET content = replace(content, ':', ': ') WHERE seq = ?", (seq,))
    made = saved(path, tmp_path)
    assert made.kept == seq - 1
    assert made.again + len(made.lost) == len(old) - made.kept
    assert made.lost[0].seq == seq
    assert "does not match its digest" in made.lost[0].reason
    assert all("an entry that was lost" in lost.reason for lost in made.lost[1:])
    new = rows(made.path)
    assert new[: seq - 1] == old[: seq - 1]
    lost = {each.seq for each in made.lost}
    again = [row[1:5] for row in old[seq - 1 :] if row[0] not in lost]
    assert [row[1:5] for row in new[seq : seq + made.again]] == again
    assert f"Entry {seq} does not match its digest" in report_lines(made)


def test_deleted_entries_and_lost_bytes_are_named(path: Path, tmp_path: Path) -> None:
    with uncovered(path) as file:
        file.execute("DELETE FROM journal WHERE seq IN (10, 11)")
        file.execute("UPDATE evidence_chunk SET data = zeroblob(10)")
    made = saved(path, tmp_path)
    assert made.kept == 9
    assert [(lost.seq, lost.reason) for lost in made.lost[:2]] == [(10, "is missing"), (11, "is missing")]
    assert "EV-2026-000001" in made.evidence_lost
    assert "The bytes of EV-2026-000001 are lost" in report_lines(made)


@pytest.mark.parametrize("seed", range(6))
def test_pages_that_are_gone_cost_what_was_on_them(path: Path, tmp_path: Path, seed: int) -> None:
    old = rows(path)
    content, random = bytearray(path.read_bytes()), Random(seed)
    pages = len(content) // 4096
    for page in random.sample(range(2, pages), 6):
        content[page * 4096 : (page + 1) * 4096] = random.randbytes(4096)
    path.write_bytes(content)
    try:
        made = saved(path, tmp_path)
    except DeskError as error:
        assert "first entry" in error.title  # noqa: PT017
        assert not (tmp_path / "new.desk").exists()
        return
    assert rows(made.path)[: made.kept] == old[: made.kept]


def test_what_cannot_be_salvaged_leaves_nothing(path: Path, tmp_path: Path) -> None:
    with pytest.raises(FieldError):
        salvage(path, tmp_path / "new.desk", author=" ", clock=CLOCK)
    with pytest.raises(DeskError, match="is there already"):
        salvage(path, path, author="AB", clock=CLOCK)
    with uncovered(path) as file:
        file.execute("DELETE FROM journal WHERE seq = 1")
    with pytest.raises(DeskError, match="first entry"):
        salvage(path, tmp_path / "new.desk", author="AB", clock=CLOCK)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["north.desk"]


@pytest.mark.parametrize("at", [0.0, 0.3, 0.41, 0.7, 0.9])
def test_it_can_be_given_up_at_any_time_and_leaves_nothing(tmp_path: Path, at: float) -> None:
    with new_desk(tmp_path) as desk:
        rows = [(facts(description=f"row {n}"), origin(n)) for n in range(450)]
        desk.incidents.log_many(rows, author="OK")
        number = desk.incidents.log(facts(), author="OK").number
        desk.evidence.add(number, b"x" * 100, name="a.bin", received_by="OK", author="OK")
    told: list[float] = []

    def stop(share: float) -> None:
        told.append(share)
        if share >= at:
            raise driver.StoppedError("interrupted")

    source, target = tmp_path / "north.desk", tmp_path / "salvaged.desk"
    with pytest.raises(driver.StoppedError):
        salvage(source, target, author="OK", clock=ManualClock(T0), progress=stop)
    assert [each.name for each in tmp_path.iterdir()] == ["north.desk"]
    assert told == sorted(told)
    assert not salvage(source, target, author="OK", clock=ManualClock(T0)).lost
