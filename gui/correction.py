"""A correction while it is typed: what is kept of it, and what becomes of it when the record changes.

Kept are the texts that were typed over, and the facts they were typed over. So a correction that is taken up
again says only what was meant: every other field has what the record says by then.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from domain.changes import Change, changes
from domain.errors import FieldError
from domain.incident import Facts, Incident
from domain.vocabulary import STATUSES
from domain.words import _
from gui.form_values import texts_of

_FACTS, _STATUS = "@facts", "@status"


@dataclass(frozen=True, slots=True)
class Correction:
    """The record it corrects as it was read, and the texts the form showed of it."""

    incident: Incident
    shown: dict[str, str]
    begun_on: dict[str, str] = field(default_factory=dict)
    """What was kept of the record it was begun on, where that was read in an earlier draft."""

    def typed(self, texts: dict[str, str]) -> dict[str, str]:
        """The texts that were typed over."""
        return {key: text for key, text in texts.items() if text != self.shown.get(key, "")}

    def draft(self, texts: dict[str, str]) -> dict[str, str]:
        """What is kept of it on disk; empty where nothing was typed."""
        typed = self.typed(texts)
        if not typed:
            return {}
        if self.begun_on:
            return {**typed, **self.begun_on}
        facts = json.dumps(self.incident.facts.to_json(), ensure_ascii=False)
        return {**typed, _FACTS: facts, _STATUS: self.incident.status}

    def is_out_of_date(self, now: Incident) -> bool:
        """Whether the record was changed since it was read."""
        return now.facts != self.incident.facts or now.status != self.incident.status


def texts_in(draft: dict[str, str]) -> dict[str, str]:
    """The texts that were typed, out of a draft."""
    return {key: text for key, text in draft.items() if not key.startswith("@")}


def begun_on(draft: dict[str, str]) -> dict[str, str]:
    """What a draft keeps of the record it was begun on."""
    return {key: text for key, text in draft.items() if key.startswith("@")}


def changed_meanwhile(draft: dict[str, str], now: Incident, label: Callable[[str], str]) -> str:
    """What differs between the record a draft was begun on and the record of now; empty where nothing does.

    `label` names a field of the form.
    """
    try:
        before = Facts.from_json(json.loads(draft[_FACTS]))
    except (KeyError, TypeError, ValueError, FieldError):
        return ""  # without what it was begun on, nothing can be said
    found = [str(change) for change in changes(before, now.facts)]
    if (status := draft.get(_STATUS, now.status)) != now.status:
        found.insert(0, str(Change(_("Status"), STATUSES.label(status), STATUSES.label(now.status))))
    if not found:
        return ""
    then, by_now = texts_of(before), texts_of(now.facts)
    both = [label(key) for key in texts_in(draft) if then.get(key) != by_now.get(key)]
    lines = [_("Changed since this correction was begun:"), *found]
    if both:
        lines.append(_("What you typed stays in: {fields}.").format(fields=", ".join(both)))
    return "\n".join(lines)
