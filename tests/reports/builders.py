"""A desk's worth of facts made by hand: clocks in chosen states and any number of varied incidents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.breach import Action, Anchor, Assessment, Breach
from domain.briefing import Briefing, ClockJump, OpenClock, default_title, urgency
from domain.incident import Determination, Facts, Incident, incident_number
from domain.instant import Span
from domain.ladder import standing
from domain.marking import Marking, Tlp
from domain.phase_bar import phase_bar
from domain.plan import Plan, Texts
from domain.position import Position
from domain.protocol import Protocol, default_protocol
from domain.quantity import Quantity
from domain.source import SourceReport
from domain.vocabulary import DETERMINATIONS, KINDS, STATUSES

UNTIL = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SINCE = UNTIL - timedelta(hours=24)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

PLACES = (
    ("Kupiansk", "UA-63", 49.7106, 37.6152),
    ("Orikhiv", "UA-23", 47.5676, 35.7858),
    ("Krynky", "UA-65", 46.7378, 33.0976),
    ("Pokrovsk", "UA-14", 48.2819, 37.1757),
    ("Siversk", "UA-14", 48.8665, 38.1022),
    ("Куп'янськ-Вузловий", "UA-63", 49.6531, 37.6653),
)
QUANTITIES = (
    "",
    "12 explosions",
    "≥ 3",
    "about 30 impacts",
    "2–4 salvos",
    "166 undetermined explosions",
    "1",
)
TEXTS = (
    "Outgoing artillery heard from the patrol base, followed by impacts in the eastern part of the town.",
    "",
    "Обстріл з боку лінії зіткнення; пошкоджено лінію електропередачі.",
    "Two loitering munitions seen over the road to the south; one struck an empty warehouse. " * 5,
    "Residents reported bursts of small arms.\nPatrol arrived 40 minutes later and saw casings.",
)
SOURCES = ("Patrol 3", "Camera Z-14", "Head of the territorial community", "Telegram channel")


def incident(serial: int, *, occurred: Span | None = None, **changes: object) -> Incident:
    """A varied incident; the same serial always gives the same one."""
    place, oblast, lat, lon = PLACES[serial % len(PLACES)]
    start = SINCE + timedelta(minutes=(serial * 37) % 1440)
    width = (0, 0, 20, 40, 0, 90)[serial % 6]
    known = serial % 4 != 3
    facts = Facts(
        occurred=occurred or Span(start, start + width * MINUTE),
        kind=[term.key for term in KINDS][(serial * 5) % 28],
        reported=start + timedelta(minutes=width + 15),
        place=place,
        oblast=oblast,
        position=Position.of(lat + serial % 9 / 100, lon - serial % 7 / 100) if known else None,
        radius_m=(10, 100, 1000, 5000)[serial % 4] if known else None,
        quantity=Quantity.parse(QUANTITIES[serial % len(QUANTITIES)]),
        weapon="152 mm" if serial % 5 == 0 else "",
        party_alleged=("russian_military", "ukrainian_military", "not_known", "Local militia")[serial % 4],
        description=TEXTS[serial % len(TEXTS)],
        comment="Consistent with the pattern since 20 November." if serial % 6 == 0 else "",
        sources=(SourceReport.of(SOURCES[serial % 4], ("B2", "F6", "A1", "C3")[serial % 4]),),
    )
    status = [term.key for term in STATUSES][(serial // 3) % 7]
    value = [term.key for term in DETERMINATIONS][serial % 5]
    made = None if value == "not_assessed" else Determination(value, "patrol report", "CD", start + HOUR)
    made_by_hand = Incident(
        number=incident_number(2026, serial),
        facts=facts,
        logged_at=start + timedelta(minutes=width) + (6 * HOUR if serial % 11 == 0 else 25 * MINUTE),
        logged_by="AB",
        status=status,
        determination=made,
    )
    return replace(made_by_hand, **changes)  # type: ignore[arg-type]


def incidents(count: int) -> tuple[Incident, ...]:
    """So many incidents, by time of occurrence."""
    made = (incident(serial) for serial in range(1, count + 1))
    return tuple(sorted(made, key=lambda i: (i.facts.occurred.earliest, i.number)))


def breach(
    serial: int,
    t0: Span,
    *,
    title: str = "Artillery fire on Orikhiv",
    anchor: str = "occurred",
    actions: Sequence[tuple[int, float]] = (),
    answers: Sequence[tuple[int, str]] = (),
    joined: int = 1,
    completes: bool = True,
) -> Breach:
    """A breach; `actions` are (phase, hours after T0), `answers` are (phase, answer)."""
    opened = t0.latest + 30 * MINUTE
    taken = tuple(
        Action(
            phase,
            "done",
            Span.at(t0.latest + timedelta(hours=after)),
            "",
            completes,
            "Liaison",
            "AB",
            opened,
            n,
        )
        for n, (phase, after) in enumerate(actions, 10)
    )
    given = tuple(
        Assessment(phase, answer, "patrol report", "CD", opened, n)
        for n, (phase, answer) in enumerate(answers, 20)
    )
    return Breach(
        number=f"BR-2026-{serial:04d}",
        title=title,
        protocol="FT-2026 v1",
        opened_at=opened,
        anchors=(Anchor(anchor, t0, "patrol report", "CD", opened, 1),),
        incidents=tuple(incident_number(2026, n) for n in range(1, joined + 1)),
        assessments=given,
        actions=taken,
    )


def clock(
    made: Breach,
    *,
    place: str = "Orikhiv",
    oblast: str = "UA-23",
    now: datetime = UNTIL,
    protocol: Protocol | None = None,
) -> OpenClock:
    """The clock of a breach at `now`, with its incidents spread over the time elapsed."""
    plan = protocol or default_protocol()
    stands = standing(made, plan, now)
    elapsed = max(now - made.t0.earliest, MINUTE)
    spans = [
        Span(at, at + (40 * MINUTE if n % 5 == 4 else timedelta(0)))
        for n in range(len(made.incidents))
        for at in [made.t0.earliest + elapsed * ((n * n * 7) % 97) / 100]
    ]
    return OpenClock(made, plan, stands, phase_bar(made, stands, spans), place, oblast)


def three_clocks(now: datetime = UNTIL) -> tuple[OpenClock, ...]:
    """One clock past 72 h, one near an uncertain 24 h, one that has just begun."""
    passed = breach(
        5, Span.at(now - 73 * HOUR), title="Ground assault near Kupiansk", anchor="assessed", joined=31,
        actions=[(1, 9.2), (2, 30.7)], answers=[(2, "yes"), (3, "yes")],
    )  # fmt: skip
    middle = now - 20 * HOUR
    near = breach(
        7, Span(middle - 20 * MINUTE, middle + 20 * MINUTE), actions=[(1, 15.5)], completes=False, joined=9
    )
    fresh = breach(
        8, Span.at(now - 2 * HOUR - 20 * MINUTE), title="Drone overflight at Krynky", anchor="reported"
    )
    made = (
        clock(passed, place="Kupiansk", oblast="UA-63", now=now),
        clock(near, now=now),
        clock(fresh, place="Krynky", oblast="UA-65", now=now),
    )
    return tuple(sorted(made, key=urgency))


def briefing(count: int = 10, **changes: object) -> Briefing:
    """A briefing on `count` incidents and three clocks; `changes` replace its fields."""
    earlier = incidents(max(count * 4 // 5, 0))
    made = Briefing(
        desk_code="NTH",
        desk_name="Northern desk",
        marking=Marking(Tlp.AMBER, exercise=True),
        serial="BRF-2026-0031",
        title=default_title(SINCE, UNTIL),
        since=SINCE,
        until=UNTIL,
        cut_off=UNTIL,
        produced_at=UNTIL + timedelta(hours=2, minutes=7, seconds=31),
        author="AB",
        incidents=incidents(count),
        previous=earlier,
        clocks=three_clocks(),
        opened=1,
        stopped=1,
        protocols=(default_protocol(),),
        jumps=(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def written(bottom_line: str, **changes: Any) -> Plan:
    """A plan with a bottom line of the author's own."""
    return Plan(texts=Texts(bottom_line=bottom_line), **changes)


def jump(seconds: int) -> ClockJump:
    """A jump noticed in the period."""
    return ClockJump(SINCE + 3 * HOUR, seconds)
