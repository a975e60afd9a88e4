"""What the signs mean, which protocol the clocks follow and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportlab.platypus import Flowable, Spacer

from domain.glyphs import DIAMOND, NOW, glyph
from domain.imprint import Imprint
from domain.ladder import State
from domain.phrases import state_label
from domain.protocol import Phase, Protocol, Reading
from domain.source import CREDIBILITY, RELIABILITY
from domain.words import _, n_
from reports.blocks import Legend, Text
from reports.ledger import Column, Entry, Ledger
from reports.style import CELL, CELL_SOFT, CELL_STRONG, Style

_NOTE = Style(CELL.font, 8, 11)
_NOTE_STRONG = Style(CELL_STRONG.font, 8, 11)


def incident_key() -> str:
    """The line above the incident table."""
    return _(
        "– means not known. Numbers of incidents are not numbers of violations. Grades are per source:"
        " F and 6 mean cannot be judged, not worst. Refuted, withdrawn and duplicate records are listed"
        " and not counted."
    )


def protocols(adopted: Iterable[Protocol], room: float) -> Iterator[Flowable]:
    """Each protocol with its phases, its origin first."""
    for protocol in adopted:
        yield provenance(protocol, room)
        if protocol.note:
            yield Text([(_(protocol.note), Style(CELL_SOFT.font, 8, 11, CELL_SOFT.grey))], room)
        yield Spacer(1, 2)
        yield _phases(protocol, room)
        yield Spacer(1, 6)


def provenance(protocol: Protocol, room: float) -> Text:
    """Name, title and origin of a protocol in one line."""
    heading = f"{protocol.name}, {_(protocol.title)}"
    return Text([(heading, _NOTE_STRONG), (f" – {_(protocol.provenance)}.", _NOTE)], room)


def _phases(protocol: Protocol, room: float) -> Ledger:
    columns = [
        Column(_("Phase"), 24),
        Column(_("Condition"), 30),
        Column(_("Time"), 24),
        Column(_("Who"), 44),
        Column(_("What"), 44),
    ]
    return Ledger(columns, map(_phase, protocol.phases), room)


def _phase(phase: Phase) -> Entry:
    hours = _("no hour figure")
    if phase.hours is not None:
        deadline = phase.reading is Reading.DEADLINE
        hours = (
            _("within {hours} h of T0") if deadline else _("once {hours} h have passed since T0")
        ).format(hours=phase.hours)
    return Entry(
        [
            [(f"{phase.number}  {_(phase.name)}", CELL_STRONG)],
            [(_(phase.condition), CELL)],
            [(hours, CELL)],
            [(_(phase.actors), CELL)],
            [("; ".join(_(response) for response in phase.responses), CELL)],
        ]
    )


def keys(room: float) -> Iterator[Flowable]:
    """The signs of the clocks, the Admiralty grades, and how figures are counted."""
    signs = [(glyph(state), state_label(state)) for state in State]
    signs += [(DIAMOND, _("action recorded")), (NOW, _("data cut-off"))]
    yield Legend(signs, room, 4)
    yield Spacer(1, 4)
    for text in (_bar_note(), _counting_note()):
        yield Text([(text, _NOTE)], room)
        yield Spacer(1, 3)
    yield from grades(room)


def grades(room: float) -> Iterator[Flowable]:
    """What the Admiralty grades mean."""
    yield Spacer(1, 4)
    yield Text([*_scale(_("Reliability of the source"), RELIABILITY)], room)
    yield Text([*_scale(_("Credibility of the information"), CREDIBILITY)], room)
    yield Text(
        [(_("F and 6 mean cannot be judged, not worst: grades are no scale from good to bad."), _NOTE)], room
    )


def seal(imprint: Imprint, room: float) -> Iterator[Flowable]:
    """The entry whose digest seals all that the product was made from, for `verify --head`."""
    if imprint.head:
        entries = n_("{n} entry", "{n} entries", imprint.entries)
        heading = _("Journal as the page saw it: {entries}, the last with digest").format(entries=entries)
        digits = " ".join(imprint.head[at : at + 8] for at in range(0, len(imprint.head), 8))
        yield Text([(f"{heading} ", _NOTE), (digits, _NOTE_STRONG)], room)


def _scale(title: str, words: dict[str, str]) -> list[tuple[str, Style]]:
    return [(f"{title}: ", _NOTE_STRONG), (" · ".join(f"{k} {_(v)}" for k, v in words.items()), _NOTE)]


def _bar_note() -> str:
    return _(
        "Phase bar: from T0, grey is the time elapsed at the cut-off; upright lines are the hour figures; a"
        " hatched band is a deadline whose T0 is uncertain; ticks below are incidents, bracketed where their"
        " time is uncertain. A time is said to have passed only after its latest possible instant. No timer"
        " decides anything: a phase needs the time and a person's assessment."
    )


def _counting_note() -> str:
    return _(
        "An incident belongs to the period in which the middle of its possible time lies: it is counted once."
        " Sums of violations add the quantities recorded; an incident without a quantity adds nothing and"
        " makes the sum “at least”."
    )
