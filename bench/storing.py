"""A durable save, and a find, against the same work in bare SQLite."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bench import desks
from bench.measure import Ratio, compare, timed
from domain.filter import Filter
from storage.desk import Desk
from storage.driver import connect
from storage.filters import where_clause

SAVES = 300
FINDS = 60


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
