"""The watch: who is on it, what they noted, and how the machine's clock compared with a trusted one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.clock import JUMP
from domain.errors import FieldError
from domain.instant import format_dtg, format_short, iso_utc, parse_iso_utc
from domain.journal import Entry
from domain.text import clean_line, clean_text, required
from domain.words import _

WATCH_RECORD, CLOCK_RECORD = "watch", "clock"
LARGEST_OFFSET = timedelta(days=2)
"""A comparison that differs by more is a typing mistake."""


@dataclass(frozen=True, slots=True)
class WatchState:
    """Who is on watch since when (UTC); nobody where `since` is None."""

    names: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class TimeCheck:
    """A comparison with a trusted clock at `at` (UTC, by the machine's clock).

    `offset` is how far the machine's clock was ahead; negative where it was behind.
    """

    at: datetime
    offset: timedelta
    source: str
    author: str


def fold_watch(state: WatchState, entry: Entry) -> WatchState:
    """The watch after one more entry; entries that are none of its own change nothing."""
    match entry.action:
        case "watch.started":
            return WatchState(entry.content["names"], entry.at)
        case "watch.ended":
            return WatchState()
    return state


def watch_at(entries: Iterable[Entry]) -> WatchState:
    """The watch after all these entries, in order."""
    state = WatchState()
    for entry in entries:
        state = fold_watch(state, entry)
    return state


def starting(state: WatchState, names: str, note: str) -> dict[str, Any]:
    """The content that starts a watch. Raises `FieldError` where one is on already."""
    if state.since is not None:
        raise FieldError(
            "names", _("{names} is on watch already.").format(names=state.names), _("End that watch first.")
        )
    who = required(clean_line(names, "names", limit=120), "names", _("Who takes the watch?"))
    return {"names": who, "note": clean_text(note, "note")}


def ending(state: WatchState, handed_to: str, note: str) -> dict[str, Any]:
    """The content that ends a watch. Raises `FieldError` where none is on."""
    if state.since is None:
        raise FieldError("handed_to", _("Nobody is on watch."))
    return {
        "names": state.names,
        "since": iso_utc(state.since),
        "handed_to": clean_line(handed_to, "handed_to", limit=120),
        "note": clean_text(note, "note"),
    }


def noting(text: str) -> dict[str, Any]:
    """The content of a note to the log. Raises `FieldError` for an empty one."""
    return {"note": required(clean_text(text, "note"), "note", _("A note says something."))}


def checking(trusted: datetime, machine: datetime, source: str) -> dict[str, Any]:
    """The content that compares the machine's clock with a trusted one (both UTC). Raises `FieldError`."""
    offset = machine - trusted
    if abs(offset) > LARGEST_OFFSET:
        raise FieldError("trusted", _("This is more than two days away from the machine's clock."))
    return {
        "trusted": iso_utc(trusted),
        "machine": iso_utc(machine),
        "offset_ms": offset // timedelta(milliseconds=1),
        "source": required(clean_line(source, "source"), "source", _("Which clock was it compared with?")),
    }


def time_check(entry: Entry) -> TimeCheck:
    """The comparison an entry holds."""
    offset = timedelta(milliseconds=entry.content["offset_ms"])
    return TimeCheck(parse_iso_utc(entry.content["machine"]), offset, entry.content["source"], entry.author)


def offset_text(check: TimeCheck | None) -> str:
    """The same in a few words: `clock 3.2 s ahead at 231405Z`, with a sign in front where it is much."""
    if check is None:
        return _("clock not compared")
    seconds = check.offset.total_seconds()
    if abs(seconds) < 1:
        found = _("clock agreed at {time}")
    elif seconds > 0:
        found = _("clock {offset} s ahead at {time}")
    else:
        found = _("clock {offset} s behind at {time}")
    text = found.format(offset=f"{abs(seconds):.1f}", time=format_short(check.at))
    return f"▲ {text}" if abs(check.offset) >= JUMP else text


def check_text(check: TimeCheck | None) -> str:
    """What a comparison with a trusted clock found."""
    if check is None:
        return _("Never compared with a trusted clock.")
    seconds = check.offset.total_seconds()
    when = format_dtg(check.at, seconds=True)
    if abs(seconds) < 1:
        found = _("agreed with {source} at {time}")
    elif seconds > 0:
        found = _("was {offset} s ahead of {source} at {time}")
    else:
        found = _("was {offset} s behind {source} at {time}")
    return found.format(offset=f"{abs(seconds):.1f}", source=check.source, time=when)
