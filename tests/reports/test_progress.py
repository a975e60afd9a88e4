"""Whoever waits is told how far the pages are, and may stop them."""

from __future__ import annotations

import pytest

from reports import handover, situation
from reports.progress import reporting
from tests.reports import products
from tests.reports.builders import briefing


def test_what_is_told_never_falls_and_ends_with_all() -> None:
    told: list[float] = []
    with reporting(told.append):
        situation.render(briefing(400))
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)
    assert sum(1 for share in told if 0.1 < share < 0.9) > 5


def test_a_product_without_a_long_table_is_told_of_by_its_parts() -> None:
    told: list[float] = []
    with reporting(told.append):
        handover.render(products.handover())
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)


def test_what_is_told_may_stop_the_work() -> None:
    def stop(share: float) -> None:
        if share > 0.3:
            raise KeyboardInterrupt

    with reporting(stop), pytest.raises(KeyboardInterrupt):
        situation.render(briefing(400))
