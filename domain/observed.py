"""The line that is quoted: how many violations of a period, by what was observed.

Quantities alone are summed. An incident without one is not one violation and not none: it is said beside.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.incident import Incident
from domain.instant import format_dtg
from domain.observation import SIGNS
from domain.quantity import Violations, total
from domain.vocabulary import NOT_KNOWN
from domain.words import _, n_, number


def by_observation(incidents: Iterable[Incident]) -> tuple[tuple[str, Violations], ...]:
    """Sums by key of what was observed, in the order of the list; what was not said last."""
    groups: dict[str, list[Incident]] = {}
    for incident in incidents:
        if incident.counts and incident.facts.quantity is not None:
            groups.setdefault(_sign(incident), []).append(incident)
    order = [term.key for term in SIGNS]
    return tuple(
        (key, total(one.facts.quantity for one in groups[key])) for key in sorted(groups, key=order.index)
    )


def violations_line(incidents: Iterable[Incident], since: datetime, until: datetime) -> str:
    """`From 221200Z NOV 26 to 231200Z NOV 26 at least 72 violations are recorded (36 explosions, …).`"""
    counted = [incident for incident in incidents if incident.counts]
    whole = total(incident.facts.quantity for incident in counted)
    period = _("From {since} to {until}").format(since=format_dtg(since), until=format_dtg(until))
    if not counted:
        return _("{period} no incident is recorded.").format(period=period)
    if not whole.counted:
        return _("{period} the number of violations is not known: no incident has a quantity.").format(
            period=period
        )
    listed = ", ".join(_named(key, sum_of) for key, sum_of in by_observation(counted))
    figures = n_("{figure} violation is recorded", "{figure} violations are recorded", _grammar(whole))
    said = _("{period} {figures} ({listed}).").format(
        period=period, figures=figures.format(figure=spoken(whole)), listed=listed
    )
    if not whole.without:
        return said
    beside = n_(
        "{n} incident without a quantity is not in this figure.",
        "{n} incidents without a quantity are not in this figure.",
        whole.without,
    )
    return f"{said} {beside}"


def spoken(sum_of: Violations) -> str:
    """A sum in running text: `at least 72`, `about 30`, `2–4`, `12`, `not known`."""
    if not sum_of.counted:
        return _("not known")
    if sum_of.open_above or sum_of.without:
        return _("at least {figure}").format(figure=number(sum_of.low))
    return str(sum_of)


def _grammar(sum_of: Violations) -> int:
    """The number that decides the form of the noun: that of the last figure said."""
    return sum_of.low if sum_of.open_above or sum_of.without else sum_of.high


def _sign(incident: Incident) -> str:
    """What was observed, as recorded; else as the unit of the quantity names it."""
    sign, quantity = incident.facts.observation.sign, incident.facts.quantity
    if sign != NOT_KNOWN or quantity is None:
        return sign
    words = quantity.unit.split()
    for named in (quantity.unit, words[-1] if words else ""):
        if named and SIGNS.knows(named):
            return SIGNS.find(named, "unit")
    return NOT_KNOWN


def _named(key: str, sum_of: Violations) -> str:
    count = _grammar(sum_of)
    forms = {
        "explosion": n_("{figure} explosion", "{figure} explosions", count),
        "burst": n_("{figure} burst", "{figure} bursts", count),
        "shot": n_("{figure} shot", "{figure} shots", count),
        "projectile": n_("{figure} projectile in flight", "{figure} projectiles in flight", count),
        "muzzle_flash": n_("{figure} muzzle flash", "{figure} muzzle flashes", count),
        "flare": n_("{figure} illumination flare", "{figure} illumination flares", count),
        "tracer": n_("{figure} tracer", "{figure} tracers", count),
        "strike": n_("{figure} strike", "{figure} strikes", count),
        "movement": n_("{figure} movement", "{figure} movements", count),
    }
    other = n_("{figure} of another kind or not said", "{figure} of another kind or not said", count)
    return forms.get(key, other).format(figure=spoken(sum_of))
