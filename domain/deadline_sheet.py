"""The deadline sheet as facts: every open clock with its absolute deadlines, for the day the machine dies.

Nothing on it counts down: a countdown on paper is wrong a minute later. What was recorded is said as it
stood at the cut-off; the deadlines are instants and stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.breach import Action, Assessment
from domain.briefing import OpenClock
from domain.imprint import Imprint
from domain.instant import KYIV, Span, format_dtg, format_span
from domain.ladder import PhaseStanding, Standing, State
from domain.phrases import is_past, phase_line, recorded_text, state_label
from domain.protocol import Protocol
from domain.text import excerpt
from domain.vocabulary import ANSWERS
from domain.watch import TimeCheck
from domain.words import _, n_

ACTIONS = 2
"""The last actions of a phase that are told one by one; those before them are counted."""
_PHRASE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineSheet(Imprint):
    """Every breach open at the cut-off, and how far the machine's clock was believed."""

    kind: ClassVar[str] = "deadlines"

    clocks: tuple[OpenClock, ...]
    protocols: tuple[Protocol, ...]
    last_check: TimeCheck | None = None


@dataclass(frozen=True, slots=True)
class Sorted:
    """Clocks by what is still to come of them."""

    ahead: tuple[OpenClock, ...]
    """A deadline is ahead, or being passed: the nearest first."""
    passed: tuple[OpenClock, ...]
    """Every deadline has passed and an action or an assessment is missing: the last one passed first."""
    settled: tuple[OpenClock, ...]
    """No deadline is left to look at."""


def sheet_title(cut_off: datetime) -> str:
    """`Deadline sheet, 231407Z NOV 26`."""
    return _("Deadline sheet, {time}").format(time=format_dtg(cut_off))


def ahead(standing: Standing) -> tuple[PhaseStanding, ...]:
    """The phases whose deadline may still come, the nearest first."""
    waiting = [p for p in _unsettled(standing) if not is_past(p, standing)]
    return tuple(sorted(waiting, key=_deadline))


def by_next_deadline(clocks: Iterable[OpenClock]) -> Sorted:
    """Every clock once, sorted."""
    coming: list[tuple[Span, str, OpenClock]] = []
    gone: list[tuple[Span, str, OpenClock]] = []
    settled: list[OpenClock] = []
    for clock in clocks:
        number = clock.breach.number
        if phases := ahead(clock.standing):
            coming.append((_deadline(phases[0]), number, clock))
        elif phases := _unsettled(clock.standing):
            gone.append((max(map(_deadline, phases)), number, clock))
        else:
            settled.append(clock)
    return Sorted(
        tuple(clock for _span, _number, clock in sorted(coming, key=lambda each: each[:2])),
        tuple(clock for _span, _number, clock in sorted(gone, key=lambda each: each[:2], reverse=True)),
        tuple(sorted(settled, key=lambda clock: clock.breach.number)),
    )


def state_text(p: PhaseStanding, standing: Standing) -> str:
    """The word for its state, to stand behind its glyph, with what time does not change."""
    if p.state in (State.MET, State.MET_LATE):
        return phase_line(p, standing)
    if p.state is State.ASSESSMENT_DUE and is_past(p, standing):
        return _("{state}, {hours} h passed").format(state=state_label(p.state), hours=p.phase.hours)
    return state_label(p.state)


def record_lines(p: PhaseStanding) -> tuple[str, ...]:
    """What is asked and what is recorded of a phase, the answer before the actions."""
    lines = []
    if p.awaits_answer:
        lines.append(_(p.phase.question))
    if p.answer is not None:
        lines.append(answer_text(p, p.answer))
    elif p.state is State.ASSESSMENT_DUE:
        lines.append(_("no assessment recorded"))
    if earlier := len(p.actions) - ACTIONS if len(p.actions) > ACTIONS else 0:
        lines.append(n_("{n} earlier action", "{n} earlier actions", earlier))
    lines += [_action(action) for action in p.actions[-ACTIONS:]]
    if not p.state.is_settled and not p.awaits_answer:
        lines.append(recorded_text(p))
    return tuple(lines)


def answer_text(p: PhaseStanding, given: Assessment) -> str:
    """`Assessed by CD 230430Z NOV 26: hostilities assessed as continuing`."""
    meant = {"yes": p.phase.holds, "no": p.phase.fails}.get(given.answer, "")
    return _("Assessed by {author} {time}: {answer}").format(
        author=given.author,
        time=format_dtg(given.at),
        answer=excerpt(_(meant), _PHRASE) or ANSWERS.label(given.answer),
    )


def clock_change(t0: Span, deadline: Span) -> str:
    """Where Kyiv's clocks change between T0 and the deadline: which way, as hours are counted by hand."""
    before, after = (span.earliest.astimezone(KYIV).utcoffset() for span in (t0, deadline))
    if before is None or after is None or before == after:
        return ""
    if after < before:
        return _("Kyiv’s clocks go back in between")
    return _("Kyiv’s clocks go forward in between")


def _unsettled(standing: Standing) -> tuple[PhaseStanding, ...]:
    return tuple(p for p in standing.phases if p.deadline is not None and not p.state.is_settled)


def _deadline(p: PhaseStanding) -> Span:
    assert p.deadline is not None
    return p.deadline


def _action(action: Action) -> str:
    return _("{response}, {time}, {source}").format(
        response=excerpt(_(action.response), _PHRASE),
        time=format_span(action.at),
        source=excerpt(action.source, _PHRASE // 2),
    )
