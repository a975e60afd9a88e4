"""The tables of format 1, as the first version of the program made them. Never edited."""

from __future__ import annotations

JOURNAL = """
CREATE TABLE journal (
    seq      INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    author   TEXT NOT NULL,
    action   TEXT NOT NULL,
    record   TEXT NOT NULL,
    content  TEXT NOT NULL,
    previous TEXT NOT NULL,
    digest   TEXT NOT NULL
) STRICT;
CREATE INDEX journal_record ON journal (record, seq);
CREATE INDEX journal_at ON journal (at);
CREATE TRIGGER journal_is_append_only_insert BEFORE INSERT ON journal
    WHEN new.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
    BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_append_only_update BEFORE UPDATE ON journal
    BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_append_only_delete BEFORE DELETE ON journal
    BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
"""

VIEWS_1 = """
CREATE TABLE desk (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    code         TEXT NOT NULL,
    name         TEXT NOT NULL,
    tlp          TEXT NOT NULL,
    marking_line TEXT NOT NULL,
    exercise     INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    protocol     TEXT NOT NULL
) STRICT;
CREATE TABLE protocol (
    name    TEXT PRIMARY KEY,
    content TEXT NOT NULL
) STRICT;
CREATE TABLE incident (
    id            INTEGER PRIMARY KEY,
    number        TEXT NOT NULL UNIQUE,
    year          INTEGER NOT NULL,
    serial        INTEGER NOT NULL,
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
    facts         TEXT NOT NULL,
    origin        TEXT,
    fingerprint   TEXT UNIQUE,
    UNIQUE (year, serial)
) STRICT;
CREATE INDEX incident_position ON incident (lat_e5, lon_e5) WHERE lat_e5 IS NOT NULL;
CREATE INDEX incident_logged ON incident (logged_at);
CREATE INDEX incident_sector ON incident (sector) WHERE sector <> '';
CREATE INDEX incident_duplicate ON incident (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE TABLE touched (
    incident TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    PRIMARY KEY (incident, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX touched_seq ON touched (seq);
CREATE TABLE breach (
    number     TEXT PRIMARY KEY,
    year       INTEGER NOT NULL,
    serial     INTEGER NOT NULL,
    title      TEXT NOT NULL,
    state      TEXT NOT NULL,
    t0_from    INTEGER NOT NULL,
    t0_to      INTEGER NOT NULL,
    opened_at  INTEGER NOT NULL,
    stopped_at INTEGER,
    protocol   TEXT NOT NULL,
    UNIQUE (year, serial)
) STRICT;
CREATE INDEX breach_state ON breach (state, number);
CREATE TABLE place (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL,
    lat_e5  INTEGER NOT NULL,
    lon_e5  INTEGER NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (name, lat_e5, lon_e5)
) STRICT;
CREATE TABLE evidence (
    number    TEXT PRIMARY KEY,
    year      INTEGER NOT NULL,
    serial    INTEGER NOT NULL,
    incident  TEXT NOT NULL,
    sha256    TEXT NOT NULL,
    size      INTEGER NOT NULL,
    added_at  INTEGER NOT NULL,
    added_by  TEXT NOT NULL,
    withdrawn TEXT,
    custody   TEXT NOT NULL,
    UNIQUE (year, serial)
) STRICT;
CREATE INDEX evidence_incident ON evidence (incident);
CREATE INDEX evidence_sha256 ON evidence (sha256);
CREATE TABLE evidence_chunk (
    sha256 TEXT NOT NULL,
    part   INTEGER NOT NULL,
    data   BLOB NOT NULL,
    PRIMARY KEY (sha256, part)
) STRICT;
CREATE TABLE briefing (
    serial      TEXT PRIMARY KEY,
    title       TEXT NOT NULL,
    period_from INTEGER NOT NULL,
    period_to   INTEGER NOT NULL,
    cut_off     INTEGER NOT NULL,
    produced_at INTEGER NOT NULL,
    author      TEXT NOT NULL,
    pages       INTEGER NOT NULL,
    size        INTEGER NOT NULL,
    sha256      TEXT NOT NULL
) STRICT;
"""

FINDING_1 = """
CREATE INDEX incident_occurred ON incident (occurred_from, id);
CREATE INDEX incident_place ON incident (place COLLATE NOCASE, occurred_from, id);
CREATE INDEX incident_kind ON incident (kind, occurred_from, id);
CREATE INDEX incident_quantity ON incident (quantity, occurred_from, id);
CREATE INDEX incident_party ON incident (party_alleged, occurred_from, id);
CREATE INDEX incident_status ON incident (status, occurred_from, id);
CREATE INDEX incident_determination ON incident (determination, occurred_from, id);
CREATE INDEX incident_grades ON incident (grades, occurred_from, id);
CREATE INDEX incident_breach ON incident (breach, occurred_from, id);
CREATE INDEX incident_oblast ON incident (oblast, occurred_from, id);
CREATE INDEX incident_domain ON incident (domain, occurred_from, id);
CREATE INDEX incident_responsible ON incident (party_assessed, occurred_from, id);
CREATE INDEX incident_means ON incident (means, occurred_from, id);
CREATE INDEX incident_waiting ON incident (logged_at) WHERE determination = 'not_assessed';
CREATE INDEX incident_logger ON incident (logged_by, occurred_from, id);
CREATE VIRTUAL TABLE incident_words USING fts5 (
    words, place, source, tag, weapon, party, responsible, sector, grade, marks,
    content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
CREATE VIRTUAL TABLE incident_box USING rtree_i32 (id, south, north, west, east);
"""
