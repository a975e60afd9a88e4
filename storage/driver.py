"""The one module that names the SQLite driver.

`sqlcipher3` carries SQLite 3.53.4, which is past the WAL-reset corruption bug of 3.7.0–3.51.2 that the
SQLite inside most Pythons still has, and can open encrypted desks with the same calls.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sqlcipher3 import dbapi2

from domain.area import in_area
from domain.errors import DeskError
from domain.words import _
from storage.circle import within_m
from storage.keys import Key

if TYPE_CHECKING:  # sqlcipher3 is the standard module built against another library: same calls, no types
    from sqlite3 import Connection, Cursor, DatabaseError, ProgrammingError, Row
else:
    from sqlcipher3.dbapi2 import Connection, Cursor, DatabaseError, ProgrammingError, Row

__all__ = [
    "Connection",
    "Error",
    "Row",
    "StoppedError",
    "address",
    "at_most",
    "cannot_write",
    "connect",
    "copy",
    "immediate",
    "scratch",
    "stop_when",
    "unlock",
    "version",
]

BUSY_MS = 5_000
STEPS_BETWEEN = 2_000
"""How many steps of SQLite's machine pass before it is asked whether to go on."""
PAGES_AT_ONCE = 1_000
"""How many pages are copied before somebody is told of it."""
_FAULTS = (DatabaseError, UnicodeDecodeError)
"""What a damaged file makes the driver raise; it cannot always read its own message about one."""


class Error(DeskError):
    """A file that cannot be read or written, in words a user can act on. `reason` is SQLite's own text."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            _("The desk could not be read."),
            f"({reason})",
            _("Check the disk and verify the desk; where it is damaged, open the last good copy."),
        )
        self.reason = reason


class StoppedError(Error):
    """A query that was given up on purpose."""


def _failure(error: Exception) -> Error:
    return StoppedError(str(error)) if str(error) == "interrupted" else Error(str(error))


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except ProgrammingError:  # a call out of turn is a bug of ours
        raise
    except _FAULTS as error:
        raise _failure(error) from error


class _Cursor(Cursor):
    """A cursor whose failures are `Error`s, whichever row they come with.

    What every row of a bulk import calls goes without the context manager, which costs more than it does.
    """

    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        try:
            return super().execute(sql, parameters)
        except ProgrammingError:
            raise
        except _FAULTS as error:
            raise _failure(error) from error

    def executemany(self, sql: str, parameters: Any, /) -> Self:
        with _translated():
            return super().executemany(sql, parameters)

    def fetchone(self) -> Any:
        try:
            return super().fetchone()
        except ProgrammingError:
            raise
        except _FAULTS as error:
            raise _failure(error) from error

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        with _translated():
            return super().fetchmany(size)

    def fetchall(self) -> list[Any]:
        with _translated():
            return super().fetchall()

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except ProgrammingError:
            raise
        except _FAULTS as error:
            raise _failure(error) from error


class _Connection(Connection):
    """A connection whose failures are `Error`s: a damaged file is the world's fault wherever it shows."""

    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        return self.cursor().execute(sql, parameters)  # type: ignore[no-any-return]

    def executemany(self, sql: str, parameters: Any, /) -> Cursor:
        return self.cursor().executemany(sql, parameters)  # type: ignore[no-any-return]

    def backup(self, target: Connection, **options: Any) -> None:
        with _translated():
            super().backup(target, **options)


def connect(path: Path, *, readonly: bool = False, alone: bool = False, key: Key | None = None) -> Connection:
    """A connection in autocommit mode: every transaction is opened in so many words.

    Writers use WAL and `synchronous=FULL`: a commit returns after its data are on the disk. A reader that is
    `alone`, or in a folder that cannot be written to, needs no file beside the desk. With a `key` everything
    SQLite writes is encrypted, and what it sorts stays in memory. Raises `Error`.
    """
    uri = address(path, readonly=readonly, alone=alone)
    with _translated():
        connection: Connection = dbapi2.connect(
            uri, uri=True, isolation_level=None, timeout=BUSY_MS / 1000, factory=_Connection
        )
    try:
        unlock(connection, key)
        _teach(connection)
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        if readonly:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
    except Error:
        connection.close()
        raise
    return connection


def address(path: Path, *, readonly: bool, alone: bool) -> str:
    """The file as SQLite is told it. Without a shared-memory file it has to be told that nobody writes."""
    still = readonly and (alone or not os.access(path.parent, os.W_OK)) and not write_ahead_log(path)
    mode = "ro" if readonly else "rw"
    return f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if still else ''}"


def unlock(connection: Connection, key: Key | None) -> None:
    """Give a fresh connection its key. Raises `Error` where that does not open the file."""
    if key is not None:
        connection.execute(
            "PRAGMA cipher_log_level = NONE"
        )  # a wrong passphrase is told by us, not on stderr
        connection.execute(f'PRAGMA key = "{key.literal}"')
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA schema_version").fetchone()  # reads the first page, so it needs the key


def write_ahead_log(path: Path) -> bool:
    """Whether something written still stands beside the file and not in it."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def copy(source: Connection, target: Path, progress: Callable[[float], object], key: Key | None) -> None:
    """All of a database as it is at one instant into the file `target`, page by page, then onto the disk.

    A copy has the `key` of its source. Writers of the source are not held up. `progress` is told the share
    done, and stops it by raising. Raises `Error`.
    """
    with _translated():
        made: Connection = dbapi2.connect(str(target), isolation_level=None, factory=_Connection)
    try:
        unlock(made, key)
        source.execute("BEGIN")
        try:
            source.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # from here on it stands still
            source.backup(
                made, pages=PAGES_AT_ONCE, progress=lambda _s, left, total: progress(1 - left / max(total, 1))
            )
        finally:
            source.execute("COMMIT")
    finally:
        made.close()


def scratch() -> Connection:
    """An empty temporary database that spills to disk and vanishes when closed."""
    connection: Connection = dbapi2.connect("", isolation_level=None, factory=_Connection)
    _teach(connection)
    return connection


def _teach(connection: Connection) -> None:
    """Give SQL the functions it lacks: `within_m(lat_e5, lon_e5, lat_e5, lon_e5, metres)`, `in_area(…)`."""
    connection.create_function("in_area", 3, in_area, deterministic=True)
    connection.create_function("within_m", 5, within_m, deterministic=True)


def version() -> str:
    """The SQLite version in use."""
    return str(dbapi2.sqlite_version)


@contextmanager
def at_most(connection: Connection, seconds: float) -> Iterator[None]:
    """A block whose queries take about so many seconds at most. Raises `StoppedError`."""
    end = time.perf_counter() + seconds
    with stop_when(connection, lambda: time.perf_counter() > end):
        yield


@contextmanager
def stop_when(connection: Connection, stopped: Callable[[], bool], every: int = 0) -> Iterator[None]:
    """A block whose queries end when `stopped` says so, asked every so many steps. Raises `StoppedError`."""
    connection.set_progress_handler(stopped, every or STEPS_BETWEEN)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


@contextmanager
def immediate(connection: Connection) -> Iterator[None]:
    """One transaction that takes the write lock at once; rolled back by any exception.

    Raises `DeskError` where the disk or the file does not let it be written: nothing of it is kept then.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    except StoppedError:  # given up on purpose: nothing went wrong with the disk
        raise
    except Error as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise cannot_write(error) from error


def cannot_write(error: Error) -> DeskError:
    """A failed write in words a user can act on."""
    text = error.reason
    if "full" in text:
        advice = _("The disk is full. Free some space, then save again.")
    elif "readonly" in text or "read-only" in text:
        advice = _("The file or its folder cannot be written to. Check its permissions, then save again.")
    elif "locked" in text or "busy" in text:
        advice = _("Another program is writing to the file. Wait a moment, then save again.")
    else:
        advice = _("Check the disk, then save again.")
    return DeskError(
        _("The desk could not be written."),
        _("Nothing of this entry was saved; all earlier entries are kept. ({reason})").format(reason=text),
        advice,
    )
