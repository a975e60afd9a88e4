"""The structure of a document, written while its pages are drawn: what is read aloud, and in which order.

A page always stands inside one mark of ISO 32000-1, 14.7: an element of the structure, or an artifact, which
is not read aloud. Whatever is drawn outside an element is an artifact, and text drawn outside one becomes a
paragraph (`reports.text.draw`), so a new section is tagged without a line of its own. What should be more
than paragraphs says so: `Heading`, `Text`, `Ledger` and `Legend` do; a drawing stands in `figure`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from reports.archive import Pack, text_string

_REST = "/Artifact BMC"
_FURNITURE = "/Artifact <</Type/Pagination>> BDC"
_END = "EMC"


class Tag:
    """An element of the structure. It takes its place where it is first drawn, and may go on on later pages.

    A flowable that is split hands its tag to all its parts.
    """

    __slots__ = ("attributes", "kids", "number", "parent", "role")

    def __init__(self, role: str, parent: Tag | None = None, *, alt: str = "", attributes: str = "") -> None:
        """`role` is a standard structure type; `alt` says in words what a picture shows."""
        self.role = role
        self.parent = parent
        self.attributes = attributes + (f"/Alt {text_string(alt)}" if alt else "")
        self.number = 0
        self.kids: list[int | tuple[int, int]] = []
        """Numbers of elements, and (page, mark) for what is drawn."""


class Tags:
    """The structure of one document."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._code: list[str] = []
        self._root = Tag("Document")
        self._root.number = pack.reserve()
        self._tags: list[Tag] = [self._root]
        self._pages: list[int] = []
        self._marks: list[int] = []
        self._leaves: list[tuple[int, str]] = []
        self._parents: list[tuple[int, int]] = []
        self._shared: dict[str, int] = {}
        self._inside = 0
        self.title = ""
        """The heading that was drawn last."""

    # --- pages ---

    def start(self, code: list[str]) -> None:
        """A page begins; `code` is where its instructions are written."""
        self._code = code
        code.append(_REST)

    def is_blank(self) -> bool:
        """Whether nothing was drawn on the page yet."""
        return len(self._code) == 1

    def close(self) -> None:
        """The page ends."""
        if self._code[-1] is _REST:
            self._code.pop()
        else:
            self._code.append(_END)

    def turn(self, page: int) -> int:
        """The page that ended is object `page`; returns its key in the parent tree."""
        key = len(self._pages)
        self._pages.append(page)
        for mark, (number, head) in enumerate(self._leaves):
            if head:
                self._pack.put(number, f"<<{head}/Pg {page} 0 R/K {mark}>>")
        self._parents.append((key, self._pack.add(f"[{_references(self._marks)}]")))
        self._marks, self._leaves = [], []
        return key

    # --- marks ---

    @property
    def outside(self) -> bool:
        """Whether what is drawn now belongs to no element and to no furniture."""
        return not self._inside

    def begin(self, tag: Tag) -> None:
        """What is drawn until `end` is content of `tag`."""
        number = self.place(tag)
        tag.kids.append((len(self._pages), len(self._marks)))
        self._mark(tag.role, number, "")

    def end(self) -> None:
        """The element, or the furniture, ends."""
        self._inside -= 1
        if not self._inside:
            self._code.append(_END)
            self._code.append(_REST)

    @contextmanager
    def content(self, tag: Tag) -> Iterator[None]:
        """What is drawn in it is content of `tag`; inside another element it is content of that."""
        if self._inside:
            yield
            return
        self.begin(tag)
        try:
            yield
        finally:
            self.end()

    @contextmanager
    def furniture(self) -> Iterator[None]:
        """What is drawn in it is repeated on pages and never read aloud."""
        if not self._inside:
            self._open(_FURNITURE)
        self._inside += 1
        try:
            yield
        finally:
            self.end()

    def _mark(self, role: str, number: int, head: str) -> None:
        self._open(f"/{role} <</MCID {len(self._marks)}>> BDC")
        self._marks.append(number)
        self._leaves.append((number, head))
        self._inside += 1

    def _open(self, mark: str) -> None:
        if self._code[-1] is _REST:
            self._code[-1] = mark
        else:
            self._code.append(_END)
            self._code.append(mark)

    # --- elements ---

    def place(self, tag: Tag) -> int:
        """The object number of `tag`, which takes its place among its parent's children the first time."""
        if not tag.number:
            tag.number = self._pack.reserve()
            self._tags.append(tag)
            parent = tag.parent or self._root
            self.place(parent)
            parent.kids.append(tag.number)
        return tag.number

    def row(self, table: Tag) -> int:
        """The object number of a new row of `table`, to be closed by `close_row`."""
        self.place(table)
        number = self._pack.reserve()
        table.kids.append(number)
        return number

    def cell(self, role: str, row: int, attributes: str = "") -> int:
        """What is drawn until `end` is a new cell of that row; returns its object number."""
        number = self._pack.reserve()
        self._mark(role, number, f"/S/{role}/P {row} 0 R{attributes}")
        return number

    def empty_cell(self, role: str, row: int, attributes: str = "") -> int:
        """A cell in which nothing stands."""
        return self._pack.add(f"<</S/{role}/P {row} 0 R{attributes}>>")

    def close_row(self, row: int, table: Tag, cells: list[int]) -> None:
        """The row with its cells from left to right."""
        self._pack.put(row, f"<</S/TR/P {table.number} 0 R/K[{_references(cells)}]>>")

    def attributes(self, content: str) -> str:
        """An entry for elements with these attributes of a table, `/Scope/Row`, which share one object."""
        if content not in self._shared:
            self._shared[content] = self._pack.add(f"<</O/Table{content}>>")
        return f"/A {self._shared[content]} 0 R"

    def finish(self) -> int:
        """Write what is still open; returns the object number of the root."""
        root = self._pack.reserve()
        for tag in self._tags:
            parent = root if tag is self._root else (tag.parent or self._root).number
            kids = " ".join(self._kid(kid) for kid in tag.kids)
            self._pack.put(tag.number, f"<</S/{tag.role}/P {parent} 0 R{tag.attributes}/K[{kids}]>>")
        nums = " ".join(f"{key} {number} 0 R" for key, number in self._parents)
        tree = self._pack.add(f"<</Nums[{nums}]>>")
        self._pack.put(
            root,
            f"<</Type/StructTreeRoot/K {self._root.number} 0 R/ParentTree {tree} 0 R"
            f"/ParentTreeNextKey {len(self._parents)}>>",
        )
        return root

    def _kid(self, kid: int | tuple[int, int]) -> str:
        if isinstance(kid, int):
            return f"{kid} 0 R"
        page, mark = kid
        return f"<</Type/MCR/Pg {self._pages[page]} 0 R/MCID {mark}>>"


def tags_of(canvas: Canvas) -> Tags:
    """The structure of the document that `canvas` draws; raises `AttributeError` for a bare canvas."""
    tagged: Any = canvas
    found = tagged.tags
    assert isinstance(found, Tags)
    return found


@contextmanager
def figure(canvas: Canvas, alt: str, box: tuple[float, float, float, float]) -> Iterator[None]:
    """What is drawn in it is one picture, of which `alt` says in words what it shows.

    `box` is left, bottom, right and top in points as the canvas stands now.
    """
    if not hasattr(canvas, "tags"):
        yield
        return
    left, bottom = canvas.absolutePosition(box[0], box[1])
    right, top = canvas.absolutePosition(box[2], box[3])
    corners = f"{left:.2f} {bottom:.2f} {right:.2f} {top:.2f}"
    tags = tags_of(canvas)
    with tags.content(Tag("Figure", alt=alt, attributes=f"/A<</O/Layout/BBox[{corners}]>>")):
        yield


def _references(numbers: list[int]) -> str:
    return " ".join([f"{number} 0 R" for number in numbers])
