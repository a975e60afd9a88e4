"""The spot report: one incident on one page. A long text goes on behind the page, whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reportlab.platypus import Flowable, Spacer

from domain.attribution import CONFIDENCES, INTENTS
from domain.bottom_line import age_text
from domain.claims import claim, judgement
from domain.details import DOMAINS, INFRASTRUCTURE
from domain.incident import Facts, Incident, party_label
from domain.instant import format_dtg, format_kyiv
from domain.phrases import headline, occurred_text, place_text, t0_line
from domain.places_on_paper import position_text
from domain.sections import name_of
from domain.source import SourceReport
from domain.spot_report import SpotReport
from domain.text import excerpt
from domain.vocabulary import KINDS, MEANS, NOT_KNOWN, STATUSES
from domain.words import _
from reports.blocks import Text, section
from reports.evidence import evidence_list, picture_pages
from reports.keys import grades, seal
from reports.ledger import Column, Entry, Ledger
from reports.opening import opening
from reports.page import body_width, build
from reports.record import judged, left_out, pairs
from reports.style import BODY, CELL, CELL_SOFT, CELL_STRONG, COMMENT, LABEL, LEAD, LEAD_MORE

_SHOWN = 700
"""Characters of a text on the page; the rest stands behind it."""


def render(facts: SpotReport, *, page_size: str = "A4") -> bytes:
    """The report as a PDF on `page_size` (`A4` or `Letter`), in the current language.

    The same facts give the same bytes. Raises `KeyError` for another page size.
    """
    room = body_width(page_size)
    story: list[Flowable] = [*opening(facts, room), *left_out(facts, room), *_headline(facts, room)]
    for key in facts.plan.order(facts.kind):
        story.extend(PARTS[key](facts, room))
    story += [*grades(room), *seal(facts, room), *picture_pages(facts.pictures, room), *_in_full(facts, room)]
    return build(facts, story, page_size)


def _headline(facts: SpotReport, room: float) -> Iterator[Flowable]:
    incident = facts.incident
    yield Spacer(1, 8)
    if facts.plan.texts.bottom_line:
        yield Text([(facts.plan.texts.bottom_line, LEAD_MORE)], room, bar=True)
        yield Spacer(1, 2)
        yield Text([(_("Assessed by {author}").format(author=facts.author), LABEL)], room)
        yield Spacer(1, 4)
    yield Text([(f"{claim(incident)}.", LEAD), (f" {judgement(incident)}", LEAD_MORE)], room)
    yield Spacer(1, 6)


def _record(facts: SpotReport, room: float) -> Iterator[Flowable]:
    incident = facts.incident
    known = incident.facts
    unknown = _("not known")
    status = STATUSES.label(incident.status)
    if incident.duplicate_of:
        status += ", " + _("duplicate of {number}").format(number=incident.duplicate_of)
    yield pairs(
        [
            (_("What"), _what(known) or unknown),
            (_("Quantity"), str(known.quantity or "") or unknown),
            (_("When"), _when(incident)),
            (_("Where"), place_text(known.place, known.oblast) or unknown),
            (_("Position"), position_text(known, facts.plan.redaction) or unknown),
            (_("How observed"), _how(known) or unknown),
            (_("Alleged party"), _party(known.party_alleged) or unknown),
            (_("Assessed party"), _assessed(known)),
            (_("Casualties"), str(known.casualties) or unknown),
            (_("Infrastructure"), ", ".join(INFRASTRUCTURE.label(item) for item in known.infrastructure)),
            (_("Status"), status),
            (_("What is reported"), _shown(known.description)),
        ],
        room,
    )  # fmt: skip


def _party(party: str) -> str:
    return "" if party == NOT_KNOWN else party_label(party)


def _what(known: Facts) -> str:
    kind = "" if known.kind == NOT_KNOWN else KINDS.label(known.kind)
    domain = "" if known.domain == NOT_KNOWN else DOMAINS.label(known.domain)
    return " · ".join(part for part in (kind, known.weapon, domain) if part)


def _when(incident: Incident) -> str:
    span = incident.facts.occurred
    said = [occurred_text(incident)]
    if span.is_exact:
        said.append(format_kyiv(span.earliest, date=True))
    if incident.facts.reported is not None:
        said.append(_("reported {time}").format(time=format_dtg(incident.facts.reported)))
    said.append(
        _("logged {time} by {author}").format(time=format_dtg(incident.logged_at), author=incident.logged_by)
    )
    if incident.is_late_entry:
        said.append(_("late entry, {lag}").format(lag=age_text(incident.lag)))
    return " · ".join(said)


def _how(known: Facts) -> str:
    means = "" if known.means == NOT_KNOWN else MEANS.label(known.means)
    seen = str(known.observation) if known.observation else ""
    return " · ".join(part for part in (means, seen, str(known.sighting or "")) if part)


def _assessed(known: Facts) -> str:
    made = known.attribution
    if made.party == NOT_KNOWN:
        return ""
    said = party_label(made.party)
    if made.confidence != NOT_KNOWN:
        said += ", " + _("{level} confidence").format(level=CONFIDENCES.label(made.confidence))
    if made.intent != "not_assessed":
        said += ", " + INTENTS.label(made.intent)
    return said


def _so_what(facts: SpotReport, room: float) -> Iterator[Flowable]:
    """What the record says of its weight; the author's own assessment where one was written."""
    yield from _section("assessment", room)
    made = facts.incident.determination
    said = judgement(facts.incident)
    if made is not None and made.basis:
        said += " " + _("Basis: {basis}").format(basis=excerpt(made.basis, _SHOWN))
    yield Text([(said, BODY)], room)
    if facts.clock is not None:
        yield Text([(_clock(facts), BODY)], room)
    if facts.plan.texts.assessment:
        yield Spacer(1, 4)
        yield from judged(facts.plan.texts.assessment, facts, room)


def _clock(facts: SpotReport) -> str:
    assert facts.clock is not None
    breach = facts.clock.breach
    big, small, _state = headline(facts.clock.standing, breach)
    joined = " – " if facts.clock.standing.stopped else " "
    said = _("It belongs to {breach} ({title}), {t0}: {clock}.")
    return said.format(
        breach=breach.number,
        title=excerpt(breach.title, 120) or _("title withheld"),
        t0=t0_line(breach),
        clock=joined.join(part for part in (big, small.rstrip(" .")) if part),
    )


def _comment(facts: SpotReport, room: float) -> Iterator[Flowable]:
    if facts.incident.facts.comment:
        yield from _section("comment", room)
        said = _("Comment, not fact: {text}").format(text=_shown(facts.incident.facts.comment))
        yield Text([(said, COMMENT)], room)


def _sources(facts: SpotReport, room: float) -> Iterator[Flowable]:
    sources = facts.incident.facts.sources
    yield from _section("sources", room)
    columns = [Column(_("Grade"), 26), Column(_("Source"), 66), Column(_("Reference"), 82)]
    yield Ledger(columns, map(_source, sources), room)


def _source(source: SourceReport) -> Entry:
    reference = excerpt(source.reference, _SHOWN)
    return Entry([[(str(source.grade), CELL_STRONG)], [(source.name, CELL)], [(reference or "–", CELL_SOFT)]])


def _evidence(facts: SpotReport, room: float) -> Iterator[Flowable]:
    yield from _section("evidence", room)
    yield from evidence_list(facts.evidence, room)


def _in_full(facts: SpotReport, room: float) -> Iterator[Flowable]:
    known = facts.incident.facts
    order = facts.plan.order(facts.kind)
    texts = [(_("What is reported, in full"), known.description, BODY)] if "record" in order else []
    if "comment" in order:
        texts.append((_("Comment in full, not fact"), known.comment, COMMENT))
    for title, text, style in texts:
        if len(text) > _SHOWN:
            yield from section(title, room)
            yield Text([(text, style)], room)


def _shown(text: str) -> str:
    if len(text) <= _SHOWN:
        return text
    return _("{text} (in full behind this page)").format(text=excerpt(text, _SHOWN))


def _section(key: str, room: float) -> Iterator[Flowable]:
    return section(name_of(SpotReport.kind, key), room, need=30)


PARTS: dict[str, Callable[[SpotReport, float], Iterator[Flowable]]] = {
    "record": _record,
    "assessment": _so_what,
    "comment": _comment,
    "sources": _sources,
    "evidence": _evidence,
}
"""What sets each section of `domain.sections`."""
