"""Correcting a record: the form says what the record says, and nothing it does not show is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from domain.clock import ManualClock
from domain.instant import Span
from domain.position import Position
from domain.quantity import Quantity
from domain.source import SourceReport
from domain.words import catalogue, language
from gui.dialogs import FormDialog
from gui.incident_form import IncidentForm
from tests.gui import desks
from tests.gui.brackets import Bracketed
from tests.gui.conftest import Room
from tests.gui.hands import fill, in_form, note, press, texts, type_text

MINUTE = timedelta(minutes=1)
START = datetime(2026, 11, 22, 1, 2, 3, 456_000, tzinfo=UTC)

VARIANTS: dict[str, dict[str, Any]] = {
    "as it comes": {},
    "to the millisecond": {"occurred": Span.at(START)},
    "a range": {"occurred": Span(START, START + 95 * MINUTE)},
    "the hour that comes twice": {"occurred": Span.at(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))},
    "no report": {"reported": None},
    "nobody knows where": {"place": "", "place_unknown": True, "position": None, "radius_m": None},
    "only a position": {"place": "", "oblast": ""},
    "an odd radius": {"radius_m": 1234},
    "a wide radius": {"radius_m": 12_345},
    "no radius": {"radius_m": None},
    "the edge of the world": {"position": Position.of(-89.99999, 179.99999)},
    "an oblast in words": {"oblast": "Transnistria"},
    "about": {"quantity": Quantity.parse("about 30 impacts")},
    "a range of salvos": {"quantity": Quantity.parse("2–4 salvos")},
    "no quantity": {"quantity": None},
    "a party in words": {"party_alleged": "Local militia"},
    "another party": {"party_alleged": "other"},
    "nothing known": {"kind": "not_known", "means": "not_known", "party_alleged": "not_known"},
    "what the form does not show": {"weapon": "152 mm howitzer", "tags": ("night", "town")},
    "two sources": {
        "sources": (SourceReport.of("Patrol 3", "B2", "msg 14"), SourceReport.of("Camera", "A1"))
    },
    "several lines": {"description": "One.\n\n  Two <b>& three.", "comment": "Ймовірно &amp; שלום 🚁"},
}


@pytest.mark.parametrize("spoken", ["en", "uk", "brackets"])
@pytest.mark.parametrize("name", VARIANTS)
def test_a_record_that_is_loaded_and_not_changed_is_the_same_record(
    qapp: QApplication, clock: ManualClock, tmp_path: Path, name: str, spoken: str
) -> None:
    facts = desks.facts(clock, **VARIANTS[name]).checked(clock.now())
    with desks.create(tmp_path / "a.desk", clock) as desk:
        incident = desk.incidents.log(facts, author="AB")
    with catalogue(Bracketed()) if spoken == "brackets" else language(spoken):
        form = IncidentForm(clock)
        form.load(incident)
        assert form.validate(), {view.spec.label: view.note.text() for view in form.views.values()}
        assert form.facts(clock.now()) == incident.facts


def start_correcting(room: Room) -> str:
    facts = desks.facts(room.clock, weapon="152 mm", tags=("night",))
    number = room.desk.incidents.log(facts, author="AB").number
    room.session.incidents_changed.emit()
    room.trigger("page_log")
    room.pages.log.show_incident(number)
    press("Ctrl+R")
    return number


def test_the_old_facts_stay_in_the_history(room: Room) -> None:
    number = start_correcting(room)
    sheet = room.pages.log.sheet
    assert sheet.side.heading.text() == f"CORRECTING {number}"
    sheet.form.set_text("place", "Tokmak")

    def why(dialog: FormDialog) -> None:
        press("Ctrl+Return")
        assert "A reason is needed" in note(dialog, "reason")
        type_text("the patrol misheard the name")
        press("Ctrl+Return")

    in_form(lambda: press("Ctrl+S"), why)
    made = room.desk.incidents.get(number)
    assert (made.facts.place, made.facts.weapon, made.facts.tags) == ("Tokmak", "152 mm", ("night",))
    entries = room.desk.journal.entries_of(number)
    assert [e.action for e in entries] == ["incident.logged", "incident.corrected"]
    assert entries[0].content["facts"]["place"] == "Orikhiv"
    panel = room.pages.log.panel
    assert panel.isVisible()
    assert "“the patrol misheard the name”" in texts(panel)
    assert "Tokmak" in texts(panel)


def test_a_correction_that_changes_nothing_is_refused(room: Room) -> None:
    number = start_correcting(room)

    def why(dialog: FormDialog) -> None:
        fill(dialog, reason="just so")
        press("Ctrl+Return")
        assert dialog.error.text() == "▲ Nothing was changed."
        press("Esc")

    in_form(lambda: press("Ctrl+S"), why)
    assert len(room.desk.journal.entries_of(number)) == 1
    assert room.pages.log.sheet.isVisible()


@pytest.mark.parametrize("end", ["saved", "discarded", "closed"])
def test_an_entry_that_was_put_aside_comes_back(room: Room, end: str) -> None:
    press("Ctrl+N")
    type_text("-40m")
    room.pages.log.sheet.form.set_text("description", "half typed")
    press("Esc")
    start_correcting(room)
    sheet = room.pages.log.sheet
    assert sheet.form.text("description") != "half typed"
    sheet.form.set_text("place", "Tokmak")
    if end == "saved":

        def why(dialog: FormDialog) -> None:
            fill(dialog, reason="misheard")
            press("Ctrl+Return")

        in_form(lambda: press("Ctrl+S"), why)
    elif end == "discarded":
        sheet.side.discard_button.click()
    else:
        press("Esc")
    press("Ctrl+N")
    assert sheet.form.text("description") == "half typed"
    assert sheet.form.text("occurred") == "231327Z NOV 26", "what was counted back is a time by now"
    assert sheet.side.heading.text() == "NEW INCIDENT"


@pytest.mark.parametrize("answer", [True, False])
def test_discarding_a_correction_asks_first(room: Room, answer: bool) -> None:
    number = start_correcting(room)
    sheet = room.pages.log.sheet
    sheet.form.set_text("place", "Tokmak")
    room.messages.answer = answer
    sheet.side.discard_button.click()
    assert room.messages.asked == [f"Discard the correction of {number}?"]
    assert sheet.isVisible() is not answer
    if answer:
        press("Ctrl+R")
        assert sheet.form.text("place") == "Orikhiv"


def test_an_unchanged_correction_closes_without_a_question(room: Room) -> None:
    start_correcting(room)
    press("Esc")
    assert room.messages.asked == []
    assert room.pages.log.panel.isVisible()
