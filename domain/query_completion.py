"""What may be typed next in a filter: keys, and the values of the key that is being typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from domain.filter import KNOWABLE, Aspect
from domain.query_keys import KEYS, KNOWABLE_LABELS, TIMES, VOCABULARIES, Key, key_named
from domain.source import CREDIBILITY, RELIABILITY
from domain.words import N_, _

MOST = 8
_WORD = re.compile(
    r"(?:^|(?<=\s))[-−]?(?P<key>[^\W\d_]+\.?)?(?P<colon>:)?(?P<rest>(?:\"[^\"]*\"?|[^\s\"])*)$"
)

Values = Callable[[str, str], Iterable[str]]
"""Values of the desk itself for a key (`place`, `source`, `tag`, `by`, `breach`) that begin with a text."""


@dataclass(frozen=True, slots=True)
class Completion:
    """`text[start:end]` of the query becomes `insert`; `label` and `hint` are shown."""

    start: int
    end: int
    insert: str
    label: str
    hint: str = ""


def complete(text: str, cursor: int, values: Values = lambda _key, _begin: ()) -> list[Completion]:
    """Proposals for what stands before the cursor, at most `MOST`; none where nothing is begun."""
    found = _WORD.search(text[:cursor])
    if found is None:
        return []
    key = key_named(found["key"]) if found["key"] else None
    if not found["colon"]:
        begun = (found["key"] or "") if not found["rest"] else ""
        return _keys(begun, found.start("key"), cursor) if begun else []
    if key is None:
        return []
    start = _last_value(text, found.start("rest"), cursor)
    begun = text[start:cursor].strip('"')
    proposals = _of_key(key, begun, values)
    return [
        Completion(start, cursor, _quoted(insert), label, hint)
        for insert, label, hint in proposals
        if insert.casefold() != begun.casefold()
    ][:MOST]


def _last_value(text: str, start: int, end: int) -> int:
    """Where the value begins that is being typed: after the last comma outside of quotation marks."""
    quoted = False
    for at in range(start, end):
        quoted ^= text[at] == '"'
        if text[at] == "," and not quoted:
            start = at + 1
    return start


def _keys(begun: str, start: int, end: int) -> list[Completion]:
    wanted = begun.casefold()
    fitting = [key for key in KEYS if any(n.casefold().startswith(wanted) for n in (key.name, *key.others))]
    return [Completion(start, end, f"{key.name}:", f"{key.name}:", _(key.says)) for key in fitting][:MOST]


_Proposal = tuple[str, str, str]


def _of_key(key: Key, begun: str, values: Values) -> list[_Proposal]:
    wanted = begun.casefold()
    if key.name in TIMES:
        return [p for p in _times(key) if p[0].startswith(wanted)]
    aspect = Aspect(key.name)
    if aspect in VOCABULARIES:
        return _terms(aspect, wanted)
    if aspect is Aspect.GRADE:
        return _grades(begun.upper())
    if aspect in (Aspect.HAS, Aspect.LACKS):
        named = [(name, _(KNOWABLE_LABELS[name])) for name in KNOWABLE]
        return [
            (name, name, label if label != name else "")
            for name, label in named
            if wanted in name or wanted in label
        ]
    own = [(value, value, "") for value in values(key.name, begun)]
    if aspect is Aspect.BREACH:
        fixed = (("none", "none", _("of no breach")), ("any", "any", _("of a breach")))
        return [p for p in fixed if p[0].startswith(wanted)] + own
    if aspect in (Aspect.PLACE, Aspect.QUANTITY) and wanted and "unknown".startswith(wanted):
        own.append(("unknown", "unknown", _("not known")))
    return own or ([(key.example.partition(":")[2], key.example, _("for instance"))] if not begun else [])


def _times(key: Key) -> list[_Proposal]:
    if key.name == "on":
        return [("yesterday", "yesterday", ""), ("today", "today", "")]
    return [(short, short, _(says)) for short, says in _AGO]


_AGO = (
    ("24h", N_("the last 24 hours")),
    ("48h", N_("the last 48 hours")),
    ("72h", N_("the last 72 hours")),
    ("7d", N_("the last 7 days")),
    ("30d", N_("the last 30 days")),
    ("today", N_("from midnight")),
    ("yesterday", N_("from midnight of the day before")),
)


def _terms(aspect: Aspect, wanted: str) -> list[_Proposal]:
    """Terms of which a word of a name begins with `wanted`; those whose label begins so come first."""
    first, then = [], []
    for term in VOCABULARIES[aspect]:
        label = _(term.label)
        proposal = (label.replace('"', ""), label, "" if label == term.label else term.label)
        names = [name.casefold() for name in (label, term.label, term.key, *term.aliases)]
        if label.casefold().startswith(wanted):
            first.append(proposal)
        elif any(name.startswith(wanted) or f" {wanted}" in name for name in names):
            then.append(proposal)
    return first + then


def _grades(begun: str) -> list[_Proposal]:
    if begun and begun[0] in RELIABILITY:
        letter = begun[0]
        return [
            (f"{letter}{digit}", f"{letter}{digit}", _(words))
            for digit, words in CREDIBILITY.items()
            if f"{letter}{digit}".startswith(begun)
        ]
    scale = {**RELIABILITY, **CREDIBILITY} if not begun else {}
    return [(grade, grade, _(words)) for grade, words in scale.items()]


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"[\s,]", value) else value
