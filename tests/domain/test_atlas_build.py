"""The script that writes the gazetteer's data, on a country of six settlements."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from domain.atlas.rows import HEADER, read_place
from domain.vocabulary import OBLASTS
from tools import build_atlas
from tools.build_atlas import Official, build, settlements
from tools.ukrainian import romanise


def city(number: int, name: str, at: tuple[float, float], *others: str, **more: Any) -> dict[str, Any]:
    facts = {
        "geonameid": number,
        "name": name,
        "latitude": at[0],
        "longitude": at[1],
        "alternatenames": [*others],
    }
    return facts | {"countrycode": "UA", "admin1code": "07", "population": 27_000} | more


CITIES = [
    city(
        3, "Kupyansk", (49.71, 37.61), "Купянск", "Куп’янськ", "Kup'yans'k", "ku pi yang si ke", "KPY", "クプ"
    ),
    city(1, "Kharkiv", (49.99, 36.23), "Харків", "Харьков", "Charkiw", population=1_400_000),
    city(2, "Saltivka", (50.03, 36.30), "Салтівка", population=409_000),
    city(4, "Izyum", (49.20, 37.27), "Изюм", "Ізюм", population=45_000),
    city(5, "Belgorod", (50.6, 36.58), "Белгород", "Бєлгород", countrycode="RU", admin1code="09"),
    city(6, "Moscow", (55.75, 37.61), "Москва", countrycode="RU", admin1code="48"),
]


@pytest.fixture
def official() -> Official:
    official = Official()
    for name in ("Харків", "Куп'янськ", "Ізюм"):
        official.add("UA-63", name, "M")
    official.add("UA-63", "Салтівський", "B")
    return official


def test_names_oblasts_and_quarters(official: Official) -> None:
    found = {one.name: one for one in settlements(CITIES, official)}
    assert list(found) == ["Izium", "Kharkiv", "Kupiansk", "Saltivka", "Belgorod"]
    assert [one.quarter for one in found.values()] == [False, False, False, True, False]
    assert (found["Kupiansk"].ukrainian, found["Kupiansk"].oblast) == ("Куп’янськ", "UA-63")
    assert found["Kupiansk"].spellings == ()
    assert found["Kharkiv"].spellings == ("Charkiw", "Харьков")
    assert (found["Belgorod"].oblast, found["Belgorod"].country) == ("", "RU")


def test_without_the_codifier_the_letters_decide(official: Official) -> None:
    found = {one.ukrainian for one in settlements(CITIES, Official())}
    assert {"Куп’янськ", "Ізюм", "Харків"} <= found


def test_the_same_input_gives_the_same_bytes(
    tmp_path: Path, official: Official, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_atlas, "read_codifier", lambda _path: official)
    written = []
    for name, cities in (("a", CITIES), ("b", CITIES[::-1])):
        source = tmp_path / f"{name}.json"
        source.write_text(json.dumps({one["geonameid"]: one for one in cities}), encoding="utf-8")
        assert build(source, tmp_path, tmp_path / name) == 5
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    header, *rows = written[0].decode("utf-8").splitlines()
    assert header == HEADER
    assert read_place(rows[2].split("\t")).ukrainian == "Куп’янськ"


def test_geonames_codes_stand_for_the_oblasts_of_the_vocabulary() -> None:
    assert sorted(build_atlas.OBLASTS.values()) == sorted(term.key for term in OBLASTS)
    assert build_atlas.OBLASTS["26"] == "UA-23"


@pytest.mark.parametrize(
    ("ukrainian", "latin"),
    [
        *[("Згурівка", "Zghurivka"), ("Єнакієве", "Yenakiieve"), ("Їжакевич", "Yizhakevych")],
        *[("Щербаки", "Shcherbaky"), ("Йосипівка", "Yosypivka"), ("Юр’ївка", "Yurivka")],
        *[("Нью-Йорк", "Niu-York"), ("Знам’янка", "Znamianka"), ("Ґорґани", "Gorgany")],
    ],
)
def test_names_are_romanised_as_the_government_does(ukrainian: str, latin: str) -> None:
    assert romanise(ukrainian) == latin
