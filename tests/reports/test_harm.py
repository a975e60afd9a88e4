"""Casualties on paper: sums that keep their limits, and what was not recorded said as such."""

from __future__ import annotations

from domain.casualties import Casualties
from domain.incident import Incident
from reports.harm import harm_lines
from tests.builders import facts, incident


def with_harm(text: str, *struck: str, status: str = "alleged") -> Incident:
    return incident(facts=facts(casualties=Casualties.parse(text), infrastructure=struck), status=status)


def test_what_counts_is_summed_and_what_is_unsaid_is_said() -> None:
    incidents = [
        with_harm("civilian killed 2-4", "energy"),
        with_harm("civilian killed at least 1", "energy", "water"),
        with_harm(""),
        with_harm("civilian killed 50", "port", status="duplicate"),
    ]
    assert list(harm_lines(incidents)) == [
        "Casualties recorded: civilian killed at least 3.",
        "For 1 incident no figure is recorded, which is not the same as none.",
        "Infrastructure struck, by number of incidents: energy 2, water 1.",
    ]
    assert list(harm_lines([with_harm("")])) == []
    assert next(harm_lines([with_harm("", "dam")])).startswith("No casualty figure is recorded")
