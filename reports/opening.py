"""How a product begins: its title, and under it what it is about, from when, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from reportlab.platypus import Flowable, Spacer

from domain.imprint import Imprint
from domain.instant import Span, format_dtg
from domain.phrases import deadline_kyiv
from domain.words import _
from reports.blocks import Facts, Heading, Ruling
from reports.style import TITLE


def opening(imprint: Imprint, room: float, first: Sequence[tuple[str, ...]] = ()) -> Iterator[Flowable]:
    """Title and facts; `first` are facts of the product's own, each its name and its lines."""
    yield Heading(imprint.title, room, style=TITLE, level=1)
    yield Spacer(1, 7)
    yield Facts(
        [
            *first,
            (_("Data cut-off"), moment(imprint.cut_off)),
            (_("Produced"), moment(imprint.produced_at)),
            (_("By"), f"{imprint.author}, {imprint.desk_name} ({imprint.desk_code})"),
        ],
        room,
    )
    yield Spacer(1, 6)
    yield Ruling(room)


def moment(instant: datetime) -> str:
    """`231200Z NOV 26 · 14:00 Kyiv`, with Kyiv's day where it is another."""
    return f"{format_dtg(instant)} · {deadline_kyiv(Span.at(instant))}"
