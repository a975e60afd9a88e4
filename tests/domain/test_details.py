"""Observations, sightings, attribution, duplicates, pasted texts, custody: read as meant, or refused."""

from __future__ import annotations

import json
from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.atlas.gazetteer import Gazetteer
from domain.atlas.place import Place
from domain.attribution import Attribution
from domain.changes import changes
from domain.details import infrastructure_of
from domain.duplicates import twins
from domain.errors import FieldError
from domain.evidence import Custody, check_size, format_size, plain_name, type_of
from domain.incident import Facts
from domain.journal import canonical
from domain.observation import Observation
from domain.observer import Sighting, parse_sighting
from domain.pasted import look
from domain.position import Position, bearing_deg, distance_m
from tests.builders import T0, any_facts, facts, hours, incident, observations, sightings, taken

ORIKHIV = Place("Orikhiv", "Оріхів", "UA-23", "UA", Position.of(47.567, 35.785), 14_000)
ATLAS = Gazetteer.of([ORIKHIV, Place("Yar", "Яр", "UA-63", "UA", Position.of(49.7, 37.6))])


# --- observations and sightings ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("explosion outgoing NE", "explosion, outgoing, towards NE"),
        ("muzzle flash", "muzzle flash"),
        ("impact", "impact"),
        ("bursts, towards 100°", "burst, towards 100°"),
        ("shot down projectile", "projectile, intercepted"),
        ("", "not known"),
    ],
)
def test_an_observation_is_said_back(typed: str, said: str) -> None:
    made = Observation.parse(typed)
    assert str(made) == said
    assert Observation.parse(made.english()) == made


@pytest.mark.parametrize("typed", ["rainbow", "impact outgoing", "NE SW", "explosion 999°"])
def test_an_observation_that_makes_no_sense_is_refused(typed: str) -> None:
    with pytest.raises(FieldError) as caught:
        Observation.parse(typed)
    assert caught.value.field == "observation"


@given(st.text(max_size=40))
def test_any_text_is_an_observation_or_refused(text: str) -> None:
    taken(lambda: Observation.parse(text), "observation")
    taken(lambda: parse_sighting(text), "position")
    taken(lambda: infrastructure_of(text), "infrastructure")


@given(observations)
def test_an_observation_survives_the_journal(each: Observation) -> None:
    assert Observation.from_json(json.loads(canonical(each.to_json()))) == each
    assert Observation.parse(each.english()) == each


@given(sightings)
def test_a_sighting_is_read_back(each: Sighting) -> None:
    assert Sighting.from_json(json.loads(canonical(each.to_json()))) == each
    assert parse_sighting(str(each)) == each


@given(sightings)
def test_the_target_lies_where_the_observer_pointed(each: Sighting) -> None:
    metres = (each.low_m + each.high_m) / 2
    assert abs(distance_m(each.position, each.target) - metres) < 3
    if metres > 1000:
        turned = abs(bearing_deg(each.position, each.target) - each.bearing_deg) % 360
        assert min(turned, 360 - turned) < 1
    assert each.radius_m >= (each.high_m - each.low_m) / 2


def test_an_observer_may_stand_at_a_place_known_by_name() -> None:
    def find(name: str) -> Position | None:
        place = ATLAS.resolve(name)
        return place.position if place else None

    by_name = parse_sighting("4–8 km NNE of Orikhiv", find)
    assert by_name == parse_sighting("from 47.567, 35.785 4-8 km NNE")
    assert parse_sighting("47.6, 35.8") is None
    for wrong in ("from Nowhere 4 km N", "from 47.6, 35.8 8-4 km N", "from 47.6, 35.8 4 km QQ"):
        with pytest.raises(FieldError):
            parse_sighting(wrong, find)


def test_confidence_needs_a_party_it_is_the_confidence_in() -> None:
    with pytest.raises(FieldError, match="Confidence in what"):
        Attribution(confidence="high").checked()
    assert Attribution(" Local militia ", "low", "deliberate").checked().party == "Local militia"


# --- facts of older entries ---------------------------------------------------------------------------------


@given(any_facts)
def test_an_entry_without_the_newer_keys_is_read(each: Facts) -> None:
    newer = ("domain", "sector", "sighting", "observation", "attribution", "infrastructure", "casualties")
    older = {key: value for key, value in each.to_json().items() if key not in newer}
    read = Facts.from_json(older)
    assert (read.occurred, read.tags) == (each.occurred, each.tags)
    assert (read.domain, read.sector, read.sighting) == ("not_known", "", None)
    assert not read.casualties


@given(any_facts, any_facts)
def test_changes_are_told_where_something_changed(one: Facts, two: Facts) -> None:
    assert changes(one, one) == []
    for change in changes(one, two):
        assert change.old != change.new
        assert "→" in str(change)


# --- duplicates ---------------------------------------------------------------------------------------------


def test_a_twin_is_near_in_time_place_and_kind() -> None:
    here = Position.of(47.6, 35.8)
    known = incident(facts=facts(position=here))
    assert [t.incident.number for t in twins(facts(position=Position.of(47.61, 35.8)), [known])]
    for other in (
        facts(T0 + hours(3), position=here),
        facts(position=Position.of(48.6, 35.8)),
        facts(position=here, kind="jamming"),
        facts(place="Yar"),
    ):
        assert twins(other, [known]) == []
    (by_name,) = twins(facts(T0 + timedelta(minutes=20), kind="not_known"), [known])
    assert (by_name.distance_m, by_name.same_kind) == (None, False)
    assert twins(facts(), [incident(status="refuted")]) == []


# --- pasted texts -------------------------------------------------------------------------------------------


def test_a_report_gives_times_positions_and_places() -> None:
    text = (
        "At 231000Z NOV 26 and again 2026-11-23 13:40+02:00, artillery near Orikhiv (Оріхів) and Yar. "
        "Impacts: 47.60112, 35.80941; 47°36'04\"N 35°48'34\"E; 36T YT 1251 8128. Tel. 44 1234 5678, 99:99."
    )
    found = look(text, now=T0, zone=UTC, gazetteer=ATLAS)
    assert [words for words, _span in found.times] == ["231000Z NOV 26", "2026-11-23 13:40+02:00"]
    assert len(found.positions) == 3
    assert [place.name for _words, place in found.places] == ["Orikhiv", "Yar"]


@given(st.text(max_size=300))
def test_any_text_can_be_pasted(text: str) -> None:
    found = look(text, now=T0, zone=UTC, gazetteer=ATLAS)
    assert all(span.earliest <= T0 for _words, span in found.times)


def test_a_long_text_is_read_in_a_moment() -> None:
    found = look("N 47.6 " * 20_000 + "1" * 50_000, now=T0, zone=UTC, gazetteer=ATLAS)
    assert len(found.positions) <= 8


# --- custody ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("photo.jpg", "photo.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\a.png", "a.png"),
        ("evil\u202egpj.exe", "evil\ufffdgpj.exe"),
        ("a\nb\x00.txt", "a\ufffdb\ufffd.txt"),
        ("", "-"),
        ("..", "-"),
        ("a/..", "-"),
        ("x" * 400, "x" * 255),
    ],
)
def test_hostile_file_names_are_shown_safely(name: str, shown: str) -> None:
    assert plain_name(name) == shown


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"%PDF-1.7", "application/pdf"),
        (b"MZ\x90", "application/x-executable"),
        (b"RIFF\0\0\0\0WAVE", "audio/wav"),
        (b"\0\0\0\x18ftypmp42", "video/mp4"),
        ("Обстріл".encode(), "text/plain"),
        (b"\xff\xfe\x00", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_a_type_is_read_from_the_bytes_and_not_from_the_name(data: bytes, kind: str) -> None:
    assert type_of(data) == kind


@given(st.binary(max_size=64))
def test_any_bytes_have_a_type(data: bytes) -> None:
    assert "/" in type_of(data)


def test_sizes_are_said_and_limited() -> None:
    assert [format_size(size) for size in (312, 14_200, 2_400_000)] == ["312 bytes", "14 kB", "2.4 MB"]
    for size, reason in (
        (0, "is empty"),
        (60_000_000, r"It has 60\.0 MB; the limit for one file is 52\.4 MB"),
    ):
        with pytest.raises(FieldError, match=reason):
            check_size(size)


def test_custody_facts_survive_the_journal() -> None:
    made = Custody(
        name="a.png", size=3, type="image/png", sha256="0" * 64, received_by="OK", received_at=T0
    ).checked(T0)
    assert Custody.from_json(json.loads(canonical(made.to_json()))) == made
    with pytest.raises(FieldError, match="still to come"):
        made.checked(T0 - hours(1))
