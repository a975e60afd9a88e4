"""A printed page carries the digest of the last entry it saw; a desk proves that it still contains it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from domain.clock import ManualClock
from domain.errors import FieldError
from domain.imprint import Imprint
from reports import deadline_sheet, handover, situation
from storage import briefing_facts, deadline_facts, handover_facts
from storage.desk import Desk
from storage.heads import entries_with, read_digest
from storage.verify import verify
from tests.builders import T0, facts, hours, new_desk
from tests.reports.pdf import text
from tests.storage.desks import uncovered


def _situation(desk: Desk, cut_off: datetime) -> tuple[Imprint, bytes]:
    made = briefing_facts.collect(
        desk, since=T0 - hours(24), until=T0, cut_off=cut_off, produced_at=cut_off, author="OK"
    )
    return made, situation.render(made)


def _deadlines(desk: Desk, cut_off: datetime) -> tuple[Imprint, bytes]:
    made = deadline_facts.collect(desk, cut_off=cut_off, produced_at=cut_off, author="OK")
    return made, deadline_sheet.render(made)


def _handover(desk: Desk, cut_off: datetime) -> tuple[Imprint, bytes]:
    made = handover_facts.collect(desk, cut_off=cut_off, produced_at=cut_off, author="OK")
    return made, handover.render(made)


@pytest.mark.parametrize("product", [_situation, _deadlines, _handover])
def test_every_product_carries_the_digest_of_the_last_entry_it_saw(
    tmp_path: Path, product: Callable[[Desk, datetime], tuple[Imprint, bytes]]
) -> None:
    clock = ManualClock(T0)
    with new_desk(tmp_path, clock) as desk:
        desk.incidents.log(facts(T0 - hours(1)), author="OK")
        seen = desk.journal.head()
        clock.advance(hours(1))
        desk.incidents.log(facts(T0 - hours(1)), author="OK")
        made, pdf = product(desk, T0)
    assert (made.entries, made.head) == seen
    printed = re.search(r"2 entries, the last with digest\s+((?:[0-9a-f]{8}\s*){8})", text(pdf))
    assert printed is not None
    path = tmp_path / "north.desk"
    (found,) = entries_with(path, read_digest(printed[1]), verify(path))
    assert (found.seq, found.digest, found.at) == (*seen, T0)


def test_an_entry_beyond_a_break_proves_nothing(tmp_path: Path) -> None:
    with new_desk(tmp_path, ManualClock(T0)) as desk:
        numbers = [desk.incidents.log(facts(T0 - hours(1)), author="OK").number for _each in range(5)]
        digests = [desk.journal.entries_of(number)[0].digest for number in numbers]
    path = tmp_path / "north.desk"
    with uncovered(path) as file:
        file.execute("UPDATE journal SET author = 'XX' WHERE seq = 4")
    found = verify(path)
    assert [each.seq for each in entries_with(path, digests[0], found)] == [2]
    assert entries_with(path, digests[2], found) == []
    assert entries_with(path, digests[4], found) == []


@pytest.mark.parametrize("typed", ["1234567", "", "xyz12345", "1" * 65])
def test_what_is_no_digest_is_refused(typed: str) -> None:
    with pytest.raises(FieldError):
        read_digest(typed)
