"""What a filter selects, asked of each incident in turn: slow, plain, and written apart from the SQL."""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal

from domain.atlas.folding import fold
from domain.filter import Aspect, Condition, Filter
from domain.incident import Incident
from domain.position import Position, distance_m
from domain.quantity import Qualifier
from storage.filters import conditions_of
from storage.finding import search_words


def holds(incident: Incident, chosen: Filter) -> bool:
    """Whether a filter selects this incident."""
    earliest = incident.facts.occurred.earliest
    return (
        (chosen.since is None or earliest >= chosen.since)
        and (chosen.until is None or earliest < chosen.until)
        and all(_meets(incident, condition) for condition in conditions_of(chosen))
        and all(_has_word(incident, word) for word in chosen.words.split())
    )


def _meets(incident: Incident, condition: Condition) -> bool:
    return any(_is(incident, condition.aspect, value) for value in condition.values) is not condition.negated


def _is(incident: Incident, aspect: Aspect, value: str) -> bool:  # noqa: PLR0912, C901
    facts = incident.facts
    match aspect:
        case Aspect.KIND:
            return facts.kind == value
        case Aspect.OBLAST:
            return facts.oblast == value
        case Aspect.STATUS:
            return incident.status == value
        case Aspect.DETERMINATION:
            return incident.determined == value
        case Aspect.MEANS:
            return facts.means == value
        case Aspect.NUMBER:
            return incident.number == value
        case Aspect.BY:
            return incident.logged_by in (value, value.upper(), value.lower())
        case Aspect.PARTY:
            return facts.party_alleged == value or _begins(facts.party_alleged, value)
        case Aspect.DOMAIN:
            return facts.domain == value
        case Aspect.SECTOR:
            return _begins(facts.sector, value)
        case Aspect.RESPONSIBLE:
            return facts.attribution.party == value or _begins(facts.attribution.party, value)
        case Aspect.BREACH:
            return incident.breach == value or (
                value in ("any", "none") and (incident.breach is None) == (value == "none")
            )
        case Aspect.PLACE:
            return not facts.place if not value else _all_begin(fold(facts.place), fold(value))
        case Aspect.SOURCE:
            return _begins(" ".join(source.name for source in facts.sources), value)
        case Aspect.TAG:
            return _begins(" ".join(facts.tags), value)
        case Aspect.WEAPON:
            return _begins(facts.weapon, value)
        case Aspect.GRADE:
            return any(re.fullmatch(value.replace("?", "."), str(source.grade)) for source in facts.sources)
        case Aspect.QUANTITY:
            return _quantity(incident, value)
        case Aspect.NEAR:
            lat, lon, metres = value.split(",")
            centre = Position.of(float(lat), float(lon))
            return facts.position is not None and distance_m(facts.position, centre) <= int(metres)
        case Aspect.WITHIN:
            return facts.position is not None and _turns_round(facts.position, value)
        case Aspect.HAS | Aspect.LACKS:
            return _known(incident, value) is (aspect is Aspect.HAS)
        case Aspect.WORD:
            return _has_word(incident, value)
        case Aspect.PHRASE:
            return f" {' '.join(_cut(value))} " in f" {' '.join(_cut(search_words(incident)))} "


def _turns_round(at: Position, value: str) -> bool:
    """Whether somebody who walks along the edge turns round the position, or steps on it."""
    numbers = [Decimal(text) for text in value.split(",")]
    corners = list(zip(numbers[::2], numbers[1::2], strict=True))
    if len(corners) == 2:
        (south, west), (north, east) = corners
        corners = [(south, west), (south, east), (north, east), (north, west)]
    lat, lon = Decimal(at.lat_e5) / 100_000, Decimal(at.lon_e5) / 100_000
    turned = 0.0
    for a, b in zip(corners, [*corners[1:], corners[0]], strict=True):
        (ay, ax), (by, bx) = ((y - lat, x - lon) for y, x in (a, b))
        cross, dot = ax * by - ay * bx, ax * bx + ay * by
        if cross == 0 and dot <= 0:
            return True
        turned += math.atan2(cross, dot)
    return round(turned / (2 * math.pi)) % 2 == 1


def _quantity(incident: Incident, value: str) -> bool:
    quantity = incident.facts.quantity
    if not value or quantity is None:
        return not value and quantity is None
    most = float("inf") if quantity.qualifier is Qualifier.AT_LEAST else quantity.high
    number = int(re.findall(r"\d+", value)[-1])
    if value[0] in "<>":
        return {
            ">": quantity.low > number,
            ">=": quantity.low >= number,
            "<": most < number,
            "<=": most <= number,
        }[value.rstrip("0123456789")]
    return quantity.low >= int(re.findall(r"\d+", value)[0]) and most <= number


def _known(incident: Incident, name: str) -> bool:
    facts = incident.facts
    return bool(
        {
            "position": facts.position,
            "quantity": facts.quantity,
            "party": facts.party_alleged != "not_known",
            "place": facts.place,
            "oblast": facts.oblast,
            "kind": facts.kind != "not_known",
            "means": facts.means != "not_known",
            "weapon": facts.weapon,
            "description": facts.description,
            "comment": facts.comment,
            "tag": facts.tags,
            "reported": facts.reported,
            "breach": incident.breach,
            "determination": incident.determined != "not_assessed",
            "responsible": facts.attribution.party != "not_known",
            "casualties": facts.casualties,
            "infrastructure": facts.infrastructure,
            "sector": facts.sector,
            "late": incident.is_late_entry,
            "imported": incident.origin,
            "corrected": incident.corrections,
        }[name]
    )


def _has_word(incident: Incident, word: str) -> bool:
    wanted = " ".join(_cut(word))
    if not wanted:
        return False
    spelt = fold(word)
    if spelt and not any(c.isdigit() for c in spelt) and _all_begin(fold(incident.facts.place), spelt):
        return True
    return f" {wanted}" in f" {' '.join(_cut(search_words(incident)))}"


def _begins(text: str, wanted: str) -> bool:
    return bool(_cut(wanted)) and _all_begin(" ".join(_cut(text)), " ".join(_cut(wanted)))


def _all_begin(text: str, wanted: str) -> bool:
    return bool(wanted.split()) and all(
        any(word.startswith(part) for word in text.split()) for part in wanted.split()
    )


def _cut(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.translate(dict.fromkeys(map(ord, "'’ʼ`′´"))))
    bare = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return "".join(c if c.isalnum() else " " for c in bare).split()
