"""From entries to incidents: the fold, and which entries speak of which incident."""

from __future__ import annotations

from typing import Any

import pytest

from domain.errors import InvariantError
from domain.incident import Determination, Incident
from domain.journal import GENESIS, Entry
from domain.records import fold_incident, incidents_of
from tests.builders import T0, facts, hours, incident, origin

NUMBER = "CV-2026-000001"


def entry(action: str, content: dict[str, Any], record: str = NUMBER, seq: int = 1) -> Entry:
    return Entry.sealed(seq, T0 + hours(seq), "OK", action, record, content, GENESIS)


def logged(**more: Any) -> Incident:
    return fold_incident(None, entry("incident.logged", {"facts": facts().to_json(), **more}))


def test_an_incident_is_logged() -> None:
    made = logged(origin=origin(3, where="Orikhiv").to_json())
    assert made == incident(logged_at=T0 + hours(1), origin=origin(3, where="Orikhiv"))
    assert logged().origin is None


def test_an_incident_is_corrected_and_assessed() -> None:
    changed = fold_incident(
        logged(), entry("incident.corrected", {"facts": facts(place="Huliaipole").to_json()})
    )
    assert (changed.facts.place, changed.corrections) == ("Huliaipole", 1)
    content = {"status": "verified", "determination": "exempt", "basis": "agreed"}
    assessed = fold_incident(changed, entry("incident.assessed", content, seq=5))
    assert assessed.status == "verified"
    assert assessed.determination == Determination("exempt", "agreed", "OK", T0 + hours(5))


@pytest.mark.parametrize("action", ["breach.opened", "breach.joined"])
def test_a_breach_determines_its_incidents(action: str) -> None:
    about = entry(action, {"incident": NUMBER, "basis": "craters"}, "BR-2026-0001", 4)
    assert incidents_of(about) == (NUMBER,)
    made = fold_incident(logged(), about)
    assert (made.breach, made.determined) == ("BR-2026-0001", "breach")
    assert made.determination == Determination("breach", "craters", "OK", T0 + hours(4))


def test_which_entries_speak_of_an_incident() -> None:
    assert incidents_of(entry("incident.logged", {})) == (NUMBER,)
    assert incidents_of(entry("incident.assessed", {})) == (NUMBER,)
    for action in ("breach.closed", "desk.created", "briefing.saved", "clock.jumped"):
        assert incidents_of(entry(action, {}, "x")) == ()


def test_entries_that_cannot_follow_are_our_fault() -> None:
    with pytest.raises(InvariantError, match="logged twice"):
        fold_incident(logged(), entry("incident.logged", {"facts": facts().to_json()}))
    with pytest.raises(InvariantError, match=f"speaks of {NUMBER}, which was never logged"):
        fold_incident(None, entry("incident.assessed", {}))
    with pytest.raises(InvariantError, match="does not know"):
        fold_incident(logged(), entry("incident.forgotten", {}))
