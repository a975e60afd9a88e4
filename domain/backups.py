"""How backups of a desk are named, and which of them are kept.

A name carries the date-time group (UTC) of the copy and the first digits of the journal's head, as in
`north-23140731ZNOV26-1a2b3c4d.desk`, so that a person who looks into the folder knows what each file holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from domain.dtg import format_dtg, full_year, month_number
from domain.words import _

DIGITS = 8
"""So many hex digits of a digest stand in a name."""
HOURS, DAYS, WEEKS = 24, 14, 8
"""Of so many hours, days and weeks with a backup the last one is kept."""
OLD = timedelta(days=1)
"""A last good backup older than this is worth an alert."""
SUFFIX = ".desk"

_NAME = re.compile(
    r"(?P<stem>.+)-(?P<day>\d\d)(?P<time>\d{6})Z(?P<month>[A-Z]{3})(?P<year>\d\d)"
    rf"-(?P<head>[0-9a-f]{{{DIGITS}}})(?:-(?P<copy>\d+))?{re.escape(SUFFIX)}"
)


@dataclass(frozen=True, slots=True)
class BackupName:
    """What the name of a backup says. `at` is UTC, whole seconds; `copy` tells twins of one second apart."""

    stem: str
    at: datetime
    head: str
    copy: int = 1

    def __str__(self) -> str:
        at = self.at.astimezone(UTC)
        group = f"{at:%d%H%M%S}Z{format_dtg(at).split()[1]}{at:%y}"
        twin = f"-{self.copy}" if self.copy > 1 else ""
        return f"{self.stem}-{group}-{self.head[:DIGITS]}{twin}{SUFFIX}"

    @classmethod
    def read(cls, name: str) -> BackupName | None:
        """The parts of a file's name; None for one that is no backup's."""
        if (found := _NAME.fullmatch(name)) is None:
            return None
        try:
            hour, minute, second = (int(found["time"][at : at + 2]) for at in (0, 2, 4))
            date = (full_year(found["year"]), month_number(found["month"]), int(found["day"]))
            at = datetime(*date, hour, minute, second, tzinfo=UTC)
        except (KeyError, ValueError):
            return None
        return cls(found["stem"], at, found["head"], int(found["copy"] or 1))


@dataclass(frozen=True, slots=True)
class BackupState:
    """When the last good one was made (UTC), what failed since, how far one is that is being made."""

    at: datetime | None = None
    failed: str = ""
    share: float | None = None

    def is_alert(self, now: datetime) -> bool:
        """Whether somebody should look: it failed, or the last good one is old."""
        return bool(self.failed) or (self.at is not None and now - self.at > OLD)

    def text(self, now: datetime) -> str:
        """A few words for the status bar."""
        if self.share is not None:
            return _("backup {share} %").format(share=int(100 * self.share))
        if self.at is None:
            return _("▲ backup failed") if self.failed else _("no backup yet")
        time = f"{self.at:%H:%MZ}" if self.at.date() == now.date() else format_dtg(self.at)
        if self.failed:
            return _("▲ backup failed, last {time}").format(time=time)
        shown = _("▲ last backup {time}") if self.is_alert(now) else _("backup {time} ✓")
        return shown.format(time=time)

    def details(self) -> str:
        """The whole of it, for who asks."""
        if self.failed:
            return self.failed
        if self.at is None:
            return _("No verified backup of this desk was found.")
        return _("The last verified backup was made {time}.").format(time=format_dtg(self.at))


def is_due(now: datetime, last: datetime, every: timedelta) -> bool:
    """Whether so much time has passed since `last`, or the wall clock was set so that nobody can tell."""
    return not timedelta(0) <= now - last < every


def to_keep(
    times: Iterable[datetime], *, hourly: int = HOURS, daily: int = DAYS, weekly: int = WEEKS
) -> set[datetime]:
    """Which of the backups made at `times` (UTC) are kept: the last of each of the last hours, days, weeks.

    Only hours (days, weeks) that have a backup count, so a desk that rests for a month loses none of them.
    """
    ordered = sorted(times)
    kept: set[datetime] = set()
    for count, span in ((hourly, _hour), (daily, _day), (weekly, _week)):
        last = {span(at): at for at in ordered}
        kept.update(sorted(last.values())[-count:] if count else ())
    return kept


def _hour(at: datetime) -> object:
    return at.date(), at.hour


def _day(at: datetime) -> object:
    return at.date()


def _week(at: datetime) -> object:
    return at.isocalendar()[:2]
