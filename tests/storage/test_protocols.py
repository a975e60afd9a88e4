"""Adopted protocols: every version stays, one is in force, and a running breach keeps its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from domain.clock import ManualClock
from domain.errors import FieldError
from domain.ladder import State
from domain.protocol import Protocol, Reading, default_protocol
from storage.desk import Desk
from tests.builders import AUTHOR, T0, facts, hours, new_desk

V1 = default_protocol()
V2 = replace(V1, version=2, phases=(replace(V1.phases[0], hours=12), *V1.phases[1:]))
OTHER = replace(
    V1, id="OTHER", version=1, phases=(V1.phases[0], replace(V1.phases[1], question="Was a mast hit?"))
)
WHY = {"reason": "as reported", "author": AUTHOR}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with new_desk(tmp_path, ManualClock(T0 + hours(3))) as desk:
        desk.incidents.log(facts(), author=AUTHOR)
        desk.incidents.log(facts(), author=AUTHOR)
        yield desk


def opened(desk: Desk, serial: int = 1) -> str:
    incident = f"CV-2026-{serial:06d}"
    return desk.breaches.open(incident, title="x", anchor="occurred", basis="y", author=AUTHOR).number


def adopt(desk: Desk, protocol: Protocol, source: str = "# as typed\n") -> None:
    desk.protocols.adopt(protocol, source=source, **WHY)


def test_a_desk_begins_with_the_default_and_keeps_every_version(desk: Desk) -> None:
    assert desk.protocols.names() == [V1.name] == [desk.protocols.in_force()]
    adopt(desk, V2)
    assert desk.protocols.names() == [V1.name, V2.name]
    assert desk.protocols.in_force() == V2.name
    assert desk.protocols.get(V1.name) == V1
    assert desk.protocols.get(V2.name) == V2
    assert desk.protocols.source(V2.name) == "# as typed\n"
    assert desk.protocols.source(V1.name) == ""


def test_a_running_breach_keeps_its_version_until_it_is_moved(desk: Desk) -> None:
    first = opened(desk)
    adopt(desk, V2)
    second = opened(desk, 2)
    hours_of = {n: desk.breaches.case(n).protocol.phases[0].hours for n in (first, second)}
    assert hours_of == {first: 24, second: 12}
    desk.casework.move(first, protocol=V2.name, **WHY)
    assert desk.breaches.case(first).protocol == V2
    (deadline, *_rest) = desk.breaches.case(first).standing(T0 + hours(3)).phases
    assert deadline.deadline is not None
    assert deadline.deadline.earliest == T0 + hours(12), "T0 does not move"


def test_a_version_in_use_is_never_replaced(desk: Desk) -> None:
    adopt(desk, V2)
    with pytest.raises(FieldError) as caught:
        adopt(desk, replace(V2, title="Another text under the same name"))
    assert caught.value.field == "version"
    assert desk.protocols.get(V2.name) == V2
    with pytest.raises(FieldError) as caught:
        desk.protocols.adopt(replace(V1, version=3), source="", reason=" ", author=AUTHOR)
    assert caught.value.field == "reason"
    assert not desk.protocols.has("FT-2026 v3")


def test_a_breach_moves_only_to_a_protocol_that_is_adopted(desk: Desk) -> None:
    number = opened(desk)
    for name in ("FT-2026 v9", V1.name):
        with pytest.raises(FieldError) as caught:
            desk.casework.move(number, protocol=name, **WHY)
        assert caught.value.field == "protocol"


def test_an_answer_to_another_question_is_no_answer(desk: Desk) -> None:
    number = opened(desk)
    desk.breaches.assess(number, phase=2, answer="yes", basis="patrols", author=AUTHOR)
    now = T0 + hours(30)
    assert desk.breaches.case(number).standing(now).phases[1].state is State.RUNNING
    adopt(desk, OTHER)
    desk.casework.move(number, protocol=OTHER.name, **WHY)
    moved = desk.breaches.case(number).standing(now).phases[1]
    assert (moved.state, moved.answer) == (State.ASSESSMENT_DUE, None)
    desk.breaches.assess(number, phase=2, answer="no", basis="patrols", author=AUTHOR)
    assert desk.breaches.case(number).standing(now).phases[1].state is State.NOT_TRIGGERED
    desk.casework.move(number, protocol=V1.name, **WHY)
    assert desk.breaches.case(number).standing(now).phases[1].state is State.RUNNING


def test_a_threshold_read_as_such_is_never_passed_late(desk: Desk) -> None:
    phases = tuple(replace(phase, reading=Reading.THRESHOLD) for phase in V1.phases)
    adopt(desk, replace(V1, version=2, phases=phases))
    number = opened(desk)
    assert desk.breaches.case(number).protocol.phases[0].reading is Reading.THRESHOLD


def test_all_of_it_is_there_after_the_desk_was_closed(desk: Desk, tmp_path: Path) -> None:
    number = opened(desk)
    adopt(desk, V2)
    desk.close()
    with Desk.open(tmp_path / "north.desk", clock=ManualClock(T0 + hours(4))) as again:
        assert again.protocols.names() == [V1.name, V2.name]
        assert again.protocols.in_force() == V2.name
        assert again.breaches.get(number).protocol == V1.name
        assert again.protocols.source(V2.name) == "# as typed\n"
