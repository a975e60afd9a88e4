"""The filter language: what it reads, what it refuses and where; nothing is read as something else."""

from __future__ import annotations

import string
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from domain.filter import KNOWABLE, Aspect, Condition, Filter
from domain.instant import KYIV
from domain.query import FilterError, parse, to_text
from domain.query_completion import complete
from domain.query_keys import KEYS, KNOWABLE_LABELS, VOCABULARIES, key_named
from domain.query_sentence import describe
from domain.query_tokens import LONGEST
from domain.words import language

NOW = datetime(2026, 11, 23, 14, 7, 31, tzinfo=UTC)


def read(text: str) -> Filter:
    return parse(text, NOW, UTC)


def only(text: str) -> tuple[str, tuple[str, ...], bool]:
    chosen = read(text)
    (condition,) = chosen.conditions
    assert chosen == Filter(conditions=(condition,))
    return condition.aspect.value, condition.values, condition.negated


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kind:mortar", ("kind", ("mortar",), False)),
        ("KIND: Mortar", ("kind", ("mortar",), False)),
        ("вид:mortar", ("kind", ("mortar",), False)),
        ('kind:"small arms",mortar', ("kind", ("small_arms", "mortar"), False)),
        ("kind:mortar, fpv", ("kind", ("mortar", "fpv"), False)),
        ("kind:small-arms", ("kind", ("small_arms",), False)),
        ("-kind:mortar", ("kind", ("mortar",), True)),
        ("not kind:mortar", ("kind", ("mortar",), True)),
        ("не вид:mortar", ("kind", ("mortar",), True)),
        ("kind:unknown", ("kind", ("not_known",), False)),
        ('party:"not known"', ("party", ("not_known",), False)),
        ("party:невідомо", ("party", ("not_known",), False)),
        ("party:militia", ("party", ("militia",), False)),
        ("oblast:Kherson", ("oblast", ("UA-65",), False)),
        ("область:Херсонська", ("oblast", ("UA-65",), False)),
        ("oblast:unknown", ("oblast", ("",), False)),
        ("place:unknown", ("place", ("",), False)),
        ("grade:b2", ("grade", ("B2",), False)),
        ("grade:B", ("grade", ("B?",), False)),
        ("grade:2", ("grade", ("?2",), False)),
        ("grade:A-C", ("grade", ("A?", "B?", "C?"), False)),
        ("grade:A-B1-2", ("grade", ("A1", "A2", "B1", "B2"), False)),
        ("grade:F,6", ("grade", ("F?", "?6"), False)),
        ("breach:none", ("breach", ("none",), False)),
        ("breach:BR-2026-7", ("breach", ("BR-2026-0007",), False)),
        ("breach:any", ("breach", ("any",), False)),
        ("number:123", ("number", ("CV-2026-000123",), False)),
        ("number:cv-2025-000009", ("number", ("CV-2025-000009",), False)),
        ("quantity:>10", ("quantity", (">10",), False)),
        ("quantity:≥10", ("quantity", (">=10",), False)),
        ("quantity:10+", ("quantity", (">=10",), False)),
        ("quantity:10", ("quantity", ("=10",), False)),
        ("quantity:2–4", ("quantity", ("2-4",), False)),
        ("quantity:unknown", ("quantity", ("",), False)),
        ("near:47.6,35.8,10km", ("near", ("47.60000,35.80000,10000",), False)),
        ("near:47.6, -35.8, 500m", ("near", ("47.60000,-35.80000,500",), False)),
        ("no:position,Quantity", ("no", ("position", "quantity"), False)),
        ("has:координати", ("has", ("position",), False)),
        ('"of the substation"', ("phrase", ("of the substation",), False)),
        ("«поле бою»", ("phrase", ("поле бою",), False)),
        ('-"a ""b"""', ("phrase", ('a "b"',), True)),
        ("-crater", ("word", ("crater",), True)),
        ("source:patrol", ("source", ("patrol",), False)),
        ("by:AB", ("by", ("AB",), False)),
    ],
)
def test_a_condition_is_read(text: str, expected: tuple[str, tuple[str, ...], bool]) -> None:
    assert only(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("substation crater", "substation crater"),
        ("did not return", "did not return"),
        ("14:00", "14:00"),
        ("Куп'янськ & 5\"", "Куп'янськ 5\""),
        ("CV-2026-000123", "CV-2026-000123"),
        ("smith - co", "smith co"),
        ("", ""),
        ("  \n ", ""),
    ],
)
def test_bare_words_are_words(text: str, words: str) -> None:
    assert read(text) == Filter(words=words)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("since:24h", ago(hours=24), None),
        ("since:7d", ago(days=7), None),
        ("since:-40m", ago(minutes=40), None),
        ("since:2тиж", ago(weeks=2), None),
        ("since:2026-11-23", datetime(2026, 11, 23, tzinfo=UTC), None),
        ("until:2026-11-23", None, datetime(2026, 11, 24, tzinfo=UTC)),
        ("until:14:00", None, datetime(2026, 11, 23, 14, tzinfo=UTC)),
        ('since:"231200Z NOV 26"', datetime(2026, 11, 23, 12, tzinfo=UTC), None),
        ("on:yesterday", datetime(2026, 11, 22, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC)),
        ("since:48h until:24h", ago(hours=48), ago(hours=24)),
    ],
)
def test_times_are_read(text: str, since: datetime | None, until: datetime | None) -> None:
    assert read(text) == Filter(since=since, until=until)


def test_a_day_is_the_zones_day() -> None:
    chosen = parse("on:2026-11-23", NOW, KYIV)
    assert chosen.since == datetime(2026, 11, 22, 22, tzinfo=UTC)
    assert chosen.until == datetime(2026, 11, 23, 22, tzinfo=UTC)
    with pytest.raises(FilterError, match="without a zone"):
        parse("since:14:00", NOW, None)


@pytest.mark.parametrize(
    ("text", "wrong", "said"),
    [
        ("x kind:mortr y", "mortr", "Did you mean mortar"),
        ("kidn:mortar", "kidn", "Did you mean kind:"),
        ("http://x", "http", "quotation marks"),
        ("kind:", "kind:", "Nothing follows"),
        ("kind: since:24h", "kind:", "Nothing follows"),
        ("kind:mortar,", "kind:mortar,", "last comma"),
        ("kind:,mortar", ",", "missing before the comma"),
        ("kind:mortar kind:fpv", "kind:fpv", "apart by commas"),
        ('place:"Or', '"Or', "not closed"),
        ('"a"b', "b", "Put a space"),
        ('""', '""', "Nothing stands"),
        ("not known", "not known", "party:unknown"),
        ("x не відомо", "не відомо", "party:unknown"),
        ("(", "(", "no letter"),
        ("-", "-", "no letter"),
        ('kind:fpv "!"', '"!"', "no letter"),
        ("since:soon", "soon", "soon"),
        ("since:24h since:2d", "since:2d", "given before"),
        ("since:24h,48h", "since:24h,48h", "one time is enough"),
        ("-since:24h", "-since:24h", "cannot be left out"),
        ("since:24h until:48h", "since:24h until:48h", "ends before it begins"),
        ("on:14:00", "14:00", "not a day"),
        ("grade:G7", "G7", "A letter A–F"),
        ("grade:E-F", "E-F", "cannot be judged"),
        ("grade:5-6", "5-6", "cannot be judged"),
        ("quantity:many", "many", "quantity:>10"),
        ("quantity:9-2", "9-2", "quantity:>10"),
        ("near:47.6,35.8", "near:47.6,35.8", "distance"),
        ("near:97.6,35.8,1km", "97.6", "degrees"),
        ("near:47.6,35.8,900km", "900km", "between 1 m and 500 km"),
        ("near:47.6,35.8,0", "0", "between 1 m and 500 km"),
        ("breach:7", "7", "breach:none"),
        ("number:x", "x", "number:123"),
        ("has:teeth", "teeth", "cannot be asked for"),
        ("status:sure", "sure", "not in the list"),
        ("source:\0", "\0", "control character"),
        ("a" * (LONGEST + 1), "a", "longer than"),
    ],
)
def test_what_is_not_clear_is_refused_with_its_place(text: str, wrong: str, said: str) -> None:
    with pytest.raises(FilterError) as caught:
        read(text)
    error = caught.value
    assert text[error.start : error.end] == wrong
    assert said in str(error)


# --- for any text ----------------------------------------------------------------------------------------

anything = st.text(st.characters(exclude_categories=[]), max_size=60)
pieces = st.lists(
    st.sampled_from([
        "kind:", "mortar", "since:", "24h", '"', "-", "not ", ",", " ", "party:unknown", "place:",
        "Куп'янськ", "grade:", "B2", "A-C", "near:", "47.6", "35.8", "10km", "quantity:", ">10", "no:",
        "position", "«", "»", ":", "невідомо", "breach:", "none", "number:", "7", "foo:", "on:", "yesterday",
        "2026-11-23", "until:", "\u2028",
    ]),
    max_size=14,
).map("".join)  # fmt: skip


@given(anything | pieces)
@example('not "x" not kind:fpv')
@example("-−-")
def test_any_text_is_read_or_refused_and_what_was_read_can_be_written(text: str) -> None:
    chosen = Filter()
    refused: FilterError | None = None
    try:
        chosen = read(text)
    except FilterError as error:
        refused = error
    if refused is not None:
        assert 0 <= refused.start < refused.end or not text[refused.start :]
        assert refused.title
        return
    again = parse(to_text(chosen), NOW + timedelta(days=3), None)
    assert again == chosen, "a query says the same in its stable form, later, without a zone"
    assert bool(describe(chosen)) is not chosen.is_empty
    with language("uk"):
        assert parse(to_text(chosen), NOW, None) == chosen


@given(anything | pieces, st.integers(0, 70))
def test_proposals_never_fail_and_never_touch_the_rest(text: str, cursor: int) -> None:
    for proposal in complete(text, min(cursor, len(text)), lambda _key, begun: [f"{begun}x", 'a "b", c']):
        assert 0 <= proposal.start <= proposal.end == min(cursor, len(text))
        assert proposal.label


words = st.text(string.ascii_letters + string.digits + "іїєґ", min_size=1, max_size=8)


@given(st.lists(words, max_size=4))
def test_words_without_a_key_are_only_words(some: list[str]) -> None:
    text = " ".join(some)
    assume("not known" not in text.casefold())
    assert read(text) == Filter(words=text)


@given(words, st.sampled_from([" ", "\t", "\n", "\u00a0", "\u3000"]))
def test_a_phrase_is_never_more_than_its_words(word: str, space: str) -> None:
    inner = f"{word}{space}kind:mortar -x"
    assert read(f'"{inner}"') == Filter(conditions=(Condition(Aspect.PHRASE, (inner,)),))


# --- proposals and sentences -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "inserts"),
    [
        ("", []),
        ("ki", ["kind:"]),
        ("x -par", ["party:"]),
        ("вид", ["kind:"]),
        ("kind:mor", ["mortar"]),
        ("kind:mortar,sni", ["sniper"]),
        ("kind:mortar", []),
        ('oblast:"Kher', ['"Kherson Oblast"']),
        ("oblast:Херсон", ['"Kherson Oblast"']),
        ("grade:B2", []),
        ("grade:b", ["B1", "B2", "B3", "B4", "B5", "B6"]),
        ("since:2", ["24h"]),
        ("no:pos", ["position"]),
        ("breach:n", ["none"]),
        ("foo:", []),
        ("near:", ["47.601,35.809,10km"]),
    ],
)
def test_what_is_proposed(text: str, inserts: list[str]) -> None:
    found = [
        p.insert.replace('"47.601,35.809,10km"', "47.601,35.809,10km") for p in complete(text, len(text))
    ]
    assert found == inserts or (text == "near:" and found)


def test_every_key_has_an_example_that_is_read_and_proposes_something() -> None:
    for key in KEYS:
        chosen = read(key.example)
        assert not chosen.is_empty
        assert describe(chosen)
        assert key_named(key.name) is key
        assert all(key_named(name) is key for name in key.others), key
    assert set(KNOWABLE_LABELS) == set(KNOWABLE)


def test_every_term_of_every_vocabulary_can_be_asked_for() -> None:
    for aspect, vocabulary in VOCABULARIES.items():
        for term in vocabulary:
            for name in (term.key, f'"{term.label}"'):
                assert only(f"{aspect.value}:{name}")[1] == (term.key,), name


def test_a_filter_reads_as_a_sentence() -> None:
    chosen = read(
        'kind:mortar,fpv since:24h place:Orikhiv -status:refuted no:position crater breach:none "x y"'
    )
    assert describe(chosen) == (
        "occurred since 221407Z NOV 26 · mortar or FPV drone · place “Orikhiv” · not: refuted"
        " · without position · of no breach · with “x y” · with the words “crater”"
    )
    assert describe(Filter(determination="not_assessed", breach="BR-2026-0001")) == (
        "determination: not assessed · of BR-2026-0001"
    )
    assert describe(Filter()) == ""
    assert to_text(Filter(determination="not_assessed")) == "determination:not_assessed"
