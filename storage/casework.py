"""What is done to cases as a whole: another T0, another protocol, merged, split, and both taken back."""

from __future__ import annotations

from collections.abc import Sequence

from domain.breach import Breach
from domain.breach_entries import anchoring, merging, moving, splitting, unmerging
from storage.breaches import Breaches
from storage.incidents import Incidents
from storage.journal import Journal
from storage.protocols import Protocols


class Casework:
    """Each method is one user action in one transaction; where two breaches change, each has its entry."""

    def __init__(
        self, journal: Journal, incidents: Incidents, breaches: Breaches, protocols: Protocols
    ) -> None:
        self._journal = journal
        self._incidents = incidents
        self._breaches = breaches
        self._protocols = protocols

    def anchor(self, number: str, *, incident: str, kind: str, reason: str, author: str) -> Breach:
        """Move T0 to another time of one of its incidents. Raises `FieldError`, `DeskError`."""
        with self._journal.writing(author) as write:
            content = anchoring(self._breaches.get(number), self._incidents.get(incident), kind, reason)
            write(action="breach.anchored", record=number, content=content)
        return self._breaches.get(number)

    def move(self, number: str, *, protocol: str, reason: str, author: str) -> Breach:
        """Let a running breach follow another adopted protocol. Raises `FieldError`, `DeskError`."""
        with self._journal.writing(author) as write:
            adopted = self._protocols.get(protocol)
            content = moving(self._breaches.get(number), adopted.name, reason)
            write(action="breach.moved", record=number, content=content)
        return self._breaches.get(number)

    def merge(self, number: str, *, into: str, reason: str, author: str) -> Breach:
        """Merge a breach into another one, whose T0 stays. Raises `FieldError`, `DeskError`."""
        with self._journal.writing(author) as write:
            merged, absorbed = merging(self._breaches.get(number), self._breaches.get(into), reason)
            write(action="breach.merged", record=number, content=merged)
            write(action="breach.absorbed", record=into, content=absorbed)
        return self._breaches.get(into)

    def unmerge(self, number: str, *, reason: str, author: str) -> Breach:
        """Take the merge of `number` back. Raises `FieldError`, `DeskError`."""
        with self._journal.writing(author) as write:
            breach = self._breaches.get(number)
            into = self._breaches.get(breach.merged_into or number)
            unmerged, released = unmerging(breach, into, reason)
            write(action="breach.unmerged", record=number, content=unmerged)
            write(action="breach.released", record=into.number, content=released)
        return self._breaches.get(number)

    def split(
        self, number: str, incidents: Sequence[str], *, title: str, anchor: str, reason: str, author: str
    ) -> Breach:
        """Make a breach of its own of some incidents. Raises `FieldError`, `DeskError`."""
        with self._journal.writing(author) as write:
            new = self._breaches.next_number(write.now.year)
            left, opened = splitting(
                self._breaches.get(number),
                [self._incidents.get(incident) for incident in incidents],
                new,
                title=title,
                anchor=anchor,
                reason=reason,
                now=write.now,
            )
            write(action="breach.split_off", record=number, content=left)
            write(action="breach.opened", record=new, content=opened)
        return self._breaches.get(new)
