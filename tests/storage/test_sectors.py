"""The desk's own sectors: an ordered list kept by entries; a new name goes into the incidents too."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.errors import DeskError, FieldError
from domain.sector import Sector
from storage import sectors
from storage.desk import Desk
from storage.importing import commit, plan
from storage.verify import verify
from tests.builders import AUTHOR, T0, facts, new_desk

ONE, TWO = "CV-2026-000001", "CV-2026-000002"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = new_desk(tmp_path)
    for name in ("North", "Tavria", "Dnipro"):
        made.sectors.add(name, author=AUTHOR)
    made.incidents.log(facts(sector="North"), author=AUTHOR)
    made.incidents.log(facts(sector="North"), author=AUTHOR)
    made.incidents.log(facts(sector="Elsewhere"), author=AUTHOR)
    return made


def names(desk: Desk) -> list[str]:
    return [sector.name for sector in desk.sectors.all()]


def test_the_list_has_an_order_of_its_own(desk: Desk) -> None:
    with desk:
        desk.sectors.reorder(["Dnipro", "North", "Tavria"], author=AUTHOR)
        assert names(desk) == ["Dnipro", "North", "Tavria"]
        desk.sectors.add("  Kharkiv  ", author=AUTHOR)
        assert names(desk)[-1] == "Kharkiv"
        before = desk.journal.head()
        desk.sectors.reorder(names(desk), author=AUTHOR)
        assert desk.journal.head() == before, "the same order is no entry"
        with pytest.raises(FieldError, match="changed meanwhile"):
            desk.sectors.reorder(["North"], author=AUTHOR)
    assert verify(desk.path).problems == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("north", "is there already"),
        ("NÓRTH!", "is there already"),
        ("", "name is missing"),
        ("…", "letters or digits"),
        ("x" * 81, "limit is 80"),
        ("N\x00", "control character"),
    ],
)
def test_a_name_is_there_once_and_is_a_name(desk: Desk, name: str, reason: str) -> None:
    with desk:
        before = desk.journal.head()
        with pytest.raises(FieldError, match=reason):
            desk.sectors.add(name, author=AUTHOR)
        assert desk.journal.head() == before


def test_a_new_name_goes_into_its_incidents_as_one_action(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk:
        assert desk.sectors.rename("north", "Northern", reason="as in the mandate", author=AUTHOR) == 2
        assert names(desk) == ["Northern", "Tavria", "Dnipro"], "in its place"
        assert desk.sectors.counts() == {"Northern": 2, "Elsewhere": 1}
        entries = [entry.content for entry in desk.journal.entries_of(ONE)]
        assert entries[-1]["reason"] == "as in the mandate"
        assert entries[0]["facts"]["sector"] == "North", "what was entered stays in the journal"
        with pytest.raises(FieldError, match="is there already"):
            desk.sectors.rename("Northern", "Tavria", reason="x", author=AUTHOR)
        with pytest.raises(FieldError, match="Nothing was changed"):
            desk.sectors.rename("Northern", "Northern", reason="x", author=AUTHOR)
        assert desk.sectors.rename("Northern", "NORTHERN", reason="capitals", author=AUTHOR) == 2
        with pytest.raises(FieldError, match="no sector"):
            desk.sectors.rename("South", "Southern", reason="x", author=AUTHOR)
        monkeypatch.setattr(sectors, "MOST", 1)
        before = desk.journal.head()
        with pytest.raises(FieldError, match="More than 1 incidents"):
            desk.sectors.rename("Northern", "N", reason="x", author=AUTHOR)
        assert (desk.journal.head(), names(desk)[0]) == (before, "NORTHERN")
    assert verify(desk.path).problems == []


def test_retired_is_not_deleted_and_comes_back(desk: Desk) -> None:
    with desk:
        desk.sectors.retire("Tavria", reason="divided", author=AUTHOR)
        assert desk.sectors.all()[1] == Sector("Tavria", "divided")
        assert desk.sectors.names() == ["North", "Dnipro"]
        with pytest.raises(FieldError, match="retired before"):
            desk.sectors.retire("Tavria", reason="again", author=AUTHOR)
        with pytest.raises(FieldError, match="was retired"):
            desk.sectors.add("Tavria", author=AUTHOR)
        with pytest.raises(FieldError, match="reason is needed"):
            desk.sectors.restore("Tavria", reason=" ", author=AUTHOR)
        desk.sectors.restore("Tavria", reason="used again", author=AUTHOR)
        assert desk.sectors.names() == ["North", "Tavria", "Dnipro"]
        with pytest.raises(FieldError, match="in use"):
            desk.sectors.restore("Tavria", reason="x", author=AUTHOR)
    assert verify(desk.path).problems == []


def test_without_a_list_the_names_in_use_are_suggested(tmp_path: Path) -> None:
    with new_desk(tmp_path) as desk:
        assert desk.sectors.names() == []
        desk.incidents.log(facts(sector="West"), author=AUTHOR)
        desk.incidents.log(facts(sector="East"), author=AUTHOR)
        assert desk.sectors.names() == ["East", "West"]


def test_an_import_spells_a_sector_as_the_list_does(desk: Desk) -> None:
    table = "occurred;place;source;sector\n2026-11-22T10:00Z;Yar;X;NORTH\n2026-11-22T11:00Z;Yar;X;Far\n"
    with desk:
        planned = plan(table.encode(), name="a.csv", now=T0.replace(month=12))
        assert [facts.sector for facts, _origin in planned.accepted] == ["NORTH", "Far"]
        numbers = commit(desk, planned, AUTHOR).numbers
        assert [desk.incidents.get(number).facts.sector for number in numbers] == ["North", "Far"]
        assert commit(desk, planned, AUTHOR).repeated == 2
    assert verify(desk.path).problems == []


def test_a_desk_that_is_only_read_keeps_its_list(desk: Desk) -> None:
    desk.close()
    with Desk.open(desk.path, clock=desk.journal._clock, readonly=True) as reader, pytest.raises(DeskError):
        reader.sectors.add("South", author=AUTHOR)
