"""Which words an edition may not hold: those of every record that it, or one of its clocks, rests on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.briefing import OpenClock
from domain.filter import Filter
from domain.incident import Incident
from domain.plan import Plan
from domain.protocol import Protocol
from domain.withholding import Withholding
from storage.desk import Desk


def withholding(
    desk: Desk, plan: Plan, incidents: Iterable[Incident], clocks: Iterable[OpenClock],
    protocols: Iterable[Protocol], cut_off: datetime,
) -> Withholding:  # fmt: skip
    """What a plan leaves out of these, as the journal knew it at `cut_off` (UTC)."""
    if not plan.redaction:
        return Withholding(plan.redaction)
    every = {incident.number: incident for incident in incidents}
    for clock in clocks:
        every |= {i.number: i for i in desk.incidents.as_of(cut_off, Filter(breach=clock.breach.number))}
    evidence = [one for one in desk.evidence.every() if one.incident in every]
    return Withholding(plan.redaction, every.values(), evidence, protocols)
