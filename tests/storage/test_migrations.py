"""Desks of every format open today, and a change of format is made on a copy-kept file or not at all."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from domain.clock import ManualClock
from domain.errors import DeskError
from domain.filter import Filter
from domain.instant import Span
from domain.ladder import State
from storage import desk_file, driver, schema
from storage.desk import Desk
from storage.verify import verify
from tests.builders import T0, facts, hours, new_desk
from tools import make_fixture_desk

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
NOW = schema.version()
HEAD_1 = "1a0d0b0861a4d59f514093b0c2261f4579d7d6c3d4c0dd2da96b3136ef386a98"
CLOCK = ManualClock(T0 + hours(30))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A desk of format 1, as the first version of the program left it."""
    return Path(shutil.copy(FIXTURES / "desk-v1.desk", tmp_path / "north.desk"))


def test_every_format_has_its_desk() -> None:
    expected = {f"desk-v{version}.desk" for version in range(1, schema.version() + 1)}
    assert {path.name for path in FIXTURES.glob("*.desk")} == expected


def test_a_desk_of_the_first_format_opens_today(old: Path) -> None:
    with Desk.open(old, clock=CLOCK) as desk:
        assert (desk.info.code, desk.info.name) == ("NTH", "Північний стіл")
        assert desk.info.marking.label == "TLP:AMBER · for the mission only"
        assert desk.journal.head() == (20, HEAD_1)
        first, second, third = desk.incidents.select(Filter(), limit=3)
        assert first.number == "CV-2026-000001"
        assert (first.facts.occurred, str(first.facts.quantity)) == (
            Span(T0, T0 + hours(0.5)),
            "≥ 12 explosions",
        )
        assert (first.breach, third.breach) == ("BR-2026-0001", "BR-2026-0001")
        assert (second.facts.place, second.status, second.determined) == ("Huliaipole", "verified", "exempt")
        assert third.origin is not None
        assert third.origin.original == {"місце": "Orikhiv"}
        assert desk.incidents.count(Filter(words="купянськ station")) == 1
        (case,) = desk.breaches.open_cases()
        assert [turn.reason for turn in case.breach.turns] == ["handed over", "it goes on"]
        states = [phase.state for phase in case.standing(CLOCK.now()).phases]
        assert states == [State.MET, State.ASSESSMENT_DUE, State.WAITING]
        assert str(first.facts.casualties) == "civilian killed 2–4, injured at least 3"
        assert desk.incidents.get("CV-2026-000004").duplicate_of == "CV-2026-000002"
        (kept,) = desk.evidence.of("CV-2026-000001")
        assert desk.evidence.content(kept.number) == b"a note\n"
        assert [place.name for place in desk.places.all()] == ["Yar checkpoint"]
        assert desk.watch.jumps() == [(T0 + hours(3), 3600)]
        assert desk.briefings.next_serial(2026) == "BRF-2026-0002"
        (put_out,) = desk.briefings.saved()
        assert (put_out.kind, put_out.kept) == ("situation", False)
        with pytest.raises(DeskError):
            desk.briefings.pages(put_out.serial)
        assert desk.incidents.log(facts(), author="OK").number == "CV-2026-000005"
    assert verify(old).problems == []


def test_a_desk_of_the_second_format_has_what_was_frozen(tmp_path: Path) -> None:
    old = Path(shutil.copy(FIXTURES / "desk-v2.desk", tmp_path / "north.desk"))
    with Desk.open(old, clock=CLOCK) as desk:
        frozen, first = desk.briefings.saved()
        assert (first.kind, first.kept, first.request) == ("situation", True, None)
        assert desk.briefings.pages(frozen.serial) == b"%PDF-1.7 frozen"
        assert frozen.request is not None
        assert frozen.request.plan.likelihood == "phia"
        assert [one.name for one in desk.requests.all("draft")] == ["Tonight"]
        assert desk.requests.get("template", "Daily").request == frozen.request
    assert verify(old).problems == []


def test_the_tool_can_make_the_next_one(tmp_path: Path) -> None:
    make_fixture_desk.make(tmp_path / "made.desk")
    assert verify(tmp_path / "made.desk").holds


# --- a change of format that is not there yet ------------------------------------------------------------


class MistakeError(Exception):
    """What a mistake in a migration raises."""


def two_formats(monkeypatch: pytest.MonkeyPatch, *, mistake: str = "") -> None:
    """Make this program one that writes the format after today's: incidents have a weather."""
    newer = Migrations("armistice")
    for name in sorted(name for name in vars(schema) if re.match(r"v\d{3}_", name)):
        newer()(getattr(schema, name))

    @newer()
    def v999_weather(db: Database) -> None:
        db.conn.execute("ALTER TABLE incident ADD COLUMN weather TEXT NOT NULL DEFAULT ''")
        if mistake == "ours":
            raise MistakeError
        if mistake:
            db.conn.execute(mistake)

    monkeypatch.setattr(schema, "migrations", newer)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def desk_1(tmp_path: Path) -> Path:
    with new_desk(tmp_path) as desk:
        desk.incidents.log(facts(), author="OK")
    return tmp_path / "north.desk"


def test_an_older_desk_is_copied_and_brought_up_to_date(
    desk_1: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        two_formats(patched)
        with Desk.open(desk_1, clock=CLOCK) as desk:
            assert desk.incidents.get("CV-2026-000001").facts == facts()
            row = desk._connection.execute("SELECT weather FROM incident").fetchone()
            assert row[0] == ""
            assert desk.incidents.log(facts(), author="OK").number == "CV-2026-000002"
        assert verify(desk_1).holds
        assert names(desk_1.parent) == ["north.desk", f"north.format-{NOW}.desk"]
        with Desk.open(desk_1, clock=CLOCK) as desk:
            assert desk.incidents.count() == 2
        assert names(desk_1.parent) == ["north.desk", f"north.format-{NOW}.desk"], "one copy for one change"
    kept = verify(desk_1.with_name(f"north.format-{NOW}.desk"))
    assert (kept.problems, kept.entries) == ([], 2)
    with pytest.raises(DeskError, match=f"it has format {NOW + 1}, this program knows {NOW}"):
        Desk.open(desk_1, clock=CLOCK)


@pytest.mark.parametrize(
    ("mistake", "error"), [("ours", MistakeError), ("INSERT INTO nowhere VALUES (1)", DeskError)]
)
def test_a_change_that_fails_leaves_the_desk_as_it_was(
    desk_1: Path, monkeypatch: pytest.MonkeyPatch, mistake: str, error: type[Exception]
) -> None:
    before = desk_1.read_bytes()
    with monkeypatch.context() as patched:
        two_formats(patched, mistake=mistake)
        for _attempt in range(2):
            with pytest.raises(error):
                Desk.open(desk_1, clock=CLOCK)
    assert desk_1.read_bytes() == before
    assert names(desk_1.parent) == ["north.desk", f"north.format-{NOW}-2.desk", f"north.format-{NOW}.desk"]
    assert verify(desk_1).holds
    with Desk.open(desk_1, clock=CLOCK) as desk:
        assert desk.readonly == ""
        assert desk.incidents.count() == 1


def test_no_change_without_a_sound_copy(desk_1: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = desk_1.read_bytes()
    with monkeypatch.context() as patched:
        two_formats(patched)
        patched.setattr(desk_file, "_is_sound", lambda *_args: False)
        with pytest.raises(DeskError, match="copy made before changing the format is damaged"):
            Desk.open(desk_1, clock=CLOCK)
    assert names(desk_1.parent) == ["north.desk"]
    with monkeypatch.context() as patched:
        two_formats(patched)
        desk_1.with_name(f"north.format-{NOW}.part").mkdir()
        with pytest.raises(DeskError, match="Nothing was changed"):
            Desk.open(desk_1, clock=CLOCK)
        desk_1.with_name(f"north.format-{NOW}.part").rmdir()
    with monkeypatch.context() as patched:
        two_formats(patched)

        def full(*_args: object) -> bool:
            raise driver.Error("database or disk is full")

        patched.setattr(desk_file, "_is_sound", full)
        with pytest.raises(DeskError, match="disk is full"):
            Desk.open(desk_1, clock=CLOCK)
    assert names(desk_1.parent) == ["north.desk"]
    assert desk_1.read_bytes() == before


def test_an_older_desk_that_may_only_be_read_says_what_to_do(
    desk_1: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk_1.read_bytes()
    two_formats(monkeypatch)
    with pytest.raises(DeskError, match=f"has format {NOW}; this program reads format {NOW + 1}") as caught:
        Desk.open(desk_1, clock=CLOCK, readonly=True)
    assert "Open it for writing once" in caught.value.advice
    found = verify(desk_1)
    assert (found.problems, found.entries) == ([], 2), "its journal can be verified all the same"
    assert desk_1.read_bytes() == before


def test_the_first_transaction_may_still_stand_in_the_log(desk_1: Path) -> None:
    """A new desk whose pages were not copied back yet is known by what its write-ahead log holds."""
    bare = sqlite3.connect(desk_1.with_name("bare.desk"))
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    bare.execute(f"PRAGMA user_version = {NOW}")
    try:
        assert desk_file.read_header(desk_1.with_name("bare.desk")).is_desk
        with pytest.raises(DeskError, match=r"could not be read"):
            Desk.open(desk_1.with_name("bare.desk"), clock=CLOCK, readonly=True)
        desk_1.with_name("bare.desk-wal").write_bytes(b"not a log " * 400)
        assert not desk_file.read_header(desk_1.with_name("bare.desk")).is_desk
    finally:
        bare.close()
