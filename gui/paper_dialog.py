"""The deadline sheet and the handover: seen as pages, then saved or printed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from domain.errors import DeskError
from domain.imprint import Imprint
from domain.instant import format_dtg
from domain.words import _, n_
from gui.outlet import Draft, Outlet
from gui.parts import Combo, button, column, label, row
from gui.pdf_viewer import PdfViewer
from gui.session import Session
from gui.tasks import Tasks
from reports import deadline_sheet as sheet_pages
from reports import handover as handover_pages

if TYPE_CHECKING:
    from gui.pages import Services

PAPERS = (("A4", "A4"), ("Letter", "US Letter"))
MakeDraft = Callable[[str | None, str], Draft]
"""From a serial (None for a draft) and a page size to what can be drawn."""


class PaperDialog(QDialog):
    """Pages of one product as of now. It gets its serial when it is saved or printed, not before.

    A read-only desk gives no serial: what is saved or printed then is a draft, and says so on every page.
    """

    def __init__(
        self, parent: QWidget, session: Session, services: Services, title: str, make: MakeDraft
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.resize(820, 720)
        self._session, self._services, self._make = session, services, make
        self._outlet = Outlet(session, services.settings, services.files, services.printers)
        self._tasks = Tasks(self)
        self._product: Imprint | None = None
        self.viewer = PdfViewer()
        self.state = label("", "soft", wrap=True)
        self.paper = Combo()
        self.paper.setAccessibleName(_("Paper"))
        for key, name in PAPERS:
            self.paper.addItem(name, key)
        self.paper.setCurrentIndex(max(self.paper.findData(services.settings.text("paper", "A4")), 0))
        self.paper.currentIndexChanged.connect(self._on_paper)
        self.print_button = button(_("Print…"), self.print, role="primary")
        self.save_button = button(_("Save as PDF…"), self.save)
        self.print_button.setDefault(True)
        close = button(_("Close"), self.reject, tip="Esc")
        parts = [label(title, "heading"), self.state, self.viewer]
        if session.desk.readonly:
            parts.insert(
                1, label(_("This desk is open read-only: its pages are drafts."), "warning", wrap=True)
            )
        buttons = row(label(_("Paper"), "soft"), self.paper, None, close, self.save_button, self.print_button)
        layout = column(*parts, buttons, gap=8, margin=20)
        layout.setStretchFactor(self.viewer, 1)
        self.setLayout(layout)
        self.print_button.setFocus()
        self.refresh()

    @property
    def is_drawing(self) -> bool:
        """Whether pages are still being drawn."""
        return self._tasks.is_busy

    def refresh(self) -> None:
        """Draw the pages again, from the desk as it is now."""
        try:
            draft = self._make(None, self._page_size)
        except DeskError as error:
            self._services.messages.error(self, error)
            return
        self._product = draft.product
        self.state.setText(_("Drawing the pages …"))
        self._tasks.run(draft.render, self._show_draft, self._on_failed)

    def save(self) -> None:
        """Save the pages as PDF, under a serial where the desk gives one."""
        self._leave(self._save)

    def print(self) -> None:
        """Print the pages through the system's dialog, under a serial where the desk gives one."""
        self._leave(self._print)

    @property
    def _page_size(self) -> str:
        return str(self.paper.currentData())

    def _leave(self, way: Callable[[Imprint, bytes], str]) -> None:
        """Draw the pages as they leave the desk and let them leave; a draft is shown again if they do not."""
        self._tasks.wait()  # a draft drawn late must not take the place of what leaves the desk
        briefings = self._session.desk.briefings
        serial = None if self._session.desk.readonly else briefings.next_serial(self._session.now().year)
        try:
            draft = self._make(serial, self._page_size)
            pdf = draft.render()
            done = way(draft.product, pdf)
        except DeskError as error:
            self._services.messages.error(self, error)
            done = ""
        if not done:
            self.refresh()
            return
        self.viewer.show_pdf(pdf)
        self.state.setText(done)

    def _save(self, product: Imprint, pdf: bytes) -> str:
        target = self._outlet.save(self, product, pdf)
        if target is None:
            return ""
        return _("Saved as {serial}: {file}").format(serial=product.serial or _("DRAFT"), file=target)

    def _print(self, product: Imprint, pdf: bytes) -> str:
        if not self._outlet.print(self, product, pdf):
            return ""
        return _("Printed as {serial}.").format(serial=product.serial or _("DRAFT"))

    def _show_draft(self, pdf: bytes) -> None:
        count = self.viewer.show_pdf(pdf)
        assert self._product is not None
        drawn = _("draft, as of {time}").format(time=format_dtg(self._product.cut_off))
        pages = n_("{n} page", "{n} pages", count)
        self.state.setText(f"{pages} · {drawn}")

    def _on_paper(self) -> None:
        self._services.settings.set_text("paper", self._page_size)
        self.refresh()

    def _on_failed(self, error: BaseException) -> None:
        self.state.setText("")
        raise error


def deadline_sheet(parent: QWidget, session: Session, services: Services) -> PaperDialog:
    """Every open deadline on paper."""

    def make(serial: str | None, paper: str) -> Draft:
        facts = session.deadline_sheet(serial)
        return Draft(facts, partial(sheet_pages.render, facts, page_size=paper))

    return PaperDialog(parent, session, services, _("Deadline sheet"), make)


def handover(parent: QWidget, session: Session, services: Services) -> PaperDialog:
    """What the next watch must know, on paper."""

    def make(serial: str | None, paper: str) -> Draft:
        facts = session.handover(serial)
        return Draft(facts, partial(handover_pages.render, facts, page_size=paper))

    return PaperDialog(parent, session, services, _("Watch handover"), make)
