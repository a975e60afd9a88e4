"""Briefings: choose the period, see the pages, save or print them under a serial."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QSplitter, QVBoxLayout, QWidget

from domain.briefing import Briefing
from domain.errors import DeskError, FieldError
from domain.filter import ALL, Filter
from domain.instant import format_dtg
from domain.query_sentence import describe
from domain.words import N_, _, n_
from gui.actions import Actions
from gui.briefing_form import BriefingForm
from gui.files import Files
from gui.messages import Messages
from gui.outlet import Outlet
from gui.parts import action_button, button, clear, column, label, row
from gui.pdf_viewer import PdfViewer
from gui.printing import Printers
from gui.session import Session
from gui.settings import Settings
from gui.tasks import Tasks
from gui.theme import Theme
from reports.situation import render

PAUSE_MS = 350
"""How long typing must rest before the preview is drawn again."""
PERIODS = ((24, N_("24 h")), (72, N_("72 h")), (24 * 7, N_("7 d")))


class BriefsPage(QWidget):
    """Choices at the left, the pages themselves at the right."""

    def __init__(
        self,
        session: Session,
        theme: Theme,
        actions: Actions,
        settings: Settings,
        messages: Messages,
        files: Files,
        printers: Printers,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._messages = messages
        self._outlet = Outlet(session, settings, files, printers)
        self._tasks = Tasks(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self._stale = True
        self.briefing: Briefing | None = None
        self.chosen = ALL
        self.narrowed = label("", "callout", wrap=True)
        self.widen = button(_("All incidents"), self._on_widen, role="flat")
        self.narrowed.hide()
        self.widen.hide()
        self.form = BriefingForm(session.clock)
        self.form.edited.connect(self._on_edited)
        self.state = label("", "soft", wrap=True)
        self.saved = QVBoxLayout()
        self.saved.setSpacing(8)
        self.viewer = PdfViewer()
        self.document = self.viewer.pdf
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self._make_side(actions))
        splitter.addWidget(self.viewer)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([372, 836])
        self.setLayout(column(splitter, gap=0))
        for signal in (session.incidents_changed, session.breaches_changed):
            signal.connect(self._on_changed)
        session.briefings_changed.connect(self._show_saved)
        del theme

    # --- the draft -----------------------------------------------------------------------------

    def activate(self) -> None:
        """The page is looked at: bring it up to date."""
        self._show_saved()
        if self.form.follow_clock() or self._stale:
            self.refresh()
        self.form.focus("since")

    def refresh(self) -> None:
        """Draw the pages again from the choices and from the log as it is now."""
        self._pause.stop()
        try:
            self.briefing = self._draft()
        except FieldError as error:
            self.form.show_error(error)
            return
        self._stale = False
        self.state.setText(_("Drawing the pages …"))
        self._tasks.run(self._renderer(self.briefing), self._show_pages, self._on_failed)

    def use_filter(self, chosen: Filter) -> None:
        """Brief on these incidents alone; the times of the filter give way to the period."""
        self.chosen = replace(chosen, since=None, until=None)
        self.narrowed.setText(_("Only incidents: {filter}").format(filter=describe(self.chosen)))
        for part in (self.narrowed, self.widen):
            part.setVisible(not self.chosen.is_empty)
        self._stale = True
        if self.isVisible():
            self._pause.start()

    # --- putting it out ------------------------------------------------------------------------

    def save(self) -> None:
        """Give the briefing its serial, save it as PDF and note it in the journal."""
        self._leave(self._save)

    def print(self) -> None:
        """Give the briefing its serial and print it through the system's dialog."""
        self._leave(self._print)

    def _leave(self, way: Callable[[Briefing, bytes], str]) -> None:
        """Let the briefing leave the desk; the draft is drawn again where it did not."""
        done, pdf = "", b""
        try:
            if (made := self._final()) is None:
                return
            briefing, pdf = made
            done = way(briefing, pdf)
        except DeskError as error:
            self._messages.error(self, error)
        if not done:
            self.refresh()
            return
        self._show_pages(pdf)
        self.state.setText(done)

    def _save(self, briefing: Briefing, pdf: bytes) -> str:
        target = self._outlet.save(self, briefing, pdf)
        if target is None:
            return ""
        return _("Saved as {serial}: {file}").format(serial=briefing.serial, file=target)

    def _print(self, briefing: Briefing, pdf: bytes) -> str:
        if not self._outlet.print(self, briefing, pdf):
            return ""
        return _("Printed as {serial}.").format(serial=briefing.serial)

    def _final(self) -> tuple[Briefing, bytes] | None:
        """The briefing as it leaves the desk. Raises `DeskError` on a read-only desk: it gives no serial."""
        if not self.form.validate():
            return None
        if self._session.desk.readonly:
            raise DeskError(
                _("A briefing needs a serial, and this desk is open read-only."),
                self._session.desk.readonly,
                _("Save it from the program that has the desk open."),
            )
        self._pause.stop()
        self._tasks.wait()  # a draft drawn late must not take the place of what leaves the desk
        serial = self._session.desk.briefings.next_serial(self._session.now().year)
        try:
            briefing = self._draft(serial)
        except FieldError as error:
            if not self.form.show_error(error):
                raise
            return None
        self.briefing = briefing
        return briefing, self._renderer(briefing)()

    def _draft(self, serial: str | None = None) -> Briefing:
        since, until = self.form.period()
        return self._session.draft_briefing(
            since=since, until=until, plan=self.form.plan, serial=serial, chosen=self.chosen
        )

    def _renderer(self, briefing: Briefing) -> partial[bytes]:
        return partial(render, briefing, page_size=self.form.paper)

    # --- showing -------------------------------------------------------------------------------

    def _show_pages(self, pdf: bytes) -> None:
        pages = n_("{n} page", "{n} pages", self.viewer.show_pdf(pdf))
        assert self.briefing is not None
        count = n_("{n} incident", "{n} incidents", len(self.briefing.incidents))
        draft = _("draft, as of {time}").format(time=format_dtg(self.briefing.cut_off))
        self.state.setText(f"{pages} · {count} · {draft}")

    def _on_failed(self, error: BaseException) -> None:
        self.state.setText("")
        if isinstance(error, FieldError) and self.form.show_error(error):
            return
        if isinstance(error, DeskError):
            self._messages.error(self, error)
            return
        raise error

    def _show_saved(self) -> None:
        clear(self.saved)
        made = self._session.desk.briefings.saved(limit=30)
        for briefing in made:
            line = label(
                f"{briefing.serial} · {format_dtg(briefing.produced_at)} · {briefing.author}", selectable=True
            )
            period = f"{format_dtg(briefing.period_from)} – {format_dtg(briefing.period_to)}"
            line.setToolTip(f"{period}\nSHA-256 {briefing.sha256}")
            self.saved.addLayout(column(line, label(briefing.title, "small", wrap=True), gap=0))
        if not made:
            self.saved.addWidget(label(_("None yet."), "soft"))

    # --- choices -------------------------------------------------------------------------------

    def _on_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.form.follow_clock()
            self._pause.start()

    def _on_widen(self) -> None:
        self.use_filter(ALL)

    def _on_edited(self) -> None:
        self._pause.start()

    def _make_side(self, actions: Actions) -> QWidget:
        quick = [
            button(
                _(name),
                partial(self.form.set_hours, hours),
                role="flat",
                tip=_("Period: the last {time}").format(time=_(name)),
            )
            for hours, name in PERIODS
        ]
        side = QWidget()
        side.setLayout(
            column(
                label(_("Situation briefing"), "heading"),
                row(*quick, None, gap=4),
                self.narrowed,
                row(self.widen, None),
                self.form,
                row(
                    action_button(actions["save_briefing"], role="primary"),
                    action_button(actions["print_briefing"]),
                ),
                self.state,
                label(_("PUT OUT SO FAR"), "section"),
                self.saved,
                None,
                gap=10,
                margin=20,
            )
        )
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(side)
        area.setMinimumWidth(340)
        return area
