"""Products made off the window's thread, and what a session writes of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from domain.imprint import Imprint
from domain.instant import from_ms, to_ms
from domain.request import Request
from storage.briefings import SavedBriefing
from storage.desk import Desk
from storage.products import facts_of
from storage.requests import KeptRequest

if TYPE_CHECKING:
    from gui.session import Session

Report = Callable[[float], object]
_READ = 0.2
"""The share of the work that reading the desk is."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A product as facts and as pages. It has left nothing behind yet."""

    request: Request
    product: Imprint
    pdf: bytes
    pages: int


class BriefingWrites:
    """Prepares products in any thread; issues them, and keeps drafts and templates, in the window's."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def preparing(self, request: Request, serial: str | None = None) -> Callable[[Report], Prepared]:
        """A function for a thread: it makes a product as of now. Without a serial it is a draft.

        It reads through a handle of its own. It raises `FieldError` for what cannot stand, and whatever its
        argument, which is told how far it is, raises.
        """
        session = self._session
        now = from_ms(to_ms(session.now()))
        made = partial(
            facts_of, request=request, cut_off=now, produced_at=now, author=session.signature, serial=serial,
            warn_before=session.warned_before,
        )  # fmt: skip
        return partial(_prepare, session.desk, made, request)

    def facts(self, request: Request) -> Imprint:
        """The facts of a draft, read at once in this thread."""
        now = self._session.now()
        return facts_of(
            self._session.desk, request, cut_off=now, produced_at=now, author=self._session.signature,
            warn_before=self._session.warned_before,
        )  # fmt: skip

    def next_serial(self) -> str:
        """The serial that would be given now."""
        return self._session.desk.briefings.next_serial(self._session.now().year)

    def issue(self, made: Prepared) -> SavedBriefing:
        """Freeze a product under its serial. Raises `DeskError`."""
        kept = self._session.desk.briefings.put_out(
            made.product, made.pdf, made.pages, author=self._session.author, request=made.request
        )
        return self._session.put_out(kept)

    def keep(self, sort: str, name: str, request: Request) -> KeptRequest:
        """Keep a draft or a template. Raises `FieldError`, `DeskError`."""
        kept = self._session.desk.requests.keep(sort, name, request, author=self._session.author)
        return self._session.put_out(kept)

    def drop(self, sort: str, name: str) -> None:
        """Offer one no longer. Raises `FieldError`, `DeskError`."""
        self._session.desk.requests.drop(sort, name, author=self._session.author)
        self._session.put_out(None)


def _prepare(desk: Desk, collect: Callable[[Desk], Imprint], request: Request, report: Report) -> Prepared:
    report(0.0)
    reader = desk.beside()
    try:
        product = collect(reader)
    finally:
        reader.close()
    report(_READ)
    from reports.products import page_count, render  # a window opens a quarter sooner without them
    from reports.progress import reporting

    with reporting(lambda share: report(_READ + (1 - _READ) * share)):
        pdf = render(product, page_size=request.paper)
    return Prepared(request, product, pdf, page_count(pdf))
