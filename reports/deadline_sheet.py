"""The deadline sheet: facts → story → pages. What a desk needs to go on with a pen when the machine dies.

Each open breach is one group of rows, which a page never parts where it fits on one: the breach, then its
phases with their deadlines, what is recorded, and ruled columns to write in. Where they do not fit on a page
any more, a list of all deadlines in order of time comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from reportlab.platypus import Flowable, Spacer

from domain.bottom_line import clock_sentences
from domain.briefing import OpenClock
from domain.deadline_sheet import (
    DeadlineSheet,
    ahead,
    by_next_deadline,
    clock_change,
    record_lines,
    state_text,
)
from domain.glyphs import glyph
from domain.ladder import PhaseStanding
from domain.phrases import deadline_kyiv, deadline_utc, state_label
from domain.text import excerpt
from domain.watch import check_text
from domain.words import _, n_
from reports.blocks import Text, section
from reports.by_hand import ROW, BlankRows
from reports.clocks import hours_text, where_and_when
from reports.keys import provenance, seal
from reports.ledger import Cell, Column, Entry, Ledger
from reports.opening import opening
from reports.page import body_width, build
from reports.style import BODY, CARD, CELL, CELL_SOFT, CELL_STRONG, HEADING, LABEL, SOFT, Style

ONE_PAGE = 5
"""Up to so many breaches are seen at a glance; more get a list of their deadlines in order of time."""
_NUMBER = Style(CARD.font, CARD.size, CARD.leading, SOFT)
_NAME = 80


def render(sheet: DeadlineSheet, *, page_size: str = "A4") -> bytes:
    """The sheet as a PDF on `page_size` (`A4` or `Letter`), in the current language.

    The same facts give the same bytes. Raises `KeyError` for another page size.
    """
    room = body_width(page_size)
    story = [*opening(sheet, room), *_summary(sheet, room)]
    if len(sheet.clocks) > ONE_PAGE:
        story += _in_order(sheet.clocks, room)
    story += _breaches(sheet.clocks, room)
    story += _notes(sheet, room)
    story.append(_new_breaches(sheet, room))
    return build(sheet, story, page_size)


def _summary(sheet: DeadlineSheet, room: float) -> Iterator[Flowable]:
    yield Spacer(1, 8)
    count = n_("{n} open breach.", "{n} open breaches.", len(sheet.clocks)) + " " if sheet.clocks else ""
    yield Text([(count, CARD), (" ".join(clock_sentences(sheet.clocks)), BODY)], room)
    yield Spacer(1, 6)


def _in_order(clocks: Sequence[OpenClock], room: float) -> Iterator[Flowable]:
    """Every deadline that may still come, of every breach, by time."""
    found = [(p.deadline, c.breach.number, p, c) for c in clocks for p in ahead(c.standing) if p.deadline]
    if not found:
        return
    columns = [
        Column(_("Deadline (UTC)"), 108),
        Column(_("Kyiv"), 100),
        Column(_("Breach"), 146, limit=1),
        Column(_("Phase"), 104),
        Column(_("Initials"), 35, ruled=True),
    ]
    rows = sorted(found, key=lambda each: (each[0], each[1], each[2].phase.number))
    yield from section(_("Deadlines ahead, in order of time"), room)
    yield Ledger(columns, [_moment(clock, p) for _span, _number, p, clock in rows], room)


def _moment(clock: OpenClock, p: PhaseStanding) -> Entry:
    assert p.deadline is not None
    breach = clock.breach
    return Entry(
        [
            [(deadline_utc(p.deadline, month=True), CELL_STRONG)],
            [(deadline_kyiv(p.deadline, date=True), CELL)],
            [[(breach.number + "  ", CELL_STRONG), (breach.title, CELL)]],
            [(f"{hours_text(p)} · {state_label(p.state)}", CELL)],
            [],
        ],
        signs=[(3, glyph(p.state))],
    )


def _breaches(clocks: Sequence[OpenClock], room: float) -> Iterator[Flowable]:
    order = by_next_deadline(clocks)
    groups = [
        (_("Next deadline ahead"), order.ahead),
        (_("Deadlines passed, and something not recorded"), order.passed),
        (_("No deadline left"), order.settled),
    ]
    filled = [(title, group) for title, group in groups if group]
    entries: list[Entry] = []
    for title, group in filled:
        if len(filled) > 1 and len(clocks) > ONE_PAGE:
            entries.append(Entry([()] * len(_columns()), note=[(title, HEADING)], strong=True, keep=True))
        entries += (entry for clock in group for entry in _rows(clock))
    if not entries:
        return
    if len(clocks) > ONE_PAGE:
        yield from section(_("Every open breach, by its next deadline"), room, need=150)
    yield Ledger(_columns(), entries, room)


def _columns() -> list[Column]:
    return [
        Column(_("Phase"), 82),
        Column(_("Deadline"), 103),
        Column(_("State and record at the cut-off"), 168),
        Column(_("Acted"), 70, ruled=True),
        Column(_("Time"), 36, ruled=True),
        Column(_("Initials"), 34, ruled=True),
    ]


def _rows(clock: OpenClock) -> Iterator[Entry]:
    breach, phases = clock.breach, clock.standing.phases
    heading: Cell = [
        [(breach.number + "  ", _NUMBER), (breach.title, CARD)],
        (where_and_when(clock), CELL_SOFT),
    ]
    yield Entry([()] * len(_columns()), note=heading, strong=True, keep=True)
    coming = ahead(clock.standing)
    for p in phases:
        yield _phase(clock, p, is_next=p in coming[:1], keep=p is not phases[-1])


def _phase(clock: OpenClock, p: PhaseStanding, *, is_next: bool, keep: bool) -> Entry:
    return Entry(
        [
            _name(p),
            _deadline(clock, p, is_next=is_next),
            [
                (state_text(p, clock.standing), CELL_STRONG),
                *((excerpt(line, 2 * _NAME), CELL) for line in record_lines(p)),
            ],
            [],
            [],
            [],
        ],
        signs=[(2, glyph(p.state))],
        keep=keep,
        least=ROW,
    )


def _name(p: PhaseStanding) -> Cell:
    """`1  Warning and halt, 24 h`."""
    hours = f", {hours_text(p)}" if p.deadline else ""
    name = excerpt(_(p.phase.name), _NAME) + hours
    return [[(f"{p.phase.number}  ", CELL_STRONG), (name, CELL)]]


def _record(p: PhaseStanding) -> Cell:
    return [(excerpt(line, 2 * _NAME), CELL) for line in record_lines(p)]


def _deadline(clock: OpenClock, p: PhaseStanding, *, is_next: bool) -> Cell:
    """UTC, then Kyiv with its day; the next one stands out, a settled one stands back."""
    if p.deadline is None:
        return [(hours_text(p), CELL_SOFT)]
    style = CELL_SOFT if p.state.is_settled else CELL_STRONG if is_next else CELL
    return [
        (deadline_utc(p.deadline, month=True), style),
        (deadline_kyiv(p.deadline, date=True), style),
        (clock_change(clock.breach.t0, p.deadline), CELL_SOFT),
    ]


def _notes(sheet: DeadlineSheet, room: float) -> Iterator[Flowable]:
    yield Spacer(1, 4)
    said = _(
        "Deadlines do not move; the rest is as recorded at the cut-off. The next deadline of a breach is in"
        " bold. A band has certainly passed only after its latest instant. A person decides, never a timer."
    )
    clock = _("Clock of this machine: {found}").format(found=check_text(sheet.last_check))
    yield Text([(f"{said} {clock}.", LABEL)], room)
    yield Spacer(1, 2)
    for protocol in sheet.protocols:
        yield provenance(protocol, room)
    yield from seal(sheet, room)


def _new_breaches(sheet: DeadlineSheet, room: float) -> BlankRows:
    """Blank rows for breaches assessed while the machine is down, under the protocol in force."""
    hours = [phase.hours for phase in sheet.protocols[0].phases if phase.hours is not None][:4]
    columns = [
        Column(_("Title and place"), 150),
        Column(_("T0 (UTC)"), 62, ruled=True),
        *(Column(_("T0 + {hours} h").format(hours=count), 62, ruled=True) for count in hours),
        Column(_("Acted"), 90, ruled=True),
        Column(_("Initials"), 36, ruled=True),
    ]
    explained = _("Hours are elapsed hours: add them in UTC. {days}").format(days=_days(hours))
    return BlankRows(_("Breaches opened by hand"), explained, columns, room, least=2, most=8)


def _days(hours: Sequence[int]) -> str:
    """`24 h is the same time 1 day on, 72 h is the same time 3 days on`, where they are whole days."""
    whole = [timedelta(hours=count) for count in hours if count % 24 == 0]
    said = [
        _("{hours} h is the same time {days} on").format(
            hours=span.days * 24, days=n_("{n} day", "{n} days", span.days)
        )
        for span in whole
    ]
    return _("{said} in UTC.").format(said=", ".join(said)) if said else ""
