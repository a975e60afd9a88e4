"""Everything that still holds of a damaged desk, in a new one, with a report entry by entry.

The entries up to the first break are copied byte for byte: what a printed page proves of them, the new desk
proves. Then comes an entry that says where the desk came from and what was lost. Entries beyond the break
that still match their own digest follow as new entries, with new numbers, and their author, time and content;
each that needs one that was lost is lost too, and named.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from domain.clock import Clock
from domain.errors import DeskError, InvariantError
from domain.instant import from_ms, to_ms
from domain.journal import ChainCheck, Entry
from domain.words import _, n_
from storage import driver, views
from storage.backup import part_file, put, refuse_existing, writing
from storage.desk_file import connect, looking, migrate, read_header
from storage.driver import Connection, Row
from storage.evidence import chunks
from storage.journal import append, author_name
from storage.keys import Key, is_encrypted
from storage.replay import Progress, silent
from storage.rows import entry_from_row
from storage.verify import follows, verify

_READING = 0.6
"""The share of the time until the new desk is verified."""
_CANNOT_FOLLOW = (
    *(DeskError, InvariantError, AttributeError, LookupError, TypeError, ValueError),
    RecursionError,
)
_COUNTS = (
    "SELECT max(seq) FROM journal",
    "SELECT max(seq) FROM journal INDEXED BY journal_record WHERE record > ''",
    "SELECT max(seq) FROM touched",
)
"""Ways to the number of the last entry: one of them may cross what is damaged."""


@dataclass(frozen=True, slots=True)
class Lost:
    """An entry that is not in the new desk, by its old number, and why."""

    seq: int
    reason: str


@dataclass(slots=True)
class Salvaged:
    """What came of it: entries kept byte for byte, entries written again, and what was lost."""

    path: Path
    kept: int = 0
    again: int = 0
    lost: list[Lost] = field(default_factory=list)
    evidence_lost: list[str] = field(default_factory=list)
    head: str = ""


def salvage(
    source: Path, target: Path, *, author: str, clock: Clock, progress: Progress = silent,
    key: Key | None = None,
) -> Salvaged:  # fmt: skip
    """Copy what holds of `source` into the new desk `target`; the source is only read.

    What is salvaged of an encrypted desk, which `key` opens, is encrypted and has the same passphrase.

    Raises `DeskError` where not even its first entry can be read, `FieldError` for a missing author.
    """
    who = author_name(author)
    read_header(source, key)
    sealed = key if is_encrypted(source) else None
    refuse_existing(target)
    made = Salvaged(target)
    with writing(target.parent), part_file(target.with_name(target.name + ".part")) as part:
        part.touch()
        with looking(source, key) as damaged:
            new = connect(part, readonly=False, key=sealed)
            try:
                damaged.row_factory = new.row_factory = driver.Row
                migrate(part, new, new=True)
                with driver.immediate(new):
                    _Salvage(source, damaged, new, made, progress).run(who, clock)
                new.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                new.close()
        found = verify(part, lambda share: progress(_READING + (1 - _READING) * share), sealed)
        if not found.holds:
            raise DeskError(_("What could be read does not make a desk that holds."), found.problems[0])
        made.head = found.head
        refuse_existing(target)
        put(part, target)
    return made


def report_lines(made: Salvaged) -> list[str]:
    """The report for people: what was kept, and every loss by its old number."""
    lines = [
        n_("{n} entry kept byte for byte", "{n} entries kept byte for byte", made.kept),
        n_("{n} later entry written again", "{n} later entries written again", made.again),
        n_("{n} entry lost", "{n} entries lost", len(made.lost)),
    ]
    lines += [_("Entry {seq} {reason}").format(seq=lost.seq, reason=lost.reason) for lost in made.lost]
    lines += [_("The bytes of {number} are lost").format(number=each) for each in made.evidence_lost]
    return lines


class _Salvage:
    def __init__(
        self, path: Path, source: Connection, new: Connection, made: Salvaged, progress: Progress
    ) -> None:
        self._progress = progress
        self._path, self._source, self._new, self._made = path, source, new, made
        self._chain = ChainCheck()

    def run(self, author: str, clock: Clock) -> None:
        progress = self._progress
        total = self._last()
        later: list[Row] = []
        for seq in range(1, total + 1):
            if seq % 200 == 0:
                progress(_READING * 0.6 * seq / total)
            if (row := self._row(seq)) is None:
                continue
            if not later and self._chain.count == seq - 1 and self._keep(row):
                continue
            later.append(row)
        if not self._chain.count:
            raise DeskError(
                _("The first entry of {file} cannot be read.").format(file=self._path.name),
                _("Without it no desk can be made of the rest. Nothing was written."),
                _("Open the last good copy."),
            )
        self._made.kept = self._chain.count
        entries = [entry for row in later if (entry := self._whole(row)) is not None]
        self._copy_evidence(entries)
        self._write_again(entries, author, clock, total)
        self._made.lost.sort(key=lambda lost: lost.seq)

    def _last(self) -> int:
        counts = [0]
        for sql in _COUNTS:
            with suppress(driver.Error):
                counts.append(int(self._source.execute(sql).fetchone()[0] or 0))
        return max(counts)

    def _row(self, seq: int) -> Row | None:
        try:
            row: Row | None = self._source.execute("SELECT * FROM journal WHERE seq = ?", (seq,)).fetchone()
        except driver.Error as error:
            self._lose(seq, _("cannot be read ({reason})").format(reason=error.reason))
            return None
        if row is None:
            self._lose(seq, _("is missing"))
        return row

    def _lose(self, seq: int, reason: str) -> None:
        self._made.lost.append(Lost(seq, reason))

    def _keep(self, row: Row) -> bool:
        """Copy the next entry of the chain as it is. False at the first that does not hold."""
        before = self._chain.count, self._chain.head
        if not follows(self._chain, row):
            self._chain.broken = None
            return False
        with _savepoint(self._new) as undo:
            try:
                self._new.execute("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)", tuple(row))
                views.apply(self._new, entry_from_row(row))
            except _CANNOT_FOLLOW:
                undo()
                self._chain.count, self._chain.head = before
                return False
        return True

    def _whole(self, row: Row) -> Entry | None:
        try:
            entry = entry_from_row(row)
        except DeskError:
            self._lose(int(row["seq"]), _("does not match its digest"))
            return None
        if not isinstance(entry.content, dict):
            self._lose(entry.seq, _("says nothing this program knows"))  # type: ignore[unreachable]
            return None
        return entry

    def _write_again(self, entries: list[Entry], author: str, clock: Clock, total: int) -> None:
        """First what was lost and where the desk came from, then every later entry that can follow."""
        first_lost = self._chain.count + 1
        content = {
            "file": self._path.name,
            "sha256": _sha256(self._path),
            "entries": total,
            "kept": self._chain.count,
            "kept_head": self._chain.head,
            "again_from": [entry.seq for entry in entries[:1]],
            "unreadable": [lost.seq for lost in self._made.lost],
            "evidence_lost": self._made.evidence_lost,
        }
        now = from_ms(to_ms(clock.now()))
        note = Entry.sealed(first_lost, now, author, "journal.salvaged", "desk", content, self._chain.head)
        append(self._new, note)
        seq, head = note.seq, note.digest
        numbers = {old: old for old in range(1, self._chain.count + 1)}
        for done, old in enumerate(entries):
            if done % 200 == 0:
                self._progress(_READING * (0.7 + 0.3 * done / len(entries)))
            try:
                content = _renumbered(old.content, numbers, seq + 1)
            except (KeyError, TypeError):
                self._lose(old.seq, _("takes back an entry that was lost"))
                continue
            with _savepoint(self._new) as undo:
                try:
                    new = Entry.sealed(seq + 1, old.at, old.author, old.action, old.record, content, head)
                    append(self._new, new)
                    views.apply(self._new, new)
                except _CANNOT_FOLLOW as error:
                    undo()
                    self._lose(old.seq, _("needs an entry that was lost ({reason})").format(reason=error))
                    continue
            seq, head = new.seq, new.digest
            numbers[old.seq] = new.seq
            self._made.again += 1

    def _copy_evidence(self, later: list[Entry]) -> None:
        """The bytes of evidence and of pages that match their digest; the entry that follows names the rest.

        What there was the entries say; the view of them may have lost some.
        """
        known: dict[str, str] = {}
        for connection in (self._source, self._new):
            with suppress(driver.Error):
                known |= dict(connection.execute("SELECT number, sha256 FROM evidence").fetchall())
            with suppress(driver.Error):
                known |= dict(connection.execute("SELECT serial, sha256 FROM briefing WHERE kept").fetchall())
        for entry in later:
            with suppress(*_CANNOT_FOLLOW):
                known |= _bytes_of(entry)
        for number, digest in sorted(known.items()):
            self._progress(0.65 * _READING)
            parts: list[bytes] = []
            with suppress(driver.Error):
                parts = list(chunks(self._source, digest))
            if hashlib.sha256(b"".join(parts)).hexdigest() != digest:
                self._made.evidence_lost.append(str(number))
                continue
            self._new.executemany(
                "INSERT OR IGNORE INTO evidence_chunk (sha256, part, data) VALUES (?, ?, ?)",
                ((digest, index, data) for index, data in enumerate(parts)),
            )


def _bytes_of(entry: Entry) -> dict[str, str]:
    """The digest of what an entry keeps beside itself, by its number; raises where it says it wrongly."""
    if entry.action == "evidence.added":
        return {entry.record: str(entry.content["custody"]["sha256"])}
    return {entry.record: str(entry.content["sha256"])} if entry.content.get("kept") else {}


def _renumbered(content: dict[str, Any], numbers: dict[int, int], seq: int) -> dict[str, Any]:
    """Other entries are named by number: the new one. Raises `KeyError` where what it takes back is lost.

    `seq` is the number it gets; it becomes the first of its action where the first of it is lost.
    """
    made = dict(content)
    if "undoes" in made:
        made["undoes"] = numbers[made["undoes"]]
    if "together" in made:
        made["together"] = numbers.setdefault(made["together"], seq)
    return made


class _savepoint:  # noqa: N801  (used as a block)
    """A block of which nothing is kept once it was undone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __enter__(self) -> _savepoint:
        self._connection.execute("SAVEPOINT entry")
        return self

    def __call__(self) -> None:
        self._connection.execute("ROLLBACK TO entry")

    def __exit__(self, *_exc: object) -> None:
        self._connection.execute("RELEASE entry")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
