"""What part of the log is meant, and in which order it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Order(StrEnum):
    """The columns of a list of incidents."""

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

    @property
    def is_scale(self) -> bool:
        """Whether a list can be ordered by it. Admiralty grades are no scale (field guide, section 5)."""
        return self is not Order.GRADE


class Aspect(StrEnum):
    """What a condition looks at; what its values look like is said in brackets.

    Values of texts (place, source, tag, weapon, phrase, word) are as typed; they are folded where they are
    looked up.
    """

    KIND = "kind"  # a key of KINDS
    OBLAST = "oblast"  # a key of OBLASTS, or "" for not known
    STATUS = "status"  # a key of STATUSES
    DETERMINATION = "determination"  # a key of DETERMINATIONS
    DOMAIN = "domain"  # a key of DOMAINS
    SECTOR = "sector"
    PARTY = "party"  # a key of PARTIES, or words of a party that was typed
    RESPONSIBLE = "responsible"  # as party, of the one the desk assessed
    MEANS = "means"  # a key of MEANS
    BREACH = "breach"  # `BR-2026-0007`, `none`, `any`
    GRADE = "grade"  # `B2`, `B?`, `?2`: of any source of the incident
    PLACE = "place"  # beginnings of words of the place's name
    SOURCE = "source"
    TAG = "tag"
    WEAPON = "weapon"
    NUMBER = "number"  # `CV-2026-000123`
    BY = "by"  # who logged it
    NEAR = "near"  # `lat,lon,metres`, the first two in degrees with 5 decimals
    WITHIN = "within"  # corners of a drawn area: see `domain.area`
    QUANTITY = "quantity"  # `>10`, `>=10`, `<10`, `<=10`, `=10`, `2-4`
    HAS = "has"  # one of `KNOWABLE`
    LACKS = "no"
    PHRASE = "phrase"  # words next to each other, anywhere
    WORD = "word"  # the beginning of a word, anywhere; only left out, see `Filter.words`


KNOWABLE = (
    "position quantity party place oblast kind means weapon description comment tag reported breach"
    " determination responsible casualties infrastructure sector late imported corrected"
).split()
"""What can be asked of with `has:` and `no:`."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing asked of an incident: any of `values`, or none of them where it is `negated`."""

    aspect: Aspect
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A selection of incidents; an empty filter means all. Everything it says must hold.

    `since` ≤ occurred < `until` compares the earliest possible instant of an incident (UTC). `words` must
    all be found, each as the beginning of a word, in any of an incident's texts.
    """

    words: str = ""
    since: datetime | None = None
    until: datetime | None = None
    determination: str | None = None
    breach: str | None = None
    conditions: tuple[Condition, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self == Filter()


ALL = Filter()
"""Every incident."""
