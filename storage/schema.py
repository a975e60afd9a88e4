"""The tables of a desk file, and the numbered steps that made them. Append-only: a step is never edited.

A step changes how the views are made, never what they hold: once an older file has all its steps, its views
are emptied and made again from its journal (`storage/desk_file.py`).
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from storage.briefing_tables import BRIEFINGS_2
from storage.finding import FINDING_2
from storage.schema_1 import FINDING_1, JOURNAL, VIEWS_1

APPLICATION_ID = 0x4144534B
"""`ADSK`, in the header of every desk file."""

migrations = Migrations("armistice")

INCIDENT_2 = """
CREATE TABLE incident (
    id            INTEGER PRIMARY KEY,
    number        TEXT NOT NULL UNIQUE,
    year          INTEGER NOT NULL,
    serial        INTEGER NOT NULL,
    said          INTEGER NOT NULL,
    logged        INTEGER NOT NULL,
    logged_at     INTEGER NOT NULL,
    logged_by     TEXT NOT NULL,
    occurred_from INTEGER NOT NULL,
    occurred_to   INTEGER NOT NULL,
    kind          TEXT NOT NULL,
    place         TEXT NOT NULL,
    oblast        TEXT NOT NULL,
    lat_e5        INTEGER,
    lon_e5        INTEGER,
    quantity      INTEGER,
    quantity_high INTEGER,
    means         TEXT NOT NULL,
    party_alleged TEXT NOT NULL,
    party_assessed TEXT NOT NULL,
    domain        TEXT NOT NULL,
    sector        TEXT NOT NULL,
    grades        TEXT NOT NULL,
    status        TEXT NOT NULL,
    determination TEXT NOT NULL,
    basis         TEXT,
    assessed_by   TEXT,
    assessed_at   INTEGER,
    duplicate_of  TEXT,
    breach        TEXT,
    corrections   INTEGER NOT NULL,
    fingerprint   TEXT
) STRICT;
CREATE INDEX incident_sector ON incident (sector) WHERE sector <> '';
CREATE INDEX incident_duplicate ON incident (duplicate_of) WHERE duplicate_of IS NOT NULL;
"""
"""`said` is the number of the entry whose facts hold, `logged` of the one that logged it and says where it
came from: the facts stand in the journal alone."""
RECORD_2 = """
CREATE VIEW incident_record AS
    SELECT incident.*, told.content AS told, came.content AS came
    FROM incident JOIN journal AS told ON told.seq = incident.said
    LEFT JOIN journal AS came ON came.seq = incident.logged AND incident.logged <> incident.said;
"""
"""A whole incident: its row, what the entry that holds told, and the first one where that is another."""

SECTORS_2 = """
CREATE TABLE sector (
    name    TEXT PRIMARY KEY,
    place   INTEGER NOT NULL,
    retired TEXT NOT NULL
) STRICT;
"""

OVERLAYS_2 = """
CREATE TABLE overlay (
    number    TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    purpose   TEXT NOT NULL,
    shown     INTEGER NOT NULL,
    withdrawn TEXT NOT NULL,
    added     INTEGER NOT NULL
) STRICT;
"""
"""`added` is the number of the entry that holds its lines and areas."""

VIEW_TABLES = (
    "desk",
    "protocol",
    "incident",
    "touched",
    "breach",
    "place",
    "evidence",
    "briefing",
    "briefing_record",
    "request",
    "sector",
    "overlay",
)
"""Everything that replaying the journal must reproduce (the word index is checked through its vocabulary)."""


@migrations()
def v001_journal_and_views(db: Database) -> None:
    """Version 1: the journal, and its first views."""
    for statement in (JOURNAL, VIEWS_1, FINDING_1):
        _run(db, statement)


@migrations()
def v002_facts_stand_in_the_journal(db: Database) -> None:
    """Version 2: facts are kept once, and fewer pages change with each save; what is issued is kept whole.

    Besides, the desk's own sectors, its lines and areas on the map, drafts and templates of briefings.
    """
    db.conn.execute("DROP TABLE incident")
    db.conn.execute("DROP INDEX journal_at")
    db.conn.execute("DROP TABLE incident_words")
    db.conn.execute("DROP TABLE incident_box")
    for statement in (INCIDENT_2, FINDING_2, RECORD_2, BRIEFINGS_2, SECTORS_2, OVERLAYS_2):
        _run(db, statement)


def empty_views(db: Database) -> None:
    """Take everything out of the views, so that the journal can fill them again."""
    for table in VIEW_TABLES:
        db.conn.execute(f'DELETE FROM "{table}"')
    db.conn.execute("INSERT INTO incident_words (incident_words) VALUES ('delete-all')")
    db.conn.execute("DELETE FROM incident_box")


def create_all(db: Database) -> None:
    """The current tables in an empty database, for a replay."""
    migrations.apply(db)


def _run(db: Database, script: str) -> None:
    statement = ""
    for line in script.strip().splitlines():
        statement += line + "\n"
        if line.rstrip().endswith(";") and (
            not statement.lstrip().startswith("CREATE TRIGGER") or "END;" in line
        ):
            db.conn.execute(statement)
            statement = ""


def version() -> int:
    """The schema version this program writes: the number of migrations."""
    empty = Database(memory=True, execute_plugins=False)
    try:
        return len(migrations.pending(empty))
    finally:
        empty.close()
