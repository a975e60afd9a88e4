"""What PDF/UA-1 and PDF/A-2a ask of a file, checked as far as it can be with a reader alone.

veraPDF has the last word (`tools/check_pdf.py`); these checks need nothing but pypdf and run always.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

from pypdf import PdfReader
from pypdf.generic import ContentStream, IndirectObject

from tests.reports.pdf import fonts, reader

ROLES = {
    "/Document": {"/H1", "/H2", "/H3", "/P", "/Table", "/L", "/Figure", "/Link"},
    "/Table": {"/TR"},
    "/TR": {"/TH", "/TD"},
    "/L": {"/LI"},
    "/LI": {"/Lbl", "/LBody"},
    **{role: {"/Link", "/Span"} for role in ("/P", "/TD", "/TH", "/LBody", "/H2", "/H3")},
}
"""Which element may stand in which."""
PAINTING = {op.encode() for op in "Tj TJ ' \" S s f F f* B B* b b* sh Do EI".split()}
_CRUMBS = 4
FORBIDDEN = (
    "/JavaScript /JS /URI /Launch /GoToR /SubmitForm /EmbeddedFile /EmbeddedFiles /OpenAction /AA /Encrypt"
).split()


def faults(pdf: bytes) -> list[str]:
    """What is wrong with the file; empty where nothing is."""
    read = reader(pdf)
    return [*_catalogue(read), *_metadata(read), *_fonts(pdf), *_forbidden(read), *_Structure(read).faults()]


def spoken(pdf: bytes) -> list[tuple[str, str]]:
    """Each element that holds text, as (role, text), in the order it is read."""
    structure = _Structure(reader(pdf))
    return [
        (str(element["/S"]), text)
        for element in structure.elements
        if element["/S"] not in ("/Link", "/Span")
        and (text := "".join(structure.texts.get(mark, "") for mark in structure.marks_within(element)))
    ]


def links(pdf: bytes) -> list[tuple[str, str, int]]:
    """Each link as (its text, where it says that it leads, the page it leads to)."""
    read = reader(pdf)
    structure = _Structure(read)
    found = []
    for element in structure.elements:
        if element["/S"] == "/Link":
            text = "".join(structure.texts.get(mark, "") for mark in structure.marks_of(element))
            annotation = structure.annotation_of(element)
            page: Any = read.get_page_number(annotation["/Dest"][0].get_object())
            found.append((text.strip(), str(annotation["/Contents"]), int(page) + 1))
    return found


def artifacts(pdf: bytes) -> list[str]:
    """The texts that are drawn and never read aloud."""
    structure = _Structure(reader(pdf))
    return structure.silent


def _catalogue(read: PdfReader) -> Iterator[str]:
    root: Any = read.root_object
    if not root["/MarkInfo"]["/Marked"]:
        yield "not marked"
    if not root["/ViewerPreferences"]["/DisplayDocTitle"]:
        yield "the title is not shown"
    if not root.get("/Lang"):
        yield "no language"
    intent = root["/OutputIntents"][0]
    if intent["/S"] != "/GTS_PDFA1" or intent["/DestOutputProfile"]["/N"] != 3:
        yield "no colour space"


def _metadata(read: PdfReader) -> Iterator[str]:
    root: Any = read.root_object
    told = ElementTree.fromstring(root["/Metadata"].get_data())
    found = {element.tag.split("}")[1]: "".join(element.itertext()).strip() for element in told.iter()}
    if (found.get("part"), found.get("conformance")) not in {("1", "A"), ("2", "A")}:
        yield f"conformance: {found.get('part')} {found.get('conformance')}"
    assert read.metadata is not None
    if found["title"] != read.metadata.title or not found["title"]:
        yield "two titles"
    if found["language"] != root["/Lang"]:
        yield "two languages"


def _fonts(pdf: bytes) -> Iterator[str]:
    yield from (f"{name} is not embedded" for name, embedded in fonts(pdf) if not embedded)


def _forbidden(read: PdfReader) -> Iterator[str]:
    size: Any = read.trailer["/Size"]
    for number in range(1, int(size)):
        found: Any = read.get_object(IndirectObject(number, 0, read))
        if isinstance(found, dict):
            yield from (f"{number}: {key}" for key in FORBIDDEN if key in found or found.get("/S") == key)
            if "/Filter" in found and found["/Filter"] in ("/LZWDecode", "/Crypt"):
                yield f"{number}: {found['/Filter']}"
            if found.get("/Type") == "/Font" and "/ToUnicode" not in found:
                yield f"{number}: a font that cannot be read back"


class _Structure:
    """The tree, beside the marks that the pages have."""

    def __init__(self, read: PdfReader) -> None:
        self._read = read
        catalogue: Any = read.root_object
        self._root: Any = catalogue["/StructTreeRoot"]
        self.elements: list[Any] = []
        self.texts: dict[tuple[int, int], str] = {}
        self.silent: list[str] = []
        self._numbers: dict[tuple[int, int], int] = {}
        self._faults: list[str] = []
        self._maps: dict[int, dict[int, str]] = {}
        self._pages = {page.indirect_reference.idnum: at for at, page in enumerate(read.pages)}  # type: ignore[union-attr]
        self._marks = [self._page(at, page) for at, page in enumerate(read.pages)]
        self._walk(self._root["/K"], self._root, None)

    def faults(self) -> list[str]:
        """What does not agree."""
        self._parents()
        used = Counter(mark for element in self.elements for mark in self.marks_of(element))
        self._faults += [f"{mark} is used {count} times" for mark, count in used.items() if count > 1]
        drawn = {(page, mark) for page, marks in enumerate(self._marks) for mark in range(marks)}
        if drawn != set(used):
            self._faults.append(f"marks without element, or the other way round: {drawn ^ set(used)}")
        self._headings()
        self._links()
        self._crumbs()
        for element in self.elements:
            if element["/S"] == "/Table":
                self._grid(element)
            if element["/S"] == "/Figure" and not str(element.get("/Alt", "")).strip():
                self._faults.append("a figure without words")
        return self._faults

    def marks_of(self, element: Any) -> list[tuple[int, int]]:
        """The marks of an element as (page, mark)."""
        found = []
        for kid in self._kids(element):
            mark = kid.get_object()
            if isinstance(mark, int):
                found.append((self._pages[element.raw_get("/Pg").idnum], int(mark)))
            elif mark.get("/Type") == "/MCR":
                found.append((self._pages[mark.raw_get("/Pg").idnum], int(mark["/MCID"])))
        return found

    def marks_within(self, element: Any) -> list[tuple[int, int]]:
        """The marks of an element, and of links in it."""
        found = self.marks_of(element)
        for kid in self._kids(element):
            inner = kid.get_object()
            if isinstance(inner, dict) and inner.get("/S") in ("/Link", "/Span"):
                found += self.marks_of(inner)
        return found

    def annotation_of(self, element: Any) -> Any:
        """What a link does; nothing where it does nothing."""
        kids = [kid.get_object() for kid in self._kids(element)]
        return next((kid["/Obj"] for kid in kids if isinstance(kid, dict) and kid["/Type"] == "/OBJR"), None)

    def _links(self) -> None:
        """Each annotation is a link, says where it leads, is printed, and belongs to an element."""
        nums = self._root["/ParentTree"]["/Nums"]
        tree = {int(key): value for key, value in zip(nums[::2], nums[1::2], strict=True)}
        told = [self.annotation_of(element) for element in self.elements if element["/S"] == "/Link"]
        drawn = [each.get_object() for page in self._read.pages for each in page.get("/Annots", [])]
        if len(told) != len(drawn) or any(each not in drawn for each in told):
            self._faults.append("links without element, or the other way round")
        for each in drawn:
            parent = tree[int(each["/StructParent"])].get_object()
            if each["/Subtype"] != "/Link" or int(each["/F"]) != 4 or not str(each["/Contents"]).strip():
                self._faults.append(f"a link that says nothing: {each}")
            if self.annotation_of(parent) is not each:
                self._faults.append("a link that belongs to another element")

    @staticmethod
    def _kids(element: Any) -> list[Any]:
        kids = element.get("/K", [])
        return [*kids] if isinstance(kids, list) else [kids]

    def _walk(self, element: Any, parent: Any, role: str | None) -> None:
        element = element.get_object()
        if element["/P"] != parent:
            self._faults.append(f"{element['/S']}: not the child of its parent")
        if role is not None and element["/S"] not in ROLES.get(role, set()):
            self._faults.append(f"{element['/S']} in {role}")
        self.elements.append(element)
        for kid in self._kids(element):
            found = kid.get_object()
            if isinstance(found, dict) and "/S" in found:
                self._walk(found, element, str(element["/S"]))

    def _page(self, at: int, page: Any) -> int:
        """Count the marks of a page; everything painted stands in one."""
        if page.get("/Tabs") != "/S":
            self._faults.append(f"page {at + 1}: tab order")
        stack: list[int | None] = []
        seen = 0
        texts: dict[str, Any] = {}
        for operands, operator in ContentStream(page.get_contents(), self._read).operations:
            if operator in (b"BDC", b"BMC"):
                told = operands[1] if len(operands) > 1 else {}
                mark = int(told["/MCID"]) if "/MCID" in told else None
                if mark is not None:
                    if mark != seen or stack:
                        self._faults.append(f"page {at + 1}: mark {mark} nested, or out of order")
                    seen += 1
                stack.append(mark if mark is not None else stack[-1] if stack else None)
            elif operator == b"EMC":
                stack.pop()
            elif operator in PAINTING and not stack:
                self._faults.append(f"page {at + 1}: {operator!r} outside of every mark")
            elif operator == b"Tf":
                texts["font"] = operands[0]
            elif operator == b"Tj":
                said = self._decoded(page, str(texts["font"]), operands[0])
                if stack[-1] is None:
                    self.silent.append(said)
                else:
                    key = (at, stack[-1])
                    self.texts[key] = self.texts.get(key, "") + said
        if stack:
            self._faults.append(f"page {at + 1}: a mark without end")
        return seen

    def _decoded(self, page: Any, name: str, shown: Any) -> str:
        font = page["/Resources"]["/Font"][name]
        if "/ToUnicode" not in font:
            return ""
        key = font.indirect_reference.idnum
        if key not in self._maps:
            found = re.findall(rb"<(\w\w)> <(\w{4})>", font["/ToUnicode"].get_data())
            self._maps[key] = {int(code, 16): chr(int(letter, 16)) for code, letter in found}
        return "".join(self._maps[key].get(code, "?") for code in shown.original_bytes)

    def _parents(self) -> None:
        """The parent tree names, for each mark of each page, the element that has it."""
        nums = self._root["/ParentTree"]["/Nums"]
        tree = {int(key): value for key, value in zip(nums[::2], nums[1::2], strict=True)}
        has = {(mark): element for element in self.elements for mark in self.marks_of(element)}
        pages: Any = self._read.pages
        for at, page in enumerate(pages):
            listed = tree[int(page["/StructParents"])].get_object()
            if len(listed) != self._marks[at]:
                self._faults.append(f"page {at + 1}: parents of {len(listed)} marks, not {self._marks[at]}")
            for mark, parent in enumerate(listed):
                if parent.get_object() is not has.get((at, mark)):
                    self._faults.append(f"page {at + 1}: mark {mark} belongs to another element")

    def _crumbs(self) -> None:
        """Many very short paragraphs in a row are the labels of a drawing that stands in no picture."""
        run: list[str] = []
        for element in self.elements:
            said = "".join(self.texts.get(mark, "") for mark in self.marks_within(element)).strip()
            run = [*run, said] if element["/S"] == "/P" and len(said) < 12 else []
            if len(run) == _CRUMBS:
                self._faults.append(f"a drawing without words: {run}")

    def _headings(self) -> None:
        levels = [int(str(e["/S"])[2:]) for e in self.elements if re.fullmatch(r"/H\d", str(e["/S"]))]
        if levels[:1] != [1] or levels.count(1) != 1:
            self._faults.append("not one title")
        for before, after in pairwise(levels):
            if after > before + 1:
                self._faults.append(f"H{before} is followed by H{after}")

    def _grid(self, table: Any) -> None:
        """Each row fills the same columns, counting cells that reach over several."""
        hanging: dict[int, int] = {}
        widths = set()
        for row in self._kids(table):
            column = 0
            for reference in self._kids(row.get_object()):
                cell = reference.get_object()
                told = cell.get("/A", {})
                while hanging.get(column, 0):
                    hanging[column] -= 1
                    column += 1
                down, across = int(told.get("/RowSpan", 1)), int(told.get("/ColSpan", 1))
                if cell["/S"] == "/TH" and "/Scope" not in told:
                    self._faults.append("a heading of what?")
                for at in range(column, column + across):
                    hanging[at] = down - 1
                column += across
            while hanging.get(column, 0):
                hanging[column] -= 1
                column += 1
            widths.add(column)
        if len(widths) != 1 or any(hanging.values()):
            self._faults.append(f"a table of {sorted(widths)} columns")
