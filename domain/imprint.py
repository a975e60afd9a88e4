"""What stands on every page of a product: desk, marking, data cut-off, time, author, serial."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.marking import Marking
from domain.plan import PLAIN, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """The facts that identify a product. Instants are UTC; the period is since ≤ time < until."""

    kind: ClassVar[str] = ""
    """Which product it is, as the journal and the command line name it."""

    desk_code: str
    desk_name: str
    marking: Marking
    title: str
    since: datetime
    until: datetime
    """Equal to `since` for a product about one instant."""
    cut_off: datetime
    produced_at: datetime
    author: str
    serial: str | None = None
    """None for a draft."""
    entries: int = 0
    head: str = ""
    """Number and digest of the last journal entry the facts were taken from; empty for facts made by hand."""

    plan: Plan = PLAIN
    """What was chosen for it: sections, the author's texts, what is left out."""

    @property
    def is_draft(self) -> bool:
        """Whether it has no serial yet."""
        return self.serial is None
