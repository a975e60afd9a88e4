"""From a request and a desk to the facts of a product: the one place that knows who collects what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypedDict

from domain.alarms import BEFORE
from domain.errors import InvariantError
from domain.imprint import Imprint
from domain.request import Request
from storage import (
    briefing_facts,
    corrigendum_facts,
    deadline_facts,
    handover_facts,
    hash_facts,
    record_facts,
)
from storage.desk import Desk


class _Asked(TypedDict):
    cut_off: datetime
    produced_at: datetime
    author: str
    serial: str | None


def facts_of(
    desk: Desk,
    request: Request,
    *,
    cut_off: datetime,
    produced_at: datetime,
    author: str,
    serial: str | None = None,
    warn_before: Sequence[timedelta] = BEFORE,
) -> Imprint:
    """The facts that are asked for, as the journal knew them at `cut_off` (UTC).

    `warn_before` is how long before a deadline this desk's alarms go off. Raises `FieldError` for what cannot
    stand, naming its field.
    """
    asked = request.checked()
    shared = _Asked(cut_off=cut_off, produced_at=produced_at, author=author, serial=serial)
    match asked.kind:
        case "situation":
            assert asked.since is not None
            assert asked.until is not None
            return briefing_facts.collect(
                desk, since=asked.since, until=asked.until, chosen=asked.chosen, plan=asked.plan, **shared
            )
        case "spot":
            return record_facts.spot_report(desk, asked.record, plan=asked.plan, **shared)
        case "dossier":
            return record_facts.dossier(desk, asked.record, plan=asked.plan, **shared)
        case "deadlines":
            return deadline_facts.collect(desk, **shared)
        case "hashes":
            return hash_facts.collect(desk, incident=asked.record, **shared)
        case "handover":
            return handover_facts.collect(
                desk, since=asked.since, warn_before=warn_before, plan=asked.plan, **shared
            )
        case "corrigendum":
            return corrigendum_facts.collect(
                desk, asked.record, cut_off=cut_off, produced_at=produced_at, author=author, number=serial
            )
    raise InvariantError(f"nobody collects {asked.kind}")
