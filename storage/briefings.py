"""What a desk has put out: serials, what was asked for, the bytes of the pages and their fingerprint.

An issued briefing is frozen. Its bytes stand in the desk beside the journal, once for each content, as
evidence does; the journal has their SHA-256, and `verify` holds them to it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.briefing import Briefing
from domain.errors import DeskError, FieldError, InvariantError
from domain.imprint import Imprint
from domain.instant import from_ms, iso_utc
from domain.request import Request
from domain.rests_on import records_of
from domain.words import _, current_language
from storage.driver import Connection, Row
from storage.evidence import chunks, keep, lost_before
from storage.journal import Journal
from storage.rows import reading


@dataclass(frozen=True, slots=True)
class SavedBriefing:
    """One briefing that left the desk. `sha256` is that of its PDF bytes."""

    serial: str
    title: str
    period_from: datetime
    period_to: datetime
    cut_off: datetime
    produced_at: datetime
    author: str
    pages: int
    size: int
    sha256: str
    kind: str = Briefing.kind
    kept: bool = False
    """Whether the desk holds its bytes; those put out before it kept them are known by their hash alone."""
    entries: int = 0
    """The last journal entry its facts were taken from; 0 where that was not noted."""
    language: str = ""
    request: Request | None = None
    """What was asked for; None where that was not noted."""
    corrects: str | None = None
    """The serial of the briefing that a corrigendum corrects."""


class Briefings:
    """What was put out, and the next serial."""

    def __init__(self, connection: Connection, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal

    def next_serial(self, year: int) -> str:
        """The serial the next briefing of that year (UTC) will have, such as `BRF-2026-0031`."""
        row = self._connection.execute(
            "SELECT max(CAST(substr(serial, 10) AS INTEGER)) FROM briefing WHERE serial LIKE ?",
            (f"BRF-{year:04d}-%",),
        ).fetchone()
        return f"BRF-{year:04d}-{(row[0] or 0) + 1:04d}"

    def record(
        self,
        serial: str,
        *,
        title: str,
        period: tuple[datetime, datetime],
        cut_off: datetime,
        produced_at: datetime,
        pages: int,
        pdf: bytes,
        author: str,
        kind: str = Briefing.kind,
        **more: Any,
    ) -> SavedBriefing:
        """Note in the journal that `serial` was put out, and keep its bytes. Raises `DeskError`.

        `more` is what else the entry says.
        """
        digest = hashlib.sha256(pdf).hexdigest()
        content = {
            "kind": kind,
            "title": title,
            "period_from": iso_utc(period[0]),
            "period_to": iso_utc(period[1]),
            "cut_off": iso_utc(cut_off),
            "produced_at": iso_utc(produced_at),
            "pages": pages,
            "size": len(pdf),
            "sha256": digest,
            "kept": True,
            **more,
        }
        with self._journal.writing(author) as write:
            if serial != self.next_serial(produced_at.year):
                raise InvariantError(
                    _("The serial {serial} is no longer the next one.").format(serial=serial)
                )
            keep(self._connection, digest, pdf)
            write(action="briefing.saved", record=serial, content=content)
        return self.get(serial)

    def put_out(
        self, product: Imprint, pdf: bytes, pages: int, *, author: str, request: Request | None = None
    ) -> SavedBriefing:
        """Freeze a product under its serial: its request, its records, its bytes. Raises `DeskError`."""
        if product.serial is None:
            raise InvariantError("a draft was put out")
        more: dict[str, Any] = {
            "entries": product.entries,
            "head": product.head,
            "language": current_language(),
            "records": list(records_of(product)),
        }
        if request is not None:
            more["request"] = request.to_json()
            if product.kind == "corrigendum":
                more["corrects"] = request.record
        return self.record(
            product.serial,
            title=product.title,
            period=(product.since, product.until),
            cut_off=product.cut_off,
            produced_at=product.produced_at,
            pages=pages,
            pdf=pdf,
            author=author,
            kind=product.kind,
            **more,
        )

    def saved(self, *, limit: int = 200) -> list[SavedBriefing]:
        """The briefings put out, the last one first."""
        rows = self._connection.execute(
            "SELECT * FROM briefing ORDER BY produced_at DESC, serial DESC LIMIT ?", (limit,)
        ).fetchall()
        return [_saved(row) for row in rows]

    def get(self, serial: str) -> SavedBriefing:
        """One of them. Raises `FieldError` naming `serial`."""
        row = self._connection.execute("SELECT * FROM briefing WHERE serial = ?", (serial,)).fetchone()
        if row is None:
            raise FieldError("serial", _("There is no briefing {serial}.").format(serial=serial))
        return _saved(row)

    def corrigenda(self, serial: str) -> list[SavedBriefing]:
        """The corrigenda to a product, the first one first."""
        rows = self._connection.execute(
            "SELECT * FROM briefing WHERE corrects = ? ORDER BY produced_at, serial", (serial,)
        ).fetchall()
        return [_saved(row) for row in rows]

    def records(self, serial: str) -> set[str]:
        """The numbers of the records a product rests on; none where that was not noted."""
        rows = self._connection.execute("SELECT record FROM briefing_record WHERE serial = ?", (serial,))
        return {str(row[0]) for row in rows.fetchall()}

    def last_before(self, cut_off: datetime, kind: str = Briefing.kind) -> SavedBriefing | None:
        """The last one of its kind put out by `cut_off` (UTC, inclusive); None where there is none."""
        last = self._journal.last_before(cut_off)
        row = self._connection.execute(
            "SELECT briefing.* FROM journal JOIN briefing ON serial = record"
            " WHERE action = 'briefing.saved' AND seq <= ? AND kind = ? ORDER BY seq DESC LIMIT 1",
            (last, kind),
        ).fetchone()
        return None if row is None else _saved(row)

    def pages(self, serial: str) -> bytes:
        """The pages as they were put out, byte for byte.

        Raises `FieldError` for an unknown serial, `DeskError` where they were not kept or no longer match.
        """
        known = self.get(serial)
        if not known.kept:
            raise DeskError(
                _("The pages of {serial} were not kept.").format(serial=serial),
                _("It was put out by an earlier version of the program, which kept their SHA-256 alone."),
                _("Compare a copy with SHA-256 {digest}.").format(digest=known.sha256),
            )
        pdf = b"".join(chunks(self._connection, known.sha256))
        if hashlib.sha256(pdf).hexdigest() != known.sha256:
            raise DeskError(
                _("{serial} is damaged: its pages do not match their SHA-256.").format(serial=serial),
                "",
                _("Verify the desk, and take the pages from the last good copy."),
            )
        return pdf


def damaged_pages(connection: Connection) -> Iterable[str]:
    """The serials whose pages are missing or do not match their digest, and should be there."""
    lost = lost_before(connection)
    kept = connection.execute("SELECT serial, sha256 FROM briefing WHERE kept ORDER BY serial").fetchall()
    for serial, digest in kept:
        check = hashlib.sha256()
        for data in chunks(connection, digest):
            check.update(data)
        if check.hexdigest() != digest and serial not in lost:
            yield str(serial)


def _saved(row: Row) -> SavedBriefing:
    with reading(_("A briefing")):
        return SavedBriefing(
            row["serial"],
            row["title"],
            from_ms(row["period_from"]),
            from_ms(row["period_to"]),
            from_ms(row["cut_off"]),
            from_ms(row["produced_at"]),
            row["author"],
            row["pages"],
            row["size"],
            row["sha256"],
            row["kind"],
            bool(row["kept"]),
            row["entries"],
            row["language"],
            Request.from_json(json.loads(row["request"])) if row["request"] else None,
            row["corrects"],
        )
