"""Deadline sheets and handovers made by hand: any number of clocks, in every state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from domain.alarms import Schedule
from domain.briefing import OpenClock, urgency
from domain.deadline_sheet import DeadlineSheet, sheet_title
from domain.handover import WAITING, Handover, Note, PutOut, Turn, handover_title
from domain.instant import Span
from domain.marking import Marking, Tlp
from domain.protocol import default_protocol
from domain.watch import TimeCheck
from tests.reports.builders import HOUR, MINUTE, UNTIL, breach, clock, incidents, jump, three_clocks

CHECK = TimeCheck(UNTIL - 4 * HOUR, timedelta(seconds=2.4), "GPS receiver", "AB")
PLACES = (("Kupiansk", "UA-63"), ("Orikhiv", "UA-23"), ("Krynky", "UA-65"), ("Куп'янськ-Вузловий", "UA-63"))
TITLES = ("Mortar fire near Siversk", "Strike on a substation", "Artillery fire on Orikhiv", "FPV drones")


def many_clocks(count: int) -> tuple[OpenClock, ...]:
    """So many clocks, in all states but stopped; the same count always gives the same ones."""
    made = []
    for n in range(1, count + 1):
        start = UNTIL - timedelta(minutes=(n * 613) % (100 * 60) + 5)
        width = (0, 0, 40, 0, 90)[n % 5]
        place, oblast = PLACES[n % 4]
        one = breach(
            n,
            Span(start, start + width * MINUTE),
            title=TITLES[n % 4],
            anchor=("occurred", "reported", "assessed")[n % 3],
            actions=[(1, (n * 7) % 30)] if n % 3 == 0 else [],
            answers=[[(2, "yes"), (3, "no")], [], [(2, "no"), (3, "no")], [(3, "not_known")]][n % 4],
            joined=n % 7 + 1,
            completes=n % 6 == 0,
        )
        made.append(clock(one, place=place, oblast=oblast))
    return tuple(sorted(made, key=urgency))


def sheet(clocks: Iterable[OpenClock] | None = None, **changes: object) -> DeadlineSheet:
    """A deadline sheet; `changes` replace its fields."""
    made = DeadlineSheet(
        desk_code="NTH",
        desk_name="Northern desk",
        marking=Marking(Tlp.AMBER, exercise=True),
        serial="BRF-2026-0032",
        title=sheet_title(UNTIL),
        since=UNTIL,
        until=UNTIL,
        cut_off=UNTIL,
        produced_at=UNTIL + 3 * MINUTE,
        author="AB",
        clocks=three_clocks() if clocks is None else tuple(clocks),
        protocols=(default_protocol(),),
        last_check=CHECK,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def handover(clocks: Iterable[OpenClock] | None = None, **changes: object) -> Handover:
    """A handover of an eight-hour watch on which something of everything happened."""
    counting = three_clocks() if clocks is None else tuple(clocks)
    start = UNTIL - 8 * HOUR
    waiting = tuple(replace(one, determination=None) for one in incidents(WAITING))
    made = Handover(
        desk_code="NTH",
        desk_name="Northern desk",
        marking=Marking(Tlp.AMBER, exercise=True),
        serial="BRF-2026-0033",
        title=handover_title(UNTIL),
        since=start,
        until=UNTIL,
        cut_off=UNTIL,
        produced_at=UNTIL + 2 * MINUTE,
        author="AB",
        turn=Turn("AB, CD", start),
        clocks=counting,
        waiting=waiting,
        waiting_count=len(waiting) + 12,
        oldest_logged=min(one.logged_at for one in waiting),
        alarms=tuple(Schedule([(each.breach, each.protocol) for each in counting], UNTIL).due(UNTIL)),
        notes=(
            Note(start, "AB", "Generator test at 10:00; patrol 3 is at Orikhiv until noon."),
            Note(start + 3 * HOUR, "CD", "Liaison officer called back.\nNothing new from the hotline."),
        ),
        checks=(CHECK,),
        jumps=(jump(-37),),
        put_out=(PutOut("BRF-2026-0031", "Situation briefing, 22 November 2026", start + HOUR, "AB", 6),),
        opened=1,
        stopped=2,
    )
    return replace(made, **changes)  # type: ignore[arg-type]
