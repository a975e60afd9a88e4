"""Typed coordinates: every accepted form, and every refusal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import FieldError
from domain.position import Position, parse_position, parse_position_with_radius


def refused(text: str) -> str:
    with pytest.raises(FieldError) as caught:
        parse_position(text, field="place")
    assert caught.value.field == "place"
    assert caught.value.advice
    return str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "47.60112, 35.80941",
            "47.60112 35.80941",
            "47.60112,35.80941",
            "47.60112;35.80941",
            "47.60112/35.80941",
        ),
        *(
            "47,60112; 35,80941",
            "47,60112 35,80941",
            "47,60112, 35,80941",
            "47,60112 , 35,80941",
            "(47.60112 35.80941)",
        ),
        *("N47.60112 E35.80941", "47.60112N 35.80941E", "35.80941E 47.60112N", "n 47.60112°, e 35.80941°"),
        *(
            "47.60112N35.80941E",
            "E35,80941N47,60112",
            "47.60112°35.80941°",
            "+47.60112 +35.80941",
            " 47.60112\t35.80941 ",
        ),
        *("47.60112; 35.80941;", "47.60112° N | 35.80941° E", "47.60112\u00a0N\u202f35.80941\u00a0E"),
    ],
)
def test_the_ways_to_write_decimal_degrees(text: str) -> None:
    assert parse_position_with_radius(text) == (Position(4760112, 3580941), None)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "47°36'04\"N 35°48'34\"E",
            "47°36′04″N, 35°48′34″E",
            "47° 36’ 04” N  35° 48’ 34” E",
            "47º36'04''N 35º48'34''E",
        ),
        *(
            "47 36 04 N 35 48 34 E",
            "N 47 36 04 E 35 48 34",
            "47°36'04\" 35°48'34\"",
            "35°48'34\"e 47°36'04\"n",
        ),
        *("47°36'4,0\"N 35°48'34,0\"E", "47 36 04.0; 35 48 34", "47°36'4,0\"N, 35°48'34\"E"),
    ],
)
def test_degrees_minutes_and_seconds(text: str) -> None:
    assert parse_position(text) == Position(4760111, 3580944)


@pytest.mark.parametrize(
    "text", ["47°36.07'N 35°48.57'E", "47 36.07N 35 48.57E", "N47 36,07 E35 48,57", "47°36.07 35°48.57"]
)
def test_degrees_and_minutes(text: str) -> None:
    assert parse_position(text) == Position(4760117, 3580950)


def test_the_other_hemispheres() -> None:
    south_west = Position(-4_750_000, -3_550_000)
    for text in [
        "-47.5, -35.5",
        "−47.5 −35.5",
        "47.5S 35.5W",
        "47°30'S 35°30'W",
        "- 47.5, - 35.5",
        "-47°30' -35°30'",
    ]:
        assert parse_position(text) == south_west


def test_whole_degrees() -> None:
    assert parse_position("47 35") == parse_position("47, 35") == Position(4_700_000, 3_500_000)


def test_nothing_is_exchanged_silently() -> None:
    assert parse_position("35.8, 47.6") == Position(3_580_000, 4_760_000)
    assert "Latitude 135.8 is outside" in refused("135.8, 47.6")
    assert "Latitude comes first" in refused("135.8, 47.6")


def test_outside_the_limits_is_refused() -> None:
    assert "Latitude 91 is outside" in refused("91 0")
    assert "Longitude −180.5 is outside" in refused("0 -180.5")
    assert "Latitude −90.00027778" in refused("90°00'01\"S 0°0'0\"E")


@pytest.mark.parametrize("text", ["47,35", "47,6 35", "47,60112,35,80941", "47 35,8"])
def test_a_comma_that_could_be_either_is_refused(text: str) -> None:
    assert "two ways" in refused(text)


@pytest.mark.parametrize("text", ["47.6N 35.8N", "47.6E, 35.8W", "47.6N, 35.8", "47.6, 35.8E"])
def test_letters_that_do_not_make_a_pair_are_refused(text: str) -> None:
    assert "one of N or S and one of E or W" in refused(text)


def test_a_sign_and_a_letter_are_refused() -> None:
    assert "both a sign and a letter" in refused("-47.6N 35.8E")
    assert "both a sign and a letter" in refused("47.6N +35.8E")


@pytest.mark.parametrize(
    "text", ["47 60 N 35 0 E", "47 30 60 N 35 0 0 E", "47.5 30 N 35 0 E", "47 30.5 10 N 35 0 0 E"]
)
def test_impossible_minutes_and_seconds_are_refused(text: str) -> None:
    assert "60 and more" in refused(text)


@pytest.mark.parametrize("text", ["", "  ", ",", "()"])
def test_an_empty_text_is_missing(text: str) -> None:
    assert "missing" in refused(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "47.6",
            "47.6N",
            "N",
            "N E",
            "north",
            "47.6, 35.8, 100",
            "47 36 04 35 48 34",
            "47 35 N E",
            "N47.6N 35.8E",
        ),
        *(
            "4736 3548",
            "47..6 35.8",
            "1e1, 35",
            "nan nan",
            "inf, inf",
            "٤٧ ٣٥",
            "BAR",
            "37U",
            "37I DP 1310 4901",
        ),
        *("\ud800", "°", "47° 36' 04\"", "0x2F 35", "9" * 5000, "9 " * 5000),
    ],
)
def test_anything_else_is_refused_with_examples(text: str) -> None:
    assert "is not a position that can be read" in (answer := refused(text))
    assert "37U DP 1310 4901" in answer
    assert len(answer) < 200


signs = "47.6|35,8|47|N|E|S|W|°|'|\"|,|;| |-|+|.|′|″|/|(|\u2212|ſ|ß|\u00a0"
pieces = st.sampled_from(f"{signs}|37U|DP|1310|4901|37|U|Z|AH|0|180|90".split("|"))


@given(st.one_of(st.text(max_size=25), st.lists(pieces, max_size=9).map("".join)))
def test_any_text_is_a_position_or_is_refused(text: str) -> None:
    refusal = None
    try:
        assert isinstance(parse_position(text, field="place"), Position)
    except FieldError as error:
        refusal = error
    assert refusal is None or (refusal.field == "place" and refusal.title)
