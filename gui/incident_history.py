"""The history of a record: each entry with the right verb, and what a correction changed, old and new."""

from __future__ import annotations

from collections.abc import Iterable

from domain.changes import changes
from domain.incident import Facts
from domain.journal import Entry
from domain.wording import history_line


def history_rows(entries: Iterable[Entry]) -> list[tuple[str, str, list[str]]]:
    """Heading, detail and changed fields of each entry, the latest first."""
    rows = []
    known: Facts | None = None
    for entry in entries:
        heading, detail = history_line(entry)
        changed: list[str] = []
        if entry.action in ("incident.logged", "incident.corrected"):
            facts = Facts.from_json(entry.content["facts"])
            changed = [str(change) for change in changes(known, facts)] if known is not None else []
            known = facts
        rows.append((heading, detail, changed))
    return rows[::-1]
