"""The hash list of a desk, of an incident, and of an earlier moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from domain.clock import ManualClock
from domain.errors import FieldError
from storage.hash_facts import collect
from tests.builders import AUTHOR, T0, facts, hours, new_desk


def test_it_lists_what_was_known_then(tmp_path: Path) -> None:
    clock = ManualClock(T0 + hours(10))
    with new_desk(tmp_path, clock) as desk:
        one, two = (desk.incidents.log(facts(), author=AUTHOR).number for _each in range(2))
        first = desk.evidence.add(one, b"a", name="a", received_by="OK", author=AUTHOR).number
        early = clock.now()
        clock.advance(timedelta(hours=1))
        second = desk.evidence.add(two, b"b" * 10, name="b", received_by="OK", author=AUTHOR).number
        desk.evidence.add(one, b"b" * 10, name="b", received_by="OK", author=AUTHOR)
        desk.evidence.withdraw(first, reason="wrong", author=AUTHOR)
        now = clock.now()

        def listed(incident: str = "", cut_off: datetime = now) -> list[tuple[str, str | None]]:
            made = collect(
                desk,
                incident=incident,
                cut_off=cut_off,
                produced_at=now,
                author=AUTHOR,
            )
            return [(one.number, one.withdrawn) for one in made.evidence]

        assert listed(cut_off=early) == [(first, None)]
        assert [number for number, _why in listed()] == [first, second, "EV-2026-000003"]
        assert listed()[0] == (first, "wrong")
        assert listed(two) == [(second, None)]
        made = collect(desk, cut_off=now, produced_at=now, author=AUTHOR)
        assert made.size == 11, "one content is kept once"
        with pytest.raises(FieldError, match="There is no incident"):
            listed("CV-2026-000099")
