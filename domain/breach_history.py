"""The history of a breach in words: each entry under the protocol of its time, with what it moved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from domain.breach import Breach, fold
from domain.instant import format_span
from domain.journal import Entry
from domain.phrases import deadline_utc
from domain.protocol import Protocol
from domain.vocabulary import ANCHORS
from domain.wording import history_line
from domain.words import _

Adopted = Callable[[str], Protocol]
"""An adopted protocol by name."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words."""

    entry: Entry
    heading: str
    detail: str


def history(entries: Iterable[Entry], adopted: Adopted) -> Iterator[Line]:
    """The entries of one breach, in order.

    An answer is told with the question it answered then, whatever protocol the breach follows now. Another
    T0 or another protocol is told with the deadlines before and after.
    """
    breach: Breach | None = None
    for entry in entries:
        before, breach = breach, fold(breach, entry)
        heading, detail = history_line(entry, adopted(breach.protocol))
        moved = _moved(before, breach, adopted) if before is not None else []
        yield Line(entry, heading, " · ".join([*moved, detail]))


def _moved(before: Breach, after: Breach, adopted: Adopted) -> list[str]:
    """What stood before and stands after, where T0 or the protocol is another one."""
    parts = []
    if len(before.anchors) != len(after.anchors):
        parts.append(_("T0 was {before}, is {after}").format(before=_anchor(before), after=_anchor(after)))
    if before.protocol != after.protocol:
        parts.append(
            _("protocol was {before}, is {after}").format(before=before.protocol, after=after.protocol)
        )
    if parts:
        old, new = (_deadlines(breach, adopted(breach.protocol)) for breach in (before, after))
        parts.append(_("deadlines were {before}; are {after}").format(before=old, after=new))
    return parts


def _anchor(breach: Breach) -> str:
    return f"{format_span(breach.t0)} ({ANCHORS.label(breach.anchor.kind)})"


def _deadlines(breach: Breach, protocol: Protocol) -> str:
    """`24 h 231621Z NOV 26, 72 h 251621Z NOV 26`."""
    return ", ".join(
        _("{hours} h {utc}").format(hours=phase.hours, utc=deadline_utc(span, month=True))
        for phase in protocol.phases
        if (span := phase.deadline(breach.t0)) is not None
    )
