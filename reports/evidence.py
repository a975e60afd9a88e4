"""Evidence on paper: a list with hashes, and the images where they were asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from domain.evidence import Evidence, format_size
from domain.instant import format_dtg
from domain.pictures import Picture
from domain.text import excerpt
from domain.words import _, n_
from reports.blocks import Text
from reports.ledger import Column, Entry, Ledger
from reports.letters import visible
from reports.style import BODY, CELL, CELL_SOFT, CELL_STRONG, LABEL
from reports.tags import figure
from reports.text import Piece

_NAME = 160
_HALF = 32
_TALLEST = 300.0
"""Points an image may be high."""


def evidence_list(evidence: Sequence[Evidence], room: float, *, exact: bool = False) -> Iterator[Flowable]:
    """The list; a sentence where there is none. `exact` gives sizes to the byte."""
    if not evidence:
        yield Text([(_("No evidence file is kept with it."), BODY)], room)
        return
    columns = [
        Column(_("Number"), 26),
        Column(_("File, type, size"), 44),
        Column(_("Custody"), 50),
        Column(_("SHA-256 of the original"), 54),
    ]
    yield Ledger(columns, (_entry(one, exact) for one in evidence), room)


def picture_pages(pictures: Iterable[Picture], room: float) -> Iterator[Flowable]:
    """The images, each with its number and the hash of its original beside it."""
    for picture in pictures:
        shown = Shown(picture, room)
        yield CondPageBreak(shown.wrap(0, 0)[1] + 40)
        yield Spacer(1, 8)
        yield shown
        yield Spacer(1, 2)
        said = f"{picture.evidence} · {excerpt(picture.name, _NAME)} · SHA-256 {picture.sha256}"
        note = _("Made smaller for paper; the hash is that of the original.")
        yield Text([(f"{said}. {note}", LABEL)], room)


class Shown(Flowable):
    """An image as wide as there is room and at most so high."""

    def __init__(self, picture: Picture, room: float) -> None:
        super().__init__()
        self._picture, self._room = picture, room
        scale = min(room / picture.width, _TALLEST / picture.height, 1.0)
        self._size = picture.width * scale, picture.height * scale

    def wrap(self, _room: float, _height: float) -> tuple[float, float]:
        """Width and height in points."""
        return self._room, self._size[1]

    def draw(self) -> None:
        """Called by reportlab with the canvas moved to the lower left corner."""
        one = self._picture
        image = Image.frombytes("RGB", (one.width, one.height), one.pixels)
        said = _("Image {number}, {name}").format(number=one.evidence, name=visible(excerpt(one.name, _NAME)))
        with figure(self.canv, said, (0, 0, *self._size)):
            self.canv.drawImage(ImageReader(image), 0, 0, *self._size)


def _entry(one: Evidence, exact: bool) -> Entry:
    custody = one.custody
    named: list[Piece] = [
        (excerpt(custody.name, _NAME), CELL),
        (f"{custody.type} · {_exactly(custody.size) if exact else format_size(custody.size)}", CELL_SOFT),
    ]
    if one.withdrawn is not None:
        named.insert(0, (_("withdrawn: {reason}").format(reason=excerpt(one.withdrawn, _NAME)), CELL_STRONG))
    kept = [
        _("received {time} by {who}").format(time=format_dtg(custody.received_at), who=custody.received_by),
        *([_("from {source}").format(source=custody.received_from)] if custody.received_from else []),
        *([custody.how] if custody.how else []),
        _("added by {who} {time}").format(who=one.added_by, time=format_dtg(one.added_at)),
    ]
    digest = custody.sha256
    return Entry(
        [
            [(one.number, CELL_STRONG), (one.incident, CELL_SOFT)],
            named,
            [(excerpt("; ".join(kept), 2 * _NAME), CELL)],
            [(digest[:_HALF], CELL), (digest[_HALF:], CELL)],
        ]
    )


def _exactly(size: int) -> str:
    return n_("{n} byte", "{n} bytes", size)
