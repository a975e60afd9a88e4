"""A breach as the fold of what people recorded, and what they are not allowed to record."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.breach import Breach, BreachState, fold
from domain.breach_entries import acting, anchor_span, assessing, breach_number, joining, opening, turning
from domain.errors import FieldError, InvariantError
from domain.instant import Span
from domain.journal import GENESIS, Entry
from tests.builders import T0, Case, breach, facts, hours, incident

NOW = T0 + hours(3)
MS = timedelta(milliseconds=1)


def refused(field: str, **changes: Any) -> FieldError:
    given: dict[str, Any] = {
        "phase": 1, "response": "warning", "at": Span.at(T0), "note": "", "completes": True,
        "source": "liaison officer", "now": NOW,
    }  # fmt: skip
    with pytest.raises(FieldError) as caught:
        acting(breach(), **{**given, **changes})
    assert caught.value.field == field
    return caught.value


def test_a_breach_as_its_entries_made_it() -> None:
    case = Case()
    case.add("joined", T0 + hours(1), {"incident": "CV-2026-000002", "basis": "same battery"})
    case.answered(2, "yes", T0 + hours(2)).acted(1, T0 + hours(3), logged=T0 + hours(4))
    case.add(
        "anchored",
        T0 + hours(5),
        {"anchor": "reported", "t0": Span.at(T0 + hours(1)).to_json(), "basis": "x"},
    )
    made = case.breach
    assert made.incidents == ("CV-2026-000001", "CV-2026-000002")
    assert [anchor.kind for anchor in made.anchors] == ["occurred", "reported"]
    assert made.t0 == Span.at(T0 + hours(1))
    assert made.anchor.seq == 5
    answer = made.answer(2)
    assert answer is not None
    assert (answer.answer, answer.at, answer.author) == ("yes", T0 + hours(2), "OK")
    assert made.answer(3) is None
    assert (made.actions[0].at, made.actions[0].logged_at) == (Span.at(T0 + hours(3)), T0 + hours(4))
    assert made.opened_at == T0 + timedelta(minutes=30)


def test_turns() -> None:
    case = Case()

    def state() -> tuple[BreachState, datetime | None]:
        return case.breach.state, case.breach.stopped_at

    assert state() == (BreachState.OPEN, None)
    case.turned("closed", T0 + hours(1))
    assert state() == (BreachState.CLOSED, T0 + hours(1))
    case.turned("reopened", T0 + hours(2))
    assert state() == (BreachState.OPEN, None)
    case.turned("voided", T0 + hours(3))
    assert state() == (BreachState.VOIDED, T0 + hours(3))
    assert [turn.reason for turn in case.breach.turns] == ["handed over"] * 3


def test_entries_that_cannot_follow_are_our_fault() -> None:
    opened = Case().entries[0]
    with pytest.raises(InvariantError, match="opened twice"):
        fold(fold(None, opened), opened)
    entry = Entry.sealed(1, T0, "OK", "breach.closed", "BR-2026-0001", {"reason": "x"}, GENESIS)
    with pytest.raises(InvariantError, match="never opened"):
        fold(None, entry)
    strange = Entry.sealed(2, T0, "OK", "breach.paused", "BR-2026-0001", {}, GENESIS)
    with pytest.raises(InvariantError, match="does not know"):
        fold(breach(), strange)


def test_the_three_anchors() -> None:
    span = Span(T0, T0 + hours(2))
    reported = incident(facts=facts(span, reported=T0 + hours(1)))
    assert anchor_span(reported, "occurred", NOW) == span
    assert anchor_span(reported, "reported", NOW) == Span.at(T0 + hours(1))
    assert anchor_span(reported, "assessed", NOW) == Span.at(NOW)
    with pytest.raises(FieldError, match="no time of report") as caught:
        anchor_span(incident(), "reported", NOW)
    assert caught.value.field == "anchor"
    with pytest.raises(InvariantError):
        anchor_span(reported, "guessed", NOW)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "a\0"}, "title"),
        ({"basis": " "}, "basis"),
        ({"anchor": "reported"}, "anchor"),
    ],
)
def test_opening_names_what_it_refuses(changes: dict[str, str], field: str) -> None:
    given = {"title": "Shelling", "anchor": "occurred", "basis": "craters", "protocol": "FT-2026 v1"}
    assert opening(incident(), **given, now=NOW)["t0"] == Span.at(T0).to_json()
    with pytest.raises(FieldError) as caught:
        opening(incident(), **{**given, **changes}, now=NOW)
    assert caught.value.field == field


def test_an_incident_belongs_to_one_breach() -> None:
    taken = incident(breach="BR-2026-0009")
    with pytest.raises(FieldError, match="already belongs to BR-2026-0009") as caught:
        opening(taken, title="x", anchor="occurred", basis="y", protocol="p", now=NOW)
    assert caught.value.field == "incident"
    with pytest.raises(FieldError, match="already belongs to BR-2026-0009"):
        joining(breach(), taken, "same battery")
    assert joining(breach(), incident(), "same battery")["incident"] == "CV-2026-000001"
    with pytest.raises(FieldError):
        joining(breach(), incident(), "")


def test_answers_are_yes_no_or_not_known_with_a_basis() -> None:
    for answer in ("yes", "no", "not_known"):
        made = assessing(breach(), phase=2, answer=answer, basis="patrols", question="On?")
        assert (made["answer"], made["question"]) == (answer, "On?")
    for given, field in (
        ({"answer": "maybe", "basis": "x"}, "answer"),
        ({"answer": "yes", "basis": ""}, "basis"),
    ):
        with pytest.raises(FieldError) as caught:
            assessing(breach(), phase=2, question="On?", **given)
        assert caught.value.field == field


def test_actions_are_refused_before_t0_and_after_now() -> None:
    error = refused("at", at=Span.at(T0 - MS))
    assert "231200Z NOV 26" in error.title
    assert error.advice
    assert refused("at", at=Span.at(NOW + MS)).advice
    refused("response", response=" ")
    refused("source", source="")
    refused("note", note="a\0")
    for span in (Span.at(T0), Span.at(NOW), Span(T0 - hours(1), T0), Span(NOW, NOW + hours(1))):
        content = acting(
            breach(), phase=1, response=" w ", at=span, note="", completes=False, source="s", now=NOW
        )
        assert content["at"] == span.to_json()
        assert (content["response"], content["completes"]) == ("w", False)


def test_an_action_may_fall_into_an_uncertain_t0() -> None:
    uncertain = breach(Span(T0, T0 + hours(2)))
    given: dict[str, Any] = {"phase": 1, "response": "w", "note": "", "completes": True, "source": "s"}
    assert acting(uncertain, at=Span.at(T0 + hours(1)), now=NOW, **given)
    with pytest.raises(FieldError):
        acting(uncertain, at=Span.at(T0 - MS), now=NOW, **given)


def test_a_stopped_clock_takes_nothing_but_its_reopening() -> None:
    for state, action in ((BreachState.CLOSED, "closed"), (BreachState.VOIDED, "voided")):
        stopped = Case().turned(action, NOW).breach
        attempts: list[Any] = [
            lambda b: joining(b, incident(), "x"),
            lambda b: assessing(b, phase=2, answer="yes", basis="x", question="On?"),
            lambda b: acting(
                b, phase=1, response="x", at=Span.at(T0), note="", completes=True, source="s", now=NOW
            ),
            lambda b: turning(b, BreachState.CLOSED, "x"),
            lambda b: turning(b, BreachState.VOIDED, "x"),
        ]
        for attempt in attempts:
            with pytest.raises(FieldError, match=r"clock of BR-2026-0001 is stopped\.") as caught:
                attempt(stopped)
            assert caught.value.field == "state"
        assert turning(stopped, BreachState.OPEN, " again ") == {"reason": "again"}
        assert stopped.state is state


def test_turns_need_a_reason_and_a_change() -> None:
    with pytest.raises(FieldError, match="open already"):
        turning(breach(), BreachState.OPEN, "x")
    with pytest.raises(FieldError) as caught:
        turning(breach(), BreachState.CLOSED, " ")
    assert caught.value.field == "reason"
    assert turning(breach(), BreachState.VOIDED, "opened in error") == {"reason": "opened in error"}


def test_numbers_name_the_year_and_the_serial() -> None:
    assert breach_number(2026, 7) == "BR-2026-0007"
    assert breach_number(2026, 12345) == "BR-2026-12345"


def test_values_are_frozen() -> None:
    made: Breach = breach()
    with pytest.raises(AttributeError):
        made.title = "x"  # type: ignore[misc]
    assert isinstance(made.opened_at, datetime)
