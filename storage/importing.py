"""Import of a foreign table: `plan` reads it and says what would happen, `commit` makes it so.

- A row is taken whole or not at all. One that is not is named, with its field and the reason, and never
  stops the others.
- A row comes in once. It is recognised by its maker's number, where a column holds one, else by all cells.
- The same number with other content, in the file or in the desk, is refused and named: a person decides
  which of the two holds. The desk's record is not changed by an import.
- The row as it was is kept with the record, whatever the mapping leaves out.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from pathlib import Path

from domain.errors import DeskError, FieldError
from domain.incident import Facts, Origin
from domain.sector import spelled
from domain.text import excerpt
from domain.words import _, n_
from storage import columns
from storage.desk import Desk
from storage.fingerprints import content_of, differing_columns, fingerprint
from storage.formats import ARMISTICE
from storage.import_notes import spoken
from storage.import_rows import RowReader
from storage.import_times import Survey, TimeReader, zone_of
from storage.incidents import Logged
from storage.mapping import AUTO, Mapping, check_complete, detect, recognises
from storage.table import Record, Table, open_table

Progress = Callable[[int, int], None]
"""Called with the rows done and the rows there are. What it raises ends the import, with nothing written."""

_EVERY = 500


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken. `row` counts as a spreadsheet does, `line` as an editor does."""

    row: int
    line: int
    id: str
    field: str
    reason: str

    def __str__(self) -> str:
        """`row 14 · UW1385 · latitude: Latitude 91 is outside −90…90.`"""
        what = " · ".join(part for part in (self.id, self.field) if part)
        return _("row {row} · {what}: {reason}").format(row=self.row, what=what, reason=self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What a file holds, before anything is written."""

    file: str
    mapping: Mapping
    encoding: str
    delimiter: str
    headings: tuple[str, ...]
    rows: int
    """Rows that hold anything, without the headings."""
    accepted: tuple[tuple[Facts, Origin], ...] = field(repr=False)
    rejected: tuple[Rejected, ...] = ()
    repeated: int = 0
    """Rows the same as an earlier row of the file or, once settled, as a record of the desk."""
    notes: tuple[str, ...] = ()

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Columns that no field is read from; their text stays in each record's original row."""
        if self.mapping.format == ARMISTICE.name:
            return tuple(heading for heading in self.headings if heading not in columns.COLUMNS)
        return tuple(heading for heading in self.headings if heading not in self.mapping.used)


def plan(
    source: Path | bytes,
    *,
    now: datetime,
    name: str = "",
    format: str = AUTO,
    mapping: Mapping | None = None,
    given: Sequence[tuple[str, str]] = (),
    zone: tzinfo | None = None,
    date_order: str = "",
    year: int | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    progress: Progress | None = None,
) -> ImportPlan:
    """Read a table without touching any desk: safe in a worker thread.

    `mapping` is used as it is; without one it is detected, under `format`, and `given` (`field`, `column`)
    pairs change it. `zone` is that of times and days that name none; days are Kyiv days without it, and
    times are refused. `date_order` (`dmy`, `mdy`) and `year` say what the file's dates leave out. `now`
    (UTC): what lies ahead of it is refused.

    Raises `DeskError` for a file that cannot be read as a table, or has no column of times; `FieldError`
    for a mapping that does not fit. Never anything else, whatever the bytes.
    """
    named = {column for _field, column in given}
    table = open_table(
        source,
        name=name,
        encoding=encoding,
        delimiter=delimiter,
        recognises=lambda cell: recognises(cell, named),
    )
    chosen = (mapping or detect(table.headings, format)).with_columns(given, table.headings)
    check_complete(chosen, table.headings)
    survey, total = _survey(table, chosen)
    times = TimeReader(
        now=now,
        zone=zone or zone_of(chosen.zone),
        order=date_order or survey.order,
        days_only=survey.days_only,
        year=year,
    )
    reading = _Reading(table, chosen, times, now)
    with _uncollected():
        for done, record in enumerate(table.records(), 1):
            reading.take(record)
            if progress is not None and (done % _EVERY == 0 or done == total):
                progress(done, total)
    return reading.plan(total)


@contextmanager
def _uncollected() -> Iterator[None]:
    """A block that makes very many values and no cycles: the collector would look at all of them in vain."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def settle(desk: Desk, planned: ImportPlan) -> ImportPlan:
    """The plan as this desk sees it: rows it has become repeated, or rejected where they say something else.

    Reads the desk: call it on the thread that owns it.
    """
    kept: list[tuple[Facts, Origin]] = []
    rejected = list(planned.rejected)
    repeated = planned.repeated
    code, sectors = desk.info.code, desk.sectors.all()
    there = desk.incidents.known(origin.fingerprint for _facts, origin in planned.accepted)
    for facts, origin in planned.accepted:
        seen = origin.fingerprint in there
        known = desk.incidents.by_fingerprint(origin.fingerprint) if seen else None
        own = planned.mapping.format == ARMISTICE.name
        if known is None and own and origin.original.get("desk") == code:
            row = desk.incidents.id_of(origin.original.get("number", ""))
            known = desk.incidents.page([row])[0] if row is not None else None
        if known is None:
            kept.append((spelled(facts, sectors), origin))
            continue
        differing = (
            differing_columns(origin, known.origin)
            if not own
            else []
            if known.facts == facts
            else [_("content")]
        )
        if not differing:
            repeated += 1
            continue
        reason = _("Already in the desk as {number}, with other content: {columns}.").format(
            number=known.number, columns=excerpt(", ".join(differing), 200)
        )
        rejected.append(Rejected(origin.row, 0, _id_of(planned.mapping, origin), "id", reason))
    rejected.sort(key=lambda one: one.row)
    return replace(planned, accepted=tuple(kept), rejected=tuple(rejected), repeated=repeated)


def commit(
    desk: Desk, planned: ImportPlan, author: str, *, strict: bool = False, progress: Progress | None = None
) -> Logged:
    """Write what a plan accepted in one transaction, on the thread that owns the desk: all of it or nothing.

    `strict` refuses the whole file for one rejected row. Raises `DeskError`.
    """
    settled = settle(desk, planned)
    if strict and settled.rejected:
        raise DeskError(
            n_("{n} row was rejected.", "{n} rows were rejected.", len(settled.rejected)),
            _("Nothing was imported."),
            _("Correct the rows, or import without “strict”."),
        )
    if not settled.accepted:
        return Logged((), settled.repeated)
    with _uncollected():
        logged = desk.incidents.log_many(_told(settled.accepted, progress), author=author)
    return Logged(logged.numbers, logged.repeated + settled.repeated)


def _told(rows: Sequence[tuple[Facts, Origin]], progress: Progress | None) -> Iterator[tuple[Facts, Origin]]:
    for done, row in enumerate(rows, 1):
        yield row
        if progress is not None and (done % _EVERY == 0 or done == len(rows)):
            progress(done, len(rows))


def _survey(table: Table, mapping: Mapping) -> tuple[Survey, int]:
    """A first walk over the file: how many rows, and what its dates say together."""
    dated = [table.headings.index(heading) for name in ("occurred", "until") for heading in mapping.of(name)]
    survey = Survey()
    total = 0
    for record in table.records():
        total += 1
        for index in dated:
            if not record.problem and index < len(record.cells):
                survey.look(record.cells[index].strip())
    if mapping.of("time"):
        survey.other_times += 1
    return survey, total


class _Reading:
    """The second walk: each record becomes accepted, rejected or repeated."""

    def __init__(self, table: Table, mapping: Mapping, times: TimeReader, now: datetime) -> None:
        self._table = table
        self._mapping = mapping
        self._times = times
        self._now = now
        self._own = mapping.format == ARMISTICE.name
        self._rows = RowReader(mapping, table.headings, times, table.name)
        self._seen: dict[str, tuple[int, bytes]] = {}
        self._accepted: list[tuple[Facts, Origin]] = []
        self._rejected: list[Rejected] = []
        self._repeated = 0

    def take(self, record: Record) -> None:
        """Judge one record."""
        cells = record.cells
        complete = len(cells) == len(self._table.headings)
        own_id = self._rows.id(cells) if complete else ""
        if record.problem:
            self._rejected.append(Rejected(record.row, record.line, own_id, "row", record.problem))
            return
        try:
            facts = self._facts(cells).checked(self._now)
        except FieldError as error:
            reason = " ".join(part for part in (error.title, error.advice) if part)
            self._rejected.append(Rejected(record.row, record.line, own_id, error.field, reason))
            return
        origin = self._origin(record, own_id)
        content = content_of(origin.original)
        first_row, first_content = self._seen.setdefault(origin.fingerprint, (record.row, content))
        if first_row == record.row:
            self._accepted.append((facts, origin))
        elif first_content == content:
            self._repeated += 1
        else:
            reason = _("“{id}” stands in row {row} too, with other content.").format(id=own_id, row=first_row)
            self._rejected.append(Rejected(record.row, record.line, own_id, "id", reason))

    def _facts(self, cells: Sequence[str]) -> Facts:
        if self._own:
            return columns.facts_of(dict(zip(self._table.headings, cells, strict=True)))
        return self._rows.read(cells).facts

    def _origin(self, record: Record, own_id: str) -> Origin:
        original = dict(zip(self._table.headings, record.cells, strict=True))
        return Origin(
            file=self._table.name,
            row=record.row,
            fingerprint=fingerprint(self._mapping.format, own_id, original),
            original=original,
        )

    def plan(self, total: int) -> ImportPlan:
        """What was found."""
        return ImportPlan(
            file=self._table.name,
            mapping=self._mapping,
            encoding=self._table.encoding,
            delimiter=self._table.delimiter,
            headings=self._table.headings,
            rows=total,
            accepted=tuple(self._accepted),
            rejected=tuple(self._rejected),
            repeated=self._repeated,
            notes=tuple(spoken(self._rows.notes, self._times.defaulted)),
        )


def _id_of(mapping: Mapping, origin: Origin) -> str:
    headings = mapping.of("id")
    return origin.original.get(headings[0], "") if headings else ""
