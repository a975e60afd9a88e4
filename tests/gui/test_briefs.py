"""Briefings: seen before they leave, under a serial once they do, and the same bytes everywhere."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from domain.errors import DeskError
from storage.briefings import Briefings
from tests.gui import desks
from tests.gui.conftest import OpenRoom, Room
from tests.gui.hands import focused, press, texts


@pytest.fixture
def briefs(full: Room, qtbot: QtBot) -> Room:
    """The page of briefings with its pages drawn."""
    press("Ctrl+P")
    wait_for_pages(full, qtbot)
    return full


def wait_for_pages(room: Room, qtbot: QtBot) -> None:
    page = room.pages.briefs
    qtbot.waitUntil(lambda: not page.is_drawing and page.document.pageCount() > 0, timeout=10_000)


def preview(room: Room) -> str:
    document = room.pages.briefs.document
    return "\n".join(document.getAllText(number).text() for number in range(document.pageCount()))


def printed(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def saved(room: Room) -> list[str]:
    return [briefing.serial for briefing in room.desk.briefings.saved()]


def test_the_preview_shows_the_pages(briefs: Room) -> None:
    page = briefs.pages.briefs
    assert page.document.status() is QPdfDocument.Status.Ready
    assert page.document.pageCount() > 0
    text = preview(briefs)
    assert "DRAFT" in text
    for incident in briefs.desk.incidents.page(briefs.desk.incidents.ids()):
        if briefs.clock.now() - incident.facts.occurred.earliest < timedelta(hours=24):
            assert incident.number in text
    assert briefs.breaches["late"] in text
    assert "pages" in page.state.text()
    assert "draft" in page.state.text()
    assert saved(briefs) == []


def test_new_incidents_come_into_the_preview(briefs: Room, qtbot: QtBot) -> None:
    briefs.session.log_incident(desks.facts(briefs.clock, place="Tokmak", ago=timedelta(minutes=30)))
    qtbot.waitUntil(lambda: "Tokmak" in preview(briefs), timeout=10_000)


def test_hours_later_the_period_ends_now(briefs: Room, qtbot: QtBot) -> None:
    """A briefing asked for at noon must not end at the hour the desk was opened."""
    briefs.trigger("page_board")
    briefs.clock.advance(timedelta(hours=5))
    number = briefs.session.log_incident(desks.facts(briefs.clock, ago=timedelta(minutes=1))).number
    press("Ctrl+P")
    qtbot.waitUntil(lambda: number in preview(briefs), timeout=10_000)


def test_what_happened_this_very_minute_is_in_it(briefs: Room, qtbot: QtBot) -> None:
    number = briefs.session.log_incident(desks.facts(briefs.clock, ago=timedelta(seconds=5))).number
    qtbot.waitUntil(lambda: number in preview(briefs), timeout=10_000)


def test_a_period_of_ones_own_is_kept(briefs: Room, qtbot: QtBot) -> None:
    form = briefs.pages.briefs.form
    form.set_text("since", "220000Z NOV 26")
    form.set_text("until", "221200Z NOV 26")
    briefs.trigger("page_board")
    press("Ctrl+P")
    wait_for_pages(briefs, qtbot)
    assert form.text("until") == "221200Z NOV 26"


def test_a_saved_briefing_is_the_file_the_journal_knows(briefs: Room, tmp_path: Path) -> None:
    briefs.files.path = tmp_path / "out.pdf"
    press("Ctrl+S")
    data = briefs.files.path.read_bytes()
    kept = briefs.desk.briefings.saved()
    assert [briefing.serial for briefing in kept] == ["BRF-2026-0001"]
    assert kept[0].sha256 == hashlib.sha256(data).hexdigest()
    assert (kept[0].size, kept[0].pages) == (len(data), len(printed(data)))
    assert briefs.files.suggested[0].name == "NTH-BRF-2026-0001.pdf"
    for text in printed(data):
        assert "BRF-2026-0001" in text
        assert text.count("TLP:AMBER") >= 2
        assert "DRAFT" not in text
    page = briefs.pages.briefs
    assert "Saved as BRF-2026-0001" in page.state.text()
    assert "BRF-2026-0001" in texts(page)
    press("Ctrl+S")
    assert saved(briefs) == ["BRF-2026-0002", "BRF-2026-0001"]


def test_saving_while_the_preview_is_still_drawn(full: Room, tmp_path: Path, qtbot: QtBot) -> None:
    full.files.path = tmp_path / "out.pdf"
    press("Ctrl+P")
    press("Ctrl+S")
    qtbot.waitUntil(lambda: not full.pages.briefs.is_drawing, timeout=10_000)
    qtbot.wait(50)
    assert "Saved as BRF-2026-0001" in full.pages.briefs.state.text()
    assert "BRF-2026-0001" in preview(full)


def test_giving_up_the_file_dialog_gives_no_serial(full: Room, qtbot: QtBot) -> None:
    press("Ctrl+P")
    press("Ctrl+S")
    assert saved(full) == []
    wait_for_pages(full, qtbot)
    assert "DRAFT" in preview(full)
    assert "draft" in full.pages.briefs.state.text()


def test_a_folder_that_cannot_be_written_gives_no_serial(briefs: Room, tmp_path: Path) -> None:
    briefs.files.path = tmp_path / "missing" / "out.pdf"
    press("Ctrl+S")
    assert len(briefs.messages.errors) == 1
    assert saved(briefs) == []


def test_a_desk_that_cannot_be_written_leaves_no_file(
    briefs: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise DeskError("The desk could not be written.")

    monkeypatch.setattr(Briefings, "record", fail)
    target = tmp_path / "out" / "brief.pdf"
    target.parent.mkdir()
    briefs.files.path = target
    press("Ctrl+S")
    assert len(briefs.messages.errors) == 1
    assert list(target.parent.iterdir()) == []


def test_a_reader_gives_no_serial(full: Room, open_room: OpenRoom, tmp_path: Path) -> None:
    reader = open_room(full.desk.path)
    reader.files.path = tmp_path / "out.pdf"
    reader.trigger("page_briefs")
    reader.pages.briefs.save()
    assert "read-only" in str(reader.messages.errors[0])
    assert not reader.files.path.exists()


def test_printing_prints_every_page_and_keeps_the_serial(briefs: Room, tmp_path: Path) -> None:
    briefs.printers.path = tmp_path / "printed.pdf"
    press("Ctrl+Shift+P")
    kept = briefs.desk.briefings.saved()
    assert [briefing.serial for briefing in kept] == ["BRF-2026-0001"]
    pages = PdfReader(briefs.printers.path).pages
    assert len(pages) == kept[0].pages
    assert all(page.images for page in pages)
    assert "Printed as BRF-2026-0001" in briefs.pages.briefs.state.text()


def test_a_printer_not_chosen_gives_no_serial(briefs: Room) -> None:
    press("Ctrl+Shift+P")
    assert saved(briefs) == []


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_cannot_start_gives_no_serial(briefs: Room, tmp_path: Path) -> None:
    briefs.printers.path = tmp_path / "missing" / "printed.pdf"
    press("Ctrl+Shift+P")
    assert [str(error)[:33] for error in briefs.messages.errors] == ["The printer could not be started."]
    assert saved(briefs) == []


@pytest.mark.parametrize(
    ("key", "typed", "reason"),
    [("since", "soon", "“soon” is not a time"), ("until", "20 Nov 26", "before it begins")],
)
def test_a_bad_period_is_said_at_its_field(
    briefs: Room, qtbot: QtBot, tmp_path: Path, key: str, typed: str, reason: str
) -> None:
    page = briefs.pages.briefs
    briefs.files.path = tmp_path / "out.pdf"
    page.form.set_text(key, typed)
    view = page.form.views[key]
    qtbot.waitUntil(lambda: view.is_wrong, timeout=2000)
    assert reason in view.note.text()
    assert page.document.pageCount() > 0, "the last good pages stay"
    page.form.focus("since")
    press("Ctrl+S")
    assert saved(briefs) == []
    assert not briefs.files.path.exists()
    assert focused() is view.editor
    assert briefs.messages.errors == []


def test_the_bottom_line_of_the_author_is_printed_as_typed(briefs: Room, qtbot: QtBot) -> None:
    briefs.pages.briefs.form.set_text("bottom_line", "Calm & <b>quiet</b> near Куп'янськ.")
    qtbot.waitUntil(lambda: "Calm & <b>quiet</b> near Куп'янськ." in preview(briefs), timeout=10_000)


def test_the_paper_is_the_one_chosen(briefs: Room, tmp_path: Path) -> None:
    briefs.files.path = tmp_path / "out.pdf"
    briefs.pages.briefs.form.set_text("paper", "Letter")
    press("Ctrl+S")
    assert PdfReader(briefs.files.path).pages[0].mediabox[2:] == [612, 792]
