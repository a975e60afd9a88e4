"""Pictures of figures as marks on a sheet: computed once, painted by the window and by paper.

Units are those of whoever paints (points, pixels); x to the right, y downwards. What belongs to the period
is a bar; what was in the period before is a tick across it, so that neither needs a colour.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from domain.casualties import GROUPS, OUTCOMES, Casualties, Toll
from domain.dtg import MONTHS
from domain.map.symbols import FAMILIES
from domain.trends import HOURS, Counts, Pair, Step, Trends
from domain.words import _, number

HEAD, FOOT = 13.0, 11.0
"""Room above the plot for its title and below it for the labels of its axis."""
ROW = 14.0
"""Height of a line of a table that is drawn."""
MOST_ROWS = 12
_LABELS = 5
_AXIS, _LABEL = 17.0, 26.0


class Tone(Enum):
    """What a mark is, and so how dark."""

    BAR = "bar"
    TICK = "tick"
    GRID = "grid"
    WORDS = "words"
    SOFT = "soft"


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    tone: Tone


@dataclass(frozen=True, slots=True)
class Text:
    """Words; `x` is their left edge, their middle or their right edge, `y` the upper edge of their line."""

    words: str
    x: float
    y: float
    room: float
    align: str = "left"
    tone: Tone = Tone.WORDS
    strong: bool = False


Mark = Bar | Rule | Text


@dataclass(frozen=True, slots=True)
class Chart:
    """Marks on a sheet of this size; `says` is the same in words, for those who cannot see it."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    says: str


def nice_top(highest: int) -> int:
    """The end of an axis: the next 1, 2, 4, 5 or 10 times a power of ten, at least 1."""
    if highest <= 1:
        return 1
    power = 10 ** int(math.log10(highest))
    return next(int(step * power) for step in (1, 2, 4, 5, 10) if step * power >= highest)


def timeline(counts: Counts, trends: Trends, title: str, top: int, width: float, height: float) -> Chart:
    """A bar for each step, a tick where the period before was; `top` is the end of the axis."""
    labels = axis_labels(trends)
    return _columns(counts, labels, title, top, width, height)


def by_hour(trends: Trends, title: str, width: float, height: float) -> Chart:
    """A bar for each hour of the day."""
    labels = [(hour, f"{hour:02d}") for hour in range(0, HOURS, 6)]
    return _columns(trends.hours, labels, title, nice_top(trends.hours.highest), width, height)


def _columns(
    counts: Counts, labels: Sequence[tuple[int, str]], title: str, top: int, width: float, height: float
) -> Chart:
    plot = height - HEAD - FOOT
    base = HEAD + plot
    across = width - _AXIS
    step = across / max(len(counts.now), 1)
    bar = step * 0.74 if step > 3 else step * 0.92
    figures = f"{number(counts.total)} ({number(counts.total_before)})"
    marks: list[Mark] = [
        Text(title, 0, 0, width - 7 * len(figures) * 0.62 - 4, strong=True),
        Text(figures, width, 0, 50, align="right", tone=Tone.SOFT),
    ]
    for share in (0.5, 1.0):
        if share == 1.0 or top % 2 == 0:
            y = base - plot * share
            marks.append(Rule(0, y, across, y, Tone.GRID))
            marks.append(Text(number(int(top * share)), width, y - 4.5, 40, align="right", tone=Tone.SOFT))
    for at, count in enumerate(counts.now):
        if count:
            high = plot * min(count / top, 1)
            marks.append(Bar(at * step + (step - bar) / 2, base - high, bar, high))
    for at, count in enumerate(counts.before):
        y = base - plot * min(count / top, 1)
        if count:
            marks.append(Rule(at * step + step * 0.04, y, (at + 1) * step - step * 0.04, y, Tone.TICK))
    marks.append(Rule(0, base, across, base, Tone.SOFT))
    for at, words in labels:
        x = at * step
        if x + _LABEL > width:
            continue
        marks.append(Rule(x, base, x, base + 2.5, Tone.SOFT))
        marks.append(Text(words, x, base + 1.5, 60, tone=Tone.SOFT))
    said = ", ".join(number(count) for count in counts.now)
    says = _("{title}: {total}, in the period before {before}. In steps: {steps}.").format(
        title=title, total=number(counts.total), before=number(counts.total_before), steps=said
    )
    return Chart(width, height, tuple(marks), says)


def axis_labels(trends: Trends) -> list[tuple[int, str]]:
    """The steps that are labelled, at most five or so."""
    every = max(-(-len(trends.starts) // _LABELS), 1)
    if trends.step is Step.HOUR:
        every = next(hours for hours in (1, 2, 3, 6, 12, 24) if hours >= every)
    labels = []
    for at, start in enumerate(trends.starts):
        local = start.astimezone(trends.zone)
        if trends.step is Step.HOUR:
            if local.hour % every == 0 and local.minute == 0:
                labels.append((at, f"{local:%H:%M}"))
        elif at % every == 0:
            labels.append((at, f"{local.day} {MONTHS[local.month - 1]}"))
    return labels


def sectors(pairs: Sequence[Pair], title: str, width: float) -> Chart:
    """A bar for each sector with its figures; the smallest together where they are many."""
    rows = [(one.key or _("no sector recorded"), one.now, one.before) for one in pairs[:MOST_ROWS]]
    if rest := pairs[MOST_ROWS:]:
        rows.append(
            (_("{n} others").format(n=len(rest)), sum(r.now for r in rest), sum(r.before for r in rest))
        )
    top = max((max(now, before) for _name, now, before in rows), default=1) or 1
    left, right = min(width * 0.36, 130.0), width - 52
    marks: list[Mark] = [Text(title, 0, 0, width, strong=True)]
    for at, (name, now, before) in enumerate(rows):
        y = HEAD + 3 + at * ROW
        marks.append(Text(name, 0, y + 1.5, left - 6))
        marks.append(Bar(left, y + 2.5, max((right - left) * now / top, 0.0), ROW - 6))
        if before:
            x = left + (right - left) * before / top
            marks.append(Rule(x, y + 0.5, x, y + ROW - 1.5, Tone.TICK))
        figures = f"{number(now)} ({number(before)})"
        marks.append(Text(figures, width, y + 1.5, 50, align="right", tone=Tone.SOFT))
    marks.append(Rule(left, HEAD + 2, left, HEAD + 3 + len(rows) * ROW, Tone.SOFT))
    said = "; ".join(f"{name} {number(now)} ({number(before)})" for name, now, before in rows)
    return Chart(width, HEAD + 5 + len(rows) * ROW, tuple(marks), f"{title}: {said}.")


def harm(casualties: Casualties, title: str, width: float) -> Chart:
    """Low to high as a bar with a tick at the best figure; open above where the sum is."""
    tolls = list(casualties)
    top = max((max(t.count.low, t.count.high or 0, t.count.best or 0) for t in tolls), default=1) or 1
    left, right = min(width * 0.36, 130.0), width - 110
    marks: list[Mark] = [Text(title, 0, 0, width, strong=True)]
    for at, toll in enumerate(tolls):
        y = HEAD + 3 + at * ROW
        marks.append(Text(_toll_name(toll), 0, y + 1.5, left - 6))
        marks += _range(toll, left, right - left, top, y)
        marks.append(Text(str(toll.count), width, y + 1.5, 108, align="right", tone=Tone.SOFT))
    marks.append(Rule(left, HEAD + 2, left, HEAD + 3 + len(tolls) * ROW, Tone.SOFT))
    said = "; ".join(f"{_toll_name(toll)} {toll.count}" for toll in tolls)
    return Chart(width, HEAD + 5 + len(tolls) * ROW, tuple(marks), f"{title}: {said}.")


def _toll_name(toll: Toll) -> str:
    return f"{GROUPS.label(toll.group)}, {OUTCOMES.label(toll.outcome)}"


def _range(toll: Toll, left: float, room: float, top: int, y: float) -> list[Mark]:
    low = left + room * toll.count.low / top
    middle = y + ROW / 2 - 0.5
    if toll.count.high is None:  # open above: an arrow to the right
        tip = min(low + 16, left + room + 16)
        return [
            Rule(low, middle, tip, middle, Tone.TICK),
            Rule(tip, middle, tip - 3.5, middle - 2.5, Tone.TICK),
            Rule(tip, middle, tip - 3.5, middle + 2.5, Tone.TICK),
            Rule(low, y + 1.5, low, y + ROW - 2.5, Tone.TICK),
        ]
    high = left + room * toll.count.high / top
    marks: list[Mark] = [Bar(low, y + 3.5, max(high - low, 0.0), ROW - 8)]
    best = toll.count.low if toll.count.low == toll.count.high else toll.count.best
    if best is not None:
        x = left + room * best / top
        marks.append(Rule(x, y + 1.5, x, y + ROW - 2.5, Tone.TICK))
    return marks


def family_label(key: str) -> str:
    """What a family of kinds is called."""
    return next((one.label for one in FAMILIES if one.key == key), key)
