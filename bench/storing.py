"""A durable save, and a find, against the same work in bare SQLite."""

from __future__ import annotations

import csv
import itertools
import sqlite3
from pathlib import Path

from sqlite_utils import Database

from bench import desks
from bench.measure import Ratio, compare, timed
from domain.clock import ManualClock
from domain.filter import Filter
from storage import importing
from storage.desk import Desk
from storage.driver import connect
from storage.filters import where_clause

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


def import_table(folder: Path) -> Ratio:
    """A CSV file read, checked and logged, against the same file put into a table as it is by sqlite-utils.

    What the program does besides: times, places and kinds understood, refused or noted; an entry for each row
    in the chain of digests; words, positions and indexes to find it by.
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

    def floor() -> float:
        database = Database(str(folder / f"import-{next(turns)}.db"))
        database.enable_wal()
        with source.open(encoding="utf-8", newline="") as file:
            took = timed(lambda: database.table("row").insert_all(csv.DictReader(file)))
        database.close()
        return took

    name = f"import a table of {IMPORTED:,} rows"
    return compare(name, ours, "sqlite-utils insert_all of the same rows", floor, runs=IMPORTS)


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
