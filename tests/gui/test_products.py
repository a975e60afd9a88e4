"""The products of the window: each can be chosen, cut to size, issued, kept as a draft and opened again."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from domain.clock import ManualClock
from domain.redaction import PROFILES
from domain.request import Request
from gui.dialogs import FormDialog
from gui.printing import chosen_pages
from reports import products
from storage.desk import Desk
from storage.requests import DRAFT, TEMPLATE
from storage.verify import verify
from tests.gui import desks
from tests.gui.conftest import OpenRoom, Room
from tests.gui.hands import fill, in_form, press, settle, texts
from tests.gui.test_briefs import preview, saved, wait_for_pages


@pytest.fixture
def briefs(full: Room, qtbot: QtBot) -> Room:
    """The page of products with its pages drawn."""
    press("Ctrl+P")
    wait_for_pages(full, qtbot)
    return full


def shows(room: Room, qtbot: QtBot, *words: str) -> None:
    """Wait until the pages say all of these."""
    page = room.pages.briefs
    qtbot.waitUntil(
        lambda: not page.is_drawing and all(word in preview(room) for word in words), timeout=15_000
    )


def name_it(name: str, dialog: FormDialog) -> None:
    fill(dialog, name=name)
    dialog.try_submit()


# --- the form ------------------------------------------------------------------------------------------


def test_the_fields_stand_at_even_distances(briefs: Room) -> None:
    """A line kept free for a note that was not there made every gap another one."""
    views = [view for view in briefs.pages.briefs.form.what.views.values() if view.isVisible()]
    assert len(views) > 3
    boxes = [view.geometry() for view in views]
    assert {below.top() - above.bottom() for above, below in pairwise(boxes)} == {13}
    assert all(view.note.isVisible() == bool(view.note.text()) for view in views)
    since = briefs.pages.briefs.form.views["since"]
    since.set_text("never")
    since.validate()
    assert since.note.isVisible()


# --- which product -------------------------------------------------------------------------------------


def test_a_spot_report_of_the_chosen_incident(full: Room, qtbot: QtBot) -> None:
    press("Ctrl+2")
    incident = full.pages.log.incident
    assert incident is not None
    press("Ctrl+Shift+O")
    shows(full, qtbot, f"Spot report {incident.number}", "How observed")
    assert not full.pages.briefs.form.views["since"].isVisible()
    assert full.pages.briefs.form.views["record"].isVisible()


def test_a_dossier_of_the_chosen_breach(full: Room, qtbot: QtBot) -> None:
    press("Ctrl+1")
    full.pages.board.show_breach(full.breaches["late"])
    press("D")
    shows(full, qtbot, f"Breach dossier {full.breaches['late']}", "T0 and its history")


@pytest.mark.parametrize(("kind", "title"), [("deadlines", "Deadline sheet"), ("handover", "Watch handover")])
def test_every_product_can_be_asked_for(briefs: Room, qtbot: QtBot, kind: str, title: str) -> None:
    briefs.pages.briefs.form.set_text("assessment", "Typed for the briefing.")
    briefs.pages.briefs.form.set_text("kind", kind)
    shows(briefs, qtbot, title)
    assert briefs.pages.briefs.form.folds["sections"].isVisible() == (kind == "handover")
    press("Ctrl+Shift+I")
    assert briefs.desk.briefings.saved()[0].kind == kind


def test_a_number_that_is_no_record_is_said_at_its_field(briefs: Room, qtbot: QtBot) -> None:
    form = briefs.pages.briefs.form
    form.choose("spot", "CV-2026-000999")
    qtbot.waitUntil(lambda: form.views["record"].is_wrong, timeout=10_000)
    assert "There is no incident CV-2026-000999." in form.views["record"].note.text()
    press("Ctrl+Shift+I")
    assert saved(briefs) == []
    form.set_text("record", " ")
    qtbot.waitUntil(lambda: "A number is needed" in form.views["record"].note.text(), timeout=10_000)
    assert briefs.messages.errors == []


# --- what it says --------------------------------------------------------------------------------------


def test_sections_are_switched_and_moved(briefs: Room, qtbot: QtBot) -> None:
    sections = briefs.pages.briefs.form.sections
    briefs.pages.briefs.form.folds["sections"].open()
    assert not sections.chosen
    sections.list.setFocus()
    QTest.keyClick(sections.list, Qt.Key.Key_Space)
    qtbot.waitUntil(
        lambda: "previous" in preview(briefs) and "no judgement added" not in preview(briefs), timeout=10_000
    )
    before = sections.chosen
    sections.list.setCurrentRow(2)  # the first one is off
    sections.down.click()
    assert sections.chosen == (before[0], before[2], before[1], *before[3:])
    sections.move_by(-99)
    assert sections.chosen[0] == before[0]
    sections.usual.click()
    assert not sections.chosen
    shows(briefs, qtbot, "no judgement added")


def test_words_of_another_scale_are_refused(briefs: Room, qtbot: QtBot) -> None:
    form = briefs.pages.briefs.form
    form.set_text("likelihood", "phia")
    form.set_text("assessment", "A broader attack is roughly even chance.")
    qtbot.waitUntil(lambda: form.views["likelihood"].is_wrong, timeout=10_000)
    assert form.folds["words"].body.isVisible()
    form.set_text("assessment", "A broader attack is a realistic possibility.")
    shows(briefs, qtbot, "realistic possibility", "PHIA probability yardstick")


def test_an_edition_leaves_out_what_was_ticked(briefs: Room, qtbot: QtBot) -> None:
    form = briefs.pages.briefs.form
    assert "Siversk" in preview(briefs)
    form.set_text("profile", "public")
    assert form.redaction() == PROFILES["public"]
    shows(briefs, qtbot, "Left out of this edition", "REDACTED")
    assert "Siversk" not in preview(briefs)
    form.set_text("comments", "")
    assert form.text("profile") == "own"
    form.set_text("profile", "whole")
    shows(briefs, qtbot, "Siversk")


# --- drafts and templates ------------------------------------------------------------------------------


def test_a_draft_survives_and_is_taken_up_again(
    briefs: Room, open_room: OpenRoom, clock: ManualClock, qtbot: QtBot
) -> None:
    page = briefs.pages.briefs
    page.form.set_text("gaps", "No patrol reached Siversk.")
    page.form.set_text("since", "220000Z NOV 26")
    in_form(page.kept.save_draft.click, partial(name_it, "Tonight"))
    path = briefs.desk.path
    briefs.window.close()
    again = open_room(Desk.open(path, clock=clock))
    press("Ctrl+P")
    wait_for_pages(again, qtbot)
    kept = again.pages.briefs.kept
    assert "Draft: Tonight" in kept.list.itemText(1)
    kept.list.setCurrentIndex(1)
    kept.list.activated.emit(1)
    shows(again, qtbot, "No patrol reached Siversk.")
    assert again.pages.briefs.form.text("since") == "220000Z NOV 26"
    again.messages.answer = True
    kept.remove.click()
    assert again.desk.requests.all(DRAFT) == []
    assert kept.list.itemText(0) == "none kept yet"


def test_what_is_being_written_survives_a_crash(
    briefs: Room, open_room: OpenRoom, clock: ManualClock, qtbot: QtBot
) -> None:
    page = briefs.pages.briefs
    page.form.set_text("assessment", "Written by night <b>")
    shows(briefs, qtbot, "Written by night")
    path = briefs.desk.path
    briefs.window.close()
    again = open_room(Desk.open(path, clock=clock))
    press("Ctrl+P")
    shows(again, qtbot, "Written by night <b>")
    press("Ctrl+Shift+I")
    assert saved(again) == ["BRF-2026-0001"]
    again.window.close()
    third = open_room(Desk.open(path, clock=clock))
    assert third.pages.briefs.form.text("assessment") == "", "what was issued is not unfinished"


def test_a_template_keeps_the_period_that_is_chosen(briefs: Room, qtbot: QtBot) -> None:
    page = briefs.pages.briefs
    page.form.set_text("assessment", "Quiet.")
    page.form.set_text("profile", "partners")
    in_form(page.kept.save_template.click, partial(name_it, "Daily"))
    assert briefs.desk.requests.get(TEMPLATE, "Daily").request.plan.texts.assessment == "Quiet."
    page.form.set_text("assessment", "")
    page.form.set_text("profile", "whole")
    page.form.set_text("since", "210000Z NOV 26")
    page.kept.list.activated.emit(page.kept.list.currentIndex())
    assert page.form.text("since") == "210000Z NOV 26"
    shows(briefs, qtbot, "Quiet.", "Left out of this edition")


def test_a_draft_needs_a_name(briefs: Room) -> None:
    def refuse(dialog: FormDialog) -> None:
        dialog.try_submit()
        assert "It needs a name." in dialog.form.views["name"].note.text()

    in_form(briefs.pages.briefs.kept.save_draft.click, refuse)
    assert briefs.desk.requests.all(DRAFT) == []


# --- frozen --------------------------------------------------------------------------------------------


def test_an_issued_product_opens_again_byte_for_byte(briefs: Room, qtbot: QtBot, tmp_path: Path) -> None:
    page = briefs.pages.briefs
    press("Ctrl+Shift+I")
    assert page.state.text() == "Issued as BRF-2026-0001."
    frozen = briefs.desk.briefings.pages("BRF-2026-0001")
    briefs.session.log_incident(desks.facts(briefs.clock, place="Tokmak", ago=timedelta(minutes=5)))
    shows(briefs, qtbot, "Tokmak", "DRAFT")
    issued = briefs.desk.briefings.get("BRF-2026-0001")
    page.issued.open_asked.emit(issued)
    assert "BRF-2026-0001 as it was issued" in page.state.text()
    assert issued.sha256 in page.state.text()
    assert "Tokmak" not in preview(briefs)
    briefs.files.path = tmp_path / "again.pdf"
    page.issued.save_asked.emit(issued)
    assert (tmp_path / "again.pdf").read_bytes() == frozen
    page.file.reveal.click()
    page.file.copy.click()
    assert briefs.files.revealed == briefs.files.copied == [tmp_path / "again.pdf"]
    briefs.printers.path = tmp_path / "printed.pdf"
    page.issued.print_asked.emit(issued)
    assert (tmp_path / "printed.pdf").exists()
    assert saved(briefs) == ["BRF-2026-0001"]
    page.back.click()
    shows(briefs, qtbot, "Tokmak")
    assert "Situation briefing" in texts(page.issued)
    assert verify(briefs.desk.path).problems == []


def test_the_name_of_the_file_follows_the_pattern(briefs: Room, tmp_path: Path) -> None:
    page = briefs.pages.briefs
    briefs.files.path = tmp_path / "out.pdf"
    page.form.set_text("pattern", "{date} {kind} {nothing}")
    press("Ctrl+S")
    assert page.form.views["pattern"].is_wrong
    assert saved(briefs) == []
    page.form.set_text("pattern", "{date} {kind} {desk}/..")
    press("Ctrl+S")
    assert briefs.files.suggested[-1].name == "2026-11-23 situation NTH_.pdf"
    assert briefs.settings.text("briefings/pattern") == "{date} {kind} {desk}/.."


def test_a_fact_corrected_after_issue_asks_for_a_corrigendum(briefs: Room, qtbot: QtBot) -> None:
    page = briefs.pages.briefs
    press("Ctrl+Shift+I")
    frozen = briefs.desk.briefings.pages("BRF-2026-0001")
    assert "Corrigendum" not in texts(page.issued)
    every = briefs.desk.incidents.page(briefs.desk.incidents.ids())
    incident = next(one for one in every if one.facts.place == "Krynky")
    changed = replace(incident.facts, place="Tokmak")
    briefs.session.correct_incident(incident.number, changed, "misheard")
    qtbot.waitUntil(lambda: "▲ 1 of its facts was corrected since" in texts(page.issued), timeout=10_000)
    ask = next(b for b in page.issued.findChildren(QPushButton) if b.text() == "Corrigendum…")
    ask.click()
    shows(briefs, qtbot, "Corrigendum to BRF-2026-0001", "Place: Krynky → Tokmak", "misheard")
    briefs.trigger("issue_briefing")
    qtbot.waitUntil(lambda: "corrected since" not in texts(page.issued), timeout=10_000)
    assert briefs.desk.briefings.get("BRF-2026-0002").corrects == "BRF-2026-0001"
    assert briefs.desk.briefings.pages("BRF-2026-0001") == frozen


# --- off the window's thread ---------------------------------------------------------------------------


def test_no_page_is_set_in_the_windows_thread(
    briefs: Room, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    real = products.render

    def spied(*args: object, **named: object) -> bytes:
        threads.append(threading.current_thread())
        return real(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(products, "render", spied)
    briefs.files.path, briefs.printers.path = tmp_path / "a.pdf", tmp_path / "b.pdf"
    briefs.pages.briefs.refresh()
    wait_for_pages(briefs, qtbot)
    for action in ("save_briefing", "print_briefing", "issue_briefing"):
        briefs.trigger(action)
    assert len(saved(briefs)) == 3
    assert len(threads) >= 4
    assert threading.main_thread() not in threads


def test_drawing_can_be_stopped_and_the_pages_stay(
    briefs: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = briefs.pages.briefs
    going, shown = threading.Event(), preview(briefs)

    def endless(request: Request) -> object:
        def work(report: object) -> object:
            while True:
                report(0.25)  # type: ignore[operator]
                going.set()
                threading.Event().wait(0.01)

        return work

    monkeypatch.setattr(briefs.session.briefings, "preparing", endless)
    page.refresh()
    qtbot.waitUntil(lambda: "25 %" in page.state.text(), timeout=10_000)
    assert page.preview.stop.isVisible()
    page.preview.stop.click()
    qtbot.waitUntil(lambda: not page.is_drawing, timeout=10_000)
    assert page.state.text() == "Stopped. The pages are older than the choices."
    assert preview(briefs) == shown
    assert not page.preview.stop.isVisible()
    monkeypatch.undo()
    page.refresh()
    page.refresh()  # overtakes the first
    wait_for_pages(briefs, qtbot)
    settle()
    assert "draft, as of" in page.state.text()


# --- the printer ---------------------------------------------------------------------------------------


def test_ranges_order_and_copies_are_those_of_the_dialog(qapp: object) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    assert chosen_pages(printer, 3) == [0, 1, 2]
    printer.setFromTo(2, 9)
    assert chosen_pages(printer, 3) == [1, 2]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString("1,3-4"))
    assert chosen_pages(printer, 5) == [0, 2, 3]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert chosen_pages(printer, 5) == [3, 2, 0]
    printer.setCopyCount(2)
    if not printer.supportsMultipleCopies():
        printer.setCollateCopies(True)
        assert chosen_pages(printer, 5) == [3, 2, 0, 3, 2, 0]
        printer.setCollateCopies(False)
        assert chosen_pages(printer, 5) == [3, 3, 2, 2, 0, 0]
