"""What an analyst enters about an incident: every refusal names its field."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from domain.errors import FieldError, InvariantError
from domain.incident import (
    LARGEST_RADIUS_M,
    TAGS,
    Determination,
    Facts,
    Origin,
    incident_number,
    party_label,
)
from domain.instant import KYIV, Span
from domain.journal import canonical
from domain.position import Position
from domain.quantity import Quantity
from domain.source import SourceReport
from domain.text import LINE, TEXT
from tests.builders import T0, any_facts, facts, hours, incident, origins

NOW = T0 + hours(3)
MS = timedelta(milliseconds=1)


def test_facts_that_can_stand() -> None:
    given_facts = facts(
        reported=NOW, place=" Orikhiv ", description="a\r\nb ", tags=("grid", " grid ", "", "x")
    )
    checked = given_facts.checked(NOW)
    assert (checked.place, checked.description, checked.tags) == ("Orikhiv", "a\nb", ("grid", "x"))
    assert checked.checked(NOW) == checked


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"occurred": Span.at(NOW + MS)}, "occurred"),
        ({"reported": NOW + MS}, "reported"),
        ({"reported": T0 - MS}, "reported"),
        ({"place": ""}, "place"),
        ({"place": " \n "}, "place"),
        ({"place": "x" * (LINE + 1)}, "place"),
        ({"oblast": "a\0"}, "oblast"),
        ({"weapon": "a\0"}, "weapon"),
        ({"party_alleged": "a\0"}, "party_alleged"),
        ({"description": "x" * (TEXT + 1)}, "description"),
        ({"comment": "a\x1b"}, "comment"),
        ({"radius_m": 0}, "radius"),
        ({"radius_m": LARGEST_RADIUS_M + 1}, "radius"),
        ({"kind": "trebuchet"}, "kind"),
        ({"means": "rumour"}, "means"),
        ({"sources": ()}, "source"),
        ({"tags": ("a\0",)}, "tags"),
        ({"tags": ("x" * 81,)}, "tags"),
        ({"tags": tuple(str(n) for n in range(TAGS + 1))}, "tags"),
    ],
)
def test_every_refusal_names_its_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldError) as caught:
        facts(**changes).checked(NOW)
    assert caught.value.field == field
    assert caught.value.title


def test_what_may_stay_unknown() -> None:
    least = Facts(occurred=Span(T0, NOW + hours(9)), place_unknown=True, sources=(SourceReport("hotline"),))
    assert least.checked(NOW).party_alleged == "not_known"
    assert facts(place="", position=Position(47_50000, 35_70000)).checked(NOW).place == ""
    assert facts(party_alleged=" ").checked(NOW).party_alleged == "not_known"
    assert facts(party_alleged="local militia").checked(NOW).party_alleged == "local militia"
    assert facts(radius_m=1).checked(NOW).radius_m == 1
    assert facts(occurred=Span.at(NOW), reported=NOW).checked(NOW).reported == NOW


def test_a_report_in_the_same_second_is_not_still_to_come() -> None:
    typed = NOW + timedelta(microseconds=900)
    checked = facts(reported=typed.astimezone(KYIV)).checked(NOW)
    assert checked.reported == NOW
    assert Facts.from_json(checked.to_json()) == checked


@given(any_facts)
def test_facts_survive_the_journal(each: Facts) -> None:
    assert Facts.from_json(json.loads(canonical(each.to_json()))) == each


@given(any_facts)
def test_any_facts_are_tidied_or_refused(each: Facts) -> None:
    try:
        checked = each.checked(NOW)
    except FieldError as error:
        names = set(each.to_json()) | {"radius", "source", "confidence", "intent", "party_assessed"}
        if error.field not in names:
            raise
        return
    assert checked.occurred.earliest <= NOW
    assert checked.checked(NOW) == checked


@given(origins)
def test_the_row_an_incident_came_from_survives_the_journal(each: Origin) -> None:
    assert Origin.from_json(json.loads(canonical(each.to_json()))) == each


def test_lateness_is_counted_from_the_latest_it_can_have_happened() -> None:
    span = Span(T0 - hours(10), T0)
    assert not incident(occurred=span, logged_at=T0 + hours(4)).is_late_entry
    late = incident(occurred=span, logged_at=T0 + hours(4) + MS)
    assert late.is_late_entry
    assert late.lag == hours(4) + MS
    assert incident(occurred=Span(T0, T0 + hours(9)), logged_at=T0 + hours(1)).lag == timedelta(0)


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        ("alleged", True), ("under_verification", True), ("verified", True), ("not_verifiable", True),
        ("refuted", False), ("duplicate", False), ("withdrawn", False),
    ],
)  # fmt: skip
def test_which_statuses_are_counted(status: str, counts: bool) -> None:
    assert incident(status=status).counts is counts


def test_an_assessment_changes_status_and_determination_apart() -> None:
    def assess(each: Any, status: str, determination: str, basis: str) -> Any:
        return each.assessed(status=status, determination=determination, basis=basis, author="AB", at=NOW)

    first = assess(incident(), "verified", "not_a_breach", "crater analysis")
    assert first.determination == Determination("not_a_breach", "crater analysis", "AB", NOW)
    assert (first.status, first.determined) == ("verified", "not_a_breach")
    later = assess(first, "refuted", "not_a_breach", "was thunder")
    assert later.determination == first.determination
    assert later.status == "refuted"
    assert assess(later, "alleged", "exempt", "announced exercise").determination == Determination(
        "exempt", "announced exercise", "AB", NOW
    )
    withdrawn = assess(first, "verified", "not_assessed", "wrong record")
    assert withdrawn.determination is None
    assert withdrawn.determined == incident().determined == "not_assessed"
    for status, determination in (("confirmed", "exempt"), ("alleged", "guilty")):
        with pytest.raises(InvariantError):
            assess(first, status, determination, "x")


def test_numbers_and_labels() -> None:
    assert incident_number(2026, 123) == "CV-2026-000123"
    assert incident_number(2026, 1_234_567) == "CV-2026-1234567"
    assert party_label("russian_military") == "Russian military"
    assert party_label("local militia") == "local militia"
    assert facts(quantity=Quantity.parse("≥ 12")).to_json()["quantity"]["qualifier"] == "at_least"
