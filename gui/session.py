"""The only caller of writes: one method for each user action, which then says what kind of thing changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from domain.alarms import BEFORE, Alarm, Schedule
from domain.breach import Breach, BreachState
from domain.clock import Clock, Jump
from domain.incident import Facts, Incident
from domain.instant import Span
from domain.protocol import Protocol
from domain.watch import TimeCheck
from domain.words import _
from gui.briefing_writes import BriefingWrites
from gui.record_writes import RecordWrites
from storage.breaches import Case
from storage.desk import Desk
from storage.importing import ImportPlan, commit
from storage.incidents import Logged
from storage.vault import Vault

T = TypeVar("T")


class Session(QObject):
    """A desk that is open in the window, and who is on watch."""

    incidents_changed = Signal()
    breaches_changed = Signal()
    briefings_changed = Signal()
    watch_changed = Signal()
    saved = Signal(object)
    """The instant (UTC) of the last durable write."""
    author_changed = Signal(str)
    jump_noticed = Signal(object)

    def __init__(
        self, desk: Desk, clock: Clock, author: str, parent: QObject | None = None, vault: Vault | None = None
    ) -> None:
        super().__init__(parent)
        self.desk, self.vault = desk, vault
        self.clock = clock
        self._author = author
        self._version = desk.journal.data_version()
        self.info = desk.info
        self.records = RecordWrites(self)
        self.briefings = BriefingWrites(self)
        self._cases: list[Case] | None = None
        self._schedule: Schedule | None = None
        self._before: Sequence[timedelta] = BEFORE

    @property
    def author(self) -> str:
        """Initials that go on every entry."""
        return self._author

    def set_author(self, author: str) -> None:
        self._author = author
        self.author_changed.emit(author)

    def now(self) -> datetime:
        return self.clock.now()

    def close(self) -> None:
        """Close the desk, and what is kept beside it."""
        self.desk.close()
        if self.vault is not None:
            self.vault.close()

    def schedule(self) -> Schedule:
        """Alarms and deadlines of the open breaches; made again only after something was written."""
        if self._schedule is None:
            cases = ((case.breach, case.protocol) for case in self.open_cases())
            self._schedule = Schedule(cases, self.now(), self._before)
        return self._schedule

    @property
    def warned_before(self) -> Sequence[timedelta]:
        """How long before a deadline alarms go off."""
        return self._before

    def warn_before(self, margins: Sequence[timedelta]) -> None:
        """How long before a deadline alarms go off."""
        self._before = margins
        self._schedule = None

    def open_cases(self) -> list[Case]:
        """Every open breach; read again only after something was written."""
        if self._cases is None:
            self._cases = self.desk.breaches.open_cases()
        return self._cases

    # --- incidents -----------------------------------------------------------------------------

    def log_incident(self, facts: Facts) -> Incident:
        return self._wrote(self.desk.incidents.log(facts, author=self._author), self.incidents_changed.emit)

    def correct_incident(self, number: str, facts: Facts, reason: str) -> Incident:
        made = self.desk.incidents.correct(number, facts, reason=reason, author=self._author)
        return self._wrote(made, self._both_changed)

    def assess_incident(self, number: str, *, status: str, determination: str, basis: str) -> Incident:
        made = self.desk.incidents.assess(
            number, status=status, determination=determination, basis=basis, author=self._author
        )
        return self._wrote(made, self.incidents_changed.emit)

    def import_incidents(self, plan: ImportPlan) -> Logged:
        return self._wrote(commit(self.desk, plan, self._author), self.incidents_changed.emit)

    # --- breaches ------------------------------------------------------------------------------

    def open_breach(self, incident: str, *, title: str, anchor: str, basis: str) -> Breach:
        made = self.desk.breaches.open(incident, title=title, anchor=anchor, basis=basis, author=self._author)
        return self._wrote(made, self._both_changed)

    def join_breach(self, number: str, incident: str, *, basis: str) -> Breach:
        made = self.desk.breaches.join(number, incident, basis=basis, author=self._author)
        return self._wrote(made, self._both_changed)

    def assess_breach(self, number: str, *, phase: int, answer: str, basis: str) -> Breach:
        made = self.desk.breaches.assess(number, phase=phase, answer=answer, basis=basis, author=self._author)
        return self._wrote(made, self.breaches_changed.emit)

    def record_action(
        self, number: str, *, phase: int, response: str, at: Span, source: str, note: str, completes: bool
    ) -> Breach:
        made = self.desk.breaches.act(
            number,
            phase=phase,
            response=response,
            at=at,
            source=source,
            note=note,
            completes=completes,
            author=self._author,
        )
        return self._wrote(made, self.breaches_changed.emit)

    def turn_breach(self, number: str, to: BreachState, reason: str) -> Breach:
        made = self.desk.breaches.turn(number, to, reason=reason, author=self._author)
        return self._wrote(made, self.breaches_changed.emit)

    def anchor_breach(self, number: str, *, incident: str, kind: str, reason: str) -> Breach:
        made = self.desk.casework.anchor(
            number, incident=incident, kind=kind, reason=reason, author=self._author
        )
        return self._wrote(made, self._both_changed)

    def move_breach(self, number: str, protocol: str, reason: str) -> Breach:
        made = self.desk.casework.move(number, protocol=protocol, reason=reason, author=self._author)
        return self._wrote(made, self.breaches_changed.emit)

    def merge_breach(self, number: str, into: str, reason: str) -> Breach:
        made = self.desk.casework.merge(number, into=into, reason=reason, author=self._author)
        return self._wrote(made, self._both_changed)

    def unmerge_breach(self, number: str, reason: str) -> Breach:
        made = self.desk.casework.unmerge(number, reason=reason, author=self._author)
        return self._wrote(made, self._both_changed)

    def split_breach(
        self, number: str, incidents: Sequence[str], *, title: str, anchor: str, reason: str
    ) -> Breach:
        made = self.desk.casework.split(
            number, incidents, title=title, anchor=anchor, reason=reason, author=self._author
        )
        return self._wrote(made, self._both_changed)

    def adopt_protocol(self, protocol: Protocol, source: str, reason: str) -> None:
        made = self.desk.protocols.adopt(protocol, source=source, reason=reason, author=self._author)
        self.info = self.desk.info
        self._wrote(made, self.breaches_changed.emit)

    def acknowledge(self, alarm: Alarm) -> Breach:
        made = self.desk.breaches.acknowledge(alarm.breach, alarm.key, author=self._author)
        return self._wrote(made, self.breaches_changed.emit)

    # --- briefings -----------------------------------------------------------------------------

    @property
    def signature(self) -> str:
        """Who made a page. A desk that is only read asks nobody for initials, and must still print."""
        return self._author or self.desk.watch.state().names or _("not recorded")

    @property
    def truce(self) -> datetime | None:
        """When the truce began (UTC); None while nobody has said so."""
        return self.desk.truce.began()

    def set_truce(self, began: datetime, reason: str) -> None:
        self.desk.truce.set(began, reason=reason, author=self._author)
        self._wrote(None, self._both_changed)

    # --- the watch ------------------------------------------------------------------------------

    def start_watch(self, names: str, note: str) -> None:
        """Take the watch; the first initials go on the entries from now on."""
        first = names.replace(";", ",").split(",")[0].strip()
        self.desk.watch.start(names, note=note, author=first or self._author)
        self.set_author(first or self._author)
        self._wrote(None, self.watch_changed.emit)

    def end_watch(self, handed_to: str, note: str) -> None:
        self._wrote(
            self.desk.watch.end(handed_to=handed_to, note=note, author=self._author), self.watch_changed.emit
        )

    def note(self, text: str) -> None:
        self.desk.watch.note(text, author=self._author)
        self._wrote(None, self.watch_changed.emit)

    def check_time(self, trusted: datetime, source: str) -> TimeCheck:
        made = self.desk.watch.check_time(trusted, source, author=self._author)
        return self._wrote(made, self.watch_changed.emit)

    # --- the clock, and other programs ---------------------------------------------------------

    def notice_jump(self, jump: Jump) -> None:
        """Tell the window of a jump of the wall clock, then log it. Raises `DeskError` on a failed write."""
        self._forget()
        self.jump_noticed.emit(jump)
        if not self.desk.readonly and self._author:
            self.desk.watch.record_jump(jump, author=self._author)
            self._wrote(None, self.watch_changed.emit)

    def look_for_changes(self) -> None:
        """In a read-only window: refresh when the program that writes has written."""
        if self.desk.readonly and (version := self.desk.journal.data_version()) != self._version:
            self._version = version
            self._forget()
            self._both_changed()
            self.watch_changed.emit()

    def put_out(self, result: T) -> T:
        """What was issued, or kept to be issued, touches nothing else."""
        return self._wrote(result, self.briefings_changed.emit)

    def wrote(self, result: T) -> T:
        """What the session's other part wrote touches the log and the breaches."""
        return self._wrote(result, self._both_changed)

    def _forget(self) -> None:
        """What was read of the breaches is out of date."""
        self._cases = self._schedule = None

    def _both_changed(self) -> None:
        self.incidents_changed.emit()
        self.breaches_changed.emit()

    def _wrote(self, result: T, announce: Callable[[], None] | None) -> T:
        self._forget()
        self.saved.emit(self.now())
        if announce is not None:
            announce()
        return result
