"""The exercise desk: a few days of an invented desk, made through the same door as a real one.

It shows every state a clock can have and every kind of entry, for those who learn the program and for
those who check it. Everything in it is marked EXERCISE; the story itself is data, in `exercise.toml`.
"""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from domain.breach import BreachState
from domain.casualties import Casualties
from domain.clock import JumpWatch, ManualClock
from domain.incident import Facts
from domain.instant import KYIV, Span, from_ms, local_day, to_ms
from domain.marking import Marking
from domain.position import Position
from domain.quantity import Quantity
from domain.source import SourceReport
from storage.desk import Desk

STORY = Path(__file__).with_name("exercise.toml")
CODE = "EXN"
NAME = "Exercise North"
LINE = "all of it is invented"
BEGAN_HOURS = 120
"""The desk is opened this many hours before now."""

_TURNS = {"close": BreachState.CLOSED, "void": BreachState.VOIDED, "reopen": BreachState.OPEN}


def build_exercise(path: Path, *, now: datetime) -> None:
    """Make the exercise desk at `path`, its last entry shortly before `now` (UTC).

    The same `now` gives the same entries. Raises `DeskError` where the file is there or cannot be written.
    """
    story = tomllib.loads(STORY.read_text(encoding="utf-8"))
    base = from_ms(to_ms(now)).replace(second=0, microsecond=0)
    clock = ManualClock(base - timedelta(hours=BEGAN_HOURS))
    marking = Marking.of("TLP:AMBER", LINE, exercise=True)
    with Desk.create(path, code=CODE, name=NAME, marking=marking, author="OK", clock=clock) as desk:
        _Teller(desk, clock, base).tell(story)


class _Teller:
    """Moves the clock from one event of the story to the next, and does what it says."""

    def __init__(self, desk: Desk, clock: ManualClock, base: datetime) -> None:
        self._desk = desk
        self._clock = clock
        self._base = base
        self._incidents: dict[str, str] = {}
        self._breaches: dict[str, str] = {}

    def tell(self, story: dict[str, list[dict[str, Any]]]) -> None:
        events = [(item["logged"], self._log, item) for item in story["incident"]]
        events += [(item["at"], self._do, item) for item in story["step"]]
        for hours, act, item in sorted(events, key=lambda event: -event[0]):
            self._clock.advance(max(self._before(hours) - self._clock.now(), timedelta(0)))
            act(item)

    def _before(self, hours: float) -> datetime:
        """The instant so many hours before now, on a full minute."""
        return self._base - timedelta(minutes=round(hours * 60))

    def _log(self, item: dict[str, Any]) -> None:
        incident = self._desk.incidents.log(self._facts(item), author=item["by"])
        self._incidents[item["id"]] = incident.number

    def _facts(self, item: dict[str, Any]) -> Facts:
        position = Position.of(Decimal(item["lat"]), Decimal(item["lon"])) if "lat" in item else None
        return Facts(
            occurred=self._occurred(item),
            reported=self._before(item["reported"]) if "reported" in item else None,
            kind=item["kind"],
            place=item.get("place", ""),
            place_unknown=item.get("place_unknown", False),
            oblast=item.get("oblast", ""),
            position=position,
            radius_m=item.get("radius_m"),
            means=item["means"],
            quantity=Quantity.parse(item.get("quantity", "")),
            weapon=item.get("weapon", ""),
            party_alleged=item["party"],
            description=f"EXERCISE. {item['text']}",
            comment=item.get("comment", ""),
            sources=tuple(SourceReport.of(*source) for source in item["sources"]),
            tags=tuple(item["tags"]),
            casualties=Casualties.parse(item.get("casualties", "")),
            infrastructure=tuple(item.get("infrastructure", ())),
        )

    def _occurred(self, item: dict[str, Any]) -> Span:
        if "day" in item:
            logged = self._before(item["logged"]).astimezone(KYIV)
            return local_day(logged.date() - timedelta(days=item["day"]), KYIV)
        begin = self._before(item["at"])
        margin = timedelta(minutes=item.get("margin_min", 0))
        return Span(begin - margin, self._before(item.get("until", item["at"])) + margin)

    def _do(self, item: dict[str, Any]) -> None:
        breaches, by = self._desk.breaches, item["by"]
        number = self._breaches.get(item.get("breach", ""), "")
        incident = self._incidents.get(item.get("incident", ""), "")
        match item["do"]:
            case "open":
                opened = breaches.open(
                    incident,
                    title=item["title"],
                    anchor=item.get("anchor", "occurred"),
                    basis=item["basis"],
                    author=by,
                )
                self._breaches[item["breach"]] = opened.number
            case "join":
                breaches.join(number, incident, basis=item["basis"], author=by)
            case "assess":
                breaches.assess(
                    number, phase=item["phase"], answer=item["answer"], basis=item["basis"], author=by
                )
            case "act":
                self._act(number, item)
            case "judge":
                self._judge(incident, item)
            case "jump":
                self._jump(item)
            case "merge":
                into = self._incidents[item["into"]]
                self._desk.corrections.merge(incident, into, reason=item["reason"], author=by)
            case turn:
                breaches.turn(number, _TURNS[turn], reason=item["reason"], author=by)

    def _act(self, number: str, item: dict[str, Any]) -> None:
        self._desk.breaches.act(
            number,
            phase=item["phase"],
            response=item["response"],
            at=Span.at(self._before(item["taken"])),
            source=item["source"],
            note=item["note"],
            completes=item["completes"],
            author=item["by"],
        )

    def _judge(self, incident: str, item: dict[str, Any]) -> None:
        self._desk.incidents.assess(
            incident,
            status=item["status"],
            determination=item["determination"],
            basis=item["basis"],
            author=item["by"],
        )

    def _jump(self, item: dict[str, Any]) -> None:
        """The wall clock is set forward by hand, and the program notices."""
        watch = JumpWatch(self._clock)
        self._clock.set_wall(self._clock.now() + timedelta(seconds=item["seconds"]))
        if jump := watch.check():
            self._desk.watch.record_jump(jump, author=item["by"])
