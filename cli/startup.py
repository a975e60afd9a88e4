"""Before and around everything else: pairs of versions that do not live, and our own bugs."""

from __future__ import annotations

import sys
import traceback
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import platformdirs

from domain.clock import Clock
from domain.errors import DeskError
from domain.instant import iso_utc
from domain.words import _

APPLICATION = "armistice-desk"
CRASH_LOG = "crash.log"


def refuse_bad_pair(python: tuple[int, ...] = sys.version_info[:2], qt: str | None = None) -> None:
    """Raises `DeskError` for PySide6 6.12 or newer on a Python before 3.12, and where PySide6 is missing.

    That pair drops a reference to None with every call and ends the program after some thousands of them.
    """
    if qt is None:
        try:
            qt = version("PySide6-Essentials")
        except PackageNotFoundError:
            raise DeskError(
                _("PySide6 is not installed, so there can be no window."),
                "",
                _("Run “make run”, which installs it."),
            ) from None
    major, minor = (int(part) for part in qt.split(".")[:2])
    if python < (3, 12) and (major, minor) >= (6, 12):
        raise DeskError(
            _("PySide6 {qt} would end Python {python} after some thousands of calls: no window.").format(
                qt=qt, python=".".join(map(str, python))
            ),
            "",
            _("Install PySide6 6.11 (“make run” does), or use Python 3.12 or newer."),
        )


def record_crash(clock: Clock) -> Path | None:
    """Append the traceback of the exception being handled to the crash log; None where even that fails."""
    try:
        folder = Path(platformdirs.user_log_dir(APPLICATION, appauthor=False))
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / CRASH_LOG
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{iso_utc(clock.now())} {' '.join(sys.argv)}\n{traceback.format_exc()}\n")
    except OSError:
        return None
    return path
