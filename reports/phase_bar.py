"""Paints a phase bar in greys: what has elapsed is filled, what is uncertain is hatched.

From top to bottom: labels of the hour figures; actions as diamonds; the bar; incidents as ticks; the
cut-off as a triangle that points up at the bar.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.pdfgen.canvas import Canvas

from domain.glyphs import DIAMOND, NOW
from domain.phase_bar import Mark, PhaseBar
from domain.words import _
from reports.glyphs import paint
from reports.letters import width as text_width
from reports.style import FILL, HAIRLINE, INK, LINE, SOFT, TINY, Style
from reports.text import draw, one_line

HEIGHT = 39.0
"""Points."""
_LABELS = 9.0
_ACTIONS = 6.5
_BAR = 9.0
_TICKS = 4.5
_NOW = 5.0
_HATCH = 2.2
_RESOLUTION = 0.4
"""Marks nearer to each other than this, in points, are painted once."""
_LABEL = Style(TINY.font, 7, 9, INK)


def paint_bar(canvas: Canvas, bar: PhaseBar, x: float, top: float, room: float) -> None:
    """Paint `bar` from `x` to `x + room`, downwards from `top`; it is `HEIGHT` points high."""
    bar_top = top - _LABELS - _ACTIONS
    bar_bottom = bar_top - _BAR
    canvas.saveState()
    _fill(canvas, bar, x, bar_bottom, room)
    _thresholds(canvas, bar, x, bar_top, room)
    _labels(canvas, bar, x, top, room)
    for mark in _thinned(bar.actions, room):
        _action(canvas, mark, x, bar_top, room)
    for mark in _thinned(bar.assessments, room):
        _assessment(canvas, mark, x, bar_top, room)
    for mark in _thinned(bar.incidents, room):
        _incident(canvas, mark, x, bar_bottom, room)
    _cut_off(canvas, bar, x, bar_bottom - _TICKS - 0.8, room)
    canvas.restoreState()


def _fill(canvas: Canvas, bar: PhaseBar, x: float, bottom: float, room: float) -> None:
    canvas.setFillGray(FILL)
    canvas.rect(x, bottom, bar.elapsed * room, _BAR, stroke=0, fill=1)
    canvas.setStrokeGray(SOFT)
    canvas.setLineWidth(HAIRLINE * 2)
    canvas.rect(x, bottom, room, _BAR, stroke=1, fill=0)


def _thresholds(canvas: Canvas, bar: PhaseBar, x: float, bar_top: float, room: float) -> None:
    canvas.setStrokeGray(INK)
    for left, right in (bar.t0_band, *(tick.band for tick in bar.ticks)):
        start, end = x + left * room, x + right * room
        canvas.setLineWidth(0.9)
        for edge in (start, end) if end - start >= _RESOLUTION else (start,):
            canvas.line(edge, bar_top + 2.5, edge, bar_top - _BAR - 2.5)
        if end - start >= _RESOLUTION:
            _hatch(canvas, start, bar_top - _BAR, end - start)


def _hatch(canvas: Canvas, x: float, bottom: float, room: float) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(x, bottom, room, _BAR)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.setLineWidth(0.5)
    step = -_BAR
    while step < room:
        canvas.line(x + step, bottom, x + step + _BAR, bottom + _BAR)
        step += _HATCH
    canvas.restoreState()


def _labels(canvas: Canvas, bar: PhaseBar, x: float, top: float, room: float) -> None:
    """T0 and the hour figures above their ticks; one that finds no room is left out, the table has it."""
    free = x
    for at, label in ((0.0, "T0"), *((sum(tick.band) / 2, tick.label) for tick in bar.ticks)):
        taken = text_width(label, _LABEL.font) * _LABEL.size
        left = max(min(x + at * room - taken / 2, x + room - taken), x)
        if left < free and at:
            continue
        draw(canvas, one_line(label, _LABEL, taken + 1), left, top, taken)
        free = left + taken + 3


def _thinned(marks: Iterable[Mark], room: float) -> list[Mark]:
    """Marks that can be told apart at this size."""
    kept = {(round(m.at * room / _RESOLUTION), round(m.width * room / _RESOLUTION)): m for m in marks}
    return [kept[key] for key in sorted(kept)]


def _action(canvas: Canvas, mark: Mark, x: float, bar_top: float, room: float) -> None:
    start = x + mark.at * room
    size = 5.2
    middle = start + mark.width * room / 2
    if mark.width * room > size:
        canvas.setStrokeGray(INK)
        canvas.setLineWidth(0.5)
        canvas.line(start, bar_top + 3.4, start + mark.width * room, bar_top + 3.4)
    paint(canvas, DIAMOND, middle - size / 2, bar_top + 3.4 + size / 2, size)


def _assessment(canvas: Canvas, mark: Mark, x: float, bar_top: float, room: float) -> None:
    """An open circle above the bar: a person's answer to a question of the protocol."""
    canvas.setStrokeGray(INK)
    canvas.setFillGray(1)
    canvas.setLineWidth(0.8)
    canvas.circle(x + mark.at * room, bar_top + 3.4, 2, stroke=1, fill=1)


def _incident(canvas: Canvas, mark: Mark, x: float, bar_bottom: float, room: float) -> None:
    """A tick below the bar; a bracket as wide as its uncertain time."""
    start, end = x + mark.at * room, x + (mark.at + mark.width) * room
    canvas.setStrokeGray(INK)
    canvas.setLineWidth(0.6)
    low = bar_bottom - 0.8 - _TICKS
    for edge in (start, end) if end - start > 1 else (start,):
        canvas.line(edge, bar_bottom - 0.8, edge, low + (1.5 if end - start > 1 else 0))
    if end - start > 1:
        canvas.line(start, low + 1.5, end, low + 1.5)


def _cut_off(canvas: Canvas, bar: PhaseBar, x: float, top: float, room: float) -> None:
    at = x + bar.elapsed * room
    if bar.now is not None:
        paint(canvas, NOW, at - _NOW / 2, top, _NOW)
    label = _("cut-off") if bar.now is not None else _("stopped")
    taken = text_width(label, TINY.font) * TINY.size
    left = at + _NOW / 2 + 2
    if left + taken > x + room:
        left = at - _NOW / 2 - 2 - taken
    canvas.setStrokeGray(LINE)
    draw(canvas, one_line(label, TINY, taken + 1), left, top + 1.3, taken)
