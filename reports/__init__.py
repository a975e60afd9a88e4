"""Briefing facts → PDF pages. Bytes out; no database, no window, no clock."""
