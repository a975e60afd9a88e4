"""Changes of records on paper: old value, new value, the entry, its author and reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportlab.platypus import Flowable

from domain.amendments import Amendment
from domain.changes import Change
from domain.instant import format_dtg
from domain.text import excerpt
from domain.words import _, number
from reports.blocks import Text
from reports.ledger import Cell, Column, Entry, Ledger
from reports.style import CELL, CELL_SOFT, CELL_STRONG, LABEL

MOST = 300
"""Changes a briefing lists."""
_LONGEST = 700
"""Characters of a value or a reason; the journal has it whole."""


def amendment_tables(amendments: Sequence[Amendment], room: float) -> Iterator[Flowable]:
    """The table; of very many changes the first ones, and how many more there are."""
    yield amendment_table(amendments[:MOST], room)
    if (more := len(amendments) - MOST) > 0:
        said = _("{n} more changes are not listed; the history of each record has them.")
        yield Text([(said.format(n=number(more)), LABEL)], room)


def amendment_table(amendments: Iterable[Amendment], room: float) -> Ledger:
    """One row for each entry, in the order of the journal."""
    columns = [
        Column(_("Number"), 28),
        Column(_("What changed: old → new"), 84),
        Column(_("Reason or basis"), 38),
        Column(_("Entry"), 30),
    ]
    return Ledger(columns, map(_entry, amendments), room)


def _entry(one: Amendment) -> Entry:
    entered = [
        (_("entry {seq}").format(seq=one.seq), CELL),
        (f"{one.author} {format_dtg(one.at)}", CELL_SOFT),
    ]
    return Entry(
        [
            [(one.record, CELL_STRONG)],
            [piece for change in one.changes for piece in _change(change)],
            [(excerpt(one.reason, _LONGEST) or "–", CELL)],
            entered,
        ]
    )


def _change(change: Change) -> Cell:
    unknown = _("not known")
    old, new = (excerpt(value, _LONGEST) or unknown for value in (change.old, change.new))
    return [[(f"{change.field}: ", CELL_STRONG), (f"{old} → {new}", CELL)]]
