"""A corrigendum as facts: what an issued product said, what holds now, and which entries changed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.amendments import Amendment
from domain.imprint import Imprint
from domain.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrigendum(Imprint):
    """It stands beside the product it corrects, which stays as issued. The period is since its issue."""

    kind: ClassVar[str] = "corrigendum"

    corrects: str
    corrected_title: str
    issued_at: datetime
    sha256: str
    pages: int
    earlier: tuple[str, ...]
    """Serials of the corrigenda there were before, whose changes are not repeated."""
    amendments: tuple[Amendment, ...]
    records: tuple[str, ...]
    """On which the corrected product rests."""


def corrigendum_title(serial: str) -> str:
    """`Corrigendum to BRF-2026-0031`."""
    return _("Corrigendum to {serial}").format(serial=serial)
