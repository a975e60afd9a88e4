"""The deadline sheet and the handover in the window: seen, saved and printed under a serial, or as drafts."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from domain.clock import ManualClock
from domain.filter import ALL
from gui.paper_dialog import PaperDialog
from storage.desk import Desk
from tests.gui import desks
from tests.gui.conftest import OpenRoom, Room
from tests.gui.hands import in_dialog
from tests.reports.pdf import pages, text

PRODUCTS = [("deadline_sheet", "Deadline sheet", "deadlines"), ("handover", "Watch handover", "handover")]


def drawn(qtbot: QtBot, dialog: PaperDialog) -> str:
    """What stands on the pages that are shown, once they are drawn."""
    qtbot.waitUntil(lambda: not dialog.is_drawing and dialog.viewer.pdf.pageCount() > 0, timeout=10_000)
    document = dialog.viewer.pdf
    return " ".join(document.getAllText(n).text() for n in range(document.pageCount()))


@pytest.mark.parametrize(("action", "title", "_kind"), PRODUCTS)
def test_the_pages_are_shown_as_a_draft(
    full: Room, qtbot: QtBot, action: str, title: str, _kind: str
) -> None:
    def look(dialog: PaperDialog) -> None:
        shown = drawn(qtbot, dialog)
        assert f"{title}, 231407Z NOV 26" in shown
        assert full.breaches["soon"] in shown
        assert "DRAFT" in shown
        assert "draft, as of 231407Z NOV 26" in dialog.state.text()

    in_dialog(lambda: full.trigger(action), look, PaperDialog)
    assert full.desk.briefings.saved() == []


def test_the_hash_list_shows_every_file(full: Room, qtbot: QtBot) -> None:
    number = full.desk.incidents.select(ALL, limit=1)[0].number
    kept = full.desk.evidence.add(number, b"a note", name="note.txt", received_by="AB", author="AB")

    def look(dialog: PaperDialog) -> None:
        shown = drawn(qtbot, dialog)
        assert "note.txt" in shown
        assert kept.custody.sha256 in "".join(shown.split())

    in_dialog(lambda: full.trigger("hash_list"), look, PaperDialog)


@pytest.mark.parametrize(
    ("action", "title", "kind"), [*PRODUCTS, ("hash_list", "Evidence hash list", "hashes")]
)
def test_saving_gives_a_serial(
    full: Room, qtbot: QtBot, tmp_path: Path, action: str, title: str, kind: str
) -> None:
    full.files.path = tmp_path / "out.pdf"

    def save(dialog: PaperDialog) -> None:
        drawn(qtbot, dialog)
        dialog.save_button.click()
        assert "BRF-2026-0001" in drawn(qtbot, dialog)
        assert "Saved as BRF-2026-0001" in dialog.state.text()

    in_dialog(lambda: full.trigger(action), save, PaperDialog)
    assert full.files.suggested[0].name == "NTH-BRF-2026-0001.pdf"
    saved = full.desk.briefings.saved()[0]
    assert saved.title == f"{title}, 231407Z NOV 26"
    assert full.desk.journal.entries_of(saved.serial)[0].content["kind"] == kind
    for page in pages((tmp_path / "out.pdf").read_bytes()):
        assert "BRF-2026-0001" in page
        assert "DRAFT" not in page


def test_printing_gives_a_serial_and_giving_up_none(full: Room, qtbot: QtBot, tmp_path: Path) -> None:
    def print_it(dialog: PaperDialog) -> None:
        drawn(qtbot, dialog)
        dialog.print_button.click()
        assert "DRAFT" in drawn(qtbot, dialog)
        assert full.desk.briefings.saved() == []
        full.printers.path = tmp_path / "printed.pdf"
        dialog.print_button.click()
        assert dialog.state.text() == "Printed as BRF-2026-0001."

    in_dialog(lambda: full.trigger("deadline_sheet"), print_it, PaperDialog)
    assert (tmp_path / "printed.pdf").exists()
    assert [saved.serial for saved in full.desk.briefings.saved()] == ["BRF-2026-0001"]


def test_a_folder_that_cannot_be_written_gives_no_serial(full: Room, qtbot: QtBot, tmp_path: Path) -> None:
    full.files.path = tmp_path / "none" / "out.pdf"

    def save(dialog: PaperDialog) -> None:
        dialog.save()
        assert "DRAFT" in drawn(qtbot, dialog)

    in_dialog(lambda: full.trigger("handover"), save, PaperDialog)
    assert len(full.messages.errors) == 1
    assert full.desk.briefings.saved() == []


def test_another_paper_is_drawn_and_remembered(full: Room, qtbot: QtBot) -> None:
    def choose(dialog: PaperDialog) -> None:
        drawn(qtbot, dialog)
        dialog.paper.setCurrentIndex(dialog.paper.findData("Letter"))
        drawn(qtbot, dialog)
        assert round(dialog.viewer.pdf.pagePointSize(0).height()) == 792

    in_dialog(lambda: full.trigger("deadline_sheet"), choose, PaperDialog)
    assert full.settings.text("paper") == "Letter"


def test_a_desk_that_is_only_read_prints_drafts(
    open_room: OpenRoom, clock: ManualClock, qtbot: QtBot, tmp_path: Path
) -> None:
    with desks.create(tmp_path / "northern.desk", clock) as desk:
        desks.populate(desk, clock)
    room = open_room(Desk.open(tmp_path / "northern.desk", clock=clock, readonly=True), author="")
    room.files.path = tmp_path / "out.pdf"
    room.printers.path = tmp_path / "printed.pdf"

    def leave(dialog: PaperDialog) -> None:
        drawn(qtbot, dialog)
        dialog.save_button.click()
        assert "Saved as DRAFT" in dialog.state.text()
        dialog.print_button.click()
        assert dialog.state.text() == "Printed as DRAFT."

    in_dialog(lambda: room.trigger("deadline_sheet"), leave, PaperDialog)
    assert room.files.suggested[0].name == "NTH-deadlines-draft.pdf"
    assert "DRAFT – no serial yet" in text((tmp_path / "out.pdf").read_bytes())
    assert (tmp_path / "printed.pdf").exists()
    assert room.messages.errors == []
