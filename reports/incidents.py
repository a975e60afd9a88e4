"""The incident table, and the annex that keeps every long text whole.

A cell of 20,000 characters would tear the table apart and hide the rows after it. So the table carries the
beginning of a description, enough to recognise the incident, and says where the rest stands; the annex
carries each such text in full, under its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from domain.attribution import CONFIDENCES
from domain.bottom_line import age_text
from domain.incident import Facts, Incident, party_label
from domain.phrases import UNKNOWN, occurred_text, place_text
from domain.places_on_paper import position_lines
from domain.quantity import Quantity
from domain.redaction import WHOLE, Redaction
from domain.text import excerpt
from domain.vocabulary import DETERMINATIONS, KINDS, NOT_KNOWN, STATUSES
from domain.words import _, n_
from reports.blocks import Text
from reports.ledger import Cell, Column, Entry, Ledger
from reports.progress import of_rows
from reports.style import BODY, CARD, CELL, CELL_COMMENT, CELL_SOFT, CELL_STRONG, COMMENT
from reports.tags import Link
from reports.text import Piece

EXCERPT = 400
"""Characters of a description, or of a comment, that the table shows."""
_SOURCES = 3
_SOURCE_NAME = 60


def incident_table(incidents: Iterable[Incident], room: float, redaction: Redaction = WHOLE) -> Ledger:
    """The table of incidents, those that are not counted among them, marked so."""
    columns = [
        Column(_("Number"), 68),
        Column(_("Occurred (UTC)"), 69),
        Column(_("Place, grid, coordinates"), 107),
        Column(_("Kind, alleged party"), 82),
        Column(_("Quantity"), 61, "right"),
        Column(_("Status"), 73),
        Column(_("Grade"), 33),
    ]
    every = list(incidents)
    rows = (entry(incident, redaction) for incident in of_rows(every, len(every)))
    return Ledger(columns, rows, room)


def annex(incidents: Iterable[Incident], room: float) -> Iterator[Flowable]:
    """The long descriptions and comments in full."""
    for incident in incidents:
        if not needs_annex(incident):
            continue
        facts = incident.facts
        place = facts.place or _("place not known")
        yield CondPageBreak(60)
        back = Link(incident.number, _("back to {number} in the table").format(number=incident.number))
        title = f"{incident.number} · {occurred_text(incident)} · {place}"
        yield Text([(title, CARD)], room, role="H3", name=f"annex {incident.number}", link=back)
        yield Spacer(1, 2)
        yield Text([(facts.description, BODY)], room)
        if facts.comment:
            yield Spacer(1, 4)
            yield Text([(_("Comment: {text}").format(text=facts.comment), COMMENT)], room)
        yield Spacer(1, 12)


def needs_annex(incident: Incident) -> bool:
    """Whether the table shows only the beginning of one of its texts."""
    return any(_is_cut(text) for text in (incident.facts.description, incident.facts.comment))


def _is_cut(text: str) -> bool:
    return len(text) > EXCERPT


def entry(incident: Incident, redaction: Redaction = WHOLE) -> Entry:
    facts = incident.facts
    kind = _or_unknown(KINDS.label(facts.kind), facts.kind)
    return Entry(
        [
            _number(incident),
            [(occurred_text(incident), CELL)],
            _place(incident, redaction),
            [
                (kind, CELL),
                (facts.weapon, CELL_SOFT),
                (_alleged(facts.party_alleged), CELL),
                *_assessed(facts),
            ],
            [*_quantity(facts.quantity), (str(facts.casualties), CELL)],
            _status(incident),
            _grades(incident),
        ],
        note=_note(incident),
        note_from=1,
        name=incident.number,
        link=_to_clock(incident),
        note_link=_to_annex(incident),
    )


def _to_clock(incident: Incident) -> tuple[int, Link] | None:
    """From the number of an incident to the clock of its breach."""
    if not incident.breach:
        return None
    return 0, Link(incident.breach, _("clock of {breach}").format(breach=incident.breach))


def _to_annex(incident: Incident) -> Link | None:
    if not needs_annex(incident):
        return None
    return Link(f"annex {incident.number}", _("{number} in full").format(number=incident.number))


def _or_unknown(label: str, key: str) -> str:
    return UNKNOWN if key == NOT_KNOWN else label


def _alleged(party: str) -> str:
    return _("alleged: {party}").format(party=_or_unknown(party_label(party), party))


def _assessed(facts: Facts) -> list[Piece]:
    """The desk's own judgement, named as one; nothing where none was made."""
    made = facts.attribution
    if made.party == NOT_KNOWN:
        return []
    said = _("assessed: {party}").format(party=party_label(made.party))
    if made.confidence != NOT_KNOWN:
        said += ", " + _("{level} confidence").format(level=CONFIDENCES.label(made.confidence))
    return [(said, CELL)]


def _number(incident: Incident) -> Cell:
    lines: list[Piece] = [(incident.number, CELL_STRONG)]
    if incident.duplicate_of:
        lines.append((_("duplicate of {number}").format(number=incident.duplicate_of), CELL_SOFT))
    if incident.breach:
        lines.append((incident.breach, CELL_SOFT))
    if incident.is_late_entry:
        lines.append((_("late entry, {lag}").format(lag=age_text(incident.lag)), CELL_SOFT))
    return lines


def _place(incident: Incident, redaction: Redaction) -> Cell:
    facts = incident.facts
    where = position_lines(facts, redaction)
    return [(place_text(facts.place, facts.oblast) or UNKNOWN, CELL), *((line, CELL_SOFT) for line in where)]


def _quantity(quantity: Quantity | None) -> Cell:
    if quantity is None:
        return [(UNKNOWN, CELL)]
    return [(quantity.figure(), CELL), (quantity.unit, CELL_SOFT)]


def _status(incident: Incident) -> Cell:
    lines: list[Piece] = [(STATUSES.label(incident.status), CELL)]
    if not incident.counts:
        lines.append((_("not counted"), CELL_STRONG))
    made = incident.determination
    if made is None:
        return [*lines, (DETERMINATIONS.label("not_assessed"), CELL_SOFT)]
    assessed = _("Assessed: {determination}, {author}")
    return [
        *lines,
        (assessed.format(determination=DETERMINATIONS.label(made.value), author=made.author), CELL),
    ]


def _grades(incident: Incident) -> Cell:
    """One grade for each source, never one for the incident."""
    grades = dict.fromkeys(str(source.grade) for source in incident.facts.sources)
    return [(", ".join(grades) or UNKNOWN, CELL)]


def _note(incident: Incident) -> Sequence[Piece]:
    """Who said what, then the comment, each on lines of its own."""
    facts = incident.facts
    said = _named(incident)
    if facts.description:
        said = _("{source}: {text}").format(source=said, text=_shown(facts.description))
    comment = _("Comment: {text}").format(text=_shown(facts.comment)) if facts.comment else ""
    return [(said, CELL), (comment, CELL_COMMENT)]


def _named(incident: Incident) -> str:
    """`Patrol 3 (B2), Telegram channel (F6)`."""
    sources = incident.facts.sources
    named = [f"{excerpt(source.name, _SOURCE_NAME)} ({source.grade})" for source in sources[:_SOURCES]]
    if len(sources) > _SOURCES:
        named.append(n_("{n} more source", "{n} more sources", len(sources) - _SOURCES))
    return ", ".join(named) or _("source not known")


def _shown(text: str) -> str:
    shown = excerpt(text, EXCERPT)
    return _("{text} (in full in the annex)").format(text=shown) if _is_cut(text) else shown
