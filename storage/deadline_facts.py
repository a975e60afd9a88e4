"""From a desk to the facts of a deadline sheet, as the journal knew them at the data cut-off."""

from __future__ import annotations

from datetime import datetime

from domain.deadline_sheet import DeadlineSheet, sheet_title
from storage.clock_facts import imprint, open_clocks, protocols_of
from storage.desk import Desk


def collect(
    desk: Desk, *, cut_off: datetime, produced_at: datetime, author: str, serial: str | None = None
) -> DeadlineSheet:
    """Every breach open at `cut_off` (UTC). Raises `FieldError` for a cut-off after `produced_at`."""
    shared = imprint(
        desk, title=sheet_title(cut_off), since=cut_off, until=cut_off, cut_off=cut_off,
        produced_at=produced_at, author=author, serial=serial,
    )  # fmt: skip
    clocks = open_clocks(desk, cut_off)
    checks = desk.watch.checks(until=cut_off)
    return DeadlineSheet(
        **shared,
        clocks=clocks,
        protocols=protocols_of(desk, clocks),
        last_check=checks[-1] if checks else None,
    )
