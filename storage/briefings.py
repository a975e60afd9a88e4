"""Serial numbers and fingerprints of the briefings, sheets and handovers a desk has put out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from domain.briefing import Briefing
from domain.errors import InvariantError
from domain.imprint import Imprint
from domain.instant import from_ms, iso_utc
from domain.words import _
from storage.driver import Connection
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
    ) -> SavedBriefing:
        """Note in the journal that `serial` was put out. Raises `DeskError` on a failed write."""
        content = {
            "kind": kind,
            "title": title,
            "period_from": iso_utc(period[0]),
            "period_to": iso_utc(period[1]),
            "cut_off": iso_utc(cut_off),
            "produced_at": iso_utc(produced_at),
            "pages": pages,
            "size": len(pdf),
            "sha256": hashlib.sha256(pdf).hexdigest(),
        }
        with self._journal.writing(author) as write:
            if serial != self.next_serial(produced_at.year):
                raise InvariantError(
                    _("The serial {serial} is no longer the next one.").format(serial=serial)
                )
            write(action="briefing.saved", record=serial, content=content)
        return next(b for b in self.saved() if b.serial == serial)

    def put_out(self, product: Imprint, pdf: bytes, pages: int, *, author: str) -> SavedBriefing:
        """Note in the journal that a product left the desk under its serial. Raises `DeskError`."""
        if product.serial is None:
            raise InvariantError("a draft was put out")
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
        )

    def saved(self, *, limit: int = 200) -> list[SavedBriefing]:
        """The briefings put out, the last one first."""
        rows = self._connection.execute(
            "SELECT * FROM briefing ORDER BY produced_at DESC, serial DESC LIMIT ?", (limit,)
        ).fetchall()
        with reading(_("A briefing")):
            return [
                SavedBriefing(
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
                )
                for row in rows
            ]
