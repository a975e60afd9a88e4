"""The statement a briefing opens with when its author wrote none.

Recorded facts only, in the words of their status: it recommends nothing, judges nothing, and claims of
an incident no more than its recorded status.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from domain.briefing import Briefing, Figures, OpenClock, figures, overdue
from domain.instant import Span, format_dtg, format_short
from domain.ladder import PhaseStanding, State
from domain.phrases import deadline_kyiv, deadline_utc, recorded_text
from domain.vocabulary import STATUSES
from domain.words import _, n_, number

_HOUR = timedelta(hours=1)
_NOTHING = timedelta(0)


def bottom_line(briefing: Briefing) -> tuple[str, ...]:
    """Sentences, the most pressing first; never empty."""
    now, before = figures(briefing.incidents), figures(briefing.previous)
    sentences = [*clock_sentences(briefing.clocks), _incidents(now, before), _waiting(briefing, now)]
    return tuple(sentence for sentence in sentences if sentence)


def age_text(age: timedelta) -> str:
    """`45 min`, `19 h`, from two days on `3 d 4 h`; cut, never rounded up."""
    hours = age // _HOUR
    if hours < 1:
        return _("{minutes} min").format(minutes=max(age, _NOTHING) // timedelta(minutes=1))
    if hours < 48:
        return _("{hours} h").format(hours=hours)
    return _("{days} d {hours} h").format(days=number(hours // 24), hours=hours % 24)


def clock_sentences(clocks: Sequence[OpenClock]) -> list[str]:
    """What the open clocks say: the latest deadline passed, the next one, how many assessments are due."""
    if not clocks:
        return [_("No breach clock is open at the data cut-off.")]
    return [sentence for sentence in (_past(clocks), _next(clocks), _asked(clocks)) if sentence]


def _past(clocks: Sequence[OpenClock]) -> str:
    late = [(phases[-1], clock) for clock in clocks if (phases := overdue(clock))]
    if not late:
        return ""
    phase, clock = max(late, key=lambda pair: _reached(pair[0]).latest)
    missing = _("no assessment recorded") if phase.state is State.ASSESSMENT_DUE else recorded_text(phase)
    latest = _("{breach}: {hours} h passed {deadline} – {missing}.").format(
        breach=_named(clock),
        hours=phase.phase.hours,
        deadline=deadline_utc(_reached(phase), month=True),
        missing=missing,
    )
    if len(late) == 1:
        return latest
    return _(
        "{clocks} past an hour limit with no action or no assessment recorded; the latest is {latest}"
    ).format(clocks=n_("{n} open clock is", "{n} open clocks are", len(late)), latest=latest)


def _next(clocks: Sequence[OpenClock]) -> str:
    ahead = [
        (p, clock)
        for clock in clocks
        if (p := clock.standing.headline) and (p.in_band or _left(p) >= _NOTHING)
    ]
    if not ahead:
        return ""
    phase, clock = min(ahead, key=lambda pair: _left(pair[0]))
    deadline = _reached(phase)
    text = (
        _("{breach} reaches {hours} h at {time} ({kyiv}).")
        if deadline.is_exact
        else _("{breach} reaches {hours} h between {time} ({kyiv}).")
    )
    return text.format(
        breach=_named(clock), hours=phase.phase.hours, time=_written(deadline), kyiv=deadline_kyiv(deadline)
    )


def _asked(clocks: Sequence[OpenClock]) -> str:
    asked = sum(1 for clock in clocks if clock.standing.asks)
    return (
        n_("An assessment is due on {n} open clock.", "An assessment is due on {n} open clocks.", asked)
        if asked
        else ""
    )


def _reached(phase: PhaseStanding) -> Span:
    assert phase.deadline is not None
    return phase.deadline


def _left(phase: PhaseStanding) -> timedelta:
    return phase.remaining if phase.remaining is not None else _NOTHING


def _written(deadline: Span) -> str:
    if deadline.is_exact:
        return format_dtg(deadline.earliest)
    same_month = deadline.earliest.month == deadline.latest.month
    first = format_short(deadline.earliest) if same_month else format_dtg(deadline.earliest)
    return _("{first} and {last}").format(first=first, last=format_dtg(deadline.latest))


def _named(clock: OpenClock) -> str:
    if not clock.place:
        return clock.breach.number
    return _("{number} at {place}").format(number=clock.breach.number, place=clock.place)


def _incidents(now: Figures, before: Figures) -> str:
    if not now.incidents and not before.incidents:
        return _("No incident is recorded for the period or the one before.")
    compared = _compared(now.incidents, before.incidents)
    if not now.incidents:
        return _("No incident is recorded for the period, {compared}.").format(compared=compared)
    statuses = ", ".join(f"{number(count)} {STATUSES.label(status)}" for status, count in now.by_status)
    counted = n_(
        "{n} incident is recorded for the period", "{n} incidents are recorded for the period", now.incidents
    )
    return _("{counted}, {compared}: {statuses}.").format(
        counted=counted, compared=compared, statuses=statuses
    )


def _compared(now: int, before: int) -> str:
    if now == before:
        return _("as many as in the one before")
    if now > before:
        return n_("{n} more than in the one before", "{n} more than in the one before", now - before)
    return n_("{n} fewer than in the one before", "{n} fewer than in the one before", before - now)


def _waiting(briefing: Briefing, now: Figures) -> str:
    if not now.not_assessed or now.oldest_logged is None:
        return _("Every one of them has been assessed.") if now.incidents else ""
    return n_(
        "{n} of them is not yet assessed, logged {age} before the cut-off.",
        "{n} of them are not yet assessed, the oldest logged {age} before the cut-off.",
        now.not_assessed,
    ).format(age=age_text(briefing.cut_off - now.oldest_logged))
