"""The watch log of a desk: who is on, notes, time checks, jumps of the clock."""

from __future__ import annotations

from datetime import datetime

from domain.clock import Jump
from domain.instant import iso_utc
from domain.journal import Entry
from domain.watch import (
    CLOCK_RECORD,
    WATCH_RECORD,
    TimeCheck,
    WatchState,
    checking,
    ending,
    noting,
    starting,
    time_check,
    watch_at,
)
from storage.journal import Journal


class Watch:
    """One entry for each action; everything is read back from the journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    # --- writes ---------------------------------------------------------------------------------

    def start(self, names: str, *, note: str = "", author: str) -> WatchState:
        """Take the watch. Raises `FieldError`, `DeskError`."""
        with self._journal.writing(author) as write:
            write(action="watch.started", record=WATCH_RECORD, content=starting(self.state(), names, note))
        return self.state()

    def end(self, *, handed_to: str = "", note: str = "", author: str) -> WatchState:
        """Hand the watch over. Raises `FieldError`, `DeskError`."""
        with self._journal.writing(author) as write:
            write(action="watch.ended", record=WATCH_RECORD, content=ending(self.state(), handed_to, note))
        return self.state()

    def note(self, text: str, *, author: str) -> None:
        """A note to the log. Raises `FieldError`, `DeskError`."""
        with self._journal.writing(author) as write:
            write(action="watch.noted", record=WATCH_RECORD, content=noting(text))

    def check_time(self, trusted: datetime, source: str, *, author: str) -> TimeCheck:
        """Record what a trusted clock shows at this moment (UTC). Raises `FieldError`, `DeskError`."""
        with self._journal.writing(author) as write:
            entry = write(
                action="clock.checked", record=CLOCK_RECORD, content=checking(trusted, write.now, source)
            )
        return time_check(entry)

    def record_jump(self, jump: Jump, *, author: str) -> None:
        """Note that the wall clock jumped against the monotonic one. Raises `DeskError`."""
        content = {
            "before": iso_utc(jump.before),
            "after": iso_utc(jump.after),
            "seconds": round(jump.by.total_seconds()),
        }
        with self._journal.writing(author) as write:
            write(action="clock.jumped", record=CLOCK_RECORD, content=content)

    # --- reads ----------------------------------------------------------------------------------

    def state(self) -> WatchState:
        """Who is on watch now."""
        return watch_at(self._journal.entries_of(WATCH_RECORD))

    def log(self) -> list[Entry]:
        """Watches, notes, time checks and jumps of the clock, in order."""
        entries = self._journal.entries_of(WATCH_RECORD) + self._journal.entries_of(CLOCK_RECORD)
        return sorted(entries, key=lambda entry: entry.seq)

    def checks(self, until: datetime | None = None) -> list[TimeCheck]:
        """Comparisons with a trusted clock that were known at `until` (UTC), in order."""
        last = self._journal.last_before(until) if until else self._journal.head()[0]
        return [
            time_check(entry)
            for entry in self._journal.entries_of(CLOCK_RECORD)
            if entry.action == "clock.checked" and entry.seq <= last
        ]

    def last_check(self) -> TimeCheck | None:
        """The last comparison with a trusted clock; None where there was none."""
        checks = self.checks()
        return checks[-1] if checks else None

    def jumps(
        self, since: datetime | None = None, until: datetime | None = None
    ) -> list[tuple[datetime, int]]:
        """Recorded jumps: when they were noticed (UTC) and by how many seconds."""
        return [
            (entry.at, int(entry.content["seconds"]))
            for entry in self._journal.entries_of(CLOCK_RECORD)
            if entry.action == "clock.jumped"
            and (since is None or entry.at >= since)
            and (until is None or entry.at <= until)
        ]
