"""`python -m tools.make_fixture_desk`: write the desk that stands for the current format in the tests.

Run it once for each new format, before the first release that writes it, and commit the file: from then on
the tests open it with whatever the program has become. A file of a format that was released is never made
again. Its clock is moved by hand, so that the same program makes the same journal.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.atlas.place import Place
from domain.attribution import Attribution
from domain.breach import BreachState
from domain.casualties import Casualties
from domain.clock import Jump, ManualClock
from domain.incident import Facts, Origin
from domain.instant import Span
from domain.marking import Marking, Tlp
from domain.observation import Observation
from domain.observer import parse_sighting
from domain.plan import Plan, Texts
from domain.position import Position
from domain.quantity import Quantity
from domain.redaction import PROFILES
from domain.request import Request
from domain.source import SourceReport
from storage import schema
from storage.desk import Desk
from storage.products import facts_of

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "fixtures"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
AUTHOR = "OK"


def make(path: Path) -> None:
    """A desk with an entry of each kind."""
    clock = ManualClock(NOON)
    marking = Marking(Tlp.AMBER, "for the mission only", exercise=True)
    with Desk.create(
        path, code="NTH", name="Північний стіл", marking=marking, author=AUTHOR, clock=clock
    ) as desk:
        clock.advance(HOUR)
        log(desk)
        clock.advance(HOUR)
        decide(desk, clock)
        clock.advance(HOUR)
        put_out(desk, clock)
        clock.advance(HOUR)
        keep(desk)


def log(desk: Desk) -> None:
    """Three incidents: a full one, one of which little is known, an imported one."""
    source = SourceReport.of("patrol 7", "B2", "log p. 4")
    full = Facts(
        occurred=Span(NOON, NOON + HOUR / 2),
        kind="mortar",
        reported=NOON + HOUR,
        place="Куп'янськ",
        oblast="UA-63",
        position=Position(49_71000, 37_61000),
        radius_m=1000,
        means="heard",
        quantity=Quantity.parse("≥ 12 explosions"),
        weapon="120 mm",
        party_alleged="russian_military",
        description="Impacts near the station.",
        comment="A second report is expected.",
        sources=(source,),
        tags=("station",),
        domain="land",
        sector="North",
        sighting=parse_sighting("from 49.68, 37.6 3-4 km NNE"),
        observation=Observation.parse("explosion, impact, NE"),
        attribution=Attribution("russian_military", "moderate", "deliberate"),
        infrastructure=("railway",),
        casualties=Casualties.parse("civilian killed 2-4, injured at least 3"),
    )
    desk.incidents.log(full, author=AUTHOR)
    desk.incidents.log(
        Facts(occurred=Span.at(NOON), place_unknown=True, sources=(SourceReport.of("hotline"),)),
        author=AUTHOR,
    )
    imported = Facts(occurred=Span.at(NOON), place="Orikhiv", sources=(source,))
    origin = Origin(file="north.csv", row=2, fingerprint="0" * 64, original={"місце": "Orikhiv"})
    desk.incidents.log_many([(imported, origin)], author=AUTHOR)


def decide(desk: Desk, clock: ManualClock) -> None:
    """A correction, an assessment, and a breach with all that can happen to one."""
    second, third = (desk.incidents.get(f"CV-2026-{n:06d}") for n in (2, 3))
    desk.incidents.correct(
        second.number, Facts(occurred=Span.at(NOON), place="Huliaipole", sources=second.facts.sources),
        reason="the caller called again", author=AUTHOR,
    )  # fmt: skip
    desk.incidents.assess(
        second.number, status="verified", determination="exempt", basis="agreed", author=AUTHOR
    )
    breach = desk.breaches.open(
        "CV-2026-000001",
        title="Shelling of Куп'янськ",
        anchor="occurred",
        basis="crater analysis",
        author=AUTHOR,
    )
    desk.breaches.join(breach.number, third.number, basis="same battery", author=AUTHOR)
    desk.breaches.assess(breach.number, phase=2, answer="not_known", basis="no contact", author=AUTHOR)
    desk.breaches.act(
        breach.number, phase=1, response="diplomatic warning", at=Span.at(clock.now()), source="officer",
        note="by telephone", author=AUTHOR,
    )  # fmt: skip
    desk.breaches.turn(breach.number, BreachState.CLOSED, reason="handed over", author=AUTHOR)
    desk.breaches.turn(breach.number, BreachState.OPEN, reason="it goes on", author=AUTHOR)


def keep(desk: Desk) -> None:
    """A report entered twice and merged, a file, a place of the desk's own."""
    again = Facts(occurred=Span.at(NOON), place="Huliaipole", sources=(SourceReport.of("hotline"),))
    twin = desk.intake.log(again, of="CV-2026-000002", author=AUTHOR)
    desk.corrections.unmerge(twin.number, reason="two calls", author=AUTHOR)
    desk.corrections.merge(twin.number, "CV-2026-000002", reason="one call after all", author=AUTHOR)
    desk.evidence.add(
        "CV-2026-000001",
        b"a note\n",
        name="note.txt",
        received_by="OK",
        received_from="patrol 7",
        author=AUTHOR,
    )
    place = Place("Yar checkpoint", "Яр", "UA-63", "UA", Position(49_70000, 37_60000))
    desk.places.add(place, author=AUTHOR)
    gone = Place("Yar ford", "", "UA-63", "UA", Position(49_71000, 37_61000))
    desk.places.add(gone, author=AUTHOR)
    desk.places.withdraw(gone, reason="destroyed", author=AUTHOR)
    line = b'{"type": "LineString", "coordinates": [[35.2, 47.3], [36.0, 47.6]]}'
    for name in ("Line of contact", "Old line", "Hidden line"):
        desk.overlays.add(name, purpose="line_of_contact", source="staff map", data=line, author=AUTHOR)
    desk.overlays.withdraw("OV-002", reason="superseded", author=AUTHOR)
    desk.overlays.show("OV-003", shown=False, author=AUTHOR)
    desk.overlays.show("OV-001", shown=False, author=AUTHOR)
    desk.overlays.show("OV-001", shown=True, author=AUTHOR)
    for name in ("North", "Tavria", "Dnipro"):
        desk.sectors.add(name, author=AUTHOR)
    desk.sectors.rename("North", "Northern", reason="as in the mandate", author=AUTHOR)
    desk.sectors.retire("Dnipro", reason="divided", author=AUTHOR)
    desk.sectors.retire("Tavria", reason="by mistake", author=AUTHOR)
    desk.sectors.restore("Tavria", reason="it is in use", author=AUTHOR)
    desk.sectors.reorder(["Tavria", "Northern", "Dnipro"], author=AUTHOR)
    desk.together.change(["CV-2026-000002", "CV-2026-000003"], _tavria, reason="new sectors", author=AUTHOR)
    desk.together.take_back("CV-2026-000003", reason="not yet", author=AUTHOR)


def _tavria(facts: Facts) -> Facts:
    return replace(facts, sector="Tavria")


def put_out(desk: Desk, clock: ManualClock) -> None:
    """A jump of the clock, and a briefing."""
    now = clock.now()
    desk.watch.record_jump(Jump(now - HOUR, now, HOUR), author=AUTHOR)
    desk.briefings.record(
        "BRF-2026-0001", title="Situation briefing", period=(NOON - 24 * HOUR, NOON), cut_off=now,
        produced_at=now, pages=4, pdf=b"%PDF-1.7", author=AUTHOR,
    )  # fmt: skip
    plan = Plan(texts=Texts(assessment="Calm is likely."), likelihood="phia", redaction=PROFILES["partners"])
    asked = Request(since=NOON - 24 * HOUR, until=NOON, plan=plan)
    facts = facts_of(desk, asked, cut_off=now, produced_at=now, author=AUTHOR, serial="BRF-2026-0002")
    desk.briefings.put_out(facts, b"%PDF-1.7 frozen", 1, author=AUTHOR, request=asked)
    desk.requests.keep("template", "Daily", asked, author=AUTHOR)
    desk.requests.keep("draft", "Tonight", asked, author=AUTHOR)
    desk.requests.keep("draft", "Gone", asked, author=AUTHOR)
    desk.requests.drop("draft", "Gone", author=AUTHOR)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"desk-v{schema.version()}.desk"
    path.unlink(missing_ok=True)
    make(path)
    print(path.name)


if __name__ == "__main__":
    main()
