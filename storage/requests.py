"""Drafts and templates: requests kept in the desk under a name, the last word on each name counting."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from domain.errors import FieldError
from domain.instant import from_ms
from domain.request import Request
from domain.text import clean_line, required
from domain.words import _
from storage.driver import Connection
from storage.journal import Journal
from storage.rows import reading

DRAFT, TEMPLATE = "draft", "template"
NAME = 60
"""Longest name, in characters."""


@dataclass(frozen=True, slots=True)
class KeptRequest:
    """A draft or a template: who kept it, when (UTC), and what it asks for."""

    sort: str
    name: str
    at: datetime
    author: str
    request: Request


class Requests:
    """Those of one desk."""

    def __init__(self, connection: Connection, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal

    def keep(self, sort: str, name: str, request: Request, *, author: str) -> KeptRequest:
        """Keep a draft or a template; one of the same name is replaced. Raises `FieldError`, `DeskError`."""
        named = required(clean_line(name, "name", limit=NAME), "name", _("It needs a name."))
        with self._journal.writing(author) as write:
            write(action=f"{sort}.saved", record=named, content={"request": request.to_json()})
        return next(one for one in self.all(sort) if one.name == named)

    def drop(self, sort: str, name: str, *, author: str) -> None:
        """No longer offer it; the journal keeps it. Raises `FieldError` naming `name`, `DeskError`."""
        if all(one.name != name for one in self.all(sort)):
            raise FieldError("name", _("There is none of the name “{name}”.").format(name=name))
        with self._journal.writing(author) as write:
            write(action=f"{sort}.dropped", record=name, content={})

    def all(self, sort: str) -> list[KeptRequest]:
        """The drafts or the templates, the last one kept first."""
        rows = self._connection.execute(
            "SELECT * FROM request WHERE sort = ? ORDER BY at DESC, name", (sort,)
        ).fetchall()
        with reading(_("A draft or a template")):
            return [
                KeptRequest(
                    row["sort"],
                    row["name"],
                    from_ms(row["at"]),
                    row["author"],
                    Request.from_json(json.loads(row["content"])),
                )
                for row in rows
            ]

    def get(self, sort: str, name: str) -> KeptRequest:
        """The one of that name. Raises `FieldError` naming `name`."""
        for one in self.all(sort):
            if one.name == name:
                return one
        raise FieldError("name", _("There is none of the name “{name}”.").format(name=name))
