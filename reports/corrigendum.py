"""The corrigendum: which product it corrects, and every change with its entry. The old pages stay."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable, Spacer

from domain.corrigendum import Corrigendum
from domain.instant import format_dtg
from domain.words import _, n_
from reports.amendments import amendment_table
from reports.blocks import Text, section
from reports.keys import seal
from reports.opening import moment, opening
from reports.page import body_width, build
from reports.record import left_out
from reports.style import BODY, LABEL, LEAD, LEAD_MORE


def render(facts: Corrigendum, *, page_size: str = "A4") -> bytes:
    """The corrigendum as a PDF on `page_size` (`A4` or `Letter`), in the current language.

    The same facts give the same bytes. Raises `KeyError` for another page size.
    """
    room = body_width(page_size)
    first = [(_("Corrects"), facts.corrects, moment(facts.issued_at))]
    story: list[Flowable] = [*opening(facts, room, first), *left_out(facts, room), *_statement(facts, room)]
    corrected = [one for one in facts.amendments if not one.first]
    judged = [one for one in facts.amendments if one.first]
    if corrected:
        story += [
            *section(_("Corrected, withdrawn or assessed anew"), room),
            amendment_table(corrected, room),
        ]
    if judged:
        story += [*section(_("Assessed for the first time since"), room), amendment_table(judged, room)]
    story += [Spacer(1, 6), *seal(facts, room)]
    return build(facts, story, page_size)


def _statement(facts: Corrigendum, room: float) -> Iterator[Flowable]:
    count = len({one.record for one in facts.amendments})
    changed = n_("{n} record changed since.", "{n} records changed since.", count)
    said = _("{serial}, “{title}”, was issued {time}.").format(
        serial=facts.corrects, title=facts.corrected_title, time=format_dtg(facts.issued_at)
    )
    yield Spacer(1, 8)
    yield Text([(changed, LEAD), (f" {said}", LEAD_MORE)], room)
    yield Spacer(1, 3)
    stays = _(
        "It stays as it was issued ({pages}, SHA-256 {digest}); this page says what no longer holds of it."
    )
    pages = n_("{n} page", "{n} pages", facts.pages)
    yield Text([(stays.format(pages=pages, digest=facts.sha256), BODY)], room)
    if facts.earlier:
        earlier = _("Changes told by an earlier corrigendum are not repeated: {serials}.")
        yield Spacer(1, 2)
        yield Text([(earlier.format(serials=", ".join(facts.earlier)), LABEL)], room)
    yield Spacer(1, 4)
