"""The protocols a desk has adopted: every version stays, one is in force for new breaches."""

from __future__ import annotations

import json

from domain.errors import FieldError
from domain.protocol import Protocol
from domain.text import clean_text, required
from domain.words import _
from storage.driver import Connection
from storage.journal import Journal
from storage.rows import unreadable


class Protocols:
    """Adopted versions by name (`FT-2026 v1`)."""

    def __init__(self, connection: Connection, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal
        self._known: dict[str, Protocol] = {}
        """What was read: an adopted version never changes."""

    def adopt(self, protocol: Protocol, *, source: str, reason: str, author: str) -> Protocol:
        """Put a protocol in force for breaches opened from now on. Running ones keep theirs.

        `source` is its TOML text, kept as typed. Raises `FieldError` for a name in use, `DeskError`.
        """
        why = required(clean_text(reason, "reason"), "reason", _("A reason is needed."))
        with self._journal.writing(author) as write:
            if self.has(protocol.name):
                raise FieldError(
                    "version",
                    _("{name} is adopted already, and an adopted version never changes.").format(
                        name=protocol.name
                    ),
                    _("Give it the next version."),
                )
            content = {"protocol": protocol.to_json(), "source": source, "reason": why}
            write(action="protocol.adopted", record=protocol.name, content=content)
        return protocol

    def get(self, name: str) -> Protocol:
        """An adopted protocol. Raises `FieldError` naming `protocol`."""
        if name in self._known:
            return self._known[name]
        row = self._connection.execute("SELECT content FROM protocol WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise FieldError("protocol", _("There is no protocol {name}.").format(name=name))
        try:
            self._known[name] = Protocol.from_json(json.loads(row[0]))
        except (KeyError, TypeError, ValueError) as error:
            raise unreadable(name, error) from error
        return self._known[name]

    def has(self, name: str) -> bool:
        found = self._connection.execute("SELECT 1 FROM protocol WHERE name = ?", (name,)).fetchone()
        return found is not None

    def names(self) -> list[str]:
        """All adopted versions, in the order they were adopted."""
        return [row[0] for row in self._connection.execute("SELECT name FROM protocol ORDER BY rowid")]

    def in_force(self) -> str:
        """The name of the protocol new breaches follow."""
        return str(self._connection.execute("SELECT protocol FROM desk").fetchone()[0])

    def source(self, name: str) -> str:
        """The TOML text a protocol was adopted from; nothing for the one the desk was created with."""
        for entry in self._journal.entries_of(name):
            if entry.action == "protocol.adopted":
                return str(entry.content["source"])
        return ""
