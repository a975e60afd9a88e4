"""What the fields of the second group are understood as, and what they hold. All raise `FieldError`."""

from __future__ import annotations

from collections.abc import Iterable

from domain.attribution import INTENTS
from domain.casualties import Casualties
from domain.details import INFRASTRUCTURE, MOST_ITEMS, infrastructure_of
from domain.errors import FieldError
from domain.incident import TAGS
from domain.observation import Observation
from domain.source import SourceReport
from domain.text import clean_line
from domain.words import _, n_


def check_observation(text: str) -> str:
    made = Observation.parse(text)
    return str(made) if made else ""


def check_casualties(text: str) -> str:
    made = Casualties.parse(text)
    return str(made) if made else ""


def check_intent(text: str) -> str:
    INTENTS.find(text or "not_assessed", "intent")
    return ""


def infrastructure(text: str) -> tuple[str, ...]:
    """Keys or words, commas between."""
    made = tuple(dict.fromkeys(infrastructure_of(part) for part in _parts(text)))
    if len(made) > MOST_ITEMS:
        raise FieldError("infrastructure", _("At most {limit} of them.").format(limit=MOST_ITEMS))
    return made


def infrastructure_text(items: Iterable[str]) -> str:
    return ", ".join(INFRASTRUCTURE.label(item) for item in items)


def check_infrastructure(text: str) -> str:
    made = infrastructure(text)
    own = [item for item in made if item not in INFRASTRUCTURE]
    return _("in the desk's own words: {words}").format(words=", ".join(own)) if own else ""


def tags(text: str) -> tuple[str, ...]:
    """Tags, commas between, each once."""
    made = tuple(dict.fromkeys(clean_line(part, "tags", limit=80) for part in _parts(text)))
    if len(made) > TAGS:
        raise FieldError("tags", _("At most {limit} tags.").format(limit=TAGS))
    return made


def check_tags(text: str) -> str:
    made = tags(text)
    return n_("{n} tag", "{n} tags", len(made)) if made else ""


def sources(text: str) -> tuple[SourceReport, ...]:
    """The further sources of a text, one a line: `name | grade | reference`."""
    made = []
    for line in text.splitlines():
        if not line.strip():
            continue
        name, _bar, rest = line.partition("|")
        grade, _bar, reference = rest.partition("|")
        try:
            made.append(SourceReport.of(name, grade, reference))
        except FieldError as error:
            raise FieldError("sources", error.title, error.advice) from error
    return tuple(made)


def sources_text(many: Iterable[SourceReport]) -> str:
    """How `sources` reads them back."""
    lines = (f"{one.name} | {one.grade} | {one.reference}" for one in many)
    return "\n".join(line.removesuffix(" | ") for line in lines)


def check_sources(text: str) -> str:
    made = sources(text)
    return " · ".join(f"{one.name} {one.grade}" for one in made) if made else ""


def _parts(text: str) -> list[str]:
    return [part for piece in text.replace(";", ",").split(",") if (part := piece.strip())]
