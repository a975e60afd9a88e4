"""The short torture of every test run: the same instants every time, and all that was promised holds."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from storage.keys import Key
from tests.torture.disk import is_possible
from tests.torture.faults import ACTIONS, FAULTS, fail
from tests.torture.files import Fuzz
from tests.torture.flips import flip
from tests.torture.kills import torture
from tests.torture.power import KEY, WORKS, cut

watching = pytest.mark.skipif(not is_possible(), reason="this build of the driver cannot be watched")


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_kills_at_random_instants_lose_nothing_and_leave_nothing_half(tmp_path: Path) -> None:
    tally = torture(tmp_path, 30, seed=7)
    assert tally.kills.total() == 30
    assert tally.half_done > 3


@pytest.mark.slow
@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
def test_flipped_bytes_are_noticed_or_do_no_harm(tmp_path: Path, key: Key | None) -> None:
    noticed, harmless = flip(tmp_path, 60, seed=7, key=key)
    assert noticed > 5, "most bytes of a small desk are free space"
    assert noticed + harmless == 60


@pytest.mark.slow
@watching
@pytest.mark.parametrize("work", WORKS)
def test_a_failure_of_power_loses_nothing_that_was_promised(tmp_path: Path, work: str) -> None:
    assert cut(tmp_path, work, 9, seed=7).total() == 27


@pytest.mark.slow
@watching
@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_disk_that_fails_is_told_and_the_work_is_done_once_it_is_well(
    tmp_path: Path, action: str, fault: str
) -> None:
    assert fail(tmp_path / "desk", action, fault, step=7)["told"] >= 4


@pytest.mark.slow
def test_hostile_files_are_read_or_refused(tmp_path: Path) -> None:
    tally = Fuzz(tmp_path, seed=7).run(600)
    assert tally.read.total() > 100
    assert tally.refused.total() > 100
    assert tally.rows > 1_000
