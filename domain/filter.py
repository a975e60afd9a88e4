"""What part of the log is meant, and in which order it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Order(StrEnum):
    """The columns a list of incidents can be ordered by."""

    NUMBER = "number"
    OCCURRED = "occurred"
    PLACE = "place"
    KIND = "kind"
    QUANTITY = "quantity"
    PARTY = "party"
    STATUS = "status"
    DETERMINATION = "determination"
    GRADE = "grade"
    BREACH = "breach"


@dataclass(frozen=True, slots=True)
class Filter:
    """A selection of incidents; an empty filter means all.

    `since` ≤ occurred < `until` compares the earliest possible instant of an incident (UTC). `words` must
    all be found, each as the beginning of a word, in any of an incident's texts.
    """

    words: str = ""
    since: datetime | None = None
    until: datetime | None = None
    determination: str | None = None
    breach: str | None = None

    @property
    def is_empty(self) -> bool:
        return self == Filter()
