"""The pages of any product: the one place that knows who sets what."""

from __future__ import annotations

from domain.briefing import Briefing
from domain.corrigendum import Corrigendum
from domain.deadline_sheet import DeadlineSheet
from domain.dossier import Dossier
from domain.errors import InvariantError
from domain.handover import Handover
from domain.hash_list import HashList
from domain.imprint import Imprint
from domain.spot_report import SpotReport
from reports import corrigendum, deadline_sheet, dossier, handover, hash_list, situation, spot_report
from reports.page import page_count

__all__ = ["page_count", "render"]


def render(product: Imprint, *, page_size: str = "A4") -> bytes:
    """A product as a PDF on `page_size` (`A4` or `Letter`), in the current language.

    The same facts give the same bytes. Raises `KeyError` for another page size.
    """
    match product:
        case Briefing():
            return situation.render(product, page_size=page_size)
        case SpotReport():
            return spot_report.render(product, page_size=page_size)
        case Dossier():
            return dossier.render(product, page_size=page_size)
        case DeadlineSheet():
            return deadline_sheet.render(product, page_size=page_size)
        case HashList():
            return hash_list.render(product, page_size=page_size)
        case Handover():
            return handover.render(product, page_size=page_size)
        case Corrigendum():
            return corrigendum.render(product, page_size=page_size)
    raise InvariantError(f"nobody sets the pages of {product.kind}")
