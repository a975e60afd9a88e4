"""The desk's own lines and areas: imported whole, shown or hidden, withdrawn; as they were at a cut-off."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from domain.clock import ManualClock
from domain.errors import DeskError, FieldError, InvariantError
from domain.map.overlay import fold_overlay
from storage.briefing_facts import collect
from storage.desk import Desk
from storage.overlays import MOST
from storage.verify import verify
from tests.builders import new_desk

LINE = b'{"type": "Feature", "properties": {"name": "A"}, "geometry": {"type": "LineString", "coordinates": [[35.2, 47.3], [36.0, 47.6]]}}'  # noqa: E501


def add(desk: Desk, name: str = "Line of contact", data: bytes = LINE) -> str:
    return desk.overlays.add(
        name, purpose="line_of_contact", source="staff map, 23 November", data=data, author="AB"
    ).number


def test_added_hidden_shown_and_withdrawn(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "north.desk"
    with new_desk(tmp_path, clock) as desk:
        number = add(desk)
        (overlay,) = desk.overlays.all()
        assert (overlay.number, overlay.name, overlay.source) == (
            number,
            "Line of contact",
            "staff map, 23 November",
        )
        assert overlay.shapes[0].rings == (((47_30000, 35_20000), (47_60000, 36_00000)),)
        desk.overlays.show(number, shown=True, author="AB")
        assert len(desk.journal.entries_of(number)) == 1, "it was shown already"
        desk.overlays.show(number, shown=False, author="CD")
        assert not desk.overlays.all()[0].is_drawn
        desk.overlays.show(number, shown=True, author="CD")
        desk.overlays.withdraw(number, reason="superseded", author="AB")
        assert desk.overlays.all() == []
        assert add(desk) == "OV-002", "a number is never given again"
        entries = desk.journal.entries_of(number)
        assert [entry.action.partition(".")[2] for entry in entries] == [
            "added",
            "hidden",
            "shown",
            "withdrawn",
        ]
        assert len(entries[0].content["sha256"]) == 64
    assert verify(path).holds


def test_a_briefing_has_those_of_its_cut_off(tmp_path: Path, clock: ManualClock) -> None:
    with new_desk(tmp_path, clock) as desk:
        first = add(desk)
        clock.advance(timedelta(minutes=10))
        before = clock.now()
        clock.advance(timedelta(minutes=10))
        desk.overlays.withdraw(first, reason="superseded", author="AB")
        add(desk, "New line")
        clock.advance(timedelta(minutes=10))

        def names(cut_off: object) -> list[str]:
            facts = collect(
                desk, since=before - timedelta(hours=1), until=before, cut_off=cut_off,  # type: ignore[arg-type]
                produced_at=clock.now(), author="AB",
            )  # fmt: skip
            return [overlay.name for overlay in facts.overlays]

        assert names(before) == ["Line of contact"]
        assert names(clock.now()) == ["New line"]
        assert names(before - timedelta(minutes=20)) == []


def test_what_cannot_stand_is_refused_and_nothing_is_written(tmp_path: Path, clock: ManualClock) -> None:
    with new_desk(tmp_path, clock) as desk:
        number = add(desk)
        entries = desk.journal.head()
        for name, purpose, source, data, field in (
            ("  ", "sector", "x", LINE, "name"),
            ("line OF contact", "sector", "x", LINE, "name"),
            ("B", "nonsense", "x", LINE, "purpose"),
            ("B", "sector", " ", LINE, "source"),
        ):
            with pytest.raises(FieldError) as caught:
                desk.overlays.add(name, purpose=purpose, source=source, data=data, author="AB")
            assert caught.value.field == field
        with pytest.raises(DeskError, match="not JSON"):
            add(desk, "B", b"{")
        with pytest.raises(FieldError, match="reason"):
            desk.overlays.withdraw(number, reason=" ", author="AB")
        with pytest.raises(FieldError, match="no overlay OV-009"):
            desk.overlays.show("OV-009", shown=True, author="AB")
        assert desk.journal.head() == entries
        for n in range(MOST - 1):
            add(desk, f"Line {n}")
        with pytest.raises(FieldError, match="40 overlays already"):
            add(desk, "one more")


def test_an_entry_that_cannot_follow_is_a_bug(tmp_path: Path, clock: ManualClock) -> None:
    with new_desk(tmp_path, clock) as desk:
        number = add(desk)
        desk.overlays.show(number, shown=False, author="AB")
        added, hidden = desk.journal.entries_of(number)
    with pytest.raises(InvariantError):
        fold_overlay(None, hidden)
    with pytest.raises(InvariantError):
        fold_overlay(fold_overlay(None, added), added)
