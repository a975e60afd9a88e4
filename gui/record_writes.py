"""Writes on records that stand already, and on what goes with them; a part of the session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from domain.atlas.gazetteer import Gazetteer
from domain.atlas.place import Place
from domain.evidence import Evidence
from domain.incident import Facts, Incident
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

    def sectors(self) -> Sequence[str]:
        return self._session.desk.corrections.sectors()

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
