"""Writes on records that stand already, and on what goes with them; a part of the session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from domain.atlas.gazetteer import Gazetteer
from domain.atlas.place import Place
from domain.evidence import Custody, Evidence
from domain.incident import Facts, Incident
from domain.map.overlay import Overlay
from domain.sector import Sector
from domain.vocabulary import folded
from storage.together import Action

if TYPE_CHECKING:
    from gui.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyFacts:
    """What a person says of a file: where it came from, when (UTC), how, and who took it."""

    name: str
    received_by: str
    received_at: datetime
    received_from: str
    how: str

    def given(self) -> _Given:
        """As the store takes it."""
        return _Given(
            name=self.name, received_by=self.received_by, received_at=self.received_at,
            received_from=self.received_from, how=self.how,
        )  # fmt: skip


class _Given(TypedDict):
    name: str
    received_by: str
    received_at: datetime
    received_from: str
    how: str


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

    def take_in(self, facts: Facts, of: str, held: Sequence[Custody]) -> Incident:
        """Log an incident with what goes with it: which one it is another report of, and its files."""
        made = self._session.desk.intake.log(facts, of=of, held=held, author=self._author)
        return self._session.wrote(made)

    def hold(self, data: bytes, facts: CustodyFacts) -> Custody:
        """Keep a file for an entry that is a draft: nothing of the log changes."""
        return self._session.desk.evidence.hold(data, **facts.given(), author=self._author)

    def let_go(self, custody: Custody) -> None:
        """Forget a file that was held for a draft."""
        self._session.desk.evidence.let_go(custody.sha256, author=self._author)

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

    def add_evidence(self, incident: str, data: bytes, facts: CustodyFacts) -> Evidence:
        made = self._session.desk.evidence.add(incident, data, **facts.given(), author=self._author)
        return self._session.wrote(made)

    def withdraw_evidence(self, number: str, reason: str) -> Evidence:
        made = self._session.desk.evidence.withdraw(number, reason=reason, author=self._author)
        return self._session.wrote(made)

    def add_places(self, places: Iterable[Place]) -> int:
        made = self._session.desk.places.add_many(places, author=self._author)
        self._gazetteer = None
        return self._session.wrote(made)

    def add_overlay(self, name: str, purpose: str, source: str, data: bytes) -> Overlay:
        made = self._session.desk.overlays.add(
            name, purpose=purpose, source=source, data=data, author=self._author
        )
        return self._session.wrote(made)

    def show_overlay(self, number: str, shown: bool) -> None:
        self._session.desk.overlays.show(number, shown=shown, author=self._author)
        self._session.wrote(None)

    def withdraw_overlay(self, number: str, reason: str) -> None:
        self._session.desk.overlays.withdraw(number, reason=reason, author=self._author)
        self._session.wrote(None)

    @property
    def _author(self) -> str:
        return self._session.author
