"""How the value of each key of the filter language is read. What is not clear is refused, never guessed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from datetime import datetime
from functools import cache

from domain.area import read_area
from domain.errors import FieldError
from domain.filter import KNOWABLE, Aspect
from domain.incident import incident_number
from domain.position import Position
from domain.query_keys import KNOWABLE_LABELS, VOCABULARIES, Key, aspect_of
from domain.source import CREDIBILITY, RELIABILITY
from domain.text import clean_line, excerpt
from domain.vocabulary import NOT_KNOWN
from domain.words import LANGUAGES, _, language

FARTHEST_M = 500_000
UNKNOWN_WORDS = ("unknown", "not known", "not_known", "not-known", "?", "невідомо", "не відомо", "невідомий")
NONE_WORDS = ("none", "no", "немає", "без", "ні")
ANY_WORDS = ("any", "some", "yes", "будь-який", "є", "так")
_KNOWABLE_UKRAINIAN = {
    "позиція": "position", "координати": "position", "кількість": "quantity", "сторона": "party",
    "місце": "place", "область": "oblast", "вид": "kind", "засіб": "means", "зброя": "weapon",
    "опис": "description", "коментар": "comment", "мітка": "tag", "порушення": "breach",
    "оцінка": "determination", "втрати": "casualties", "сектор": "sector",
}  # fmt: skip


def read_values(key: Key, texts: list[str], now: datetime) -> list[tuple[str, ...]]:
    """The values meant by each of `texts`, as a condition holds them. Raises `FieldError`.

    `FieldError.field` is `0`, `1`, … : the text that is wrong.
    """
    aspect = aspect_of(key)
    if aspect is Aspect.NEAR:
        return [(_near(texts),)]
    if aspect is Aspect.WITHIN:
        return [(read_area(texts),)]
    read = _READERS.get(aspect) or _text
    made = []
    for index, text in enumerate(texts):
        try:
            tidy = clean_line(text, key.name)
            made.append(_number(tidy, now) if aspect is Aspect.NUMBER else read(aspect, tidy))
        except FieldError as error:
            raise FieldError(str(index), error.title, error.advice) from error
    return made


def _text(_aspect: Aspect, text: str) -> tuple[str, ...]:
    if not any(c.isalnum() for c in text):
        raise FieldError("", _("“{text}” has no letter or digit to look for.").format(text=excerpt(text, 40)))
    return (text,)


def _place(aspect: Aspect, text: str) -> tuple[str, ...]:
    return ("",) if text.casefold() in UNKNOWN_WORDS else _text(aspect, text)


def _term(aspect: Aspect, text: str) -> tuple[str, ...]:
    vocabulary = VOCABULARIES[aspect]
    if text.casefold() in UNKNOWN_WORDS:
        if NOT_KNOWN in vocabulary:
            return (NOT_KNOWN,)
        if aspect is Aspect.OBLAST:
            return ("",)
    for names in names_of(aspect):
        if (found := names.get(_folded(text))) is not None:
            return (found,)
    try:
        return (vocabulary.find(text, ""),)
    except FieldError:
        if aspect in (Aspect.PARTY, Aspect.RESPONSIBLE):
            return _text(aspect, text)
        raise


def _folded(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def names_of(aspect: Aspect) -> list[dict[str, str]]:
    """Labels of a vocabulary's terms in each language of the program: a saved view outlives a language."""
    return [_names(aspect, code) for code in LANGUAGES]


@cache
def _names(aspect: Aspect, code: str) -> dict[str, str]:
    with language(code):
        return {_folded(_(term.label)): term.key for term in VOCABULARIES[aspect]}


def _breach(_aspect: Aspect, text: str) -> tuple[str, ...]:
    plain = text.casefold()
    if plain in NONE_WORDS or plain in UNKNOWN_WORDS:
        return ("none",)
    if plain in ANY_WORDS:
        return ("any",)
    if found := re.fullmatch(r"(?:br-?)?(\d{4})-(\d{1,6})", plain, re.ASCII):
        return (f"BR-{found[1]}-{int(found[2]):04d}",)
    raise FieldError(
        "",
        _("“{text}” is not the number of a breach.").format(text=excerpt(text, 40)),
        _("For instance: breach:BR-2026-0007, breach:none, breach:any."),
    )


def _number(text: str, now: datetime) -> tuple[str, ...]:
    if found := re.fullmatch(r"(?:cv-?)?(?:(\d{4})-)?(\d{1,9})", text.casefold(), re.ASCII):
        return (incident_number(int(found[1] or now.year), int(found[2])),)
    raise FieldError(
        "",
        _("“{text}” is not the number of an incident.").format(text=excerpt(text, 40)),
        _("For instance: number:CV-2026-000123, or number:123 for one of this year."),
    )


def _grade(_aspect: Aspect, text: str) -> tuple[str, ...]:
    plain = text.upper().replace(" ", "").rstrip("?")
    bad = FieldError(
        "",
        _("“{text}” is not an Admiralty grade.").format(text=excerpt(text, 40)),
        _("A letter A–F, a digit 1–6, or both: grade:B2, grade:B, grade:2, grade:A-C."),
    )
    found = re.fullmatch(r"([A-F](?:[-–][A-F])?)?([1-6](?:[-–][1-6])?)?", plain)
    if not found or not plain:
        raise bad
    letters = _run(found[1], list(RELIABILITY))
    digits = _run(found[2], list(CREDIBILITY))
    if not letters or not digits:
        raise bad
    return tuple(f"{letter}{digit}" for letter in letters for digit in digits)


def _run(text: str | None, scale: list[str]) -> list[str]:
    """`A-C` as A, B, C. What cannot be judged is not the end of a scale: it is named by itself."""
    if text is None:
        return ["?"]
    first, last = scale.index(text[0]), scale.index(text[-1])
    if len(text) > 1 and scale[-1] in (text[0], text[-1]):
        raise FieldError(
            "",
            _("{grade} says “cannot be judged”; it is not the end of a scale.").format(grade=scale[-1]),
            _("Name it by itself, after a comma."),
        )
    return scale[first : last + 1]


def _quantity(_aspect: Aspect, text: str) -> tuple[str, ...]:
    plain = text.replace(" ", "").replace("≥", ">=").replace("≤", "<=").replace("–", "-")
    if text.casefold() in UNKNOWN_WORDS:
        return ("",)
    if found := re.fullmatch(r"(>=|<=|>|<|=)?(\d{1,7})(\+)?", plain, re.ASCII):
        sign = found[1] or ("" if found[3] else "=")
        if not (found[1] and found[3]):
            return (f"{sign or '>='}{int(found[2])}",)
    if (found := re.fullmatch(r"(\d{1,7})-(\d{1,7})", plain, re.ASCII)) and int(found[1]) <= int(found[2]):
        return (f"{int(found[1])}-{int(found[2])}",)
    raise FieldError(
        "",
        _("“{text}” does not compare a quantity.").format(text=excerpt(text, 40)),
        _("For instance: quantity:>10, quantity:<=3, quantity:2-4, quantity:unknown."),
    )


def _knowable(_aspect: Aspect, text: str) -> tuple[str, ...]:
    plain = text.casefold()
    if plain in KNOWABLE:
        return (plain,)
    names = dict(_KNOWABLE_UKRAINIAN)
    for name, label in KNOWABLE_LABELS.items():
        names[label.casefold()] = names[_(label).casefold()] = name
    if found := names.get(plain):
        return (found,)
    near = difflib.get_close_matches(plain, KNOWABLE, 3, 0.5) or KNOWABLE[:6]
    raise FieldError(
        "",
        _("“{text}” cannot be asked for here.").format(text=excerpt(text, 40)),
        _("For instance: {names}.").format(names=", ".join(near)),
    )


def _near(texts: list[str]) -> str:
    shape = _("A latitude, a longitude and a distance: near:47.601,35.809,10km.")
    if len(texts) != 3:
        raise FieldError("", _("A position and a distance are needed."), shape)
    degrees = []
    for index, (text, most) in enumerate(zip(texts[:2], (90, 180), strict=True)):
        if not re.fullmatch(r"[-−+]?\d{1,3}(\.\d{1,9})?", text, re.ASCII) or abs(_real(text)) > most:
            raise FieldError(
                str(index), _("“{text}” is not a number of degrees.").format(text=excerpt(text, 40)), shape
            )
        degrees.append(_real(text))
    found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?) ?(km|m|км|м)?", texts[2].casefold(), re.ASCII)
    metres = round(float(found[1]) * (1 if found[2] in ("m", "м") else 1000)) if found else 0
    if not 0 < metres <= FARTHEST_M:
        raise FieldError(
            "2",
            _("The distance must be between 1 m and {limit} km.").format(limit=FARTHEST_M // 1000),
            shape,
        )
    position = Position.of(*degrees)
    return f"{position.lat_e5 / 100_000:.5f},{position.lon_e5 / 100_000:.5f},{metres}"


def _real(text: str) -> float:
    return float(text.replace("−", "-"))


_Reader = Callable[[Aspect, str], tuple[str, ...]]
_READERS: dict[Aspect, _Reader] = {
    **dict.fromkeys(VOCABULARIES, _term),
    Aspect.BREACH: _breach,
    Aspect.GRADE: _grade,
    Aspect.QUANTITY: _quantity,
    Aspect.PLACE: _place,
    Aspect.HAS: _knowable,
    Aspect.LACKS: _knowable,
}
