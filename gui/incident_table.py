"""The log as a table: an order of row ids, and pages of rows read when they are looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from domain.errors import DeskError
from domain.filter import Filter, Order
from domain.incident import Incident, party_label
from domain.phrases import occurred_text, quantity_text
from domain.vocabulary import DETERMINATIONS, KINDS, NOT_KNOWN, STATUSES
from domain.words import N_, _
from gui.ordered_rows import OrderedRows
from storage.driver import Row
from storage.incidents import Incidents
from storage.rows import incident_from_row

PAGE = 100
PAGES_KEPT = 24
_AT_ONCE = 10_000
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
UNKNOWN = "–"
STATUS_SIGNS = {
    "alleged": "○",
    "under_verification": "◔",
    "verified": "●",
    "not_verifiable": "⊘",
    "refuted": "×",
    "duplicate": "=",
    "withdrawn": "–",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it is ordered by, its heading, its first width in pixels."""

    order: Order
    heading: str
    width: int
    right: bool = False


COLUMNS = (
    Column(Order.NUMBER, N_("Number"), 126),
    Column(Order.OCCURRED, N_("Occurred"), 148),
    Column(Order.PLACE, N_("Place"), 150),
    Column(Order.KIND, N_("Kind"), 128),
    Column(Order.QUANTITY, N_("Quantity"), 120, right=True),
    Column(Order.PARTY, N_("Alleged party"), 122),
    Column(Order.STATUS, N_("Status"), 112),
    Column(Order.DETERMINATION, N_("Determination"), 108),
    Column(Order.GRADE, N_("Grade"), 58),
    Column(Order.BREACH, N_("Breach"), 112),
)


class IncidentTable(QAbstractTableModel):
    """Rows of a selection of the log. Its memory is a fixed number of pages, however long the log is."""

    sorted_anew = Signal()
    settled = Signal()
    """The rest of a long selection has come in; rows may have moved."""

    def __init__(self, incidents: Incidents) -> None:
        super().__init__()
        self._incidents = incidents
        self.rows = OrderedRows(incidents, self)
        self.rows.settled.connect(self._on_settled)
        self.rows.failed.connect(self._on_failed)
        self._pages: OrderedDict[int, list[Row | Incident]] = OrderedDict()
        self._order, self._descending = Order.OCCURRED, True
        self.chosen = Filter()
        self.failure: DeskError | None = None

    def choose(self, chosen: Filter, *, again: bool = False) -> None:
        """Show another selection; `again` where it is the one of before with times that moved on."""
        self.chosen = chosen
        self.reload(again=again)

    def reload(self, *, again: bool = False) -> None:
        """Read the order again: after a write, a sort, or another selection."""
        self.beginResetModel()
        self._pages.clear()
        self.failure = None
        self.rows.ask(self.chosen, self._order, descending=self._descending, again=again)
        self.endResetModel()

    def ids_of(self, spans: Iterable[tuple[int, int]]) -> Iterator[int]:
        """The row ids of spans of rows, first and last included."""
        for first, last in sorted(spans):
            for start in range(first, last + 1, _AT_ONCE):
                yield from self.rows.ids(start, min(_AT_ONCE, last + 1 - start))

    def all_ids(self) -> Sequence[int]:
        """The row ids of all that is shown, those too that are still being read, in their order."""
        return self._incidents.ids(self.chosen, self._order, descending=self._descending)

    def spans_of(self, ids: Set[int]) -> list[tuple[int, int]]:
        """The rows these ids stand in, as spans, first and last included; what is not shown has none."""
        spans: list[tuple[int, int]] = []
        left = len(ids)
        for start in range(0, len(self.rows), _AT_ONCE):
            for row, row_id in enumerate(self.rows.ids(start, _AT_ONCE), start):
                if row_id in ids:
                    left -= 1
                    if spans and spans[-1][1] == row - 1:
                        spans[-1] = (spans[-1][0], row)
                    else:
                        spans.append((row, row))
            if left <= 0:
                break
        return spans

    def incident(self, row: int) -> Incident | None:
        """The incident of a row."""
        if not 0 <= row < len(self.rows):
            return None
        key = row // PAGE
        page = self._pages.get(key)
        if page is None:
            page = [*self._incidents.rows(self.rows.ids(key * PAGE, PAGE))]
            self._pages[key] = page
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(key)
        known = page[row % PAGE]
        if not isinstance(known, Incident):  # only what is looked at is made of its row
            known = page[row % PAGE] = incident_from_row(known)
        return known

    def row_of(self, number: str) -> int | None:
        """The row a number stands in; None where it is not in this selection."""
        row_id = self._incidents.id_of(number)
        return None if row_id is None else self.rows.index(row_id)

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight if COLUMNS[index.column()].right else Qt.AlignmentFlag.AlignLeft
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        incident = self.incident(index.row())
        if incident is None:
            return None
        text = cell_text(incident, COLUMNS[index.column()].order)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _("not known") if text == UNKNOWN else None
        return text

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section].heading)
        if role == Qt.ItemDataRole.ToolTipRole and not COLUMNS[section].order.is_scale:
            return _(
                "Not sorted: grades are no scale, F and 6 mean “cannot be judged”. Filter instead: grade:B2"
            )
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if COLUMNS[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not COLUMNS[column].order.is_scale:
            return
        self._order, self._descending = COLUMNS[column].order, order is Qt.SortOrder.DescendingOrder
        self.reload()
        self.sorted_anew.emit()

    def _on_settled(self) -> None:
        self.beginResetModel()
        self._pages.clear()
        self.endResetModel()
        self.settled.emit()

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.failure = error
        self.settled.emit()


def cell_text(incident: Incident, column: Order) -> str:
    """What one cell says; an en rule for what is not known."""
    facts = incident.facts
    match column:
        case Order.NUMBER:
            return incident.number
        case Order.OCCURRED:
            return occurred_text(incident)
        case Order.PLACE:
            if facts.place:
                return " ".join(facts.place.split())
            return f"{facts.position.lat:.2f}, {facts.position.lon:.2f}" if facts.position else UNKNOWN
        case Order.KIND:
            return UNKNOWN if facts.kind == NOT_KNOWN else KINDS.label(facts.kind)
        case Order.QUANTITY:
            return quantity_text(facts.quantity)
        case Order.PARTY:
            return UNKNOWN if facts.party_alleged == NOT_KNOWN else party_label(facts.party_alleged)
        case Order.STATUS:
            return f"{STATUS_SIGNS.get(incident.status, '')} {STATUSES.label(incident.status)}"
        case Order.DETERMINATION:
            return DETERMINATIONS.label(incident.determined)
        case Order.GRADE:
            return " ".join(str(source.grade) for source in facts.sources)
        case Order.BREACH:
            return incident.breach or ""
