"""Big desks of invented incidents, the same ones every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.clock import Clock, ManualClock
from domain.incident import Facts, Origin, incident_number
from domain.instant import Span
from domain.marking import Marking
from domain.position import Position
from domain.quantity import Quantity
from domain.source import SourceReport
from domain.vocabulary import KINDS
from storage.desk import Desk

NOW = datetime(2026, 11, 23, 14, 7, 31, tzinfo=UTC)
PLACES = ("Lypova Balka", "Stara Mlynivka", "Verbove Pole", "Куп'янка Друга", "Kamianyi Brid", "Nova Hreblia")
WORDS = (
    "undetermined explosions heard north of the position windows of the school broken no casualties "
    "reported by the village head a drone was seen flying east fire continued until dawn two craters "
    "near the road substation damaged"
).split()


def rows(count: int) -> Iterator[tuple[Facts, Origin]]:
    """`count` varied incidents of the year before `NOW`."""
    chance = random.Random(2026)
    kinds = [term.key for term in KINDS]
    for number in range(count):
        at = NOW - timedelta(seconds=chance.randrange(365 * 86400))
        facts = Facts(
            occurred=Span.at(at.replace(second=0, microsecond=0)),
            kind=chance.choice(kinds),
            place=chance.choice(PLACES),
            oblast="UA-23",
            position=Position.of(47 + chance.random(), 35 + chance.random()),
            radius_m=1000,
            quantity=Quantity.parse(str(chance.randrange(1, 40))) if chance.random() < 0.7 else None,
            party_alleged="russian_military",
            description=" ".join(chance.choices(WORDS, k=24)),
            sources=(
                SourceReport.of(
                    f"patrol N-{chance.randrange(9)}", chance.choice("ABCDEF") + chance.choice("123456")
                ),
            ),
        )
        yield facts, Origin(file="bench", row=number, fingerprint=f"bench-{number}", original={})


def empty(path: Path, clock: Clock) -> Desk:
    """A desk with nothing in it, open for writing."""
    marking = Marking(exercise=True)
    return Desk.create(path, code="BEN", name="Bench desk", marking=marking, author="BN", clock=clock)


def number_of(serial: int) -> str:
    """The number of the incident with that serial."""
    return incident_number(NOW.year, serial)


def make(path: Path, count: int) -> Desk:
    """A desk with `count` incidents, open for writing."""
    desk = empty(path, ManualClock(NOW))
    desk.incidents.log_many(rows(count), author="BN")
    return desk
