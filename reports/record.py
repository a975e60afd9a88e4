"""A record told in pairs of a name and a value, and the parts that products about one record share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportlab.platypus import Flowable, Spacer

from domain.imprint import Imprint
from domain.likelihood import key
from domain.redaction import statement
from domain.words import _
from reports.blocks import Text
from reports.ledger import Column, Entry, Ledger
from reports.style import BODY, CARD, CELL, CELL_SOFT, LABEL


def pairs(rows: Iterable[tuple[str, str]], room: float) -> Ledger:
    """Names at the left, values at the right, a hairline between; an empty value is left out."""
    columns = [Column("", 30, limit=3), Column("", 144)]
    return Ledger(columns, (Entry([[(n, CELL_SOFT)], [(v, CELL)]]) for n, v in rows if v), room)


def left_out(product: Imprint, room: float) -> Iterator[Flowable]:
    """On page one: what this edition leaves out."""
    if said := statement(product.plan.redaction):
        yield Spacer(1, 6)
        yield Text([(said, CARD)], room, bar=True)


def judged(text: str, product: Imprint, room: float) -> Iterator[Flowable]:
    """A text of the author: barred, with who assessed it, and the key of the scale it uses."""
    yield Text([(text, BODY)], room, bar=True)
    yield Spacer(1, 2)
    yield Text([(_("Assessed by {author}").format(author=product.author), LABEL)], room)
    yield from scale(product, room)


def scale(product: Imprint, room: float) -> Iterator[Flowable]:
    """The key of the likelihood scale, where one was chosen."""
    if said := key(product.plan.likelihood):
        yield Spacer(1, 1)
        yield Text([(said, LABEL)], room)
