"""The line that is quoted never mixes incidents and violations, and claims no more than was counted."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.incident import Incident
from domain.observation import Observation
from domain.observed import by_observation, spoken, violations_line
from domain.quantity import Quantity, total
from domain.vocabulary import STATUSES
from domain.words import language
from tests.builders import T0, facts, hours, incident, observations, quantities


def seen(quantity: str, sign: str = "not_known", status: str = "alleged") -> Incident:
    known = facts(quantity=Quantity.parse(quantity), observation=Observation(sign))
    return incident(facts=known, status=status)


def line(*incidents: Incident) -> str:
    return violations_line(incidents, T0 - hours(24), T0)


def test_the_line_reads_as_the_osce_wrote_it() -> None:
    said = line(
        seen("2660", "explosion"), seen("911", "projectile"), seen("90", "muzzle_flash"), seen("54", "flare"),
        seen("≥ 2579", "burst"), seen("3 explosions"), seen("1", "tracer"),
    )  # fmt: skip
    assert said == (
        "From 221200Z NOV 26 to 231200Z NOV 26 at least 6,298 violations are recorded (2,663 explosions,"
        " at least 2,579 bursts, 911 projectiles in flight, 90 muzzle flashes, 54 illumination flares,"
        " 1 tracer)."
    )


@pytest.mark.parametrize(
    ("incidents", "expected"),
    [
        ([], "no incident is recorded."),
        ([seen("")], "the number of violations is not known: no incident has a quantity."),
        ([seen("2–4", "shot")], "2–4 violations are recorded (2–4 shots)."),
        ([seen("about 30", "strike")], "about 30 violations are recorded (about 30 strikes)."),
        ([seen("1", "shot")], "1 violation is recorded (1 shot)."),
        (
            [seen("5", "shot"), seen(""), seen("")],
            "at least 5 violations are recorded (5 shots)."
            " 2 incidents without a quantity are not in this figure.",
        ),
        ([seen("7 salvos")], "7 violations are recorded (7 of another kind or not said)."),
        ([seen("166 undetermined explosions")], "166 violations are recorded (166 explosions)."),
        ([seen("9", "shot", "refuted")], "no incident is recorded."),
    ],
)
def test_what_is_said_of_what_was_counted(incidents: list[Incident], expected: str) -> None:
    assert line(*incidents) == f"From 221200Z NOV 26 to 231200Z NOV 26 {expected}"


@given(
    st.lists(
        st.tuples(st.none() | quantities(), observations, st.sampled_from([term.key for term in STATUSES])),
        max_size=8,
    )
)
def test_the_parts_add_up_to_the_whole(made: list[tuple[Quantity | None, Observation, str]]) -> None:
    incidents = [
        replace(incident(status=status), facts=facts(quantity=quantity, observation=observation))
        for quantity, observation, status in made
    ]
    counted = [one for one in incidents if one.counts]
    whole = total(one.facts.quantity for one in counted)
    parts = by_observation(incidents)
    assert sum(part.low for _key, part in parts) == whole.low
    assert sum(part.high for _key, part in parts) == whole.high
    assert sum(part.counted for _key, part in parts) == whole.counted
    said = line(*incidents)
    if whole.counted:
        assert spoken(whole) in said
    if whole.without and whole.counted:
        assert "at least" in spoken(whole), "an incident without a quantity is neither one violation nor none"


def test_ukrainian_has_its_own_forms() -> None:
    with language("uk"):
        assert re.search(r"\d", line(seen("5", "shot")))
