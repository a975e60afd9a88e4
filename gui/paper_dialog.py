"""One product without choices, such as the deadline sheet: seen as pages, then saved or printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QLayout, QWidget

from domain.errors import DeskError
from domain.instant import format_dtg
from domain.request import PAPERS, Request
from domain.words import _, n_
from gui.briefing_writes import Prepared
from gui.outlet import Left, Outlet
from gui.parts import Combo, button, column, label, row
from gui.preview import Preview
from gui.session import Session

if TYPE_CHECKING:
    from gui.pages import Services


class PaperDialog(QDialog):
    """Pages of one product as of now. It gets its serial when it is saved or printed, not before.

    A read-only desk gives no serial: what is saved or printed then is a draft, and says so on every page.
    """

    def __init__(
        self, parent: QWidget, session: Session, services: Services, title: str, request: Request
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.resize(820, 720)
        self._session, self._services, self._asked = session, services, request
        self._outlet = Outlet(session, services.settings, services.files, services.printers)
        self.preview = Preview(self)
        self.preview.drawn.connect(self._show_draft)
        self.preview.failed.connect(self._on_failed)
        self.viewer, self.state = self.preview.viewer, self.preview.state
        self.paper = Combo()
        self.paper.setAccessibleName(_("Paper"))
        for key in PAPERS:
            self.paper.addItem(key if key == "A4" else _("US Letter"), key)
        self.paper.setCurrentIndex(max(self.paper.findData(services.settings.text("paper", "A4")), 0))
        self.paper.currentIndexChanged.connect(self._on_paper)
        self.print_button = button(_("Print…"), self.print, role="primary")
        self.save_button = button(_("Save as PDF…"), self.save)
        self.print_button.setDefault(True)
        close = button(_("Close"), self.reject, tip="Esc")
        parts: list[QWidget | QLayout] = [
            label(title, "heading"),
            row(self.state, None, self.preview.stop),
            self.viewer,
        ]
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
        return self.preview.is_busy

    def refresh(self) -> None:
        """Draw the pages again, from the desk as it is now; what is drawn now stops."""
        self.preview.draw(self._session.briefings.preparing(self._request))

    def save(self) -> None:
        """Save the pages as PDF, under a serial where the desk gives one."""
        self._leave(self._outlet.save, _("Saved as {serial}: {file}"))

    def print(self) -> None:
        """Print the pages through the system's dialog, under a serial where the desk gives one."""
        self._leave(self._outlet.print, _("Printed as {serial}."))

    @property
    def _request(self) -> Request:
        kind, record = self._asked.kind, self._asked.record
        return Request(kind=kind, record=record, paper=str(self.paper.currentData()))

    def _leave(self, way: Callable[[QWidget, Request], Left | None], done: str) -> None:
        """Let the pages leave the desk; a draft is shown again if they do not."""
        self.preview.halt(wait=True)  # a draft drawn late must not take the place of what leaves the desk
        try:
            left = way(self, self._request)
        except DeskError as error:
            self._services.messages.error(self, error)
            left = None
        if left is None:
            self.refresh()
            return
        self.preview.show_pdf(left.made.pdf, done.format(serial=left.name, file=left.path))

    def _show_draft(self, made: Prepared) -> None:
        count = self.preview.show_pdf(made.pdf, "")
        drawn = _("draft, as of {time}").format(time=format_dtg(made.product.cut_off))
        pages = n_("{n} page", "{n} pages", count)
        self.state.setText(f"{pages} · {drawn}")

    def _on_paper(self) -> None:
        self._services.settings.set_text("paper", str(self.paper.currentData()))
        self.refresh()

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, DeskError):
            raise error
        self._services.messages.error(self, error)


def deadline_sheet(parent: QWidget, session: Session, services: Services) -> PaperDialog:
    """Every open deadline on paper."""
    return PaperDialog(parent, session, services, _("Deadline sheet"), Request(kind="deadlines"))


def handover(parent: QWidget, session: Session, services: Services) -> PaperDialog:
    """What the next watch must know, on paper."""
    return PaperDialog(parent, session, services, _("Watch handover"), Request(kind="handover"))


def hash_list(parent: QWidget, session: Session, services: Services) -> PaperDialog:
    """Every file of evidence with its SHA-256, on paper."""
    return PaperDialog(parent, session, services, _("Evidence hash list"), Request(kind="hashes"))
