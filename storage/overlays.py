"""The desk's own lines and areas on the map: imported whole, shown or hidden, withdrawn with a reason."""

from __future__ import annotations

import hashlib
from datetime import datetime

from domain.errors import FieldError
from domain.map.geojson import read_geojson
from domain.map.overlay import PURPOSES, Overlay, added_content, fold_overlay, overlay_number
from domain.text import clean_line, required
from domain.words import _, number
from storage.corrections import reason_of
from storage.driver import Connection
from storage.journal import Journal
from storage.rows import entry_from_row, reading

MOST = 40
"""Overlays in use at once: each is drawn on every frame of the map, and read by people."""


class Overlays:
    """One method for each user action; each is one entry."""

    def __init__(self, connection: Connection, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal

    def add(self, name: str, *, purpose: str, source: str, data: bytes, author: str) -> Overlay:
        """Import a GeoJSON file under a name; `source` says where it is from.

        Raises `FieldError` naming `name`, `purpose` or `source`, and `DeskError` for a file that cannot be
        drawn, naming its feature.
        """
        spelled = required(clean_line(name, "name", limit=80), "name", _("The name is missing."))
        if purpose not in PURPOSES:
            raise FieldError("purpose", _("“{text}” is not in the list.").format(text=purpose))
        origin = required(
            clean_line(source, "source", limit=200), "source", _("Where is it from, and as of when?")
        )
        shapes = read_geojson(data)
        with self._journal.writing(author) as write:
            known = self.all()
            if any(one.name.casefold() == spelled.casefold() for one in known):
                raise FieldError(
                    "name", _("There is an overlay “{name}” already.").format(name=spelled),
                    _("Withdraw it first, or choose another name."),
                )  # fmt: skip
            if len(known) >= MOST:
                raise FieldError(
                    "name", _("There are {n} overlays already.").format(n=number(MOST)),
                    _("Withdraw one that is no longer needed."),
                )  # fmt: skip
            made = Overlay(overlay_number(self._count() + 1), spelled, purpose, origin, shapes)
            content = added_content(made) | {"sha256": hashlib.sha256(data).hexdigest()}
            write(action="overlay.added", record=made.number, content=content)
        return made

    def show(self, number: str, *, shown: bool, author: str) -> None:
        """Draw it on the maps from now on, or leave it out. Nothing where it is so already."""
        with self._journal.writing(author) as write:
            if self._get(number).shown is not shown:
                write(action="overlay.shown" if shown else "overlay.hidden", record=number, content={})

    def withdraw(self, number: str, *, reason: str, author: str) -> None:
        """Take it off the list for good; the journal keeps it. Raises `FieldError`, `DeskError`."""
        why = reason_of(reason)
        with self._journal.writing(author) as write:
            self._get(number)
            write(action="overlay.withdrawn", record=number, content={"reason": why})

    def all(self) -> list[Overlay]:
        """Those in use, shown or hidden, in the order in which they were added."""
        rows = self._connection.execute("SELECT number FROM overlay WHERE withdrawn = '' ORDER BY added")
        return [self._at(row[0]) for row in rows.fetchall()]

    def as_of(self, cut_off: datetime) -> list[Overlay]:
        """Those that were drawn as the journal knew them at `cut_off` (UTC, inclusive)."""
        last = self._journal.last_before(cut_off)
        rows = self._connection.execute("SELECT number FROM overlay WHERE added <= ? ORDER BY added", (last,))
        found = (self._at(row[0], last) for row in rows.fetchall())
        return [one for one in found if one.is_drawn]

    def _get(self, number: str) -> Overlay:
        if (found := next((one for one in self.all() if one.number == number), None)) is None:
            raise FieldError("overlay", _("There is no overlay {number}.").format(number=number))
        return found

    def _at(self, number: str, last: int | None = None) -> Overlay:
        """An overlay after the entry `last`, or now."""
        rows = self._connection.execute(
            "SELECT * FROM journal WHERE record = ? AND seq <= ? ORDER BY seq",
            (number, 1 << 62 if last is None else last),
        ).fetchall()
        with reading(number):
            made: Overlay | None = None
            for row in rows:
                made = fold_overlay(made, entry_from_row(row))
            assert made is not None
            return made

    def _count(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM overlay").fetchone()[0])
