"""Paints the charts of the domain on paper, in greys, and sets them as a section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable, Spacer

from domain.charts import (
    Bar,
    Chart,
    Rule,
    Text,
    Tone,
    by_hour,
    family_label,
    harm,
    nice_top,
    sectors,
    timeline,
)
from domain.trend_words import harm_words, hour_words, reading, title, unplaced_words
from domain.trends import Trends
from domain.words import _
from reports import blocks
from reports.style import CHART_GREYS, LABEL, PAPER, REGULAR, SEMIBOLD, Style
from reports.tags import figure
from reports.text import draw, one_line

_GAP = 16.0
_COLUMNS = 3
_TALL, _SMALL = 92.0, 62.0
_SIZE = 7.0


def trend_section(trends: Trends, room: float) -> Iterator[Flowable]:
    """All pictures of a period."""
    top = nice_top(trends.everything.highest)
    yield Picture([timeline(trends.everything, trends, title(trends), top, room, _TALL)], room)
    yield Spacer(1, 6)
    each = (room - _GAP * (_COLUMNS - 1)) / _COLUMNS
    highest = nice_top(max((one.highest for one in trends.kinds), default=1))
    small = [timeline(one, trends, family_label(one.key), highest, each, _SMALL) for one in trends.kinds]
    for at in range(0, len(small), _COLUMNS):
        yield Picture(small[at : at + _COLUMNS], room)
        yield Spacer(1, 4)
    half = (room - _GAP) / 2
    hours = by_hour(trends, _("By hour of day, Kyiv"), half, 86.0)
    named = any(one.key for one in trends.sectors)
    yield Picture([hours, *([sectors(trends.sectors, _("By sector"), half)] if named else [])], room)
    if trends.casualties:
        yield Spacer(1, 6)
        yield Picture([harm(trends.casualties, _("Casualties, low to high"), room)], room)
    yield Spacer(1, 4)
    said = [reading(), *unplaced_words(trends), hour_words(trends)]
    said.append(harm_words(trends) if trends.casualties else "")
    yield blocks.Text([(" ".join(filter(None, said)), LABEL)], room)


class Picture(Flowable):
    """Charts beside each other, each a picture that says itself in words."""

    def __init__(self, charts: Sequence[Chart], room: float) -> None:
        super().__init__()
        self._charts = charts
        self.width, self.height = room, max(chart.height for chart in charts)

    def wrap(self, _room: float, _height: float) -> tuple[float, float]:
        """Width and height in points."""
        return self.width, self.height

    def draw(self) -> None:
        """Called by reportlab with the canvas moved to the lower left corner."""
        x = 0.0
        for chart in self._charts:
            with figure(self.canv, chart.says, (x, 0, x + chart.width, self.height)):
                self._chart(chart, x)
            x += chart.width + _GAP

    def _chart(self, chart: Chart, left: float) -> None:
        canvas = self.canv
        for mark in chart.marks:
            match mark:
                case Bar():
                    canvas.setFillGray(CHART_GREYS[Tone.BAR])
                    canvas.rect(
                        round(left + mark.x, 2), round(self.height - mark.y - mark.height, 2),
                        round(mark.width, 2), round(mark.height, 2), stroke=0, fill=1,
                    )  # fmt: skip
                case Rule():
                    self._rule(mark, left)
                case Text():
                    font = SEMIBOLD if mark.strong else REGULAR
                    style = Style(font, _SIZE, 9, CHART_GREYS[mark.tone])
                    x = left + mark.x - (mark.room if mark.align == "right" else 0)
                    draw(
                        canvas, one_line(mark.words, style, mark.room), x, self.height - mark.y, mark.room,
                        align=mark.align,
                    )  # fmt: skip

    def _rule(self, mark: Rule, left: float) -> None:
        ends = (
            round(left + mark.x, 2), round(self.height - mark.y, 2),
            round(left + mark.to_x, 2), round(self.height - mark.to_y, 2),
        )  # fmt: skip
        canvas = self.canv
        canvas.setLineCap(0)
        if mark.tone is Tone.TICK:
            canvas.setStrokeGray(PAPER)
            canvas.setLineWidth(2.2)
            canvas.line(*ends)
        canvas.setStrokeGray(CHART_GREYS[mark.tone])
        canvas.setLineWidth(1.1 if mark.tone is Tone.TICK else 0.35)
        canvas.line(*ends)
