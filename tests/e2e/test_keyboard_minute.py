"""The keyboard-only minute: ten varied incidents through real key presses, and what each of them cost.

Every key counts: letters, Tab, chords, keys in lists. The counts are printed and kept under `build/`, so that
a change that makes entry slower is seen.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from tests.gui.conftest import Room, _fonts, _theme, open_room, room, theme  # noqa: F401  (fixtures)
from tests.gui.hands import press, type_text

MOST = 220
"""Keystrokes an incident may cost, its text included."""
REPORT = Path(__file__).resolve().parents[2] / "build" / "keyboard-minute.json"

Step = str | tuple[str, int]
"""A text to type, or a key and how often."""

TAB = ("Tab", 1)


def tabs(count: int) -> tuple[str, int]:
    return "Tab", count


# In the order of the form: occurred, zone, reported, means, place, position, within, oblast, kind, quantity,
# party, sector, source, grade, reference, what happened, comment; Ctrl+M: domain, observation, weapon, …
ENTRIES: dict[str, Sequence[Step]] = {
    "mortar, all that is usual": (
        "-40m", tabs(2), "-10m", TAB, "heard", TAB, "orikhiv", tabs(4), "mortar", TAB, ">=12 explosions", TAB,
        "russia", tabs(2), "Patrol 3", TAB, "b2", tabs(2), "Impacts in the east of the town.",
    ),
    "nothing but what is required": ("13:05", tabs(4), "not known", tabs(4), "sniper"),
    "by coordinates pasted": ("-1h", tabs(5), "47.60112, 35.80941", TAB, "100 m", tabs(2), "fpv", TAB, "1"),
    "by MGRS": ("231200Z", tabs(5), "36T YT 1251 8128", tabs(3), "artillery", TAB, "about 30 impacts"),
    "seen by an observer": ("-25m", tabs(3), "saw", tabs(2), "4-8 km NNE of Orikhiv", tabs(3), "air strike"),
    "a span of time": ("10:00 to 12:30", tabs(4), "Kupyansk", tabs(4), "one-way uav", TAB, "2-4 drones"),
    "with casualties": (
        "-3h", tabs(4), "nikopol", tabs(4), "missile", ("Ctrl+M", 1), tabs(4),
        "civilian killed 2-4, injured at least 3",
    ),
    "with attribution": (
        "-50m", tabs(4), "siversk", tabs(4), "tank", ("Ctrl+M", 1), TAB, "explosion outgoing ne", tabs(4),
        "russia", TAB, "moderate", TAB, "deliberate",
    ),
    "chosen from the list": ("-5m", tabs(4), "huliai", ("Down", 1), ("Return", 1), tabs(4), "movement"),
    "with a comment": (
        "yesterday 23:40", tabs(4), "Dvorichna", tabs(4), "jamming", tabs(7), "Receivers lost position.", TAB,
        "A second report is expected.",
    ),
}  # fmt: skip


class Keyboard:
    """Presses keys and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def do(self, steps: Sequence[Step]) -> None:
        for step in steps:
            if isinstance(step, str):
                type_text(step)
                self.count += len(step)
            else:
                for _each in range(step[1]):
                    press(step[0])
                    self.count += 1


def test_ten_incidents_by_keys_alone(room: Room) -> None:  # noqa: F811
    costs: dict[str, int] = {}
    first = Keyboard()
    first.do([("Ctrl+N", 1)])
    for name, steps in ENTRIES.items():
        keys = Keyboard()
        keys.do([*steps, ("Ctrl+Return", 1)])
        costs[name] = keys.count
        views = room.pages.log.sheet.form.views.values()
        wrong = {view.spec.key: (view.text(), view.note.text()) for view in views if view.is_wrong}
        assert room.desk.incidents.count() == len(costs), f"{name}: {wrong}"
    _report(costs)
    assert max(costs.values()) <= MOST, costs
    assert sum(costs.values()) / len(costs) <= MOST / 2, costs
    _check(room)


def _report(costs: dict[str, int]) -> None:
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(costs, indent=2), encoding="utf-8")
    for name, count in costs.items():
        print(f"{count:4}  {name}")  # noqa: T201  (the point of this test)


def _check(room: Room) -> None:  # noqa: F811
    """What was typed is what was meant."""
    incidents = [room.desk.incidents.get(f"CV-2026-{serial:06d}") for serial in range(1, 11)]
    facts = [incident.facts for incident in incidents]
    assert [one.kind for one in facts] == [
        "mortar", "sniper", "fpv", "artillery", "air_strike", "one_way_uav", "missile", "tank_fire",
        "movement", "jamming",
    ]  # fmt: skip
    assert {one.sources[0].name for one in facts} == {"Patrol 3"}, "kept, and said so"
    assert (facts[0].place, facts[0].oblast, facts[0].radius_m) == ("Orikhiv", "UA-23", 5000)
    assert facts[0].party_alleged == "russian_military"
    assert str(facts[0].sources[0].grade) == "B2"
    assert facts[1].place_unknown
    assert facts[2].radius_m == 100
    assert facts[4].sighting is not None
    assert facts[5].occurred.width.total_seconds() == 9000
    assert facts[5].oblast == "UA-63"
    assert str(facts[6].casualties) == "civilian killed 2–4, injured at least 3"
    made = facts[7].attribution
    assert (made.party, made.confidence, made.intent) == ("russian_military", "moderate", "deliberate")
    assert str(facts[7].observation) == "explosion, outgoing, towards NE"
    assert facts[8].place == "Huliaipole"
    assert facts[9].comment == "A second report is expected."
