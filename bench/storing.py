"""A durable save, and a find, against the same work in bare SQLite."""

from __future__ import annotations

import csv
import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from bench import desks
from bench.measure import Ratio, compare, timed
from domain.clock import ManualClock
from domain.filter import Filter
from storage import importing, schema
from storage.desk import Desk
from storage.driver import Row, connect
from storage.filters import where_clause
from storage.finding import WORD_COLUMNS, word_cells

SAVES = 300
FINDS = 60
IMPORTED = 10_000
IMPORTS = 5


def save(folder: Path, desk: Desk) -> Ratio:
    """One incident logged, against its rows (no index, no words) inserted bare with the same durability."""
    facts = [pair[0] for pair in desks.rows(2 * SAVES + 20)]
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA synchronous = FULL")
    rows = {table: _last_row(desk, table) for table in ("journal", "incident")}
    inserts = {}
    for table, row in rows.items():
        bare.execute(f"CREATE TABLE {table} ({', '.join(f'c{n}' for n in range(len(row)))})")
        inserts[table] = f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})"
    written = iter(facts)

    def insert() -> None:
        bare.execute("BEGIN IMMEDIATE")
        for table, row in rows.items():
            bare.execute(inserts[table], row)
        bare.execute("COMMIT")

    result = compare(
        "log one incident, durable",
        lambda: timed(lambda: desk.incidents.log(next(written), author="BN")),
        "bare sqlite3 insert of the same bytes",
        lambda: timed(insert),
        runs=SAVES,
        warm=5,
    )
    bare.close()
    return result


def _last_row(desk: Desk, table: str) -> tuple[object, ...]:
    connection = connect(desk.path, readonly=True)
    try:
        return tuple(connection.execute(f"SELECT * FROM {table} ORDER BY 1 DESC LIMIT 1").fetchone())
    finally:
        connection.close()


def find(desk: Desk, words: str, name: str) -> Ratio:
    """The first page of a find, against the same SQL on a bare connection."""
    chosen = Filter(words=words)
    where, values = where_clause(chosen)
    bare = connect(desk.path, readonly=True)

    def ours() -> None:
        ids = desk.incidents.ids(chosen)
        desk.incidents.page(ids[:100])

    def floor() -> None:
        ids = bare.execute(
            f"SELECT id FROM incident{where} ORDER BY occurred_from DESC, id DESC", values
        ).fetchall()
        first = [row[0] for row in ids[:100]]
        marks = ", ".join("?" * len(first))
        bare.execute(f"SELECT * FROM incident WHERE id IN ({marks})", first).fetchall()

    result = compare(name, lambda: timed(ours), "the same SQL, bare", lambda: timed(floor), runs=FINDS)
    bare.close()
    return result


def import_tables(folder: Path) -> list[Ratio]:
    """A CSV file read, checked and logged, against sqlite-utils' own bulk insert, at two depths.

    First of the same file into one table as it is. Then of what the program made of it, ready, into tables
    with the same indexes and words: what is left of the ratio is reading, checking and the chain of digests.
    """
    source = folder / "table.csv"
    _write_table(source)
    turns = itertools.count()

    def ours() -> float:
        desk = desks.empty(folder / f"import-{next(turns)}.desk", ManualClock(desks.NOW))
        took = timed(lambda: importing.commit(desk, importing.plan(source, now=desks.NOW), "BN"))
        assert desk.incidents.count() == IMPORTED, "every row is taken"
        desk.close()
        return took

    def as_it_is() -> float:
        made = folder / f"import-{next(turns)}.db"
        with _database(made) as database, source.open(encoding="utf-8", newline="") as file:
            return timed(lambda: database.table("row").insert_all(csv.DictReader(file)))

    ours()
    ready = _rows(folder / "import-0.desk")

    def same_tables() -> float:
        with _database(folder / f"import-{next(turns)}.db") as database:
            schema.create_all(database)

            def insert() -> None:
                with database.atomic():
                    for table, rows in ready.items():
                        database.table(table).insert_all(rows)

            return timed(insert)

    name = f"import a table of {IMPORTED:,} rows"
    return [
        compare(name, ours, "sqlite-utils insert_all of the same file", as_it_is, runs=IMPORTS),
        compare(name, ours, "sqlite-utils insert_all into the same tables", same_tables, runs=IMPORTS),
    ]


@contextmanager
def _database(path: Path) -> Iterator[Database]:
    path.touch()
    database = Database(connect(path, readonly=False), execute_plugins=False)
    yield database
    database.close()


def _rows(path: Path) -> dict[str, list[dict[str, object]]]:
    """What an import wrote into each table of a desk, without the first entry."""
    with Desk.open(path, clock=ManualClock(desks.NOW), readonly=True) as desk:
        incidents = desk.incidents.select(Filter())
    connection = connect(path, readonly=True)
    try:
        connection.row_factory = Row
        rows = {
            "journal": [dict(row) for row in connection.execute("SELECT * FROM journal ORDER BY seq")],
            "incident": [dict(row) for row in connection.execute("SELECT * FROM incident ORDER BY id")],
            "incident_box": [dict(row) for row in connection.execute("SELECT * FROM incident_box")],
        }
    finally:
        connection.close()
    words = (dict(zip(WORD_COLUMNS, word_cells(incident), strict=True)) for incident in incidents)
    return {**rows, "incident_words": [{"rowid": n, **cells} for n, cells in enumerate(words, 1)]}


def _write_table(path: Path) -> None:
    headings = ("id", "date", "time", "zone", "kind", "location", "latitude", "longitude", "number", "party")
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow((*headings, "description", "source", "grade"))
        for number, (facts, _origin) in enumerate(desks.rows(IMPORTED)):
            at, where, source = facts.occurred.earliest, facts.position, facts.sources[0]
            rows.writerow(
                (
                    f"X{number}", f"{at:%Y-%m-%d}", f"{at:%H:%M}", "UTC", facts.kind, facts.place,
                    where.lat if where else "", where.lon if where else "",
                    facts.quantity.low if facts.quantity else "", facts.party_alleged, facts.description,
                    source.name, str(source.grade),
                )
            )  # fmt: skip
