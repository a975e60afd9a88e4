"""What a map of incidents says, beside where they are: how many, and how many it cannot show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.incident import Incident
from domain.map.outline import outline
from domain.map.overlay import Overlay
from domain.map.points import Points
from domain.map.symbols import FAMILIES, Family, family
from domain.map.view import Box
from domain.words import _, n_

SMALLEST_M = 60_000.0
"""A map shows at least so much of the country, so that a reader knows where it is."""
WHOLE = 0.72
"""From this share of the country's width or height on, a map shows the whole country."""
_MARGIN = 0.07
_FARTHEST_M = 40_000.0


@dataclass(frozen=True, slots=True)
class MapFacts:
    """The incidents of a map. `families[i]` and `radii[i]` belong to the point numbered `i`."""

    points: Points
    families: tuple[Family, ...]
    radii: tuple[int | None, ...]
    """Precision in metres; None where none was recorded."""
    no_position: int
    not_counted: int
    """Refuted, withdrawn and duplicate incidents; they are not drawn."""
    overlays: tuple[Overlay, ...] = ()

    @property
    def shown(self) -> int:
        """How many incidents are drawn, alone or in a cluster."""
        return len(self.points)

    def legend(self) -> list[tuple[Family, int]]:
        """The families that occur, in the order of the legend, with how many incidents each has."""
        counts = Counter(self.families[item].key for item in self.points.order)
        return [(one, counts[one.key]) for one in FAMILIES if counts[one.key]]

    def sentences(self) -> list[str]:
        """What is shown and what is not, in the current language."""
        said = [n_("{n} incident is shown.", "{n} incidents are shown.", self.shown)]
        if self.no_position:
            said.append(
                n_(
                    "{n} incident has no coordinates and is not shown.",
                    "{n} incidents have no coordinates and are not shown.",
                    self.no_position,
                )
            )
        if self.points.beyond:
            said.append(
                n_(
                    "{n} incident lies beyond the map.",
                    "{n} incidents lie beyond the map.",
                    self.points.beyond,
                )
            )
        if self.not_counted:
            said.append(
                n_(
                    "{n} incident that is refuted, withdrawn or a duplicate is left out.",
                    "{n} incidents that are refuted, withdrawn or duplicates are left out.",
                    self.not_counted,
                )
            )
        return said

    def alternative(self) -> str:
        """The map in words, for those who cannot see it."""
        kinds = ", ".join(
            _("{kind} {count}").format(kind=one.label, count=count) for one, count in self.legend()
        )
        said = _("Map of incidents.") + " " + " ".join(self.sentences())
        return f"{said} {kinds}." if kinds else said


def map_facts(incidents: Iterable[Incident], overlays: Sequence[Overlay] = ()) -> MapFacts:
    """The facts of a map of `incidents`; those that do not count are only counted as left out."""
    every = list(incidents)
    counted = [incident for incident in every if incident.counts]
    placed = [(incident.facts, at) for incident in counted if (at := incident.facts.position) is not None]
    return MapFacts(
        points=Points([at.lat_e5 for _facts, at in placed], [at.lon_e5 for _facts, at in placed]),
        families=tuple(family(facts.kind) for facts, _at in placed),
        radii=tuple(facts.radius_m for facts, _at in placed),
        no_position=len(counted) - len(placed),
        not_counted=len(every) - len(counted),
        overlays=tuple(overlay for overlay in overlays if overlay.is_drawn),
    )


def extent(facts: MapFacts, aspect: float) -> tuple[Box, bool]:
    """What a sheet of `aspect` (width by height) shows, and whether that is less than the whole country."""
    country = outline().box
    points = facts.points.box()
    if points is None:
        return country, False
    reach = max((radius or 0 for radius in facts.radii), default=0)
    box = points.grown(min(reach, _FARTHEST_M))
    box = box.grown(_MARGIN * max(box.width, box.height * aspect))
    wide = max(box.width, box.height * aspect, SMALLEST_M * aspect)
    if wide / aspect >= WHOLE * country.height or wide >= WHOLE * country.width:
        return Box(
            min(box.west, country.west),
            min(box.south, country.south),
            max(box.east, country.east),
            max(box.north, country.north),
        ), False
    x, y = box.centre
    return Box(x - wide / 2, y - wide / aspect / 2, x + wide / 2, y + wide / aspect / 2), True
