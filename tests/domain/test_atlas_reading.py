"""A user's list of places: read whatever its columns' order, refused row by row."""

from __future__ import annotations

import pytest

from domain.atlas.reading import ROW_LIMIT, read_places
from domain.errors import DeskError
from domain.position import Position

ROBOTYNE = Position.of(47.446, 35.836)


@pytest.mark.parametrize(
    "text",
    [
        "name,ukrainian,lat,lon,oblast\nRobotyne,Роботине,47.446,35.836,Zaporizhzhia Oblast\n",
        "lon\tlat\toblast\tname\tukrainian\n35.836\t47.446\tUA-23\tRobotyne\tРоботине",
        "Назва українською;Широта;Довгота;Область;Name;note\nРоботине;47,446;35,836;Запорізька;Robotyne;x",
        '\ufeff"Name","Longitude","Latitude","Ukrainian","Region"\r\nRobotyne,35.836,47.446,Роботине,UA-23\r\n\r\n',
        "name|ukrainian|lat|lon|oblast\nRobotyne|Роботине|N47°26'45.6\"|E35°50'09.6\"|zaporizhzhia oblast",
    ],
)
def test_columns_may_stand_in_any_order(text: str) -> None:
    places, rejected = read_places(text)
    assert rejected == []
    (place,) = places
    assert (place.name, place.ukrainian, place.oblast, place.country) == (
        "Robotyne",
        "Роботине",
        "UA-23",
        "UA",
    )
    assert place.position == ROBOTYNE


def test_what_is_not_given_is_left_open() -> None:
    (place,), _ = read_places(
        'ukrainian,lat,lon,population,spellings\nРоботине,47.446,35.836,"1,204",Rabotino / R2'
    )
    assert (place.name, place.oblast, place.country, place.population) == ("Роботине", "", "", 1204)
    assert place.spellings == ("Rabotino", "R2")


def test_each_row_refused_is_named_with_its_reason_and_the_others_are_taken() -> None:
    places, rejected = read_places(
        "name,lat,lon,oblast,population\n"
        "Good,47.4,35.8,UA-23,\n"
        ",47.4,35.8,,\n"
        "\n"
        "No place,47.4,,,\n"
        "Far,97.4,35.8,,\n"
        "Words,north,35.8,,\n"
        "Odd,47.4,35.8,Atlantis,\n"
        "Few,47.4\n"
        "Bell,47.4,35.8,,many\n"
        "Ta\x07b,47.4,35.8,,\n"
        "Also good,47.5,35.9,,300\n"
    )
    assert [place.name for place in places] == ["Good", "Also good"]
    assert [row for row, _ in rejected] == [3, 5, 6, 7, 8, 9, 10, 11]
    reasons = dict(rejected)
    assert "name is missing" in reasons[3]
    assert "lat and lon" in reasons[5]
    assert "Latitude 97.4" in reasons[6]
    assert "north" in reasons[7]
    assert "Atlantis" in reasons[8]
    assert "lat and lon" in reasons[9]
    assert "many" in reasons[10]
    assert "control character" in reasons[11]


def test_a_row_that_is_not_csv_does_not_stop_the_others() -> None:
    places, rejected = read_places('name,lat,lon\n"Bad"x,1,2\nGood,1,2\n')
    assert [place.name for place in places] == ["Good"]
    assert [row for row, _ in rejected] == [2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "“name”, “lat”, “lon”"),
        ("Robotyne,47.4,35.8\n", "“name”, “lat”, “lon”"),
        ("name,oblast\nRobotyne,UA-23\n", "“lat”, “lon”"),
        ("lat,lon\n1,2\n", "“name”"),
        ("name,lat,lon\n" + "a,1,2\n" * (ROW_LIMIT + 1), "50,000"),
    ],
)
def test_a_table_without_the_columns_is_refused_as_a_whole(text: str, said: str) -> None:
    with pytest.raises(DeskError) as caught:
        read_places(text)
    assert said in caught.value.title
    assert caught.value.advice
