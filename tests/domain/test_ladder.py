"""Where a breach stands: the named cases of the field guide, to the millisecond."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.instant import KYIV, Span
from domain.ladder import PhaseStanding, Standing, State, standing
from domain.protocol import Protocol, default_protocol
from tests.builders import T0, Case, hours

SECOND = timedelta(seconds=1)
MS = timedelta(milliseconds=1)
PLAN = default_protocol()
THRESHOLD = Protocol.from_toml(
    """
    id = "T"
    version = 1
    title = "72 hours after"
    provenance = "made for a test"
    [[phase]]
    number = 1
    name = "response"
    hours = 72
    reading = "threshold"
    condition = "a violation"
    responses = ["response"]
    """
)


def at(case: Case, now: datetime, plan: Protocol = PLAN) -> Standing:
    return standing(case.breach, plan, now)


def phase(case: Case, number: int, now: datetime, plan: Protocol = PLAN) -> PhaseStanding:
    return at(case, now, plan).phases[number - 1]


def states(case: Case, now: datetime) -> list[str]:
    return [str(each.state) for each in at(case, now).phases]


@pytest.mark.parametrize(
    ("after_t0", "state", "remaining"),
    [
        (hours(0), State.RUNNING, hours(24)),
        (hours(18), State.RUNNING, hours(6)),
        (hours(18) + MS, State.DUE_SOON, hours(6) - MS),
        (hours(24) - SECOND, State.DUE_SOON, SECOND),
        (hours(24), State.DUE_SOON, timedelta(0)),
        (hours(24) + MS, State.PASSED, -MS),
        (hours(24) + SECOND, State.PASSED, -SECOND),
    ],
)
def test_the_first_phase_around_its_24_hours(after_t0: timedelta, state: State, remaining: timedelta) -> None:
    first = phase(Case(), 1, T0 + after_t0)
    assert (first.state, first.remaining) == (state, remaining)
    assert first.deadline == Span.at(T0 + hours(24))


@pytest.mark.parametrize(
    ("after_t0", "state"),
    [
        (hours(54), State.RUNNING),
        (hours(54) + MS, State.DUE_SOON),
        (hours(72) - SECOND, State.DUE_SOON),
        (hours(72), State.DUE_SOON),
        (hours(72) + MS, State.PASSED),
        (hours(72) + SECOND, State.PASSED),
    ],
)
def test_the_third_phase_around_its_72_hours(after_t0: timedelta, state: State) -> None:
    case = Case().answered(3, "yes", T0 + hours(2))
    assert phase(case, 3, T0 + after_t0).state is state


@pytest.mark.parametrize(
    ("after_t0", "state"),
    [
        (hours(54), State.WAITING),
        (hours(54) + MS, State.ASSESSMENT_DUE),
        (hours(72), State.ASSESSMENT_DUE),
        (hours(5000), State.ASSESSMENT_DUE),
    ],
)
@pytest.mark.parametrize("answer", [None, "not_known"])
def test_the_third_phase_asks_in_its_last_quarter_and_until_answered(
    after_t0: timedelta, state: State, answer: str | None
) -> None:
    case = Case()
    if answer:
        case.answered(3, answer, T0 + hours(1))
    third = phase(case, 3, T0 + after_t0)
    assert third.state is state
    assert third.awaits_answer


def test_the_second_phase_asks_once_the_first_has_passed_or_was_met() -> None:
    assert states(Case(), T0 + hours(24)) == ["due_soon", "waiting", "waiting"]
    assert states(Case(), T0 + hours(24) + MS) == ["passed", "assessment_due", "waiting"]
    met = Case().acted(1, T0 + hours(2))
    assert states(met, T0 + hours(3)) == ["met", "assessment_due", "waiting"]
    assert [each.phase.number for each in at(met, T0 + hours(3)).asks] == [2]


def test_answers_of_the_second_phase() -> None:
    case = Case()
    later = T0 + hours(30)
    assert phase(case.answered(2, "not_known", T0 + hours(25)), 2, later).state is State.ASSESSMENT_DUE
    assert phase(case.answered(2, "no", T0 + hours(26)), 2, later).state is State.NOT_TRIGGERED
    yes = phase(case.answered(2, "yes", T0 + hours(27)), 2, later)
    assert yes.state is State.RUNNING
    assert yes.deadline is None
    assert yes.remaining is None
    assert not yes.awaits_answer
    assert yes.answer is not None
    assert yes.answer.basis == "reports of two patrols"
    assert phase(case.answered(2, "no", T0 + hours(28)), 2, later).state is State.NOT_TRIGGERED


def test_a_late_yes_finds_the_deadline_passed() -> None:
    assert phase(Case().answered(3, "yes", T0 + hours(80)), 3, T0 + hours(81)).state is State.PASSED


@pytest.mark.parametrize(
    ("taken", "state"), [(hours(24), State.MET), (hours(24) + MS, State.MET_LATE), (hours(0), State.MET)]
)
def test_an_action_exactly_at_the_deadline_is_in_time(taken: timedelta, state: State) -> None:
    case = Case().acted(1, T0 + taken)
    first = phase(case, 1, T0 + hours(50))
    assert first.state is state
    assert first.since_t0 == taken
    assert not first.maybe_late


def test_an_action_logged_late_counts_from_when_it_was_taken() -> None:
    case = Case().acted(1, T0 + hours(20), logged=T0 + hours(40))
    assert phase(case, 1, T0 + hours(41)).state is State.MET


def test_an_action_that_does_not_complete_settles_nothing() -> None:
    case = Case().acted(1, T0 + hours(2), completes=False)
    first = phase(case, 1, T0 + hours(25))
    assert first.state is State.PASSED
    assert len(first.actions) == 1
    assert first.met_by is None
    assert first.since_t0 is None


def test_an_action_of_uncertain_time_may_be_late() -> None:
    case = Case().acted(1, Span(T0 + hours(23), T0 + hours(25)))
    first = phase(case, 1, T0 + hours(30))
    assert first.state is State.MET
    assert first.maybe_late


def test_an_action_certainly_in_time_is_taken_before_one_that_may_be_late() -> None:
    case = Case().acted(1, Span(T0 + hours(10), T0 + hours(30))).acted(1, T0 + hours(23))
    first = phase(case, 1, T0 + hours(40))
    assert not first.maybe_late
    assert first.since_t0 == hours(23)


def test_a_threshold_is_never_late() -> None:
    case = Case().acted(1, Span(T0 + hours(70), T0 + hours(100)))
    first = phase(case, 1, T0 + hours(200), THRESHOLD)
    assert first.state is State.MET
    assert not first.maybe_late
    assert phase(Case(), 1, T0 + hours(72), THRESHOLD).state is State.DUE_SOON
    assert phase(Case(), 1, T0 + hours(72) + MS, THRESHOLD).state is State.PASSED


def test_an_uncertain_t0_makes_a_band() -> None:
    case = Case(Span(T0, T0 + hours(4)))
    first = phase(case, 1, T0 + hours(23))
    assert first.deadline == Span(T0 + hours(24), T0 + hours(28))
    assert first.remaining == hours(1)
    expected = [
        (hours(24), State.DUE_SOON, False),
        (hours(24) + MS, State.DUE_SOON, True),
        (hours(28), State.DUE_SOON, True),
        (hours(28) + MS, State.PASSED, False),
    ]
    for after, state, in_band in expected:
        first = phase(case, 1, T0 + after)
        assert (first.state, first.in_band) == (state, in_band), after
    assert at(case, T0 + hours(26)).headline == phase(case, 1, T0 + hours(26))


def test_late_only_when_certainly_after_the_band() -> None:
    case = Case(Span(T0, T0 + hours(4))).acted(1, T0 + hours(28))
    assert phase(case, 1, T0 + hours(40)).state is State.MET
    assert phase(case, 1, T0 + hours(40)).maybe_late
    late = Case(Span(T0, T0 + hours(4))).acted(1, T0 + hours(28) + MS)
    assert phase(late, 1, T0 + hours(40)).state is State.MET_LATE


def test_closing_freezes_and_reopening_moves_no_deadline() -> None:
    case = Case().answered(2, "no", T0 + hours(5)).turned("closed", T0 + hours(25))
    frozen = at(case, T0 + hours(25))
    assert frozen.stopped
    assert states(case, T0 + hours(999)) == ["passed", "not_triggered", "stood_down"]
    assert at(case, T0 + hours(999)) == frozen
    assert frozen.headline is None
    before = [each.deadline for each in frozen.phases]
    case.turned("reopened", T0 + hours(60))
    again = at(case, T0 + hours(61))
    assert not again.stopped
    assert [each.deadline for each in again.phases] == before
    assert again.phases[2].state is State.ASSESSMENT_DUE
    assert again.phases[2].remaining == hours(11)


def test_a_merged_clock_stands_down_what_was_not_settled_yet() -> None:
    case = Case().acted(1, T0 + hours(2)).turned("merged", T0 + hours(30))
    assert states(case, T0 + hours(99)) == ["met", "stood_down", "stood_down"]


def test_a_voided_clock_stands_down_whole() -> None:
    case = Case().acted(1, T0 + hours(2)).turned("voided", T0 + hours(30))
    assert states(case, T0 + hours(31)) == ["stood_down"] * 3
    assert not phase(case, 1, T0 + hours(31)).maybe_late


@pytest.mark.parametrize(
    ("start", "hour_figure", "end"),
    [
        (datetime(2026, 10, 24, 12, tzinfo=KYIV), 3, datetime(2026, 10, 27, 11, tzinfo=KYIV)),
        (datetime(2027, 3, 27, 12, tzinfo=KYIV), 3, datetime(2027, 3, 30, 13, tzinfo=KYIV)),
        (datetime(2026, 12, 31, 12, tzinfo=UTC), 1, datetime(2027, 1, 1, 12, tzinfo=UTC)),
        (datetime(2028, 2, 28, 12, tzinfo=UTC), 3, datetime(2028, 3, 2, 12, tzinfo=UTC)),
        (datetime(2028, 2, 29, 0, tzinfo=UTC), 1, datetime(2028, 3, 1, 0, tzinfo=UTC)),
    ],
    ids=["autumn in Kyiv", "spring in Kyiv", "31 December", "over 29 February", "on 29 February"],
)
def test_hours_are_elapsed_hours(start: datetime, hour_figure: int, end: datetime) -> None:
    deadline = phase(Case(start), hour_figure, start).deadline
    assert deadline is not None
    assert deadline == Span.at(end)
    shown = deadline.earliest.astimezone(end.tzinfo)
    assert (shown.day, shown.hour, shown.minute) == (end.day, end.hour, 0)


def test_the_zone_in_which_now_is_given_changes_nothing() -> None:
    now = T0 + hours(20)
    one, other = (at(Case(), now.astimezone(ZoneInfo(zone))) for zone in ("Pacific/Chatham", "America/Lima"))
    assert one == other == at(Case(), now)


def test_the_headline_is_the_next_deadline_ahead_then_the_last_one_passed() -> None:
    case = Case()

    def number(after: timedelta) -> int | None:
        found = at(case, T0 + after).headline
        return found.phase.number if found else None

    assert [number(hours(h)) for h in (1, 24, 25, 72, 73)] == [1, 1, 3, 3, 3]
    case.acted(1, T0 + hours(2)).answered(3, "no", T0 + hours(3))
    assert number(hours(10)) is None
    assert number(hours(80)) is None


def test_urgency_puts_overdue_first_then_due_then_settled_then_stopped() -> None:
    now = T0 + hours(80)
    overdue = at(Case(), now)
    due = at(Case(T0 + hours(60)), now)
    later = at(Case(T0 + hours(79)), now)
    settled = at(Case().acted(1, T0 + hours(1)).answered(3, "no", T0 + hours(2)), now)
    stopped = at(Case().turned("closed", T0 + hours(3)), now)
    shuffled = [stopped, later, settled, overdue, due]
    assert sorted(shuffled, key=lambda each: each.urgency) == [overdue, due, later, settled, stopped]
