"""Does a desk still contain what a printed page saw? A page carries the digest of the last entry it knew."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain.errors import FieldError
from domain.instant import from_ms
from domain.words import _
from storage.desk_file import looking
from storage.keys import Key
from storage.verify import Verification

SHORTEST = 8
"""The fewest hex digits that may stand for a digest."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The entry a digest belongs to: its number, when it was made (UTC), and the whole digest."""

    seq: int
    at: datetime
    digest: str


def read_digest(text: str) -> str:
    """A digest, or its beginning, as it was typed off a page. Raises `FieldError` naming `head`."""
    digits = re.sub(r"[\s.…]+", "", text).lower()
    if not re.fullmatch(rf"[0-9a-f]{{{SHORTEST},64}}", digits):
        raise FieldError(
            "head",
            _("“{text}” is no digest.").format(text=text[:80]),
            _("Give at least its first {n} hex digits.").format(n=SHORTEST),
        )
    return digits


def entries_with(path: Path, digits: str, checked: Verification, key: Key | None = None) -> list[Seen]:
    """The entries among those that hold whose digest begins so: none, the one meant, or several.

    `checked` is what a verification of the same file found: an entry beyond a break proves nothing.
    Raises `DeskError`.
    """
    if not checked.entries:
        return []
    with looking(path, key) as connection:
        rows = connection.execute(
            "SELECT seq, at, digest FROM journal WHERE seq <= ?1 AND substr(digest, 1, ?2) = ?3 ORDER BY seq",
            (checked.entries, len(digits), digits),
        ).fetchall()
    return [Seen(int(row[0]), from_ms(row[1]), str(row[2])) for row in rows]
