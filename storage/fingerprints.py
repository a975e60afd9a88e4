"""By what an imported row is recognised when it comes again, and whether it still says the same."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata

from domain.incident import Origin
from domain.journal import canonical
from storage.formats import ARMISTICE

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


def fingerprint(format: str, own_id: str, original: dict[str, str]) -> str:
    """What recognises a row: SHA-256 (hex) over maker and number, or where it has none over all its cells.

    A row that this program exported carries the fingerprint it already had, and the desk that numbered it.
    """
    if format == ARMISTICE.name:
        carried = original.get("fingerprint", "")
        if _FINGERPRINT.fullmatch(carried):
            return carried
        return exported_fingerprint(original.get("desk", ""), own_id)
    what: list[object] = ["id", format, own_id] if own_id else ["row", _cells(original)]
    return hashlib.sha256(canonical(what).encode()).hexdigest()


def exported_fingerprint(desk: str, number: str) -> str:
    """The fingerprint of a record that was not imported itself."""
    return hashlib.sha256(canonical(["id", ARMISTICE.name, desk, number]).encode()).hexdigest()


def _cells(original: dict[str, str]) -> list[tuple[str, str]]:
    tidy = ((column, unicodedata.normalize("NFC", text.strip())) for column, text in original.items())
    return sorted(cell for cell in tidy if cell[1])


def content_of(original: dict[str, str]) -> bytes:
    """SHA-256 of all cells of a row: equal for rows that say the same."""
    return hashlib.sha256(json.dumps(_cells(original)).encode()).digest()


def differing_columns(new: Origin, old: Origin | None) -> list[str]:
    """The columns in which two originals differ; spaces around a cell and empty columns do not count."""
    before = dict(_cells(_first_original(old.original))) if old else {}
    after = dict(_cells(new.original))
    return [column for column in {**after, **before} if before.get(column) != after.get(column)]


def _first_original(original: dict[str, str]) -> dict[str, str]:
    """The row of the maker: a record that came by way of another desk's export carries it inside."""
    try:
        carried = json.loads(original["original"]) if "fingerprint" in original else None
    except (KeyError, ValueError):
        return original
    if isinstance(carried, dict) and all(isinstance(text, str) for text in carried.values()):
        return carried
    return original
