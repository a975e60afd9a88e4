"""A desk on a network drive, on a medium that cannot be written to, beside the lock of a killed program."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.clock import ManualClock
from domain.errors import DeskError
from storage import media
from storage.backup import back_up, copy_to
from storage.desk import Desk
from storage.verify import verify
from tests.builders import AUTHOR, T0, facts, hours, new_desk
from tests.storage.desks import python

CLOCK = ManualClock(T0 + hours(4))
MOUNTS = r"""22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:25 / /proc rw - proc proc rw
40 22 0:40 / /srv/team rw,relatime - nfs4 server:/team rw,vers=4.2
41 22 0:41 / /mnt/my\040share rw - cifs //server/share rw
42 22 0:42 / /data/ab/cloud rw - fuse.sshfs ab@host: rw
43 40 0:43 / /srv/team/local rw - xfs /dev/vdb rw
44 22 0:44 / /mnt/over rw - nfs server:/x rw
45 22 0:45 / /mnt/over rw - ext4 /dev/vdc rw
broken line
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/data/ab/north.desk", "ext4"),
        ("/srv/team/north.desk", "nfs4"),
        ("/srv/teams/north.desk", "ext4"),
        ("/mnt/my share/north.desk", "cifs"),
        ("/data/ab/cloud/x/north.desk", "fuse.sshfs"),
        ("/srv/team/local/north.desk", "xfs"),
        ("/mnt/over/north.desk", "ext4"),
    ],
)
def test_the_system_says_what_a_file_lies_on(
    path: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert media.file_system(Path(path), MOUNTS) == kind
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, encoding="utf-8")
    monkeypatch.setattr(media, "MOUNTS", mounts)
    if os.name == "posix":
        assert media.is_shared(Path(path)) is (kind in {"nfs4", "cifs", "fuse.sshfs"})


def test_where_the_system_says_nothing_a_file_is_taken_for_local(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "MOUNTS", tmp_path / "none")
    assert not media.is_shared(tmp_path)


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk in a folder that counts as one of a network drive."""
    folder = tmp_path / "share"
    folder.mkdir()
    with new_desk(folder) as desk:
        desk.incidents.log(facts(), author=AUTHOR)
    monkeypatch.setattr(media, "is_shared", lambda path: path.absolute().is_relative_to(folder))
    return folder / "north.desk"


def test_on_a_network_drive_it_is_read_and_says_why(shared: Path, tmp_path: Path) -> None:
    before = shared.read_bytes()
    with Desk.open(shared, clock=CLOCK) as desk:
        assert "network drive" in desk.readonly
        assert "Copy it to a disk of this machine" in desk.readonly
        assert desk.incidents.count() == 1
        with pytest.raises(DeskError, match="read-only"):
            desk.incidents.log(facts(), author=AUTHOR)
        assert sorted(each.name for each in shared.parent.iterdir()) == ["north.desk", "north.desk.lock"]
        assert verify(shared).holds
        with pytest.raises(DeskError, match="open elsewhere"):
            Desk.open(shared, clock=CLOCK)
        copied = copy_to(shared, tmp_path / "local.desk")
    assert shared.read_bytes() == before
    assert [each.name for each in shared.parent.iterdir()] == ["north.desk"]
    with Desk.open(copied.path, clock=CLOCK) as local:
        assert local.readonly == ""
        backup = back_up(copied.path, shared.parent, now=T0)
    assert verify(backup.path).holds, "a backup may lie there"


def test_no_desk_is_made_there(shared: Path) -> None:
    with pytest.raises(DeskError, match="cannot be kept on a network drive") as caught:
        new_desk(shared.parent, file="other.desk")
    assert "disk of this machine" in caught.value.advice
    assert not (shared.parent / "other.desk").exists()


def test_one_that_was_not_closed_there_is_left_as_it_is(shared: Path) -> None:
    log = shared.with_name("north.desk-wal")
    log.write_bytes(b"entries")
    with pytest.raises(DeskError, match="was not closed") as caught:
        Desk.open(shared, clock=CLOCK)
    assert "north.desk-wal" in caught.value.message
    assert log.read_bytes() == b"entries"


# --- a medium that cannot be written to ----------------------------------------------------------


@pytest.fixture
def medium(tmp_path: Path) -> Iterator[Path]:
    """A desk on a file system that is mounted read-only, where this machine lets us have one."""
    folder, mount, umount = tmp_path / "disc", shutil.which("mount"), shutil.which("umount")
    folder.mkdir()
    if mount is None or umount is None or os.name != "posix" or os.geteuid() != 0:
        pytest.skip("no right to mount")
    asked = [mount, "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    if subprocess.run(asked, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount")
    try:
        with new_desk(folder) as desk:
            desk.incidents.log(facts(), author=AUTHOR)
        subprocess.run([mount, "-o", "remount,ro", str(folder)], capture_output=True, check=True)
        yield folder / "north.desk"
    finally:
        subprocess.run([umount, "-l", str(folder)], check=False)


def test_on_a_read_only_medium_it_is_read_verified_and_copied(medium: Path, tmp_path: Path) -> None:
    with Desk.open(medium, clock=CLOCK) as desk:
        assert desk.readonly == "The file is write-protected."
        assert desk.incidents.count() == 1
        with Desk.open(medium, clock=CLOCK) as second:
            assert second.incidents.count() == 1
    assert verify(medium).holds
    assert verify(copy_to(medium, tmp_path / "copy.desk").path).holds
    with pytest.raises(DeskError) as caught:
        back_up(medium, medium.parent, now=T0)
    assert caught.value.advice
    with pytest.raises(DeskError, match="could not be created"):
        new_desk(medium.parent, file="other.desk")


# --- locks ---------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_the_lock_of_a_killed_program_keeps_nobody_out(tmp_path: Path) -> None:
    new_desk(tmp_path).close()
    path = tmp_path / "north.desk"
    code = """
import sys
from pathlib import Path
from domain.clock import SystemClock
from storage.desk import Desk
desk = Desk.open(Path(sys.argv[1]), clock=SystemClock())
print("open", flush=True)
sys.stdin.readline()
"""
    with python(code, path) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with Desk.open(path, clock=CLOCK) as desk:
            assert "Another program has it open" in desk.readonly
        other.kill()
        other.wait()
    assert (tmp_path / "north.desk.lock").exists(), "it was left behind"
    with Desk.open(path, clock=CLOCK) as desk:
        assert desk.readonly == ""
        desk.incidents.log(facts(), author=AUTHOR)
    assert verify(path).holds
