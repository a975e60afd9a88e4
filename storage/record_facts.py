"""From a desk to the facts of a spot report and of a breach dossier, as known at the data cut-off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.briefing import OpenClock
from domain.dossier import Dossier, dossier_title
from domain.evidence import Evidence
from domain.filter import Filter
from domain.journal import Entry
from domain.pictures import Picture
from domain.plan import PLAIN, Plan
from domain.protocol import Protocol
from domain.spot_report import SpotReport, spot_title
from domain.withholding import Withholding
from storage.clock_facts import clock_of, imprint
from storage.desk import Desk
from storage.withholding import withholding


def spot_report(
    desk: Desk, number: str, *, cut_off: datetime, produced_at: datetime, author: str,
    serial: str | None = None, plan: Plan = PLAIN,
) -> SpotReport:  # fmt: skip
    """The spot report on an incident. Raises `FieldError` for one that was not logged by then."""
    plan = plan.checked(SpotReport.kind)
    incident = desk.incidents.one_as_of(number, cut_off)
    evidence = desk.evidence.as_of(number, cut_off)
    clock = _clock(desk, incident.breach, cut_off)
    hidden = withholding(
        desk, plan, [incident], [clock] if clock else [], [clock.protocol] if clock else [], cut_off
    )
    shared = imprint(
        desk, title=spot_title(number), since=cut_off, until=cut_off, cut_off=cut_off,
        produced_at=produced_at, author=author, serial=serial, plan=hidden.plan(plan),
    )  # fmt: skip
    return SpotReport(
        **shared,
        incident=hidden.incident(incident),
        evidence=tuple(map(hidden.evidence, evidence)),
        clock=hidden.clock(clock) if clock else None,
        pictures=_pictures(desk, evidence, hidden, plan),
    )


def dossier(
    desk: Desk, number: str, *, cut_off: datetime, produced_at: datetime, author: str,
    serial: str | None = None, plan: Plan = PLAIN,
) -> Dossier:  # fmt: skip
    """The dossier of a breach. Raises `FieldError` naming `breach` where it was not opened by then."""
    plan = plan.checked(Dossier.kind)
    clock = clock_of(desk, desk.breaches.case_as_of(number, cut_off), cut_off)
    incidents = desk.incidents.as_of(cut_off, Filter(breach=number))
    evidence = [one for incident in incidents for one in desk.evidence.as_of(incident.number, cut_off)]
    last = desk.journal.last_before(cut_off)
    history = [entry for entry in desk.journal.entries_of(number) if entry.seq <= last]
    protocols = _followed(desk, history)
    hidden = withholding(desk, plan, incidents, [clock], protocols, cut_off)
    shared = imprint(
        desk, title=dossier_title(number), since=min(clock.breach.t0.earliest, cut_off), until=cut_off,
        cut_off=cut_off, produced_at=produced_at, author=author, serial=serial, plan=hidden.plan(plan),
    )  # fmt: skip
    return Dossier(
        **shared,
        clock=hidden.clock(clock),
        history=tuple(map(hidden.entry, history)),
        incidents=tuple(map(hidden.incident, incidents)),
        evidence=tuple(map(hidden.evidence, evidence)),
        protocols=protocols,
        pictures=_pictures(desk, evidence, hidden, plan),
    )


def _clock(desk: Desk, number: str | None, cut_off: datetime) -> OpenClock | None:
    return clock_of(desk, desk.breaches.case_as_of(number, cut_off), cut_off) if number else None


def _followed(desk: Desk, history: list[Entry]) -> tuple[Protocol, ...]:
    names = dict.fromkeys(
        str(entry.content["protocol"])
        for entry in history
        if entry.action in ("breach.opened", "breach.moved")
    )
    return tuple(desk.protocols.get(name) for name in names)


def _pictures(desk: Desk, evidence: list[Evidence], hidden: Withholding, plan: Plan) -> tuple[Picture, ...]:
    """Nobody can blur what a picture shows: with places or evidence left out there is none."""
    if not plan.pictures or plan.redaction.evidence or hidden.blurs:
        return ()
    from storage.pictures import pictures  # the decoders of images wait until they are needed

    return tuple(replace(one, name=hidden.text(one.name)) for one in pictures(desk, evidence))
