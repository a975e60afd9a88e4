"""Names of the places in a briefing that links lead to, and the links themselves."""

from __future__ import annotations

from domain.words import _
from reports.blocks import FIGURES
from reports.tags import Link

CLOCKS = "clocks"
COMPARISON = "comparison"
INCIDENTS = "incidents"


def to_clocks() -> Link:
    """To the open clocks."""
    return Link(CLOCKS, _("Open clocks at the cut-off"))


def to_comparison() -> Link:
    """To the tables by kind and by oblast."""
    return Link(COMPARISON, _("Incidents and violations by kind and by oblast"))


def to_incidents() -> Link:
    """To the table of incidents."""
    return Link(INCIDENTS, _("Incidents of the period"))


def to_figures() -> Link:
    """Back to the key figures."""
    return Link(FIGURES, _("back to the key figures"))
