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
LARGEST = 500_000
"""Bytes from which on a log is put aside."""
DEEPEST = 10


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
    """Append where the exception being handled came from to the crash log; None where even that fails.

    Its type and the lines of our code, never its text nor the arguments: those may say what a record says.
    A log that has grown large is put aside as `crash.log.1`.
    """
    try:
        folder = Path(platformdirs.user_log_dir(APPLICATION, appauthor=False))
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / CRASH_LOG
        if path.exists() and path.stat().st_size > LARGEST:
            path.replace(path.with_name(f"{CRASH_LOG}.1"))
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{iso_utc(clock.now())} {' '.join(sys.argv[1:2])}\n{_where(sys.exc_info()[1])}\n")
    except OSError:
        return None
    return path


def _where(error: BaseException | None) -> str:
    """The types of an error and of those behind it, the first last, with the lines each passed."""
    told: list[str] = []
    while error is not None and len(told) < DEEPEST:
        told.append(f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}")
        error = error.__cause__ or error.__context__
    return "".join(told)
