"""What is exported comes back as it was, and harms no spreadsheet."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import DeskError
from domain.filter import Filter
from domain.incident import Facts
from domain.instant import Span
from domain.position import Position
from domain.quantity import Qualifier, Quantity
from domain.source import CREDIBILITY, RELIABILITY, Grade, SourceReport
from domain.text import clean_line, clean_text
from domain.vocabulary import KINDS, MEANS, OBLASTS, PARTIES
from storage.columns import COLUMNS, guarded, unguarded
from storage.desk import Desk
from storage.exporting import export, write_file
from storage.importing import commit, plan
from tests.storage.tables import ACLED, NOW, make_desk

PLAIN = Facts(
    occurred=Span.at(datetime(2026, 11, 23, 10, tzinfo=UTC)),
    place="Vymyslene",
    position=Position.of(-40.5, 36.25),
    description="=1+1",
    sources=(SourceReport("Patrol"),),
)


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = make_desk(tmp_path)
    desk.incidents.log(PLAIN, author="AB")
    return desk


def test_the_file_is_what_spreadsheets_expect(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    assert export(desk, path) == 1
    body = path.read_bytes()
    assert body.startswith(b"\xef\xbb\xbfnumber,desk,")
    assert body.endswith(b"\r\n")
    (row,) = rows(path)
    assert list(row) == list(COLUMNS)
    assert (row["description"], row["latitude"], row["longitude"]) == ("'=1+1", "-40.50000", "36.25000")
    assert (row["occurred"], row["occurred_kyiv"]) == ("231000Z NOV 26", "23 Nov 12:00 Kyiv")
    assert (row["determination"], row["late_entry"]) == ("not assessed", "yes")


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "''", "'", "", "it's", "'x", "''=1"]
)
def test_a_formula_is_guarded_and_comes_back(text: str) -> None:
    assert guarded(text)[:1] not in tuple("=+-@\t\r")
    assert unguarded(guarded(text)) == text


@given(st.text(max_size=20))
def test_any_text_is_guarded_and_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_selection(desk: Desk, tmp_path: Path) -> None:
    assert export(desk, tmp_path / "a.csv", Filter(words="vymys")) == 1
    assert export(desk, tmp_path / "b.csv", Filter(words="nowhere")) == 0
    assert rows(tmp_path / "b.csv") == []


def test_a_file_that_is_there_is_kept(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("mine")
    with pytest.raises(DeskError, match="there already"):
        export(desk, path)
    assert path.read_text() == "mine"
    assert export(desk, path, overwrite=True) == 1


def test_only_known_endings(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"ends in \.csv"):
        export(desk, tmp_path / "log.xls")


def test_never_half_a_file(tmp_path: Path) -> None:
    def fail(out: io.BufferedWriter) -> None:
        out.write(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(DeskError, match="No space left"):
        write_file(tmp_path / "x.csv", fail)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(DeskError, match="could not be written"):
        write_file(tmp_path / "no" / "x.csv", lambda out: None)


def test_one_desk_takes_in_what_another_has_sent(tmp_path: Path) -> None:
    first, second = make_desk(tmp_path, "NTH"), make_desk(tmp_path, "EAST")
    original = plan(ACLED.encode(), now=NOW, name="acled.csv")
    commit(first, original, "AB")
    first.incidents.log(PLAIN, author="AB")
    path = tmp_path / "sent.csv"
    export(first, path)
    received = plan(path, now=NOW)
    assert (received.mapping.format, received.rejected, received.unmapped) == ("armistice", (), ())
    assert len(commit(second, received, "CD").numbers) == 4
    sent = [incident.facts for incident in first.incidents.select(Filter())]
    assert [incident.facts for incident in second.incidents.select(Filter())] == sent
    # Nothing comes in twice: not the file again, not into the desk it came from, not the maker's own rows.
    assert commit(second, received, "CD").repeated == 4
    assert commit(first, received, "AB").repeated == 4
    assert commit(second, original, "CD").repeated == 3


# --- any facts -----------------------------------------------------------------------------------

LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))
LINES = st.text(LETTERS, max_size=12).map(lambda text: clean_line(text, "x"))
FILLED = LINES.filter(bool)
TEXTS = st.text(LETTERS | st.sampled_from("\n=+-@'\""), max_size=20).map(lambda text: clean_text(text, "x"))
INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2026, 11, 1), timezones=st.just(UTC))  # noqa: DTZ001
GRADES = st.builds(Grade, st.sampled_from(list(RELIABILITY)), st.sampled_from(list(CREDIBILITY)))
SOURCES = st.builds(SourceReport, FILLED, GRADES, LINES)
NUMBERS = st.integers(0, 1_000_000)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    qualifier = draw(st.sampled_from(list(Qualifier)))
    return Quantity(qualifier, low, high if qualifier is Qualifier.RANGE else low, draw(LINES))


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    earliest = draw(INSTANTS)
    place = draw(LINES)
    return Facts(
        occurred=Span(earliest, earliest + draw(st.timedeltas(timedelta(0), timedelta(days=20)))),
        reported=draw(st.none() | st.just(NOW)),
        kind=draw(st.sampled_from([term.key for term in KINDS])),
        place=place,
        place_unknown=not place,
        oblast=draw(st.sampled_from([term.key for term in OBLASTS]) | LINES),
        position=draw(
            st.none()
            | st.builds(Position, st.integers(-8_000_000, 8_000_000), st.integers(-17_900_000, 17_900_000))
        ),
        radius_m=draw(st.none() | st.integers(1, 500_000)),
        means=draw(st.sampled_from([term.key for term in MEANS])),
        quantity=draw(st.none() | quantities()),
        weapon=draw(LINES),
        party_alleged=draw(st.sampled_from([term.key for term in PARTIES]) | FILLED),
        description=draw(TEXTS),
        comment=draw(TEXTS),
        sources=tuple(draw(st.lists(SOURCES, min_size=1, max_size=3))),
        tags=tuple(draw(st.lists(FILLED, max_size=3, unique=True))),
    ).checked(NOW)


@settings(max_examples=40)
@given(st.lists(facts(), min_size=1, max_size=4))
def test_any_facts_come_back_as_they_were(logged: list[Facts]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with make_desk(folder) as desk:
            for one in logged:
                desk.incidents.log(one, author="AB")
            export(desk, folder / "log.csv")
            kept = [incident.facts for incident in desk.incidents.select(Filter())]
        received = plan(folder / "log.csv", now=NOW)
    assert received.rejected == ()
    assert [one for one, _origin in received.accepted] == kept
