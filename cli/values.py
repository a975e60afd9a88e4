"""What is typed on the command line, as values: instants, zones, authors, `field=column` pairs.

A value that cannot be read is a mistake in the command (exit code 2), not a failure of the world (1).
"""

from __future__ import annotations

import getpass
import os
from datetime import datetime, timedelta, tzinfo

from domain.clock import Clock
from domain.errors import DeskError, FieldError
from domain.filter import Filter
from domain.instant import Span, parse_span
from domain.query import FilterError, parse
from domain.text import clean_line, excerpt
from domain.words import _
from storage.import_times import zone_of
from storage.journal import AUTHOR

AUTHOR_VARIABLE = "ARMISTICE_AUTHOR"
_NOBODY = "CLI"
_END_OF_DAY = timedelta(seconds=1)


class UsageError(DeskError):
    """The command itself cannot be understood."""


def zone(text: str) -> tzinfo | None:
    """The zone named by `--zone`; None for `none`. Raises `UsageError`."""
    try:
        return zone_of(text, "zone")
    except FieldError as error:
        raise _usage("--zone", error) from error


def query(text: str, clock: Clock, within: tzinfo | None) -> Filter:
    """The filter of `--filter`, as it is typed in the log. Raises `UsageError` that shows the wrong word."""
    try:
        return parse(text, clock.now(), within)
    except FilterError as error:
        wrong = text[error.start : error.end]
        raise UsageError(
            f"--filter: {error.title}",
            _("It stands at character {at}: {text}").format(at=error.start + 1, text=excerpt(wrong, 60)),
            error.advice,
        ) from error


def instant(text: str, option: str, *, clock: Clock, within: tzinfo | None) -> datetime:
    """One exact instant (UTC), such as `231200Z NOV 26`. Raises `UsageError` for a day or a range."""
    span = _span(text, option, clock, within)
    if not span.is_exact:
        raise UsageError(
            _("{option}: “{text}” is not one instant.").format(option=option, text=excerpt(text, 60)),
            "",
            _("Give a time of day: 231200Z NOV 26, or 2026-11-23T14:00+02:00."),
        )
    return span.earliest


def beginning(text: str, option: str, *, clock: Clock, within: tzinfo | None) -> datetime:
    """An instant, or the beginning of a day (UTC). Raises `UsageError`."""
    return _span(text, option, clock, within).earliest


def end(text: str, option: str, *, clock: Clock, within: tzinfo | None) -> datetime:
    """An instant, or the end of a day (UTC), which is the beginning of the next. Raises `UsageError`."""
    span = _span(text, option, clock, within)
    return span.latest if span.is_exact else span.latest + _END_OF_DAY


def _span(text: str, option: str, clock: Clock, within: tzinfo | None) -> Span:
    try:
        return parse_span(text, now=clock.now(), zone=within, field=option.lstrip("-"))
    except FieldError as error:
        raise _usage(option, error) from error


def pairs(given: list[str]) -> list[tuple[str, str]]:
    """`field=column` pairs. Raises `UsageError` for one without `=`."""
    for text in given:
        if "=" not in text:
            raise UsageError(
                _("--map: “{text}” is not field=column.").format(text=excerpt(text, 60)),
                "",
                _("For instance: --map occurred=Date --map place=Village"),
            )
    return [
        (field.strip(), column.strip()) for field, _sign, column in (text.partition("=") for text in given)
    ]


def author(given: str | None) -> str:
    """Who is on watch: `--author`, else the variable ARMISTICE_AUTHOR, else the login name, else `CLI`.

    Never empty, because every journal entry carries it. Raises `UsageError` for a name that cannot be kept.
    """
    name = given if given is not None else os.environ.get(AUTHOR_VARIABLE) or _login()
    try:
        tidy = clean_line(name, "author", limit=AUTHOR)
    except FieldError as error:
        raise _usage("--author", error) from error
    if not tidy:
        raise UsageError(_("--author: Who is on watch? Initials are needed."))
    return tidy


def _login() -> str:
    try:
        return getpass.getuser()[:AUTHOR].strip() or _NOBODY
    except (OSError, KeyError, ImportError):
        return _NOBODY


def _usage(option: str, error: FieldError) -> UsageError:
    return UsageError(f"{option}: {error.title}", error.message, error.advice)
