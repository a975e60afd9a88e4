"""What a correction changed, field by field, in words: old and new values side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from domain.attribution import CONFIDENCES, INTENTS
from domain.details import DOMAINS, INFRASTRUCTURE
from domain.incident import Facts, party_label
from domain.instant import format_dtg, format_span
from domain.position import format_decimal, format_radius
from domain.text import excerpt
from domain.vocabulary import KINDS, MEANS, OBLASTS
from domain.words import N_, _

LONGEST = 200
"""How much of a long value is shown, in characters; the journal has it whole."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field: its name in the current language, what it was, what it is. Empty is not known."""

    field: str
    old: str
    new: str

    def __str__(self) -> str:
        unknown = _("not known")
        old, new = (excerpt(value, LONGEST) or unknown for value in (self.old, self.new))
        return _("{field}: {old} → {new}").format(field=self.field, old=old, new=new)


def changes(old: Facts, new: Facts) -> list[Change]:
    """Every field that differs, in the order of the form."""
    found = ((name, show(old), show(new)) for name, show in _FIELDS)
    return [Change(_(name), before, after) for name, before, after in found if before != after]


def _place(facts: Facts) -> str:
    return facts.place or (_("said to be not known") if facts.place_unknown else "")


def _sources(facts: Facts) -> str:
    return "; ".join(
        " ".join(part for part in (one.name, str(one.grade), one.reference) if part) for one in facts.sources
    )


_FIELDS: tuple[tuple[str, Callable[[Facts], str]], ...] = (
    (N_("Occurred"), lambda f: format_span(f.occurred)),
    (N_("Reported"), lambda f: format_dtg(f.reported) if f.reported else ""),
    (N_("Kind"), lambda f: KINDS.label(f.kind)),
    (N_("Domain"), lambda f: DOMAINS.label(f.domain)),
    (N_("Means"), lambda f: MEANS.label(f.means)),
    (N_("Place"), _place),
    (N_("Position"), lambda f: format_decimal(f.position) if f.position else ""),
    (N_("Seen"), lambda f: str(f.sighting or "")),
    (N_("Within"), lambda f: format_radius(f.radius_m) if f.radius_m else ""),
    (N_("Oblast"), lambda f: OBLASTS.label(f.oblast)),
    (N_("Sector"), lambda f: f.sector),
    (N_("Quantity"), lambda f: str(f.quantity or "")),
    (N_("Observation"), lambda f: str(f.observation) if f.observation else ""),
    (N_("Weapon"), lambda f: f.weapon),
    (N_("Casualties"), lambda f: str(f.casualties)),
    (N_("Infrastructure"), lambda f: ", ".join(INFRASTRUCTURE.label(i) for i in f.infrastructure)),
    (N_("Alleged party"), lambda f: party_label(f.party_alleged)),
    (N_("Assessed party"), lambda f: party_label(f.attribution.party)),
    (N_("Confidence"), lambda f: CONFIDENCES.label(f.attribution.confidence)),
    (N_("Intent"), lambda f: INTENTS.label(f.attribution.intent)),
    (N_("What happened"), lambda f: f.description),
    (N_("Comment"), lambda f: f.comment),
    (N_("Sources"), _sources),
    (N_("Tags"), lambda f: ", ".join(f.tags)),
)
