"""What is asked when a desk does not hold: open the last good copy? And the way back into a new file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from domain.clock import Clock
from domain.errors import DeskError
from domain.instant import format_dtg
from domain.words import _, n_
from gui.backup_settings import BackupSettings
from gui.passphrase import key_for
from gui.waiting import Progress, wait_for
from storage.backup import Backup, Made, backups_of, copy_to, last_good
from storage.desk import SUFFIX, Desk
from storage.desk_file import NewerError, read_header
from storage.driver import StoppedError
from storage.keys import DamagedError, Key
from storage.media import is_shared
from storage.salvage import Salvaged, report_lines, salvage
from storage.verify import Verification

if TYPE_CHECKING:
    from gui.window import MainWindow


def open_desk(window: MainWindow, path: Path, key: Key | None = None) -> bool:
    """Open a desk file in the window, sound or not; its passphrase is asked for where it has one.

    False where that could not be; the user has been told.
    """
    try:
        key = key or key_for(window, path)
        desk = Desk.open(path, clock=window.clock, key=key)
    except StoppedError:
        return False
    except DeskError as error:
        return after_failure(window, path, error, key)
    try:
        window.show_desk(desk)
    except DeskError as error:  # too much of it cannot be read for a page to be made
        window.close_desk()
        desk.close()
        return after_failure(window, path, error, key)
    if desk.damaged:
        after_opening(window, desk)
    elif is_shared(path):
        title = _("{file} is open read-only.").format(file=path.name)
        window.services.messages.error(window, DeskError(title, desk.readonly))
    return True


def after_failure(window: MainWindow, path: Path, error: DeskError, key: Key | None = None) -> bool:
    """A desk could not be opened at all: tell why; where it has backups, offer the last good one."""
    places = BackupSettings(window.services.settings).places(path)
    if isinstance(error, NewerError) or not _is_hurt(path, places, key):
        window.services.messages.error(window, error)
        return False
    return offer(window, path, str(error), key)


def _is_hurt(path: Path, places: list[Path], key: Key | None) -> bool:
    """Whether a file that cannot be opened was a desk: it has backups, or still the mark of one."""
    if not path.is_file():
        return False
    if backups_of(path, places):
        return True
    try:
        return read_header(path, key).is_desk
    except DamagedError:
        return True
    except DeskError:
        return False


def after_opening(window: MainWindow, desk: Desk) -> None:
    """A desk is open to be read because it is damaged: say what cannot be read, offer the last good copy."""
    words = {
        "journal": _("journal"), "incident": _("incidents"), "breach": _("breaches"), "place": _("places"),
        "evidence": _("evidence"), "briefing": _("briefings"), "protocol": _("protocols"),
        "desk": _("name and marking"),
    }  # fmt: skip
    missing = ", ".join(words[table] for table in desk.cannot_read())
    said = (
        _("It is open read-only. Not all can be read of: {parts}.").format(parts=missing)
        if missing
        else _("It is open read-only; every record can be read.")
    )
    offer(window, desk.path, f"{desk.damaged}\n{said}", desk.key)


def while_open(window: MainWindow, path: Path, key: Key | None, problem: str) -> None:
    """The check behind the window found damage: from now on the desk is only read."""
    desk = Desk.open(path, clock=window.clock, readonly=True, key=key)
    desk.damaged = desk.damaged or problem  # it is known now, and not looked for again
    window.show_desk(desk)
    offer(window, path, problem + "\n" + _("It is open read-only from now on."), key)


def offer(window: MainWindow, path: Path, problem: str, key: Key | None = None) -> bool:
    """The first question after damage. True where the last good copy was opened."""
    messages = window.services.messages
    places = BackupSettings(window.services.settings).places(path)
    try:
        found: tuple[Backup, Verification] | None = wait_for(
            window, _("Looking for the last good copy …"), _("Cancel"), partial(_last_good, path, places, key)
        )
    except StoppedError:
        return False
    title = _("{file} does not hold.").format(file=path.name)
    if found is None:
        text = _("No backup that holds was found. Copy what holds of it into a new desk?")
        if messages.confirm(window, title, f"{problem}\n\n{text}", _("Salvage…")):
            return salvage_desk(window, path, key)
        return False
    backup, checked = found
    entries = n_("{n} entry", "{n} entries", checked.entries)
    text = _("Open the last good copy, of {time}, with {entries}? The damaged file is kept as it is.").format(
        time=format_dtg(backup.at), entries=entries
    )
    if messages.confirm(window, title, f"{problem}\n\n{text}", _("Open the last good copy…")):
        return restore(window, backup.path, path, key)
    return False


def _last_good(
    path: Path, places: list[Path], key: Key | None, report: Progress
) -> tuple[Backup, Verification] | None:
    return last_good(path, places, report, key)


def restore(window: MainWindow, backup: Path, desk: Path, known: Key | None = None) -> bool:
    """Make a desk again from a backup as a new file, and open it. False where it was given up."""
    services = window.services
    suggested = desk.with_name(f"{desk.stem}-restored{SUFFIX}")
    kinds = _("Desk files (*.desk)")
    target = services.files.save(window, _("Where to keep the restored desk"), suggested, kinds)
    if target is None:
        return False
    try:
        key = key_for(window, backup, known)
        made: Made = wait_for(
            window, _("Restoring the desk …"), _("Cancel"), partial(_copy_to, backup, target, key)
        )
    except StoppedError:
        return False
    except DeskError as error:
        services.messages.error(window, error)
        return False
    return window.open_desk(made.path, key)


def _copy_to(backup: Path, target: Path, key: Key | None, report: Progress) -> Made:
    return copy_to(backup, target, report, key)


def salvage_desk(window: MainWindow, source: Path, known: Key | None = None) -> bool:
    """Copy what holds of a damaged desk into a new one, report it, and open that. False where given up."""
    services = window.services
    suggested = source.with_name(f"{source.stem}-salvaged{SUFFIX}")
    kinds = _("Desk files (*.desk)")
    target = services.files.save(window, _("Where to keep the salvaged desk"), suggested, kinds)
    if target is None:
        return False
    author = services.settings.text("author")
    try:
        key = key_for(window, source, known)
        work = partial(_salvage, source, target, author, window.clock, key)
        made: Salvaged = wait_for(window, _("Salvaging the desk …"), _("Cancel"), work)
    except StoppedError:
        return False
    except DeskError as error:
        services.messages.error(window, error)
        return False
    lines = report_lines(made)
    services.messages.tell(window, _("Salvaged"), "\n".join(lines[:3]), "\n".join(lines))
    return window.open_desk(made.path, key)


def _salvage(
    source: Path, target: Path, author: str, clock: Clock, key: Key | None, report: Progress
) -> Salvaged:
    return salvage(source, target, author=author, clock=clock, progress=report, key=key)


def choose_damaged(window: MainWindow) -> None:
    """Salvage any desk, from the menu."""
    recent = window.services.settings.recent
    folder = recent[0].parent if recent else Path.home()
    title, kinds = _("Salvage a damaged desk"), _("Desk files (*.desk)")
    chosen = window.services.files.open(window, title, folder, kinds)
    if chosen is not None:
        salvage_desk(window, chosen)


def choose_backup(window: MainWindow) -> None:
    """Restore any backup, from the menu."""
    settings = window.services.settings
    desk = window.session.desk.path if window.session else next(iter(settings.recent), None)
    folder = desk.parent if desk else Path.home()
    if desk and (known := backups_of(desk, BackupSettings(settings).places(desk))):
        folder = known[0].path.parent
    title, kinds = _("Restore a backup"), _("Desk files (*.desk)")
    chosen = window.services.files.open(window, title, folder, kinds)
    if chosen is not None:
        restore(window, chosen, desk or chosen)
