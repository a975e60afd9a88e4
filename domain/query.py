"""The filter language: `kind:mortar since:24h place:Orikhiv grade:B2 "substation"` → a `Filter`.

A query is words and conditions with spaces between them. All of them must hold.

- `key:value`; several values apart by commas mean any of them; a value with spaces stands in quotation marks;
- `-` or `not` before a condition, or before a phrase, leaves out what it finds; `-word` leaves out a word;
- `"a phrase"` finds these words next to each other; a bare word finds words that begin with it.

What cannot be read without guessing is refused, with the place of the wrong word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo

from domain.errors import FieldError
from domain.filter import Aspect, Condition, Filter
from domain.instant import iso_utc, parse_span
from domain.query_keys import ON, SINCE, TIMES, Key, aspect_of, key_named, keys_like
from domain.query_tokens import FilterError, Piece, Token, tokens, unreadable
from domain.query_values import read_values
from domain.text import excerpt
from domain.words import _

__all__ = ["FilterError", "parse", "to_text"]

_END_OF_DAY = timedelta(seconds=1)
_AGO = re.compile(
    r"(?P<n>\d{1,6}) ?(?P<unit>m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|хв|год|г|дн|д|тиж)",
    re.IGNORECASE,
)
_HOURS = {"m": 1 / 60, "х": 1 / 60, "h": 1, "г": 1, "d": 24, "д": 24, "w": 168, "т": 168}
_MANY = (
    Aspect.TAG,
    Aspect.SOURCE,
    Aspect.PLACE,
    Aspect.WEAPON,
    Aspect.SECTOR,
    Aspect.HAS,
    Aspect.LACKS,
    Aspect.QUANTITY,
)
"""Asked twice these can both hold; of the others an incident has one value only."""


def parse(text: str, now: datetime, zone: tzinfo | None) -> Filter:
    """The filter that `text` means. Times without a zone are in `zone`; `since:24h` counts back from `now`.

    Raises `FilterError` with the place of the first word that cannot be read.
    """
    reading = _Reading(text, now, zone)
    for token in tokens(text):
        reading.add(token)
    return reading.result()


@dataclass(slots=True)
class _Reading:
    """The filter as far as it was read."""

    text: str
    now: datetime
    zone: tzinfo | None
    chosen: Filter = field(default_factory=Filter)
    silent: Piece | None = None
    """A bare word without a letter or a digit: passed over where other words say what is meant."""

    def add(self, token: Token) -> None:
        if token.key is None:
            self._add_words(token)
            return
        key = key_named(token.key.text)
        if key is None:
            raise _unknown_key(token.key)
        if key.name in TIMES:
            self._add_time(token, key)
        else:
            self._add_condition(token, key)

    def result(self) -> Filter:
        chosen = self.chosen
        if self.silent is not None and chosen.is_empty:
            raise unreadable(
                self.silent, _("“{text}” has no letter or digit to look for."), _("Type a word, or a key.")
            )
        if chosen.since is not None and chosen.until is not None and chosen.until <= chosen.since:
            raise FilterError(
                "filter",
                _("The time ends before it begins."),
                _("Correct since or until."),
                0,
                len(self.text),
            )
        return chosen

    def _add_words(self, token: Token) -> None:
        (piece,) = token.values
        if not any(c.isalnum() for c in piece.text):
            if piece.quoted or token.negated:
                raise unreadable(piece, _("“{text}” has no letter or digit to look for."))
            self.silent = self.silent or piece
        elif piece.quoted or token.negated:
            aspect = Aspect.PHRASE if piece.quoted else Aspect.WORD
            self._append(Condition(aspect, (piece.text,), token.negated), piece)
        else:
            self.chosen = replace(self.chosen, words=f"{self.chosen.words} {piece.text}".lstrip())

    def _add_condition(self, token: Token, key: Key) -> None:
        try:
            values = read_values(key, [piece.text for piece in token.values], self.now)
        except FieldError as error:
            at = token.values[int(error.field)] if error.field.isdigit() else token.whole
            raise FilterError(key.name, error.title, error.advice, at.start, at.end) from error
        flat = tuple(dict.fromkeys(value for some in values for value in some))
        self._append(Condition(aspect_of(key), flat, token.negated), token.whole)

    def _append(self, condition: Condition, at: Piece) -> None:
        earlier = self.chosen.conditions
        if condition in earlier:
            return
        if not condition.negated and condition.aspect not in (*_MANY, Aspect.PHRASE):
            for one in earlier:
                if one.aspect is condition.aspect and not one.negated:
                    name = condition.aspect.value
                    raise FilterError(
                        name,
                        _("“{key}” is there twice, and one incident has only one.").format(key=name),
                        _("For any of them write the values apart by commas: {key}:a,b.").format(key=name),
                        at.start,
                        at.end,
                    )
        self.chosen = replace(self.chosen, conditions=(*earlier, condition))

    def _add_time(self, token: Token, key: Key) -> None:
        if token.negated:
            raise unreadable(
                token.whole, _("“{text}”: a time cannot be left out."), _("Use since and until.")
            )
        if len(token.values) != 1:
            raise unreadable(token.whole, _("“{text}”: one time is enough."), _("Use since and until."))
        (piece,) = token.values
        since, until = _time(piece, key, self.now, self.zone)
        if (since and self.chosen.since) or (until and self.chosen.until):
            raise unreadable(token.whole, _("“{text}”: this time was given before."), _("Keep one of them."))
        self.chosen = replace(self.chosen, since=since or self.chosen.since, until=until or self.chosen.until)


def _time(
    piece: Piece, key: Key, now: datetime, zone: tzinfo | None
) -> tuple[datetime | None, datetime | None]:
    """What a time key says of since and until."""
    try:
        if key.name != ON and (found := _AGO.fullmatch(piece.text.lstrip("-"))):
            hours = int(found["n"]) * _HOURS[found["unit"][0].lower()]
            instant = parse_span("now", now=now - timedelta(hours=hours), zone=zone).earliest
            return (instant, None) if key.name == SINCE else (None, instant)
        span = parse_span(piece.text, now=now, zone=zone, field=key.name)
    except FieldError as error:
        raise FilterError(key.name, error.title, error.advice, piece.start, piece.end) from error
    except OverflowError:
        raise unreadable(piece, _("“{text}” is too long ago.")) from None
    end = span.latest if span.is_exact else span.latest + _END_OF_DAY
    if key.name == ON:
        if span.is_exact:
            raise unreadable(
                piece,
                _("“{text}” is an instant, not a day."),
                _("For instance: on:2026-11-23, on:yesterday."),
            )
        return span.earliest, end
    return (span.earliest, None) if key.name == SINCE else (None, end)


def _unknown_key(piece: Piece) -> FilterError:
    near = keys_like(piece.text)
    hint = (
        _("Did you mean {terms}?").format(terms=", ".join(f"{name}:" for name in near))
        if near
        else _("Keys are {keys} and others.").format(keys="kind:, since:, place:, grade:")
    )
    return FilterError(
        "filter",
        _("There is no key “{key}”.").format(key=excerpt(piece.text, 40)),
        hint + " " + _("To find the text itself, put it in quotation marks."),
        piece.start,
        piece.end,
    )


# --- and back -------------------------------------------------------------------------------------


def to_text(chosen: Filter) -> str:
    """The query of a filter in its stable form: keys of the vocabularies, times in UTC.

    `parse` gives the same selection back, in whatever language, at whatever time.
    """
    parts = []
    if chosen.since is not None:
        parts.append(f"since:{iso_utc(chosen.since)}")
    if chosen.until is not None:
        parts.append(f"until:{iso_utc(chosen.until)}")
    single = {"determination": chosen.determination, "breach": chosen.breach}
    parts += [f"{name}:{value}" for name, value in single.items() if value]
    parts += [_condition_text(condition) for condition in chosen.conditions]
    parts += [_bare(word) for word in chosen.words.split()]
    return " ".join(parts)


def _bare(word: str) -> str:
    """A word of `Filter.words` so that it is read as a word: what would make it more than that is dropped."""
    return word if list(tokens_or_none(word)) == [word] else "".join(c if c.isalnum() else " " for c in word)


def tokens_or_none(word: str) -> list[str]:
    """The bare words in `word`; nothing where it is more, or less, than words."""
    try:
        found = list(tokens(word))
    except FilterError:
        return []
    plain = [t.values[0].text for t in found if t.key is None and not t.negated and not t.values[0].quoted]
    return plain if len(plain) == len(found) else []


def _condition_text(condition: Condition) -> str:
    sign = "-" if condition.negated else ""
    if condition.aspect is Aspect.PHRASE:
        return f'{sign}"{_doubled(condition.values[0])}"'
    if condition.aspect is Aspect.WORD:
        return f"{sign}{condition.values[0]}"
    values = ",".join(_value_text(condition.aspect, value) for value in condition.values)
    return f"{sign}{condition.aspect.value}:{values}"


def _value_text(aspect: Aspect, value: str) -> str:
    if aspect is Aspect.WITHIN:
        return value
    if aspect is Aspect.NEAR:
        return value + "m"
    if not value:
        return "unknown"
    if aspect is Aspect.GRADE:
        return value.replace("?", "")
    return value if re.fullmatch(r"[\w.<>=-]+", value) else f'"{_doubled(value)}"'


def _doubled(text: str) -> str:
    return text.replace('"', '""')
