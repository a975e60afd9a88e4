"""Sectors (axes): the desk's own list of names. One that is no longer used is retired, never deleted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.incident import Facts
from domain.vocabulary import folded

LONGEST = 80
"""Longest name, in characters."""


@dataclass(frozen=True, slots=True)
class Sector:
    """A name on the list; `retired` says why it is not to be used any more, and is empty while it is."""

    name: str
    retired: str = ""

    @property
    def is_in_use(self) -> bool:
        return not self.retired


def named(text: str, sectors: Iterable[Sector]) -> Sector | None:
    """The sector that a text names, whatever its case and accents; None where the list has none such."""
    wanted = folded(text)
    return next((sector for sector in sectors if wanted and folded(sector.name) == wanted), None)


def spelled(facts: Facts, sectors: Iterable[Sector]) -> Facts:
    """The same facts with the sector spelled as on the list, where it is on it."""
    known = named(facts.sector, sectors) if facts.sector else None
    return facts if known is None or known.name == facts.sector else replace(facts, sector=known.name)
