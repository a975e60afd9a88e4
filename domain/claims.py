"""Wording that follows status: what may be said of an incident, and no more than its record allows.

An alleged incident is alleged in every sentence that speaks of it; only a verified one is called verified,
and nothing here calls anything confirmed.
"""

from __future__ import annotations

from domain.incident import Incident
from domain.phrases import place_text
from domain.vocabulary import DETERMINATIONS, KINDS, NOT_KNOWN
from domain.words import N_, _

_CLAIMS = {
    "alleged": N_("Alleged: {what}"),
    "under_verification": N_("Alleged, under verification: {what}"),
    "verified": N_("Verified: {what}"),
    "not_verifiable": N_("Alleged, not verifiable: {what}"),
    "refuted": N_("Refuted: {what}"),
    "duplicate": N_("Duplicate record: {what}"),
    "withdrawn": N_("Withdrawn: {what}"),
}
"""How a sentence about an incident begins, by status."""


def claim(incident: Incident) -> str:
    """`Alleged: mortar, Orikhiv, Zaporizhzhia Oblast`."""
    facts = incident.facts
    kind = _("kind not known") if facts.kind == NOT_KNOWN else KINDS.label(facts.kind)
    place = place_text(facts.place, facts.oblast) or _("place not known")
    return _(_CLAIMS[incident.status]).format(what=f"{kind}, {place}")


def judgement(incident: Incident) -> str:
    """What a person made of it, as a sentence; that nobody did where nobody did."""
    made = incident.determination
    if made is None:
        return _("Not yet assessed.")
    return _("Assessed by {author}: {determination}.").format(
        author=made.author, determination=DETERMINATIONS.label(made.value)
    )
