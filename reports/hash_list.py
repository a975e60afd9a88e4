"""The hash list: facts → story → pages. It tells anybody whether a file is the one the desk received."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable, Spacer

from domain.evidence import format_size
from domain.hash_list import HashList
from domain.words import _, n_
from reports.blocks import Text
from reports.evidence import evidence_list
from reports.keys import seal
from reports.opening import opening
from reports.page import body_width, build
from reports.style import BODY, CARD, LABEL


def render(facts: HashList, *, page_size: str = "A4") -> bytes:
    """The list as a PDF on `page_size` (`A4` or `Letter`), in the current language.

    The same facts give the same bytes. Raises `KeyError` for another page size.
    """
    room = body_width(page_size)
    story = [*opening(facts, room, _of(facts)), *_summary(facts, room)]
    story += evidence_list(facts.evidence, room, exact=True)
    story += _notes(facts, room)
    return build(facts, story, page_size)


def _of(facts: HashList) -> list[tuple[str, ...]]:
    return [(_("Incident"), facts.incident)] if facts.incident else []


def _summary(facts: HashList, room: float) -> Iterator[Flowable]:
    yield Spacer(1, 8)
    if facts.evidence:
        count = n_("{n} file of evidence, ", "{n} files of evidence, ", len(facts.evidence))
        withdrawn = sum(one.withdrawn is not None for one in facts.evidence)
        said = _("{size} in all.").format(size=format_size(facts.size))
        if withdrawn:
            said += " " + n_(
                "{n} is withdrawn: kept, and counted no longer as evidence.",
                "{n} are withdrawn: kept, and counted no longer as evidence.",
                withdrawn,
            )
        yield Text([(count, CARD), (said, BODY)], room)
        yield Spacer(1, 6)


def _notes(facts: HashList, room: float) -> Iterator[Flowable]:
    yield Spacer(1, 6)
    said = _(
        "The SHA-256 is that of the original, byte for byte, taken when it was received into the desk. A file"
        " with the same SHA-256 is the same file; a file that was opened and saved again is another one."
        " “Verify” hashes every file in the desk again."
    )
    yield Text([(said, LABEL)], room)
    yield Spacer(1, 2)
    yield from seal(facts, room)
