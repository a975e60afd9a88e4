"""From a desk to the facts of a watch handover, as the journal knew them at the data cut-off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.alarms import BEFORE, Alarm, Schedule
from domain.briefing import ClockJump, OpenClock
from domain.filter import Aspect, Condition, Filter, Order
from domain.handover import LOOK_BACK, WAITING, Handover, PutOut, handover_title, last_turn, notes
from domain.incident import NOT_COUNTED, Incident
from domain.plan import PLAIN, Plan
from domain.watch import TimeCheck
from storage.clock_facts import check_period, imprint, open_clocks
from storage.desk import Desk

_NOT_ASSESSED = Filter(
    determination="not_assessed", conditions=(Condition(Aspect.STATUS, NOT_COUNTED, negated=True),)
)
"""What is refuted, withdrawn or a duplicate waits for no assessment."""


def collect(
    desk: Desk,
    *,
    cut_off: datetime,
    produced_at: datetime,
    author: str,
    since: datetime | None = None,
    warn_before: Sequence[timedelta] = BEFORE,
    serial: str | None = None,
    plan: Plan = PLAIN,
) -> Handover:
    """The handover of the last watch known at `cut_off` (UTC), or of the time from `since`.

    `warn_before` is how long before a deadline this desk's alarms go off.
    Raises `FieldError` for a cut-off after `produced_at` and for a period that begins after it.
    """
    if since is not None:
        check_period(since, cut_off)
    last = desk.journal.last_before(cut_off)
    log = [entry for entry in desk.watch.log() if entry.seq <= last]
    turn = last_turn(log)
    begin = min(since or turn.started or cut_off - LOOK_BACK, cut_off)
    shared = imprint(
        desk, title=handover_title(cut_off), since=begin, until=cut_off, cut_off=cut_off,
        produced_at=produced_at, author=author, serial=serial, plan=plan.checked(Handover.kind),
    )  # fmt: skip
    clocks = open_clocks(desk, cut_off)
    waiting, count, oldest = _waiting(desk, cut_off)
    opened, stopped = desk.breaches.opened_and_stopped(begin, cut_off, cut_off=cut_off)
    return Handover(
        **shared,
        turn=turn,
        clocks=clocks,
        waiting=waiting,
        waiting_count=count,
        oldest_logged=oldest,
        alarms=_alarms(clocks, cut_off, warn_before),
        notes=tuple(notes(entry for entry in log if entry.at >= begin)),
        checks=_checks(desk.watch.checks(until=cut_off), begin),
        jumps=tuple(ClockJump(at, seconds) for at, seconds in desk.watch.jumps(begin, cut_off)),
        put_out=_put_out(desk, begin, cut_off),
        opened=opened,
        stopped=stopped,
    )


def _waiting(desk: Desk, cut_off: datetime) -> tuple[tuple[Incident, ...], int, datetime | None]:
    """The incidents that wait longest, how many there are, and since when the first of them has waited.

    A million of them cost no more than a few as long as nothing was written since the cut-off.
    """
    last_write = desk.journal.last_at()
    if last_write is None or last_write <= cut_off:
        ids = desk.incidents.ids(_NOT_ASSESSED, Order.NUMBER, descending=False)
        named, count = desk.incidents.page(ids[:WAITING]), len(ids)
    else:
        every = sorted(desk.incidents.as_of(cut_off, _NOT_ASSESSED), key=lambda incident: incident.number)
        named, count = every[:WAITING], len(every)
    return tuple(named), count, min((incident.logged_at for incident in named), default=None)


def _alarms(
    clocks: tuple[OpenClock, ...], cut_off: datetime, before: Sequence[timedelta]
) -> tuple[Alarm, ...]:
    cases = [(clock.breach, clock.protocol) for clock in clocks]
    return tuple(Schedule(cases, cut_off, before).due(cut_off))


def _checks(every: list[TimeCheck], begin: datetime) -> tuple[TimeCheck, ...]:
    return tuple(check for check in every if check.at >= begin) or tuple(every[-1:])


def _put_out(desk: Desk, begin: datetime, cut_off: datetime) -> tuple[PutOut, ...]:
    """What left the desk in the period, the oldest first."""
    return tuple(
        PutOut(saved.serial, saved.title, saved.produced_at, saved.author, saved.pages)
        for saved in reversed(desk.briefings.saved())
        if begin <= saved.produced_at <= cut_off
    )
