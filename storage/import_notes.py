"""What the person who imports should know of the rows that were taken, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from domain.words import n_


def spoken(counted: Mapping[str, int], days: int) -> Iterator[str]:
    """A sentence for each thing that was counted; `days` are those taken as Kyiv days for want of a zone."""
    if days:
        yield n_(
            "{n} day without a zone was taken as a day in Kyiv.",
            "{n} days without a zone were taken as days in Kyiv.",
            days,
        )
    if count := counted.get("place_unknown", 0):
        yield n_(
            "{n} row names no place: its place is not known.",
            "{n} rows name no place: their place is not known.",
            count,
        )
    if count := counted.get("far_away", 0):
        yield n_("{n} position lies far from Ukraine.", "{n} positions lie far from Ukraine.", count)
    if count := counted.get("means", 0):
        yield n_(
            "{n} means of observation is kept in the comment.",
            "{n} means of observation are kept in the comment.",
            count,
        )
    if count := counted.get("quantity", 0):
        yield n_("{n} number is kept in the comment.", "{n} numbers are kept in the comment.", count)
