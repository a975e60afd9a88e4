"""One watch with the keyboard alone: from an empty settings folder to a briefing on paper."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from domain.clock import ManualClock
from domain.instant import format_short
from gui.dialogs import FormDialog
from gui.pages import Services
from gui.settings import Settings
from gui.theme import Scheme, Theme, load_fonts
from gui.window import MainWindow
from tests.gui.fakes import FakeFiles, FakeMessages, PdfPrinters
from tests.gui.hands import focused, in_form, press, settle, type_text


@pytest.fixture
def files() -> FakeFiles:
    return FakeFiles()


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, clock: ManualClock, files: FakeFiles, tmp_path: Path
) -> MainWindow:
    load_fonts()
    settings = Settings(tmp_path / "config", tmp_path / "data")
    services = Services(settings, Theme(qapp, Scheme.LIGHT), FakeMessages(), files, PdfPrinters())
    window = MainWindow(clock, services)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def tab_to(name: str) -> None:
    """Press Tab until the control of that accessible name has the focus."""
    for _ in range(60):
        here = focused()
        if here.accessibleName().startswith(name):
            return
        press("Tab")
    raise AssertionError(f"Tab does not lead to {name}")


def type_in(**values: str) -> None:
    """Type into fields by Tab, named by their key."""
    for key, text in values.items():
        for _ in range(60):
            if focused().objectName() == key:
                break
            press("Tab")
        assert focused().objectName() == key
        press("Ctrl+A")
        type_text(text)


def test_from_nothing_to_a_briefing(
    window: MainWindow, files: FakeFiles, clock: ManualClock, qtbot: QtBot, tmp_path: Path
) -> None:
    desk_file, pdf_file = tmp_path / "north.desk", tmp_path / "brief.pdf"

    # a desk, from the start page
    files.path = desk_file
    tab_to("New desk")
    assert isinstance(focused(), QPushButton)

    def create(_dialog: FormDialog) -> None:
        type_in(name="Northern desk", code="nth", author="AB")
        press("Ctrl+Return")

    in_form(lambda: press("Space"), create)
    assert desk_file.exists()
    assert window.session is not None
    desk = window.session.desk

    # an incident
    press("Ctrl+N")
    assert focused().objectName() == "occurred"
    type_text("-2h")
    type_in(place="Orikhiv", oblast="Zaporizhzhia", kind="artillery")
    press("Return")  # closes the list of suggestions
    type_in(quantity=">= 12 explosions", source="Patrol 3", grade="B2")
    type_in(description="Outgoing fire, then impacts in the east of the town. Куп'янськ")
    press("Ctrl+S")
    incident = desk.incidents.page(desk.incidents.ids())[0]
    assert incident.number == "CV-2026-000001"
    assert (incident.facts.kind, incident.facts.place, incident.facts.oblast) == (
        "artillery",
        "Orikhiv",
        "UA-23",
    )
    assert str(incident.facts.sources[0].grade) == "B2"
    assert incident.facts.description.endswith("Куп'янськ")
    assert focused() is window.pages.log.table  # type: ignore[union-attr]

    # assessed as a breach
    def assess(dialog: FormDialog) -> None:
        assert focused() is dialog.form.views["basis"].editor
        type_text("two independent reports")
        press("Ctrl+Return")

    in_form(lambda: press("Ctrl+B"), assess)
    press("Ctrl+G")
    number = desk.incidents.get(incident.number).breach
    assert number == "BR-2026-0001"

    # an action in response
    def act(dialog: FormDialog) -> None:
        assert focused() is dialog.form.views["at"].editor
        type_text("-30m")
        type_in(source="Liaison officer", note="by telephone")
        press("Ctrl+Return")

    in_form(lambda: press("R"), act)
    breach = desk.breaches.get(number)
    assert [action.source for action in breach.actions] == ["Liaison officer"]
    assert breach.actions[0].completes

    # on paper
    files.path = pdf_file
    press("Ctrl+P")
    qtbot.waitUntil(pdf_ready(window), timeout=10_000)
    press("Ctrl+S")
    pages = [page.extract_text() for page in PdfReader(pdf_file).pages]
    text = "\n".join(pages)
    t0 = incident.facts.occurred
    for hours in (24, 72):
        deadline = t0.earliest + timedelta(hours=hours)
        assert format_short(deadline) in text, f"{hours} h in UTC"
        kyiv = deadline + timedelta(hours=2)  # winter time
        assert f"{kyiv:%H:%M} Kyiv" in text, f"{hours} h in Kyiv"
    assert incident.number in text
    assert "B2" in text
    assert number in text
    assert [page.count("TLP:AMBER") >= 2 for page in pages] == [True] * len(pages)
    assert "DRAFT" not in text

    # and home
    press("Ctrl+Q")
    settle()
    assert not window.isVisible()
    assert window.services.messages.errors == []  # type: ignore[attr-defined]
    assert window.services.settings.recent == [desk_file]


def pdf_ready(window: MainWindow):  # type: ignore[no-untyped-def]
    def ready() -> bool:
        return window.pages is not None and "draft" in window.pages.briefs.state.text()

    return ready
