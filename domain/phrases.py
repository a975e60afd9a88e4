"""What is said of a clock, in the same words on the screen and on paper.

Each phrase states what was recorded and when; none says what should be done, none calls a time breached.
Times ago and times left are counted to the second at the instant of the `Standing`, in UTC.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.breach import Breach, BreachState
from domain.incident import Incident
from domain.instant import (
    KYIV,
    Span,
    format_dtg,
    format_duration,
    format_kyiv,
    format_offset,
    format_short,
    format_span,
    kyiv_letter,
)
from domain.ladder import PhaseStanding, Standing, State
from domain.quantity import Quantity
from domain.vocabulary import ANCHORS, OBLASTS
from domain.words import N_, _, n_

UNKNOWN = "–"
"""How "not known" is drawn where there is no room for the words: an en rule, with a key or a tooltip."""

_STATES = {
    State.WAITING: N_("waiting"),
    State.ASSESSMENT_DUE: N_("assessment due"),
    State.RUNNING: N_("running"),
    State.DUE_SOON: N_("due soon"),
    State.PASSED: N_("passed"),
    State.MET: N_("met"),
    State.MET_LATE: N_("met late"),
    State.NOT_TRIGGERED: N_("not triggered"),
    State.STOOD_DOWN: N_("stood down"),
}


def state_label(state: State) -> str:
    """The word for a phase's state in the current language."""
    return _(_STATES[state])


def quantity_text(quantity: Quantity | None) -> str:
    """`≥ 12 explosions`; an en rule where it is not known."""
    return str(quantity) if quantity else UNKNOWN


def place_text(place: str, oblast: str) -> str:
    """`Orikhiv, Zaporizhzhia Oblast`, as far as they are known; empty where neither is."""
    return ", ".join(part for part in (place, OBLASTS.label(oblast)) if part)


def occurred_text(incident: Incident) -> str:
    """When it occurred, as the desk writes spans, in UTC: `221621Z NOV 26 ±20 min`."""
    return format_span(incident.facts.occurred)


def t0_line(breach: Breach) -> str:
    """`T0 221621Z NOV 26 (occurred, ±20 min)`: the anchor in force, in UTC."""
    time, sign, margin = format_span(breach.t0).partition(" ±")
    kind = ANCHORS.label(breach.anchor.kind)
    return _("T0 {time} ({anchor})").format(time=time, anchor=f"{kind}, ±{margin}" if sign else kind)


def deadline_utc(span: Span, *, month: bool = False) -> str:
    """`231100Z`, uncertain `231601–231641Z`, cut to the minute; with `month`, also month and year."""
    first, last = span.earliest, span.latest
    if month and (first.year, first.month) != (last.year, last.month):
        return f"{format_dtg(first)} – {format_dtg(last)}"
    end = format_dtg(last) if month else format_short(last)
    return end if format_short(first) == format_short(last) else f"{format_short(first)[:-1]}–{end}"


def deadline_kyiv(span: Span, *, date: bool = False) -> str:
    """`13:00 Kyiv`, for an uncertain one `18:01–18:41 Kyiv`. Cut to the minute.

    A date is added with `date`, and where Kyiv's day is another than the day in UTC, or the two ends lie on
    different days; a zone letter where the clocks change between them, or the time happens twice that night.
    """
    first, last = span.earliest, span.latest
    days = {instant.astimezone(KYIV).date() for instant in (first, last)}
    dated = date or len(days) > 1 or first.date() not in days
    lettered = kyiv_letter(first) != kyiv_letter(last)
    if _kyiv_time(first, lettered) == _kyiv_time(last, lettered) and len(days) == 1:
        return _in_kyiv(_kyiv_time(first, lettered), first if dated else None)
    if len(days) > 1:
        start = _dated(_kyiv_time(first, lettered), first)
        return _in_kyiv(f"{start} – {_dated(_kyiv_time(last, lettered), last)}", None)
    return _in_kyiv(f"{_kyiv_time(first, lettered)}–{_kyiv_time(last, lettered)}", first if dated else None)


def _in_kyiv(time: str, day: datetime | None) -> str:
    return _("{time} Kyiv").format(time=_dated(time, day) if day else time)


def _dated(time: str, day: datetime) -> str:
    """`24 Nov 00:30`, with the month's name as `format_kyiv` writes it."""
    clock = f"{day.astimezone(KYIV):%H:%M}"
    dated = format_kyiv(day, date=True)
    return dated[: dated.index(clock)] + time


def _kyiv_time(instant: datetime, lettered: bool) -> str:
    local = instant.astimezone(KYIV)
    twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    return f"{local:%H:%M}{kyiv_letter(instant) if lettered or twice else ''}"


def band_text(span: Span) -> str:
    """`between 14:10Z and 15:40Z`, with days in front where it spans more than one."""
    first, last = (
        (f"{i:%H:%M}Z" for i in (span.earliest, span.latest))
        if span.earliest.date() == span.latest.date()
        else map(format_short, (span.earliest, span.latest))
    )
    return _("between {first} and {last}").format(first=first, last=last)


def phase_line(p: PhaseStanding, standing: Standing) -> str:
    """One phase in a full phrase that holds the word of its state, to stand behind its glyph.

    Such as `met at T+18:05`, `passed 03:12:44 ago – no action recorded`, `due soon – 24 h in 02:14:09`,
    `not triggered – hostilities assessed as halted`, `assessment due – Have hostilities continued?`.
    """
    match p.state:
        case State.MET | State.MET_LATE:
            return _met(p, standing)
        case State.NOT_TRIGGERED:
            return _("not triggered – {reason}").format(reason=_(p.phase.fails))
        case State.STOOD_DOWN:
            return state_label(p.state)
        case State.PASSED:
            return _("{passed} – {recorded}").format(
                passed=_passed_ago(p, standing), recorded=recorded_text(p)
            )
        case State.ASSESSMENT_DUE:
            return _assessment_due(p, standing)
    return _counting(p)


def _met(p: PhaseStanding, standing: Standing) -> str:
    late = p.state is State.MET_LATE
    text = (_("met late at {time}") if late else _("met at {time}")).format(time=_since_t0(p, standing))
    return (
        _("{met} – within the deadline or after it is not certain").format(met=text) if p.maybe_late else text
    )


def _since_t0(p: PhaseStanding, standing: Standing) -> str:
    """`T+18:05`, or `T+17:45–18:25` where T0 or the time of the action is uncertain."""
    assert p.since_t0 is not None
    assert p.met_by is not None
    margin = next((other.deadline.width for other in standing.phases if other.deadline), timedelta(0))
    first = format_offset(max(p.since_t0 - margin, timedelta(0)))
    last = format_offset(max(p.since_t0 + p.met_by.at.width, timedelta(0)))
    return first if first == last else f"{first}–{last.removeprefix('T+')}"


def _passed_ago(p: PhaseStanding, standing: Standing) -> str:
    time = passed_for(p, standing)
    if standing.stopped:
        return _("passed {time} before the clock was stopped").format(time=time)
    if p.deadline is not None and not p.deadline.is_exact:
        return _("passed at least {time} ago").format(time=time)
    return _("passed {time} ago").format(time=time)


def passed_for(p: PhaseStanding, standing: Standing) -> str:
    """How long its deadline, the latest instant of it, has been past: `03:12:44`."""
    return format_duration(standing.at - p.deadline.latest) if p.deadline else UNKNOWN


def is_past(p: PhaseStanding, standing: Standing) -> bool:
    """Whether its hour figure has certainly been reached."""
    return p.deadline is not None and standing.at > p.deadline.latest


def recorded_text(p: PhaseStanding) -> str:
    """What is recorded for an unfinished phase: `no action recorded`, `1 action recorded, not complete`."""
    if not p.actions:
        return _("no action recorded")
    return n_("{n} action recorded, not complete", "{n} actions recorded, not complete", len(p.actions))


def _assessment_due(p: PhaseStanding, standing: Standing) -> str:
    missing = _no_answer(p)
    if is_past(p, standing):
        return _("{hours} h {passed} – {missing}").format(
            hours=p.phase.hours, passed=_passed_ago(p, standing), missing=missing
        )
    if p.in_band and p.deadline:
        return _("{hours} h passing {band} – {missing}").format(
            hours=p.phase.hours, band=band_text(p.deadline), missing=missing
        )
    return _("assessment due – {question}").format(question=_(p.phase.question))


def _no_answer(p: PhaseStanding) -> str:
    return _("no assessment recorded") if p.answer is None else _("assessed as not known")


def _counting(p: PhaseStanding) -> str:
    word = state_label(p.state)
    if p.deadline is None or p.remaining is None:
        if p.state is not State.RUNNING:
            return word
        return _("triggered – {recorded}").format(recorded=_recorded(p))
    if p.in_band:
        return _("{state} – {hours} h passing {band}").format(
            state=word, hours=p.phase.hours, band=band_text(p.deadline)
        )
    left = format_duration(p.remaining, up=True)
    if not p.deadline.is_exact:
        return _("{state} – {hours} h in {left} at the earliest").format(
            state=word, hours=p.phase.hours, left=left
        )
    return _("{state} – {hours} h in {left}").format(state=word, hours=p.phase.hours, left=left)


def _recorded(p: PhaseStanding) -> str:
    return recorded_text(p) if p.actions else _("nothing recorded")


def headline(standing: Standing, breach: Breach | None = None) -> tuple[str, str, State]:
    """What stands largest on a card: the big text, the small text under it, and the state that colours both.

    `("02:14:09", "to 24 h", …)`, `("passed 03:07:31", "72 h passed 231100Z – no action recorded", …)`. For a
    stopped clock `("closed", reason)`: the reason is known only where `breach` is given.
    """
    if standing.stopped:
        return _stopped(standing, breach)
    p = standing.headline
    if p is None or p.deadline is None or p.remaining is None:
        return _nothing_timed(standing)
    hours = p.phase.hours
    if p.in_band:
        left = format_duration(p.deadline.latest - standing.at, up=True)
        small = _("{hours} h passing: {band} – to the latest").format(hours=hours, band=band_text(p.deadline))
        return left, small, p.state
    if is_past(p, standing):
        missing = _no_answer(p) if p.state is State.ASSESSMENT_DUE else recorded_text(p)
        small = _("{hours} h passed {deadline} – {missing}").format(
            hours=hours, deadline=deadline_utc(p.deadline), missing=missing
        )
        return _("passed {time}").format(time=passed_for(p, standing)), small, p.state
    small = _("to {hours} h").format(hours=hours)
    if not p.deadline.is_exact:
        small = _("to {hours} h, earliest · passes {band}").format(hours=hours, band=_short_band(p.deadline))
    return format_duration(p.remaining, up=True), small, p.state


def _short_band(span: Span) -> str:
    """`16:01–16:41Z`, with days where it spans more than one: `232350–240030Z`."""
    if span.earliest.date() == span.latest.date():
        return f"{span.earliest:%H:%M}–{span.latest:%H:%M}Z"
    return deadline_utc(span)


def _stopped(standing: Standing, breach: Breach | None) -> tuple[str, str, State]:
    if breach is None or not breach.turns:
        return _("closed"), _("clock stopped {time}").format(time=format_dtg(standing.at)), State.STOOD_DOWN
    word = _("opened in error") if breach.state is BreachState.VOIDED else _("closed")
    return word, breach.turns[-1].reason, State.STOOD_DOWN


def _nothing_timed(standing: Standing) -> tuple[str, str, State]:
    """The headline of an open clock with no hour figure left to look at."""
    asked = next((p for p in standing.phases if p.state is State.ASSESSMENT_DUE), None)
    if asked is not None:
        return state_label(asked.state), _(asked.phase.question), asked.state
    running = next((p for p in standing.phases if p.state is State.RUNNING), None)
    if running is not None:  # nothing waits without an earlier phase that runs or is asked for
        return _("triggered"), f"{_(running.phase.name)} – {_recorded(running)}", running.state
    met = any(p.state in (State.MET, State.MET_LATE) for p in standing.phases)
    return _("settled"), _("every phase is recorded"), State.MET if met else State.NOT_TRIGGERED
