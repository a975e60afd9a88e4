"""A filter as indexed SQL: the one place that does it.

SQLite knows nothing of how rare a value is, so the way is chosen here: what names few incidents (a number, a
breach, words that are rare, a circle) is looked up first and then put in order; anything else is read along
an index that has the order already, so that the first page of it costs the same in a log of any size.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from domain.atlas.folding import fold
from domain.filter import Aspect, Condition, Filter
from domain.instant import to_ms
from domain.vocabulary import NOT_KNOWN, PARTIES
from storage.areas import IN_AREA, area
from storage.circle import IN_CIRCLE, circle
from storage.driver import Connection
from storage.finding import FACETS, MANY, USUAL, facet
from storage.matching import any_of, in_column, match_expression, plain_words, without_accents

RARE = 2_000
"""Up to so many incidents with the words are looked up and sorted; more are read along an index in order."""
FEW = 50_000
"""As `RARE`, for a range that an index counts by itself."""
_IN_WORDS = "id IN (SELECT rowid FROM incident_words WHERE incident_words MATCH ?)"

_COLUMNS = {
    Aspect.KIND: "kind",
    Aspect.OBLAST: "oblast",
    Aspect.STATUS: "status",
    Aspect.DETERMINATION: "determination",
    Aspect.MEANS: "means",
    Aspect.DOMAIN: "domain",
    Aspect.NUMBER: "number",
}
_WORDS = {Aspect.SOURCE: "source", Aspect.TAG: "tag", Aspect.WEAPON: "weapon", Aspect.SECTOR: "sector"}
_KNOWN = {
    "quantity": "~quantity IS NULL",
    "party": f"~party_alleged = '{NOT_KNOWN}'",
    "responsible": f"~party_assessed = '{NOT_KNOWN}'",
    "kind": f"~kind = '{NOT_KNOWN}'",
    "means": f"~means = '{NOT_KNOWN}'",
    "oblast": "~oblast = ''",
    "breach": "~breach IS NULL",
    "determination": "~determination = 'not_assessed'",
}
"""The columns that say that a thing is not known; the others have a mark among the words."""
_MARKED = ("late", "imported", "corrected")


class Way(Enum):
    """How rows are found."""

    LOOK_UP = "the rare condition first, the order after"
    WALK = "along an index that has the order"


@dataclass(frozen=True, slots=True)
class _Part:
    """One alternative of a condition: SQL, or an expression for the word index. `~` stands before columns."""

    sql: str = ""
    values: tuple[Any, ...] = ()
    match: str | None = None
    negated: bool = False
    rare: bool = False
    counted: bool = False
    """Whether an index says by itself for how many it holds."""
    mark: str = ""
    """The word of the index that all have for which this holds, and few others."""

    def as_sql(self) -> tuple[str, tuple[Any, ...]]:
        sql, values = self.sql, self.values
        if self.match is not None:
            sql, values = (f"~{_IN_WORDS}", (self.match,)) if self.match else ("0", ())
        return (f"({sql}) IS NOT TRUE" if self.negated else sql), values


class Where:
    """The condition of one filter."""

    def __init__(self, chosen: Filter) -> None:
        self.match: str | None = None
        """The expression of the word index that every incident found must meet."""
        self._parts: list[tuple[str, tuple[Any, ...]]] = []
        self._lookups: list[tuple[str, tuple[Any, ...]]] = []
        self._ranges: list[tuple[str, tuple[Any, ...]]] = []
        self._marks: list[str] = []
        self._found: str | None = None
        matches = []
        if chosen.words.strip():
            matches.append(match_expression(chosen.words) or "")
        for condition in conditions_of(chosen):
            parts = [part for value in condition.values for part in _parts(condition.aspect, value)]
            positive = not condition.negated and not any(part.negated for part in parts)
            if positive and all(part.match is not None for part in parts):
                matches.append(any_of(part.match or "" for part in parts))
            else:
                self._add(condition, parts)
            if positive and all(part.mark for part in parts):
                self._marks.append(any_of(dict.fromkeys(f'{{marks}} : "{part.mark}"' for part in parts)))
        self._add_times(chosen)
        if matches:
            self.match = " AND ".join(f"({one})" for one in matches) if all(matches) else ""

    def _add(self, condition: Condition, parts: list[_Part]) -> None:
        made = [part.as_sql() for part in parts]
        values = tuple(value for _sql, some in made for value in some)
        first = made[0][0]
        if len(made) == 1:
            sql = first
        elif first.endswith(" = ?") and all(sql == first for sql, _values in made):
            sql = f"{first.removesuffix('= ?')}IN ({', '.join('?' * len(made))})"
        else:
            sql = f"({' OR '.join(f'({sql})' for sql, _values in made)})"
        if condition.negated:
            self._parts.append((f"({sql}) IS NOT TRUE", values))
        elif all(part.rare for part in parts):
            self._lookups.append((sql, values))
        elif len(parts) == 1 and parts[0].counted:
            self._ranges.append((sql, values))
        else:
            self._parts.append((sql, values))

    def _add_times(self, chosen: Filter) -> None:
        if chosen.since is not None:
            self._parts.append(("~occurred_from >= ?", (to_ms(chosen.since),)))
        if chosen.until is not None:
            self._parts.append(("~occurred_from < ?", (to_ms(chosen.until),)))

    def way(self, connection: Connection) -> Way:
        """How it is best answered, which for words means asking which few incidents have them."""
        if self._lookups or self.match == "":
            return Way.LOOK_UP
        if words := [*([self.match] if self.match else []), *self._marks]:
            count, ids = connection.execute(
                "SELECT count(*), json_group_array(rowid) FROM"
                " (SELECT rowid FROM incident_words WHERE incident_words MATCH ? LIMIT ?)",
                (" AND ".join(f"({one})" for one in words), RARE + 1),
            ).fetchone()
            if count <= RARE:
                self._found = ids
                return Way.LOOK_UP
        for sql, values in self._ranges:
            plain = sql.replace("~", "")
            few = f"SELECT count(*) FROM (SELECT 1 FROM incident WHERE {plain} LIMIT {FEW + 1})"
            if connection.execute(few, values).fetchone()[0] <= FEW:
                self._ranges.remove((sql, values))
                self._lookups.append((sql, values))
                return Way.LOOK_UP
        return Way.WALK

    def best(self, connection: Connection) -> tuple[str, list[Any]]:
        """` WHERE …` and its values, the best way, where the order does not matter."""
        return self.sql(self.way(connection))

    def sql(self, way: Way) -> tuple[str, list[Any]]:
        """` WHERE …` and its values; nothing where all are meant."""
        if self.match == "":
            return " WHERE 0", []
        look_up = way is Way.LOOK_UP
        plain = (*self._parts, *self._ranges)
        parts = [(sql.replace("~", "+" if look_up else ""), values) for sql, values in plain]
        if look_up and self._found is not None:
            parts.insert(0, ("id IN (SELECT value FROM json_each(?))", (self._found,)))
        elif self.match is not None:
            parts.insert(0, (_IN_WORDS if look_up and not self._lookups else f"+{_IN_WORDS}", (self.match,)))
        parts[:0] = [(sql.replace("~", ""), values) for sql, values in self._lookups]
        joined = " AND ".join(sql for sql, _values in parts)
        return (f" WHERE {joined}" if joined else ""), [value for _sql, some in parts for value in some]


def where_clause(chosen: Filter, way: Way = Way.WALK) -> tuple[str, list[Any]]:
    """` WHERE …` of a filter, and its values."""
    return Where(chosen).sql(way)


def conditions_of(chosen: Filter) -> tuple[Condition, ...]:
    """Everything a filter asks but words and times."""
    single = (
        (Aspect.DETERMINATION, chosen.determination),
        (Aspect.BREACH, chosen.breach),
    )
    return (*(Condition(aspect, (value,)) for aspect, value in single if value), *chosen.conditions)


def _parts(aspect: Aspect, value: str) -> list[_Part]:  # noqa: C901, PLR0912  (one line for each key)
    match aspect:
        case Aspect.PLACE:
            if not value:
                return [_Part("~place COLLATE NOCASE = ''")]
            return [_Part(match=in_column("place", fold(value).split()))]
        case Aspect.SOURCE | Aspect.TAG | Aspect.WEAPON | Aspect.SECTOR:
            return [_Part(match=in_column(_WORDS[aspect], plain_words(value)))]
        case Aspect.PARTY:
            if value in PARTIES:
                return [_faceted("party_alleged", value)]
            return [_Part(match=in_column("party", plain_words(value)))]
        case Aspect.RESPONSIBLE:
            if value in PARTIES:
                return [_faceted("party_assessed", value)]
            return [_Part(match=in_column("responsible", plain_words(value)))]
        case Aspect.GRADE:
            token = f"q{value[1]}" if value[0] == "?" else f"r{value[0]}" if value[1] == "?" else value
            return [_Part(match=f'{{grade}} : "{token}"')]
        case Aspect.WORD:
            return [_Part(match=match_expression(value))]
        case Aspect.PHRASE:
            words = "".join(c if c.isalnum() else " " for c in without_accents(value))
            return [_Part(match=f'{{words}} : "{words}"' if words.strip() else "")]
        case Aspect.BREACH:
            if value in ("none", "any"):
                return [_Part("~breach IS NULL" if value == "none" else "~breach IS NOT NULL")]
            return [_Part("breach = ?", (value,), rare=True)]
        case Aspect.BY:
            return [_faceted("logged_by", v) for v in dict.fromkeys((value, value.upper(), value.lower()))]
        case Aspect.NEAR:
            return [_Part(IN_CIRCLE, circle(value), rare=True)]
        case Aspect.WITHIN:
            return [_Part(IN_AREA, area(value), rare=True)]
        case Aspect.QUANTITY:
            return [_quantity(value)]
        case Aspect.HAS | Aspect.LACKS:
            return [_known(value, lacks=aspect is Aspect.LACKS)]
        case _:
            column = _COLUMNS[aspect]
            if column in FACETS:
                return [_faceted(column, value)]
            if value != (usual := USUAL.get(column, value)):
                return [_Part(f"~{column} <> '{usual}' AND ~{column} = ?", (value,))]
            return [_Part(f"~{column} = ?", (value,), rare=aspect is Aspect.NUMBER)]


def _faceted(column: str, value: str) -> _Part:
    """A column that has no index of its own: rare values are found by their mark."""
    return _Part(f"~{column} = ?", (value,), mark=facet(column, value))


def _known(name: str, *, lacks: bool) -> _Part:
    if name in _MARKED:
        return _Part(match=f'{{marks}} : "has{name}"', negated=lacks)
    if column := _KNOWN.get(name):
        return _Part(column, negated=not lacks)
    return _Part(match=f'{{marks}} : "no{name}"', negated=not lacks)


def _quantity(value: str) -> _Part:
    """What a quantity surely is: `>10` holds of “at least 12”, and `<20` does not."""
    if not value:
        return _Part("~quantity IS NULL")
    if value[0] == ">":
        least = int(value.lstrip(">=")) + (value[1] != "=")
        if least > MANY:
            return _Part(f"~quantity > {MANY} AND ~quantity >= ?", (least,), counted=True)
        return _Part("~quantity >= ?", (least,))
    if value[0] == "<":
        return _Part(f"~quantity_high {'<=' if value[1] == '=' else '<'} ?", (int(value.lstrip("<=")),))
    low, _dash, high = value.lstrip("=").partition("-")
    return _Part("~quantity >= ? AND quantity_high <= ?", (int(low), int(high or low)))
