"""On which records a product rests: those whose correction makes it say something that no longer holds."""

from __future__ import annotations

from collections.abc import Iterable

from domain.briefing import Briefing
from domain.corrigendum import Corrigendum
from domain.deadline_sheet import DeadlineSheet
from domain.dossier import Dossier
from domain.handover import Handover
from domain.imprint import Imprint
from domain.spot_report import SpotReport


def records_of(product: Imprint) -> tuple[str, ...]:
    """Numbers of incidents and breaches, each once, in the order they stand in it."""
    match product:
        case Briefing():
            incidents = [incident.number for incident in product.incidents]
            return _once([*incidents, *(clock.breach.number for clock in product.clocks)])
        case SpotReport():
            return _once([product.incident.number, *([product.clock.breach.number] if product.clock else [])])
        case Dossier():
            return _once([product.clock.breach.number, *(incident.number for incident in product.incidents)])
        case DeadlineSheet():
            return _once(clock.breach.number for clock in product.clocks)
        case Handover():
            waiting = [incident.number for incident in product.waiting]
            return _once([*(clock.breach.number for clock in product.clocks), *waiting])
        case Corrigendum():
            return product.records
    return ()


def _once(numbers: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(numbers))
