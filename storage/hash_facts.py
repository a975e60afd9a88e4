"""From a desk to the facts of a hash list, as the journal knew them at the data cut-off."""

from __future__ import annotations

from datetime import datetime

from domain.hash_list import HashList, hash_list_title
from storage.clock_facts import imprint
from storage.desk import Desk


def collect(
    desk: Desk, *, incident: str = "", cut_off: datetime, produced_at: datetime, author: str,
    serial: str | None = None,
) -> HashList:  # fmt: skip
    """All evidence, or that of one incident. Raises `FieldError` for an incident that is not there."""
    if incident:
        desk.incidents.get(incident)
    shared = imprint(
        desk, title=hash_list_title(incident, cut_off), since=cut_off, until=cut_off, cut_off=cut_off,
        produced_at=produced_at, author=author, serial=serial,
    )  # fmt: skip
    return HashList(**shared, evidence=tuple(desk.evidence.as_of(incident, cut_off)), incident=incident)
