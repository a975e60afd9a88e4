"""What the tests of storage share: an analyst who does anything, and a look under the desk's cover."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

from domain.atlas.place import Place
from domain.breach import Acknowledged, BreachState
from domain.clock import Jump, ManualClock
from domain.errors import DeskError
from domain.incident import Facts
from domain.instant import Span
from domain.map.overlay import overlay_number
from domain.plan import Plan
from domain.position import Position
from domain.protocol import default_protocol
from domain.quantity import Quantity
from domain.request import Request
from domain.source import SourceReport
from storage import driver
from storage.desk import Desk
from storage.driver import Connection
from storage.products import facts_of
from tests.builders import AUTHOR, facts, hours, origin

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("Orikhiv", "Куп'янськ", "Huliaipole", "Степногірськ", "Café d’Été")


@contextmanager
def uncovered(path: Path) -> Iterator[Connection]:
    """The file as a database program shows it: the journal's triggers are gone, and back after."""
    connection = driver.connect(path)
    try:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'journal'").fetchone():
            for _name, sql in triggers:
                connection.execute(sql)
    finally:
        connection.close()


def python(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Another process that runs `code` with the project on its path."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


class Analyst:
    """Does one thing after the other, at random; what the desk refuses with a reason is no harm."""

    def __init__(self, desk: Desk, clock: ManualClock, random: Random) -> None:
        self.desk, self.clock, self.random = desk, clock, random
        self.logged: list[str] = []
        self.breaches: list[str] = []
        self.rows = 0

    def work(self, steps: int, *, set_clock: bool = False) -> None:
        for _step in range(steps):
            if set_clock and self.random.random() < 0.2:
                self.clock.set_wall(self.clock.now() + hours(self.random.choice([-30, -1, 2, 30])))
            self.clock.advance(timedelta(seconds=self.random.choice([0, 1, 600, 90_000])))
            action = self.random.choice([
                self.log, self.log, self.log_many, self.correct, self.assess, self.open, self.open, self.join,
                self.join, self.answer, self.act, self.note, self.turn, self.anchor, self.merge, self.unmerge,
                self.split, self.adopt, self.watch, self.brief, self.plan, self.jump, self.same, self.undo,
                self.keep, self.draw,
            ])  # fmt: skip
            try:
                action()
            except DeskError:
                assert not self.desk.readonly

    def some_facts(self) -> Facts:
        pick = self.random.choice
        occurred = self.clock.now() - hours(pick([0, 1, 30]))
        return facts(
            Span(occurred - hours(pick([0, 0, 2])), occurred),
            place=pick(PLACES),
            reported=pick([None, self.clock.now()]),
            quantity=Quantity.parse(pick(["", "12 explosions", "≥ 3", "2–4"])),
            description=pick(["", "shelling", "Обстріл села"]),
            sources=(SourceReport(pick(["patrol 7", "hotline"])),),
        )

    def same(self) -> None:
        """Merge two incidents, or part them."""
        one, two = (self.random.choice(self.logged or ["CV-2026-000001"]) for _each in range(2))
        if self.random.random() < 0.3:
            self.desk.corrections.unmerge(one, reason="two events", author=AUTHOR)
        else:
            self.desk.corrections.merge(one, two, reason="one event", author=AUTHOR)

    def undo(self) -> None:
        number = self.random.choice(self.logged or ["CV-2026-000001"])
        self.desk.corrections.undo(number, reason="by mistake", author=AUTHOR)

    def keep(self) -> None:
        """A file, or a place."""
        if self.random.random() < 0.3:
            where = Position(47_00000 + self.random.randrange(9), 35_00000)
            self.desk.places.add(Place("Yar", "", "UA-23", "UA", where), author=AUTHOR)
            return
        number = self.random.choice(self.logged or ["CV-2026-000001"])
        data = self.random.choice([b"one", b"two", b"three"])
        self.desk.evidence.add(number, data, name="a.bin", received_by="OK", author=AUTHOR)

    def draw(self) -> None:
        """An overlay, shown or hidden, or withdrawn."""
        number = overlay_number(self.random.randint(1, 4))
        match self.random.choice(["add", "add", "show", "withdraw"]):
            case "add":
                line = b'{"type": "LineString", "coordinates": [[35.2, 47.3], [36.0, 47.6]]}'
                name = f"Line {self.random.randint(1, 6)}"
                self.desk.overlays.add(name, purpose="sector", source="staff", data=line, author=AUTHOR)
            case "show":
                self.desk.overlays.show(number, shown=self.random.random() < 0.5, author=AUTHOR)
            case _:
                self.desk.overlays.withdraw(number, reason="superseded", author=AUTHOR)

    def log(self) -> None:
        self.logged.append(self.desk.incidents.log(self.some_facts(), author=AUTHOR).number)

    def log_many(self) -> None:
        rows = [(self.some_facts(), origin(self.rows + n, where="x")) for n in range(3)]
        self.rows += self.random.choice([1, 3])
        self.logged += self.desk.incidents.log_many(rows, author=AUTHOR).numbers

    def correct(self) -> None:
        number = self.random.choice(self.logged or ["CV-2026-000009"])
        self.desk.incidents.correct(number, self.some_facts(), reason="typo", author=AUTHOR)

    def assess(self) -> None:
        pick = self.random.choice
        self.desk.incidents.assess(
            pick(self.logged or ["CV-2026-000009"]),
            status=pick(["alleged", "verified", "refuted"]),
            determination=pick(["not_assessed", "not_a_breach", "exempt", "breach"]),
            basis=pick(["craters", "patrols"]),
            author=pick(["OK", "AB"]),
        )

    def open(self) -> None:
        anchor = self.random.choice(["occurred", "reported", "assessed"])
        number = self.random.choice(self.logged or ["CV-2026-000009"])
        made = self.desk.breaches.open(
            number, title="Shelling", anchor=anchor, basis="craters", author=AUTHOR
        )
        self.breaches.append(made.number)

    def join(self) -> None:
        number = self.random.choice(self.logged or ["CV-2026-000009"])
        self.desk.breaches.join(self.some_breach(), number, basis="same battery", author=AUTHOR)

    def answer(self) -> None:
        pick = self.random.choice
        self.desk.breaches.assess(
            self.some_breach(),
            phase=pick([1, 2, 3]),
            answer=pick(["yes", "no", "not_known"]),
            basis="x",
            author=AUTHOR,
        )

    def act(self) -> None:
        at = Span.at(self.clock.now() - hours(self.random.choice([0, 1, 50])))
        self.desk.breaches.act(
            self.some_breach(), phase=1, response="warning", at=at, source="officer", author=AUTHOR
        )

    def note(self) -> None:
        known = Acknowledged(1, self.clock.now() + hours(6), hours(6))
        self.desk.breaches.acknowledge(self.some_breach(), known, author=AUTHOR)

    def turn(self) -> None:
        to = self.random.choice([BreachState.CLOSED, BreachState.VOIDED, BreachState.OPEN])
        self.desk.breaches.turn(self.some_breach(), to, reason="handed over", author=AUTHOR)

    def anchor(self) -> None:
        number, kind = self.some_breach(), self.random.choice(["occurred", "reported"])
        incident = self.random.choice(self.desk.breaches.get(number).incidents)
        self.desk.casework.anchor(number, incident=incident, kind=kind, reason="craters", author=AUTHOR)

    def merge(self) -> None:
        self.desk.casework.merge(
            self.some_breach(), into=self.some_breach(), reason="same battery", author=AUTHOR
        )

    def unmerge(self) -> None:
        self.desk.casework.unmerge(self.some_breach(), reason="another battery", author=AUTHOR)

    def split(self) -> None:
        number = self.some_breach()
        incidents = self.desk.breaches.get(number).incidents[-1:]
        made = self.desk.casework.split(
            number, incidents, title="Another", anchor="occurred", reason="another battery", author=AUTHOR
        )
        self.breaches.append(made.number)

    def adopt(self) -> None:
        plan = replace(default_protocol(), version=self.random.randint(1, 4))
        with suppress(DeskError):
            self.desk.protocols.adopt(plan, source="version = 2", reason="as reported", author=AUTHOR)
        self.desk.casework.move(self.some_breach(), protocol=plan.name, reason="as reported", author=AUTHOR)

    def watch(self) -> None:
        self.desk.watch.start("OK", author=AUTHOR)
        self.desk.watch.note("quiet night", author=AUTHOR)
        self.desk.watch.check_time(self.clock.now(), "telephone", author=AUTHOR)
        self.desk.watch.end(handed_to="AB", author=AUTHOR)

    def brief(self) -> None:
        now = self.clock.now()
        request = Request(since=now - hours(24), until=now, plan=Plan(title="Briefing"))
        if self.logged and self.random.random() < 0.3:
            request = Request(kind="spot", record=self.random.choice(self.logged))
        serial = self.desk.briefings.next_serial(now.year)
        made = facts_of(self.desk, request, cut_off=now, produced_at=now, author=AUTHOR, serial=serial)
        self.desk.briefings.put_out(made, f"%PDF {serial}".encode(), 4, author=AUTHOR, request=request)

    def plan(self) -> None:
        """Keep a draft or a template, or drop one."""
        sort, name = self.random.choice(["draft", "template"]), self.random.choice(["daily", "weekly"])
        if self.random.random() < 0.3:
            self.desk.requests.drop(sort, name, author=AUTHOR)
        else:
            self.desk.requests.keep(sort, name, Request(kind="handover"), author=AUTHOR)

    def jump(self) -> None:
        now = self.clock.now()
        self.desk.watch.record_jump(Jump(now, now + hours(1), hours(1)), author=AUTHOR)

    def some_breach(self) -> str:
        return self.random.choice(self.breaches or ["BR-2026-0009"])
