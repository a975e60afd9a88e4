"""Several records changed by one action, and that taken back by one: an entry each, in one transaction.

The entries of an action carry the number of its first one (`together`), so that they are found again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from domain.errors import FieldError
from domain.incident import Facts, Incident
from domain.journal import Entry
from domain.vocabulary import STATUSES
from domain.words import _
from storage.corrections import Corrections, reason_of, take_back
from storage.driver import Connection
from storage.incidents import Incidents
from storage.journal import Journal, Write
from storage.rows import entry_from_row

MOST = 5_000
"""Most incidents that one action changes."""


@dataclass(frozen=True, slots=True)
class Action:
    """One action on several records: whose last change it still is, and who was changed since."""

    untouched: tuple[str, ...]
    changed_since: tuple[str, ...]
    entries: tuple[Entry, ...]


class Together:
    """Changes of many records at once."""

    def __init__(
        self, connection: Connection, journal: Journal, incidents: Incidents, corrections: Corrections
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._incidents = incidents
        self._corrections = corrections

    def change(
        self,
        numbers: Sequence[str],
        edit: Callable[[Facts], Facts],
        *,
        reason: str,
        author: str,
        status: str = "",
    ) -> int:
        """Correct many records in one transaction, an entry for each that changes; gives how many did.

        `status` is what they are assessed as, where given. Raises `FieldError`: then nothing is changed.
        """
        why = reason_of(reason)
        if len(numbers) > MOST:
            raise FieldError("incident", _("At most {limit} at once.").format(limit=MOST))
        if status and status not in STATUSES:
            raise FieldError("status", _("“{text}” is not in the list.").format(text=status))
        changed = 0
        with self._journal.writing(author) as write:
            first = self._journal.head()[0] + 1
            for number in dict.fromkeys(numbers):
                changed += _change(write, self._incidents.get(number), edit, why, status, first)
            if not changed:
                raise FieldError("facts", _("Nothing was changed."))
        return changed

    def action_of(self, number: str) -> Action | None:
        """The action on several that was the last change of an incident; None where that was none."""
        last = self._corrections.last_change(number)
        first = last.content.get("together") if last is not None else None
        if not isinstance(first, int):
            return None
        rows = self._connection.execute(
            "SELECT * FROM journal WHERE seq >= ? ORDER BY seq LIMIT ?", (first, 2 * MOST)
        )
        entries = tuple(
            takewhile(lambda entry: entry.content.get("together") == first, map(entry_from_row, rows))
        )
        latest = {entry.record: entry.seq for entry in entries}
        untouched = tuple(record for record, seq in latest.items() if self._last_touched(record) == seq)
        return Action(untouched, tuple(record for record in latest if record not in set(untouched)), entries)

    def take_back(self, number: str, *, reason: str, author: str) -> Action:
        """Take back the whole action that changed an incident last, where nothing was changed since.

        Gives what was done and what was left. Raises `FieldError`, `DeskError`.
        """
        why = reason_of(reason)
        with self._journal.writing(author) as write:
            action = self.action_of(number)
            if action is None:
                raise FieldError("incident", _("It was not changed together with others."))
            first = self._journal.head()[0] + 1
            untouched = set(action.untouched)
            for entry in reversed(action.entries):
                if entry.record in untouched:
                    take_back(write, self._connection, entry, why, {"together": first})
        return action

    def _last_touched(self, number: str) -> int:
        row = self._connection.execute(
            "SELECT max(coalesce((SELECT max(seq) FROM journal WHERE record = ?1), 0),"
            " coalesce((SELECT max(seq) FROM touched WHERE incident = ?1), 0))",
            (number,),
        ).fetchone()
        return int(row[0])


def _change(
    write: Write, incident: Incident, edit: Callable[[Facts], Facts], why: str, status: str, first: int
) -> int:
    facts = edit(incident.facts).checked(write.now)
    changed = False
    if facts != incident.facts:
        correct_together(write, incident.number, facts, why, first)
        changed = True
    if status and status != incident.status:
        judged = {"status": status, "determination": incident.determined, "basis": why, "together": first}
        write(action="incident.assessed", record=incident.number, content=judged)
        changed = True
    return int(changed)


def correct_together(write: Write, number: str, facts: Facts, why: str, first: int) -> None:
    """Write one of several corrections; `first` is the number of the first entry of the action."""
    content = {"facts": facts.to_json(), "reason": why, "together": first}
    write(action="incident.corrected", record=number, content=content)
