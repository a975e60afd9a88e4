"""From a desk to the facts of a corrigendum: what changed of an issued product up to the data cut-off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.corrigendum import Corrigendum, corrigendum_title
from domain.errors import FieldError
from domain.plan import PLAIN
from domain.words import _
from storage.clock_facts import imprint
from storage.desk import Desk


def collect(
    desk: Desk, serial: str, *, cut_off: datetime, produced_at: datetime, author: str,
    number: str | None = None,
) -> Corrigendum:  # fmt: skip
    """The corrigendum to the product `serial`; `number` is its own serial, None for a draft.

    Raises `FieldError` naming `record` where that product is unknown, is a corrigendum, or still holds.
    """
    try:
        issued = desk.briefings.get(serial)
    except FieldError as error:
        raise FieldError("record", error.title, error.advice) from error
    if issued.kind == Corrigendum.kind:
        raise FieldError(
            "record",
            _("{serial} is a corrigendum itself.").format(serial=serial),
            _("Correct {serial} again.").format(serial=issued.corrects),
        )
    made = desk.amending.since_issue(issued, desk.journal.last_before(cut_off))
    if not made:
        raise FieldError("record", _("Nothing that {serial} says has changed.").format(serial=serial))
    redaction = issued.request.plan.redaction if issued.request else PLAIN.redaction
    shared = imprint(
        desk, title=corrigendum_title(serial), since=issued.produced_at, until=cut_off, cut_off=cut_off,
        produced_at=produced_at, author=author, serial=number, plan=replace(PLAIN, redaction=redaction),
    )  # fmt: skip
    return Corrigendum(
        **shared,
        corrects=serial,
        corrected_title=issued.title,
        issued_at=issued.produced_at,
        sha256=issued.sha256,
        pages=issued.pages,
        earlier=tuple(one.serial for one in desk.briefings.corrigenda(serial)),
        amendments=tuple(made),
        records=tuple(desk.briefings.records(serial)),
    )
