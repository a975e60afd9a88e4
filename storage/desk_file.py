"""What stands behind opening a desk: is it one, of which format, and the steps that bring it up to date."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from sqlite_utils import Database

from domain.errors import DeskError
from domain.words import _
from storage import driver, media, schema
from storage.driver import Connection
from storage.durable import discard, rename, sync_file
from storage.keys import DamagedError, Key, LockedError, WrongPassphraseError, is_encrypted, salt_of
from storage.replay import rebuild

_MAGIC = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Header:
    """What the header of an SQLite file says of it."""

    application_id: int
    version: int

    @property
    def is_desk(self) -> bool:
        """Whether it carries the mark of a desk file."""
        return self.application_id == schema.APPLICATION_ID


def read_header(path: Path, key: Key | None = None) -> Header:
    """The header of a file, read without changing it.

    Raises `DeskError` where it is no SQLite file, `LockedError` or `WrongPassphraseError` where it is
    encrypted and `key` does not open it.
    """
    if path.is_dir():
        raise DeskError(_("{file} is a folder.").format(file=path.name), "", _("Choose a desk file in it."))
    if not path.is_file():
        raise DeskError(
            _("There is no file {file}.").format(file=path), "", _("Check the name and the folder.")
        )
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise DeskError(_("{file} cannot be read.").format(file=path.name), str(error)) from error
    if not head.startswith(_MAGIC) and is_encrypted(path):
        return _encrypted_header(path, key)
    if len(head) < 100 or not head.startswith(_MAGIC):
        raise not_a_desk(path)
    header = Header(int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big"))
    return header if header.is_desk else _header_in_log(path) or header


def _encrypted_header(path: Path, key: Key | None) -> Header:
    if key is None:
        raise LockedError(path)
    connection = connect(path, readonly=True, alone=True, key=key)  # no file is left beside it
    try:
        mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
        return Header(mark, version_of(connection))
    finally:
        connection.close()


def _header_in_log(path: Path) -> Header | None:
    """The header of a desk whose first transaction still stands in its write-ahead log."""
    if not driver.write_ahead_log(path):
        return None
    try:
        connection = driver.connect(path, readonly=True)
        try:
            mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
            return Header(mark, version_of(connection))
        finally:
            connection.close()
    except driver.Error:
        return None


def check_header(path: Path, key: Key | None = None) -> None:
    """Refuse, before anything is written, what is no desk or newer than the program. Raises `DeskError`."""
    header = read_header(path, key)
    if not header.is_desk:
        raise not_a_desk(path)
    check_version(header.version)


class NewerError(DeskError):
    """The file is whole, and of a newer program."""


def check_version(found: int) -> None:
    """Refuse a format this program does not know yet. Raises `DeskError` naming both."""
    if found > schema.version():
        raise NewerError(
            _(
                "This desk was made by a newer program: it has format {found}, this program knows {known}."
            ).format(found=found, known=schema.version()),
            _("Nothing was changed."),
            _("Use the newer program."),
        )


def not_a_desk(path: Path) -> DeskError:
    """The refusal of a file that is something else."""
    return DeskError(
        _("{file} is not a desk file.").format(file=path.name),
        _("Nothing was changed."),
        _("Choose a file made by this program."),
    )


def connect(path: Path, *, readonly: bool, alone: bool = False, key: Key | None = None) -> Connection:
    """A connection to a desk file; `key` opens it if it is encrypted or still empty.

    Raises `DeskError`; `LockedError`, `WrongPassphraseError` where it is encrypted and needs another key.
    """
    if is_encrypted(path):
        if key is None or (key.salt != salt_of(path) and not key.opens(path)):
            raise LockedError(path)
    elif path.stat().st_size:
        key = None
    alone = alone or (readonly and media.is_shared(path))  # there is no memory to share with a writer
    try:
        return driver.connect(path, readonly=readonly, alone=alone, key=key)
    except driver.Error as error:
        if key is not None and "not a database" in error.reason:
            if not key.opens(path):
                raise WrongPassphraseError(path) from None
            raise DamagedError(path, error.reason) from error
        raise DeskError(
            _("{file} cannot be opened.").format(file=path.name),
            f"({error.reason})",
            _("Verify it; where it is damaged, open the last good copy."),
        ) from error


@contextmanager
def looking(path: Path, key: Key | None = None, *, aside: bool = False) -> Iterator[Connection]:
    """A connection that only reads, and leaves no file beside a desk that nobody has open.

    Until it is closed such a desk cannot be opened for writing; `aside` lets it be, where the desk is open
    to be read anyhow. Raises `DeskError`.
    """
    if aside:
        connection = connect(path, readonly=True, key=key)
        try:
            yield connection
        finally:
            connection.close()
        return
    with alone(path) as is_alone:
        connection = connect(path, readonly=True, alone=is_alone, key=key)
        try:
            yield connection
        finally:
            connection.close()


@contextmanager
def alone(path: Path) -> Iterator[bool]:
    """A block in which nobody else opens the desk for writing; False where somebody has done so already."""
    lock = FileLock(f"{path.resolve()}.lock", timeout=0)
    with suppress(Timeout, OSError):
        lock.acquire()
    try:
        yield lock.is_locked
    finally:
        if lock.is_locked:
            release(lock)


def version_of(connection: Connection) -> int:
    """The format number of an open file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(path: Path, connection: Connection, *, new: bool, key: Key | None = None) -> None:
    """Bring a file to the format of this program, after a verified copy of an older one.

    Raises `DeskError`; the file is then as it was.
    """
    found = version_of(connection)
    check_version(found)
    if found == schema.version():
        return
    if not new:
        _keep_copy(path, connection, found, key)
    with driver.immediate(connection):
        schema.migrations.apply(Database(connection, execute_plugins=False))
        if not new:
            rebuild(connection)
        connection.execute(f"PRAGMA user_version = {schema.version():d}")
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID:d}")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def mend_salt(path: Path, connection: Connection, key: Key | None) -> None:
    """Write the salt of a file again where that of a backup was needed to open it. Raises `DeskError`."""
    if key is not None and is_encrypted(path) and salt_of(path) != key.salt:
        with driver.immediate(connection):
            connection.execute(f"PRAGMA user_version = {version_of(connection):d}")  # writes the first page
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _keep_copy(path: Path, connection: Connection, version: int, key: Key | None) -> None:
    """A verified copy beside the file, made before a migration touches it; an earlier copy is left alone.

    It is encrypted as the file is.
    """
    part = path.with_name(f"{path.stem}.format-{version}.part")
    try:
        part.unlink(missing_ok=True)
        connection.execute("VACUUM INTO ?", (str(part),))
        sync_file(part)
        sound = _is_sound(part, key)
    except driver.Error as error:
        discard(part)
        raise driver.cannot_write(error) from error
    except OSError as error:
        raise _no_copy(error) from error
    if not sound:
        discard(part)
        raise DeskError(
            _("The copy made before changing the format is damaged."),
            _("Nothing was changed."),
            _("Verify the desk, and check the disk."),
        )
    copy, count = path.with_name(f"{path.stem}.format-{version}{path.suffix}"), 1
    while copy.exists():
        count += 1
        copy = path.with_name(f"{path.stem}.format-{version}-{count}{path.suffix}")
    try:
        rename(part, copy)
    except OSError as error:
        discard(part)
        raise _no_copy(error) from error


def _no_copy(error: OSError) -> DeskError:
    return DeskError(
        _("A copy has to be made before the format is changed, and could not be."),
        f"({error}) " + _("Nothing was changed."),
        _("See that the folder can be written to, then open the desk again."),
    )


def _is_sound(path: Path, key: Key | None) -> bool:
    connection = driver.connect(path, readonly=True, key=key)
    try:
        return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    finally:
        connection.close()


def release(lock: FileLock) -> None:
    """Give up a lock and take its file away, while it is still held: another program then makes a new one."""
    if sys.platform != "win32":  # there the lock removes its own file
        with suppress(OSError):
            Path(lock.lock_file).unlink(missing_ok=True)
    lock.release()
