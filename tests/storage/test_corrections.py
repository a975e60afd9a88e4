"""Merged and parted, undone, changed together: each an entry of its own, and the views follow a replay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from domain.atlas.place import Place
from domain.errors import DeskError, FieldError
from domain.filter import Filter
from domain.position import Position
from storage.desk import Desk
from storage.verify import verify
from tests.builders import AUTHOR, facts, new_desk

ONE, TWO, THREE = (f"CV-2026-{serial:06d}" for serial in (1, 2, 3))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = new_desk(tmp_path)
    for place in ("Orikhiv", "Orikhiv", "Tokmak"):
        made.incidents.log(facts(place=place), author=AUTHOR)
    return made


def merge(desk: Desk, one: str, two: str) -> str:
    return desk.corrections.merge(one, two, reason="one event", author=AUTHOR).number


def test_the_oldest_number_is_kept_and_counted_once(desk: Desk) -> None:
    with desk:
        desk.incidents.assess(
            THREE, status="verified", determination="not_assessed", basis="seen", author=AUTHOR
        )
        assert merge(desk, THREE, TWO) == TWO
        assert merge(desk, TWO, ONE) == ONE
        counted = [i.number for i in desk.incidents.select(Filter()) if i.counts]
        assert counted == [ONE]
        assert (desk.corrections.duplicates(ONE), desk.corrections.duplicates(TWO)) == ([TWO], [THREE])
        with pytest.raises(FieldError, match="one incident already"):
            merge(desk, THREE, ONE)
        parted = desk.corrections.unmerge(THREE, reason="two after all", author=AUTHOR)
        assert (parted.status, parted.duplicate_of) == ("verified", None), "with the status it had"
        with pytest.raises(FieldError, match="is no duplicate"):
            desk.corrections.unmerge(THREE, reason="again", author=AUTHOR)
    assert verify(desk.path).problems == []


def test_nothing_is_merged_into_what_does_not_count(desk: Desk) -> None:
    with desk:
        desk.incidents.assess(
            ONE, status="withdrawn", determination="not_assessed", basis="typing error", author=AUTHOR
        )
        with pytest.raises(FieldError, match="withdrawn and does not count"):
            merge(desk, ONE, TWO)
        with pytest.raises(FieldError, match="A duplicate of which one"):
            desk.incidents.assess(
                TWO, status="duplicate", determination="not_assessed", basis="looks alike", author=AUTHOR
            )


def test_a_report_can_be_entered_as_another_of_a_known_event(desk: Desk) -> None:
    with desk:
        made = desk.intake.log(facts(), of=ONE, author=AUTHOR)
        assert (made.number, made.duplicate_of, made.counts) == ("CV-2026-000004", ONE, False)
        before = desk.journal.head()
        with pytest.raises(FieldError):
            desk.intake.log(facts(), of="CV-2026-000099", author=AUTHOR)
        assert desk.journal.head() == before, "both entries, or none"


def test_every_change_has_its_inverse_and_the_journal_keeps_both(desk: Desk) -> None:
    def undo(number: str) -> None:
        desk.corrections.undo(number, reason="by mistake", author=AUTHOR)

    with desk:
        desk.incidents.correct(ONE, facts(place="Yar"), reason="misheard", author=AUTHOR)
        undo(ONE)
        assert desk.incidents.get(ONE).facts.place == "Orikhiv"
        undo(ONE)
        assert desk.incidents.get(ONE).facts.place == "Yar", "an undo is undone like any other change"
        desk.incidents.assess(ONE, status="verified", determination="exempt", basis="agreed", author=AUTHOR)
        undo(ONE)
        judged = desk.incidents.get(ONE)
        assert (judged.status, judged.determined) == ("alleged", "not_assessed")
        merge(desk, ONE, TWO)
        undo(TWO)
        assert desk.incidents.get(TWO).counts
        undo(TWO)
        assert desk.incidents.get(TWO).duplicate_of == ONE
        evidence = desk.evidence.add(THREE, b"x", name="x", received_by="OK", author=AUTHOR)
        undo(THREE)
        assert desk.evidence.get(evidence.number).withdrawn == "by mistake"
        with pytest.raises(FieldError, match="Its last change"):
            undo(THREE)
        new = desk.incidents.log(facts(), author=AUTHOR)
        undo(new.number)
        assert desk.incidents.get(new.number).status == "withdrawn", "never deleted"
        desk.breaches.open(ONE, title="Shelling", anchor="occurred", basis="crater", author=AUTHOR)
        with pytest.raises(FieldError, match="made on a breach"):
            undo(ONE)
    assert verify(desk.path).problems == []


def test_own_places_are_kept_once_and_a_bad_one_stops_its_list(desk: Desk) -> None:
    with desk:
        yar = Place("Yar checkpoint", "Яр", "UA-63", "UA", Position(49_70000, 37_60000), 5, ("Jar",))
        assert desk.places.add_many([yar, yar], author=AUTHOR) == 1
        assert desk.places.add_many([yar], author=AUTHOR) == 0
        assert desk.places.all() == [yar]
        with pytest.raises(FieldError, match="name is missing"):
            desk.places.add_many([replace(yar, name="Other"), replace(yar, name=" ")], author=AUTHOR)
        with pytest.raises(DeskError):
            desk.places.add(replace(yar, name="X\x00"), author=AUTHOR)
        assert desk.places.all() == [yar]
    assert verify(desk.path).problems == []
