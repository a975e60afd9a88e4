"""The log: find, the table, and below it the chosen incident or the form of a new one."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QSplitter,
    QStackedWidget,
    QWidget,
)

from domain.errors import DeskError
from domain.filter import Filter
from domain.incident import Incident
from domain.words import _, n_
from gui.actions import Actions
from gui.empty_log import EmptyLog
from gui.entry_sheet import EntrySheet
from gui.filter_bar import FilterBar
from gui.incident_panel import IncidentPanel
from gui.incident_table import IncidentTable
from gui.log_table import LogTable
from gui.messages import Messages
from gui.parts import column
from gui.session import Session
from gui.settings import Settings
from gui.theme import Theme


class LogPage(QWidget):
    """All incidents of the desk."""

    chosen = Signal(object)
    """The chosen `Incident`, or None."""

    def __init__(
        self, session: Session, theme: Theme, actions: Actions, settings: Settings, messages: Messages
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._settings = settings
        self._wanted = ""
        """The number to choose once the rest of a long selection is there."""
        self._searched = ""
        """What was typed when the log was last searched."""
        self.model = IncidentTable(session.desk.incidents)
        self.bar = FilterBar(session, theme, actions, settings, messages)
        self.find_field, self.waiting, self.count = self.bar.field, self.bar.waiting, self.bar.count
        self.table = LogTable(self.model, settings)
        self.panel = IncidentPanel(session, actions)
        self.sheet = EntrySheet(session, settings, messages)
        self.sheet.logged.connect(self.show_incident)
        self.sheet.finished.connect(self._on_sheet_finished)
        self.sheet.grown.connect(self._fit_sheet)
        self.below = QStackedWidget()
        self.below.addWidget(self.panel)
        self.below.addWidget(self.sheet)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self._table_or_empty = QStackedWidget()
        self._table_or_empty.addWidget(self.table)
        self.empty = EmptyLog(actions)
        self._table_or_empty.addWidget(self.empty)
        self._table_or_empty.setMinimumHeight(110)  # what an empty log says must not take room from the form
        self.splitter.addWidget(self._table_or_empty)
        self.splitter.addWidget(self.below)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([420, 280])
        self.setLayout(column(self.bar, self.splitter, gap=0))
        self.bar.changed.connect(self.search)
        self.bar.left.connect(self.focus_table)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.entered.connect(self._on_entered)
        self.model.sorted_anew.connect(self._on_sorted)
        self.model.settled.connect(self._on_settled)
        session.incidents_changed.connect(self.refresh)
        theme.changed.connect(self.table.viewport().update)
        self.refresh()

    # --- what is shown -------------------------------------------------------------------------

    @property
    def incident(self) -> Incident | None:
        """The chosen incident."""
        index = self.table.currentIndex()
        return self.model.incident(index.row()) if index.isValid() else None

    @property
    def filter(self) -> Filter:
        """What the table shows: what is typed, as far as it could be read."""
        return self.model.chosen

    @property
    def selection(self) -> Sequence[int] | None:
        """The row ids of the selected incidents, in their order, where they are several; else None."""
        if self.table.selected_count < 2:
            return None
        if self.table.selects_all:  # those too that are still being read
            return self.model.all_ids()
        return array("q", self.model.ids_of(self.table.selected_spans()))

    @property
    def selected_numbers(self) -> list[str] | None:
        """The numbers of the selected incidents where they are several; else None."""
        ids = self.selection
        return None if ids is None else [i.number for i in self._session.desk.incidents.page(ids)]

    def search(self) -> None:
        """Show what the filter asks for; while it cannot be read, what it asked for before."""
        chosen = self.bar.read()
        if chosen is not None:
            number = self.incident.number if self.incident else ""
            if self.bar.text != self._searched and self.table.selects_all:
                self.table.choose(max(self.table.currentIndex().row(), 0), 0)  # all of that, not of this
            self._searched = self.bar.text
            self.model.choose(chosen)
            self._after_reload(number)

    def refresh(self) -> None:
        """Read again after a write; the chosen incident stays chosen. “The last 24 hours” end now."""
        number = self.incident.number if self.incident else ""
        again = self.bar.text == self._searched
        self.model.choose(self.bar.read() or self.model.chosen, again=again)
        self._after_reload(number)

    def show_incident(self, number: str) -> None:
        """Choose an incident; where the filter hides it the filter is lifted."""
        if self.model.row_of(number) is None:
            self.bar.ask("")
        if (row_number := self.model.row_of(number)) is None:
            self._wanted = number
            self.panel.show_incident(self._session.desk.incidents.get(number))
        else:
            self._choose_row(row_number)

    def focus_find(self) -> None:
        self.bar.focus()

    def focus_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def new_incident(self) -> None:
        """Open the form; what was typed and not saved is still there."""
        self.sheet.start()
        self._show_sheet()

    @property
    def has_drafts(self) -> bool:
        """Whether something was typed and not saved when the window was closed."""
        known = self.sheet.restored or bool(self.sheet.drafts.corrections())
        return known and not self._session.desk.readonly

    def take_up(self) -> None:
        """Go on with it: with a new incident first."""
        if self.sheet.restored:
            self.new_incident()
            return
        for number in self.sheet.drafts.corrections():
            try:
                incident = self._session.desk.incidents.get(number)
            except DeskError:
                continue  # a draft of a record that this desk does not have
            self.show_incident(number)
            self.correct(incident)
            return

    def correct(self, incident: Incident) -> None:
        """Open the form on a record."""
        self.sheet.start_correction(incident)
        self._show_sheet()

    def enter_like(self, incident: Incident) -> None:
        """Open the form with what may be taken over from a record."""
        self.sheet.start_like(incident)
        self._show_sheet()

    def remember(self) -> None:
        """Keep columns and splitter for the next start."""
        self.table.remember()

    def stop(self) -> None:
        """Let no thread read the desk any more: it is about to be closed."""
        self.model.rows.stop()

    # --- making and reacting -------------------------------------------------------------------

    def _show_sheet(self) -> None:
        self.below.setCurrentWidget(self.sheet)
        self.empty.how.hide()
        self.below.show()
        self._fit_sheet()
        self.sheet.form.focus("occurred")

    def _fit_sheet(self) -> None:
        if self.below.currentWidget() is not self.sheet:
            return
        wanted = self.sheet.wanted_height()
        height = self.splitter.height() or 600
        self.splitter.setSizes([max(height - wanted, 110), wanted])

    def _on_sheet_finished(self) -> None:
        self.below.setCurrentWidget(self.panel)
        self.empty.how.show()
        self._show_begun()
        self.below.setVisible(self._session.desk.incidents.count() > 0)
        height = self.splitter.height() or 600
        self.splitter.setSizes([round(height * 0.6), round(height * 0.4)])
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _after_reload(self, number: str) -> None:
        rows = self.model.rowCount()
        total = self._session.desk.incidents.total()
        self._table_or_empty.setCurrentIndex(1 if total == 0 else 0)
        self.below.setVisible(total > 0 or self.below.currentWidget() is self.sheet)
        row_number = self.model.row_of(number) if number else None
        self._wanted = number if row_number is None and not self.model.rows.complete else ""
        if row_number is None and rows:
            row_number = 0
        self._bring_back(row_number)
        self._show_count()

    def _show_count(self, *_args: object) -> None:
        """How many were found, as far as is known: counting never holds up typing."""
        rows, found = self.model.rowCount(), self.model.rows
        total = self._session.desk.incidents.total()
        if self.model.failure is not None:
            text = str(self.model.failure)
        elif found.searching:
            text = _("searching…")
        elif self.model.chosen.is_empty:
            text = n_("{n} incident", "{n} incidents", total)
        else:
            more = "" if found.complete else "+"
            text = n_("{n} incident", "{n} incidents", rows).replace(f"{rows:,}", f"{rows:,}{more}", 1)
            text = _("{found} of {total}").format(found=text, total=f"{total:,}")
        selected = self.table.selected_count
        if self.table.selects_all:
            text = _("{count} · all selected").format(count=text)
        elif selected > 1:
            text = _("{count} · {n} selected").format(count=text, n=f"{selected:,}")
        self.count.setText(text)

    def _on_selection(self) -> None:
        self._show_count()
        self.chosen.emit(self.incident)

    def _on_settled(self) -> None:
        """The rest of a long selection came in: who stands where stays, and so does what is seen."""
        seen = self.table.verticalScrollBar().value()
        number = self._wanted or (self.panel.incident.number if self.panel.incident else "")
        wanted, self._wanted = self._wanted, ""
        row_number = self.model.row_of(number) if number else None
        if row_number is not None or self.model.rowCount():
            self._bring_back(row_number or 0)
        if not wanted:
            self.table.verticalScrollBar().setValue(seen)
        self._show_count()

    def _on_sorted(self) -> None:
        if self.panel.incident is not None:
            self._bring_back(self.model.row_of(self.panel.incident.number))
        self._show_count()

    def _bring_back(self, row_number: int | None) -> None:
        if row_number is None:
            self._choose_row(None)
            return
        self.table.bring_back(row_number)
        self._on_current()

    def _choose_row(self, row_number: int | None) -> None:
        if row_number is None:
            self.table.clearSelection()
            self._on_current()
            return
        self.table.choose(row_number, max(self.table.currentIndex().column(), 0))

    def _on_current(self, *_indexes: object) -> None:
        incident = self.incident
        self.panel.show_incident(incident)
        self._show_begun()
        self.chosen.emit(incident)

    def _show_begun(self) -> None:
        incident = self.panel.incident
        self.panel.begun.setVisible(incident is not None and bool(self.sheet.drafts.read(incident.number)))

    def _on_entered(self) -> None:
        self.panel.setFocus()
