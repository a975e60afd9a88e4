"""The hash list as facts: every file of evidence with what identifies it and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.evidence import Evidence
from domain.imprint import Imprint
from domain.instant import format_dtg
from domain.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class HashList(Imprint):
    """The evidence of a desk, or of one incident, as the journal knew it at the cut-off."""

    kind: ClassVar[str] = "hashes"

    evidence: tuple[Evidence, ...]
    incident: str = ""
    """The number of the incident it is of; empty for the whole desk."""

    @property
    def size(self) -> int:
        """Bytes of all the files, one kept for several incidents counted once."""
        return sum({one.custody.sha256: one.custody.size for one in self.evidence}.values())


def hash_list_title(incident: str, cut_off: datetime) -> str:
    """`Evidence hash list, CV-2026-000123, 231407Z NOV 26`."""
    parts = (_("Evidence hash list"), incident, format_dtg(cut_off))
    return ", ".join(part for part in parts if part)
