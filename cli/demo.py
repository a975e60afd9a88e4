"""`demo`: an exercise desk, its briefing, pictures of every page, then the window."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from cli.briefs import make
from cli.output import Output
from cli.pictures import draw
from cli.startup import refuse_bad_pair
from domain.clock import Clock
from domain.errors import DeskError
from domain.instant import iso_utc
from domain.request import Request
from domain.words import _, n_
from storage.desk import Desk
from storage.exercise import build_exercise

DESK, BRIEFING, SCREENSHOTS = "exercise.desk", "exercise-briefing.pdf", "screenshots"
AUTHOR = "EX"
_PERIOD = timedelta(hours=48)


def show(args: Namespace, out: Output, clock: Clock) -> int:
    """Make the folder of the demonstration, and open the window on it where there is a screen."""
    folder = Path(args.out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError(_("The folder {folder} cannot be made.").format(folder=folder), str(error)) from error
    desk, briefing = folder / DESK, folder / BRIEFING
    out.line(_("{file}: an exercise desk, all of it invented").format(file=make_desk(desk, clock)))
    with Desk.open(desk, clock=clock) as opened:
        now = clock.now()
        request = Request(since=now - _PERIOD, until=now)
        made = make(opened, briefing, request, clock=clock, author=AUTHOR, overwrite=True)
    pages = n_("{n} page", "{n} pages", int(str(made["pages"])))
    out.line(
        _("{file}: its briefing {serial}, {pages}").format(file=briefing, serial=made["serial"], pages=pages)
    )
    refuse_bad_pair()
    pictures = draw(desk, folder / SCREENSHOTS, briefing)
    count = n_("{n} picture", "{n} pictures", len(pictures))
    out.line(_("{folder}: {count}").format(folder=folder / SCREENSHOTS, count=count))
    out.flush()
    if args.no_window or not has_screen():
        return 0
    from gui.application import run

    return run(desk)


def make_desk(path: Path, clock: Clock) -> Path:
    """Put a new exercise desk at `path`, in place of an older one. Raises `DeskError` for a real desk."""
    if path.exists():
        _check_replaceable(path, clock)
    fresh = path.with_name(f"{path.stem}.{os.getpid()}.building.desk")
    fresh.unlink(missing_ok=True)
    try:
        build_exercise(fresh, now=clock.now())
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        fresh.replace(path)
    except OSError as error:
        raise DeskError(_("{file} could not be written.").format(file=path), str(error)) from error
    finally:
        for leftover in (fresh, fresh.with_name(fresh.name + ".lock")):
            leftover.unlink(missing_ok=True)
    return path


def _check_replaceable(path: Path, clock: Clock) -> None:
    with Desk.open(path, clock=clock) as old:
        if not old.info.marking.exercise:
            raise DeskError(
                _("{file} is not an exercise desk.").format(file=path),
                _("It was made {time} and is left as it is.").format(time=iso_utc(old.info.created_at)),
                _("Choose another folder."),
            )
        if old.readonly:
            raise DeskError(
                _("{file} is in use.").format(file=path),
                old.readonly,
                _("Close it, or choose another folder."),
            )


def has_screen(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Whether a window can be seen: a display on Linux, always on Windows and macOS, never in CI."""
    if environment.get("CI") or environment.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    if platform in ("win32", "cygwin", "darwin"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
