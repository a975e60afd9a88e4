"""The cases of the board as a list: by next deadline, asked again only when that can change."""

from __future__ import annotations

import bisect
import heapq
from collections.abc import Sequence
from datetime import datetime
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
        self._ranks: list[tuple[int, datetime, str]] = []
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
        self._ranks = [self._rank(case) for case in self._cases] if ranked else []
        self._due = []
        for case in self._cases if ranked else ():
            self._await(case)
        self.endResetModel()

    def tick(self, now: datetime) -> bool:
        """A second has passed: cases whose state changed take their new place. True where any did.

        A clock set back changes everything: ask `back` first, and show the cases again.
        """
        self._now = now
        changed = False
        while self._due and self._due[0][0] < now:
            _instant, number = heapq.heappop(self._due)
            row = self.row_of(number)
            if row is not None:
                self._replace(row)
                changed = True
        return changed

    def back(self, now: datetime) -> bool:
        """Whether the clock was set back since the last tick."""
        return now < self._now

    def _replace(self, row: int) -> None:
        """Ask a case again, and move it to where it belongs now."""
        case, rank = self._cases[row], self._rank(self._cases[row])
        self._await(case)
        rest = self._ranks[:row] + self._ranks[row + 1 :]
        target = bisect.bisect_left(rest, rank)
        if target != row:
            self.beginMoveRows(ROOT, row, row, ROOT, target + 1 if target > row else target)
            self._cases.insert(target, self._cases.pop(row))
            self._ranks = [*rest[:target], rank, *rest[target:]]
            self.endMoveRows()
        else:
            self._ranks[row] = rank
        index = self.index(target, 0)
        self.dataChanged.emit(index, index)

    def _await(self, case: Case) -> None:
        instant = next_change(case.breach, case.protocol, self._now)
        if instant is not None:
            heapq.heappush(self._due, (instant, case.breach.number))

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

    def _rank(self, case: Case) -> tuple[int, datetime, str]:
        return (*case.standing(self._now).rank, case.breach.number)
