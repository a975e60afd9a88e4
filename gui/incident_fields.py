"""The fields of the incident form as data: the frequent ones first, the others in a group of their own."""

from __future__ import annotations

from domain.attribution import CONFIDENCES, INTENTS
from domain.choices import choices
from domain.details import DOMAINS
from domain.vocabulary import KINDS, MEANS, NOT_KNOWN, OBLASTS, PARTIES
from domain.words import _
from gui import checks, detail_checks
from gui.fields import Check, Editor, Field, suggested, terms

COLUMNS = (1,) * 12
MORE_ROW = 6
"""The first row of the second group; the row before it holds the key that shows it."""


def main_fields(occurred: Check, reported: Check, position: Check, sector: Field) -> list[Field]:
    """What nearly every entry needs."""
    return [*_when(occurred, reported), *_where(position), *_what(sector), *_told()]


def _when(occurred: Check, reported: Check) -> list[Field]:
    return [
        Field(
            "occurred", _("Occurred"), row=0, column=0, span=5, check=occurred,
            placeholder="231200Z · 14:00 · -40m · 2026-11-23 14:00 ±20m",
        ),
        Field(
            "zone", _("Zone"), Editor.CHOICE, 0, 5, 2,
            choices=(("utc", "UTC"), ("kyiv", _("Kyiv"))), hint=_("where none is typed"),
        ),
        Field(
            "reported", _("Reported"), row=0, column=7, span=2, check=reported,
            placeholder="-10m",
        ),
        Field(
            "means", _("Means"), Editor.SUGGEST, 0, 9, 3, **suggested(MEANS),
            check=checks.check_term(MEANS, "means"), placeholder=_("not known"),
        ),
    ]  # fmt: skip


def _where(position: Check) -> list[Field]:
    return [
        Field(
            "place", _("Place"), row=1, column=0, span=4, check=checks.check_line("place"),
            hint=_("a name, or “not known”"), placeholder=_("Orikhiv"),
        ),
        Field(
            "position", _("Position"), row=1, column=4, span=4, check=position,
            placeholder=_("47.60112, 35.80941 · 36T … · 4-8 km NNE of …"),
        ),
        Field("radius", _("Within"), row=1, column=8, span=2, check=checks.check_radius, placeholder="1 km"),
        Field(
            "oblast", _("Oblast"), Editor.SUGGEST, 1, 10, 2, choices=terms(OBLASTS),
            suggests=choices(OBLASTS), check=checks.check_oblast,
        ),
    ]  # fmt: skip


def _what(sector: Field) -> list[Field]:
    return [
        Field(
            "kind", _("Kind"), Editor.SUGGEST, 2, 0, 4, **suggested(KINDS),
            check=checks.check_term(KINDS, "kind"),
            placeholder=_("type a few letters: mortar, artillery, UAV …"),
        ),
        Field(
            "quantity", _("Quantity"), row=2, column=4, span=3, check=checks.check_quantity,
            placeholder=_("≥ 12 explosions"),
        ),
        Field(
            "party", _("Alleged party"), Editor.SUGGEST, 2, 7, 3, choices=_parties(),
            check=checks.check_line("party"), placeholder=_("not known"),
        ),
        sector,
    ]  # fmt: skip


def _told() -> list[Field]:
    return [
        Field(
            "source", _("Source"), row=3, column=0, span=4, check=checks.check_source,
            placeholder=_("who reported it"),
        ),
        Field(
            "grade", _("Grade"), row=3, column=4, span=3, check=checks.check_grade, placeholder="F6",
            hint=_("F6 · not judged"),
        ),
        Field(
            "reference", _("Reference"), row=3, column=7, span=5, check=checks.check_line("reference"),
            placeholder=_("link, message number"),
        ),
        Field(
            "description", _("What happened"), Editor.TEXT, 4, 0, 6,
            check=checks.check_text("description"), hint=_("facts only"),
        ),
        Field(
            "comment", _("Comment"), Editor.TEXT, 4, 6, 6, check=checks.check_text("comment"),
            hint=_("kept apart from the facts"),
        ),
    ]  # fmt: skip


def more_fields() -> list[Field]:
    """What some entries need."""
    row = MORE_ROW
    return [
        Field(
            "domain", _("Domain"), Editor.SUGGEST, row, 0, 2, **suggested(DOMAINS),
            check=checks.check_term(DOMAINS, "domain"), placeholder=_("not known"),
        ),
        Field(
            "observation", _("Observation"), row=row, column=2, span=4,
            check=detail_checks.check_observation, placeholder=_("explosion, outgoing, NE"),
        ),
        Field("weapon", _("Weapon"), row=row, column=6, span=3, check=checks.check_line("weapon")),
        Field(
            "infrastructure", _("Infrastructure"), row=row, column=9, span=3,
            check=detail_checks.check_infrastructure, placeholder=_("energy, water"),
        ),
        Field(
            "casualties", _("Casualties"), row=row + 1, column=0, span=6,
            check=detail_checks.check_casualties, placeholder=_("civilian killed 2-4, injured at least 3"),
        ),
        Field(
            "party_assessed", _("Assessed party"), Editor.SUGGEST, row + 1, 6, 2, choices=_parties(),
            check=checks.check_line("party_assessed"), placeholder=_("not known"),
        ),
        Field(
            "confidence", _("Confidence"), Editor.SUGGEST, row + 1, 8, 2, **suggested(CONFIDENCES),
            check=checks.check_term(CONFIDENCES, "confidence"), placeholder=_("not stated"),
        ),
        Field(
            "intent", _("Intent"), Editor.SUGGEST, row + 1, 10, 2, **suggested(INTENTS),
            check=detail_checks.check_intent, placeholder=_("not assessed"),
        ),
        Field(
            "sources", _("Further sources, one a line: name | grade | reference"), Editor.TEXT, row + 2, 0, 8,
            check=detail_checks.check_sources, placeholder="Telegram channel | C3 | https://…",
        ),
        Field(
            "tags", _("Tags"), row=row + 2, column=8, span=4, check=detail_checks.check_tags,
            placeholder=_("night, town"),
        ),
    ]  # fmt: skip


def _parties() -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in terms(PARTIES) if pair[0] not in (NOT_KNOWN, "other"))
