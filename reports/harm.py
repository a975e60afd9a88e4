"""Casualties and infrastructure of a period: what was recorded, and of how many incidents nothing was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from domain.casualties import total
from domain.details import INFRASTRUCTURE
from domain.incident import Incident
from domain.words import _, n_, number


def harm_lines(incidents: Iterable[Incident]) -> Iterator[str]:
    """Sentences for a section of its own; none where nothing of either is recorded."""
    counted = [incident for incident in incidents if incident.counts]
    told = [incident for incident in counted if incident.facts.casualties]
    struck = Counter(item for incident in counted for item in incident.facts.infrastructure)
    if not told and not struck:
        return
    if told:
        yield _("Casualties recorded: {figures}.").format(figures=total(i.facts.casualties for i in told))
        without = len(counted) - len(told)
        if without:
            yield n_(
                "For {n} incident no figure is recorded, which is not the same as none.",
                "For {n} incidents no figure is recorded, which is not the same as none.",
                without,
            )
    else:
        yield _("No casualty figure is recorded, which is not the same as none.")
    if struck:
        ranked = sorted(struck.items(), key=lambda item: (-item[1], item[0]))
        listed = ", ".join(f"{INFRASTRUCTURE.label(key)} {number(count)}" for key, count in ranked)
        yield _("Infrastructure struck, by number of incidents: {listed}.").format(listed=listed)
