"""The gazetteer as it is shipped: every town by every spelling, and every position by the town near it."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.atlas import gazetteer
from domain.atlas.folding import fold
from domain.atlas.gazetteer import DATA, Gazetteer
from domain.atlas.place import Place
from domain.atlas.rows import keys
from domain.errors import InvariantError
from domain.position import Position, bearing_deg, compass16, distance_m, offset
from domain.vocabulary import OBLASTS
from domain.words import language
from tests.domain.front_line import towns

theatre = st.builds(Position, st.integers(4_440_000, 5_240_000), st.integers(2_210_000, 4_020_000))


@pytest.fixture(scope="module")
def atlas() -> Gazetteer:
    return Gazetteer.load()


# Names


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        *((name, "Kupiansk") for name in ("Kupyansk", "Куп'янськ", "Купʼянськ", "Куп’янськ", "Kupiansk")),
        *((name, "Kupiansk") for name in ("Купянск", "KUPIANSK", "kup'yans'k", "Kup”yans’k", "Kupjansk")),
        *((name, "Kyiv") for name in ("Kiev", "Kyiv", "Київ", "Киев", "київ", "Kiyev")),
        *((name, "Odesa") for name in ("Odessa", "Odesa", "Одеса", "Одесса")),
        *((name, "Bakhmut") for name in ("Bakhmut", "Artemivsk", "Artemovsk", "Артёмовск", "Артемівськ")),
        *((name, "Kharkiv") for name in ("Kharkov", "Kharkiv", "Харьков", "Charkiw")),
        *((name, "Zaporizhzhia") for name in ("Zaporozhye", "Zaporizhzhia", "Zaporizhia", "Запорожье")),
        *((name, "Dnipro") for name in ("Dnepropetrovsk", "Dnipropetrovsk", "Dnipro", "Днепр", "Дніпро")),
        *((name, "Orikhiv") for name in ("Orekhov", "Orikhiv", "Орехов", "Оріхів")),
        *((name, "Izium") for name in ("Izyum", "Izium", "Изюм", "Ізюм")),
        *((name, "Irpin") for name in ("Irpin'", "Irpin", "Ірпінь", "Ирпень")),
        *((name, "Avdiivka") for name in ("Avdeevka", "Avdeyevka", "Avdiyivka", "Авдеевка", "Авдіївка")),
        *((name, "Siverskodonetsk") for name in ("Severodonetsk", "Sievierodonetsk", "Северодонецк")),
        *((name, "Lyman") for name in ("Krasnyi Lyman", "Krasny Liman", "Красный Лиман")),
        *((name, "Pokrovsk") for name in ("Krasnoarmeysk", "Krasnoarmiisk", "Красноармейск")),
        *((name, "Toretsk") for name in ("Dzerzhinsk", "Дзержинськ")),
        *((name, "Niu-York") for name in ("New York", "Niu York", "Нью Йорк", "Novgorodskoye")),
        *((name, "Vuhledar") for name in ("Ugledar", "Угледар", "Вугледар")),
        *((name, "Oleshky") for name in ("Tsyurupinsk", "Цюрупинск", "Alyoshki")),
        *((name, "Mykolaiv") for name in ("Nikolaev", "Mykolayiv", "Николаев")),
        *((name, "Chasiv Yar") for name in ("Часов Яр", "Chasov Yar", "chasiv-yar")),
        *((name, "Huliaipole") for name in ("Gulyaypole", "Гуляйполе", "Hulyaypole")),
        *((name, "Orikhiv") for name in ("ori", "orik", "orikh", "Оріх")),
        *((name, "Kharkiv") for name in ("kh", "kha", "Хар")),
        *((name, "Belgorod") for name in ("Belgorod", "Белгород", "Білгород")),
    ],
)
def test_a_town_is_the_first_found_by_any_spelling(atlas: Gazetteer, typed: str, found: str) -> None:
    assert atlas.suggest(typed)[0].name == found


@pytest.mark.parametrize(("name", "ukrainian", "oblast", "lat", "lon"), towns(), ids=str)
def test_towns_along_the_front_are_right(
    atlas: Gazetteer, name: str, ukrainian: str, oblast: str, lat: float, lon: float
) -> None:
    found = [place for place in atlas.suggest(name, 40) if place.name == name and place.oblast == oblast]
    place = min(found, key=lambda one: distance_m(one.position, Position.of(lat, lon)))
    assert distance_m(place.position, Position.of(lat, lon)) < 5_000
    assert (place.ukrainian, place.country, place.quarter) == (ukrainian, "UA", False)
    assert atlas.resolve(ukrainian, oblast) in {place, None}
    assert place in atlas.suggest(ukrainian, 40)


@pytest.mark.parametrize(
    ("city", "oblast"),
    [
        *[("Вінниця", "05"), ("Луцьк", "07"), ("Луганськ", "09"), ("Дніпро", "12"), ("Донецьк", "14")],
        *[("Житомир", "18"), ("Ужгород", "21"), ("Запоріжжя", "23"), ("Івано-Франківськ", "26")],
        *[("Київ", "30"), ("Біла Церква", "32"), ("Кропивницький", "35"), ("Севастополь", "40")],
        *[("Сімферополь", "43"), ("Львів", "46"), ("Миколаїв", "48"), ("Одеса", "51"), ("Полтава", "53")],
        *[("Рівне", "56"), ("Суми", "59"), ("Тернопіль", "61"), ("Харків", "63"), ("Херсон", "65")],
        *[("Хмельницький", "68"), ("Черкаси", "71"), ("Чернігів", "74"), ("Чернівці", "77")],
    ],
)
def test_every_oblast_has_its_capital(atlas: Gazetteer, city: str, oblast: str) -> None:
    first = atlas.suggest(city)[0]
    assert (first.ukrainian, first.oblast) == (city, f"UA-{oblast}")


def test_every_oblast_is_one_of_the_vocabulary_and_all_are_there(atlas: Gazetteer) -> None:
    assert {place.oblast for place in atlas} - {""} == {term.key for term in OBLASTS}
    assert all((place.country == "UA") == bool(place.oblast) for place in atlas)


def test_fits_are_ranked_whole_then_beginning_then_word_then_piece(atlas: Gazetteer) -> None:
    assert [place.name for place in atlas.suggest("Kupiansk")] == ["Kupiansk", "Kupiansk-Vuzlovyi"]
    kakhovka = [place.name for place in atlas.suggest("Kakhovka")]
    assert kakhovka[0] == "Kakhovka"
    assert kakhovka.index("Nova Kakhovka") > 0
    assert atlas.suggest("вузлов")[0].name == "Kupiansk-Vuzlovyi"
    assert "Orikhiv" in {place.name for place in atlas.suggest("rikhi", 40)}


def test_a_namesake_of_today_goes_before_an_old_name(atlas: Gazetteer) -> None:
    assert [place.name for place in atlas.suggest("Slovi", 2)] == ["Sloviansk", "Slavyansk-na-Kubani"]
    assert [place.name for place in atlas.suggest("Sloviansk", 2)] == ["Sloviansk", "Nikopol"]


def test_larger_namesakes_go_first_unless_one_is_at_hand(atlas: Gazetteer) -> None:
    first, second = atlas.suggest("Huliaipole")
    assert (first.oblast, second.oblast) == ("UA-23", "UA-12")
    assert atlas.suggest("Huliaipole", near=second.position)[0] == second


@pytest.mark.parametrize(
    "typed", ["Orihkiv", "Orikhv", "Orikhivv", "Orikhib", "Pokrovks", "Kramatrosk", "Харкив"]
)
def test_one_slip_of_the_pen_is_forgiven(atlas: Gazetteer, typed: str) -> None:
    assert atlas.suggest(typed)[0].name in {"Orikhiv", "Pokrovsk", "Kramatorsk", "Kharkiv"}


@pytest.mark.parametrize("typed", ["", " ", "'", "-", "ь", "東京", "xylqrt", "abc " * 5000])
def test_nothing_is_found_for_nothing(atlas: Gazetteer, typed: str) -> None:
    assert atlas.suggest(typed) == []
    assert atlas.resolve(typed) is None


def test_the_limit_is_kept(atlas: Gazetteer) -> None:
    assert [len(atlas.suggest("k", limit)) for limit in (0, -1, 1, 8, 50)] == [0, 0, 1, 8, 50]
    assert len(set(atlas.suggest("novo", 200))) == 200


@given(st.text(max_size=12), st.one_of(st.none(), theatre))
def test_any_text_may_be_typed(text: str, near: Position | None) -> None:
    found = Gazetteer.load().suggest(text, near=near)
    assert len(found) == len(set(found)) <= 8


# One place


@pytest.mark.parametrize(
    ("text", "oblast", "name"),
    [
        *[("Kyiv", "", "Kyiv"), ("Мар'їнка", "", "Marinka"), ("Avdiivka", "UA-14", "Avdiivka")],
        *[("Lyman, Donetsk Oblast", "", "Lyman"), ("Лиман, Донецька область", "", "Lyman")],
        *[("Belgorod", "", "Belgorod"), ("Donetsk", "", "Donetsk"), ("Severodonetsk", "", "Siverskodonetsk")],
    ],
)
def test_a_name_is_resolved(atlas: Gazetteer, text: str, oblast: str, name: str) -> None:
    place = atlas.resolve(text, oblast)
    assert place is not None
    assert place.name == name


@pytest.mark.parametrize(
    ("text", "oblast"),
    [
        *[("Lyman", ""), ("Artemivsk", ""), ("Nikolaev", ""), ("Krasnyi Lyman", ""), ("Kyiv", "UA-63")],
        *[("Lyman, Atlantis", ""), ("Nowhere, Donetsk Oblast", ""), ("Kupians", ""), ("Mykolaivka", "UA-14")],
    ],
)
def test_a_name_of_several_or_of_none_is_not_resolved(atlas: Gazetteer, text: str, oblast: str) -> None:
    assert atlas.resolve(text, oblast) is None


# Positions


def test_a_position_is_described_from_the_town_near_it(atlas: Gazetteer) -> None:
    orikhiv = atlas.suggest("Orikhiv")[0]
    there = offset(orikhiv.position, 22.5, 4_000)
    near = atlas.nearest(there)
    assert near is not None
    assert near.text == atlas.describe(there) == "4 km NNE of Orikhiv"
    assert near.full_text == "4 km NNE of Orikhiv, Zaporizhzhia Oblast"
    assert near.place.oblast == "UA-23"
    assert atlas.describe(offset(orikhiv.position, 200, 990)) == "Orikhiv"
    assert atlas.describe(Position.of(0, 0)) == ""
    assert atlas.nearest(Position.of(90, 0)) is None


def test_a_place_abroad_is_told_with_its_country(atlas: Gazetteer) -> None:
    near = atlas.nearest(Position.of(50.60, 36.58))
    assert near is not None
    assert near.full_text == "Belgorod, RU"


def test_names_are_ukrainian_in_ukrainian(atlas: Gazetteer) -> None:
    with language("uk"):
        place = atlas.suggest("Orikhiv")[0]
        assert place.label == "Оріхів"
        assert "Оріхів" in atlas.describe(offset(place.position, 22.5, 4_000))


@given(theatre)
def test_a_description_says_how_far_and_where_to(position: Position) -> None:
    near = Gazetteer.load().nearest(position)
    assume(near is not None)
    assert near is not None
    assert distance_m(offset(near.place.position, near.bearing_deg, near.distance_m), position) < 2
    said = re.fullmatch(r"(\d+) km ([NESW]{1,3}) of (.+)", near.text)
    if near.distance_m <= 1000:
        assert near.text == near.place.name
    else:
        assert said is not None
        assert abs(int(said[1]) * 1000 - near.distance_m) <= 500
        assert said[2] == compass16(bearing_deg(near.place.position, position))
        assert said[3] == near.place.name


@given(theatre)
def test_only_a_town_is_preferred_to_what_is_nearer(position: Position) -> None:
    atlas = Gazetteer.load()
    near = atlas.nearest(position)
    at_all = [distance_m(place.position, position) for place in _around(position)]
    assert (near is None) == (not at_all)
    if near is not None and near.distance_m > min(at_all) * 1.005:
        assert near.place.population >= 10_000
        assert near.distance_m <= min(at_all) * 1.51
        assert min(at_all) > 990


def _around(position: Position) -> list[Place]:
    return [
        place
        for place in _settlements()
        if abs(place.position.lat_e5 - position.lat_e5) < 50_000
        and abs(place.position.lon_e5 - position.lon_e5) < 80_000
        and distance_m(place.position, position) <= 50_000
    ]


@cache
def _settlements() -> list[Place]:
    return [place for place in Gazetteer.load() if not place.quarter]


# The user's own


def test_own_places_win() -> None:
    mine = Place("Lyman", "Лиман", "UA-63", "UA", Position.of(49.5, 36.4), 0, ("Checkpoint Three",))
    atlas = Gazetteer.load().with_places([mine])
    assert atlas.suggest("lym")[0] == atlas.suggest("Лиман")[0] == atlas.resolve("Lyman") == mine
    assert atlas.suggest("checkpoint") == [mine]
    assert atlas.describe(offset(mine.position, 90, 2_000)) == "2 km E of Lyman"
    assert mine not in Gazetteer.load().suggest("Lyman")


def test_an_own_place_replaces_its_namesake_nearby() -> None:
    atlas = Gazetteer.load()
    before = atlas.suggest("Robotyne"), len(atlas), atlas.suggest("Krynky")[0]
    robotyne = Place("Robotyne", "Роботине", "UA-23", "UA", Position.of(47.446, 35.836), 480)
    moved = Place("Krynky", "Кринки", "UA-65", "UA", offset(before[2].position, 0, 800))
    mine = atlas.with_places([robotyne]).with_places([moved])
    assert before[0] == []
    assert mine.suggest("Роботине") == [robotyne]
    assert len(mine) == len(list(mine)) == before[1] + 1
    assert before[2] not in mine.suggest("Krynky", 40)
    near = mine.nearest(before[2].position, 2_000)
    assert near is not None
    assert near.place == moved
    assert near.distance_m == pytest.approx(800, abs=2)
    assert len(mine.with_places([robotyne])) == len(mine)


def test_a_gazetteer_may_hold_only_own_places() -> None:
    place = Place("Post 7 | north", "", "", "", Position.of(1, 2), 0, ("a|b",))
    atlas = Gazetteer.of([place])
    assert [one.name for one in atlas.suggest("post 7 n")] == ["Post 7 north"]
    assert [one.full_label for one in atlas] == ["Post 7 | north"]
    assert Gazetteer.of([]).nearest(place.position) is None


def test_nothing_is_nearest_beyond_the_distance_asked_for() -> None:
    atlas = Gazetteer.of([Place("Post", "", "", "", Position.of(48, 37))])
    there = Position.of(48.3, 37.4)
    exact = distance_m(Position.of(48, 37), there)
    assert atlas.nearest(there, exact * 0.999) is None
    assert atlas.nearest(there, exact * 1.001) is not None
    assert atlas.nearest(there, 5_000_000) is not None


# The data


def test_the_keys_in_the_file_are_those_that_fold_makes(atlas: Gazetteer) -> None:
    rows = [line.split("\t") for line in DATA.read_text(encoding="utf-8").splitlines()[1:]]
    for row in rows:
        main, others = keys(row[0], row[1], row[7].split("|"))
        assert (row[8], row[9]) == ("|".join(main), "|".join(others)), row
    assert len(rows) == len(atlas) > 6_000


def test_data_of_another_version_is_a_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteer, "DATA", tmp_path / "settlements.tsv")
    gazetteer.DATA.write_text("name\tlat\tlon\n", encoding="utf-8")
    with pytest.raises(InvariantError):
        gazetteer._shipped.__wrapped__()


def test_the_licence_lies_beside_the_data() -> None:
    told = DATA.with_name("SOURCES.md").read_text(encoding="utf-8")
    assert "GeoNames" in told
    assert "creativecommons.org/licenses/by/4.0" in told
    assert DATA.name in told
    assert DATA.stat().st_size < 1_000_000


def test_nothing_is_read_before_it_is_asked_for() -> None:
    program = (
        "import sys; opened = []\n"
        "sys.addaudithook(lambda name, args: opened.append(str(args[0])) if name == 'open' else None)\n"
        "from domain.atlas.gazetteer import DATA, Gazetteer\n"
        "assert str(DATA) not in opened\n"
        "Gazetteer.load(); assert opened.count(str(DATA)) == 1\n"
        "Gazetteer.load(); assert opened.count(str(DATA)) == 1\n"
    )
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", program], cwd=root, check=True)


def test_a_keystroke_and_a_position_take_no_noticeable_time(atlas: Gazetteer) -> None:
    """Measured at about 1 ms and 0.1 ms; the bounds leave room for a busy machine."""
    some = random.Random(7).sample(list(atlas), 60)
    typed = [place.name[:length] for place in some for length in range(1, len(place.name) + 1)]
    start = perf_counter()
    for text in typed:
        atlas.suggest(text)
    assert (perf_counter() - start) / len(typed) < 0.02
    start = perf_counter()
    for place in some:
        atlas.describe(offset(place.position, 77, 3_000))
    assert (perf_counter() - start) / len(some) < 0.01


# Folding


@given(st.text())
def test_folding_a_key_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'’ʼ -", max_size=20))
def test_case_apostrophes_hyphens_and_soft_signs_do_not_matter(text: str) -> None:
    assert fold(text.upper()) == fold(text)
    assert fold(text.replace("-", " ")) == fold(text)
    assert fold(text.replace("'", "ʼ")) == fold(text.replace("ʼ", "’").replace("'", "’")) == fold(text)
    assert re.fullmatch("[a-z ]*", fold(text))
