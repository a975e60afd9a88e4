"""How far the machine's clock can be believed: its jumps, and comparisons with a trusted clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportlab.platypus import Flowable

from domain.briefing import ClockJump
from domain.instant import format_dtg
from domain.watch import TimeCheck, check_text
from domain.words import _, n_
from reports.blocks import Text
from reports.style import BODY, BODY_SOFT, CARD


def jump_lines(jumps: Iterable[ClockJump], room: float) -> Iterator[Flowable]:
    """What a jump means, then each one."""
    explained = _(
        "The wall clock of the machine moved against its monotonic clock. Times logged around these moments"
        " may be off; deadlines are computed from recorded times and do not move."
    )
    yield Text([(explained, BODY)], room)
    for jump in jumps:
        text = n_("{n} second", "{n} seconds", abs(jump.seconds))
        way = _("set back by {time}") if jump.seconds < 0 else _("set forward by {time}, or asleep")
        yield Text(
            [(f"{format_dtg(jump.at, seconds=True)}  ", CARD), (way.format(time=text), BODY_SOFT)],
            room,
        )


def check_line(check: TimeCheck, room: float) -> Text:
    """A comparison: what it found, when, by whom."""
    found = _("This machine’s clock {found}").format(found=check_text(check))
    return Text([(found, BODY), (f"  {check.author}", BODY_SOFT)], room)
