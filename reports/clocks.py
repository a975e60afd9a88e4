"""Open clocks on paper: each with its phase bar, the state of its phases and its deadlines in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportlab.platypus import Flowable

from domain.briefing import OpenClock
from domain.glyphs import glyph
from domain.ladder import PhaseStanding
from domain.phrases import UNKNOWN, deadline_kyiv, deadline_utc, headline, phase_line, place_text, t0_line
from domain.words import _, n_, number
from reports.glyphs import paint
from reports.ledger import Column, Entry, Ledger
from reports.letters import visible
from reports.phase_bar import HEIGHT, paint_bar
from reports.style import CARD, CELL, CELL_SOFT, CELL_STRONG, CLOCK, HAIRLINE, LABEL, LINE, SOFT, Style
from reports.tags import Tag, figure, tags_of
from reports.text import Line, Piece, draw, height, lay

DRAWN = 12
"""Clocks drawn as cards; those after them, less urgent, stand in a table."""

_COUNTDOWN = 176.0
_GAP = 10.0
_NAME = Style(CARD.font, CARD.size, CARD.leading, SOFT)
_SIGN = 6.6


def clock_flow(clocks: Iterable[OpenClock], room: float) -> Iterator[Flowable]:
    """Every open clock, the most urgent first."""
    every = list(clocks)
    for clock in every[:DRAWN]:
        yield ClockCard(clock, room)
    if rest := every[DRAWN:]:
        yield _table(rest, room)


class ClockCard(Flowable):
    """One clock. The time left or past stands largest, at the right."""

    def __init__(self, clock: OpenClock, room: float) -> None:
        super().__init__()
        self._clock = clock
        self._room = room
        standing, breach = clock.standing, clock.breach
        big, small, self._state = headline(standing, breach)
        self._time = lay((big, CLOCK), _COUNTDOWN, limit=1)
        left = room - self._time[0].width - _SIGN - 2 * _GAP
        self._name = lay([(breach.number + "  ", _NAME), (breach.title, CARD)], left)
        small_lines = lay((small, LABEL), _COUNTDOWN, limit=3)
        left = room - max(line.width for line in small_lines) - 2 * _GAP
        self._where = lay((where_and_when(clock), CELL_SOFT), left)
        self._time += small_lines
        self._cell = room / min(len(standing.phases), 3)
        self._phases = [
            phase_lines(p, clock, self._cell - _GAP - _SIGN - 5) for p in standing.phases
        ]  # name and deadline, then the state

    def wrap(self, _room: float, _height: float) -> tuple[float, float]:
        """Width and height in points."""
        return self._room, self._upper() + HEIGHT + sum(self._rows()) + 8

    def draw(self) -> None:
        """Called by reportlab with the canvas moved to the lower left corner."""
        canvas = self.canv
        top = self.wrap(0, 0)[1] - 4
        self._title(top)
        draw(canvas, self._where, 0, top - height(self._name), self._room)
        draw(canvas, self._time, self._room - _COUNTDOWN, top + 1, _COUNTDOWN, align="right")
        shown = self._time[0].width
        paint(canvas, glyph(self._state), self._room - shown - 14, top - 3.4, 8.5)
        top -= self._upper()
        with figure(canvas, bar_text(self._clock), (0, top - HEIGHT, self._room, top)):
            paint_bar(canvas, self._clock.bar, 0, top, self._room)
        top -= HEIGHT
        for row, tall in enumerate(self._rows()):
            for column, (heads, states, p) in enumerate(self._phases[row * 3 : row * 3 + 3]):
                x = column * self._cell
                after = draw(canvas, heads, x, top, self._cell - _GAP)
                paint(canvas, glyph(p.state), x, after - 1.9, _SIGN)
                draw(canvas, states, x + _SIGN + 4, after, self._cell)
            top -= tall
        canvas.setStrokeGray(LINE)
        canvas.setLineWidth(HAIRLINE)
        canvas.line(0, 0, self._room, 0)

    def _title(self, top: float) -> None:
        """A heading of its own, which the outline and links lead to."""
        breach, tags = self._clock.breach, tags_of(self.canv)
        place = self.canv.absolutePosition(0, top)
        key = f"clock-{breach.number}"
        self.canv.bookmarkHorizontal(key, 0, top)
        self.canv.addOutlineEntry(f"{breach.number}  {visible(breach.title)}", key, 1)
        tags.name_place(breach.number, place)
        with tags.content(Tag("H3" if tags.level > 1 else "H2")):
            draw(self.canv, self._name, 0, top, self._room)

    def _upper(self) -> float:
        return max(height(self._name) + height(self._where), height(self._time)) + 2

    def _rows(self) -> list[float]:
        tall = [height(heads) + height(states) + 4 for heads, states, _p in self._phases]
        return [max(tall[at : at + 3]) for at in range(0, len(tall), 3)]


def bar_text(clock: OpenClock) -> str:
    """What a phase bar shows, for who cannot see it."""
    bar = clock.bar
    said = _("Phase bar of {breach}: {elapsed} h of {span} h since T0; {incidents}, {actions}.")
    return said.format(
        breach=clock.breach.number,
        elapsed=number(round(bar.elapsed * bar.hours)),
        span=number(round(bar.hours)),
        incidents=n_("{n} incident", "{n} incidents", len(clock.breach.incidents)),
        actions=n_("{n} action", "{n} actions", len(bar.actions)),
    )


def where_and_when(clock: OpenClock) -> str:
    """Place, anchor, how many incidents, and the protocol that is followed."""
    breach = clock.breach
    return " · ".join(
        (
            place_of(clock) or _("place not known"),
            t0_line(breach),
            n_("{n} incident", "{n} incidents", len(breach.incidents)),
            clock.protocol.name,
        )
    )


def place_of(clock: OpenClock) -> str:
    """Place and oblast, as far as they are known."""
    return place_text(clock.place, clock.oblast)


def phase_lines(
    p: PhaseStanding, clock: OpenClock, room: float
) -> tuple[list[Line], list[Line], PhaseStanding]:
    """A phase as lines: number, name and deadline; then the phrase for its state."""
    name = lay([(f"{p.phase.number}  ", CELL_STRONG), (_(p.phase.name), CELL_STRONG)], room + _SIGN)
    return name + _deadline(p, room + _SIGN + 5), lay((phase_line(p, clock.standing), CELL), room), p


def hours_text(p: PhaseStanding) -> str:
    """`24 h`, or that the phase has no hour figure."""
    return _("{hours} h").format(hours=p.phase.hours) if p.deadline else _("no hour figure")


def _deadline(p: PhaseStanding, room: float) -> list[Line]:
    """The hour figure and its deadline in UTC and Kyiv time: on one line, or on two where it is long."""
    if p.deadline is None:
        return lay((hours_text(p), CELL_SOFT), room)
    open_still = not p.state.is_settled
    utc: list[Piece] = [
        (hours_text(p) + "  ", CELL_SOFT),
        (deadline_utc(p.deadline, month=True), CELL_STRONG if open_still else CELL_SOFT),
    ]
    kyiv = deadline_kyiv(p.deadline)
    style = CELL if open_still else CELL_SOFT
    together = lay([*utc, (f" · {kyiv}", style)], room)
    return together if len(together) == 1 else lay(utc, room) + lay((kyiv, style), room)


def _table(clocks: list[OpenClock], room: float) -> Ledger:
    columns = [
        Column(_("Breach"), 17),
        Column(_("Title and place"), 32),
        Column(_("T0"), 20),
        Column(_("Deadlines"), 37),
        Column(_("Phases"), 38),
    ]
    return Ledger(columns, map(_entry, clocks), room)


def _entry(clock: OpenClock) -> Entry:
    standing = clock.standing
    deadlines: list[Piece] = []
    for p in standing.phases:
        if p.deadline is not None:
            utc = deadline_utc(p.deadline, month=True)
            deadlines.append((f"{p.phase.hours} h  {utc}", CELL if p.state.is_settled else CELL_STRONG))
            deadlines.append((deadline_kyiv(p.deadline), CELL_SOFT))
    return Entry(
        [
            [(clock.breach.number, CELL_STRONG)],
            [(clock.breach.title, CELL), (place_of(clock) or UNKNOWN, CELL_SOFT)],
            [(t0_line(clock.breach).removeprefix("T0 "), CELL)],
            deadlines,
            [(f"{p.phase.number}  {phase_line(p, standing)}", CELL) for p in standing.phases],
        ]
    )
