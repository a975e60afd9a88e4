"""The entry sheet: understood as typed, refused at the field, saved by keys, and never lost."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from domain.clock import ManualClock
from domain.errors import DeskError
from domain.vocabulary import KINDS
from gui.entry_sheet import EntrySheet
from storage.incidents import Incidents
from tests.gui.conftest import Room
from tests.gui.hands import focused, press, texts, type_text
from tests.gui.sheets import editor, fill, only, said

TEXT_FIELDS = ("place", "source", "reference", "party", "oblast", "description", "comment")
HOSTILE = (
    "<b>bold</b> & <img src=x> &amp; \\n %s {0}",
    "Обстріл Куп'янська, їжак",
    "ירי ארטילרי ליד הכפר",
    "قصف مدفعي بالقرب من القرية",
    "🚁💥 drone 👩‍🚒",
    "'; DROP TABLE incident; --",
)


# --- as typed ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "typed", "understood"),
    [
        ("occurred", "14:00", "231400Z NOV 26 · 16:00 Kyiv · 00:07:31 ago"),
        ("occurred", "yesterday 23:40", "222340Z NOV 26 · 01:40 Kyiv · 14:27:31 ago"),
        ("occurred", "14:00 +-20m", "231400Z NOV 26 ±20 min"),
        ("position", "47.60112, 35.80941", "36T"),
        ("radius", "1 km", "±1 km"),
        ("quantity", ">= 12 explosions", "≥ 12 explosions"),
        ("grade", "b2", "usually reliable · probably true"),
        ("description", "Two impacts.", "12 characters"),
    ],
)
def test_what_is_typed_is_echoed(sheet: EntrySheet, key: str, typed: str, understood: str) -> None:
    sheet.form.focus(key)
    type_text(typed)
    assert understood in said(sheet, key)
    assert not sheet.form.views[key].is_wrong


def test_a_field_that_is_being_typed_is_not_called_wrong_before_it_is_left(sheet: EntrySheet) -> None:
    sheet.form.focus("position")
    type_text("47.6")
    assert not sheet.form.views["position"].is_wrong
    press("Tab")
    assert sheet.form.views["position"].is_wrong


@pytest.mark.parametrize(
    ("typed", "settled"),
    [
        ("-40m", "231327Z NOV 26"),
        ("-1h30m", "231237Z NOV 26"),
        ("-90s", "2026-11-23T14:06:01Z"),
        ("-40m ±10m", "231317Z NOV 26 to 231337Z NOV 26"),
        ("14:00", "14:00"),
        ("-40x", "-40x"),
    ],
)
def test_what_is_counted_back_becomes_a_time_when_the_field_is_left(
    sheet: EntrySheet, typed: str, settled: str
) -> None:
    sheet.form.focus("occurred")
    type_text(typed)
    press("Tab")
    assert sheet.form.text("occurred") == settled


def test_it_is_counted_from_when_it_was_typed(room: Room, sheet: EntrySheet, clock: ManualClock) -> None:
    fill(sheet)
    sheet.form.focus("occurred")
    press("Ctrl+A")
    type_text("-40m")
    clock.advance(timedelta(minutes=20))
    press("Alt+N")
    assert sheet.drafts.read("1")["occurred"] == "231327Z NOV 26", "a draft says the same tomorrow"
    press("Alt+PgDown")
    press("Ctrl+S")
    assert only(room).facts.occurred.earliest == datetime(2026, 11, 23, 13, 27, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("14:00", "231400Z NOV 26"),
        ("yesterday 23:40", "222340Z NOV 26"),
        ("231200Z", "231200Z NOV 26"),
        ("10:00 to 12:30", "231000Z NOV 26 to 231230Z NOV 26"),
        ("231200Z NOV 26", "231200Z NOV 26"),
        ("2026-11-23T14:00+02:00", "2026-11-23T14:00+02:00"),
        ("soon", "soon"),
    ],
)
def test_a_draft_keeps_the_day_that_was_meant(sheet: EntrySheet, typed: str, kept: str) -> None:
    fill(sheet, occurred=typed)
    press("Alt+N")
    assert sheet.drafts.read("1")["occurred"] == kept


def test_what_is_saved_after_midnight_means_the_day_it_was_typed(
    room: Room, sheet: EntrySheet, clock: ManualClock
) -> None:
    clock.set_wall(datetime(2026, 11, 23, 23, 59, tzinfo=UTC))
    fill(sheet, occurred="yesterday 23:40")
    clock.advance(timedelta(minutes=2))
    press("Ctrl+Return")
    assert only(room).facts.occurred.earliest == datetime(2026, 11, 22, 23, 40, tzinfo=UTC)
    fill(sheet, occurred="yesterday 23:40")
    press("Ctrl+Return")
    later = room.desk.incidents.get("CV-2026-000002")
    assert later.facts.occurred.earliest == datetime(2026, 11, 23, 23, 40, tzinfo=UTC), "typed anew"


def test_a_time_without_a_zone_is_in_the_zone_chosen_and_says_so(room: Room, sheet: EntrySheet) -> None:
    fill(sheet, occurred="14:00")
    assert "231400Z NOV 26 · 16:00 Kyiv" in said(sheet, "occurred")
    assert "where none is typed" in said(sheet, "zone")
    sheet.form.set_text("zone", "kyiv")
    assert "231200Z NOV 26 · 14:00 Kyiv" in said(sheet, "occurred")
    press("Ctrl+S")
    assert only(room).facts.occurred.earliest == datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_the_hour_that_comes_twice_asks_which(room: Room, sheet: EntrySheet, clock: ManualClock) -> None:
    clock.set_wall(datetime(2026, 10, 25, 9, tzinfo=UTC))
    fill(sheet, occurred="2026-10-25 03:30", zone="kyiv")
    press("Ctrl+S")
    assert "happens twice" in said(sheet, "occurred")
    assert "250330C OCT 26" in said(sheet, "occurred")
    assert "250330B OCT 26" in said(sheet, "occurred")
    assert focused() is editor(sheet, "occurred")
    fill(sheet, occurred="250330C OCT 26")
    press("Ctrl+S")
    assert only(room).facts.occurred.earliest == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


# --- refused -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "typed", "reason"),
    [
        ("occurred", "", "Some time is needed"),
        ("occurred", "soon", "“soon” is not a time"),
        ("occurred", "23:59", "still to come"),
        ("reported", "-2h", "Reported before it occurred"),
        ("position", "91, 35.8", "91"),
        ("radius", "far", "“far” is not a radius"),
        ("kind", "mortr", "Did you mean mortar"),
        ("means", "smelled", "not in the list"),
        ("quantity", "-3", "-3"),
        ("grade", "Z9", "A letter A–F and a digit 1–6"),
        ("source", " ", "A source is needed"),
        ("place", "", "A place or a position is needed"),
        ("description", "nul \x00 here", "control character"),
        ("place", "x" * 301, "the limit is 300"),
    ],
)
def test_a_wrong_field_is_named_gets_the_focus_and_keeps_its_text(
    room: Room, sheet: EntrySheet, key: str, typed: str, reason: str
) -> None:
    fill(sheet, **{"comment": "kept", key: typed})
    press("Ctrl+S")
    assert room.desk.incidents.count() == 0
    assert sheet.isVisible()
    assert reason in said(sheet, key)
    assert reason in editor(sheet, key).accessibleDescription()
    assert focused() is editor(sheet, key)
    assert sheet.form.text(key) == typed
    assert sheet.form.text("comment") == "kept"


def test_of_several_wrong_fields_the_first_gets_the_focus(room: Room, sheet: EntrySheet) -> None:
    fill(sheet, grade="Z9", radius="far")
    press("Ctrl+S")
    assert focused() is editor(sheet, "radius")
    assert sheet.form.views["grade"].is_wrong
    assert "Nothing was saved yet" in sheet.side.problem.text()
    fill(sheet, grade="B2", radius="1 km")
    press("Ctrl+S")
    assert room.desk.incidents.count() == 1


def test_a_failing_disk_keeps_the_sheet_as_it_is(
    room: Room, sheet: EntrySheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise DeskError("The desk could not be written.", "", "Free some space.")

    monkeypatch.setattr(Incidents, "log", fail)
    fill(sheet, description="Two impacts.")
    press("Ctrl+Return")
    assert [error.title for error in room.messages.errors] == ["The desk could not be written."]
    assert sheet.isVisible()
    assert sheet.form.text("description") == "Two impacts."


def test_a_megabyte_is_refused_in_a_moment(room: Room, sheet: EntrySheet) -> None:
    text = "fire heard again\n" * 62_000
    began = time.perf_counter()
    fill(sheet, description=text)
    press("Ctrl+S")
    assert time.perf_counter() - began < 3
    assert "1,053,999 characters; the limit is 20,000" in said(sheet, "description")
    assert sheet.form.text("description") == text
    began = time.perf_counter()
    press("Backspace")
    assert time.perf_counter() - began < 1, "each further key must not wait"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_is_kept_as_typed_and_shown_as_plain_text(room: Room, sheet: EntrySheet, text: str) -> None:
    fill(sheet, occurred="-40m")
    for key in TEXT_FIELDS:
        sheet.form.focus(key)
        if isinstance(box := editor(sheet, key), QComboBox):
            box.setEditText("")
        else:
            sheet.form.set_text(key, "")
        type_text(text)
    press("Ctrl+S")
    assert not sheet.isVisible(), texts(sheet)
    facts = only(room).facts
    source = facts.sources[0]
    kept = {
        facts.place,
        source.name,
        source.reference,
        facts.party_alleged,
        facts.oblast,
        facts.description,
        facts.comment,
    }
    assert kept == {text}
    panel = texts(room.pages.log.panel)
    assert panel.count(text) >= 5
    model = room.pages.log.model
    row = [str(model.index(0, column).data()) for column in range(model.columnCount())]
    assert row.count(text) == 2


# --- keys ----------------------------------------------------------------------------------------


def test_save_and_next_keeps_only_what_is_safe_and_says_so(room: Room, sheet: EntrySheet) -> None:
    fill(
        sheet,
        zone="kyiv",
        oblast="Zaporizhzhia Oblast",
        description="Two impacts.",
        grade="B2",
        kind="mortar",
    )
    press("Ctrl+Return")
    assert only(room).facts.kind == "mortar"
    values = sheet.form.values()
    kept = {key: value for key, value in values.items() if value}
    assert kept == {"zone": "kyiv", "source": "Patrol 3"}, "nothing that goes with a place"
    assert said(sheet, "source") == "as in the last entry"
    assert focused() is editor(sheet, "occurred")
    assert "CV-2026-000001" in sheet.side.heading.text()
    assert sheet.isVisible()
    sheet.form.validate()
    assert said(sheet, "source") == "as in the last entry", "as long as it stands there"
    fill(sheet, source="Patrol 4")
    assert said(sheet, "source") == ""


def test_a_click_into_a_carried_value_selects_it(room: Room, sheet: EntrySheet) -> None:
    """A click in the middle of the last source and a new one typed gave `PatrHotlineol 3`."""
    fill(sheet, description="Two impacts.", kind="mortar")
    press("Ctrl+Return")
    source = editor(sheet, "source")
    assert isinstance(source, QLineEdit)
    QTest.mouseClick(source, Qt.MouseButton.LeftButton, pos=QPoint(40, 10))
    type_text("Hotline")
    assert source.text() == "Hotline"
    source.setCursorPosition(0)
    QTest.mouseClick(source, Qt.MouseButton.LeftButton, pos=QPoint(4, 10))
    assert not source.hasSelectedText(), "a second click sets the cursor"
    sheet.form.focus("place")
    QTest.mouseClick(source, Qt.MouseButton.LeftButton, pos=QPoint(4, 10))
    assert not source.hasSelectedText(), "what was typed is there to be changed"


def test_save_closes_the_sheet_and_shows_the_record(room: Room, sheet: EntrySheet) -> None:
    fill(sheet)
    press("Ctrl+S")
    assert not sheet.isVisible()
    assert room.pages.log.incident == only(room)
    assert "CV-2026-000001" in texts(room.pages.log.panel)
    assert focused() is room.pages.log.table


@pytest.mark.parametrize("keys", ["Ctrl+S", "Ctrl+Return", "Esc"])
def test_the_keys_work_from_every_part_of_the_sheet(room: Room, sheet: EntrySheet, keys: str) -> None:
    parts = [
        *(view.editor for view in sheet.form.views.values()),
        sheet.side.save_button,
        sheet.side.discard_button,
    ]
    for count, part in enumerate(parts, 1):
        fill(sheet)
        part.setFocus()
        assert focused() is part
        press(keys)
        if keys != "Ctrl+Return":
            assert not sheet.isVisible(), part.objectName()
            press("Ctrl+N")
        if keys != "Esc":
            assert room.desk.incidents.count() == count, part.objectName()


def test_every_key_of_the_vocabulary_can_be_typed(sheet: EntrySheet) -> None:
    for term in KINDS:
        sheet.form.set_text("kind", KINDS.label(term.key))
        assert sheet.form.views["kind"].validate() is None, term.key


def test_what_is_missing_is_said(sheet: EntrySheet) -> None:
    fill(sheet)
    assert "position" in sheet.side.hint.text()
    assert "occurred" not in sheet.side.hint.text()
    assert "They stay “not known”" in sheet.side.hint.text()
