"""Positions: kept in whole units of 0.00001 degree, written as decimals and grid references, measured."""

from __future__ import annotations

import gettext
import math
import warnings
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain import words
from domain.errors import FieldError, InvariantError
from domain.position import (
    Position,
    Precision,
    bearing_deg,
    compass16,
    distance_m,
    format_decimal,
    format_mgrs,
    format_radius,
    offset,
    parse_position,
    parse_position_with_radius,
    precision_name,
)

ORIKHIV = Position(4756722, 3578577)
DONETSK = Position(4828837, 3782857)
positions = st.builds(Position, st.integers(-9_000_000, 9_000_000), st.integers(-18_000_000, 18_000_000))
theatre = st.builds(Position, st.integers(4_400_000, 5_240_000), st.integers(2_210_000, 4_020_000))


# The value


def test_a_position_is_rounded_to_five_decimals_halves_to_even() -> None:
    assert Position.of(47.601124, 35.809406) == Position(4760112, 3580941)
    assert Position.of(0.000005, 0.000015) == Position(0, 2)
    assert Position.of(Decimal("-0.000025"), Fraction(1, 3)) == Position(-2, 33333)
    assert Position.of(47, -0.0) == Position(4_700_000, 0)
    assert (ORIKHIV.lat, ORIKHIV.lon) == (47.56722, 35.78577)


def test_the_limits_are_positions() -> None:
    for lat, lon in [(90, 180), (-90, -180), (90.0, 0), (0, 180.0)]:
        assert (Position.of(lat, lon).lat, Position.of(lat, lon).lon) == (lat, lon)


@pytest.mark.parametrize(
    ("lat", "lon", "said"),
    [
        (91, 0, "Latitude 91 is outside −90…90."),
        (-90.00001, 0, "Latitude −90.00001 is outside −90…90."),
        (0, 181, "Longitude 181 is outside −180…180."),
        (0, -180.000001, "Longitude −180.000001 is outside −180…180."),
        (math.nan, 0, "Latitude nan is outside −90…90."),
        (0, math.inf, "Longitude inf is outside −180…180."),
        (Decimal("-Infinity"), 0, "Latitude −inf is outside −90…90."),
    ],
)
def test_outside_the_limits_is_refused_by_name(lat: float | Decimal, lon: float, said: str) -> None:
    with pytest.raises(FieldError) as caught:
        Position.of(lat, lon, field="observer")
    assert caught.value.field == "observer"
    assert caught.value.title == said
    assert caught.value.advice


def test_units_outside_the_limits_are_a_bug() -> None:
    for units in [(9_000_001, 0), (0, -18_000_001)]:
        with pytest.raises(InvariantError):
            Position(*units)


@given(positions)
def test_a_position_comes_back_from_json_and_from_its_text(position: Position) -> None:
    assert Position.from_json(position.to_json()) == position
    assert parse_position(format_decimal(position)) == position
    assert Position.of(position.lat, position.lon) == position


def test_how_a_position_is_written() -> None:
    assert ORIKHIV.to_json() == {"lat": "47.56722", "lon": "35.78577"}
    assert format_decimal(ORIKHIV) == "47.56722, 35.78577"
    assert format_decimal(Position(-7, 0)) == "-0.00007, 0.00000"


@pytest.mark.parametrize(
    "value",
    [
        *(
            None,
            [],
            "47.6, 35.8",
            {},
            {"lat": "47.6"},
            {"lat": 47.6, "lon": 35.8},
            {"lat": "47.6", "lon": None},
        ),
        *({"lat": "47.600001", "lon": "35"}, {"lat": "1e1", "lon": "35"}, {"lat": "91", "lon": "35"}),
        *({"lat": "nan", "lon": "0"}, {"lat": "+47", "lon": "0"}, {"lat": "４7", "lon": "0"}),
    ],
)
def test_json_that_is_no_position_is_refused(value: object) -> None:
    with pytest.raises(FieldError) as caught:
        Position.from_json(value, field="where")
    assert caught.value.field == "where"


# Grid references


def test_known_grid_references() -> None:
    assert format_mgrs(DONETSK) == "37U DP 1310 4901"
    assert format_mgrs(Position.of(42, -93), 10) == "15T WG 00000 49776"
    assert format_mgrs(Position.of(4.5, -179.9)).startswith("01N AE ")
    assert format_mgrs(Position.of(90, 0), 4) == "Z AH 00 00"
    assert format_mgrs(Position.of(-90, 0), 10) == "B AN 00000 00000"


def test_fewer_digits_cut_and_never_round() -> None:
    assert [format_mgrs(Position.of(42.00004, -92.99999), digits) for digits in (4, 6, 8, 10)] == [
        "15T WG 00 49",
        "15T WG 000 497",
        "15T WG 0000 4978",
        "15T WG 00000 49780",
    ]


@pytest.mark.parametrize("digits", [0, 2, 5, 12, -4])
def test_other_numbers_of_digits_are_a_bug(digits: int) -> None:
    with pytest.raises(InvariantError):
        format_mgrs(ORIKHIV, digits)


@pytest.mark.parametrize(
    "text",
    ["37U DP 1310 4901", "37udp13104901", " 37 U D P  1310 4901 ", "37UDP 13104901", "37U DP\u00a01310 4901"],
)
def test_the_ways_to_write_one_grid_reference(text: str) -> None:
    assert parse_position_with_radius(text) == (DONETSK, 5)


@pytest.mark.parametrize(
    ("text", "radius"),
    [("37U DP 13 49", 500), ("37U DP 131 490", 50), ("37U DP 1310 4901", 5), ("37U DP 13105 49015", 1)],
)
def test_a_grid_reference_is_the_centre_of_its_cell(text: str, radius: int) -> None:
    position, half_cell = parse_position_with_radius(text)
    assert half_cell == radius
    assert format_mgrs(position, len("".join(text.split()[2:]))) == text
    corner = parse_position(f"37U DP {text.split()[2]:0<5} {text.split()[3]:0<5}")
    assert distance_m(position, corner) == pytest.approx(radius * math.sqrt(2), abs=1.5)


@given(positions)
def test_ten_digits_come_back_within_two_metres(position: Position) -> None:
    assert distance_m(parse_position(format_mgrs(position, 10)), position) < 2


@given(theatre, st.sampled_from([4, 6, 8, 10]))
def test_every_point_is_within_the_cell_that_it_is_written_as(position: Position, digits: int) -> None:
    centre, radius = parse_position_with_radius(format_mgrs(position, digits))
    assert radius is not None
    assert distance_m(centre, position) < radius * math.sqrt(2) * 1.01 + 1.2


@pytest.mark.parametrize(
    "text",
    [
        "37U DP",
        "37UDP1",
        "37U DP 1 4",
        "37U DP 131 4901",
        "37U DP 131049 490111",
        "37U DP 13 10 49 01",
        "37UDP 123",
    ],
)
def test_unequal_and_missing_digits_are_refused(text: str) -> None:
    with pytest.raises(FieldError, match="as many digits east as north"):
        parse_position(text)


@pytest.mark.parametrize(
    "text", ["61U DP 1310 4901", "00U DP 1310 4901", "37U ZP 1310 4901", "37U DN 1310 9999"]
)
def test_squares_that_do_not_exist_are_refused(text: str) -> None:
    with pytest.raises(FieldError, match="does not exist") as caught:
        parse_position(text, field="place")
    assert caught.value.field == "place"


@pytest.mark.parametrize("text", ["37T DP 1310 4901", "37V DP 1310 4901"])
def test_a_zone_letter_that_does_not_fit_its_square_is_refused(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(FieldError, match="does not exist"):
            parse_position(text)


# Distance and bearing


def test_known_distances_and_bearings() -> None:
    new_york, london = Position.of(40.6, -73.8), Position.of(51.6, -0.5)
    assert distance_m(new_york, london) == pytest.approx(5_551_759.4, abs=0.1)
    assert bearing_deg(new_york, london) == pytest.approx(51.198883, abs=1e-6)
    assert distance_m(Position.of(0, 0), Position.of(0, 1)) == pytest.approx(111_319.491, abs=0.001)
    assert bearing_deg(Position.of(0, 0), Position.of(0, 1)) == pytest.approx(90)
    assert bearing_deg(Position.of(0, 0), Position.of(0, -1)) == pytest.approx(270)
    assert bearing_deg(ORIKHIV, ORIKHIV) == 0


def test_across_the_antimeridian_and_the_poles() -> None:
    assert distance_m(Position.of(0, 179.9), Position.of(0, -179.9)) == pytest.approx(22_263.9, abs=0.1)
    assert bearing_deg(Position.of(0, 179.9), Position.of(0, -179.9)) == pytest.approx(90)
    assert distance_m(Position.of(12, 180), Position.of(12, -180)) == pytest.approx(0, abs=1e-6)
    assert distance_m(Position.of(90, 0), Position.of(90, 120)) == pytest.approx(0, abs=1e-6)
    assert distance_m(Position.of(90, 0), Position.of(-90, 0)) == pytest.approx(20_003_931.459, abs=0.001)
    assert offset(Position.of(0, 179.999), 90, 1000).lon < -179
    assert offset(Position.of(89.999, 0), 0, 1000).lon == pytest.approx(180)


@given(positions, positions)
def test_distance_is_mutual_and_bearings_are_bearings(a: Position, b: Position) -> None:
    assert distance_m(a, b) == pytest.approx(distance_m(b, a), abs=1e-3)
    assert 0 <= bearing_deg(a, b) < 360


@given(theatre, st.floats(-720, 720), st.floats(0, 300_000))
def test_an_offset_lies_where_it_was_sent(start: Position, bearing: float, distance: float) -> None:
    end = offset(start, bearing, distance)
    assert distance_m(start, end) == pytest.approx(distance, abs=1)
    assume(distance > 1000)
    turn = (bearing_deg(start, end) - bearing + 180) % 360 - 180
    assert abs(turn) < 0.1


@pytest.mark.parametrize(("bearing", "distance"), [(0, -1), (math.nan, 1), (0, math.inf)])
def test_an_offset_that_leads_nowhere_is_a_bug(bearing: float, distance: float) -> None:
    with pytest.raises(InvariantError):
        offset(ORIKHIV, bearing, distance)


@pytest.mark.parametrize(
    ("degrees", "point"),
    [
        *[
            (0, "N"),
            (11.24, "N"),
            (11.25, "NNE"),
            (22.5, "NNE"),
            (45, "NE"),
            (90, "E"),
            (180, "S"),
            (191, "S"),
        ],
        *[
            (270, "W"),
            (337.5, "NNW"),
            (348.74, "NNW"),
            (348.75, "N"),
            (359.9, "N"),
            (360, "N"),
            (-22.5, "NNW"),
        ],
    ],
)
def test_compass_points(degrees: float, point: str) -> None:
    assert compass16(degrees) == point


def test_sixteen_points_each_its_own() -> None:
    assert len({compass16(22.5 * step) for step in range(16)}) == 16


# Precision


@pytest.mark.parametrize(
    ("radius", "name"),
    [
        *[
            (1, "exact"),
            (10, "exact"),
            (50, "area"),
            (100, "vicinity"),
            (1000, "locality"),
            (5000, "settlement"),
        ],
        *[(2500, "area"), (20_000, "area")],
    ],
)
def test_the_name_of_a_radius(radius: int, name: str) -> None:
    assert precision_name(radius) == name


def test_every_named_radius_names_itself() -> None:
    for precision in Precision:
        radius = precision.radius_m
        assert (radius is None) == (precision is Precision.AREA)
        assert radius is None or Precision.of(radius) is precision


@pytest.mark.parametrize(
    ("radius", "written"),
    [
        *[
            (5, "±5 m"),
            (100, "±100 m"),
            (999, "±999 m"),
            (1000, "±1 km"),
            (2500, "±2.5 km"),
            (10_000, "±10 km"),
        ],
        *[(1001, "±1.001 km"), (100_000, "±100 km")],
    ],
)
def test_how_a_radius_is_written(radius: int, written: str) -> None:
    assert format_radius(radius) == written


class Bracketed(gettext.NullTranslations):
    """A language that puts every English word into brackets."""

    def gettext(self, message: str) -> str:
        return f"[{message}]"

    def pgettext(self, context: str, message: str) -> str:
        return f"[{context}: {message}]"


def test_names_and_points_can_be_translated() -> None:
    with words.catalogue(Bracketed()):
        assert precision_name(100) == "[vicinity]"
        assert compass16(23) == "[compass: NNE]"
        assert format_radius(2500) == "[±2.5 km]"
