"""What makes a file outlive a failure of power: its bytes on the disk, and then its name."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def sync_file(path: Path) -> None:
    """Put the bytes of a file that another library wrote on the disk. Raises `OSError`."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk, where the system knows how. Raises `OSError`."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def rename(part: Path, target: Path) -> None:
    """Give a whole file its name; after a failure of power there is the old or the new. Raises `OSError`."""
    part.replace(target)
    sync_folder(target.parent)


def discard(path: Path) -> None:
    """Take away what is not wanted, where that can be: a disk that fails must not hide why it did."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
