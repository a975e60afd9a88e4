"""From a desk to the facts of a briefing, as the journal knew them at the data cut-off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.briefing import Briefing, ClockJump, default_title, previous_period
from domain.filter import ALL, Filter
from domain.plan import PLAIN, Plan
from storage.clock_facts import check_period, imprint, open_clocks, protocols_of
from storage.desk import Desk
from storage.withholding import withholding


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

    An incident of uncertain time belongs to the period its earliest instant lies in, so that no two periods
    count it. Everything is as recorded at `cut_off`. A title of its own goes before one made from the
    period; without `serial` it is a draft. `chosen` narrows the incidents, not the clocks; its
    own times give way to the period. Raises `FieldError` for a period that ends before it begins, for a
    cut-off after `produced_at`, and for text that cannot be kept.
    """
    check_period(since, until)
    plan = plan.checked(Briefing.kind)
    before = previous_period(since, until)
    opened, stopped = desk.breaches.opened_and_stopped(since, until, cut_off=cut_off)
    clocks = open_clocks(desk, cut_off)
    asked = replace(chosen, since=None, until=None)
    incidents = desk.incidents.as_of(cut_off, replace(asked, since=since, until=until))
    previous = desk.incidents.as_of(cut_off, replace(asked, since=before[0], until=before[1]))
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
    )
