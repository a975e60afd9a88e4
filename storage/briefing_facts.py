"""From a desk to the facts of a briefing, as the journal knew them at the data cut-off."""

from __future__ import annotations

from datetime import datetime

from domain.briefing import (
    Briefing,
    ClockJump,
    OpenClock,
    default_title,
    previous_period,
    urgency,
)
from domain.errors import FieldError
from domain.filter import Filter
from domain.instant import format_dtg
from domain.phase_bar import phase_bar
from domain.protocol import Protocol
from domain.text import clean_line, clean_text, required
from domain.words import _
from storage.breaches import Case
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
) -> Briefing:
    """The facts of a situation briefing on incidents that occurred from `since` up to before `until` (UTC).

    An incident of uncertain time belongs to the period its earliest instant lies in, so that no two periods
    count it. Everything is as recorded at `cut_off`. Without `title` one is made from the period; without
    `serial` it is a draft. Raises `FieldError` for a period that ends before it begins, for a cut-off
    after `produced_at`, and for text that cannot be kept.
    """
    _check(since, until, cut_off, produced_at)
    before = previous_period(since, until)
    info = desk.info
    opened, stopped = desk.breaches.opened_and_stopped(since, until, cut_off=cut_off)
    clocks = tuple(
        sorted((_clock(desk, case, cut_off) for case in desk.breaches.open_as_of(cut_off)), key=urgency)
    )
    return Briefing(
        desk_code=info.code,
        desk_name=info.name,
        marking=info.marking,
        title=clean_line(title, "title") or default_title(since, until),
        since=since,
        until=until,
        cut_off=cut_off,
        produced_at=produced_at,
        author=required(clean_line(author, "author"), "author", _("Who is on watch? Initials are needed.")),
        incidents=tuple(desk.incidents.as_of(cut_off, Filter(since=since, until=until))),
        previous=tuple(desk.incidents.as_of(cut_off, Filter(since=before[0], until=before[1]))),
        clocks=clocks,
        opened=opened,
        stopped=stopped,
        protocols=_protocols(desk, info.protocol, clocks),
        jumps=tuple(ClockJump(at, seconds) for at, seconds in desk.watch.jumps(since, cut_off)),
        serial=serial,
        bottom_line=clean_text(bottom_line, "bottom_line"),
    )


def _check(since: datetime, until: datetime, cut_off: datetime, produced_at: datetime) -> None:
    if since >= until:
        raise FieldError(
            "until",
            _("The period ends ({until}) before it begins ({since}).").format(
                since=format_dtg(since), until=format_dtg(until)
            ),
            _("Exchange the two times."),
        )
    if cut_off > produced_at:
        raise FieldError(
            "cut_off",
            _("The data cut-off ({time}) is still to come.").format(time=format_dtg(cut_off)),
            _("Facts are known up to now at most."),
        )


def _clock(desk: Desk, case: Case, cut_off: datetime) -> OpenClock:
    breach, occurred, place, oblast = case.breach, case.occurred, case.place, case.oblast
    last_write = desk.journal.last_at()
    if (
        last_write is not None and last_write > cut_off
    ):  # the case's places and times may be later corrections
        known = {i.number: i for i in desk.incidents.as_of(cut_off, Filter(breach=breach.number))}
        occurred = tuple(known[number].facts.occurred for number in breach.incidents if number in known)
        first = known.get(breach.incidents[0])
        if first is not None:
            place, oblast = first.facts.place, first.facts.oblast
    standing = case.standing(cut_off)
    return OpenClock(breach, case.protocol, standing, phase_bar(breach, standing, occurred), place, oblast)


def _protocols(desk: Desk, in_force: str, clocks: tuple[OpenClock, ...]) -> tuple[Protocol, ...]:
    """The protocol in force first, then any other that an open clock follows."""
    names = dict.fromkeys([in_force, *sorted(clock.protocol.name for clock in clocks)])
    return tuple(desk.protocols.get(name) for name in names)
