"""Searching and filtering the log: any text is safe, old spellings are found, and an index is used."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.filter import Filter
from domain.position import Position
from domain.source import SourceReport
from storage.desk import Desk
from storage.matching import match_expression
from tests.builders import facts, new_desk, origin


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with new_desk(tmp_path_factory.mktemp("search")) as desk:
        for place in ("Куп'янськ", "Купʼянськ", "Куп’янськ", "Купянськ"):
            desk.incidents.log(facts(place=place), author="OK")
        desk.incidents.log(
            facts(
                place="Café Été",
                oblast="UA-63",
                kind="one_way_uav",
                party_alleged="local militia",
                weapon="Geran-2",
                description="Hit a за́мок\u2028near O'Brien's house, 50 % off; SELECT * FROM incident; --",
                comment="мій коментар",
                sources=(SourceReport.of("patrol 7", "B2"),),
                tags=("grid",),
                position=Position(49_71000, 37_61000),
            ),
            author="OK",
        )
        desk.incidents.log_many([(facts(place="x"), origin(1, Ort="Wołyń", notiz="Ґанок"))], author="OK")
        yield desk


def found(desk: Desk, words: str) -> int:
    return desk.incidents.count(Filter(words=words))


@pytest.mark.parametrize("words", ["Куп'янськ", "Купʼянськ", "Куп’янськ", "купянськ", "КУП`ЯН", "куп"])
def test_apostrophes_are_no_difference(desk: Desk, words: str) -> None:
    assert found(desk, words) == 4


@pytest.mark.parametrize(
    "words",
    [
        "cafe", "CAFÉ", "Cafe\u0301", "caf ete", "été", "UA-63", "one-way", "uav", "militia", "geran 2",
        "замок", "за́мок", "зам", "O'Brien", "obrien", "o'b", "50 %", "select", "коментар", "patrol", "B2",
        "grid", "CV-2026-000005", "37U", "house off", "мій",
    ],
)  # fmt: skip
def test_an_incident_is_found_by_the_beginning_of_any_of_its_words(desk: Desk, words: str) -> None:
    assert "Café Été" in [incident.facts.place for incident in desk.incidents.select(Filter(words=words))]


def test_the_row_an_incident_came_from_is_searched_too(desk: Desk) -> None:
    assert found(desk, "Wolyn") == 0, "the Polish ł has no accent to lose"
    assert found(desk, "wołyn") == found(desk, "ґанок") == 1


@pytest.mark.parametrize("words", ["cafe nowhere", "afe", "--", "*", '"', "😀", "%", "()", "\0", "\ud800"])
def test_what_is_not_there_is_not_found(desk: Desk, words: str) -> None:
    assert found(desk, words) == 0


@pytest.mark.parametrize("words", ["", "  ", "\n"])
def test_nothing_typed_selects_all(desk: Desk, words: str) -> None:
    assert found(desk, words) == desk.incidents.count()


@given(st.text(st.characters(exclude_categories=[]), max_size=40))
def test_any_text_is_a_safe_question(desk: Desk, words: str) -> None:
    assert 0 <= found(desk, words) <= desk.incidents.count()


@given(st.text(st.characters(categories=["L", "M", "N"], max_codepoint=0x24F), min_size=1, max_size=12))
def test_a_word_finds_itself(desk: Desk, word: str) -> None:
    connection = desk._connection
    expression = match_expression(word)
    connection.execute("BEGIN")
    try:
        connection.execute("INSERT INTO incident_words (rowid, words) VALUES (77, ?)", (word,))
        rows = connection.execute(
            "SELECT rowid FROM incident_words WHERE incident_words MATCH ?", (expression,)
        ).fetchall()
        assert not expression or 77 in [row[0] for row in rows]
    finally:
        connection.execute("ROLLBACK")


def test_operators_are_words(desk: Desk) -> None:
    for words in ("AND", "NOT cafe", "cafe OR x", "NEAR(cafe x)", "words:cafe", "^cafe", "-cafe"):
        assert found(desk, words) in (0, 1)
    assert '"AND"*' in match_expression('O\'Brien "x" AND')
    assert found(desk, "cafe " * 2000) == 1


def test_other_questions_use_their_index(desk: Desk) -> None:
    for sql, index in (
        ("SELECT * FROM incident WHERE number = ?", "sqlite_autoindex_incident_1"),
        ("SELECT 1 FROM incident WHERE fingerprint = ?", "(fingerprint=?)"),
        ("SELECT * FROM journal WHERE record = ? ORDER BY seq", "journal_record (record=?)"),
    ):
        rows = desk._connection.execute(f"EXPLAIN QUERY PLAN {sql}", ("x",)).fetchall()
        assert index in rows[0][3]
        assert len(rows) == 1


@pytest.mark.parametrize("words", ["Kupyansk", "Kupiansk", "Купянск", "kupja"])
def test_a_place_is_found_in_any_spelling(desk: Desk, words: str) -> None:
    assert found(desk, words) == 4
