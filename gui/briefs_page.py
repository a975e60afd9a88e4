"""Products: choose what they say, see the pages, let them leave under a serial, open them again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from domain.briefing import Briefing
from domain.errors import DeskError, FieldError
from domain.filter import ALL, Filter
from domain.instant import format_dtg
from domain.query_sentence import describe
from domain.request import Request
from domain.words import _, n_
from gui.actions import Actions
from gui.briefing_form import BriefingForm
from gui.briefing_writes import Prepared
from gui.briefs_side import SavedFile, beside, leaving_buttons, period_buttons
from gui.files import Files
from gui.issued_list import IssuedList
from gui.kept_requests import KeptRequests
from gui.messages import Messages
from gui.outlet import Left, Outlet
from gui.parts import button, column, label, row
from gui.preview import Preview
from gui.printing import Printers
from gui.session import Session
from gui.settings import Settings
from gui.unfinished import Unfinished
from storage.briefings import SavedBriefing
from storage.requests import DRAFT, KeptRequest

PAUSE_MS = 350
"""How long typing must rest before the preview is drawn again."""


class BriefsPage(QWidget):
    """Choices at the left, the pages themselves at the right."""

    def __init__(
        self,
        session: Session,
        actions: Actions,
        settings: Settings,
        messages: Messages,
        files: Files,
        printers: Printers,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session, self._messages = session, messages
        self._outlet = Outlet(session, settings, files, printers)
        self.preview = Preview(self)
        self.preview.drawn.connect(self._show_draft)
        self.preview.failed.connect(self._on_failed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self._stale = True
        self.prepared: Prepared | None = None
        self.chosen = ALL
        self.narrowed = label("", "callout", wrap=True)
        self.widen = button(_("All incidents"), partial(self.use_filter, ALL), role="flat")
        self.form = BriefingForm(session.clock, self._outlet.pattern)
        self.kept = KeptRequests(session, messages, self._request)
        self.state = self.preview.state
        self.file = SavedFile(files)
        self.back = button(_("Back to the draft"), self.refresh, role="flat")
        self.issued = IssuedList(session)
        self.document = self.preview.viewer.pdf
        self.unfinished = Unfinished(settings.data, session.desk.path, session.vault)
        self._build(actions)
        self._wire()
        if (begun := self.unfinished.read()) is not None:
            self.form.take_up(begun, whole=begun.kind != "situation")

    @property
    def is_drawing(self) -> bool:
        """Whether pages are being drawn."""
        return self.preview.is_busy

    # --- the draft -----------------------------------------------------------------------------

    def activate(self) -> None:
        """The page is looked at: bring it up to date."""
        self.issued.refresh()
        self.kept.refresh()
        if self.form.follow_clock() or self._stale:
            self.refresh()
        self.form.focus("since" if self.form.kind == "situation" else "kind")

    def refresh(self) -> None:
        """Draw the pages again from the choices and from the log as it is now; what is drawn now stops."""
        self._pause.stop()
        self.preview.halt()
        request = self._request()
        if request is not None:
            self._stale = False
            self.unfinished.note(request)
            self.file.show_file(None)
            self.back.hide()
            self.preview.draw(self._session.briefings.preparing(request))

    def stop_work(self) -> None:
        """Let no thread read any more: the desk is about to be closed."""
        self._pause.stop()
        self.preview.halt(wait=True)
        self.issued.stop_work()

    def use_filter(self, chosen: Filter) -> None:
        """Brief on these incidents alone; the times of the filter give way to the period."""
        self.chosen = replace(chosen, since=None, until=None)
        if not self.chosen.is_empty:
            self.form.choose("situation")
        self._show_filter()
        self._draw_soon()

    def show_product(self, kind: str, record: str = "") -> None:
        """Ask for a product of a record."""
        self.form.choose(kind, record)
        self._draw_soon()

    # --- putting it out ------------------------------------------------------------------------

    def issue(self) -> None:
        """Give the product its serial and freeze it in the desk."""
        self._leave(self._outlet.issue, _("Issued as {serial}."))

    def save(self) -> None:
        """Give the product its serial, save it as PDF and freeze it in the desk."""
        self._leave(self._outlet.save, _("Saved as {serial}: {file}"))

    def print(self) -> None:
        """Give the product its serial, print it through the system's dialog and freeze it in the desk."""
        self._leave(self._outlet.print, _("Printed as {serial}."))

    def _leave(self, way: Callable[[QWidget, Request], Left | None], done: str) -> None:
        """Let the product leave the desk; the draft is drawn again where it did not."""
        try:
            request = self._final()
            left = way(self, request) if request is not None else None
        except DeskError as error:
            left = None
            if not (isinstance(error, FieldError) and self.form.show_error(error)):
                self._messages.error(self, error)
        if left is None:
            if self._request() is not None:
                self.refresh()
            return
        self.unfinished.done(left.made.request)
        self.preview.show_pdf(left.made.pdf, done.format(serial=left.name, file=left.path))
        self.file.show_file(left.path)

    def _final(self) -> Request | None:
        """What leaves the desk. Raises `DeskError` on a read-only desk: it gives no serial."""
        if not self.form.validate():
            return None
        if self._session.desk.readonly:
            raise DeskError(
                _("A briefing needs a serial, and this desk is open read-only."),
                self._session.desk.readonly,
                _("Save it from the program that has the desk open."),
            )
        self._pause.stop()
        self.preview.halt(wait=True)  # a draft drawn late must not take the place of what leaves the desk
        self._outlet.pattern = self.form.text("pattern")
        return self.form.request(self.chosen)

    def _request(self) -> Request | None:
        """What is chosen; None where a field cannot stand, which then says so."""
        try:
            return self.form.request(self.chosen)
        except FieldError as error:
            if not self.form.show_error(error):
                self._messages.error(self, error)
            return None

    # --- what was put out before -----------------------------------------------------------------

    def open_issued(self, issued: SavedBriefing) -> None:
        """Show the frozen pages."""
        try:
            pdf = self._session.desk.briefings.pages(issued.serial)
        except DeskError as error:
            self._messages.error(self, error)
            return
        shown = _("{serial} as it was issued {time}. SHA-256 {digest}")
        time = format_dtg(issued.produced_at)
        self.preview.show_pdf(pdf, shown.format(serial=issued.serial, time=time, digest=issued.sha256))
        self.file.show_file(None)
        self.back.show()

    def _save_issued(self, issued: SavedBriefing) -> None:
        try:
            path = self._outlet.save_again(self, issued)
        except DeskError as error:
            self._messages.error(self, error)
            return
        if path is not None:
            self.file.show_file(path)
            self.state.setText(_("{serial} saved again: {file}").format(serial=issued.serial, file=path))

    def _print_issued(self, issued: SavedBriefing) -> None:
        try:
            if self._outlet.print_again(self, issued):
                self.state.setText(_("{serial} printed again.").format(serial=issued.serial))
        except DeskError as error:
            self._messages.error(self, error)

    # --- showing -------------------------------------------------------------------------------

    def _show_draft(self, made: Prepared) -> None:
        self.prepared = made
        pages = n_("{n} page", "{n} pages", self.preview.show_pdf(made.pdf, ""))
        product = made.product
        parts = [pages]
        if isinstance(product, Briefing):
            parts.append(n_("{n} incident", "{n} incidents", len(product.incidents)))
        parts.append(_("draft, as of {time}").format(time=format_dtg(product.cut_off)))
        self.state.setText(" · ".join(parts))

    def _show_filter(self) -> None:
        self.narrowed.setText(_("Only incidents: {filter}").format(filter=describe(self.chosen)))
        narrowed = not self.chosen.is_empty and self.form.kind == "situation"
        for part in (self.narrowed, self.widen):
            part.setVisible(narrowed)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, FieldError) and self.form.show_error(error):
            return
        if not isinstance(error, DeskError):
            raise error
        self._messages.error(self, error)

    # --- choices -------------------------------------------------------------------------------

    def _draw_soon(self) -> None:
        self._stale = True
        if self.isVisible():
            self._pause.start()

    def _on_changed(self) -> None:
        if self.isVisible():
            self.form.follow_clock()
            self.issued.refresh()
        self._draw_soon()

    def _on_kind(self) -> None:
        for each in self._periods:
            each.setVisible(self.form.kind == "situation")
        self._show_filter()

    def _on_taken_up(self, kept: KeptRequest) -> None:
        self.chosen = kept.request.chosen if kept.sort == DRAFT else self.chosen
        self.form.take_up(kept.request, whole=kept.sort == DRAFT)
        self._show_filter()

    # --- building ------------------------------------------------------------------------------

    def _build(self, actions: Actions) -> None:
        self._periods = period_buttons(self.form)
        for part in (self.narrowed, self.widen, self.back):
            part.hide()
        layout = column(
            label(_("Products"), "heading"),
            self.kept,
            row(*self._periods, None, gap=4),
            self.narrowed,
            row(self.widen, None),
            self.form,
            self.issued,
            None,
            gap=10,
            margin=20,
        )
        leaving = column(
            self.state,
            row(self.preview.stop, self.file, self.back, None, gap=4),
            leaving_buttons(actions),
            gap=6,
        )
        self.setLayout(column(beside(layout, leaving, self.preview.viewer), gap=0))

    def _wire(self) -> None:
        self.form.edited.connect(self._draw_soon)
        self.form.kind_changed.connect(self._on_kind)
        self.kept.taken_up.connect(self._on_taken_up)
        self.issued.open_asked.connect(self.open_issued)
        self.issued.save_asked.connect(self._save_issued)
        self.issued.print_asked.connect(self._print_issued)
        self.issued.corrigendum_asked.connect(partial(self.show_product, "corrigendum"))
        self.issued.failed.connect(self._on_failed)
        for signal in (self._session.incidents_changed, self._session.breaches_changed):
            signal.connect(self._on_changed)
        self._session.briefings_changed.connect(self.issued.refresh)
