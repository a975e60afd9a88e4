"""The watch handover: facts → story → pages. What the next watch must know, the most pressing first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from domain.alarms import Alarm
from domain.bottom_line import age_text
from domain.deadline_sheet import answer_text
from domain.glyphs import glyph
from domain.handover import LATER, SOON, Due, Handover, Note, PutOut, asked, due_within, passed
from domain.incident import Incident
from domain.instant import format_dtg
from domain.phrases import UNKNOWN, deadline_kyiv, deadline_utc, occurred_text, place_text, state_label
from domain.text import excerpt
from domain.vocabulary import KINDS, NOT_KNOWN, STATUSES
from domain.watch import check_text
from domain.words import _, n_, number
from reports.blocks import Figure, Strip, Text, section
from reports.by_hand import Signatures
from reports.clocks import hours_text, place_of
from reports.keys import seal
from reports.ledger import Cell, Column, Entry, Ledger
from reports.opening import moment, opening
from reports.page import body_width, build
from reports.style import BODY, BODY_SOFT, CARD, CELL, CELL_SOFT, CELL_STRONG, LEAD, LEAD_MORE
from reports.timekeeping import check_line, jump_lines

_NAMES = 60
_TITLE = 80


def render(facts: Handover, *, page_size: str = "A4") -> bytes:
    """The handover as a PDF on `page_size` (`A4` or `Letter`), in the current language.

    The same facts give the same bytes. Raises `KeyError` for another page size.
    """
    room = body_width(page_size)
    story: list[Flowable] = [*opening(facts, room), *_watch(facts, room), *_figures(facts, room)]
    for key in facts.plan.order(facts.kind):
        story.extend(PARTS[key](facts, room))
    return build(facts, story, page_size)


def _watch(facts: Handover, room: float) -> Iterator[Flowable]:
    """Who hands to whom, in one sentence each."""
    turn = facts.turn
    names, taker = excerpt(turn.names, _NAMES), excerpt(turn.handed_to, _NAMES)
    if turn.started is None:
        who = _("No watch was started.")
        then = _("This page covers the time from {time}.").format(time=moment(facts.since))
    elif turn.ended is None:
        who = _("On watch: {names}.").format(names=names)
        then = _("Since {time}; not yet handed over.").format(time=moment(turn.started))
    else:
        to = _("Watch of {names}, handed to {taker}.") if taker else _("Watch of {names}, ended.")
        who = to.format(names=names, taker=taker)
        then = _("From {start} to {end}.").format(start=moment(turn.started), end=moment(turn.ended))
    yield Spacer(1, 8)
    yield Text([(who + " ", LEAD), (then, LEAD_MORE)], room)
    yield Spacer(1, 8)


def _figures(facts: Handover, room: float) -> Iterator[Flowable]:
    soon, later = due_within(facts, timedelta(0), SOON), due_within(facts, SOON, LATER)
    due, late = asked(facts), passed(facts)
    waits = _("none waits")
    if facts.oldest_logged is not None:
        waits = _("oldest {age}").format(age=age_text(facts.cut_off - facts.oldest_logged))
    yield Strip(
        [
            Figure(
                str(len(facts.clocks)),
                n_("open breach", "open breaches", len(facts.clocks)),
                (_("{opened} opened, {stopped} stopped").format(opened=facts.opened, stopped=facts.stopped),),
            ),
            Figure(str(len(soon)), _("due within 12 h"), (_("{n} more within 24 h").format(n=len(later)),)),
            Figure(str(len(late)), _("passed, not recorded")),
            Figure(str(len(due)), n_("assessment due", "assessments due", len(due))),
            Figure(number(facts.waiting_count), _("not yet assessed"), (waits,)),
            Figure(str(len(facts.alarms)), _("alarms not acknowledged")),
        ],
        room,
    )


def _deadlines(facts: Handover, room: float) -> Iterator[Flowable]:
    yield from section(_("Deadlines: next 24 hours, and passed"), room)
    groups = (
        (_("Within 12 h"), due_within(facts, timedelta(0), SOON)),
        (_("Within 24 h"), due_within(facts, SOON, LATER)),
        (_("Passed, and something not recorded"), passed(facts)),
    )
    columns = [
        Column(_("Deadline (UTC)"), 108),
        Column(_("Kyiv"), 100),
        Column(_("Breach"), 166),
        Column(_("Phase"), 119),
    ]
    entries: list[Entry] = []
    for title, found in groups:
        if found:
            entries.append(Entry([()] * len(columns), note=[(title, CARD)], strong=True, keep=True))
        entries += map(_due, found)
    yield _table(columns, entries, room, _("No deadline is due, and none has passed unrecorded."))


def _due(due: Due) -> Entry:
    p = due.phase
    assert p.deadline is not None
    state = f"{hours_text(p)} · {state_label(p.state)}"
    return Entry(
        [
            [(deadline_utc(p.deadline, month=True), CELL_STRONG)],
            [(deadline_kyiv(p.deadline, date=True), CELL)],
            _breach(due),
            [(state, CELL)],
        ],
        signs=[(3, glyph(p.state))],
    )


def _breach(due: Due) -> Cell:
    breach = due.clock.breach
    return [
        [(breach.number + "  ", CELL_STRONG), (excerpt(breach.title, _TITLE), CELL)],
        (excerpt(place_of(due.clock), _TITLE), CELL_SOFT),
    ]


def _assessments(facts: Handover, room: float) -> Iterator[Flowable]:
    yield from section(_("Assessments due"), room)
    columns = [Column(_("Breach"), 208), Column(_("Question"), 166), Column(_("Recorded so far"), 119)]
    yield _table(columns, map(_asked, asked(facts)), room, _("No assessment is due."))


def _asked(due: Due) -> Entry:
    p = due.phase
    said = answer_text(p, p.answer) if p.answer else _("no assessment recorded")
    question = f"{p.phase.number}  {excerpt(_(p.phase.question), 2 * _TITLE)}"
    return Entry([_breach(due), [(question, CELL)], [(said, CELL)]], signs=[(1, glyph(p.state))])


def _alarms(facts: Handover, room: float) -> Iterator[Flowable]:
    yield from section(_("Alarms not acknowledged"), room)
    columns = [Column(_("Went off"), 108), Column(_("Breach"), 100), Column(_("Warning"), 285)]
    yield _table(columns, map(_alarm, facts.alarms), room, _("None."))


def _alarm(alarm: Alarm) -> Entry:
    before = age_text(alarm.before)
    text = _("{hours} h, {before} before") if alarm.before else _("{hours} h reached")
    warning = text.format(hours=alarm.hours, before=before)
    deadline = f"{deadline_utc(alarm.deadline, month=True)} · {deadline_kyiv(alarm.deadline)}"
    return Entry(
        [
            [(format_dtg(alarm.at), CELL)],
            [(alarm.breach, CELL_STRONG)],
            [[(warning, CELL), (f"  ({deadline})", CELL_SOFT)]],
        ]
    )


def _notes(facts: Handover, room: float) -> Iterator[Flowable]:
    yield from section(_("Notes of the watch"), room)
    if not facts.notes:
        yield Text([(_("Nothing was noted."), BODY_SOFT)], room)
    for note in facts.notes:
        yield _note(note, room)
        yield Spacer(1, 3)


def _note(note: Note, room: float) -> Text:
    return Text([(f"{format_dtg(note.at)} {note.author}  ", CARD), (note.text, BODY)], room)


def _incidents(facts: Handover, room: float) -> Iterator[Flowable]:
    yield from section(_("Incidents not yet assessed, longest waiting first"), room)
    columns = [
        Column(_("Number"), 76),
        Column(_("Logged"), 82),
        Column(_("Occurred (UTC)"), 112),
        Column(_("Place"), 112),
        Column(_("Kind, status"), 111),
    ]
    yield _table(columns, map(_incident, facts.waiting), room, _("Every incident is assessed."))
    if more := facts.waiting_count - len(facts.waiting):
        yield Spacer(1, 3)
        yield Text([(n_("and {n} more, logged later", "and {n} more, logged later", more), CARD)], room)


def _incident(incident: Incident) -> Entry:
    facts = incident.facts
    kind = UNKNOWN if facts.kind == NOT_KNOWN else KINDS.label(facts.kind)
    return Entry(
        [
            [(incident.number, CELL_STRONG)],
            [(format_dtg(incident.logged_at), CELL)],
            [(occurred_text(incident), CELL)],
            [(excerpt(place_text(facts.place, facts.oblast), _TITLE) or UNKNOWN, CELL)],
            [(kind, CELL), (STATUSES.label(incident.status), CELL_SOFT)],
        ]
    )


def _clock(facts: Handover, room: float) -> Iterator[Flowable]:
    yield from section(_("Clock of this machine"), room)
    if not facts.checks:
        yield Text([(check_text(None), BODY_SOFT)], room)
    for check in facts.checks:
        yield check_line(check, room)
    if facts.jumps:
        yield from jump_lines(facts.jumps, room)
    else:
        yield Text([(_("No jump of the clock was noticed on this watch."), BODY_SOFT)], room)


def _put_out(facts: Handover, room: float) -> Iterator[Flowable]:
    yield from section(_("Put out during the watch"), room)
    columns = [
        Column(_("Serial"), 82),
        Column(_("Title"), 250),
        Column(_("Produced"), 121),
        Column(_("By"), 40),
    ]
    yield _table(columns, map(_product, facts.put_out), room, _("Nothing was put out."))


def _product(made: PutOut) -> Entry:
    pages = n_("{n} page", "{n} pages", made.pages)
    return Entry(
        [
            [(made.serial, CELL_STRONG)],
            [[(made.title, CELL), (f"  {pages}", CELL_SOFT)]],
            [(format_dtg(made.at), CELL)],
            [(made.author, CELL)],
        ]
    )


def _signatures(facts: Handover, room: float) -> Iterator[Flowable]:
    yield CondPageBreak(80)
    yield Spacer(1, 10)
    yield from seal(facts, room)
    yield Signatures([_("Handed over by, time"), _("Taken over by, time")], room)


def _table(columns: Sequence[Column], entries: Iterable[Entry], room: float, empty: str) -> Flowable:
    rows = list(entries)
    return Ledger(columns, rows, room) if rows else Text([(empty, BODY_SOFT)], room)


PARTS: dict[str, Callable[[Handover, float], Iterator[Flowable]]] = {
    "deadlines": _deadlines,
    "assessments": _assessments,
    "alarms": _alarms,
    "notes": _notes,
    "clock": _clock,
    "put_out": _put_out,
    "incidents": _incidents,
    "signatures": _signatures,
}
"""What sets each section of `domain.sections`."""
