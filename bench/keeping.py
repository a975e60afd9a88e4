"""What safety costs: opening, saving and checking a desk, without and with a passphrase, in one run."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from bench import desks
from bench.measure import Ratio, compare, timed
from domain.clock import ManualClock, SystemClock
from domain.incident import Facts
from storage import driver
from storage.backup import copy_to
from storage.desk import Desk
from storage.keys import Key
from storage.recrypt import recrypt
from storage.verify import verify

PASSPHRASE = "nineteen herons over the reservoir"
OPENINGS, SAVES, CHECKS = 30, 300, 3


def run(folder: Path, size: int) -> Iterator[Ratio]:
    """Each figure of a desk of `size` incidents, plain and encrypted."""
    plain = folder / "plain.desk"
    desks.make(plain, size).close()
    key = Key.new(PASSPHRASE)
    sealed = recrypt(plain, folder / "sealed.desk", key=None, new=key).path
    yield _opening(f"open a desk of {size:,}, plain", plain, None)
    yield _opening(f"open a desk of {size:,}, encrypted", sealed, key)
    yield compare(
        "key of a passphrase, once for each opening", lambda: timed(lambda: Key.of(sealed, PASSPHRASE)),
        "opening with the key", lambda: timed(lambda: _open(sealed, key).close()),
        runs=OPENINGS,
    )  # fmt: skip
    yield _saving(plain, sealed, key)
    yield compare(
        f"verify a desk of {size:,}, encrypted", lambda: timed(lambda: verify(sealed, key=key)),
        "the same plain", lambda: timed(lambda: verify(plain)),
        runs=CHECKS,
    )  # fmt: skip
    yield _copying(folder, plain, sealed, key)


def _open(path: Path, key: Key | None) -> Desk:
    return Desk.open(path, clock=SystemClock(), key=key)


def _opening(name: str, path: Path, key: Key | None) -> Ratio:
    """With the lock, the look at file and chain and whatever else comes before the first write."""

    def bare() -> None:
        connection = driver.connect(path, key=key)
        connection.execute("SELECT * FROM desk").fetchone()
        connection.close()

    return compare(
        name, lambda: timed(lambda: _open(path, key).close()), "a bare connection", lambda: timed(bare),
        runs=OPENINGS,
    )  # fmt: skip


def _saving(plain: Path, sealed: Path, key: Key) -> Ratio:
    facts: Iterator[Facts] = itertools.cycle(pair[0] for pair in desks.rows(2 * SAVES + 20))
    clock = ManualClock(desks.NOW + timedelta(days=1))
    with Desk.open(plain, clock=clock) as one, Desk.open(sealed, clock=clock, key=key) as other:
        return compare(
            "log one incident, durable, encrypted",
            lambda: timed(lambda: other.incidents.log(next(facts), author="BN")),
            "the same plain", lambda: timed(lambda: one.incidents.log(next(facts), author="BN")),
            runs=SAVES, warm=5,
        )  # fmt: skip


def _copying(folder: Path, plain: Path, sealed: Path, key: Key) -> Ratio:
    target = folder / "copy.desk"

    def copied(source: Path, used: Key | None) -> float:
        with suppress(FileNotFoundError):
            target.unlink()
        return timed(lambda: copy_to(source, target, key=used))

    return compare(
        "a verified backup, encrypted", lambda: copied(sealed, key),
        "the same plain", lambda: copied(plain, None),
        runs=CHECKS,
    )  # fmt: skip
