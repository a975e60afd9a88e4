"""Sectors in the window: the list and its dialog, suggestions, a name that is not on the list, the filter."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from domain.atlas.place import Place
from domain.position import Position
from domain.sector import Sector
from gui.dialogs import FormDialog
from gui.entry_sheet import EntrySheet
from gui.list_dialogs import PlacesDialog, SectorsDialog
from gui.suggestions import TypeAhead
from tests.gui import desks
from tests.gui.conftest import Room
from tests.gui.hands import fill, focused, in_dialog, in_form, press, texts, type_text
from tests.gui.sheets import editor, only, said
from tests.gui.sheets import fill as enter


def listed(room: Room, *names: str) -> None:
    for name in names:
        room.session.records.add_sector(name)


def lines(dialog: SectorsDialog | PlacesDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_the_dialog_adds_renames_orders_and_retires(room: Room) -> None:
    number = room.session.log_incident(desks.facts(room.clock, sector="Nord")).number

    def name(text: str) -> None:
        QTest.keyClicks(focused(), text)
        press("Ctrl+Return")

    def act(dialog: SectorsDialog) -> None:
        assert "No sectors yet" in texts(dialog)
        for text in ("Nord", "Tavria", "Dnipro"):
            in_form(dialog.add, lambda _made, text=text: name(text))  # type: ignore[misc]
        assert lines(dialog) == ["Nord", "Tavria", "Dnipro"]
        press("Alt+Up")
        press("Alt+Up")
        assert lines(dialog) == ["Dnipro", "Nord", "Tavria"]
        press("Alt+Down")
        press("Alt+Up")
        dialog.list.setCurrentRow(1)

        def rename(made: FormDialog) -> None:
            assert "1 incident carries it" in texts(made)
            fill(made, name="North", reason="in English")
            press("Ctrl+Return")

        in_form(dialog.rename, rename)

        def why(made: FormDialog) -> None:
            fill(made, reason="divided")
            press("Ctrl+Return")

        dialog.list.setCurrentRow(2)
        in_form(dialog.retire, why)
        assert dialog.retire_button.text() == "Bring back…"
        assert not dialog.down_button.isEnabled()

    in_dialog(lambda: room.trigger("sectors"), act, SectorsDialog)
    assert room.desk.sectors.all() == [Sector("Dnipro"), Sector("North"), Sector("Tavria", "divided")]
    assert room.desk.incidents.get(number).facts.sector == "North"
    assert room.messages.errors == []


def test_the_form_suggests_the_list_in_its_order_and_spells_as_it_does(room: Room, sheet: EntrySheet) -> None:
    listed(room, "Tavria", "Dnipro")
    sheet.form.reset()
    sheet.form.focus("sector")
    press("Down")
    ahead = TypeAhead.of(editor(sheet, "sector"))
    assert ahead is not None
    assert [each.label for each in ahead.offered] == ["Tavria", "Dnipro"]
    press("Esc")
    enter(sheet, sector="tavria")
    assert said(sheet, "sector") == "Tavria"
    press("Ctrl+S")
    assert only(room).facts.sector == "Tavria"


@pytest.mark.parametrize(("answer", "on_list"), [("add", True), ("once", False)])
def test_a_name_that_is_not_on_the_list_is_asked_about(
    room: Room, sheet: EntrySheet, answer: str, on_list: bool
) -> None:
    listed(room, "Tavria")
    enter(sheet, sector="Kharkiv")
    assert said(sheet, "sector") == "not on the desk's list"

    def back(dialog: FormDialog) -> None:
        assert "“Kharkiv” is not on the list of sectors" in texts(dialog)
        press("Esc")

    in_form(lambda: press("Ctrl+S"), back)
    assert focused() is editor(sheet, "sector")
    assert room.desk.incidents.count() == 0

    def decide(dialog: FormDialog) -> None:
        fill(dialog, what=answer)
        press("Ctrl+Return")

    in_form(lambda: press("Ctrl+S"), decide)
    assert only(room).facts.sector == "Kharkiv"
    assert (Sector("Kharkiv") in room.desk.sectors.all()) is on_list
    room.trigger("correct_incident")
    sheet.form.set_text("comment", "seen again")

    def why(dialog: FormDialog) -> None:
        fill(dialog, reason="second look")
        press("Ctrl+Return")

    in_form(lambda: press("Ctrl+S"), why)
    assert only(room).facts.comment == "seen again", "what stood there before is not asked about again"


def test_a_retired_one_says_why_and_can_be_used_again(room: Room, sheet: EntrySheet) -> None:
    listed(room, "Tavria", "Dnipro")
    room.session.records.retire_sector("Tavria", "divided")
    enter(sheet, sector="Tavria")
    assert said(sheet, "sector") == "retired: divided"
    in_form(lambda: press("Ctrl+S"), lambda _dialog: press("Ctrl+Return"))
    assert only(room).facts.sector == "Tavria"
    assert room.desk.sectors.all()[0].is_in_use


def test_many_are_put_into_a_sector_of_the_list_only(room: Room) -> None:
    listed(room, "Tavria")
    for _each in range(2):
        room.session.log_incident(desks.facts(room.clock))
    room.trigger("page_log")

    def change(dialog: FormDialog) -> None:
        fill(dialog, sector="Tavriya", reason="new sectors")
        press("Ctrl+Return")
        assert "Add it under Desk, Sectors" in dialog.form.views["sector"].note.text()
        fill(dialog, sector="TAVRIA")
        press("Ctrl+Return")

    in_form(lambda: press("Ctrl+Shift+R"), change)
    assert room.desk.sectors.counts() == {"Tavria": 2}


def test_the_filter_proposes_and_finds_sectors(room: Room) -> None:
    listed(room, "Tavria", "Dnipro")
    room.session.log_incident(desks.facts(room.clock, sector="Tavria"))
    room.session.log_incident(desks.facts(room.clock))
    room.trigger("page_log")
    press("Ctrl+F")
    type_text("sector:dn")
    assert [each.insert for each in room.pages.log.find_field.proposals] == ["Dnipro"]
    room.pages.log.bar.ask("sector:tavria")
    assert room.pages.log.model.rowCount() == 1


def test_an_own_place_is_withdrawn_and_found_no_more(room: Room) -> None:
    yar = Place("Yar checkpoint", "Яр", "UA-63", "UA", Position(49_70000, 37_60000))
    room.session.records.add_places([yar])
    assert room.session.records.gazetteer().resolve("yar checkpoint") is not None

    def act(dialog: PlacesDialog) -> None:
        assert lines(dialog) == ["Yar checkpoint"]

        def why(made: FormDialog) -> None:
            fill(made, reason="destroyed")
            press("Ctrl+Return")

        in_form(dialog.withdraw, why)
        assert lines(dialog) == []
        assert not dialog.withdraw_button.isEnabled()

    in_dialog(lambda: room.trigger("places"), act, PlacesDialog)
    assert room.session.records.gazetteer().resolve("yar checkpoint") is None
    assert room.desk.places.all() == []
