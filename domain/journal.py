"""The journal: numbered entries, each carrying the SHA-256 of the one before.

Canonical JSON here is RFC 8785 restricted to what the journal holds: objects with ASCII keys, arrays,
strings, integers, booleans and null. Numbers with a fraction are refused: a coordinate or an hour is
kept as text or as an integer, so that the same content has one spelling for ever.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.errors import InvariantError
from domain.instant import iso_utc
from domain.words import N_

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_PLAIN = {str, bool, type(None)}
GENESIS = "0" * 64
"""What the first entry carries in place of a digest before it."""


def canonical(content: object) -> str:
    """The one spelling of `content`. Raises `InvariantError` for a value the journal cannot hold."""
    _check(content)
    text = _ENCODER.encode(content)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InvariantError("half a character (a lone surrogate) has no spelling in UTF-8") from error
    return text


def _check(value: object) -> None:
    """Refuse what has no one spelling. Every write passes here, so that plain lists are let by at once."""
    match value:
        case None | bool() | str():
            return
        case int():
            if abs(value) > 2**53 - 1:
                raise InvariantError("an integer beyond 2^53-1 has no portable JSON spelling")
        case list() | tuple():
            for item in value:
                kind = type(item)
                if kind not in _PLAIN and not (kind is list and _PLAIN.issuperset(map(type, item))):
                    _check(item)
        case dict():
            for key, item in value.items():
                if type(key) is not str or not key.isascii():
                    raise InvariantError(f"a journal key must be ASCII text: {key!r}")
                if type(item) not in _PLAIN:
                    _check(item)
        case _:
            raise InvariantError(f"the journal cannot hold a {type(value).__name__}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One user action: who, when (UTC), what, on which record, the new content, and the link to the past."""

    seq: int
    at: datetime
    author: str
    action: str
    record: str
    content: dict[str, Any]
    previous: str
    digest: str
    text: str
    """`content` in its one spelling: what was hashed and is stored."""

    @classmethod
    def sealed(
        cls,
        seq: int,
        at: datetime,
        author: str,
        action: str,
        record: str,
        content: dict[str, Any],
        previous: str,
    ) -> Entry:
        """An entry with its digest computed."""
        text = canonical(content)
        digest = digest_of(seq, at, author, action, record, text, previous)
        return cls(seq, at, author, action, record, content, previous, digest, text)


def digest_of(
    seq: int, at: datetime, author: str, action: str, record: str, content: str, previous: str
) -> str:
    """SHA-256 (hex) over everything an entry says and the digest of the one before it.

    `content` is canonical JSON text already: it is hashed as stored, so that a change of a single byte shows.
    """
    head = canonical([seq, iso_utc(at), author, action, record, previous])
    return hashlib.sha256(f"{head}\n{content}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry that does not hold, and why (in English, to be translated where it is shown)."""

    seq: int
    reason: str


class ChainCheck:
    """Walks a journal entry by entry; the first break is kept."""

    def __init__(self) -> None:
        self.head = GENESIS
        self.count = 0
        self.broken: Break | None = None

    def add(self, *, seq: int, at: datetime, author: str, action: str, record: str, content: str,
            previous: str, digest: str) -> bool:  # fmt: skip
        """Check the next entry. False at the first that does not hold, and from then on."""
        if self.broken:
            return False
        if seq != self.count + 1:
            self.broken = Break(self.count + 1, N_("missing from the journal"))
        elif previous != self.head:
            self.broken = Break(seq, N_("does not carry the digest of the entry before it"))
        elif digest != digest_of(seq, at, author, action, record, content, previous):
            self.broken = Break(seq, N_("its content does not match its digest"))
        else:
            self.head, self.count = digest, seq
        return self.broken is None


def check_entries(entries: Iterable[Entry]) -> ChainCheck:
    """The chain check of a whole journal in memory."""
    check = ChainCheck()
    for entry in entries:
        if not check.add(
            seq=entry.seq, at=entry.at, author=entry.author, action=entry.action, record=entry.record,
            content=canonical(entry.content), previous=entry.previous, digest=entry.digest,
        ):  # fmt: skip
            break
    return check
