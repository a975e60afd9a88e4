"""Where a desk lies: on a disk of this machine, or on a network drive, where it cannot be written safely.

SQLite's write-ahead log needs memory that every program shares, which a network drive does not give, and
locks that hold, which many only pretend to. So a desk is only read there; a backup may well lie there.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from domain.errors import DeskError
from domain.words import _

MOUNTS = Path("/proc/self/mountinfo")
_SHARED = re.compile(
    r"nfs\d*|cifs|smb\w*|afs|ncpfs|ceph|glusterfs|lustre|davfs"
    r"|fuse\.(?:sshfs|davfs|rclone|gvfsd-fuse|s3fs|smb\w*|nfs)"
)
_REMOTE = 4
"""What Windows calls a drive of the network."""


def is_shared(path: Path) -> bool:
    """Whether a file or folder lies on a network drive, as far as the system tells (Linux and Windows do)."""
    whole = path.absolute()
    if sys.platform == "win32":
        import ctypes

        drive = whole.drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == _REMOTE
    try:
        return bool(_SHARED.fullmatch(file_system(whole.resolve(), MOUNTS.read_text(encoding="utf-8"))))
    except OSError:
        return False


def file_system(path: Path, mounts: str) -> str:
    """The type of the file system that `path` (absolute) lies on, by the lines of `/proc/self/mountinfo`."""
    found, longest = "", -1
    for line in mounts.splitlines():
        before, separator, after = line.partition(" - ")
        fields = before.split(" ")
        if not separator or len(fields) < 5:
            continue
        point = Path(re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), fields[4]))
        if path.is_relative_to(point) and len(point.parts) >= longest:  # the last one covers the others
            found, longest = after.split(" ")[0], len(point.parts)
    return found


def why_not_written() -> str:
    """Why a desk on a network drive is only read, and what to do."""
    return _(
        "It lies on a network drive, where locks and what was just written do not hold reliably. Copy it to a"
        " disk of this machine, and name the network drive as second place for its backups."
    )


def refuse_shared(folder: Path) -> None:
    """Raises `DeskError` where a desk that is to be written would lie on a network drive."""
    if is_shared(folder):
        raise DeskError(
            _("A desk cannot be kept on a network drive."),
            _("Locks and what was just written do not hold reliably there. Nothing was created."),
            _("Choose a folder on a disk of this machine, and the network drive for backups."),
        )


def open_elsewhere(path: Path) -> DeskError:
    """Somebody writes the desk on a network drive: what is read meanwhile could be half of something."""
    return DeskError(
        _("{file} is open elsewhere, and lies on a network drive.").format(file=path.name),
        _("There two programs cannot have it open. Nothing was changed."),
        _("Close it there, then copy it to a disk of this machine."),
    )


def log_left(path: Path) -> DeskError:
    """The last entries still stand in the log beside the file, and bringing them in would be writing."""
    return DeskError(
        _("{file} was not closed, and lies on a network drive.").format(file=path.name),
        _("Its last entries stand in {file}-wal beside it. Nothing was changed.").format(file=path.name),
        _("Copy both files to a disk of this machine, and open the desk there."),
    )
