"""Desks for the tests of the window: facts by hand, and breaches that stand in every state."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from domain.breach import BreachState
from domain.clock import Clock, ManualClock
from domain.incident import Facts
from domain.instant import Span
from domain.marking import Marking, Tlp
from domain.position import Position
from domain.quantity import Quantity
from domain.source import SourceReport
from storage.desk import Desk
from storage.keys import Key

HOUR = timedelta(hours=1)
AUTHOR = "AB"


def create(path: Path, clock: Clock, *, marking: Marking | None = None, key: Key | None = None) -> Desk:
    """An empty desk, encrypted where a `key` is given."""
    return Desk.create(
        path,
        code="NTH",
        name="Northern desk",
        marking=marking or Marking(Tlp.AMBER),
        author=AUTHOR,
        clock=clock,
        key=key,
    )


def facts(clock: Clock, *, ago: timedelta = HOUR, width: timedelta = timedelta(), **changes: object) -> Facts:
    """Facts of an incident that began `ago` before now."""
    start = clock.now() - ago
    made = Facts(
        occurred=Span(start, start + width),
        kind="artillery",
        reported=start + width + timedelta(minutes=5) if ago - width > timedelta(minutes=5) else None,
        place="Orikhiv",
        oblast="UA-23",
        position=Position.of(47.5676, 35.7858),
        radius_m=1000,
        means="heard",
        quantity=Quantity.parse("≥ 12 explosions"),
        party_alleged="russian_military",
        description="Outgoing fire heard, then impacts in the east of the town.",
        sources=(SourceReport.of("Patrol 3", "B2"),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def breach(
    desk: Desk,
    clock: Clock,
    *,
    ago: timedelta,
    width: timedelta = timedelta(),
    title: str = "Artillery fire on Orikhiv",
    place: str = "Orikhiv",
) -> str:
    """An incident `ago`, assessed as a breach; gives the number of the breach."""
    incident = desk.incidents.log(facts(clock, ago=ago, width=width, place=place), author=AUTHOR)
    made = desk.breaches.open(
        incident.number, title=title, anchor="occurred", basis="patrol report", author=AUTHOR
    )
    return made.number


def populate(desk: Desk, clock: ManualClock) -> dict[str, str]:
    """Breaches in different states: a name for each, and the number it was given."""
    made = {
        "fresh": breach(desk, clock, ago=2 * HOUR, title="Drone overflight at Krynky", place="Krynky"),
        "soon": breach(desk, clock, ago=20 * HOUR, title="Mortar fire near Siversk", place="Siversk"),
        "band": breach(
            desk, clock, ago=24 * HOUR, width=HOUR, title="Shelling of Kupiansk", place="Kupiansk"
        ),
        "late": breach(desk, clock, ago=30 * HOUR, title="Assault near Pokrovsk", place="Pokrovsk"),
        "answered": breach(desk, clock, ago=48 * HOUR, title="Strike on a substation", place="Nikopol"),
        "settled": breach(desk, clock, ago=10 * HOUR, title="Jamming over Odesa", place="Odesa"),
        "closed": breach(desk, clock, ago=26 * HOUR, title="Sniper fire at Huliaipole", place="Huliaipole"),
    }
    act(desk, clock, made["answered"], phase=1, ago=40 * HOUR)
    act(desk, clock, made["answered"], phase=1, ago=39 * HOUR, completes=False)
    desk.breaches.assess(made["answered"], phase=2, answer="yes", basis="still firing", author=AUTHOR)
    act(desk, clock, made["settled"], phase=1, ago=HOUR)
    for phase in (2, 3):
        desk.breaches.assess(made["settled"], phase=phase, answer="no", basis="halted", author=AUTHOR)
    desk.breaches.turn(made["closed"], BreachState.CLOSED, reason="handed over", author=AUTHOR)
    for place in ("Nikopol", "Krynky", "Куп'янськ"):
        desk.incidents.log(facts(clock, place=place, kind="mortar"), author=AUTHOR)
    return made


def act(desk: Desk, clock: Clock, number: str, *, phase: int, ago: timedelta, completes: bool = True) -> None:
    """Record an action on a breach."""
    desk.breaches.act(
        number,
        phase=phase,
        response="warning issued",
        at=Span.at(clock.now() - ago),
        source="Liaison",
        completes=completes,
        author=AUTHOR,
    )
