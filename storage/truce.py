"""When the truce began: what "since the truce" counts from. Said by a person, kept in the journal."""

from __future__ import annotations

from datetime import datetime

from domain.clock import Clock
from domain.errors import FieldError
from domain.instant import iso_utc, parse_iso_utc
from domain.text import clean_text, required
from domain.words import _
from storage.journal import Journal

RECORD = "truce"


class Truce:
    """The last thing said of it counts; what was said before stays in the journal."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock

    def set(self, began: datetime, *, reason: str, author: str) -> None:
        """Say when it began (UTC), and where that is taken from. Raises `FieldError`, `DeskError`."""
        if began > self._clock.now():
            raise FieldError("began", _("This time is still to come."))
        why = required(clean_text(reason, "reason"), "reason", _("A reason is needed."))
        with self._journal.writing(author) as write:
            write(action="truce.began", record=RECORD, content={"began": iso_utc(began), "reason": why})

    def began(self) -> datetime | None:
        """When it began (UTC); None while nobody has said so."""
        entries = self._journal.entries_of(RECORD)
        return parse_iso_utc(entries[-1].content["began"]) if entries else None
