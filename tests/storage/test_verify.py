"""Verifying a desk: the first entry that does not hold is named, whatever was done to the file."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from domain.clock import ManualClock
from domain.errors import DeskError
from domain.filter import Filter
from domain.journal import Entry
from storage import driver, schema
from storage.desk import Desk
from storage.journal import append
from storage.verify import verify
from tests.builders import T0, facts, hours, new_desk
from tests.storage.desks import Analyst, uncovered


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with some forty entries of every kind, closed."""
    folder, clock = tmp_path_factory.mktemp("sound"), ManualClock(T0)
    with new_desk(folder, clock) as desk:
        Analyst(desk, clock, Random(23)).work(60)
    return folder / "north.desk"


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sound, tmp_path / "north.desk"))


def test_a_sound_desk_holds_and_is_not_touched(path: Path) -> None:
    before = path.read_bytes()
    found = verify(path)
    assert found.holds
    assert found.first_broken is None
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["north.desk"]
    with Desk.open(path, clock=ManualClock(T0)) as desk:
        assert (found.entries, found.head) == desk.journal.head()


CHANGES = {
    "at": "at + 1",
    "author": "'XX'",
    "action": "'incident.corrected'",
    "record": "'CV-2026-000099'",
    "content": "replace(content, ':', ': ')",
    "previous": "digest",
    "digest": "previous",
    "at ": str(2**62),
    "at  ": str(-(2**62)),
}


@pytest.mark.parametrize("seq", [2, 17, 30])
@pytest.mark.parametrize("field", CHANGES)
def test_an_edit_of_any_field_is_found_at_its_entry(path: Path, seq: int, field: str) -> None:
    with uncovered(path) as file:
        file.execute(f"UPDATE journal SET {field.strip()} = {CHANGES[field]} WHERE seq = ?", (seq,))
    found = verify(path)
    assert (found.first_broken, found.entries) == (seq, seq - 1)
    assert f"Entry {seq} does not hold" in found.problems[0]


@pytest.mark.parametrize("seq", [1, 9])
def test_a_deleted_entry_is_found(path: Path, seq: int) -> None:
    with uncovered(path) as file:
        file.execute("DELETE FROM journal WHERE seq = ?", (seq,))
    assert verify(path).first_broken == seq


def test_a_journal_cut_off_at_its_end_no_longer_gives_the_views(path: Path) -> None:
    with uncovered(path) as file:
        file.execute("DELETE FROM journal WHERE seq > 20")
    found = verify(path)
    assert found.entries == 20
    assert not found.holds
    with uncovered(path) as file:
        file.execute("DELETE FROM journal")
    assert "The journal is empty." in verify(path).problems


def test_swapped_entries_are_found_at_the_first(path: Path) -> None:
    with uncovered(path) as file:
        for change in ("-1 WHERE seq = 5", "5 WHERE seq = 8", "8 WHERE seq = -1"):
            file.execute(f"UPDATE journal SET seq = {change}")
    assert verify(path).first_broken == 5


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE incident SET place = 'Elsewhere' WHERE id = 3",
        "UPDATE incident SET determination = iif(determination = 'breach', 'exempt', 'breach') WHERE id = 1",
        "DELETE FROM incident WHERE id = 2",
        "UPDATE breach SET t0_from = t0_from - 1",
        "UPDATE briefing SET title = 'x'",
        "DELETE FROM briefing_record",
        "UPDATE desk SET tlp = 'TLP:CLEAR'",
        "UPDATE protocol SET content = replace(content, '24', '48')",
        "DELETE FROM incident_words WHERE rowid = 1",
        "INSERT INTO incident_words (rowid, words) VALUES (999, 'planted')",
    ],
)
def test_a_view_that_was_tampered_with_is_found(path: Path, change: str) -> None:
    with uncovered(path) as file:
        file.execute(change)
    found = verify(path)
    assert found.first_broken is None
    assert len(found.problems) == 1
    subject = "word index" if "words" in change else change.split()[2 if "DELETE" in change else 1]
    assert subject in found.problems[0]


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("DROP TRIGGER journal_is_append_only_delete", "journal_is_append_only_delete"),
        ("DROP INDEX incident_occurred", "incident_occurred"),
        ("CREATE TABLE planted (a)", "planted"),
        ("ALTER TABLE breach RENAME COLUMN title TO name", "breach"),
    ],
)
def test_a_file_made_otherwise_is_told(path: Path, change: str, name: str) -> None:
    connection = driver.connect(path)
    connection.execute(change)
    connection.close()
    assert verify(path).problems == [f"The file is not made as this program makes it: {name}."]


def test_an_entry_that_carries_its_digest_but_no_sense_is_told(path: Path) -> None:
    with Desk.open(path, clock=ManualClock(T0)) as desk:
        seq, head = desk.journal.head()
        append(desk._connection, Entry.sealed(seq + 1, T0, "OK", "breach.acted", "BR-2026-0001", {}, head))
        with pytest.raises(DeskError, match="BR-2026-0001 cannot be read"):
            desk.breaches.get("BR-2026-0001")
    found = verify(path)
    assert found.first_broken is None
    assert "cannot be replayed" in found.problems[0]


def read_all(path: Path) -> None:
    """Everything a window would show of the desk."""
    with Desk.open(path, clock=ManualClock(T0), readonly=True) as desk:
        assert desk.info.code
        for incident in desk.incidents.page(desk.incidents.ids()):
            desk.journal.entries_of(incident.number)
        desk.incidents.as_of(T0, Filter(words="a"))
        desk.breaches.open_cases()
        desk.breaches.stopped_cases()
        desk.briefings.saved()
        desk.watch.jumps()


def test_flipped_bytes_are_detected_or_do_no_harm(sound: Path, tmp_path: Path) -> None:
    original, random = sound.read_bytes(), Random(11)
    offsets = [*range(0, 100, 7), *(random.randrange(len(original)) for _ in range(90))]
    for offset in offsets:
        damaged = bytearray(original)
        damaged[offset] ^= random.randrange(1, 256)
        path = tmp_path / f"flip-{offset}.desk"
        path.write_bytes(damaged)
        harmless = False
        with suppress(DeskError):
            harmless = verify(path).holds
        try:
            read_all(path)
        except DeskError:
            assert not harmless, f"byte {offset} was not noticed"


def test_a_header_that_says_an_older_format_hides_nothing(path: Path) -> None:
    damaged = bytearray(path.read_bytes())
    damaged[63] -= 1
    path.write_bytes(damaged)
    assert any("The header says format" in problem for problem in verify(path).problems)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.7, 0.99])
def test_a_file_cut_short_is_detected(path: Path, share: float) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    try:
        assert not verify(path).holds
    except DeskError as error:
        assert share < 0.02, error  # noqa: PT017
    with pytest.raises(DeskError):
        read_all(path)


def test_an_open_desk_can_be_verified_and_goes_on(path: Path) -> None:
    with Desk.open(path, clock=ManualClock(T0)) as desk:
        before = verify(path)
        number = desk.incidents.log(facts(T0 - hours(1)), author="OK").number
        after = verify(path)
        assert (before.holds, after.holds, after.entries) == (True, True, before.entries + 1)
        assert after.head == desk.journal.entries_of(number)[0].digest
    assert [file.name for file in path.parent.iterdir()] == ["north.desk"]


def test_what_is_no_desk_is_not_verified(tmp_path: Path, path: Path) -> None:
    with pytest.raises(DeskError, match="no file"):
        verify(tmp_path / "none.desk")
    with pytest.raises(DeskError, match="is a folder"):
        verify(tmp_path)
    (tmp_path / "notes.txt").write_text("not a desk" * 50)
    with pytest.raises(DeskError, match="not a desk file"):
        verify(tmp_path / "notes.txt")
    with uncovered(path) as file:
        file.execute("PRAGMA application_id = 5")
    found = verify(path)
    assert "mark of a desk" in found.problems[0]
    assert found.entries > 30
    with uncovered(path) as file:
        file.execute("DROP TABLE journal")
    with pytest.raises(DeskError, match="not a desk file"):
        verify(path)


def test_a_newer_desk_is_left_to_the_newer_program(path: Path) -> None:
    with uncovered(path) as file:
        file.execute(f"PRAGMA user_version = {schema.version() + 1}")
    with pytest.raises(DeskError, match="newer program"):
        verify(path)
