"""The one door to a desk file: made, opened, refused, shared, and left as it was found."""

from __future__ import annotations

import os
import signal
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from domain.clock import Jump, ManualClock
from domain.errors import DeskError, FieldError
from domain.marking import Marking, Tlp
from domain.protocol import Protocol, default_protocol
from storage import desk as desk_module
from storage import driver, schema
from storage.desk import Desk
from storage.journal import Journal
from tests.builders import T0, facts, hours, new_desk
from tests.storage.desks import python, uncovered

CLOCK = ManualClock(T0 + hours(3))

HOLD = """
import sys
from pathlib import Path
from domain.clock import ManualClock
from storage.desk import Desk
from tests.builders import T0, facts, hours
desk = Desk.open(Path(sys.argv[1]), clock=ManualClock(T0 + hours(5)))
print(desk.readonly or "writing", flush=True)
for line in sys.stdin:
    print(desk.incidents.log(facts(), author="OK").number, flush=True)
desk.close()
"""


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_desk_says_who_it_is(tmp_path: Path) -> None:
    marking = Marking(Tlp.RED, "for the mission only", exercise=True)
    with new_desk(tmp_path, code=" nth2 ", name=" Northern desk ", marking=marking) as desk:
        info = desk.info
        assert (info.code, info.name, info.marking) == ("NTH2", "Northern desk", marking)
        assert (info.created_at, info.protocol) == (T0 + hours(3), "FT-2026 v1")
        assert desk.readonly == ""
        assert desk.protocols.get(info.protocol) == default_protocol()
    with Desk.open(tmp_path / "north.desk", clock=CLOCK) as again:
        assert again.info == info
        assert again.journal.last_at() == T0 + hours(3)


def test_a_closed_desk_is_one_file(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    assert "north.desk.lock" in files(tmp_path)
    desk.close()
    desk.close()
    assert files(tmp_path) == ["north.desk"]
    header = (tmp_path / "north.desk").read_bytes()[:100]
    assert header[68:72] == b"ADSK"
    assert int.from_bytes(header[60:64], "big") == schema.version()


def test_the_file_is_written_with_care(tmp_path: Path) -> None:
    with new_desk(tmp_path) as desk:

        def pragma(name: str) -> object:
            return desk._connection.execute(f"PRAGMA {name}").fetchone()[0]

        assert pragma("journal_mode") == "wal"
        assert pragma("synchronous") == 2
        assert (pragma("foreign_keys"), pragma("trusted_schema")) == (1, 0)
        tables = {row[1]: row[5] for row in desk._connection.execute("PRAGMA table_list").fetchall()}
        assert all(tables[name] == 1 for name in ("journal", *schema.VIEW_TABLES)), "STRICT"
    assert tuple(map(int, driver.version().split("."))) > (3, 51, 3)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "N"}, "code"),
        ({"code": "2N"}, "code"),
        ({"code": "ПН"}, "code"),
        ({"code": "N-1"}, "code"),
        ({"code": "A" * 13}, "code"),
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"author": " "}, "author"),
        ({"author": "x" * 41}, "author"),
        ({"author": "a\0"}, "author"),
    ],
)
def test_a_desk_that_cannot_be_leaves_nothing(tmp_path: Path, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldError) as caught:
        new_desk(tmp_path, **changes)
    assert caught.value.field == field
    assert files(tmp_path) == []


def test_a_desk_that_could_not_be_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise driver.Error("database or disk is full")

    monkeypatch.setattr("storage.journal.append", full)
    with pytest.raises(DeskError, match="disk is full"):
        new_desk(tmp_path)
    assert files(tmp_path) == []
    monkeypatch.undo()
    new_desk(tmp_path).close()


def test_a_desk_is_never_made_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "north.desk").write_text("mine")
    with pytest.raises(DeskError, match="there already"):
        new_desk(tmp_path)
    assert (tmp_path / "north.desk").read_text() == "mine"
    with pytest.raises(DeskError, match="could not be created"):
        new_desk(tmp_path / "nowhere")


def test_another_protocol_can_be_adopted(tmp_path: Path) -> None:
    text = (
        Path("domain/protocols/ft-2026.toml")
        .read_text(encoding="utf-8")
        .replace("version = 1", "version = 2")
    )
    with new_desk(tmp_path, protocol=Protocol.from_toml(text)) as desk:
        assert desk.info.protocol == "FT-2026 v2"
        with pytest.raises(FieldError, match="no protocol FT-2026 v1"):
            desk.protocols.get("FT-2026 v1")


def foreign(folder: Path) -> list[Path]:
    empty, text, other, newer = (folder / name for name in ("empty", "text", "other", "newer"))
    empty.touch()
    text.write_text("an essay " * 100)
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()
    new_desk(folder, file="newer").close()
    with uncovered(newer) as file:
        file.execute("PRAGMA user_version = 77")
        file.execute("PRAGMA journal_mode = DELETE")
    return [empty, text, other, newer]


@pytest.mark.parametrize("readonly", [False, True])
def test_what_is_no_desk_of_ours_is_refused_and_untouched(tmp_path: Path, readonly: bool) -> None:
    refused = foreign(tmp_path)
    before = {path.name: path.read_bytes() for path in refused}
    for path in refused:
        expected = (
            f"format 77, this program knows {schema.version()}" if path.name == "newer" else "not a desk file"
        )
        with pytest.raises(DeskError, match=expected) as caught:
            Desk.open(path, clock=CLOCK, readonly=readonly)
        assert "Nothing was changed." in str(caught.value)
        assert caught.value.advice
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    with pytest.raises(DeskError, match="is a folder"):
        Desk.open(tmp_path, clock=CLOCK, readonly=readonly)
    with pytest.raises(DeskError, match="There is no file"):
        Desk.open(tmp_path / "none", clock=CLOCK, readonly=readonly)


def test_a_desk_stopped_while_it_was_made_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", lambda _path, **_options: None)
        patched.setattr(Journal, "writing", stopped)
        with pytest.raises(KeyboardInterrupt):
            new_desk(tmp_path)
    for readonly in (False, True):
        with pytest.raises(DeskError, match="never finished"):
            Desk.open(tmp_path / "north.desk", clock=CLOCK, readonly=readonly)


def test_a_second_program_reads_what_the_first_one_writes(tmp_path: Path) -> None:
    with new_desk(tmp_path) as desk:
        desk.incidents.log(facts(), author="OK")
        with python(HOLD, tmp_path / "north.desk") as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "Another program has it open for writing.\n"
            _out, err = other.communicate("try\n")
            assert "DeskError: This desk is open read-only. Another program has it open" in err
        with Desk.open(tmp_path / "north.desk", clock=CLOCK) as reader:
            assert reader.readonly == "Another program has it open for writing."
            version = reader.journal.data_version()
            number = desk.incidents.log(facts(place="Huliaipole"), author="OK").number
            assert reader.journal.data_version() != version
            assert reader.incidents.get(number).facts.place == "Huliaipole"
            assert reader.incidents.count() == 2
            with pytest.raises(DeskError, match="read-only"):
                reader.incidents.log(facts(), author="OK")
            with pytest.raises(driver.Error, match="readonly"):
                reader._connection.execute("DELETE FROM incident")
        assert desk.incidents.log(facts(), author="OK").number == "CV-2026-000003"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_a_killed_program_gives_its_lock_back(tmp_path: Path) -> None:
    path = tmp_path / "north.desk"
    new_desk(tmp_path).close()
    with python(HOLD, path) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "writing\n"
        other.stdin.write("log\n")
        other.stdin.flush()
        assert other.stdout.readline() == "CV-2026-000001\n"
        with Desk.open(path, clock=CLOCK) as reader:
            assert reader.readonly
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
    with Desk.open(path, clock=CLOCK) as desk:
        assert desk.readonly == ""
        assert desk.incidents.log(facts(), author="OK").number == "CV-2026-000002"
    assert files(tmp_path) == ["north.desk"]


def test_a_link_to_a_desk_shares_its_lock(tmp_path: Path) -> None:
    with new_desk(tmp_path):
        (tmp_path / "link.desk").symlink_to(tmp_path / "north.desk")
        with Desk.open(tmp_path / "link.desk", clock=CLOCK) as other:
            assert other.readonly == "Another program has it open for writing."


def test_a_folder_or_a_file_that_cannot_be_written_is_opened_to_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_desk(tmp_path).close()
    before = (tmp_path / "north.desk").read_bytes()
    for allowed, why in ((tmp_path / "north.desk", "folder cannot be written"), (None, "write-protected")):

        def access(path: object, mode: int, allowed: Path | None = allowed) -> bool:
            return mode != os.W_OK or path == allowed

        def acquire(*_args: object, **_options: object) -> None:
            raise PermissionError("read-only file system")

        with monkeypatch.context() as patched:
            patched.setattr(os, "access", access)
            patched.setattr(FileLock, "acquire", acquire)
            with Desk.open(tmp_path / "north.desk", clock=CLOCK) as desk:
                assert why in desk.readonly
                assert desk.info.code == "NTH"
                with pytest.raises(DeskError, match=why):
                    desk.incidents.log(facts(), author="OK")
    assert files(tmp_path) == ["north.desk"]
    assert (tmp_path / "north.desk").read_bytes() == before


def test_jumps_of_the_clock_are_kept(tmp_path: Path) -> None:
    clock = ManualClock(T0)
    with new_desk(tmp_path, clock) as desk:
        for by in (timedelta(seconds=3600), timedelta(seconds=-90.4)):
            clock.advance(hours(1))
            desk.watch.record_jump(Jump(T0, T0 + by, by), author="OK")
        assert desk.watch.jumps() == [(T0 + hours(1), 3600), (T0 + hours(2), -90)]
        assert desk.watch.jumps(since=T0 + hours(2)) == [(T0 + hours(2), -90)]
        assert desk.watch.jumps(until=T0 + hours(1)) == [(T0 + hours(1), 3600)]
    assert desk_module.SUFFIX == ".desk"
