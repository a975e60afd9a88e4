"""Where a breach stands on its protocol at an instant. Pure and total: the same question, the same answer.

Rules, in the order they are applied to a phase:

1. An action that a person says completes the phase settles it: met, or met late where the phase has a
   deadline and the action was certainly taken after it. A response at exactly T0 + 24 h is within 24 hours.
2. A phase with a question applies only where a person answered yes. Answered no: not triggered. Not
   answered, or "not known": waiting, and assessment due once the phase before it has ended, or less than
   a quarter of its own hours is left, and for as long after as nobody answers. A timer never answers.
3. A phase that applies runs; it is due soon in the last quarter of its hours; it is passed, with nothing
   recorded, once `now` is after its deadline.
4. An uncertain T0 makes each deadline a band. Countdowns go to its earliest instant; "passed" is said
   only after its latest, and between the two the phase is due soon and `in_band`.
5. A stopped clock stands as it stood when it was stopped: what was settled or passed stays, the rest is
   stood down. A voided clock was opened in error: all of it is stood down.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from domain.breach import Action, Assessment, Breach, BreachState
from domain.instant import Span
from domain.protocol import Phase, Protocol, Reading

DUE_SOON_SHARE = 4
"""A phase is due soon when less than a quarter (1/4) of its hours is left."""


class State(StrEnum):
    """The state of a phase."""

    WAITING = "waiting"
    ASSESSMENT_DUE = "assessment_due"
    RUNNING = "running"
    DUE_SOON = "due_soon"
    PASSED = "passed"
    MET = "met"
    MET_LATE = "met_late"
    NOT_TRIGGERED = "not_triggered"
    STOOD_DOWN = "stood_down"

    @property
    def is_settled(self) -> bool:
        """True where no time can change it any more."""
        return self in (State.MET, State.MET_LATE, State.NOT_TRIGGERED, State.STOOD_DOWN)


@dataclass(frozen=True, slots=True)
class PhaseStanding:
    """One phase at one instant. `remaining` goes to the earliest instant of the deadline; negative after."""

    phase: Phase
    state: State
    deadline: Span | None
    remaining: timedelta | None
    in_band: bool
    met_by: Action | None
    actions: tuple[Action, ...]
    answer: Assessment | None
    since_t0: timedelta | None
    """How long after T0 (earliest) the action that met it was taken."""

    @property
    def maybe_late(self) -> bool:
        """True where uncertain times leave open whether the action came before or after the deadline."""
        if self.state is not State.MET or self.deadline is None or self.met_by is None:
            return False
        return self.phase.reading is Reading.DEADLINE and self.met_by.at.latest > self.deadline.earliest

    @property
    def awaits_answer(self) -> bool:
        """True where a person's answer to its question is missing or was "not known"."""
        return bool(self.phase.question) and (self.answer is None or self.answer.answer not in ("yes", "no"))


@dataclass(frozen=True, slots=True)
class Standing:
    """All phases at one instant. `at` is `now`, or the instant the clock was stopped."""

    at: datetime
    stopped: bool
    phases: tuple[PhaseStanding, ...]

    @property
    def headline(self) -> PhaseStanding | None:
        """The phase whose time stands largest: the next deadline ahead, else the last one passed.

        None where no clock is left to look at (all settled) or it is stopped.
        """
        if self.stopped:
            return None
        timed = [p for p in self.phases if p.remaining is not None and not p.state.is_settled]
        ahead = [p for p in timed if p.state is not State.PASSED and (_left(p) >= timedelta(0) or p.in_band)]
        if ahead:
            return min(ahead, key=_left)
        return max(timed, key=lambda p: p.phase.hours or 0) if timed else None

    @property
    def urgency(self) -> tuple[int, timedelta]:
        """Sort key: due or overdue first, by time; then with nothing left to run; then stopped ones."""
        headline = self.headline
        if headline is not None:
            return 0, _left(headline)
        return (2 if self.stopped else 1), timedelta(0)

    @property
    def rank(self) -> tuple[int, datetime]:
        """The order of `urgency` by instants (UTC): it changes where a state does, not as time passes."""
        headline = self.headline
        if headline is not None and headline.deadline is not None:
            return 0, headline.deadline.earliest
        return (2 if self.stopped else 1), datetime.max.replace(tzinfo=UTC)

    @property
    def asks(self) -> tuple[PhaseStanding, ...]:
        """The phases whose assessment is due."""
        return tuple(p for p in self.phases if p.state is State.ASSESSMENT_DUE)


def _left(phase: PhaseStanding) -> timedelta:
    assert phase.remaining is not None
    return phase.remaining


def standing(breach: Breach, protocol: Protocol, now: datetime) -> Standing:
    """Each phase's state and deadline at `now` (UTC); at the instant it was stopped, for a stopped clock."""
    at = breach.stopped_at or now
    done: dict[int, PhaseStanding] = {}
    for phase in protocol.phases:
        done[phase.number] = _phase(breach, phase, done, at)
    return Standing(at, breach.state is not BreachState.OPEN, tuple(done.values()))


def _phase(breach: Breach, phase: Phase, before: dict[int, PhaseStanding], at: datetime) -> PhaseStanding:
    deadline = phase.deadline(breach.t0)
    actions = tuple(action for action in breach.actions if action.phase == phase.number)
    met_by = _first_completing(actions, deadline if phase.reading is Reading.DEADLINE else None)
    answer = breach.answer(phase.number, phase.question) if phase.question else None
    state = _state(phase, deadline, met_by, answer, before, at)
    if breach.state is BreachState.VOIDED or (
        breach.state is not BreachState.OPEN and not state.is_settled and state is not State.PASSED
    ):
        state = State.STOOD_DOWN
    return PhaseStanding(
        phase=phase,
        state=state,
        deadline=deadline,
        remaining=deadline.earliest - at if deadline else None,
        in_band=bool(deadline and not state.is_settled and deadline.earliest < at <= deadline.latest),
        met_by=met_by,
        actions=actions,
        answer=answer,
        since_t0=met_by.at.earliest - breach.t0.earliest if met_by else None,
    )


def _first_completing(actions: tuple[Action, ...], due: Span | None) -> Action | None:
    """The action that settles a phase: the first that was certainly in time, else the first of all."""
    return min(
        (action for action in actions if action.completes),
        key=lambda a: (due is not None and a.at.latest > due.earliest, a.at.earliest, a.seq),
        default=None,
    )


def _state(
    phase: Phase,
    deadline: Span | None,
    met_by: Action | None,
    answer: Assessment | None,
    before: dict[int, PhaseStanding],
    at: datetime,
) -> State:
    if met_by is not None:
        late = (
            phase.reading is Reading.DEADLINE
            and deadline is not None
            and met_by.at.earliest > deadline.latest
        )
        return State.MET_LATE if late else State.MET
    if phase.question and (answer is None or answer.answer != "yes"):
        if answer is not None and answer.answer == "no":
            return State.NOT_TRIGGERED
        return State.ASSESSMENT_DUE if _is_asked(phase, deadline, before, at) else State.WAITING
    if deadline is None:
        return State.RUNNING
    if at > deadline.latest:
        return State.PASSED
    return State.DUE_SOON if _is_near(phase, deadline, at) else State.RUNNING


def _is_near(phase: Phase, deadline: Span, at: datetime) -> bool:
    return deadline.earliest - at < timedelta(hours=phase.hours or 0) / DUE_SOON_SHARE


def _is_asked(phase: Phase, deadline: Span | None, before: dict[int, PhaseStanding], at: datetime) -> bool:
    if deadline is not None and _is_near(phase, deadline, at):
        return True
    if phase.after is None:
        return deadline is None
    earlier = before[phase.after]
    ended = earlier.state.is_settled or earlier.state is State.PASSED
    return ended or (earlier.deadline is not None and at > earlier.deadline.latest)


def next_change(breach: Breach, protocol: Protocol, now: datetime) -> datetime | None:
    """The next instant (UTC) after which the standing can differ without a new entry; None where it cannot.

    States change strictly after these instants: due soon begins, a deadline's earliest and latest.
    """
    if breach.state is not BreachState.OPEN:
        return None
    instants = [
        instant
        for phase in protocol.phases
        if (deadline := phase.deadline(breach.t0)) is not None
        for instant in (
            deadline.earliest - timedelta(hours=phase.hours or 0) / DUE_SOON_SHARE,
            deadline.earliest,
            deadline.latest,
        )
        if instant >= now
    ]
    return min(instants, default=None)
