"""The structure of a document, written while its pages are drawn: what is read aloud, and in which order.

A page always stands inside one mark of ISO 32000-1, 14.7: an element of the structure, or an artifact, which
is not read aloud. Whatever is drawn outside an element is an artifact, and text drawn outside one becomes a
paragraph (`reports.text.draw`), so a new section is tagged without a line of its own. What should be more
than paragraphs says so: `Heading`, `Text`, `Ledger` and `Legend` do; a drawing stands in `figure`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from reportlab.pdfgen.canvas import Canvas

from reports.archive import Pack, text_string

_REST = "/Artifact BMC"
_FURNITURE = "/Artifact <</Type/Pagination>> BDC"
_END = "EMC"


class Link(NamedTuple):
    """A way to another place of the document: the name of the place, and in words where it leads."""

    to: str
    says: str


Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points, as the canvas stands."""


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
        self.kids: list[int | tuple[int, int] | str] = []
        """Numbers of elements, (page, mark) for what is drawn, and what is written already."""


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
        self._places: dict[str, tuple[int, float, float]] = {}
        self._links: list[tuple[int, Tag, Link, Box]] = []
        self.title, self.level = "", 0
        """The heading that was drawn last, and its level."""

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

    # --- places and links ---

    def name_place(self, name: str, at: tuple[float, float]) -> None:
        """Links to `name` lead here: to this point of the page. The first place of a name counts."""
        if name:
            self._places.setdefault(name, (len(self._pages), *at))

    def lead(self, tag: Tag, link: Link, box: Box) -> None:
        """The element `tag` leads to another place from this box of the page, in points from its corner."""
        self._links.append((len(self._pages), tag, link, box))

    @contextmanager
    def leading(self, link: Link | None, parent: Tag, box: Box) -> Iterator[None]:
        """What is drawn in it is content of `parent` and, where there is a link, leads there."""
        tag = Tag("Link", parent) if link else parent
        with self.content(tag):
            if link:
                self.lead(tag, link, box)
            yield

    def _annotations(self) -> dict[int, list[int]]:
        """Write the links, of each page the numbers. One to a place that is not in this document is text."""
        found: dict[int, list[int]] = {}
        for page, tag, link, box in self._links:
            place = self._places.get(link.to)
            if place is None:
                tag.role = "Span"
                continue
            key = len(self._parents)
            target, left, top = place
            corners = " ".join(f"{each:.2f}" for each in box)
            where = f"{self._pages[target]} 0 R/XYZ {left:.2f} {top:.2f} null"
            number = self._pack.add(
                f"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{corners}]/StructParent {key}"
                f"/Contents {text_string(link.says)}/Dest[{where}]>>"
            )
            found.setdefault(page, []).append(number)
            self._parents.append((key, tag.number))
            tag.kids.append(f"<</Type/OBJR/Obj {number} 0 R/Pg {self._pages[page]} 0 R>>")
        return found

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

    def linked_cell(self, role: str, row: int, attributes: str, link: Link, box: Box) -> int:
        """A new cell of that row, all of which leads somewhere."""
        line = Tag("TR")
        line.number = row
        cell = Tag(role, line, attributes=attributes)
        tag = Tag("Link", cell)
        self.begin(tag)
        self.lead(tag, link, box)
        return cell.number

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

    def finish(self) -> tuple[int, dict[int, list[int]]]:
        """Write what is still open; returns the number of the root, and of each page those of its links."""
        root = self._pack.reserve()
        links = self._annotations()
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
        return root, links

    def _kid(self, kid: int | tuple[int, int] | str) -> str:
        if isinstance(kid, str):
            return kid
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
def figure(canvas: Canvas, alt: str, box: Box) -> Iterator[None]:
    """What is drawn in it is one picture, of which `alt` says in words what it shows."""
    if not hasattr(canvas, "tags"):
        yield
        return
    corners = " ".join(f"{each:.2f}" for each in on_page(canvas, box))
    tags = tags_of(canvas)
    with tags.content(Tag("Figure", alt=alt, attributes=f"/A<</O/Layout/BBox[{corners}]>>")):
        yield


def on_page(canvas: Canvas, box: Box) -> Box:
    """The box in points from the lower left corner of the page."""
    return (*canvas.absolutePosition(box[0], box[1]), *canvas.absolutePosition(box[2], box[3]))


def _references(numbers: list[int]) -> str:
    return " ".join([f"{number} 0 R" for number in numbers])
