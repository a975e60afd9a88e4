"""Writes on records that stand already, and on what goes with them; a part of the session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from domain.atlas.gazetteer import Gazetteer
from domain.atlas.place import Place
from domain.evidence import Evidence
from domain.incident import Facts, Incident
from domain.sector import Sector
from domain.vocabulary import folded
from storage.together import Action

if TYPE_CHECKING:
    from gui.session import Session


class RecordWrites:
    """One method for each user action, as in the session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._gazetteer: Gazetteer | None = None

    def gazetteer(self) -> Gazetteer:
        """The shipped places and the desk's own; read when first asked for."""
        if self._gazetteer is None:
            self._gazetteer = Gazetteer.load().with_places(self._session.desk.places.all())
        return self._gazetteer

    def add_sector(self, name: str) -> Sector:
        return self._session.wrote(self._session.desk.sectors.add(name, author=self._author))

    def rename_sector(self, name: str, to: str, reason: str) -> int:
        made = self._session.desk.sectors.rename(name, to, reason=reason, author=self._author)
        return self._session.wrote(made)

    def retire_sector(self, name: str, reason: str) -> None:
        self._session.desk.sectors.retire(name, reason=reason, author=self._author)
        self._session.wrote(None)

    def restore_sector(self, name: str, reason: str) -> None:
        self._session.desk.sectors.restore(name, reason=reason, author=self._author)
        self._session.wrote(None)

    def reorder_sectors(self, names: Sequence[str]) -> None:
        self._session.desk.sectors.reorder(names, author=self._author)
        self._session.wrote(None)

    def withdraw_place(self, place: Place, reason: str) -> None:
        self._session.desk.places.withdraw(place, reason=reason, author=self._author)
        self._gazetteer = None
        self._session.wrote(None)

    def known_values(self, key: str, begun: str) -> list[str]:
        """Values of the desk for a key of the filter that begin with `begun`; sectors in their own order."""
        found = self._session.desk.incidents.known_values(key, begun)
        if key != "sector":
            return found
        listed = (sector.name for sector in self._session.desk.sectors.all())
        return list(dict.fromkeys((*(name for name in listed if folded(begun) in folded(name)), *found)))

    def log_duplicate(self, facts: Facts, of: str) -> Incident:
        corrections = self._session.desk.corrections
        return self._session.wrote(corrections.log_duplicate(facts, of, author=self._author))

    def merge(self, number: str, other: str, reason: str) -> Incident:
        made = self._session.desk.corrections.merge(number, other, reason=reason, author=self._author)
        return self._session.wrote(made)

    def unmerge(self, number: str, reason: str) -> Incident:
        made = self._session.desk.corrections.unmerge(number, reason=reason, author=self._author)
        return self._session.wrote(made)

    def undo(self, number: str, reason: str) -> Incident:
        made = self._session.desk.corrections.undo(number, reason=reason, author=self._author)
        return self._session.wrote(made)

    def undo_together(self, number: str, reason: str) -> Action:
        made = self._session.desk.together.take_back(number, reason=reason, author=self._author)
        return self._session.wrote(made)

    def change_many(
        self, numbers: Sequence[str], edit: Callable[[Facts], Facts], reason: str, status: str = ""
    ) -> int:
        made = self._session.desk.together.change(
            numbers, edit, reason=reason, author=self._author, status=status
        )
        return self._session.wrote(made)

    def add_evidence(
        self,
        incident: str,
        data: bytes,
        *,
        name: str,
        received_by: str,
        received_at: datetime,
        received_from: str,
        how: str,
    ) -> Evidence:
        made = self._session.desk.evidence.add(
            incident,
            data,
            name=name,
            received_by=received_by,
            received_at=received_at,
            received_from=received_from,
            how=how,
            author=self._author,
        )
        return self._session.wrote(made)

    def withdraw_evidence(self, number: str, reason: str) -> Evidence:
        made = self._session.desk.evidence.withdraw(number, reason=reason, author=self._author)
        return self._session.wrote(made)

    def add_places(self, places: Iterable[Place]) -> int:
        made = self._session.desk.places.add_many(places, author=self._author)
        self._gazetteer = None
        return self._session.wrote(made)

    @property
    def _author(self) -> str:
        return self._session.author
