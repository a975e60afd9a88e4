"""A settlement of the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass

from domain.position import Position
from domain.vocabulary import OBLASTS
from domain.words import _, current_language


@dataclass(frozen=True, slots=True)
class Place:
    """A settlement: its names, where its centre is, and how many live there (0: not known).

    `oblast` is the ISO 3166-2 code (`UA-63`) in Ukraine and empty elsewhere; `country` is the ISO 3166-1
    code. `spellings` are further names it is found by. A `quarter` is a part of a town: it is found by its
    name, but no distance is ever given from it.
    """

    name: str
    ukrainian: str
    oblast: str
    country: str
    position: Position
    population: int = 0
    spellings: tuple[str, ...] = ()
    quarter: bool = False

    @property
    def label(self) -> str:
        """The name in the current language: Ukrainian in Ukrainian, else Latin."""
        return self.ukrainian if current_language() == "uk" and self.ukrainian else self.name

    @property
    def full_label(self) -> str:
        """The name with the oblast, `Orikhiv, Zaporizhzhia Oblast`, or with the country's code abroad."""
        region = OBLASTS.label(self.oblast) if self.oblast else self.country
        return _("{place}, {region}").format(place=self.label, region=region) if region else self.label
