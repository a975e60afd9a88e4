"""The dossier of a breach as facts: its clock, everything recorded on it, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.briefing import OpenClock
from domain.evidence import Evidence
from domain.imprint import Imprint
from domain.incident import Incident
from domain.journal import Entry
from domain.pictures import Picture
from domain.protocol import Protocol
from domain.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier(Imprint):
    """One case at one data cut-off, whether its clock counts or not."""

    kind: ClassVar[str] = "dossier"

    clock: OpenClock
    history: tuple[Entry, ...]
    """The entries of the breach, in order."""
    incidents: tuple[Incident, ...]
    """By time of occurrence."""
    evidence: tuple[Evidence, ...] = ()
    """Of all its incidents, what was withdrawn among it."""
    protocols: tuple[Protocol, ...] = ()
    """Every protocol it has followed."""
    pictures: tuple[Picture, ...] = ()

    def adopted(self, name: str) -> Protocol:
        """One of its protocols by name."""
        return next(protocol for protocol in self.protocols if protocol.name == name)


def dossier_title(number: str) -> str:
    """`Breach dossier BR-2026-0007`."""
    return _("Breach dossier {number}").format(number=number)
