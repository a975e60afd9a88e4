"""The dossier of a breach: its clock, how T0 came about, all that was recorded, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reportlab.platypus import Flowable, Spacer

from domain.breach_history import history
from domain.dossier import Dossier
from domain.instant import format_dtg, format_kyiv, format_span
from domain.phrases import deadline_kyiv, deadline_utc
from domain.sections import name_of
from domain.text import excerpt
from domain.vocabulary import ANCHORS
from domain.wording import who_and_when
from domain.words import _, n_
from reports.blocks import Text, section
from reports.clocks import ClockCard
from reports.evidence import evidence_list, picture_pages
from reports.incidents import annex, incident_table, needs_annex
from reports.keys import incident_key, keys, protocols, seal
from reports.ledger import Column, Entry, Ledger
from reports.opening import opening
from reports.page import body_width, build
from reports.record import judged, left_out, scale
from reports.style import CELL, CELL_SOFT, CELL_STRONG, LABEL, LEAD_MORE
from reports.text import Piece

_LONGEST = 1_200


def render(facts: Dossier, *, page_size: str = "A4") -> bytes:
    """The dossier as a PDF on `page_size` (`A4` or `Letter`), in the current language.

    The same facts give the same bytes. Raises `KeyError` for another page size.
    """
    room = body_width(page_size)
    story: list[Flowable] = [*opening(facts, room), *left_out(facts, room), Spacer(1, 8)]
    if facts.plan.texts.bottom_line:
        story.append(Text([(facts.plan.texts.bottom_line, LEAD_MORE)], room, bar=True))
        story.append(Text([(_("Assessed by {author}").format(author=facts.author), LABEL)], room))
        story += [*scale(facts, room), Spacer(1, 6)]
    for key in facts.plan.order(facts.kind):
        story.extend(PARTS[key](facts, room))
    story += [Spacer(1, 6), *seal(facts, room), *picture_pages(facts.pictures, room)]
    if "incidents" in facts.plan.order(facts.kind) and any(map(needs_annex, facts.incidents)):
        story += [*section(_("Annex: descriptions in full"), room), *annex(facts.incidents, room)]
    return build(facts, story, page_size)


def _clock(facts: Dossier, room: float) -> Iterator[Flowable]:
    yield ClockCard(facts.clock, room)


def _anchor(facts: Dossier, room: float) -> Iterator[Flowable]:
    """Every T0 there was, in order, with the deadlines it gave; the last one is in force."""
    yield from _section("anchor", room)
    columns = [
        Column(_("T0"), 44),
        Column(_("Deadlines"), 46),
        Column(_("Basis or reason"), 60),
        Column(_("Entry"), 30),
    ]
    yield Ledger(columns, _anchors(facts), room)


def _anchors(facts: Dossier) -> Iterator[Entry]:
    anchors = facts.clock.breach.anchors
    for at, anchor in enumerate(anchors):
        name = next(
            entry.content["protocol"]
            for entry in reversed(facts.history)
            if entry.action in ("breach.opened", "breach.moved") and entry.seq <= anchor.seq
        )
        deadlines = [
            piece
            for p in facts.adopted(name).phases
            if (span := p.deadline(anchor.t0)) is not None
            for piece in (
                (f"{p.hours} h  {deadline_utc(span, month=True)}", CELL),
                (deadline_kyiv(span), CELL_SOFT),
            )
        ]
        said = f"{format_span(anchor.t0)} ({ANCHORS.label(anchor.kind)})"
        state = _("in force") if at == len(anchors) - 1 else _("until it was re-anchored")
        yield Entry(
            [
                [(said, CELL_STRONG), (state, CELL_SOFT)],
                deadlines,
                [(excerpt(anchor.basis, _LONGEST) or "–", CELL)],
                _entered(anchor.seq, anchor.author, format_dtg(anchor.at)),
            ]
        )


def _entered(seq: int, author: str, time: str) -> list[Piece]:
    return [
        (_("entry {seq}").format(seq=seq), CELL),
        (f"{author} {time}", CELL_SOFT),
    ]  # fmt: skip


def _assessment(facts: Dossier, room: float) -> Iterator[Flowable]:
    if facts.plan.texts.assessment:
        yield from _section("assessment", room)
        yield from judged(facts.plan.texts.assessment, facts, room)


def _history(facts: Dossier, room: float) -> Iterator[Flowable]:
    yield from _section("history", room)
    columns = [Column(_("Entered"), 32), Column(_("What"), 52), Column(_("Details"), 90)]
    yield Ledger(columns, _lines(facts), room)


def _lines(facts: Dossier) -> Iterator[Entry]:
    for line in history(facts.history, facts.adopted):
        if line.entry.action != "breach.acknowledged":
            entry = line.entry
            seq = _("entry {seq}, {author}").format(seq=entry.seq, author=entry.author)
            detail = line.detail.removesuffix(who_and_when(entry)).removesuffix(" · ")
            yield Entry(
                [
                    [(format_dtg(entry.at), CELL), (format_kyiv(entry.at), CELL_SOFT), (seq, CELL_SOFT)],
                    [(excerpt(line.heading, 300), CELL_STRONG)],
                    [(excerpt(detail, _LONGEST) or "–", CELL)],
                ]
            )


def _incidents(facts: Dossier, room: float) -> Iterator[Flowable]:
    yield from _section("incidents", room)
    count = n_("{n} incident belongs to it.", "{n} incidents belong to it.", len(facts.incidents))
    yield Text([(f"{count} {incident_key()}", LABEL)], room)
    yield Spacer(1, 4)
    yield incident_table(facts.incidents, room, facts.plan.redaction)


def _evidence(facts: Dossier, room: float) -> Iterator[Flowable]:
    yield from _section("evidence", room)
    yield from evidence_list(facts.evidence, room)


def _protocol(facts: Dossier, room: float) -> Iterator[Flowable]:
    yield from _section("protocol", room)
    yield from protocols(facts.protocols, room)


def _keys(_facts: Dossier, room: float) -> Iterator[Flowable]:
    yield from _section("keys", room)
    yield from keys(room)


def _section(key: str, room: float) -> Iterator[Flowable]:
    return section(name_of(Dossier.kind, key), room)


PARTS: dict[str, Callable[[Dossier, float], Iterator[Flowable]]] = {
    "clock": _clock,
    "anchor": _anchor,
    "assessment": _assessment,
    "history": _history,
    "incidents": _incidents,
    "evidence": _evidence,
    "protocol": _protocol,
    "keys": _keys,
}
"""What sets each section of `domain.sections`."""
