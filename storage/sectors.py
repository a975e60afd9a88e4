"""The desk's own sectors: kept in order by journal entries. An incident keeps the name it was entered with.

A new name for a sector is written into its incidents too, as a correction of each, so that a filter, an
export and a briefing never know two names of one sector.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.errors import FieldError
from domain.sector import LONGEST, Sector, named
from domain.text import clean_line, required
from domain.vocabulary import folded
from domain.words import _
from storage.corrections import reason_of
from storage.driver import Connection
from storage.incidents import Incidents
from storage.journal import Journal, Write
from storage.together import MOST, correct_together

RECORD = "sectors"
"""What an entry on the order of the list is about."""


class Sectors:
    """One method for each user action; each is one entry, but for a new name."""

    def __init__(self, connection: Connection, journal: Journal, incidents: Incidents) -> None:
        self._connection = connection
        self._journal = journal
        self._incidents = incidents

    def all(self) -> list[Sector]:
        """The whole list in its order, retired ones among it."""
        rows = self._connection.execute("SELECT name, retired FROM sector ORDER BY place, name").fetchall()
        return [Sector(str(row[0]), str(row[1])) for row in rows]

    def counts(self) -> dict[str, int]:
        """How many incidents carry each name, those among them that are not on the list."""
        rows = self._connection.execute(
            "SELECT sector, count(*) FROM incident WHERE sector <> '' GROUP BY sector"
        ).fetchall()
        return {str(row[0]): int(row[1]) for row in rows}

    def names(self) -> list[str]:
        """What is to be suggested: the list without what was retired; without a list, what is in use."""
        listed = self.all()
        return [sector.name for sector in listed if sector.is_in_use] if listed else sorted(self.counts())

    def add(self, name: str, *, author: str) -> Sector:
        """Put a sector at the end of the list. Raises `FieldError` naming `name`, `DeskError`."""
        spelled = _name(name)
        with self._journal.writing(author) as write:
            self._refuse_known(spelled)
            write(action="sector.added", record=spelled, content={"name": spelled})
        return Sector(spelled)

    def rename(self, name: str, to: str, *, reason: str, author: str) -> int:
        """Give a sector another name, in the list and in its incidents; gives how many those are.

        One transaction. Of more than `MOST` incidents the name cannot be changed. Raises `FieldError`.
        """
        spelled, why = _name(to), reason_of(reason)
        with self._journal.writing(author) as write:
            sector = self._known(name)
            if folded(spelled) != folded(sector.name):
                self._refuse_known(spelled)
            elif spelled == sector.name:
                raise FieldError("name", _("Nothing was changed."))
            content = {"name": spelled, "reason": why}
            write(action="sector.renamed", record=sector.name, content=content)
            return self._correct(write, sector.name, spelled, why)

    def retire(self, name: str, *, reason: str, author: str) -> None:
        """Let it not be used any more; incidents that carry it keep it. Raises `FieldError`."""
        why = reason_of(reason)
        with self._journal.writing(author) as write:
            sector = self._known(name)
            if not sector.is_in_use:
                raise FieldError("name", _("It was retired before."))
            write(action="sector.retired", record=sector.name, content={"reason": why})

    def restore(self, name: str, *, reason: str, author: str) -> None:
        """Let it be used again. Raises `FieldError`."""
        why = reason_of(reason)
        with self._journal.writing(author) as write:
            sector = self._known(name)
            if sector.is_in_use:
                raise FieldError("name", _("It is in use."))
            write(action="sector.restored", record=sector.name, content={"reason": why})

    def reorder(self, names: Sequence[str], *, author: str) -> None:
        """Put the whole list into another order. Raises `FieldError` where it is another list."""
        known = [sector.name for sector in self.all()]
        if sorted(known) != sorted(names):
            raise FieldError("order", _("The list has changed meanwhile."))
        if known != list(names):
            with self._journal.writing(author) as write:
                write(action="sector.ordered", record=RECORD, content={"order": list(names)})

    def _known(self, name: str) -> Sector:
        found = named(name, self.all())
        if found is None:
            raise FieldError("name", _("There is no sector “{name}”.").format(name=name))
        return found

    def _refuse_known(self, name: str) -> None:
        if (there := named(name, self.all())) is not None:
            said = _("“{name}” is there already.") if there.is_in_use else _("“{name}” was retired.")
            advice = "" if there.is_in_use else _("Bring it back instead.")
            raise FieldError("name", said.format(name=there.name), advice)

    def _correct(self, write: Write, old: str, new: str, why: str) -> int:
        query = "SELECT number FROM incident WHERE sector = ? ORDER BY id LIMIT ?"
        numbers = [row[0] for row in self._connection.execute(query, (old, MOST + 1)).fetchall()]
        if len(numbers) > MOST:
            raise FieldError(
                "name",
                _("More than {limit} incidents carry this name.").format(limit=f"{MOST:,}"),
                _("Add the new name and retire the old one; the filter finds either."),
            )
        first = self._journal.head()[0] + 1
        for number in numbers:
            facts = replace(self._incidents.get(number).facts, sector=new)
            correct_together(write, number, facts, why, first)
        return len(numbers)


def _name(text: str) -> str:
    name = required(clean_line(text, "name", limit=LONGEST), "name", _("The name is missing."))
    if not folded(name):
        raise FieldError("name", _("A name needs letters or digits."))
    return name
