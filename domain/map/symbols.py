"""One sign for each family of kinds, told apart without colour and at the size of a letter.

A map of 28 signs is read by nobody; the list beside it has the kind itself. Geometry as in `domain.glyphs`.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.glyphs import Circle, Ink, Polygon, Polyline, Shape
from domain.words import N_, _


@dataclass(frozen=True, slots=True)
class Family:
    """Kinds of incident that share a sign."""

    key: str
    words: str
    kinds: tuple[str, ...]
    shapes: tuple[Shape, ...]

    @property
    def label(self) -> str:
        """What the legend says, in the current language."""
        return _(self.words)


_DIAMOND = ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5))

FAMILIES = (
    Family(
        "direct", N_("small arms, machine guns, snipers"), ("small_arms", "heavy_infantry", "sniper"),
        (Circle((0.5, 0.5), 0.36),),
    ),
    Family(
        "shelling", N_("mortar, artillery, rockets, tanks"),
        ("mortar", "artillery", "mlrs", "tank_fire", "atgm"),
        (Polygon(((0.5, 0.02), (1.0, 0.92), (0.0, 0.92))),),
    ),
    Family(
        "strike", N_("missile or air strike"), ("missile", "air_strike"),
        (Polygon(_DIAMOND), Circle((0.5, 0.5), 0.16, Ink.KNOCK_OUT)),
    ),
    Family(
        "drone", N_("drones"), ("one_way_uav", "fpv", "uav_overflight"),
        (Polyline(((0.1, 0.1), (0.9, 0.9))), Polyline(((0.9, 0.1), (0.1, 0.9))), Circle((0.5, 0.5), 0.17)),
    ),
    Family(
        "ground", N_("ground assault, movement, weapons"),
        ("ground_assault", "infiltration", "movement", "withdrawal_zone"),
        (Polygon(((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9))),),
    ),
    Family(
        "mine", N_("mine or unexploded ordnance"), ("mine",),
        (Circle((0.5, 0.5), 0.4, Ink.STROKE), Circle((0.5, 0.5), 0.17)),
    ),
    Family(
        "beyond", N_("at sea, in the airspace, jamming"), ("naval", "airspace", "jamming"),
        (Polygon(((0.5, 0.06), (0.94, 0.5), (0.5, 0.94), (0.06, 0.5)), Ink.STROKE),),
    ),
    Family(
        "harm", N_("harm to civilians, infrastructure"), ("infrastructure", "civilian_harm"),
        (
            Polygon(
                (
                    (0.34, 0.02), (0.66, 0.02), (0.66, 0.34), (0.98, 0.34), (0.98, 0.66), (0.66, 0.66),
                    (0.66, 0.98), (0.34, 0.98), (0.34, 0.66), (0.02, 0.66), (0.02, 0.34), (0.34, 0.34),
                )
            ),
        ),
    ),
    Family(
        "other", N_("access, detention, training, other"),
        ("access_denied", "detention", "live_fire_training", "other"),
        (Polygon(((0.12, 0.12), (0.88, 0.12), (0.88, 0.88), (0.12, 0.88)), Ink.STROKE),),
    ),
    Family("not_known", N_("kind not known"), ("not_known",), (Circle((0.5, 0.5), 0.4, Ink.STROKE),)),
)  # fmt: skip
"""In the order of the legend. Every kind of the vocabulary belongs to one, which a test asserts."""
_BY_KIND = {kind: family for family in FAMILIES for kind in family.kinds}


def family(kind: str) -> Family:
    """The family of a kind; an unknown kind is shown as not known."""
    return _BY_KIND.get(kind, FAMILIES[-1])
