"""`backup`, `restore`, and `verify --head`: what a script relies on."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.output import Output
from cli.run import run
from domain.clock import ManualClock
from storage.desk import Desk
from tests.builders import T0, facts, hours, new_desk

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(clock: ManualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command in a folder with one desk of five entries, `north.desk`."""
    monkeypatch.chdir(tmp_path)
    with new_desk(tmp_path, ManualClock(T0)) as desk:
        for _each in range(4):
            desk.incidents.log(facts(T0 - hours(1)), author="OK")

    def call(*arguments: str) -> tuple[int, str, str]:
        out, err = io.StringIO(), io.StringIO()
        return run(arguments, clock=clock, out=Output(out, err)), out.getvalue(), err.getvalue()

    return call


def answer(result: tuple[int, str, str]) -> Any:
    assert result[2] == ""
    return json.loads(result[1])


def test_backup_and_restore(command: Command, tmp_path: Path, clock: ManualClock) -> None:
    code, out, err = command("backup", "north.desk", "--out", ".")
    assert (code, err) == (0, "")
    assert "5 entries, verified, head " in out
    made = answer(command("backup", "north.desk", "--out", "one.desk", "--json"))
    assert (made["file"], made["entries"], made["dropped"]) == ("one.desk", 5, [])
    assert command("backup", "north.desk", "--out", "one.desk")[0] == 1
    assert command("backup", "north.desk", "--out", "no-such-folder")[0] == 2
    (kept,) = tmp_path.glob("north-*-backups/*.desk")
    code, out, err = command("restore", str(kept), "--out", "again.desk")
    assert (code, err, out.startswith("again.desk: 5 entries, verified")) == (0, "", True)
    assert command("restore", str(kept), "--out", "north.desk")[0] == 1
    with Desk.open(tmp_path / "again.desk", clock=clock) as desk:
        assert desk.incidents.count() == 4
    for _hour in range(30):
        clock.advance(hours(1))
        said = command("backup", "north.desk", "--out", ".")[1]
    assert "1 older backup was rotated out." in said
    kept.write_bytes(kept.read_bytes()[:9000] if kept.exists() else b"x")
    assert command("restore", str(kept), "--out", "bad.desk")[0] == 1
    assert not (tmp_path / "bad.desk").exists()


def test_verify_says_whether_a_desk_contains_what_a_page_saw(command: Command, tmp_path: Path) -> None:
    with Desk.open(tmp_path / "north.desk", clock=ManualClock(T0)) as desk:
        head = desk.journal.head()[1]
        third = desk.journal.entries_of("CV-2026-000002")[0].digest
    code, out, err = command("verify", "north.desk", "--head", third)
    assert (code, err) == (0, "")
    assert f"{third} is entry 3 of 231200:00Z NOV 26: the desk contains what that page saw." in out
    assert "is entry 5 of" in command("verify", "north.desk", "--head", f"{head[:4]} {head[4:9].upper()}…")[1]
    seen = answer(command("verify", "north.desk", "--head", third[:8], "--json"))["seen"]
    assert seen == [{"seq": 3, "at": "2026-11-23T12:00:00.000Z", "digest": third}]
    other = ("0" if third[0] != "0" else "1") + third[1:]
    code, out, _err = command("verify", "north.desk", "--head", other)
    assert (code, "No entry that holds" in out) == (3, True)
    for wrong in (third[:7], "not hex!", "", third + "0"):
        assert command("verify", "north.desk", "--head", wrong)[0] == 2
