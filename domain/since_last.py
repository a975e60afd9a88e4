"""What changed since the last briefing, as facts for a section of the next one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.amendments import Amendment
from domain.words import _, n_


@dataclass(frozen=True, slots=True)
class SinceLast:
    """Counted from the data cut-off of the briefing before, in the order of the journal."""

    serial: str
    cut_off: datetime
    logged: int
    """Incidents logged since."""
    late: tuple[str, ...]
    """Those of them that belong to the period of the briefing before, which could not have them."""
    amendments: tuple[Amendment, ...]
    opened: int
    stopped: int


def summary(since: SinceLast) -> str:
    """In a sentence or two, without judgement."""
    parts = [
        n_("{n} incident was logged", "{n} incidents were logged", since.logged),
        n_("{n} record changed", "{n} records changed", len({one.record for one in since.amendments})),
        n_("{n} breach opened", "{n} breaches opened", since.opened),
        n_("{n} clock stopped", "{n} clocks stopped", since.stopped),
    ]
    said = _("Since the cut-off of {serial}: {parts}.").format(serial=since.serial, parts=", ".join(parts))
    if since.late:
        late = n_(
            "{n} of the incidents logged since belongs to the period of {serial}, which does not count it.",
            "{n} of the incidents logged since belong to the period of {serial}, which does not count them.",
            len(since.late),
        )
        said += " " + late.format(serial=since.serial)
    return said
