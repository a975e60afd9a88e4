"""Failures of power: what the disk may hold at any point of a work has, opened again, all that was promised.

A work is done once while every change of the disk is recorded. After each prefix of it the folder is built
anew: with everything that was written; with only what was synced; and torn, where of what was not synced any
part may be there, each sector by itself, and each change of the folder by itself.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

from sqlite_utils import Database, Migrations

from cli.briefs import make
from domain.clock import ManualClock
from domain.errors import DeskError
from domain.request import Request
from storage import schema
from storage.backup import back_up
from storage.desk import Desk
from storage.desk_file import connect, migrate
from storage.keys import Key
from storage.recrypt import recrypt
from tests.builders import AUTHOR, T0, facts, hours, new_desk, origin
from tests.torture.disk import Disk, Op, watched
from tests.torture.kills import CLOCK, judge
from tests.torture.victims import MIGRATED, ROWS

SECTOR = 512
KEPT, DROPPED, TORN = "kept", "dropped", "torn"
KEY = Key.new("seven storks over Orikhiv")
_SKIPPED = ("-shm", ".lock")
"""Files whose content nobody relies on after a failure of power."""
Work = Callable[[Path, Disk], None]


def saving(path: Path, disk: Disk) -> None:
    """Incidents, a breach; then the desk is closed, which writes everything into the file."""
    with Desk.open(path, clock=ManualClock(T0 + hours(5)), key=KEY) as desk:
        for size in (20, 9_000, 400):
            number = desk.incidents.log(facts(description="x" * size), author=AUTHOR).number
            disk.mark(number)
        made = desk.breaches.open(number, title="Shelling", anchor="occurred", basis="craters", author=AUTHOR)
        disk.mark(made.number)
        piece = desk.evidence.add(number, b"e" * 70_000, name="a.bin", received_by="OK", author=AUTHOR)
        assert piece is not None


def importing(path: Path, disk: Disk) -> None:
    """Two tables of forty rows."""
    with Desk.open(path, clock=ManualClock(T0 + hours(5)), key=KEY) as desk:
        for first in (0, 500):
            rows = [(facts(description=f"batch {first}"), origin(first + n)) for n in range(ROWS)]
            disk.mark(*desk.incidents.log_many(rows, author=AUTHOR).numbers)


def backing(path: Path, disk: Disk) -> None:
    """A backup, an entry, another backup."""
    clock = ManualClock(T0 + hours(6))
    with Desk.open(path, clock=ManualClock(T0 + hours(5)), key=KEY) as desk:
        for _each in range(2):
            disk.mark(desk.incidents.log(facts(), author=AUTHOR).number)
            clock.advance(timedelta(minutes=7))
            disk.mark(back_up(path, path.parent, now=clock.now(), key=KEY).path)


def issuing(path: Path, disk: Disk) -> None:
    """Two deadline sheets with serials."""
    clock = ManualClock(T0 + hours(6))
    with Desk.open(path, clock=clock, key=KEY) as desk:
        for each in range(2):
            target = path.with_name(f"sheet-{each}.pdf")
            made = make(desk, target, Request(kind="deadlines"), clock=clock, author=AUTHOR)
            disk.mark(made["serial"], target)


def migrating(path: Path, disk: Disk) -> None:
    """A step to a format that is to come."""
    connection = connect(path, readonly=False, key=KEY)
    before = schema.migrations
    try:
        schema.migrations = _with_a_step_more()
        migrate(path, connection, new=False, key=KEY)
        disk.mark("migrated")
    finally:
        schema.migrations = before
        connection.close()


def moving(path: Path, disk: Disk) -> None:
    """Under a passphrase, as a new file."""
    made = recrypt(path, path.with_name("moved.desk"), key=KEY, new=KEY)
    disk.mark(made.path)


def creating(path: Path, disk: Disk) -> None:
    """A desk where there was none, and its first entry."""
    with new_desk(path.parent, file="fresh.desk", key=KEY) as desk:
        disk.mark("created")
        disk.mark(desk.incidents.log(facts(), author=AUTHOR).number)


def _with_a_step_more() -> Migrations:
    more = copy(schema.migrations)
    more._migrations = list(schema.migrations._migrations)

    @more()
    def v999_invented(db: Database) -> None:
        db.conn.execute("CREATE TABLE invented (a INTEGER PRIMARY KEY, b TEXT) STRICT")
        for n in range(MIGRATED):
            db.conn.execute("INSERT INTO invented VALUES (?, ?)", (n, "x" * 200))

    return more


WORKS: dict[str, Work] = {
    work.__name__: work for work in (saving, importing, backing, issuing, migrating, moving, creating)
}


@dataclass
class _Held:
    """One file as the disk has it: what is durable, and what was written since."""

    durable: bytes = b""
    pending: list[Op] = field(default_factory=list)

    def now(self, chosen: Callable[[], bool] | None) -> bytes:
        """With everything pending, or with the sectors that `chosen` says yes to."""
        content = bytearray(self.durable)
        for op in self.pending:
            if op.kind in {"whole", "truncate"}:
                if chosen is None or chosen():
                    content = bytearray(op.data) if op.kind == "whole" else content[: op.offset]
                continue
            for start in range(0, len(op.data), SECTOR):
                if chosen is None or chosen():
                    part, at = op.data[start : start + SECTOR], op.offset + start
                    if len(content) < at:
                        content.extend(bytes(at - len(content)))
                    content[at : at + len(part)] = part
        return bytes(content)


def folder_after(ops: Sequence[Op], base: dict[str, bytes], variant: str, random: Random) -> dict[str, bytes]:
    """The files of a folder as a failure of power after `ops` may leave them."""
    files = {path: _Held(content) for path, content in base.items()}
    durable = dict(files)
    """Which name stands for which file, as the folder is on the disk."""
    pending: list[Op] = []
    for op in ops:
        match op.kind:
            case "make":
                files[op.path] = _Held()
                pending.append(op)
            case "write" | "truncate" | "whole":
                files.setdefault(op.path, _Held()).pending.append(op)
            case "sync":
                held = files.setdefault(op.path, _Held())
                held.durable, held.pending = held.now(None), []
                durable[op.path] = held  # a synced file has its name, on every file system of today
            case "delete":
                files.pop(op.path, None)
                pending.append(op)
            case "rename":
                if op.path in files:
                    files[op.other] = files.pop(op.path)
                pending.append(op)
            case "syncdir":
                durable, pending = dict(files), []
    if variant == KEPT:
        return {path: held.now(None) for path, held in files.items()}
    chosen = (lambda: False) if variant == DROPPED else (lambda: random.random() < 0.5)
    names = _names(durable, files, pending, chosen)
    return {path: held.now(chosen) for path, held in names.items()}


def _names(
    durable: dict[str, _Held], files: dict[str, _Held], pending: Sequence[Op], chosen: Callable[[], bool]
) -> dict[str, _Held]:
    """The folder with those of its changes that reached the disk, in their order."""
    names = dict(durable)
    for op in pending:
        if not chosen():
            continue
        if op.kind == "make" and op.path in files:
            names.setdefault(op.path, files[op.path])
        elif op.kind == "delete":
            names.pop(op.path, None)
        elif op.kind == "rename" and op.path in names:
            names[op.other] = names.pop(op.path)
    return names


def record(work: str, folder: Path) -> tuple[Disk, dict[str, bytes]]:
    """A work done once on a fresh encrypted desk, and the files as they were before."""
    folder.mkdir(parents=True)
    with new_desk(folder, key=KEY) as desk:
        desk.incidents.log(facts(), author=AUTHOR)
    base = {str(each): each.read_bytes() for each in folder.iterdir()}
    disk = Disk()
    with watched(disk):
        WORKS[work](folder / "north.desk", disk)
    return disk, base


def _judge(work: str, nest: Path, said: list[str]) -> None:
    if work == "creating":
        fresh = nest / "fresh.desk"
        if not said:
            with suppress(DeskError):
                Desk.open(fresh, clock=CLOCK, key=KEY).close()
            return
        judge(work, fresh, said[1:], KEY)
    judge(work, nest / "north.desk", said if work != "creating" else [], KEY)


def cut(folder: Path, work: str, points: int | None, seed: int) -> Counter[str]:
    """Cut the power at so many points of a work, or after every change. Raises `AssertionError`."""
    random, tally = Random(seed), Counter[str]()
    disk, base = record(work, folder / work)
    prefixes = list(range(len(disk.ops) + 1))
    if points is not None and points < len(prefixes):
        prefixes = sorted(random.sample(prefixes, points))
    for prefix in prefixes:
        ops = disk.ops[:prefix]
        for variant in (KEPT, DROPPED, TORN):
            said = [op.path for op in ops if op.kind == "mark"]
            nest = folder / f"{work}-{prefix}-{variant}"
            for path, content in folder_after(ops, base, variant, random).items():
                if not path.endswith(_SKIPPED):
                    target = nest / Path(path).relative_to(folder / work)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(content)
            told = [line.replace(str(folder / work), str(nest)) for line in said]
            try:
                _judge(work, nest, told)
            except AssertionError as error:
                raise AssertionError(
                    f"{work}, {variant} after {prefix} of {len(disk.ops)}: {error}"
                ) from error
            tally[variant] += 1
            shutil.rmtree(nest)
    return tally
