"""What was put out: serials without gaps or repeats, and the fingerprint of the bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.clock import ManualClock
from domain.errors import DeskError, FieldError, InvariantError
from storage.briefings import SavedBriefing
from storage.desk import Desk
from tests.builders import T0, hours, new_desk

NOW = T0 + hours(3)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with new_desk(tmp_path, ManualClock(NOW)) as desk:
        yield desk


def put_out(desk: Desk, serial: str, *, at: datetime = NOW, author: str = "OK") -> SavedBriefing:
    return desk.briefings.record(
        serial, title="Situation briefing", period=(T0 - hours(24), T0), cut_off=T0 + hours(2),
        produced_at=at, pages=4, pdf=b"%PDF-1.7 bytes", author=author,
    )  # fmt: skip


def test_a_briefing_is_kept_with_its_fingerprint(desk: Desk) -> None:
    made = put_out(desk, "BRF-2026-0001")
    assert made == SavedBriefing(
        "BRF-2026-0001", "Situation briefing", T0 - hours(24), T0, T0 + hours(2), T0 + hours(3), "OK", 4, 14,
        hashlib.sha256(b"%PDF-1.7 bytes").hexdigest(),
    )  # fmt: skip
    assert desk.briefings.saved() == [made]


def test_serials_follow_each_other_and_begin_again_with_the_year(desk: Desk) -> None:
    assert desk.briefings.next_serial(2026) == "BRF-2026-0001"
    put_out(desk, "BRF-2026-0001")
    later = put_out(desk, "BRF-2026-0002", at=T0 + hours(4))
    assert desk.briefings.next_serial(2026) == "BRF-2026-0003"
    new_year = datetime(2027, 1, 1, tzinfo=UTC)
    put_out(desk, "BRF-2027-0001", at=new_year)
    assert [briefing.serial[4:] for briefing in desk.briefings.saved()] == [
        "2027-0001",
        "2026-0002",
        "2026-0001",
    ]
    assert desk.briefings.saved(limit=2)[1] == later


@pytest.mark.parametrize("serial", ["BRF-2026-0001", "BRF-2026-0003", "BRF-2027-0001"])
def test_a_serial_is_never_given_twice_nor_left_out(desk: Desk, serial: str) -> None:
    put_out(desk, "BRF-2026-0001")
    with pytest.raises((DeskError, InvariantError)):
        put_out(desk, serial)
    assert len(desk.briefings.saved()) == 1
    assert desk.journal.head()[0] == 2


def test_the_ten_thousandth_briefing_of_a_year_follows_the_one_before(desk: Desk) -> None:
    desk._connection.execute(
        "INSERT INTO briefing SELECT 'BRF-2026-9999', '', 0, 0, 0, 0, '', 0, 0, '' UNION ALL"
        " SELECT 'BRF-2026-10000', '', 0, 0, 0, 0, '', 0, 0, ''"
    )
    assert desk.briefings.next_serial(2026) == "BRF-2026-10001"


def test_a_briefing_has_an_author(desk: Desk) -> None:
    with pytest.raises(FieldError) as caught:
        put_out(desk, "BRF-2026-0001", author="")
    assert caught.value.field == "author"
    assert desk.briefings.next_serial(2026) == "BRF-2026-0001"
