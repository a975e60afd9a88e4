"""Flips one byte of a desk at a time: it is noticed, or every record reads as before."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random

from domain.clock import ManualClock
from domain.errors import DeskError
from storage.backup import back_up, last_good
from storage.desk import Desk
from storage.keys import Key
from storage.verify import verify
from tests.builders import T0, new_desk
from tests.storage.desks import Analyst


def flip(folder: Path, flips: int, seed: int, key: Key | None = None) -> tuple[int, int]:
    """So many flips; gives how many were noticed and how many did no harm. Raises `AssertionError`."""
    clock = ManualClock(T0)
    with new_desk(folder, clock, key=key) as desk:
        Analyst(desk, clock, Random(seed)).work(50)
    path, random = folder / "north.desk", Random(seed)
    backup = back_up(path, folder, now=T0, key=key)
    sound, expected = path.read_bytes(), _read(path, key)
    noticed = 0
    for number in range(flips):
        damaged = bytearray(sound)
        offset = random.randrange(100) if number % 20 == 0 else random.randrange(len(sound))
        damaged[offset] ^= 1 << random.randrange(8)
        path.write_bytes(damaged)
        holds = False
        with suppress(DeskError):
            holds = verify(path, key=key).holds
        noticed += not holds
        if holds:
            assert _read(path, key) == expected, f"byte {offset} changed a record and was not noticed"
        else:
            with suppress(DeskError), Desk.open(path, clock=clock, key=key) as opened:
                opened.cannot_read()
        for left in ("-wal", "-shm"):
            path.with_name(path.name + left).unlink(missing_ok=True)
        if number % 50 == 0:
            good = last_good(path, [folder], key=key)
            assert good is not None
            assert good[1].head == backup.head
    path.write_bytes(sound)
    assert verify(path, key=key).holds
    return noticed, flips - noticed


def _read(path: Path, key: Key | None) -> object:
    with Desk.open(path, clock=ManualClock(T0 + timedelta(days=365)), readonly=True, key=key) as desk:
        incidents = desk.incidents.page(desk.incidents.ids())
        entries = [desk.journal.entries_of(incident.number) for incident in incidents]
        return desk.info, desk.journal.head(), incidents, entries, desk.breaches.open_cases()
