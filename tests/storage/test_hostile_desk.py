"""A desk somebody made to harm: its chain holds, what its entries say may not. It ends nothing."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from domain.clock import ManualClock
from domain.errors import DeskError
from domain.instant import from_ms, to_ms
from domain.journal import digest_of
from storage import driver
from storage.backup import back_up
from storage.desk import Desk
from storage.salvage import salvage
from storage.verify import verify
from tests.builders import AUTHOR, T0, facts, hours, new_desk

CLOCK = ManualClock(T0 + hours(9_000))
DEEP = "[" * 100_000 + "]" * 100_000
HOSTILE = {
    "deep": ("incident.logged", "CV-2026-000002", f'{{"facts":{DEEP}}}'),
    "no object": ("incident.logged", "CV-2026-000002", "[]"),
    "no JSON": ("incident.logged", "CV-2026-000002", "{"),
    "nothing": ("incident.logged", "CV-2026-000002", "{}"),
    "numbers": ("incident.logged", "CV-2026-000002", '{"facts":1e999,"origin":NaN}'),
    "a long number": ("incident.logged", "CV-2026-000002", '{"facts":' + "9" * 5_000 + "}"),
    "wrong number": ("incident.logged", "'; DROP TABLE journal; --", '{"facts":{}}'),
    "no view": ("incident.exploded", "CV-2026-000001", "{}"),
    "no kind": ("__class__", "x", "{}"),
    "a desk again": ("desk.created", "desk", '{"code":"X"}'),
    "undoes itself": ("incident.undone", "CV-2026-000001", '{"undoes":2}'),
    "undoes nothing": ("incident.undone", "CV-2026-000001", '{"undoes":-1}'),
    "assessed by nobody": ("incident.assessed", "CV-2026-000001", '{"status":[],"determination":{}}'),
    "merged with itself": ("incident.merged", "CV-2026-000001", '{"into":"CV-2026-000001"}'),
    "a clock from nowhere": ("breach.opened", "BR-2026-0001", '{"incident":"CV-2026-000009","t0":"never"}'),
    "a file without bytes": (
        "evidence.added",
        "EV-2026-000001",
        '{"incident":"CV-2026-000001","custody":{}}',
    ),
    "a briefing": ("briefing.issued", "../../etc/passwd", '{"title":null}'),
    "a protocol": ("protocol.adopted", "P v1", '{"protocol":{"phases":[{"hours":-1}]}}'),
    "a place": ("place.added", "x", '{"position":["a","b"]}'),
}


def forged(folder: Path, action: str, record: str, content: str) -> Path:
    """A desk with one more entry that is sealed as it should be, made past the program."""
    with new_desk(folder) as desk:
        desk.incidents.log(facts(), author=AUTHOR)
        seq, head = desk.journal.head()
    path = folder / "north.desk"
    connection = driver.connect(path)
    try:
        at = from_ms(to_ms(T0 + hours(4)))
        digest = digest_of(seq + 1, at, AUTHOR, action, record, content, head)
        connection.execute(
            "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (seq + 1, to_ms(at), AUTHOR, action, record, content, head, digest),
        )
    finally:
        connection.close()
    return path


@pytest.mark.parametrize("name", HOSTILE)
def test_what_an_entry_says_never_ends_the_program(tmp_path: Path, name: str) -> None:
    path = forged(tmp_path, *HOSTILE[name])
    found = verify(path)
    assert found.entries == 3, "its chain holds"
    with suppress(DeskError), Desk.open(path, clock=CLOCK) as desk:
        desk.incidents.page(desk.incidents.ids())
        desk.breaches.open_cases()
        desk.briefings.saved()
        with suppress(DeskError):
            desk.journal.entries_of(HOSTILE[name][1])
        for number in ("CV-2026-000001", "CV-2026-000002"):
            with suppress(DeskError):
                desk.incidents.get(number)
    if not found.holds:
        with pytest.raises(DeskError, match="does not hold"):
            back_up(path, tmp_path, now=CLOCK.now())
    made = salvage(path, tmp_path / "salvaged.desk", author=AUTHOR, clock=CLOCK)
    assert (made.kept, [lost.seq for lost in made.lost]) in ((2, [3]), (3, []))
    assert verify(made.path).holds


@pytest.mark.parametrize("column", ["kind", "status", "determination", "grades", "place", "number"])
def test_a_column_of_a_view_that_was_changed_is_noticed(tmp_path: Path, column: str) -> None:
    with new_desk(tmp_path) as desk:
        desk.incidents.log(facts(), author=AUTHOR)
    path = tmp_path / "north.desk"
    connection = driver.connect(path)
    connection.execute(f"UPDATE incident SET {column} = ?", (DEEP,))
    connection.close()
    with suppress(DeskError), Desk.open(path, clock=CLOCK) as desk:
        desk.incidents.page(desk.incidents.ids())
    assert not verify(path).holds
