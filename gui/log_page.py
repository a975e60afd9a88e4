"""The log: find, the table, and below it the chosen incident or the form of a new one."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QWidget,
)
from typing_extensions import override

from domain.filter import Filter
from domain.incident import Incident
from domain.words import _, n_
from gui.actions import Actions
from gui.entry_sheet import EntrySheet
from gui.incident_panel import IncidentPanel
from gui.incident_table import COLUMNS, IncidentTable
from gui.messages import Messages
from gui.parts import action_button, column, label, row
from gui.session import Session
from gui.settings import Settings
from gui.theme import Theme

ROW = 28
PAUSE_MS = 120
"""How long typing must rest before the log is searched."""


class LogTable(QTableView):
    """The table itself: Enter opens what is below, Home and End go to the ends of the log."""

    entered = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        model = self.model()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and model.rowCount():
            self.selectRow(0 if key == Qt.Key.Key_Home else model.rowCount() - 1)
        else:
            super().keyPressEvent(event)


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
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.search)
        self.model = IncidentTable(session.desk.incidents)
        self.find_field = self._make_find()
        self.waiting = QPushButton(_("Not assessed"))
        self.waiting.setCheckable(True)
        self.waiting.setAutoDefault(False)
        self.waiting.setProperty("role", "switch")
        self.waiting.setToolTip(_("Only incidents that wait for an assessment"))
        self.waiting.toggled.connect(self.search)
        self.count = label("", "soft")
        self.table = self._make_table()
        self.panel = IncidentPanel(session, actions)
        self.sheet = EntrySheet(session, settings, messages)
        self.sheet.logged.connect(self.show_incident)
        self.sheet.finished.connect(self._on_sheet_finished)
        self.sheet.grown.connect(self._fit_sheet)
        self.below = QStackedWidget()
        self.below.addWidget(self.panel)
        self.below.addWidget(self.sheet)
        bar = QWidget()
        bar.setObjectName("filter")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = row(
            self.find_field,
            self.waiting,
            self.count,
            action_button(actions["import"]),
            action_button(actions["export"]),
            action_button(actions["new_incident"], role="primary"),
        )
        line.setContentsMargins(20, 10, 20, 10)
        line.setStretch(0, 1)
        bar.setLayout(line)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self._table_or_empty = QStackedWidget()
        self._table_or_empty.addWidget(self.table)
        self._table_or_empty.addWidget(self._empty(actions))
        self.splitter.addWidget(self._table_or_empty)
        self.splitter.addWidget(self.below)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([420, 280])
        self.setLayout(column(bar, self.splitter, gap=0))
        self.model.sorted_anew.connect(self._on_sorted)
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
        """What the find field and the switch select."""
        return Filter(
            words=self.find_field.text(), determination="not_assessed" if self.waiting.isChecked() else None
        )

    def search(self) -> None:
        """Show what the find field asks for."""
        number = self.incident.number if self.incident else ""
        self.model.choose(self.filter)
        self._after_reload(number)

    def refresh(self) -> None:
        """Read again after a write; the chosen incident stays chosen."""
        number = self.incident.number if self.incident else ""
        self.model.reload()
        self._after_reload(number)

    def show_incident(self, number: str) -> None:
        """Choose an incident; where the filter hides it the filter is lifted."""
        if self.model.row_of(number) is None:
            self.find_field.clear()
            self.waiting.setChecked(False)
            self.search()
        self._choose_row(self.model.row_of(number))

    def focus_find(self) -> None:
        self.find_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_field.selectAll()

    def new_incident(self) -> None:
        """Open the form; what was typed and not saved is still there."""
        self.sheet.start()
        self._show_sheet()

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
        self._settings.set_bytes("log/columns", self.table.horizontalHeader().saveState())

    # --- making and reacting -------------------------------------------------------------------

    def _show_sheet(self) -> None:
        self.below.setCurrentWidget(self.sheet)
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
        self.below.setVisible(self._session.desk.incidents.count() > 0)
        height = self.splitter.height() or 600
        self.splitter.setSizes([round(height * 0.6), round(height * 0.4)])
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _after_reload(self, number: str) -> None:
        rows = self.model.rowCount()
        total = self._session.desk.incidents.count() if not self.filter.is_empty else rows
        text = n_("{n} incident", "{n} incidents", rows)
        if not self.filter.is_empty:
            text = _("{found} of {total}").format(found=text, total=f"{total:,}")
        self.count.setText(text)
        self._table_or_empty.setCurrentIndex(1 if total == 0 else 0)
        self.below.setVisible(total > 0 or self.below.currentWidget() is self.sheet)
        row_number = self.model.row_of(number) if number else None
        if row_number is None and rows:
            row_number = 0
        self._choose_row(row_number)

    def _on_sorted(self) -> None:
        if self.panel.incident is not None:
            self._choose_row(self.model.row_of(self.panel.incident.number))

    def _choose_row(self, row_number: int | None) -> None:
        if row_number is None:
            self.table.clearSelection()
            self._on_current()
            return
        index = self.model.index(row_number, max(self.table.currentIndex().column(), 0))
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.table.scrollTo(index)

    def _on_current(self, *_indexes: object) -> None:
        incident = self.incident
        self.panel.show_incident(incident)
        self.chosen.emit(incident)

    def _on_entered(self) -> None:
        self.panel.setFocus()

    def _make_find(self) -> QLineEdit:
        find = QLineEdit()
        find.setPlaceholderText(_("Find: any words, in any order (Ctrl+F)"))
        find.setAccessibleName(_("Find incidents"))
        find.setClearButtonEnabled(True)
        find.textChanged.connect(self._pause.start)
        find.returnPressed.connect(self._find_now)
        return find

    def _find_now(self) -> None:
        self._pause.stop()
        self.search()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_table(self) -> LogTable:
        table = LogTable()
        table.setModel(self.model)
        table.setAccessibleName(_("Incidents"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = table.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(ROW)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads = table.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionsMovable(True)
        heads.setStretchLastSection(True)
        heads.setFixedHeight(30)
        for index, spec in enumerate(COLUMNS):
            table.setColumnWidth(index, spec.width)
        heads.restoreState(self._settings.bytes("log/columns"))
        for header in (rows, heads):  # a header asks the selection about every row; it must not ask ours
            header.setSelectionModel(QItemSelectionModel(self.model, header))
        heads.setSortIndicator(1, Qt.SortOrder.DescendingOrder)
        table.setSortingEnabled(True)
        table.selectionModel().currentChanged.connect(self._on_current)
        table.entered.connect(self._on_entered)
        return table

    def _empty(self, actions: Actions) -> QWidget:
        made = QWidget()
        words = label(_("No incidents yet."), "title")
        what = label(_("Log the first one by hand, or bring in a CSV file."), "soft", wrap=True)
        line = row(
            action_button(actions["new_incident"], role="primary"), action_button(actions["import"]), None
        )
        made.setLayout(column(words, what, line, None, gap=12, margin=28))
        return made
