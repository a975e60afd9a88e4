"""Backups: copies of a desk that count only once they were verified, and the way back from one.

A copy is taken by SQLite itself as of one instant, while the desk goes on being written. It is verified whole
(file, chain, replay, evidence) under another name, on the disk, and only then takes the name of a backup. So
what carries that name held when it was made; what is killed in the middle leaves a `.part` that the next one
clears away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from domain.backups import DIGITS, BackupName, to_keep
from domain.errors import DeskError
from domain.words import _
from storage import driver
from storage.desk_file import check_header, looking, release
from storage.durable import sync_folder
from storage.keys import Key, WrongPassphraseError, is_encrypted, salt_of
from storage.replay import Progress, silent
from storage.verify import Verification, verify

FOLDER = "backups"
_SALTS = 4
"""How many are tried: each takes a tenth of a second."""
_COPYING = 0.2
"""The share of the time that copying takes; the rest is verifying."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A file that carries the name of a backup. `at` is when it was made (UTC)."""

    path: Path
    at: datetime


@dataclass(frozen=True, slots=True)
class Made:
    """A verified copy that was just made: where, and what it holds."""

    path: Path
    entries: int
    head: str
    dropped: tuple[Path, ...] = ()
    """Older backups that the rotation took away."""


def back_up(
    desk: Path, beside: Path, *, now: datetime, progress: Progress = silent, key: Key | None = None
) -> Made:
    """A verified backup of `desk` in its own folder within `beside`; older ones are rotated.

    That of an encrypted desk, which `key` opens, is encrypted and has the same passphrase.
    Raises `DeskError` where it cannot be made or does not hold; then nothing is rotated either.
    """
    check_header(desk, key)
    folder = _folder(desk, beside, key)
    with writing(folder), part_file(folder / f"{desk.stem}.part") as part:
        found = _copy(desk, part, progress, key)
        path = _free(folder, BackupName(desk.stem, now.replace(microsecond=0), found.head))
        put(part, path)
    return Made(path, found.entries, found.head, tuple(_rotate(folder, desk.stem, path)))


def copy_to(desk: Path, target: Path, progress: Progress = silent, key: Key | None = None) -> Made:
    """A verified copy of `desk` as the new file `target`. Raises `DeskError`; never over a file."""
    check_header(desk, key)
    refuse_existing(target)
    _see_folder(target.parent)
    with writing(target.parent), part_file(target.with_name(target.name + ".part")) as part:
        found = _copy(desk, part, progress, key)
        refuse_existing(target)
        put(part, target)
    return Made(target, found.entries, found.head)


def refuse_existing(target: Path) -> None:
    """Raises `DeskError` where `target` is there already: a desk is never written over."""
    if target.exists():
        raise DeskError(
            _("{file} is there already.").format(file=target.name),
            _("Nothing was written."),
            _("Choose another name: a desk is never written over."),
        )


def backups_of(desk: Path, places: Sequence[Path], key: Key | None = None) -> list[Backup]:
    """The backups of `desk` in any of these places, the newest first; by its file name where it is locked."""
    identity = _identity(desk, key)
    found = []
    for place in places:
        pattern = f"{_literal(desk.stem)}-{identity or '?' * DIGITS}-{FOLDER}/*"
        with suppress(OSError):
            for path in place.glob(pattern):
                name = BackupName.read(path.name)
                if name is not None and name.stem == desk.stem:
                    found.append((name.at, name.copy, Backup(path, name.at)))
    return [backup for _at, _copy, backup in sorted(found, key=lambda each: each[:2], reverse=True)]


def last_good(
    desk: Path, places: Sequence[Path], progress: Progress = silent, key: Key | None = None
) -> tuple[Backup, Verification] | None:
    """The newest backup that still holds, verified again now; None where there is none."""
    for backup in backups_of(desk, places, key):
        with suppress(DeskError):
            found = verify(backup.path, progress, key)
            if found.holds:
                return backup, found
        progress(0.0)  # a file that cannot be read is passed over; a person who stops is not
    return None


def find_key(desk: Path, passphrase: str, places: Sequence[Path]) -> Key:
    """The key of an encrypted desk, also where its salt is damaged: its backups have the same one.

    Raises `WrongPassphraseError` where no page of it is sealed with what the passphrase gives.
    """
    salts = {salt_of(desk): desk}
    for backup in backups_of(desk, places):
        if len(salts) < _SALTS and is_encrypted(backup.path):
            salts.setdefault(salt_of(backup.path), backup.path)
    for path in salts.values():
        key = Key.of(path, passphrase)
        if key.opens(desk):
            return key
    raise WrongPassphraseError(desk)


def _folder(desk: Path, beside: Path, key: Key | None) -> Path:
    """Two desks of one file name, on one drive, never meet: the first entry's digest tells them apart."""
    if not (identity := _identity(desk, key)):
        raise _damaged(_("Its first entry cannot be read."))
    _see_folder(beside)
    folder = beside / f"{desk.stem}-{identity}-{FOLDER}"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise _not_made(error) from error
    return folder


def _see_folder(folder: Path) -> None:
    """A drive that is away is told, never replaced by a folder of its name."""
    if not folder.is_dir():
        raise _not_made(_("there is no folder {folder}").format(folder=folder))


def _identity(desk: Path, key: Key | None) -> str:
    try:
        with looking(desk, key) as connection:
            row = connection.execute("SELECT digest FROM journal WHERE seq = 1").fetchone()
    except DeskError:
        return ""
    text = str(row[0])[:DIGITS] if row else ""
    return text if len(text) == DIGITS and set(text) <= set("0123456789abcdef") else ""


def _literal(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """What goes wrong with the disk in this block, in words a user can act on."""
    try:
        yield
    except driver.StoppedError:
        raise
    except driver.Error as error:
        raise _not_made(error.reason) from error
    except OSError as error:
        raise _not_made(error) from error


@contextmanager
def part_file(path: Path) -> Iterator[Path]:
    """The file that is written first. One at a time; what an earlier one left is cleared away."""
    lock = FileLock(f"{path}.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise DeskError(
            _("A backup is being made already."), "", _("Wait until it is done, then look again.")
        ) from None
    try:
        _clear(path)
        try:
            yield path
        finally:
            _clear(path)
    finally:
        release(lock)


def _clear(part: Path) -> None:
    for suffix in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            part.with_name(part.name + suffix).unlink(missing_ok=True)


def _copy(desk: Path, part: Path, progress: Progress, key: Key | None) -> Verification:
    sealed = key if is_encrypted(desk) else None
    with looking(desk, key) as source:
        driver.copy(source, part, lambda share: progress(_COPYING * share), sealed)
    found = verify(part, lambda share: progress(_COPYING + (1 - _COPYING) * share), sealed)
    if not found.holds:
        raise _damaged(found.problems[0])
    progress(1.0)
    return found


def put(part: Path, target: Path) -> None:
    """Give a verified copy its name, so that a failure of power leaves the one or the other."""
    part.rename(target)
    sync_folder(target.parent)


def _free(folder: Path, name: BackupName) -> Path:
    while (path := folder / str(name)).exists():
        name = BackupName(name.stem, name.at, name.head, name.copy + 1)
    return path


def _rotate(folder: Path, stem: str, made: Path) -> Iterator[Path]:
    """Take away what need not be kept. What was just made is kept, whatever the clock said before."""
    named = [(path, name) for path in folder.iterdir() if (name := BackupName.read(path.name))]
    ours = [(path, name) for path, name in named if name.stem == stem]
    newest = {}
    for path, name in sorted(ours, key=lambda each: (each[1].at, each[1].copy)):
        newest[name.at] = path
    kept = {newest[at] for at in to_keep(newest)} | {made}
    for path, _name in ours:
        if path not in kept:
            with suppress(OSError):
                path.unlink()
                yield path


def _damaged(problem: str) -> DeskError:
    return DeskError(
        _("The desk does not hold, so no backup of it counts."),
        problem,
        _("Older backups are kept. Verify the desk; where it is damaged, open the last good copy."),
    )


def _not_made(error: object) -> DeskError:
    text = str(error)
    if "full" in text or "No space" in text:
        advice = _("The disk is full. Free some space, then try again.")
    else:
        advice = _("Check the folder and its drive, then try again.")
    return DeskError(
        _("The backup could not be made."),
        _("The desk itself and its older backups are as they were. ({reason})").format(reason=text),
        advice,
    )
