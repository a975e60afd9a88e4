"""The tables of what was put out: kind, request, the records it rests on; and of drafts and templates."""

from __future__ import annotations

BRIEFINGS_2 = """
ALTER TABLE briefing ADD COLUMN kind TEXT NOT NULL DEFAULT 'situation';
ALTER TABLE briefing ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
ALTER TABLE briefing ADD COLUMN entries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE briefing ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE briefing ADD COLUMN request TEXT;
ALTER TABLE briefing ADD COLUMN corrects TEXT;
UPDATE briefing SET kind = coalesce((SELECT json_extract(content, '$.kind') FROM journal
    WHERE record = briefing.serial AND action = 'briefing.saved'), 'situation');
CREATE TABLE briefing_record (
    record TEXT NOT NULL,
    serial TEXT NOT NULL,
    PRIMARY KEY (record, serial)
) STRICT, WITHOUT ROWID;
CREATE INDEX briefing_record_serial ON briefing_record (serial);
CREATE TABLE request (
    sort    TEXT NOT NULL,
    name    TEXT NOT NULL,
    at      INTEGER NOT NULL,
    author  TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (sort, name)
) STRICT, WITHOUT ROWID;
"""
