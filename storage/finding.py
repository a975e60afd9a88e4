"""What incidents are found by: an index for every key of the filter, words, and the boxes of positions.

`incident_words` holds, besides all words of an incident, columns of their own for what a key of the filter
looks at. Names of places stand there in one rough Latin form, so that every spelling finds them. `marks` says
what is not known (`noposition`), and what is out of the ordinary (`haslate`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from domain.atlas.folding import fold
from domain.incident import Incident
from domain.position import format_mgrs
from domain.quantity import Qualifier, Quantity
from domain.vocabulary import KINDS, OBLASTS
from storage.driver import Connection

WORD_COLUMNS = (
    "words",
    "place",
    "source",
    "tag",
    "weapon",
    "party",
    "responsible",
    "sector",
    "grade",
    "marks",
)
WORDS_TABLE = """CREATE VIRTUAL TABLE incident_words USING fts5 (
    words, place, source, tag, weapon, party, responsible, sector, grade, marks,
    content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
"""
"""How words are cut and folded: accents are no difference."""

FINDING_2 = f"""
CREATE INDEX incident_occurred ON incident (
    occurred_from, id, kind, party_alleged, status, determination, breach, quantity, quantity_high,
    oblast, domain, means, party_assessed, logged_by
);
CREATE INDEX incident_place ON incident (place COLLATE NOCASE, occurred_from, id);
CREATE INDEX incident_quantity ON incident (quantity, occurred_from, id) WHERE quantity > 20;
CREATE INDEX incident_status ON incident (status, occurred_from, id) WHERE status <> 'alleged';
CREATE INDEX incident_determination ON incident (determination, occurred_from, id)
    WHERE determination <> 'not_assessed';
CREATE INDEX incident_waiting ON incident (logged_at, status) WHERE determination = 'not_assessed';
CREATE INDEX incident_breach ON incident (breach, occurred_from, id) WHERE breach IS NOT NULL;
CREATE UNIQUE INDEX incident_fingerprint ON incident (fingerprint) WHERE fingerprint IS NOT NULL;
{WORDS_TABLE}
CREATE VIRTUAL TABLE incident_box USING rtree_i32 (id, south, north, west, east);
"""
"""Every index more is a page more that each save brings to the disk. So the log is read by time, along one
index that has all the short columns a filter asks for and needs no look at the table; what a column rarely
says has a small index of its own, or a mark among the words."""
MANY = 20
"""Quantities above this have an index."""
USUAL = {"status": "alleged", "determination": "not_assessed"}
"""What most incidents say: it has no index."""
FACETS = ("kind", "party_alleged", "oblast", "domain", "means", "party_assessed", "logged_by")
"""Columns that never change but by a correction: their values are marks among the words."""
_INSERT = (
    f"INSERT INTO incident_words (rowid, {', '.join(WORD_COLUMNS)})"
    f" VALUES ({', '.join('?' * (len(WORD_COLUMNS) + 1))})"
)
_APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ`′´"))


def add(connection: Connection, found: Sequence[tuple[int, Incident]]) -> None:
    """Let incidents be found, each by its row id."""
    connection.executemany(_INSERT, [(row_id, *word_cells(incident)) for row_id, incident in found])
    boxes = [
        (row_id, at.lat_e5, at.lat_e5, at.lon_e5, at.lon_e5)
        for row_id, incident in found
        if (at := incident.facts.position)
    ]
    connection.executemany("INSERT INTO incident_box VALUES (?, ?, ?, ?, ?)", boxes)


def remove(connection: Connection, row_id: int) -> None:
    """Let it be found no more."""
    connection.execute("DELETE FROM incident_words WHERE rowid = ?", (row_id,))
    connection.execute("DELETE FROM incident_box WHERE id = ?", (row_id,))


def surely_at_most(quantity: Quantity | None) -> int | None:
    """The greatest number it can be; None where nobody knows."""
    return None if quantity is None or quantity.qualifier is Qualifier.AT_LEAST else quantity.high


def fold_words(text: str) -> str:
    """Text as the word index sees it: apostrophes inside words gone (Куп'янськ), the rest as it is."""
    if text.isascii():
        return text.replace("'", "").replace("`", "")
    return unicodedata.normalize("NFC", text).translate(_APOSTROPHES)


def word_cells(incident: Incident) -> tuple[str, ...]:
    """The row of an incident in the word index, in the order of `WORD_COLUMNS`."""
    facts = incident.facts
    grades = [str(source.grade) for source in facts.sources]
    return (
        search_words(incident),
        fold(facts.place),
        fold_words(" ".join(source.name for source in facts.sources)),
        fold_words(" ".join(facts.tags)),
        fold_words(facts.weapon),
        fold_words(facts.party_alleged),
        fold_words(facts.attribution.party),
        fold_words(facts.sector),
        " ".join(f"{grade} r{grade[0]} q{grade[1]}" for grade in grades),
        " ".join(_marks(incident)),
    )


def search_words(incident: Incident) -> str:
    """The words an incident is found by."""
    facts = incident.facts
    parts = [
        incident.number,
        facts.place,
        facts.oblast,
        OBLASTS.english(facts.oblast),
        KINDS.english(facts.kind),
        facts.party_alleged,
        facts.attribution.party,
        facts.sector,
        facts.weapon,
        facts.observation.english(),
        facts.casualties.english(),
        *facts.infrastructure,
        facts.description,
        facts.comment,
        *(word for source in facts.sources for word in (source.name, str(source.grade))),
        *facts.tags,
    ]
    if facts.position:
        parts.append(format_mgrs(facts.position))
    if incident.origin:
        parts.extend(incident.origin.original.values())
    return fold_words(" ".join(parts))


def _marks(incident: Incident) -> Iterator[str]:
    """What is not known of an incident, and what is out of the ordinary."""
    facts = incident.facts
    for name, known in (
        ("place", facts.place),
        ("weapon", facts.weapon),
        ("description", facts.description),
        ("comment", facts.comment),
        ("tag", facts.tags),
        ("reported", facts.reported),
        ("position", facts.position),
        ("sector", facts.sector),
        ("casualties", facts.casualties),
        ("infrastructure", facts.infrastructure),
    ):
        if not known:
            yield f"no{name}"
    for name, so in (
        ("late", incident.is_late_entry),
        ("imported", incident.origin),
        ("corrected", incident.corrections),
    ):
        if so:
            yield f"has{name}"
    for column, value in (
        ("kind", facts.kind),
        ("party_alleged", facts.party_alleged),
        ("oblast", facts.oblast),
        ("domain", facts.domain),
        ("means", facts.means),
        ("party_assessed", facts.attribution.party),
        ("logged_by", incident.logged_by),
    ):
        yield facet(column, value)


@lru_cache(maxsize=4096)
def facet(column: str, value: str) -> str:
    """The mark of a value in one of `FACETS`: one word, which values that differ in signs or case share."""
    said = "".join(c for c in unicodedata.normalize("NFKD", value.casefold()) if c.isalnum())
    return f"{column.replace('_', '')}{said}"
