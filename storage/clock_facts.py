"""What the products share: who and when, and the open clocks as the journal knew them at a data cut-off."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from domain.briefing import OpenClock, urgency
from domain.errors import FieldError
from domain.filter import Filter
from domain.instant import format_dtg
from domain.marking import Marking
from domain.phase_bar import phase_bar
from domain.plan import PLAIN, Plan
from domain.protocol import Protocol
from domain.text import clean_line, required
from domain.words import _
from storage.breaches import Case
from storage.desk import Desk


class ImprintFields(TypedDict):
    """The fields of a `domain.imprint.Imprint`."""

    desk_code: str
    desk_name: str
    marking: Marking
    title: str
    since: datetime
    until: datetime
    cut_off: datetime
    produced_at: datetime
    author: str
    serial: str | None
    entries: int
    head: str
    plan: Plan


def check_period(since: datetime, until: datetime) -> None:
    """Raise `FieldError` for a period that is over before it begins."""
    if since >= until:
        raise FieldError(
            "until",
            _("The period ends ({until}) before it begins ({since}).").format(
                since=format_dtg(since), until=format_dtg(until)
            ),
            _("Exchange the two times."),
        )


def imprint(
    desk: Desk, *, title: str, since: datetime, until: datetime, cut_off: datetime, produced_at: datetime,
    author: str, serial: str | None, plan: Plan = PLAIN,
) -> ImprintFields:  # fmt: skip
    """What stands on every page. Raises `FieldError` for a cut-off to come, and for bad text.

    A title of the plan goes before `title`.
    """
    if cut_off > produced_at:
        raise FieldError(
            "cut_off",
            _("The data cut-off ({time}) is still to come.").format(time=format_dtg(cut_off)),
            _("Facts are known up to now at most."),
        )
    info = desk.info
    entries = desk.journal.last_before(cut_off)
    return ImprintFields(
        desk_code=info.code,
        desk_name=info.name,
        marking=info.marking,
        title=plan.title or clean_line(title, "title"),
        since=since,
        until=until,
        cut_off=cut_off,
        produced_at=produced_at,
        author=required(clean_line(author, "author"), "author", _("Who is on watch? Initials are needed.")),
        serial=serial,
        entries=entries,
        head=desk.journal.digest_at(entries),
        plan=plan,
    )


def open_clocks(desk: Desk, cut_off: datetime) -> tuple[OpenClock, ...]:
    """Every clock that counts at `cut_off` (UTC), the most urgent first."""
    cases = desk.breaches.open_as_of(cut_off)
    return tuple(sorted((clock_of(desk, case, cut_off) for case in cases), key=urgency))


def protocols_of(desk: Desk, clocks: tuple[OpenClock, ...]) -> tuple[Protocol, ...]:
    """The protocol in force first, then any other that an open clock follows."""
    names = dict.fromkeys([desk.info.protocol, *sorted(clock.protocol.name for clock in clocks)])
    return tuple(desk.protocols.get(name) for name in names)


def clock_of(desk: Desk, case: Case, cut_off: datetime) -> OpenClock:
    """A case where it stands at `cut_off` (UTC), with its places and times as they were known then."""
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
