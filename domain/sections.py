"""The sections a product can have, in their usual order. What is set on paper for each stands in `reports`.

Title, marking, what is left out, jumps of the clock and the seal are no sections: they cannot be left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.errors import FieldError
from domain.words import N_, _


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its key, its name, and whether a product has it unless it is switched off."""

    key: str
    name: str
    usual: bool = True


SECTIONS: dict[str, tuple[Section, ...]] = {
    "situation": (
        Section("bottom_line", N_("Bottom line")),
        Section("figures", N_("Key figures")),
        Section("violations", N_("Violations by observation")),
        Section("clocks", N_("Open clocks")),
        Section("map", N_("Map")),
        Section("trends", N_("Pictures")),
        Section("comparison", N_("By kind and by oblast")),
        Section("harm", N_("Casualties and infrastructure")),
        Section("assessment", N_("Assessment")),
        Section("outlook", N_("Outlook")),
        Section("gaps", N_("Gaps")),
        Section("changes", N_("Changes since the last briefing")),
        Section("incidents", N_("Incidents")),
        Section("protocol", N_("Protocol")),
        Section("keys", N_("Keys")),
    ),
    "spot": (
        Section("record", N_("What, when, where")),
        Section("assessment", N_("So what")),
        Section("comment", N_("Comment")),
        Section("sources", N_("Source reports")),
        Section("evidence", N_("Evidence")),
    ),
    "handover": (
        Section("deadlines", N_("Deadlines")),
        Section("assessments", N_("Assessments due")),
        Section("alarms", N_("Alarms not acknowledged")),
        Section("notes", N_("Notes of the watch")),
        Section("clock", N_("Clock of this machine")),
        Section("put_out", N_("Put out during the watch")),
        Section("incidents", N_("Incidents not yet assessed")),
        Section("signatures", N_("Signatures")),
    ),
    "dossier": (
        Section("clock", N_("Clock and phases")),
        Section("anchor", N_("T0 and its history")),
        Section("assessment", N_("Assessment")),
        Section("history", N_("Assessments and actions in order")),
        Section("incidents", N_("Incidents")),
        Section("evidence", N_("Evidence")),
        Section("protocol", N_("Protocol")),
        Section("keys", N_("Keys")),
    ),
}
"""By kind of product."""


def sections_of(kind: str) -> tuple[Section, ...]:
    """The sections of a kind of product; none where it has no choice of them."""
    return SECTIONS.get(kind, ())


def usual(kind: str) -> tuple[str, ...]:
    """The keys of the sections a product has where nothing else was chosen, in order."""
    return tuple(section.key for section in sections_of(kind) if section.usual)


def checked(kind: str, keys: Iterable[str]) -> tuple[str, ...]:
    """The chosen keys, each once. Raises `FieldError` naming `sections` for one the product has not."""
    known = {section.key for section in sections_of(kind)}
    chosen = tuple(dict.fromkeys(keys))
    for key in chosen:
        if key not in known:
            raise FieldError(
                "sections",
                _("This product has no section “{key}”.").format(key=key),
                _("It has: {keys}.").format(keys=", ".join(section.key for section in sections_of(kind))),
            )
    return chosen


def name_of(kind: str, key: str) -> str:
    """The name of a section in the current language."""
    return next((_(section.name) for section in sections_of(kind) if section.key == key), key)
