"""Who was killed, injured or went missing, as low, best and high figures. Nothing entered is not zero."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from domain.errors import FieldError
from domain.text import clean_line, excerpt
from domain.vocabulary import NOT_KNOWN, Term, Vocabulary
from domain.words import N_, _, language, number

LARGEST = 1_000_000

GROUPS = Vocabulary(
    Term("civilian", N_("civilian"), ("civilians", "civ")),
    Term(
        "ukrainian_military",
        N_("Ukrainian military"),
        ("ukrainian soldiers", "ukrainian forces", "ukrainian", "ua military", "ua"),
    ),
    Term(
        "russian_military",
        N_("Russian military"),
        ("russian soldiers", "russian forces", "russian", "ru military", "ru", "rf"),
    ),
    Term("monitors", N_("monitors"), ("monitor", "observers", "observer")),
    Term("other", N_("other")),
    Term(NOT_KNOWN, N_("not known"), ("unknown", "people", "persons", "person")),
)
"""Whose casualties (field guide, section 5)."""

OUTCOMES = Vocabulary(
    Term("killed", N_("killed"), ("dead", "kia", "died", "fatalities")),
    Term("injured", N_("injured"), ("wounded", "wia", "hurt")),
    Term("missing", N_("missing"), ("mia",)),
)

_GROUP_ORDER = {term.key: place for place, term in enumerate(GROUPS)}
_OUTCOME_ORDER = {term.key: place for place, term in enumerate(OUTCOMES)}
_FIGURE = re.compile(
    r"""(?P<bound>at\s+least|min\.?|≥|>=|up\s+to|at\s+most|max\.?|≤|<=)?\s*
        (?P<low>\d{1,7})(?:\s*(?:-|–|—|to)\s*(?P<high>\d{1,7}))?(?P<plus>\+)?
        (?:\s*\(?\s*(?:best|probably)\s*(?P<best>\d{1,7})\s*\)?)?""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_NOTHING = ("", "–", "-", "?")


@dataclass(frozen=True, slots=True)
class Range:
    """Low, best and high figure. `high` None is open above; `best` None is not given."""

    low: int
    high: int | None
    best: int | None = None

    def __str__(self) -> str:
        """`at least 2`, `2–4`, `2–4 (best 3)`, `up to 4`, `3`."""
        if self.high is None:
            text = _("at least {figure}").format(figure=number(self.low))
        elif self.low == self.high:
            return number(self.low)
        elif not self.low:
            text = _("up to {figure}").format(figure=number(self.high))
        else:
            text = f"{number(self.low)}–{number(self.high)}"
        return text if self.best is None else _("{range} (best {best})").format(range=text, best=self.best)

    def __add__(self, other: Range) -> Range:
        """Low adds to low, high to high; a sum has a best figure only where each part has one."""
        high = None if self.high is None or other.high is None else self.high + other.high
        mine, others = self._middle, other._middle
        best = None if mine is None or others is None else mine + others
        low = self.low + other.low
        return Range(low, high, None if low == high else best)

    @property
    def _middle(self) -> int | None:
        return self.low if self.low == self.high else self.best


@dataclass(frozen=True, slots=True)
class Toll:
    """One figure: whose, what happened to them, how many."""

    group: str
    outcome: str
    count: Range


@dataclass(frozen=True, slots=True)
class Casualties:
    """Figures by group and outcome, each pair once. Empty: not known, which is never none."""

    tolls: tuple[Toll, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.tolls)

    def __iter__(self) -> Iterator[Toll]:
        return iter(self.tolls)

    @classmethod
    def of(cls, tolls: Iterable[Toll]) -> Casualties:
        """Figures in the desk's order."""
        return cls(
            tuple(sorted(tolls, key=lambda toll: (_GROUP_ORDER[toll.group], _OUTCOME_ORDER[toll.outcome])))
        )

    @classmethod
    def parse(cls, text: str, field: str = "casualties") -> Casualties:
        """`civilian killed 2-4, injured at least 3; Russian military killed 5`, in any order of the words.

        A part without a group continues the group before it; `best 3` after a range is the best figure; a
        typed 0 says that there were none. Nothing, `–` and `not known` give no figures. Raises `FieldError`
        naming `field`.
        """
        line = clean_line(text, field, limit=1000)
        if line.casefold() in (*_NOTHING, "not known", "unknown", _("not known").casefold()):
            return cls()
        group, tolls = NOT_KNOWN, list[Toll]()
        for part in filter(None, (piece.strip() for piece in re.split(r"[,;\n]|\band\b", line))):
            toll = _toll(part, group, field)
            if any((known.group, known.outcome) == (toll.group, toll.outcome) for known in tolls):
                raise FieldError(
                    field,
                    _("“{text}” is said twice.").format(
                        text=f"{GROUPS.label(toll.group)} {OUTCOMES.label(toll.outcome)}"
                    ),
                )
            group = toll.group
            tolls.append(toll)
        return cls.of(tolls)

    def __str__(self) -> str:
        """`civilian killed 2–4, injured at least 3; Russian military killed 5`; `parse` reads it back."""
        parts, group = list[str](), ""
        for toll in self.tolls:
            said = f"{OUTCOMES.label(toll.outcome)} {str(toll.count).replace(',', '')}"
            if toll.group == group:
                parts[-1] += f", {said}"
            else:
                group = toll.group
                parts.append(f"{GROUPS.label(group)} {said}")
        return "; ".join(parts)

    def english(self) -> str:
        """The same in English whatever the current language: for files."""
        if not self:
            return ""
        with language("en"):
            return str(self)

    def outcome(self, key: str) -> Range | None:
        """All groups together; None where no figure was entered."""
        total: Range | None = None
        for toll in self.tolls:
            if toll.outcome == key:
                total = toll.count if total is None else total + toll.count
        return total

    def to_json(self) -> list[dict[str, Any]]:
        return [
            {
                "group": toll.group,
                "outcome": toll.outcome,
                "low": toll.count.low,
                "best": toll.count.best,
                "high": toll.count.high,
            }
            for toll in self.tolls
        ]

    @classmethod
    def from_json(cls, data: list[dict[str, Any]]) -> Casualties:
        return cls.of(
            Toll(one["group"], one["outcome"], Range(one["low"], one["high"], one["best"])) for one in data
        )


NO_CASUALTIES = Casualties()


def total(many: Iterable[Casualties]) -> Casualties:
    """The sum over incidents, by group and outcome; what nobody entered adds nothing and is not zero."""
    sums: dict[tuple[str, str], Range] = {}
    for casualties in many:
        for toll in casualties:
            key = toll.group, toll.outcome
            sums[key] = sums[key] + toll.count if key in sums else toll.count
    return Casualties.of(Toll(group, outcome, count) for (group, outcome), count in sums.items())


def _toll(part: str, group: str, field: str) -> Toll:
    said = _in_english(part)
    found = _FIGURE.search(said)
    if found is None:
        raise _not_understood(part, field)
    words = f"{said[: found.start()]} {said[found.end() :]}".split()
    outcomes = [word for word in words if _is(OUTCOMES, word)]
    rest = " ".join(word for word in words if word not in outcomes)
    if len(outcomes) != 1 or (rest and not _is(GROUPS, rest)):
        raise _not_understood(part, field)
    return Toll(
        GROUPS.find(rest, field) if rest else group, OUTCOMES.find(outcomes[0], field), _range(found, field)
    )


def _is(vocabulary: Vocabulary, text: str) -> bool:
    return vocabulary.knows(text)


def _range(found: re.Match[str], field: str) -> Range:
    bound = (found["bound"] or "").casefold()
    upper = bound.startswith(("up", "at m", "max", "≤", "<="))
    lower = bool(bound and not upper) or bool(found["plus"])
    first = int(found["low"])
    if found["high"] and (upper or lower):
        raise FieldError(
            field,
            _("“{text}” is a range and a limit at once.").format(text=found.group().strip()),
            _("Write 2–4, or at least 2."),
        )
    low = 0 if upper else first
    high = int(found["high"]) if found["high"] else None if lower else first
    best = int(found["best"]) if found["best"] else None
    if high is not None and high < low:
        raise FieldError(field, _("The range runs backwards: {low} to {high}.").format(low=low, high=high))
    if best is not None and (best < low or (high is not None and best > high)):
        raise FieldError(field, _("The best figure {best} lies outside its range.").format(best=best))
    if max(low, high or 0, best or 0) > LARGEST:
        raise FieldError(field, _("The largest number is {limit}.").format(limit=number(LARGEST)))
    return Range(low, high, None if low == high else best)


def _in_english(part: str) -> str:
    """The part with the phrases that `Range` writes in the current language as the English ones."""
    text = part
    for pattern in (N_("at least {figure}"), N_("up to {figure}")):
        said, own = _(pattern).partition("{figure}")[0].strip(), pattern.partition("{figure}")[0].strip()
        if said and said != own:
            text = re.sub(re.escape(said), own, text, flags=re.IGNORECASE)
    return text


def _not_understood(part: str, field: str) -> FieldError:
    return FieldError(
        field,
        _("“{text}” does not say who, what and how many.").format(text=excerpt(part, 40)),
        _("For instance: civilian killed 2-4, injured at least 3."),
    )
