"""The one module that names the SQLite driver.

`sqlcipher3` carries SQLite 3.53.4, which is past the WAL-reset corruption bug of 3.7.0–3.51.2 that the
SQLite inside most Pythons still has, and can open encrypted desks with the same calls.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from domain.errors import DeskError
from domain.words import _

if TYPE_CHECKING:  # sqlcipher3 is the standard module built against another library: same calls, no types
    from sqlite3 import Connection, DatabaseError, Error, Row
else:
    from sqlcipher3.dbapi2 import Connection, DatabaseError, Error, Row

__all__ = ["Connection", "Error", "Row", "cannot_write", "connect", "immediate", "scratch", "version"]

BUSY_MS = 5_000


def connect(path: Path, *, readonly: bool = False) -> Connection:
    """A connection in autocommit mode: every transaction is opened in so many words.

    Writers use WAL and `synchronous=FULL`: a commit returns after its data are on the disk. Raises `Error`.
    """
    mode = "ro" if readonly else "rw"
    suffix = ""
    if readonly and not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists():
        suffix = "&immutable=1"  # without a shared-memory file SQLite needs to be told that nobody writes
    uri = f"{path.absolute().as_uri()}?mode={mode}{suffix}"
    connection: Connection = dbapi2.connect(uri, uri=True, isolation_level=None, timeout=BUSY_MS / 1000)
    try:
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


def scratch() -> Connection:
    """An empty temporary database that spills to disk and vanishes when closed."""
    connection: Connection = dbapi2.connect("", isolation_level=None)
    return connection


def version() -> str:
    """The SQLite version in use."""
    return str(dbapi2.sqlite_version)


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
    except DatabaseError as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise cannot_write(error) from error


def cannot_write(error: Exception) -> DeskError:
    """A failed write in words a user can act on."""
    text = str(error)
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
