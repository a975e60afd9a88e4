"""What is done to a desk until the process is killed: `python -m tests.torture.victims WORK DESK SEED`.

A victim says `ready` once, then one line for each thing it was promised to be durable.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random

from sqlite_utils import Database

from cli.briefs import make
from domain.clock import ManualClock
from domain.request import Request
from storage import schema
from storage.backup import back_up
from storage.desk import Desk
from storage.desk_file import connect, migrate
from storage.keys import Key, is_encrypted
from tests.builders import AUTHOR, T0, facts, hours, origin

MIGRATED = 3_000
"""Rows the invented migration writes."""
ROWS = 40
PASSPHRASE = "seven storks over Orikhiv"


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def saving(path: Path, random: Random, key: Key | None) -> None:
    """One incident after the other, some corrected, some assessed as breaches."""
    with Desk.open(path, clock=ManualClock(T0 + hours(5)), key=key) as desk:
        say("ready")
        while True:
            number = desk.incidents.log(
                facts(description="x" * random.randrange(6_000)), author=AUTHOR
            ).number
            say(number)
            if random.random() < 0.3:
                made = desk.breaches.open(
                    number, title="Shelling", anchor="occurred", basis="craters", author=AUTHOR
                )
                say(made.number)


def importing(path: Path, random: Random, key: Key | None) -> None:
    """Tables of forty rows: each whole or not at all."""
    with Desk.open(path, clock=ManualClock(T0 + hours(5)), key=key) as desk:
        say("ready")
        while True:
            first = random.randrange(10**9)
            rows = [(facts(description=f"batch {first}"), origin(first + n)) for n in range(ROWS)]
            say(*desk.incidents.log_many(rows, author=AUTHOR).numbers)


def migrating(path: Path, random: Random, key: Key | None) -> None:
    """A step to a format that is to come: a copy first, then the change."""
    del random

    @schema.migrations()
    def v999_invented(db: Database) -> None:
        db.conn.execute("CREATE TABLE invented (a INTEGER PRIMARY KEY, b TEXT) STRICT")
        for n in range(MIGRATED):
            db.conn.execute("INSERT INTO invented VALUES (?, ?)", (n, "x" * 200))

    connection = connect(path, readonly=False, key=key)
    say("ready")
    migrate(path, connection, new=False, key=key)
    say("migrated")
    sys.stdin.readline()


def backing(path: Path, random: Random, key: Key | None) -> None:
    """Backup after backup beside the desk, which grows meanwhile."""
    clock = ManualClock(T0 + hours(random.randrange(10**5)))
    with Desk.open(path, clock=ManualClock(T0 + hours(5)), key=key) as desk:
        say("ready")
        while True:
            say(desk.incidents.log(facts(), author=AUTHOR).number)
            clock.advance(timedelta(minutes=7))
            say(back_up(path, path.parent, now=clock.now(), key=key).path)


def issuing(path: Path, random: Random, key: Key | None) -> None:
    """Deadline sheets with serials, each in a file of its own."""
    clock = ManualClock(T0 + hours(6))
    with Desk.open(path, clock=clock, key=key) as desk:
        say("ready")
        while True:
            target = path.with_name(f"sheet-{random.randrange(10**12)}.pdf")
            made = make(desk, target, Request(kind="deadlines"), clock=clock, author=AUTHOR)
            say(made["serial"], target)


WORKS: dict[str, Callable[[Path, Random, Key | None], None]] = {
    work.__name__: work for work in (saving, importing, migrating, backing, issuing)
}

if __name__ == "__main__":
    target = Path(sys.argv[2])
    WORKS[sys.argv[1]](
        target, Random(sys.argv[3]), Key.of(target, PASSPHRASE) if is_encrypted(target) else None
    )
