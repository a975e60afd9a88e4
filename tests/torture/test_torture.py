"""The short torture of every test run: the same instants every time, and all that was promised holds."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.torture.flips import flip
from tests.torture.kills import torture


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_kills_at_random_instants_lose_nothing_and_leave_nothing_half(tmp_path: Path) -> None:
    tally = torture(tmp_path, 30, seed=7)
    assert tally.kills.total() == 30
    assert tally.half_done > 3


@pytest.mark.slow
def test_flipped_bytes_are_noticed_or_do_no_harm(tmp_path: Path) -> None:
    noticed, harmless = flip(tmp_path, 60, seed=7)
    assert noticed > 5, "most bytes of a small desk are free space"
    assert noticed + harmless == 60
