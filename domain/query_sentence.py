"""A filter said as a sentence, for the window, for briefings, and for whoever reads an export."""

from __future__ import annotations

from collections.abc import Callable

from domain.area import bounds, corners_of
from domain.filter import Aspect, Condition, Filter
from domain.instant import format_dtg
from domain.query_keys import KNOWABLE_LABELS, VOCABULARIES
from domain.words import _, n_

_NAMED = 6
"""Up to so many incidents are named; of more a sentence says how many they are."""


def describe(chosen: Filter) -> str:
    """`mortar · place “Orikhiv” · graded B2 · with the words “substation”`; empty where all are meant."""
    parts = []
    if chosen.since is not None and chosen.until is not None:
        parts.append(
            _("occurred from {since} to {until}").format(
                since=format_dtg(chosen.since), until=format_dtg(chosen.until)
            )
        )
    elif chosen.since is not None:
        parts.append(_("occurred since {since}").format(since=format_dtg(chosen.since)))
    elif chosen.until is not None:
        parts.append(_("occurred before {until}").format(until=format_dtg(chosen.until)))
    single = ((Aspect.DETERMINATION, chosen.determination), (Aspect.BREACH, chosen.breach))
    conditions = (*(Condition(a, (v,)) for a, v in single if v), *chosen.conditions)
    parts += [_condition(condition) for condition in conditions]
    if words := chosen.words.split():
        parts.append(_("with the words {words}").format(words=", ".join(map(_quoted, words))))
    return " · ".join(parts)


def _condition(condition: Condition) -> str:
    said = _say(condition)
    return _("not: {condition}").format(condition=said) if condition.negated else said


def _say(condition: Condition) -> str:
    aspect, values = condition.aspect, condition.values
    if aspect is Aspect.NEAR:
        lat, lon, metres = values[0].split(",")
        distance = f"{int(metres) / 1000:g} km" if int(metres) >= 1000 else f"{metres} m"
        return _("within {distance} of {position}").format(distance=distance, position=f"{lat}, {lon}")
    if aspect is Aspect.WITHIN:
        return _area(values[0])
    if aspect in (Aspect.HAS, Aspect.LACKS):
        names = _or(values, lambda value: _(KNOWABLE_LABELS[value]))
        words = _("with {things}") if aspect is Aspect.HAS else _("without {things}")
        return words.format(things=names)
    if aspect is Aspect.BREACH and values[0] in ("none", "any") and len(values) == 1:
        return _("of no breach") if values[0] == "none" else _("of a breach")
    if aspect is Aspect.NUMBER and len(values) > _NAMED:
        return n_("{n} incident chosen one by one", "{n} incidents chosen one by one", len(values))
    template, say = _SENTENCES[aspect]
    return template().format(values=_or(values, say))


def _area(value: str) -> str:
    corners = corners_of(value)
    south, west, north, east = (number / 100_000 for number in bounds(corners))
    box = f"{south:.3f}–{north:.3f}° N, {west:.3f}–{east:.3f}° E"
    if value.count(",") == 3:
        return _("in the area {box}").format(box=box)
    return _("in a drawn area of {n} corners, {box}").format(n=len(corners), box=box)


def _or(values: tuple[str, ...], say: Callable[[str], str]) -> str:
    said = [say(value) if value else _("not known") for value in values]
    return _(" or ").join(said)


def _term(aspect: Aspect) -> Callable[[str], str]:
    return VOCABULARIES[aspect].label


def _quoted(value: str) -> str:
    return f"“{value}”"


def _grade(value: str) -> str:
    return value.replace("?", "")


def _quantity(value: str) -> str:
    return (
        value.replace(">=", "≥ ").replace("<=", "≤ ").replace(">", "> ").replace("<", "< ").lstrip("=")
    ).replace("-", "–")


def _as_is(value: str) -> str:
    return value


def _breach(value: str) -> str:
    return {"none": _("none"), "any": _("any")}.get(value, value)


_Sentence = tuple[Callable[[], str], Callable[[str], str]]
_SENTENCES: dict[Aspect, _Sentence] = {
    Aspect.KIND: (lambda: "{values}", _term(Aspect.KIND)),
    Aspect.OBLAST: (lambda: _("in {values}"), _term(Aspect.OBLAST)),
    Aspect.STATUS: (lambda: "{values}", _term(Aspect.STATUS)),
    Aspect.DETERMINATION: (lambda: _("determination: {values}"), _term(Aspect.DETERMINATION)),
    Aspect.PARTY: (lambda: _("alleged of: {values}"), _term(Aspect.PARTY)),
    Aspect.RESPONSIBLE: (lambda: _("responsible: {values}"), _term(Aspect.RESPONSIBLE)),
    Aspect.DOMAIN: (lambda: _("domain: {values}"), _term(Aspect.DOMAIN)),
    Aspect.SECTOR: (lambda: _("sector {values}"), _quoted),
    Aspect.MEANS: (lambda: _("means: {values}"), _term(Aspect.MEANS)),
    Aspect.BREACH: (lambda: _("of {values}"), _breach),
    Aspect.GRADE: (lambda: _("graded {values}"), _grade),
    Aspect.PLACE: (lambda: _("place {values}"), _quoted),
    Aspect.SOURCE: (lambda: _("source {values}"), _quoted),
    Aspect.TAG: (lambda: _("tag {values}"), _quoted),
    Aspect.WEAPON: (lambda: _("weapon {values}"), _quoted),
    Aspect.NUMBER: (lambda: _("number {values}"), _as_is),
    Aspect.BY: (lambda: _("logged by {values}"), _as_is),
    Aspect.QUANTITY: (lambda: _("quantity {values}"), _quantity),
    Aspect.PHRASE: (lambda: _("with {values}"), _quoted),
    Aspect.WORD: (lambda: _("with {values}"), _quoted),
}
