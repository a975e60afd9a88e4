"""What stands beside the pictures: how they are read, and what they cannot show."""

from __future__ import annotations

from domain.trends import Step, Trends
from domain.words import N_, _, n_

_TITLES = {
    Step.HOUR: N_("Incidents by hour"),
    Step.DAY: N_("Incidents by day"),
    Step.WEEK: N_("Incidents by week"),
    Step.MONTH: N_("Incidents by month"),
}


def title(trends: Trends) -> str:
    """`Incidents by day, Kyiv`: the step and whose days or hours it means."""
    zone = _("Kyiv") if trends.in_kyiv else "UTC"
    return _("{picture}, {zone}").format(picture=_(_TITLES[trends.step]), zone=zone)


def reading() -> str:
    """How bars and ticks are read."""
    return _(
        "A bar is this period, a tick across it the period before; figures in brackets are those of the"
        " period before. All small pictures have the same scale."
    )


def unplaced_words(trends: Trends) -> list[str]:
    """Incidents whose time is not known well enough, one sentence for each picture that lacks them."""
    said = []
    if trends.unplaced:
        said.append(
            n_(
                "{n} incident is known only to a longer time and is in no bar.",
                "{n} incidents are known only to a longer time and are in no bar.",
                trends.unplaced,
            )
        )
    if trends.unplaced_before:
        said.append(
            n_(
                "Of the period before, {n} incident is in no bar.",
                "Of the period before, {n} incidents are in no bar.",
                trends.unplaced_before,
            )
        )
    return said


def hour_words(trends: Trends) -> str:
    """How many incidents have no hour; empty where all have one."""
    if not trends.no_hour:
        return ""
    return n_(
        "{n} incident has no known hour and is not shown by hour of day.",
        "{n} incidents have no known hour and are not shown by hour of day.",
        trends.no_hour,
    )


def harm_words(trends: Trends) -> str:
    """How many incidents have no casualty figure; empty where all have one."""
    if not trends.without_casualties:
        return ""
    return n_(
        "For {n} incident no casualty figure is recorded, which is not the same as none.",
        "For {n} incidents no casualty figure is recorded, which is not the same as none.",
        trends.without_casualties,
    )
