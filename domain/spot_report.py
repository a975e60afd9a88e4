"""A spot report as facts: one incident at one data cut-off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.briefing import OpenClock
from domain.evidence import Evidence
from domain.imprint import Imprint
from domain.incident import Incident
from domain.pictures import Picture
from domain.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotReport(Imprint):
    """Everything one page says of an incident."""

    kind: ClassVar[str] = "spot"

    incident: Incident
    evidence: tuple[Evidence, ...] = ()
    clock: OpenClock | None = None
    """The breach the incident belongs to, where it belongs to one."""
    pictures: tuple[Picture, ...] = ()


def spot_title(number: str) -> str:
    """`Spot report CV-2026-000123`."""
    return _("Spot report {number}").format(number=number)
