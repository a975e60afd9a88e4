"""The keys of the filter language, with their names in every language of the program."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from domain.details import DOMAINS
from domain.filter import Aspect
from domain.vocabulary import DETERMINATIONS, KINDS, MEANS, OBLASTS, PARTIES, STATUSES, Vocabulary
from domain.words import N_

SINCE, UNTIL, ON = "since", "until", "on"
TIMES = (SINCE, UNTIL, ON)


@dataclass(frozen=True, slots=True)
class Key:
    """A key: its name, what it asks, an example, and other names for it."""

    name: str
    says: str
    example: str
    others: tuple[str, ...] = ()


KEYS = (
    Key("kind", N_("kind of incident"), "kind:mortar", ("type", "вид", "тип")),
    Key(SINCE, N_("occurred from here on"), "since:24h", ("from", "after", "від", "з", "після")),
    Key(UNTIL, N_("occurred before this; a day counts whole"), "until:2026-11-23", ("to", "before", "до")),
    Key(ON, N_("occurred on this day"), "on:yesterday", ("day", "дата", "день")),
    Key("place", N_("place name, in any spelling"), "place:Orikhiv", ("at", "місце", "пункт")),
    Key("oblast", N_("oblast"), "oblast:Kherson", ("region", "область")),
    Key("sector", N_("the desk's own sector"), "sector:north", ("сектор",)),
    Key("domain", N_("land, air or sea"), "domain:air", ("середовище",)),
    Key("grade", N_("grade of a source"), "grade:B2", ("оцінка", "ступінь")),
    Key("status", N_("how far it is established"), "status:verified", ("is", "статус", "стан")),
    Key(
        "determination",
        N_("what a person made of it"),
        "determination:not-assessed",
        ("assessed", "висновок", "визначення"),
    ),
    Key("party", N_("the party it is alleged of"), "party:unknown", ("сторона",)),
    Key(
        "responsible", N_("the party the desk holds responsible"), "responsible:unknown", ("відповідальний",)
    ),
    Key("means", N_("how it was observed"), "means:heard", ("засіб", "засоби")),
    Key("breach", N_("the breach it belongs to"), "breach:BR-2026-0007", ("case", "порушення", "справа")),
    Key("source", N_("who reported it"), "source:patrol", ("джерело",)),
    Key("tag", N_("tag"), "tag:school", ("tags", "мітка", "тег")),
    Key("weapon", N_("weapon"), "weapon:152mm", ("зброя",)),
    Key("number", N_("number of the incident"), "number:CV-2026-000123", ("no.", "номер")),
    Key("by", N_("who logged it"), "by:AB", ("author", "logged", "автор", "записав", "записала")),
    Key("near", N_("within a distance of a position"), "near:47.601,35.809,10km", ("біля", "поблизу")),
    Key("within", N_("within a drawn area"), "within:47.1,35.2,47.9,36.5", ("area", "у_межах", "межі")),
    Key("quantity", N_("how many"), "quantity:>10", ("count", "кількість")),
    Key("has", N_("is known or recorded"), "has:position", ("with", "має", "є")),
    Key("no", N_("is not known or not recorded"), "no:position", ("without", "lacks", "немає", "без")),
)
"""Every key, in the order in which they are proposed."""

_BY_NAME = {name.casefold(): key for key in KEYS for name in (key.name, *key.others)}
_ASPECTS = {aspect.value: aspect for aspect in Aspect}
VOCABULARIES: dict[Aspect, Vocabulary] = {
    Aspect.KIND: KINDS,
    Aspect.OBLAST: OBLASTS,
    Aspect.STATUS: STATUSES,
    Aspect.DETERMINATION: DETERMINATIONS,
    Aspect.PARTY: PARTIES,
    Aspect.RESPONSIBLE: PARTIES,
    Aspect.MEANS: MEANS,
    Aspect.DOMAIN: DOMAINS,
}
KNOWABLE_LABELS = {
    "position": N_("position"),
    "quantity": N_("quantity"),
    "party": N_("alleged party"),
    "place": N_("place"),
    "oblast": N_("oblast"),
    "kind": N_("kind"),
    "means": N_("means"),
    "weapon": N_("weapon"),
    "description": N_("description"),
    "comment": N_("comment"),
    "tag": N_("tag"),
    "reported": N_("time of report"),
    "breach": N_("breach"),
    "determination": N_("assessment"),
    "responsible": N_("responsible party"),
    "casualties": N_("casualties"),
    "infrastructure": N_("infrastructure"),
    "sector": N_("sector"),
    "late": N_("late entry"),
    "imported": N_("import"),
    "corrected": N_("correction"),
}
"""What each of `KNOWABLE` is called in a sentence."""


def key_named(name: str) -> Key | None:
    """The key of that name, in any language and case."""
    return _BY_NAME.get(name.casefold())


def keys_like(name: str) -> list[str]:
    """Names of keys close to a mistyped one."""
    return list(
        dict.fromkeys(
            _BY_NAME[near].name for near in difflib.get_close_matches(name.casefold(), _BY_NAME, 3, 0.6)
        )
    )


def aspect_of(key: Key) -> Aspect:
    """What a key that names no time looks at."""
    return _ASPECTS[key.name]
