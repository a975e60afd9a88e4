"""Reads a delimited text file into records, whatever program wrote it, and says where each record stood.

Nothing is guessed silently: the encoding and the delimiter that were found are part of the answer, and a
record that cannot be trusted (a stray byte, an unclosed quotation mark, a cell too many) says why.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from domain.errors import DeskError
from domain.text import excerpt
from domain.words import N_, _, number
from storage.encodings import detect_encoding, known_encoding

FILE_LIMIT = 200_000_000
"""Largest file, in bytes."""
ROW_LIMIT = 1_000_000
"""Most rows of a file: what is read of it stands in memory, some 2 kB a row, until it is written."""
CELL_LIMIT = 1_000_000
"""Largest cell, in characters. A larger one rejects its own row only."""
COLUMN_LIMIT = 1_000
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
HEADING_WITHIN = 10
"""The headings are looked for in this many first rows: desks put a title above them."""

_SAMPLE = 1 << 16
_STRAY = re.compile("[\udc80-\udcff]")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff]+")
_OTHER_FILES = {
    b"PK\x03\x04": N_("an Excel or OpenDocument workbook"),
    b"\xd0\xcf\x11\xe0": N_("an old Excel workbook"),
    b"%PDF": N_("a PDF"),
    b"SQLite format 3": N_("a database"),
}


@dataclass(frozen=True, slots=True)
class Record:
    """One row. `row` counts as a spreadsheet does (the first of the file is 1), `line` as an editor does."""

    row: int
    line: int
    cells: list[str]
    problem: str = ""
    """Why the row as a whole cannot be taken; empty where it can."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file whose encoding, delimiter and headings were found. It can be read any number of times."""

    name: str
    source: Path | bytes = field(repr=False)
    encoding: str
    delimiter: str
    headings: tuple[str, ...]
    heading_row: int

    def records(self) -> Iterator[Record]:
        """The rows below the headings, but for empty ones. Raises `DeskError` on a failed read."""
        for record in _records(self.source, self.name, self.encoding, self.delimiter):
            if record.row > self.heading_row and (
                record.problem or any(cell.strip() for cell in record.cells)
            ):
                yield self._checked(record)

    def _checked(self, record: Record) -> Record:
        """The record with as many cells as there are headings, or with the reason why not."""
        cells, width = record.cells, len(self.headings)
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        if record.problem or len(cells) == width:
            return record
        return Record(
            record.row,
            record.line,
            cells,
            _(
                "{count} cells where the headings are {width}: a delimiter or a line end too many or too few."
            ).format(count=len(cells), width=width),
        )


def open_table(
    source: Path | bytes,
    *,
    name: str = "",
    recognises: Callable[[str], bool] = bool,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Table:
    """Find out how to read a file. `recognises` says whether a cell looks like a heading.

    Raises `DeskError` for a file that is missing, empty, too large or no text, and for an unknown encoding.
    """
    label = name or (source.name if isinstance(source, Path) else _("the data"))
    _check_size(source, label)
    if encoding:
        found = known_encoding(encoding)
    else:
        with _raw(source, label) as raw:
            found = detect_encoding(raw)
    sample = _sample(source, label, found)
    marked = re.match(r"sep=(.)\r?\n", sample, re.IGNORECASE)
    if delimiter is None:
        delimiter = marked[1] if marked else _delimiter(sample, recognises)
    row, headings = _headings(source, label, found, delimiter, recognises, skip=1 if marked else 0)
    return Table(label, source, found, delimiter, headings, row)


def _raw(source: Path | bytes, label: str) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    try:
        return source.open("rb")
    except FileNotFoundError:
        raise DeskError(
            _("There is no file {file}.").format(file=source), "", _("Check the name and the folder.")
        ) from None
    except OSError as error:
        raise DeskError(_("{file} cannot be read.").format(file=label), str(error)) from error


def _check_size(source: Path | bytes, label: str) -> None:
    try:
        with _raw(source, label) as raw:
            head = raw.read(64)
            size = raw.seek(0, io.SEEK_END)
    except OSError as error:
        raise DeskError(_("{file} cannot be read.").format(file=label), str(error)) from error
    if not head:
        raise DeskError(_("{file} is empty.").format(file=label))
    for magic, what in _OTHER_FILES.items():
        if head.startswith(magic):
            raise DeskError(
                _("{file} is {what}, not a table of text.").format(file=label, what=_(what)),
                "",
                _("Save the sheet as “CSV UTF-8” and import that."),
            )
    if size > FILE_LIMIT:
        raise _too_large(label, _("{n} MB").format(n=FILE_LIMIT // 1_000_000))


def _too_large(label: str, limit: str) -> DeskError:
    return DeskError(
        _("{file} is too large; the limit is {limit}.").format(file=label, limit=limit),
        "",
        _("Split it, and import the parts one after the other."),
    )


def _text(source: Path | bytes, label: str, encoding: str) -> io.TextIOWrapper:
    errors = "replace" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
    return io.TextIOWrapper(_raw(source, label), encoding, errors, newline="")


def _unreadable(label: str, encoding: str, error: Exception) -> DeskError:
    """What goes wrong with reading: the disk, or an encoding that cannot be the file's."""
    if isinstance(error, UnicodeError):
        return DeskError(
            _("{file} cannot be read as {encoding}.").format(file=label, encoding=encoding),
            str(error),
            _("Choose another encoding."),
        )
    return DeskError(_("{file} cannot be read.").format(file=label), str(error))


def _sample(source: Path | bytes, label: str, encoding: str) -> str:
    with _text(source, label, encoding) as text:
        try:
            return text.read(_SAMPLE)
        except (OSError, UnicodeError) as error:
            raise _unreadable(label, encoding, error) from error


def _delimiter(sample: str, recognises: Callable[[str], bool]) -> str:
    """The delimiter that makes the most headings known, then the most columns alike."""

    def score(delimiter: str) -> tuple[int, int]:
        rows = list(islice(_parse(sample, delimiter), HEADING_WITHIN + 10))
        known = max((sum(map(recognises, cells)) for cells in rows[:HEADING_WITHIN]), default=0)
        widths = [len(cells) for cells in rows if cells]
        common = max(set(widths), key=widths.count, default=0)
        return known, common

    return max(DELIMITERS, key=score)


def _parse(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(FILE_LIMIT)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        return


def _headings(
    source: Path | bytes,
    label: str,
    encoding: str,
    delimiter: str,
    recognises: Callable[[str], bool],
    *,
    skip: int,
) -> tuple[int, tuple[str, ...]]:
    """The row that holds the headings, and the headings: tidied, none empty, none twice."""
    first = [
        record
        for record in islice(_records(source, label, encoding, delimiter), HEADING_WITHIN + skip)
        if record.row > skip and any(cell.strip() for cell in record.cells)
    ]
    if not first:
        raise DeskError(_("{file} has no rows.").format(file=label))
    best = max(first, key=lambda record: (sum(map(recognises, record.cells)), -record.row))
    cells = best.cells
    while cells and not cells[-1].strip():
        cells.pop()
    if len(cells) > COLUMN_LIMIT:
        raise DeskError(_("{file} has more than {limit} columns.").format(file=label, limit=COLUMN_LIMIT))
    return best.row, _named(cells)


def _named(cells: Sequence[str]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for index, cell in enumerate(cells, 1):
        name = excerpt(_UNPRINTABLE.sub(" ", cell), 200) or f"column {index}"
        unique, again = name, 2
        while unique in names:
            unique, again = f"{name} ({again})", again + 1
        names[unique] = None
    return tuple(names)


class _Lines:
    """The lines of a file; `quotes` counts the quotation marks of those read since it was last set to 0."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.quotes = 0
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline()
        if not line:
            self.ended = True
            raise StopIteration
        self.quotes += line.count('"')
        return line


def _records(source: Path | bytes, label: str, encoding: str, delimiter: str) -> Iterator[Record]:
    csv.field_size_limit(FILE_LIMIT)
    damaged = "\ufffd" if encoding.startswith(("utf-16", "utf-32")) else ""
    with _text(source, label, encoding) as text:
        lines = _Lines(text)
        reader = csv.reader(lines, delimiter=delimiter)
        row = 0
        while True:
            line, lines.quotes = reader.line_num + 1, 0
            row += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Record(row, line, [], _("It is not CSV: {reason}.").format(reason=error))
                continue
            except (OSError, UnicodeError) as error:
                raise _unreadable(label, encoding, error) from error
            if row > ROW_LIMIT + 1:  # the first names the columns
                raise _too_large(label, _("{n} rows").format(n=number(ROW_LIMIT)))
            problem = _problem(cells, damaged)
            if lines.ended and lines.quotes % 2 and reader.line_num > line:
                problem = _(
                    "A quotation mark opened here is never closed: lines {first} to {last} are one cell."
                ).format(first=number(line), last=number(reader.line_num))
            yield Record(row, line, cells, problem)


def _problem(cells: Sequence[str], damaged: str) -> str:
    whole = "".join(cells)
    if "\0" in whole:
        return _("It holds a NUL byte.")
    if not whole.isascii() and (_STRAY.search(whole) or (damaged and damaged in whole)):
        return _("It holds bytes that are no text in the file's encoding.")
    if len(whole) > CELL_LIMIT and any(len(cell) > CELL_LIMIT for cell in cells):
        return _("A cell is longer than {limit} characters.").format(limit=number(CELL_LIMIT))
    return ""
