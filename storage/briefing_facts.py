"""From a desk to the facts of a briefing, as the journal knew them at the data cut-off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.briefing import Briefing, ClockJump, Totals, default_title, previous_period
from domain.counting import HALF, in_period, reaching
from domain.filter import ALL, Filter
from domain.plan import PLAIN, Plan
from domain.since_last import SinceLast
from domain.withholding import Withholding
from storage.clock_facts import check_period, imprint, open_clocks, protocols_of
from storage.desk import Desk
from storage.withholding import withholding

_NAMED = 20_000
"""New incidents that are looked at one by one."""


def collect(
    desk: Desk,
    *,
    since: datetime,
    until: datetime,
    cut_off: datetime,
    produced_at: datetime,
    author: str,
    serial: str | None = None,
    plan: Plan = PLAIN,
    chosen: Filter = ALL,
) -> Briefing:
    """The facts of a situation briefing on incidents that occurred from `since` up to before `until` (UTC).

    An incident of uncertain time belongs to one period alone (`domain.counting`). Everything is as recorded
    at `cut_off`. A title of its own goes before one made from the period; without `serial` it is a draft.
    `chosen` narrows the incidents, not the clocks; its own times give way to the period. Raises `FieldError`
    for a period that ends before it begins, a cut-off after `produced_at`, and text that cannot be kept.
    """
    check_period(since, until)
    plan = plan.checked(Briefing.kind)
    before = previous_period(since, until)
    opened, stopped = desk.breaches.opened_and_stopped(since, until, cut_off=cut_off)
    clocks = open_clocks(desk, cut_off)
    asked = replace(chosen, since=None, until=None)
    near = desk.incidents.as_of(cut_off, replace(asked, since=before[0] - HALF, until=until), from_=before[0])
    incidents, previous = in_period(near, since, until), in_period(near, *before)
    truce = desk.truce.began()
    protocols = protocols_of(desk, clocks)
    hidden = withholding(desk, plan, [*incidents, *previous], clocks, protocols, cut_off)
    shared = imprint(
        desk, title=default_title(since, until), since=since, until=until, cut_off=cut_off,
        produced_at=produced_at, author=author, serial=serial, plan=hidden.plan(plan),
    )  # fmt: skip
    return Briefing(
        **shared,
        incidents=tuple(map(hidden.incident, incidents)),
        previous=tuple(map(hidden.incident, previous)),
        clocks=tuple(map(hidden.clock, clocks)),
        opened=opened,
        stopped=stopped,
        protocols=protocols,
        jumps=tuple(ClockJump(at, seconds) for at, seconds in desk.watch.jumps(since, cut_off)),
        chosen=asked,
        overlays=tuple(map(hidden.overlay, desk.overlays.as_of(cut_off))),
        elsewhere=reaching(near, since, until),
        truce=truce,
        since_truce=_since_truce(desk, asked, truce, until, cut_off),
        last=_since_last(desk, cut_off, hidden),
    )


def _since_truce(
    desk: Desk, asked: Filter, truce: datetime | None, until: datetime, cut_off: datetime
) -> Totals | None:
    """What is counted since the truce; None where nobody said when it began, or it began later."""
    if truce is None or truce >= until:
        return None
    return desk.totals.between(asked, truce, until, cut_off)


def _since_last(desk: Desk, cut_off: datetime, hidden: Withholding) -> SinceLast | None:
    """What changed since the last situation briefing that was issued; None where there was none."""
    last = desk.briefings.last_before(cut_off)
    if last is None or not last.entries:
        return None
    end = desk.journal.last_before(cut_off)
    logged = desk.amending.logged(last.entries, end)
    new = [desk.incidents.one_as_of(number, cut_off) for number in logged[:_NAMED]]
    late = in_period(new, last.period_from, last.period_to)
    known = set(logged)
    changed = [number for number in desk.amending.changed(last.entries, end) if number not in known]
    opened, stopped = desk.breaches.opened_and_stopped(last.cut_off, cut_off, cut_off=cut_off)
    return SinceLast(
        serial=last.serial,
        cut_off=last.cut_off,
        logged=len(logged),
        late=tuple(one.number for one in late),
        amendments=tuple(desk.amending.of_records(changed, last.entries, end, hidden)),
        opened=opened,
        stopped=stopped,
    )
