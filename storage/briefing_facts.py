"""From a desk to the facts of a briefing, as the journal knew them at the data cut-off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.briefing import Briefing, ClockJump, default_title, previous_period
from domain.filter import ALL, Filter
from domain.text import clean_text
from storage.clock_facts import check_period, imprint, open_clocks, protocols_of
from storage.desk import Desk


def collect(
    desk: Desk,
    *,
    since: datetime,
    until: datetime,
    cut_off: datetime,
    produced_at: datetime,
    author: str,
    title: str = "",
    bottom_line: str = "",
    serial: str | None = None,
    chosen: Filter = ALL,
) -> Briefing:
    """The facts of a situation briefing on incidents that occurred from `since` up to before `until` (UTC).

    An incident of uncertain time belongs to the period its earliest instant lies in, so that no two periods
    count it. Everything is as recorded at `cut_off`. Without `title` one is made from the period; without
    `serial` it is a draft. `chosen` narrows the incidents, not the clocks; its own times give way to the
    period. Raises `FieldError` for a period that ends before it begins, for a cut-off
    after `produced_at`, and for text that cannot be kept.
    """
    check_period(since, until)
    shared = imprint(
        desk, title=title.strip() or default_title(since, until), since=since, until=until, cut_off=cut_off,
        produced_at=produced_at, author=author, serial=serial,
    )  # fmt: skip
    before = previous_period(since, until)
    opened, stopped = desk.breaches.opened_and_stopped(since, until, cut_off=cut_off)
    clocks = open_clocks(desk, cut_off)
    asked = replace(chosen, since=None, until=None)
    return Briefing(
        **shared,
        incidents=tuple(desk.incidents.as_of(cut_off, replace(asked, since=since, until=until))),
        previous=tuple(desk.incidents.as_of(cut_off, replace(asked, since=before[0], until=before[1]))),
        clocks=clocks,
        opened=opened,
        stopped=stopped,
        protocols=protocols_of(desk, clocks),
        jumps=tuple(ClockJump(at, seconds) for at, seconds in desk.watch.jumps(since, cut_off)),
        bottom_line=clean_text(bottom_line, "bottom_line"),
        chosen=asked,
    )
