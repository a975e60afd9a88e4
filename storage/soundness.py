"""The look at a desk when it is opened: short whatever its size, and before anything is written to it.

SQLite's quick check of the file for as long as it may take, then the chain of the last entries. What this
look does not reach, `verify` finds, which the window runs behind it.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.clock import Clock
from domain.journal import ChainCheck
from domain.words import _
from storage import driver
from storage.driver import Connection
from storage.verify import follows

LONGEST = 0.15
"""Seconds the check of the file may take: enough for a desk of some ten thousand incidents, whole."""
_PAGES = 100
"""Pages that are checked before the clock is asked: some milliseconds, of an encrypted desk as well."""
LAST = 500
"""Entries at the end whose chain is checked."""
_READABLE = ("desk", "protocol", "incident", "breach", "place", "evidence", "briefing")


def look(connection: Connection, clock: Clock) -> str:
    """What is wrong with an open desk at first sight; empty where nothing is."""
    connection.row_factory = driver.Row
    try:
        return _file(connection, clock) or _last_entries(connection)
    except driver.Error as error:
        return _("The file is damaged: {reason}").format(reason=error.reason)


def unreadable(connection: Connection) -> Sequence[str]:
    """The tables of a damaged desk of which not every row can be read, the journal among them."""
    found = []
    for table in ("journal", *_READABLE):
        try:
            for _row in connection.execute(f'SELECT * FROM "{table}"'):
                pass
        except driver.Error:
            found.append(table)
    return found


def _file(connection: Connection, clock: Clock) -> str:
    until = clock.monotonic() + LONGEST
    try:
        with driver.stop_when(connection, lambda: clock.monotonic() > until, _PAGES):
            (line,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except driver.StoppedError:
        return ""
    return "" if line == "ok" else _("The file is damaged: {reason}").format(reason=line)


def _last_entries(connection: Connection) -> str:
    rows = connection.execute("SELECT * FROM journal ORDER BY seq DESC LIMIT ?", (LAST + 1,)).fetchall()
    if not rows:
        return ""
    rows.reverse()
    check = ChainCheck()
    if rows[0]["seq"] != 1:
        check.count, check.head = rows[0]["seq"], rows[0]["digest"]
        rows = rows[1:]
    for row in rows:
        if not follows(check, row) and check.broken:
            return _("Entry {seq} does not hold: {reason}.").format(
                seq=check.broken.seq, reason=_(check.broken.reason)
            )
    return ""
