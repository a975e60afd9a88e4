"""The table of the log as a widget: keys, selection over many pages, and which columns are shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView
from typing_extensions import override

from domain.filter import Order
from domain.words import _
from gui.incident_table import COLUMNS, IncidentTable
from gui.settings import Settings

ROW = 28
_STATE = "log/columns"
_HIDDEN = "log/hidden"
MOST_KEPT = 200_000
"""Most incidents, picked by hand, that stay selected when rows are read again; all of the log always do."""
_ALWAYS = Order.NUMBER
"""The column that cannot be hidden: without it a row has no name."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Who is selected while rows are read again: these row ids, or all that is shown."""

    ids: frozenset[int]
    everything: bool


class LogTable(QTableView):
    """Enter opens what is below, Home and End go to the ends of the log, Shift and Ctrl choose several."""

    entered = Signal()

    _kept: Kept | None = None
    _waiting = False
    _bringing = False

    def __init__(self, model: IncidentTable, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._table = model
        self.setModel(model)
        self.setAccessibleName(_("Incidents"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setDefaultSectionSize(ROW)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setHighlightSections(False)
        heads.setSectionsMovable(True)
        heads.setStretchLastSection(True)
        heads.setFixedHeight(30)
        for index, spec in enumerate(COLUMNS):
            self.setColumnWidth(index, spec.width)
        heads.restoreState(settings.bytes(_STATE))
        for header in (rows, heads):  # a header asks the selection about every row; it must not ask ours
            header.setSelectionModel(QItemSelectionModel(model, header))
        heads.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heads.customContextMenuRequested.connect(self.choose_columns)
        heads.setSortIndicator(1, Qt.SortOrder.DescendingOrder)
        self._sorted = (1, Qt.SortOrder.DescendingOrder)
        heads.sortIndicatorChanged.connect(self._on_indicator)
        self.setSortingEnabled(True)
        model.modelAboutToBeReset.connect(self._keep)
        self.selectionModel().selectionChanged.connect(self._on_chosen_anew)
        hidden = settings.text(_HIDDEN).split()
        for index, spec in enumerate(COLUMNS):
            self.setColumnHidden(index, spec.order.value in hidden and spec.order is not _ALWAYS)

    def remember(self) -> None:
        """Keep widths, order and choice of columns for the next start."""
        self._settings.set_bytes(_STATE, self.horizontalHeader().saveState())

    def _on_indicator(self, column: int, order: Qt.SortOrder) -> None:
        """The mark of the order goes back where it was, if the column has none."""
        if column >= 0 and COLUMNS[column].order.is_scale:
            self._sorted = (column, order)
            return
        heads = self.horizontalHeader()
        heads.blockSignals(True)
        heads.setSortIndicator(*self._sorted)
        heads.blockSignals(False)
        heads.viewport().update()

    # --- columns ---------------------------------------------------------------------------------

    def columns_menu(self) -> QMenu:
        """A menu of every column, with a mark at those that are shown."""
        menu = QMenu(self)
        for index, spec in enumerate(COLUMNS):
            action = menu.addAction(_(spec.heading))
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(index))
            action.setEnabled(spec.order is not _ALWAYS)
            action.toggled.connect(partial(self.show_column, index))
        menu.addSeparator()
        menu.addAction(_("All columns in their first order"), self.reset_columns)
        return menu

    def choose_columns(self, at: QPoint | None = None) -> None:
        """Open the menu of columns at the header."""
        heads = self.horizontalHeader()
        menu = self.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(heads.mapToGlobal(at or heads.rect().bottomLeft()))

    def show_column(self, index: int, shown: bool) -> None:
        """Show or hide a column."""
        self.setColumnHidden(index, not shown)
        hidden = (spec.order.value for i, spec in enumerate(COLUMNS) if self.isColumnHidden(i))
        self._settings.set_text(_HIDDEN, " ".join(hidden))

    def reset_columns(self) -> None:
        """Every column, where and as wide as it was at first."""
        heads = self.horizontalHeader()
        for index, spec in enumerate(COLUMNS):
            heads.moveSection(heads.visualIndex(index), index)
            self.setColumnWidth(index, spec.width)
            self.show_column(index, True)

    # --- what is selected ------------------------------------------------------------------------

    def selected_spans(self) -> list[tuple[int, int]]:
        """The selected rows as spans, first and last included, in order: never row by row."""
        spans: list[tuple[int, int]] = []
        selection = self.selectionModel().selection()
        parts = (selection.at(index) for index in range(selection.count()))
        for part in sorted((part.top(), part.bottom()) for part in parts):
            if spans and part[0] <= spans[-1][1] + 1:
                spans[-1] = (spans[-1][0], max(part[1], spans[-1][1]))
            else:
                spans.append(part)
        return spans

    @property
    def selected_count(self) -> int:
        """How many rows are selected."""
        return sum(last - first + 1 for first, last in self.selected_spans())

    @property
    def selects_all(self) -> bool:
        """Whether all that is shown is selected, and that is several."""
        return self.selected_count == self.model().rowCount() > 1

    def choose(self, row: int, column: int) -> None:
        """Make one row the chosen one."""
        index = self.model().index(row, column)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def bring_back(self, row: int) -> None:
        """After rows were read again: select who was selected, wherever they stand now; `row` is current.

        Where several are not there any more, `row` alone is chosen.
        """
        spans = self._spans_kept()
        if sum(last - first + 1 for first, last in spans) < 2:
            self.choose(row, max(self.currentIndex().column(), 0))
            return
        selection = QItemSelection()
        end = self.model().columnCount() - 1
        for first, last in spans:
            parts = (self.model().index(first, 0), self.model().index(last, end))
            selection.append(QItemSelectionRange(*parts))
        flags = QItemSelectionModel.SelectionFlag
        self._bringing = True
        index = self.model().index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)
        self._bringing = False
        self._waiting = not self._table.rows.complete
        self.scrollTo(index)

    def _spans_kept(self) -> list[tuple[int, int]]:
        if self._kept is None:
            return []
        if self._kept.everything:
            return [(0, self.model().rowCount() - 1)] if self.model().rowCount() else []
        return self._table.spans_of(self._kept.ids)

    def _keep(self) -> None:
        """Rows are about to be read again: note who is selected, not which rows."""
        if self._waiting:
            return  # some of them have not come in yet
        count = self.selected_count
        self._kept = None
        if self.selects_all:
            self._kept = Kept(frozenset(), True)
        elif 1 < count <= MOST_KEPT:
            self._kept = Kept(frozenset(self._table.ids_of(self.selected_spans())), False)

    def _on_chosen_anew(self) -> None:
        if not self._bringing:
            self._waiting = False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        rows = self.model().rowCount()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and rows and not event.modifiers():
            self.choose(0 if key == Qt.Key.Key_Home else rows - 1, max(self.currentIndex().column(), 0))
        else:
            super().keyPressEvent(event)
