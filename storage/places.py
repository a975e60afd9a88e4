"""The user's own places: added one by one or from a list, and there for the gazetteer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from domain.atlas.folding import fold
from domain.atlas.place import Place
from domain.errors import FieldError
from domain.position import Position
from domain.text import clean_line, clean_text, required
from domain.vocabulary import OBLASTS
from domain.words import _
from storage.driver import Connection
from storage.journal import Journal, Write
from storage.rows import reading


class Places:
    """The desk's own places. A later one with the same name and position replaces the earlier."""

    def __init__(self, connection: Connection, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal

    def add(self, place: Place, *, author: str) -> None:
        """Keep one place. Raises `FieldError` naming `name` or `oblast`, `DeskError`."""
        self.add_many([place], author=author)

    def add_many(self, places: Iterable[Place], *, author: str) -> int:
        """Keep a list in one transaction, an entry each; what is there already adds nothing."""
        added = 0
        with self._journal.writing(author) as write:
            known = set(self._contents())
            for place in places:
                content = _content(place)
                if (spelled := json.dumps(content, sort_keys=True)) not in known:
                    known.add(spelled)
                    _write(write, content)
                    added += 1
        return added

    def withdraw(self, place: Place, *, reason: str, author: str) -> None:
        """Take a place from the list; incidents keep what they say. Raises `FieldError`, `DeskError`."""
        why = required(clean_text(reason, "reason"), "reason", _("A reason is needed."))
        with self._journal.writing(author) as write:
            if place not in self.all():
                raise FieldError("name", _("“{name}” is not on the list.").format(name=place.name))
            content = {"position": place.position.to_json(), "reason": why}
            write(action="place.withdrawn", record=place.name, content=content)

    def all(self) -> list[Place]:
        """Every own place, in the order in which they were added."""
        rows = self._connection.execute("SELECT content FROM place ORDER BY id").fetchall()
        with reading(_("The list of places")):
            return [_place(json.loads(row[0])) for row in rows]

    def _contents(self) -> Iterable[str]:
        for row in self._connection.execute("SELECT content FROM place").fetchall():
            yield json.dumps(json.loads(row[0]), sort_keys=True)


def _write(write: Write, content: dict[str, Any]) -> None:
    write(action="place.added", record=content["name"], content=content)


def _content(place: Place) -> dict[str, Any]:
    name = required(clean_line(place.name, "name", limit=100), "name", _("The name is missing."))
    if not fold(name):
        raise FieldError("name", _("A name needs letters or digits."))
    if place.oblast and place.oblast not in OBLASTS:
        raise FieldError("oblast", _("“{text}” is not in the list.").format(text=place.oblast))
    return {
        "name": name,
        "ukrainian": clean_line(place.ukrainian, "ukrainian", limit=100),
        "oblast": place.oblast,
        "country": place.country,
        "position": place.position.to_json(),
        "population": place.population,
        "spellings": [clean_line(spelling, "spellings", limit=100) for spelling in place.spellings],
    }


def _place(content: dict[str, Any]) -> Place:
    return Place(
        content["name"],
        content["ukrainian"],
        content["oblast"],
        content["country"],
        Position.from_json(content["position"]),
        content["population"],
        tuple(content["spellings"]),
    )
