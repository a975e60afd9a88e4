"""TLP 2.0, written and coloured as FIRST gives it."""

from __future__ import annotations

import pytest
from hypothesis import given

from domain.errors import FieldError
from domain.marking import TLP_BACKGROUND, TLP_COLOURS, Marking, Tlp
from tests.builders import markings


def test_the_labels_are_those_of_tlp_2() -> None:
    assert list(Tlp) == ["TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"]
    assert [TLP_COLOURS[tlp] for tlp in Tlp] == ["#FF2B2B", "#FFC000", "#FFC000", "#33FF00", "#FFFFFF"]
    assert TLP_BACKGROUND == "#000000"


@pytest.mark.parametrize("text", ["TLP:AMBER", " tlp:amber ", "Tlp:Amber"])
def test_a_label_is_found_whatever_its_case(text: str) -> None:
    assert Marking.of(text, " for the mission only ") == Marking(Tlp.AMBER, "for the mission only")


def test_the_label_carries_the_free_line() -> None:
    assert Marking.of("TLP:RED").label == "TLP:RED"
    assert Marking.of("TLP:RED", "EXERCISE EAST", exercise=True).label == "TLP:RED · EXERCISE EAST"


@pytest.mark.parametrize("text", ["", "AMBER", "TLP:WHITE", "TLP: AMBER", "TLP:AMBER STRICT"])
def test_anything_else_is_refused_with_the_labels(text: str) -> None:
    with pytest.raises(FieldError) as caught:
        Marking.of(text)
    assert caught.value.field == "marking"
    assert "TLP:AMBER+STRICT" in caught.value.advice


@pytest.mark.parametrize("line", ["x" * 81, "a\0b"])
def test_a_line_that_cannot_be_printed_is_refused(line: str) -> None:
    with pytest.raises(FieldError) as caught:
        Marking.of("TLP:RED", line)
    assert caught.value.field == "marking"


@given(markings)
def test_json_round_trip(marking: Marking) -> None:
    assert Marking.from_json(marking.to_json()) == marking
