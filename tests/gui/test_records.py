"""Merged, taken back, undone, changed together, entered like another: all from the window, all told."""

from __future__ import annotations

from datetime import timedelta

from pytestqt.qtbot import QtBot

from domain.position import format_decimal
from domain.source import SourceReport
from gui.dialogs import FormDialog
from gui.entry_sheet import EntrySheet
from tests.gui import desks
from tests.gui.conftest import Room
from tests.gui.hands import fill, focused, in_form, note, press, settle, texts, type_text
from tests.gui.sheets import editor, only, said


def reason(dialog: FormDialog) -> None:
    fill(dialog, reason="two calls, one event")
    press("Ctrl+Return")


def two(room: Room) -> tuple[str, str]:
    made = [room.session.log_incident(desks.facts(room.clock)).number for _each in range(2)]
    room.trigger("page_log")
    room.pages.log.show_incident(made[1])
    return made[0], made[1]


def test_a_merge_proposes_the_twin_keeps_the_older_and_can_be_taken_back(room: Room) -> None:
    first, second = two(room)

    def merge(dialog: FormDialog) -> None:
        assert dialog.form.text("incident") == first
        reason(dialog)

    in_form(lambda: room.trigger("merge_incident"), merge)
    merged = room.desk.incidents.get(second)
    assert (merged.status, merged.duplicate_of) == ("duplicate", first)
    panel = room.pages.log.panel
    room.pages.log.show_incident(second)
    assert f"duplicate of {first}" in texts(panel)
    assert "Merged as a duplicate" in texts(panel)
    in_form(lambda: room.trigger("unmerge_incident"), reason)
    assert room.desk.incidents.get(second).counts
    assert "Merge taken back" in texts(panel)
    in_form(lambda: press("Ctrl+Z"), reason)
    assert room.desk.incidents.get(second).duplicate_of == first


def test_reports_of_merged_duplicates_stand_with_the_one_kept_until_parted(room: Room) -> None:
    first, second = two(room)
    third = room.session.log_incident(
        desks.facts(room.clock, sources=(SourceReport.of("Hotline", "C3", "call 14"),))
    ).number
    room.session.records.merge(second, third, "one call")
    room.session.records.merge(first, second, "one event")
    log, panel = room.pages.log, room.pages.log.panel
    log.show_incident(first)
    shown = texts(panel)
    assert shown.count("Also reported") == 2, "of one merged before too"
    assert "Hotline · C3" in shown
    assert f"as {third}" in shown
    assert room.desk.incidents.get(first).facts.sources == desks.facts(room.clock).sources, "only shown"
    room.session.records.unmerge(second, "two after all")
    log.show_incident(first)
    assert "Also reported" not in texts(panel)


def test_a_merge_says_what_becomes_of_the_breach(room: Room) -> None:
    first, second = two(room)
    breach = room.session.open_breach(second, title="x", anchor="occurred", basis="crater").number
    room.pages.log.show_incident(second)

    def look(dialog: FormDialog) -> None:
        said = note(dialog, "incident")
        assert f"{first} is kept and counted. {second} stays in {breach}" in said
        assert f"{first} is in no breach" in said
        fill(dialog, incident="CV-2026-000099", reason="one event")
        press("Ctrl+Return")
        assert "There is no incident" in note(dialog, "incident")
        fill(dialog, incident=first)
        reason(dialog)

    in_form(lambda: room.trigger("merge_incident"), look)
    assert room.desk.incidents.get(second).breach == breach
    assert room.desk.incidents.get(first).breach is None


def test_a_correction_shows_old_and_new_and_is_undone_by_an_entry(room: Room) -> None:
    _first, number = two(room)
    room.session.correct_incident(number, desks.facts(room.clock, place="Tokmak"), "misheard")
    room.pages.log.show_incident(number)
    assert "Place: Orikhiv → Tokmak" in texts(room.pages.log.panel)
    in_form(lambda: press("Ctrl+Z"), reason)
    assert room.desk.incidents.get(number).facts.place == "Orikhiv"
    shown = texts(room.pages.log.panel)
    assert "Place: Tokmak → Orikhiv" in shown
    assert "Undone by: Corrected" in shown
    assert [e.action for e in room.desk.journal.entries_of(number)].count("incident.corrected") == 2


def test_all_that_is_shown_is_changed_as_one_action(room: Room) -> None:
    two(room)

    def change(dialog: FormDialog) -> None:
        fill(dialog, sector="North", tags="night, night", status="under_verification")
        reason(dialog)

    in_form(lambda: press("Ctrl+Shift+R"), change)
    for incident in room.desk.incidents.page(room.desk.incidents.ids()):
        assert (incident.facts.sector, incident.facts.tags) == ("North", ("night",))
        assert incident.status == "under_verification"
    assert room.messages.told[-1][1] == "2 incidents were changed."


def test_an_entry_like_another_takes_over_no_time_and_no_figure(room: Room) -> None:
    _first, number = two(room)
    press("Ctrl+Shift+D")
    sheet = room.pages.log.sheet
    values = sheet.form.values()
    assert (values["kind"], values["place"], values["source"]) == ("artillery", "Orikhiv", "Patrol 3")
    assert [values[key] for key in ("occurred", "quantity", "description", "grade")] == [""] * 4
    assert said(sheet, "place") == f"as in {number}"


# --- while an entry is typed ------------------------------------------------------------------------------


def test_a_place_by_another_spelling_proposes_and_never_replaces_what_was_typed(sheet: EntrySheet) -> None:
    sheet.form.focus("place")
    type_text("Куп'янськ")
    press("Tab")
    form = sheet.form
    assert (form.text("radius"), form.text("oblast")) == ("5 km", "Kharkiv Oblast")
    assert said(sheet, "position") == "proposed: centre of Kupiansk"
    assert said(sheet, "oblast") == "proposed"
    form.focus("position")
    type_text("47.6, 35.8")
    typed = form.text("position")
    form.focus("place")
    type_text("Orikhiv")
    press("Tab")
    assert form.text("position") == typed
    assert "not changed: Position" in said(sheet, "place")
    assert form.text("oblast") == "Zaporizhzhia Oblast", "an untouched proposal gives way to the next"


def test_a_name_gets_its_capitals_and_keeps_its_spelling(sheet: EntrySheet) -> None:
    sheet.form.focus("place")
    type_text("siversk")
    press("Tab")
    assert sheet.form.text("place") == "Siversk"
    sheet.form.focus("place")
    press("Ctrl+A")
    type_text("kupyansk")
    press("Tab")
    assert sheet.form.text("place") == "kupyansk", "another spelling is what was typed"
    assert said(sheet, "place") == "Kupiansk, Kharkiv Oblast", "and what it means stays said"


def test_a_name_of_several_places_says_so_and_one_is_chosen(sheet: EntrySheet) -> None:
    sheet.form.focus("place")
    type_text("nikopol")
    press("Tab")
    assert "places of this name" in said(sheet, "place")
    assert sheet.form.text("position") == ""
    sheet.form.focus("place")
    press("Down")
    press("Down")
    press("Return")
    assert sheet.form.text("position") != ""


def test_a_suggestion_is_chosen_by_arrow_and_enter(sheet: EntrySheet) -> None:
    sheet.form.focus("place")
    type_text("orikh")
    press("Down")
    press("Return")
    settle()
    assert sheet.form.text("place") == "Orikhiv"
    assert said(sheet, "position") == "proposed: centre of Orikhiv"
    assert sheet.isVisible()


def test_what_an_observer_saw_becomes_a_position(room: Room, sheet: EntrySheet) -> None:
    sheet.form.set_text("occurred", "-40m")
    sheet.form.set_text("source", "Patrol 3")
    sheet.form.set_text("position", "4-8 km NNE of Orikhiv")
    assert "km" in said(sheet, "position")
    assert "Zaporizhzhia Oblast" in said(sheet, "position")
    press("Ctrl+S")
    facts = only(room).facts
    assert facts.sighting is not None
    assert (facts.sighting.low_m, facts.sighting.high_m, facts.sighting.bearing_deg) == (4000, 8000, 22)
    assert facts.position == facts.sighting.target
    assert facts.radius_m == facts.sighting.radius_m


def test_the_second_group_is_one_key_away(room: Room, sheet: EntrySheet) -> None:
    for key, value in {"occurred": "-40m", "place": "Orikhiv", "source": "Patrol 3"}.items():
        sheet.form.set_text(key, value)
    assert not editor(sheet, "casualties").isVisible()
    press("Ctrl+M")
    assert focused() is editor(sheet, "domain")
    sheet.form.focus("casualties")
    type_text("civilian killed 2-4, injured at least 3")
    assert said(sheet, "casualties") == "civilian killed 2–4, injured at least 3"
    sheet.form.set_text("sources", "Channel | C3 | https://t.me/x\nHotline")
    sheet.form.set_text("observation", "impact explosion ne")
    press("Ctrl+S")
    facts = only(room).facts
    assert str(facts.casualties) == "civilian killed 2–4, injured at least 3"
    assert [str(s.grade) for s in facts.sources] == ["F6", "C3", "F6"]
    assert "Casualties" in texts(room.pages.log.panel)


def test_a_wrong_field_of_the_second_group_is_shown_with_its_reason(sheet: EntrySheet) -> None:
    for key, value in {"occurred": "-40m", "place": "Orikhiv", "source": "Patrol 3"}.items():
        sheet.form.set_text(key, value)
    sheet.form.set_text("casualties", "some")
    press("Ctrl+S")
    assert focused() is editor(sheet, "casualties")
    assert "does not say who, what and how many" in said(sheet, "casualties")


def test_a_likely_duplicate_is_shown_and_linked_by_a_key(room: Room, qtbot: QtBot) -> None:
    first = room.session.log_incident(desks.facts(room.clock)).number
    press("Ctrl+N")
    sheet = room.pages.log.sheet
    for key, value in {
        "occurred": "-55m",
        "place": "Orikhiv",
        "kind": "artillery",
        "source": "Hotline",
    }.items():
        sheet.form.set_text(key, value)
    qtbot.waitUntil(sheet.side.near.link.isVisible, timeout=2000)
    assert first in sheet.side.near.same.text()
    press("Ctrl+L")
    press("Ctrl+S")
    second = room.desk.incidents.get("CV-2026-000002")
    assert second.duplicate_of == first
    assert not second.counts


def test_a_text_that_is_pasted_proposes_and_fills_only_what_is_chosen(room: Room, sheet: EntrySheet) -> None:
    text = "Patrol: at 231200Z NOV 26 shelling near Orikhiv, seen at 47.60112, 35.80941."

    def read(dialog: FormDialog) -> None:
        dialog.form.set_text("text", text)
        assert sheet.form.text("occurred") == ""
        assert dialog.form.text("place") == "Orikhiv, Zaporizhzhia Oblast"
        press("Ctrl+Return")

    in_form(lambda: press("Ctrl+Shift+V"), read)
    form = sheet.form
    assert form.text("occurred") == "231200Z NOV 26"
    assert (form.text("place"), form.text("position")) == ("Orikhiv", "47.60112, 35.80941")
    assert form.text("description") == text


def test_several_drafts_stand_beside_each_other_and_outlive_the_window(room: Room, sheet: EntrySheet) -> None:
    for word in ("one", "two", "three"):
        sheet.form.set_text("description", word)
        press("Alt+N")
        assert sheet.form.text("description") == ""
    assert "3 other drafts" in sheet.side.drafts_button.text()
    seen = set()
    for _each in range(3):
        press("Alt+PgDown")
        seen.add(sheet.form.text("description"))
    assert seen == {"one", "two", "three"}
    again = EntrySheet(room.session, room.settings, room.messages)
    assert again.restored
    again.deleteLater()


def test_a_place_of_the_desks_own_is_found_at_once(room: Room) -> None:
    def add(dialog: FormDialog) -> None:
        fill(dialog, name="Yar checkpoint", position="47.6, 35.8", oblast="Zaporizhzhia")
        press("Ctrl+Return")

    in_form(lambda: room.trigger("add_place"), add)
    place = room.session.records.gazetteer().resolve("yar checkpoint")
    assert place is not None
    assert format_decimal(place.position) == "47.60000, 35.80000"
    room.clock.advance(timedelta(seconds=1))
