"""The cases of the board as a list: by next deadline, asked again only when that can change."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from domain.ladder import Standing, next_change
from domain.phrases import headline, phase_line
from domain.words import _
from storage.breaches import Case

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
CASE = Qt.ItemDataRole.UserRole


class CaseModel(QAbstractListModel):
    """Open cases by next deadline, or stopped ones as they are given.

    A tick costs what has changed, not how many cases there are: each case stands in a heap under the next
    instant at which its order can change.
    """

    def __init__(self, now: datetime) -> None:
        super().__init__()
        self._now = now
        self._cases: list[Case] = []
        self._due: list[tuple[datetime, str]] = []

    @property
    def now(self) -> datetime:
        return self._now

    @property
    def cases(self) -> Sequence[Case]:
        """The cases in the order they are shown."""
        return self._cases

    def show(self, cases: Sequence[Case], now: datetime, *, ranked: bool) -> None:
        """Show these cases; ranked by next deadline, or in the order given."""
        self.beginResetModel()
        self._now = now
        self._cases = sorted(cases, key=self._rank) if ranked else list(cases)
        self._due = [
            (instant, case.breach.number)
            for case in self._cases
            if (instant := next_change(case.breach, case.protocol, now)) is not None
        ]
        heapq.heapify(self._due)
        self.endResetModel()

    def tick(self, now: datetime) -> bool:
        """A second has passed. True where the order, or what a case says of itself, may have changed.

        A clock set back is taken as a change as well: everything is asked again.
        """
        back = now < self._now
        self._now = now
        return back or bool(self._due and self._due[0][0] < now)

    def case(self, row: int) -> Case | None:
        return self._cases[row] if 0 <= row < len(self._cases) else None

    def standing(self, case: Case) -> Standing:
        """Where a case stands now."""
        return case.standing(self._now)

    def row_of(self, number: str) -> int | None:
        """The row of a breach; None where it is not in this list."""
        return next((row for row, case in enumerate(self._cases) if case.breach.number == number), None)

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._cases)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        case = self.case(index.row())
        if case is None:
            return None
        if role == CASE:
            return case
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            big, small, _state = headline(self.standing(case))
            return f"{case.breach.number} {case.breach.title}. {big} {small}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            standing = self.standing(case)
            return ". ".join(
                f"{p.phase.number} {_(p.phase.name)}: {phase_line(p, standing)}" for p in standing.phases
            )
        return None

    def _rank(self, case: Case) -> tuple[int, timedelta, str]:
        return (*case.standing(self._now).urgency, case.breach.number)
