"""The journal, played again: every view from nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlite_utils import Database

from domain.journal import Entry
from storage import driver, schema, views
from storage.driver import Connection
from storage.rows import entry_from_row

Progress = Callable[[float], object]
"""Is told the share that is done, 0 to 1. It stops the work by raising `StoppedError`."""
STEP = 500
"""Entries between two reports of progress."""


def silent(_share: float) -> None:
    """Nobody asks how far it is."""


def replay(source: Connection, target: Connection, progress: Progress = silent) -> None:
    """Apply every entry of `source`'s journal to empty views in `target`, which gets the journal too."""
    target.row_factory = driver.Row
    schema.create_all(Database(target, execute_plugins=False))
    with driver.immediate(target):
        # One table after the other: a word index that is written to between others is slow.
        target.executemany(
            "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (tuple(row) for row in source.execute("SELECT * FROM journal ORDER BY seq")),
        )
        views.apply_all(target, _entries(source, progress))


def rebuild(connection: Connection, progress: Progress = silent) -> None:
    """Empty every view of a desk and make it again from the journal, inside the caller's transaction.

    Raises `DeskError` or `InvariantError` where the journal does not allow it.
    """
    connection.row_factory = driver.Row
    schema.empty_views(Database(connection, execute_plugins=False))
    views.apply_all(connection, _entries(connection, progress))


def _entries(source: Connection, progress: Progress) -> Iterator[Entry]:
    total = int(source.execute("SELECT max(seq) FROM journal").fetchone()[0] or 1)
    for row in source.execute("SELECT * FROM journal ORDER BY seq"):
        yield entry_from_row(row)
        if row[0] % STEP == 0:
            progress(row[0] / total)
