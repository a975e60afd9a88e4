"""The driver: its failures are the world's, told in words; its bugs stay bugs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from domain.clock import ManualClock
from domain.errors import DeskError
from domain.filter import Filter
from storage import driver
from storage.desk import Desk
from storage.desk_file import read_header
from storage.driver import Connection
from storage.verify import verify
from tests.builders import T0, facts, new_desk
from tests.storage.desks import uncovered

FIRST = "CV-2026-000001"


@pytest.fixture
def connection() -> Iterator[Connection]:
    connection = driver.scratch()
    connection.execute("CREATE TABLE t (a INTEGER NOT NULL) STRICT")
    yield connection
    connection.close()


def test_every_way_to_ask_tells_failures_alike(connection: Connection, tmp_path: Path) -> None:
    with pytest.raises(driver.Error, match="could not be read"):
        connection.execute("SELECT * FROM nowhere")
    with pytest.raises(driver.Error, match="NOT NULL"):
        connection.executemany("INSERT INTO t VALUES (?)", [(1,), (None,)])
    connection.set_progress_handler(lambda: 1, 1)
    with pytest.raises(driver.Error, match="interrupted"):
        list(connection.execute("SELECT a FROM t"))
    connection.set_progress_handler(None, 0)
    new_desk(tmp_path).close()
    target = driver.connect(tmp_path / "north.desk", readonly=True)
    with pytest.raises(driver.Error, match="readonly"):
        connection.backup(target)
    target.close()


def test_a_backup_is_a_copy(connection: Connection) -> None:
    target = driver.scratch()
    connection.backup(target)
    assert target.execute("SELECT count(*) FROM t").fetchone()[0] == 0
    target.close()


def test_failures_come_with_any_row(connection: Connection) -> None:
    connection.executemany("INSERT INTO t VALUES (?)", [(n,) for n in range(3)])
    sql = "SELECT iif(a < 2, a, abs(-9223372036854775808)) FROM t"
    for fetch in ("fetchone", "fetchmany", "fetchall", "__next__"):
        ask = getattr(connection.execute(sql), fetch)
        with pytest.raises(driver.Error, match="integer overflow"):
            [ask() for _row in range(3)]


def test_calls_out_of_turn_are_bugs(connection: Connection) -> None:
    cursor = connection.execute("SELECT 1 UNION SELECT 2")
    cursor.close()
    for fetch in ("fetchone", "fetchmany", "fetchall", "__next__"):
        with pytest.raises(Exception, match="closed cursor") as caught:
            getattr(cursor, fetch)()
        assert not isinstance(caught.value, DeskError)
    with pytest.raises(Exception, match=r"bindings? supplied") as caught:
        connection.execute("SELECT ?", ())
    assert not isinstance(caught.value, DeskError)


@pytest.mark.parametrize("name", ["a b.desk", "50 %?x=1#y.desk", "стіл.desk", "'q\".desk"])
def test_any_file_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    with new_desk(tmp_path, file=name) as desk:
        desk.incidents.log(facts(), author="OK")
    assert [path.name for path in tmp_path.iterdir()] == [name]
    with Desk.open(tmp_path / name, clock=ManualClock(T0), readonly=True) as desk:
        assert desk.incidents.count() == 1
    assert verify(tmp_path / name).holds


def test_a_transaction_that_cannot_begin_or_end_is_told(connection: Connection) -> None:
    def write(*statements: str) -> None:
        with driver.immediate(connection):
            for statement in statements:
                connection.execute(statement)

    with pytest.raises(DeskError, match="Nothing of this entry was saved"):
        write("INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (NULL)")
    assert connection.execute("SELECT count(*) FROM t").fetchone()[0] == 0
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("CREATE TABLE p (id INTEGER PRIMARY KEY)")
    connection.execute("CREATE TABLE c (p INTEGER REFERENCES p DEFERRABLE INITIALLY DEFERRED)")
    with pytest.raises(DeskError, match="FOREIGN KEY"):
        write("INSERT INTO c VALUES (9)")
    assert not connection.in_transaction
    assert connection.execute("SELECT count(*) FROM c").fetchone()[0] == 0


def test_a_file_that_is_none_cannot_be_connected_to(tmp_path: Path) -> None:
    for readonly in (True, False):
        with pytest.raises(driver.Error, match="unable to open"):
            driver.connect(tmp_path / "none.desk", readonly=readonly)
    (tmp_path / "text").write_text("not a database " * 300)
    with pytest.raises(driver.Error, match="not a database"):
        driver.connect(tmp_path / "text")
    assert not (tmp_path / "none.desk").exists()


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new_desk(tmp_path).close()

    def denied(*_args: object, **_options: object) -> None:
        raise PermissionError("denied")

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(DeskError, match="cannot be read"):
        read_header(tmp_path / "north.desk")


@pytest.mark.parametrize(
    ("change", "read"),
    [
        ("UPDATE incident SET said = 1", lambda desk: desk.incidents.get(FIRST)),
        ("UPDATE journal SET content = 'x'", lambda desk: desk.incidents.select(Filter())),
        ("UPDATE incident SET logged_at = 9223372036854775807", lambda desk: desk.incidents.page([1])),
        ("UPDATE desk SET tlp = 'TLP:WHITE'", lambda desk: desk.info),
        ("UPDATE protocol SET content = '[]'", lambda desk: desk.protocols.get("FT-2026 v1")),
        ("UPDATE journal SET content = '{}' WHERE seq = 2", lambda desk: desk.incidents.history(FIRST)),
        ("ALTER TABLE briefing RENAME COLUMN pages TO sheets", lambda desk: desk.briefings.saved()),
    ],
)  # fmt: skip
def test_a_record_that_gives_no_value_is_told_as_damage(
    tmp_path: Path, change: str, read: Callable[[Desk], object]
) -> None:
    with new_desk(tmp_path) as desk:
        desk.incidents.log(facts(), author="OK")
        now = desk.journal.last_at()
        assert now is not None
        desk.briefings.record(
            "BRF-2026-0001", title="x", period=(T0, now), cut_off=now, produced_at=now, pages=1, pdf=b"",
            author="OK",
        )  # fmt: skip
        with uncovered(tmp_path / "north.desk") as file:
            file.execute(change)
        with pytest.raises(DeskError, match="file is damaged"):
            read(desk)
