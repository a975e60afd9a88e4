"""Nothing acknowledged is lost and nothing is half there: killed, full, failed in the middle."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path
from random import Random
from typing import Any

import pytest

from domain.clock import ManualClock
from domain.errors import DeskError
from domain.filter import Filter
from storage import driver, incident_view
from storage.desk import Desk
from storage.verify import verify
from tests.builders import T0, facts, hours, new_desk, origin
from tests.storage.desks import python, uncovered

CLOCK = ManualClock(T0 + hours(3))

BUSY = """
import sys
from pathlib import Path
from domain.clock import ManualClock
from storage.desk import Desk
from tests.builders import T0, facts, hours, origin
desk = Desk.open(Path(sys.argv[1]), clock=ManualClock(T0 + hours(5)))
n = desk.incidents.count()
while True:
    if n % 5:
        print(desk.incidents.log(facts(description="x" * 3000), author="OK").number, flush=True)
    else:
        rows = [(facts(), origin(10 * n + i)) for i in range(4)]
        print(*desk.incidents.log_many(rows, author="OK").numbers, flush=True)
    n += 1
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
@pytest.mark.timeout(110)
def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    """Twenty kills, each after a random number of acknowledged lines and a random part of the next write."""
    path, random = tmp_path / "north.desk", Random(5)
    new_desk(tmp_path).close()
    acknowledged: list[str] = []
    for _kill in range(20):
        with python(BUSY, path) as other:
            assert other.stdout is not None
            for _line in range(random.randint(1, 25)):
                acknowledged += other.stdout.readline().split()
            try:
                other.wait(timeout=random.random() / 100)
            except subprocess.TimeoutExpired:
                os.kill(other.pid, signal.SIGKILL)
            acknowledged += other.communicate()[0].split()
    assert len(acknowledged) > 50
    with Desk.open(path, clock=CLOCK) as desk:
        numbers = [incident.number for incident in desk.incidents.page(desk.incidents.ids(descending=False))]
        assert set(acknowledged) <= set(numbers)
        assert len(acknowledged) <= len(numbers) <= len(acknowledged) + 4 * 20
        imported = desk._connection.execute(
            "SELECT count(*) FROM incident WHERE fingerprint IS NOT NULL"
        ).fetchone()
        assert imported[0] % 4 == 0, "an import is there whole or not at all"
    assert verify(path).problems == []


def test_a_full_disk_keeps_what_was_there_and_works_again(tmp_path: Path) -> None:
    with new_desk(tmp_path) as desk:
        first = desk.incidents.log(facts(), author="OK")
        desk._connection.execute("VACUUM")  # no page is free that another could become
        pages = desk._connection.execute("PRAGMA page_count").fetchone()[0]
        desk._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        before = desk.journal.head()
        with pytest.raises(DeskError, match="disk is full") as caught:
            desk.incidents.log(facts(description="x" * 20_000), author="OK")
        assert "all earlier entries are kept" in caught.value.message
        rows = [(facts(description="y" * 900), origin(n)) for n in range(200)]
        with pytest.raises(DeskError, match="disk is full"):
            desk.incidents.log_many(rows, author="OK")
        assert desk.journal.head() == before
        assert [i.number for i in desk.incidents.select(Filter())] == [first.number]
        desk._connection.execute("PRAGMA max_page_count = 1000000")
        assert len(desk.incidents.log_many(rows, author="OK").numbers) == 200
        assert desk.incidents.log(facts(), author="OK").number == "CV-2026-000202"
    assert verify(tmp_path / "north.desk").holds


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    """A file system of one megabyte, where this machine lets us have one."""
    folder, mount = tmp_path / "disk", shutil.which("mount")
    folder.mkdir()
    if mount is None or os.name != "posix" or os.geteuid() != 0:
        pytest.skip("no right to mount")
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("no right to mount")
    return folder


def test_a_disk_that_is_really_full(small_disk: Path, request: pytest.FixtureRequest) -> None:
    umount = shutil.which("umount")
    assert umount is not None
    request.addfinalizer(lambda: subprocess.run([umount, "-l", str(small_disk)], check=False))
    logged = 0
    with new_desk(small_disk) as desk:
        for _attempt in range(200):
            try:
                desk.incidents.log(facts(description="x" * 15_000), author="OK")
            except DeskError as error:
                assert error.advice  # noqa: PT017
                break
            logged += 1
        else:
            pytest.fail("the disk never filled")
        assert desk.incidents.count() == logged > 0
    assert verify(small_disk / "north.desk").entries == logged + 1


@pytest.mark.parametrize("where", ["views", "journal", "after"])
def test_a_write_that_fails_leaves_journal_and_views_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    with new_desk(tmp_path) as desk:
        desk.incidents.log(facts(), author="OK")
        before = desk.journal.head()

        def broken(connection: driver.Connection, *args: Any) -> None:
            if where == "after":
                add(connection, *args)
            raise RuntimeError("in the middle")

        add = incident_view.add
        with monkeypatch.context() as patched:
            into = "storage.journal.append" if where == "journal" else "storage.incident_view.add"
            patched.setattr(into, broken)
            with pytest.raises(RuntimeError, match="in the middle"):
                desk.incidents.log(facts(), author="OK")
            with pytest.raises(RuntimeError):
                desk.incidents.log_many([(facts(), origin(1))], author="OK")
        assert not desk._connection.in_transaction
        assert desk.journal.head() == before
        assert desk.incidents.count() == 1
        assert not desk.incidents.known(["print-1"])
        assert desk.incidents.log(facts(), author="OK").number == "CV-2026-000002"


def test_an_import_whose_rows_fail_leaves_nothing(tmp_path: Path) -> None:
    def rows() -> object:
        yield facts(), origin(1)
        raise RuntimeError("the file was taken away")

    with new_desk(tmp_path) as desk:
        with pytest.raises(RuntimeError):
            desk.incidents.log_many(rows(), author="OK")  # type: ignore[arg-type]
        assert desk.incidents.count() == 0
        assert desk.journal.head()[0] == 1


def test_another_writer_is_waited_for_then_named(tmp_path: Path) -> None:
    with new_desk(tmp_path) as desk:
        desk._connection.execute("PRAGMA busy_timeout = 50")
        with uncovered(tmp_path / "north.desk") as intruder:
            intruder.execute("BEGIN IMMEDIATE")
            with pytest.raises(DeskError, match="Another program is writing"):
                desk.incidents.log(facts(), author="OK")
            intruder.execute("ROLLBACK")
        assert desk.incidents.log(facts(), author="OK").number == "CV-2026-000001"


@pytest.mark.parametrize(
    ("reason", "advice"),
    [
        ("attempt to write a readonly database", "permissions"),
        ("database is locked", "Another program"),
        ("database or disk is full", "Free some space"),
        ("disk I/O error", "Check the disk"),
    ],
)
def test_a_failed_write_says_what_to_do(reason: str, advice: str) -> None:
    error = driver.cannot_write(driver.Error(reason))
    assert advice in error.advice
    assert reason in error.message


def test_calls_out_of_turn_are_our_own_bugs(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    desk.close()
    with pytest.raises(Exception, match="closed database") as caught:
        desk.incidents.count()
    assert not isinstance(caught.value, DeskError)
