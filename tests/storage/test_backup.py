"""Backups count once verified; whatever goes wrong, the desk and its older backups are as they were."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from domain.clock import ManualClock
from domain.errors import DeskError
from storage import driver
from storage.backup import back_up, backups_of, copy_to, last_good
from storage.desk import Desk
from storage.verify import verify
from tests.builders import T0, facts, hours, new_desk
from tests.storage.desks import Analyst, uncovered

NOW = T0 + hours(3)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    clock = ManualClock(T0)
    with new_desk(tmp_path, clock) as desk:
        Analyst(desk, clock, Random(4)).work(30)
    return tmp_path / "north.desk"


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_backup_holds_what_the_desk_held(path: Path, tmp_path: Path) -> None:
    before, found = path.read_bytes(), verify(path)
    shares: list[float] = []
    made = back_up(path, tmp_path, now=NOW, progress=shares.append)
    assert (made.entries, made.head) == (found.entries, found.head)
    assert made.path.name == f"north-23150000ZNOV26-{found.head[:8]}.desk"
    assert verify(made.path).holds
    assert names(made.path.parent) == [made.path.name], "nothing is left beside it"
    assert names(tmp_path) == sorted(["north.desk", made.path.parent.name])
    assert path.read_bytes() == before
    assert shares[-1] == 1.0
    assert shares[0] <= 0.2
    assert [each.path for each in backups_of(path, [tmp_path])] == [made.path]


def test_a_desk_is_backed_up_while_it_is_written(path: Path, tmp_path: Path) -> None:
    with Desk.open(path, clock=ManualClock(T0 + hours(99))) as desk:
        logged: list[str] = []

        def write(_share: float) -> None:
            logged.append(desk.incidents.log(facts(), author="OK").number)

        before = desk.journal.head()
        made = back_up(path, tmp_path, now=NOW, progress=write)
        assert len(logged) > 1
        assert (made.entries, made.head) == before
        again = back_up(path, tmp_path, now=NOW)
        assert (again.entries, again.head) == desk.journal.head()


def test_it_can_be_stopped_at_any_point_and_leaves_nothing(path: Path, tmp_path: Path) -> None:
    reports: list[float] = []
    back_up(path, tmp_path, now=NOW, progress=reports.append)
    for stop in range(1, len(reports) + 1):
        left = iter(range(stop))

        def until(_share: float, left: object = left) -> None:
            if next(left, None) is None:  # type: ignore[call-overload]
                raise driver.StoppedError("interrupted")

        if stop == len(reports):
            back_up(path, tmp_path, now=NOW + hours(stop), progress=until)
            continue
        with pytest.raises(driver.StoppedError):
            back_up(path, tmp_path, now=NOW + hours(stop), progress=until)
    (folder,) = (file for file in tmp_path.iterdir() if file.is_dir())
    assert len(names(folder)) == 2


def test_older_backups_are_rotated_and_what_was_just_made_is_kept(path: Path, tmp_path: Path) -> None:
    dropped = 0
    for hour in range(30):
        dropped += len(back_up(path, tmp_path, now=NOW + hours(hour)).dropped)
    assert len(backups_of(path, [tmp_path])) == 30 - dropped == 24
    late = back_up(path, tmp_path, now=NOW - timedelta(days=400))  # the clock was set back
    assert late.path.exists()
    twin = back_up(path, tmp_path, now=NOW - timedelta(days=400))
    assert twin.path.name.endswith("-2.desk")
    (late.path.parent / "notes.txt").write_text("mine")
    back_up(path, tmp_path, now=NOW + hours(31))
    assert (late.path.parent / "notes.txt").exists()


def test_two_desks_of_one_name_do_not_rotate_each_other(path: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "drive").mkdir()
    new_desk(tmp_path / "other", name="Another").close()
    other = tmp_path / "other" / "north.desk"
    back_up(path, tmp_path / "drive", now=NOW)
    back_up(other, tmp_path / "drive", now=NOW)
    assert len(backups_of(path, [tmp_path / "drive"])) == len(backups_of(other, [tmp_path / "drive"])) == 1


def test_a_damaged_desk_gives_no_backup_and_costs_none(path: Path, tmp_path: Path) -> None:
    for hour in range(26):
        made = back_up(path, tmp_path, now=NOW + hours(hour))
    kept = names(made.path.parent)
    with uncovered(path) as file:
        file.execute("UPDATE journal SET content = '{}' WHERE seq = 5")
    with pytest.raises(DeskError, match="does not hold") as caught:
        back_up(path, tmp_path, now=NOW + hours(50))
    assert "Entry 5" in caught.value.message
    assert names(made.path.parent) == kept
    found = last_good(path, [tmp_path])
    assert found is not None
    assert found[0].path == made.path
    made.path.write_bytes(made.path.read_bytes()[:5000])
    older = last_good(path, [tmp_path])
    assert older is not None
    assert older[0].at == NOW + hours(24)


def test_backups_are_found_when_the_desk_is_beyond_reading(path: Path, tmp_path: Path) -> None:
    made = back_up(path, tmp_path, now=NOW)
    path.write_bytes(b"\0" * 4096)
    assert [each.path for each in backups_of(path, [tmp_path, tmp_path / "no drive"])] == [made.path]
    found = last_good(path, [tmp_path])
    assert found is not None
    assert found[1].entries == made.entries


def test_a_copy_is_a_new_file_or_none(path: Path, tmp_path: Path) -> None:
    made = copy_to(path, tmp_path / "copy.desk")
    assert verify(made.path).head == made.head
    before = made.path.read_bytes()
    with pytest.raises(DeskError, match="is there already"):
        copy_to(path, made.path)
    assert made.path.read_bytes() == before
    with pytest.raises(DeskError, match="could not be made"):
        copy_to(path, tmp_path / "nowhere" / "copy.desk")
    with pytest.raises(DeskError, match="could not be made"):
        back_up(path, tmp_path / "nowhere", now=NOW)
    (tmp_path / "notes.desk").write_text("notes" * 99)
    with pytest.raises(DeskError, match="not a desk"):
        copy_to(tmp_path / "notes.desk", tmp_path / "x.desk")
    with Desk.open(made.path, clock=ManualClock(NOW)) as desk:
        assert desk.incidents.log(facts(), author="OK").number
    assert names(tmp_path) == ["copy.desk", "north.desk", "notes.desk"]


def test_what_a_killed_backup_left_is_cleared_away(path: Path, tmp_path: Path) -> None:
    folder = back_up(path, tmp_path, now=NOW).path.parent
    for left in ("north.part", "north.part-journal", "north.part.lock"):
        (folder / left).write_bytes(b"half")
    back_up(path, tmp_path, now=NOW + hours(1))
    assert [name for name in names(folder) if "part" in name] == []


def _full(_source: object, target: Path, *_options: object) -> None:
    target.write_bytes(b"half")
    raise driver.Error("database or disk is full")


def _broken(_source: object, target: Path, *_options: object) -> None:
    target.write_bytes(b"half")
    raise OSError(5, "Input/output error")


@pytest.mark.parametrize(("fault", "advice"), [(_full, "Free some space"), (_broken, "Check the folder")])
def test_a_fault_of_the_disk_is_told_and_passes(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Callable[..., None], advice: str
) -> None:
    first = back_up(path, tmp_path, now=NOW).path
    with monkeypatch.context() as patched:
        patched.setattr("storage.driver.copy", fault)
        with pytest.raises(DeskError, match="could not be made") as caught:
            back_up(path, tmp_path, now=NOW + hours(1))
    assert advice in caught.value.advice
    assert "as they were" in caught.value.message
    assert names(first.parent) == [first.name]
    assert back_up(path, tmp_path, now=NOW + hours(2)).path.exists()


def test_a_drive_that_is_really_full(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    folder, mount, umount = tmp_path / "drive", shutil.which("mount"), shutil.which("umount")
    folder.mkdir()
    if mount is None or umount is None or os.name != "posix" or os.geteuid() != 0:
        pytest.skip("no right to mount")
    options = ["-t", "tmpfs", "-o", "size=200k", "tmpfs", str(folder)]
    if subprocess.run([mount, *options], capture_output=True, check=False).returncode:
        pytest.skip("no right to mount")
    request.addfinalizer(lambda: subprocess.run([umount, "-l", str(folder)], check=False))
    with pytest.raises(DeskError, match="disk is full"):
        back_up(path, folder, now=NOW)
    assert [file for each in folder.iterdir() for file in each.iterdir()] == []
    assert back_up(path, tmp_path, now=NOW).path.exists()
