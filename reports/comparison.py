"""Incidents and violations by kind and by oblast, this period beside the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable, Spacer

from domain.briefing import Briefing, Figures, Row, by_kind, by_oblast, previous_period
from domain.instant import format_dtg
from domain.phrases import UNKNOWN
from domain.quantity import Violations
from domain.vocabulary import KINDS, NOT_KNOWN, OBLASTS
from domain.words import _, number
from reports.beside import Beside
from reports.blocks import Text
from reports.ledger import Column, Entry, Ledger
from reports.rows import fitted, least_widths
from reports.style import BODY, CELL, CELL_SOFT, CELL_STRONG, LABEL, Style

ROWS = 30
"""Most lines of one table: the vocabulary of kinds has 28; oblasts may be typed freely."""
_GUTTER = 16.0


def comparison(briefing: Briefing, now: Figures, before: Figures, room: float) -> Iterator[Flowable]:
    """The two tables beside each other, under a line that says which period is compared."""
    kinds = by_kind(briefing.incidents, briefing.previous)
    if not kinds:
        yield Text([(_("Nothing is recorded for this period or the one before."), BODY)], room)
        return
    start, end = previous_period(briefing.since, briefing.until)
    compared = _("Previous: {since} – {until}. ≥ marks a sum that is open above, or lacks a quantity.")
    yield Text([(compared.format(since=format_dtg(start), until=format_dtg(end)), LABEL)], room)
    yield Spacer(1, 4)
    tables = [(_("Kind"), [(_kind(row.key), row) for row in kinds])]
    oblasts = by_oblast(briefing.incidents, briefing.previous)
    tables.append((_("Oblast"), [(_oblast(row.key), row) for row in oblasts]))
    total = Row("", now.incidents, now.violations, before.incidents, before.violations)
    (left, left_entries), (right, right_entries) = (_table(*table, total) for table in tables)
    needs, other = sum(least_widths(left)), sum(least_widths(right))
    share = (room - _GUTTER) * needs / (needs + other)
    first = Ledger(left, left_entries, share)
    second = Ledger(right, right_entries, room - _GUTTER - share)
    yield Beside([(first, 0), (second, share + _GUTTER)], room)


def _kind(key: str) -> str:
    return _("kind not known") if key == NOT_KNOWN else KINDS.label(key)


def _oblast(key: str) -> str:
    return OBLASTS.label(key) if key else _("not recorded")


def _table(title: str, rows: Sequence[tuple[str, Row]], total: Row) -> tuple[list[Column], list[Entry]]:
    columns = [
        Column(title, 38),
        Column(_("Incidents"), 20, "right"),
        Column(_("prev."), 12, "right"),
        Column(_("Violations"), 23, "right"),
        Column(_("prev."), 18, "right"),
    ]
    entries = [_entry(label, row, CELL) for label, row in rows[:ROWS]]
    if (more := len(rows) - ROWS) and more > 0:
        entries.append(Entry([[(_("and {n} more").format(n=more), CELL_SOFT)], [], [], [], []]))
    entries.append(_entry(_("Total"), total, CELL_STRONG))
    return fitted(columns, entries), entries


def _entry(label: str, row: Row, style: Style) -> Entry:
    soft = CELL_SOFT if style is CELL else style
    return Entry(
        [
            [(label, style)],
            [(number(row.incidents), style)],
            [(number(row.previous_incidents), soft)],
            [(_violations(row.violations, row.incidents), style)],
            [(_violations(row.previous_violations, row.previous_incidents), soft)],
        ],
        strong=style is CELL_STRONG,
    )


def _violations(sum_of: Violations, incidents: int) -> str:
    """The sum; an en rule where incidents are recorded and no quantity is."""
    return UNKNOWN if incidents and not sum_of.counted else str(sum_of)
