"""Does a desk file still hold? Integrity of the file, the chain, and the views against a replay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from domain.errors import DeskError, InvariantError
from domain.instant import from_ms
from domain.journal import Break, ChainCheck
from domain.words import N_, _
from storage import driver, schema
from storage.briefings import damaged_pages
from storage.desk_file import Header, check_version, looking, not_a_desk, read_header
from storage.driver import Connection, Row
from storage.evidence import damaged
from storage.keys import DamagedError, Key
from storage.replay import STEP, Progress, replay, silent

_CANNOT_FOLLOW = (
    *(DeskError, InvariantError, AttributeError, LookupError, TypeError, ValueError),
    RecursionError,  # brackets in brackets without end
)
"""What an entry raises whose chain holds and whose content is none of ours."""


@dataclass(slots=True)
class Verification:
    """What a check found. `head` is the digest of the last entry that holds; `entries` how many hold."""

    entries: int = 0
    head: str = ""
    first_broken: int | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.problems


def verify(
    path: Path, progress: Progress = silent, key: Key | None = None, *, aside: bool = False
) -> Verification:
    """Check a desk file without changing it; `key` opens an encrypted one.

    Nobody can open it for writing meanwhile who has not done so yet, unless `aside` says to let them.

    Raises `DeskError` where there is no such file, it is no desk, or a newer program made it, `StoppedError`
    where `progress` did.
    """
    result = Verification()
    try:
        header = read_header(path, key)
    except DamagedError as error:
        result.problems.append(error.reason)
        return result
    with looking(path, key, aside=aside) as connection:
        connection.row_factory = driver.Row
        try:
            connection.execute("BEGIN")  # one instant of the file: what is written meanwhile is not half seen
        except driver.Error as error:
            result.problems.append(_("The file is damaged: {reason}").format(reason=error.reason))
            return result
        _check(path, header, connection, result, progress)
    return result


def _check(
    path: Path, header: Header, connection: Connection, result: Verification, progress: Progress
) -> None:
    try:
        if not header.is_desk:
            _check_mark(path, connection, result)
        check_version(header.version)
        with driver.stop_when(connection, lambda: _asks_to_stop(progress)):
            _check_file(connection, result)
        _check_steps(header, connection, result)
        if header.version == schema.version():
            _check_tables(connection, result)
        _check_chain(connection, result, lambda share: progress(0.1 + 0.3 * share))
        if result.holds and header.version == schema.version():
            _check_views(connection, result, lambda share: progress(0.4 + 0.5 * share))
            progress(0.9)
            _check_evidence(connection, result)
    except driver.StoppedError:
        raise
    except driver.Error as error:
        result.problems.append(_("The file is damaged: {reason}").format(reason=error.reason))


def _asks_to_stop(progress: Progress) -> bool:
    try:
        progress(0.0)
    except driver.StoppedError:
        return True
    return False


def _check_mark(path: Path, connection: Connection, result: Verification) -> None:
    """A file without the mark of a desk is one with a damaged header if it has a journal; else it is none."""
    if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'journal'").fetchone() is None:
        raise not_a_desk(path)
    result.problems.append(_("The header does not carry the mark of a desk file."))


def _check_steps(header: Header, connection: Connection, result: Verification) -> None:
    """The format in the header is as many steps as were taken: else an older one would hide what is wrong."""
    steps = "SELECT count(*) FROM _sqlite_migrations WHERE migration_set = ?"
    taken = int(connection.execute(steps, (schema.migrations.name,)).fetchone()[0])
    if taken != header.version:
        result.problems.append(
            _("The header says format {found}, and the tables are of format {known}.").format(
                found=header.version, known=taken
            )
        )


def _check_file(connection: Connection, result: Verification) -> None:
    for (line,) in connection.execute("PRAGMA integrity_check(5)").fetchall():
        if line != "ok":
            result.problems.append(_("The file is damaged: {reason}").format(reason=line))


def _check_tables(connection: Connection, result: Verification) -> None:
    """Tables, indexes and the triggers that keep the journal append-only, as this program makes them."""
    fresh = driver.scratch()
    try:
        schema.create_all(Database(fresh, execute_plugins=False))
        expected, found = _definitions(fresh), _definitions(connection)
    finally:
        fresh.close()
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            result.problems.append(
                _("The file is not made as this program makes it: {name}.").format(name=name)
            )


def _definitions(connection: Connection) -> dict[str, tuple[object, ...]]:
    rows = connection.execute("SELECT name, type, tbl_name, sql FROM sqlite_schema").fetchall()
    return {str(row[0]): tuple(row)[1:] for row in rows}


def _check_chain(connection: Connection, result: Verification, progress: Progress) -> None:
    check, total = ChainCheck(), int(connection.execute("SELECT max(seq) FROM journal").fetchone()[0] or 1)
    for row in connection.execute("SELECT * FROM journal ORDER BY seq"):
        if not follows(check, row):
            break
        if check.count % STEP == 0:
            progress(check.count / total)
    result.entries, result.head = check.count, check.head
    if check.broken:
        result.first_broken = check.broken.seq
        result.problems.append(
            _("Entry {seq} does not hold: {reason}.").format(
                seq=check.broken.seq, reason=_(check.broken.reason)
            )
        )
    if result.entries == 0 and result.holds:
        result.problems.append(_("The journal is empty."))


def follows(check: ChainCheck, row: Row) -> bool:
    """Whether a row of the journal is the entry that comes next in the chain."""
    try:
        return check.add(
            seq=row["seq"], at=from_ms(row["at"]), author=row["author"], action=row["action"],
            record=row["record"], content=row["content"], previous=row["previous"], digest=row["digest"],
        )  # fmt: skip
    except (InvariantError, TypeError):  # a time beyond the calendar, bytes where text was
        check.broken = Break(check.count + 1, N_("its content does not match its digest"))
        return False


def _check_views(connection: Connection, result: Verification, progress: Progress) -> None:
    replayed = driver.scratch()
    try:
        replay(connection, replayed, progress)
        for table in schema.VIEW_TABLES:
            if difference := _first_difference(rows_of(connection, table), rows_of(replayed, table)):
                result.problems.append(
                    _("The view “{table}” does not match the journal at {row}.").format(
                        table=table, row=difference
                    )
                )
        if vocabulary_of(connection) != vocabulary_of(replayed):
            result.problems.append(_("The word index does not match the journal."))
    except driver.StoppedError:
        raise
    except _CANNOT_FOLLOW as error:
        result.problems.append(_("The journal cannot be replayed: {reason}").format(reason=error))
    finally:
        replayed.close()


def _check_evidence(connection: Connection, result: Verification) -> None:
    """Every file kept is hashed again."""
    for number in damaged(connection):
        result.problems.append(_("Evidence {number} does not match its SHA-256.").format(number=number))
    for serial in damaged_pages(connection):
        result.problems.append(_("The pages of {serial} do not match their SHA-256.").format(serial=serial))


def rows_of(connection: Connection, table: str) -> Iterator[tuple[object, ...]]:
    """All rows of a view by their key, as plain tuples."""
    return (tuple(row) for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY 1'))


def vocabulary_of(connection: Connection) -> list[tuple[object, ...]]:
    """Every word of the index with how often it stands in how many incidents."""
    writes = connection.execute("PRAGMA query_only").fetchone()[0]
    connection.execute("PRAGMA query_only = OFF")  # only to make a table in memory
    try:
        connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, incident_words, row)")
        rows = connection.execute("SELECT term, doc, cnt FROM temp.vocabulary ORDER BY term").fetchall()
        connection.execute("DROP TABLE temp.vocabulary")
    finally:
        connection.execute(f"PRAGMA query_only = {writes:d}")
    return [tuple(row) for row in rows]


def _first_difference(left: Iterator[tuple[object, ...]], right: Iterator[tuple[object, ...]]) -> str:
    missing = object()
    while True:
        a, b = next(left, missing), next(right, missing)
        if a is missing and b is missing:
            return ""
        if a != b:
            row = a if isinstance(a, tuple) else b
            return " · ".join(str(value) for value in row[:2]) if isinstance(row, tuple) else "?"
