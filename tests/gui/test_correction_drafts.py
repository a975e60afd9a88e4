"""A correction in progress is a draft: kept as it is typed, taken up again, told what changed meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from domain.words import language
from gui.correction import begun_on, changed_meanwhile, texts_in
from gui.dialogs import FormDialog
from gui.entry_sheet import EntrySheet
from storage.desk import Desk
from tests.gui import desks
from tests.gui.conftest import OpenRoom, Room
from tests.gui.hands import fill, focused, in_form, press, texts, type_text


def begin(room: Room, **typed: str) -> str:
    number = room.session.log_incident(desks.facts(room.clock, weapon="152 mm")).number
    room.trigger("page_log")
    room.pages.log.show_incident(number)
    press("Ctrl+R")
    for key, text in typed.items():
        room.pages.log.sheet.form.set_text(key, text)
    return number


def why(dialog: FormDialog) -> None:
    fill(dialog, reason="misheard")
    press("Ctrl+Return")


def drafts(room: Room) -> list[str]:
    return EntrySheet(room.session, room.settings, room.messages).drafts.keys()


@pytest.mark.parametrize("crash", [False, True])
def test_a_correction_outlives_the_window(room: Room, open_room: OpenRoom, qtbot: QtBot, crash: bool) -> None:
    path = room.desk.path
    number = begin(room, place="Tokmak", comment="Куп'янськ")
    if crash:
        qtbot.waitUntil(lambda: any((room.settings.data / "drafts").glob("*.json")), timeout=2000)
        room.pages.log.sheet.form.blockSignals(True)
        room.desk.close()
        room.window.pages = None  # a killed program does nothing more
    else:
        room.window.close()
    assert room.messages.asked == [], "nothing is asked, because nothing is lost"
    again = open_room(path)
    sheet = again.pages.log.sheet
    assert sheet.isVisible()
    assert sheet.correcting == number
    assert (sheet.form.text("place"), sheet.form.text("comment")) == ("Tokmak", "Куп'янськ")
    assert sheet.side.meanwhile.isHidden()
    in_form(lambda: press("Ctrl+S"), why)
    facts = again.desk.incidents.get(number).facts
    assert (facts.place, facts.comment, facts.weapon) == ("Tokmak", "Куп'янськ", "152 mm")
    assert drafts(again) == []


@pytest.mark.parametrize("keys", ["Esc", "Ctrl+N", "Ctrl+1"])
def test_leaving_keeps_it_says_so_and_goes_on_with_it(room: Room, keys: str) -> None:
    number = begin(room, place="Tokmak")
    log = room.pages.log
    press(keys)
    assert room.messages.asked == []
    if keys == "Ctrl+N":
        assert log.sheet.correcting == ""
        assert "1 other draft" in log.sheet.side.drafts_button.text()
        press("Esc")
    press("Ctrl+2")
    if keys != "Ctrl+1":
        assert "A correction was begun and is not recorded" in texts(log.panel)
    log.show_incident(number)
    press("Ctrl+R")
    assert log.sheet.form.text("place") == "Tokmak"


def test_one_that_says_nothing_is_no_draft(room: Room) -> None:
    begin(room, place="Tokmak")
    room.pages.log.sheet.form.set_text("place", "Orikhiv")
    press("Esc")
    assert drafts(room) == []
    assert "A correction was begun" not in texts(room.pages.log.panel)


def test_entries_and_corrections_are_gone_through_with_one_key(room: Room) -> None:
    number = begin(room, place="Tokmak")
    press("Ctrl+N")
    type_text("-40m")
    press("Alt+PgDown")
    sheet = room.pages.log.sheet
    assert sheet.side.heading.text() == f"CORRECTING {number}"
    assert sheet.form.text("place") == "Tokmak"
    press("Alt+PgDown")
    assert sheet.side.heading.text() == "NEW INCIDENT"
    assert (sheet.form.text("occurred"), sheet.form.text("place")) == ("231327Z NOV 26", "")


def test_what_changed_meanwhile_is_said_and_only_what_was_typed_is_kept(
    room: Room, open_room: OpenRoom
) -> None:
    path = room.desk.path
    number = begin(room, place="Tokmak")
    room.window.close()
    with Desk.open(path, clock=room.clock) as desk:
        facts = replace(desk.incidents.get(number).facts, place="Polohy", weapon="120 mm")
        desk.incidents.correct(number, facts, reason="second call", author="CD")
        desk.incidents.assess(
            number, status="verified", determination="not_assessed", basis="seen", author="CD"
        )
    again = open_room(path)
    sheet = again.pages.log.sheet
    said = sheet.side.meanwhile.text()
    assert "Changed since this correction was begun" in said
    assert "Place: Orikhiv → Polohy" in said
    assert "Weapon: 152 mm → 120 mm" in said
    assert "Status: alleged → verified" in said
    assert "What you typed stays in: Place" in said
    assert (sheet.form.text("place"), sheet.form.text("weapon")) == ("Tokmak", "120 mm")
    press("Esc")
    press("Ctrl+R")
    assert sheet.side.meanwhile.text() == said, "it stays said until it is recorded or discarded"
    in_form(lambda: press("Ctrl+S"), why)
    made = again.desk.incidents.get(number).facts
    assert (made.place, made.weapon) == ("Tokmak", "120 mm"), "the other's correction is not undone"


def test_a_change_while_the_form_is_open_is_told_at_once(room: Room) -> None:
    number = begin(room, place="Tokmak")
    sheet = room.pages.log.sheet
    before = focused()
    facts = replace(room.desk.incidents.get(number).facts, description="Seen by the patrol.")
    room.session.correct_incident(number, facts, "from the report")
    assert "What happened" in sheet.side.meanwhile.text()
    assert sheet.form.text("description") == "Seen by the patrol."
    assert sheet.form.text("place") == "Tokmak"
    assert focused() is before
    room.session.log_incident(desks.facts(room.clock))
    assert sheet.form.text("place") == "Tokmak"


def test_a_draft_in_one_language_is_taken_up_in_another(room: Room) -> None:
    number = begin(room, kind="mortar", comment="кут")
    press("Esc")
    values = room.pages.log.sheet.drafts.read(number)
    assert texts_in(values) == {"kind": "mortar", "comment": "кут"}, "what was not typed over is not kept"
    incident = room.desk.incidents.get(number)
    with language("uk"):
        assert changed_meanwhile(values, incident, str) == ""
    assert changed_meanwhile({**values, "@facts": "{}"}, incident, str) == ""
    assert changed_meanwhile({**values, "@facts": "["}, incident, str) == ""
    assert set(begun_on(values)) == {"@facts", "@status"}


def test_a_draft_of_a_record_this_desk_does_not_have_harms_nothing(room: Room, open_room: OpenRoom) -> None:
    path = room.desk.path
    room.pages.log.sheet.drafts.write("CV-2026-000099", {"place": "Tokmak"})
    room.window.close()
    again = open_room(path)
    assert not again.pages.log.sheet.isVisible()
    press("Ctrl+N")
    press("Alt+PgDown")
    assert [error.title for error in again.messages.errors] == ["There is no incident CV-2026-000099."]
    assert again.pages.log.sheet.correcting == ""
