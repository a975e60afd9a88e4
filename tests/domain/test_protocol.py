"""The plan as data: the one that ships, and every way a file of one can be wrong."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given

from domain.errors import DeskError, FieldError
from domain.instant import Span
from domain.journal import canonical
from domain.protocol import LARGEST_VERSION, LONGEST_HOURS, Protocol, Reading, default_protocol
from tests.builders import T0, hours, protocols

LEAST = """
id = "T-1"
version = 1
title = "Test plan"
provenance = "made for a test"
[[phase]]
number = 1
name = "response"
hours = 24
condition = "a violation"
responses = ["warning"]
"""


def test_the_default_is_the_plan_as_reported() -> None:
    plan = default_protocol()
    assert plan.name == "FT-2026 v1"
    assert plan.provenance == "as reported in the press in February 2026; not an official text"
    assert "72 hours after" in plan.note
    assert [phase.hours for phase in plan.phases] == [24, None, 72]
    assert [phase.after for phase in plan.phases] == [None, 1, None]
    assert [bool(phase.question) for phase in plan.phases] == [False, True, True]
    assert {phase.reading for phase in plan.phases} == {Reading.DEADLINE}
    assert plan.phases[0].responses[0] == "diplomatic warning"
    assert plan.last_hours == 72
    assert "\n" not in plan.note


def test_deadlines_are_bands_where_t0_is_one() -> None:
    first, second, _third = default_protocol().phases
    assert first.deadline(Span(T0, T0 + hours(2))) == Span(T0 + hours(24), T0 + hours(26))
    assert second.deadline(Span.at(T0)) is None


@given(protocols())
def test_json_round_trip(protocol: Protocol) -> None:
    assert Protocol.from_json(json.loads(canonical(protocol.to_json()))) == protocol


def test_a_phase_is_found_by_its_number() -> None:
    plan = default_protocol()
    assert plan.phase(3).hours == 72
    for number in (0, 4, -1):
        with pytest.raises(FieldError, match=f"FT-2026 v1 has no phase {number}") as caught:
            plan.phase(number)
        assert caught.value.field == "phase"


def test_the_least_a_protocol_can_be() -> None:
    plan = Protocol.from_toml(LEAST)
    assert plan.note == ""
    assert plan.phases[0].reading is Reading.DEADLINE
    assert plan.phases[0].actors == plan.phases[0].question == ""


@pytest.mark.parametrize(
    ("line", "instead", "field"),
    [
        *((rf'{key} = ".*"', "", key) for key in ("id", "title", "provenance")),
        ('id = "T-1"', "id = 1", "id"),
        ('id = "T-1"', 'id = " "', "id"),
        ('id = "T-1"', r'id = "a\\u0007b"', "id"),
        ("version = 1", "", "version"),
        ("version = 1", "version = true", "version"),
        ("version = 1", "version = 1.0", "version"),
        ("version = 1", "version = 0", "version"),
        ("version = 1", f"version = {LARGEST_VERSION + 1}", "version"),
        ("version = 1", "version = 1\nnote = 5", "note"),
        ("version = 1", 'version = 1\nmotto = "x"', "motto"),
        (r"(?s)\[\[phase\]\].*", "", "phase"),
        (r"(?s)\[\[phase\]\].*", "phase = []", "phase"),
        (r"(?s)\[\[phase\]\].*", "phase = 3", "phase"),
        (r"(?s)\[\[phase\]\].*", "phase = [3]", "phase[1]"),
        ("number = 1", "", "phase[1].number"),
        ("number = 1", "number = 2", "phase.number"),
        ('name = "response"', "", "phase[1].name"),
        ('name = "response"', r'name = "a\\u0000"', "phase[1].name"),
        ('condition = "a violation"', "condition = 3", "phase[1].condition"),
        ("hours = 24", "hours = 0", "phase[1].hours"),
        ("hours = 24", f"hours = {LONGEST_HOURS + 1}", "phase[1].hours"),
        ("hours = 24", "hours = 24.5", "phase[1].hours"),
        ("hours = 24", 'hours = "24"', "phase[1].hours"),
        ("hours = 24", "", "phase.hours"),
        ("hours = 24", 'hours = 24\nreading = "hint"', "phase[1].reading"),
        ("hours = 24", "hours = 24\nafter = 1", "phase[1].after"),
        ("hours = 24", "hours = 24\nafter = 0", "phase[1].after"),
        ("hours = 24", 'hours = 24\nquestion = "Is it?"', "phase[1].holds"),
        ("hours = 24", 'hours = 24\nquestion = "Is it?"\nholds = "yes"', "phase[1].holds"),
        ("hours = 24", "hours = 24\nactors = []", "phase[1].actors"),
        ("hours = 24", "hours = 24\ncolour = 1", "phase[1].colour"),
        (r'\["warning"\]', "[]", "phase[1].responses"),
        (r'\["warning"\]', '[" "]', "phase[1].responses"),
        (r'\["warning"\]', "[1]", "phase[1].responses"),
        (r'\["warning"\]', r'["a\\u0000"]', "phase[1].responses"),
        (r'\["warning"\]', '"warning"', "phase[1].responses"),
        (r'responses = \["warning"\]', "", "phase[1].responses"),
    ],
)
def test_every_refusal_names_its_field(line: str, instead: str, field: str) -> None:
    changed, count = re.subn(line, instead, LEAST, count=1)
    assert count == 1
    with pytest.raises(FieldError) as caught:
        Protocol.from_toml(changed)
    assert caught.value.field == field
    assert caught.value.title


def test_a_file_too_long_for_a_protocol_is_not_even_parsed() -> None:
    with pytest.raises(DeskError, match="too long for a protocol"):
        Protocol.from_toml("[" * 10_000_000)


def test_a_mistake_in_toml_names_its_line() -> None:
    with pytest.raises(DeskError, match="not valid TOML") as caught:
        Protocol.from_toml(LEAST.replace("hours = 24", "hours = = 24"))
    assert "line 9" in str(caught.value)


def test_a_later_phase_may_follow_an_earlier_one() -> None:
    second = LEAST[LEAST.index("[[phase]]") :].replace("number = 1", "number = 2\nafter = 1")
    assert Protocol.from_toml(LEAST + second).phases[1].after == 1
