"""Names of seas, countries and rivers, where they stand, and which settlements a scale has room for."""

from __future__ import annotations

from typing import NamedTuple

from domain.map.projection import project
from domain.words import N_, _

DISCLAIMER = N_(
    "Boundaries and names as in Natural Earth and the law of Ukraine; they imply no opinion on the status of"
    " any territory."
)
SOURCE = N_("Map: Natural Earth (public domain). Place names: GeoNames, CC BY 4.0.")


class AreaName(NamedTuple):
    """A name over an area; `places` are where it may stand, the first free one in view is taken."""

    words: str
    places: tuple[tuple[float, float], ...]
    water: bool = False

    @property
    def label(self) -> str:
        """The name in the current language."""
        return _(self.words)


def _name(words: str, *places: tuple[float, float], water: bool = False) -> AreaName:
    return AreaName(words, tuple(project(lat, lon) for lat, lon in places), water)


AREAS = (
    _name(N_("Black Sea"), (43.6, 34.5), (45.6, 31.4), (43.6, 30.0), water=True),
    _name(N_("Sea of Azov"), (46.0, 36.5), (46.4, 36.3), water=True),
    _name(N_("Russia"), (52.6, 37.6), (48.3, 41.9), (51.2, 40.6), (45.6, 40.5)),
    _name(N_("Belarus"), (52.7, 28.2), (52.1, 27.0), (52.5, 30.5)),
    _name(N_("Poland"), (51.2, 21.6), (50.3, 21.4)),
    _name(N_("Slovakia"), (48.8, 20.4),),
    _name(N_("Hungary"), (47.3, 20.6),),
    _name(N_("Romania"), (46.4, 24.8), (45.6, 25.5), (47.2, 26.2)),
    _name(N_("Moldova"), (47.15, 28.55),),
    _name(N_("Bulgaria"), (43.2, 26.6),),
    _name(N_("Türkiye"), (41.3, 33.5),),
)  # fmt: skip

RIVER_NAMES = {
    "Dnipro": N_("Dnipro"),
    "Desna": N_("Desna"),
    "Dnister": N_("Dnister"),
    "Pivdennyi Buh": N_("Pivdennyi Buh"),
    "Siverskyi Donets": N_("Siverskyi Donets"),
    "Prypiat": N_("Prypiat"),
    "Seim": N_("Seim"),
    "Prut": N_("Prut"),
    "Danube": N_("Danube"),
    "Don": N_("Don"),
    "Western Bug": N_("Western Bug"),
    "Tysa": N_("Tysa"),
}


TOWNS_ABROAD = {
    "Rostov-on-Don": "Ростов-на-Дону", "Taganrog": "Таганрог", "Novorossiysk": "Новоросійськ",
    "Bataysk": "Батайськ", "Chisinau": "Кишинів", "Tiraspol": "Тирасполь", "Bender": "Бендери",
    "Bălţi": "Бєльці", "Homyel": "Гомель", "Baranovichi": "Барановичі", "Rzeszów": "Ряшів",
    "Tarnów": "Тарнів", "Košice": "Кошиці", "Debrecen": "Дебрецен", "Târgu Mureş": "Тиргу-Муреш",
    "Buzău": "Бузеу", "Piatra Neamţ": "П’ятра-Нямц",
}  # fmt: skip
"""Ukrainian names of the larger towns abroad where the gazetteer has another spelling of them."""


def smallest_population(scale: float) -> int:
    """How many people a settlement must have to be named at `scale` (units of 1/72 inch, or pixels, a metre).

    Beyond it names are still left out where they would lie on each other.
    """
    kilometre = scale * 1000
    for least, population in _POPULATIONS:
        if kilometre < least:
            return population
    return 0


_POPULATIONS = (
    (0.35, 600_000), (0.7, 200_000), (1.2, 90_000), (2.4, 40_000), (5.0, 15_000), (10.0, 5_000),
    (20.0, 1_500),
)  # fmt: skip
