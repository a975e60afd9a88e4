"""The fields of a product's choices, as data."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

from domain.clock import Clock
from domain.file_names import check_pattern
from domain.instant import format_dtg, format_kyiv, parse_span
from domain.likelihood import SCALES
from domain.position import format_radius
from domain.redaction import PROFILE_NAMES, RADII_M
from domain.request import KINDS
from domain.words import N_, _
from gui.fields import Editor, Field

DAY = 24
"""Hours of the period that is proposed."""
OWN = "own"
"""The edition of whoever chose something else than the profiles offer."""


RECORD = {
    "spot": N_("Incident, such as CV-2026-000123"),
    "dossier": N_("Breach, such as BR-2026-0007"),
    "corrigendum": N_("What was put out, such as BRF-2026-0031"),
    "hashes": N_("Incident, such as CV-2026-000123; empty for the whole desk"),
}
"""Products that are about one record, and what its number looks like."""


def minute_up(clock: Clock) -> datetime:
    """The end of the minute that is running: what is written to the minute must not cut it off."""
    now = clock.now()
    whole = now.replace(second=0, microsecond=0)
    return whole if whole == now else whole + timedelta(minutes=1)


def edge(clock: Clock, field: str, text: str) -> datetime:
    """The instant (UTC) at which a period that was typed begins or ends. Raises `FieldError`."""
    span = parse_span(text, now=clock.now(), zone=UTC, field=field)
    return span.earliest if field == "since" else span.latest


def _check_edge(clock: Clock, field: str, text: str) -> str:
    instant = edge(clock, field, text)
    return f"{format_dtg(instant)} · {format_kyiv(instant, date=True)}"


def what(clock: Clock) -> list[Field]:
    """Which product, of what."""
    now = minute_up(clock)
    kinds = tuple((key, _(name)) for key, name in KINDS.items())
    return [
        Field("kind", _("Product"), Editor.CHOICE, 0, choices=kinds),
        Field(
            "since", _("From"), row=1, check=partial(_check_edge, clock, "since"),
            initial=format_dtg(now - timedelta(hours=DAY)), hint=_("UTC where no zone is typed"),
        ),
        Field("until", _("To"), row=2, check=partial(_check_edge, clock, "until"), initial=format_dtg(now)),
        Field("record", _("Number"), row=3),
        Field(
            "bottom_line", _("Bottom line"), Editor.TEXT, 4, lines=4,
            hint=_("Empty: the facts in one paragraph."),
        ),
        Field("paper", _("Paper"), Editor.CHOICE, 5, choices=(("A4", "A4"), ("Letter", _("US Letter")))),
    ]  # fmt: skip


def words() -> list[Field]:
    """The author's words."""
    scales = (("", _("no words of likelihood")), *((key, _(name)) for key, name in SCALES.items()))
    return [
        Field("title", _("Title"), row=0, hint=_("Empty: made from the product and its period")),
        Field("assessment", _("Assessment"), Editor.TEXT, 1, lines=4),
        Field(
            "likelihood", _("Likelihood"), Editor.CHOICE, 2, choices=scales,
            hint=_("One scale in a document; its key is printed"),
        ),
        Field("outlook_24", _("Outlook, 24 h"), Editor.TEXT, 3, lines=2),
        Field("outlook_72", _("Outlook, 72 h"), Editor.TEXT, 4, lines=2),
        Field("gaps", _("Gaps: what is not known"), Editor.TEXT, 5, lines=2),
        Field("pictures", _("Print images of evidence"), Editor.CHECK, 6),
    ]  # fmt: skip


def leave_out() -> list[Field]:
    """What an edition leaves out."""
    profiles = (*((key, _(name)) for key, name in PROFILE_NAMES.items()), (OWN, _("as chosen below")))
    radii = (("", _("as recorded")), *((str(radius), format_radius(radius)) for radius in RADII_M))
    return [
        Field("profile", _("Edition"), Editor.CHOICE, 0, choices=profiles),
        Field("sources", _("Names and references of sources"), Editor.CHECK, 1),
        Field("comments", _("Comments"), Editor.CHECK, 2),
        Field("evidence", _("Names of evidence files"), Editor.CHECK, 3),
        Field(
            "radius", _("Places"), Editor.CHOICE, 4, choices=radii,
            hint=_("Blurred places take every free text of a record with them."),
        ),
    ]  # fmt: skip


def file(pattern: str) -> list[Field]:
    """How files are named."""
    hint = _("{desk}, {serial}, {kind}, {date} and {title} are filled in")
    return [Field("pattern", _("Pattern"), check=check_pattern, initial=pattern, hint=hint)]
