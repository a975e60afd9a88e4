"""The checks of tags find what is broken: a good file, broken in one place each time."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import ImageCms
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject, TextStringObject

from reports import situation
from reports.srgb import profile
from tests.reports.builders import briefing
from tests.reports.structure import faults

Break = Callable[[Any, Any], object]


def _document(root: Any) -> Any:
    return root["/StructTreeRoot"]["/K"].get_object()


def _first(root: Any, role: str) -> Any:
    return next(kid.get_object() for kid in _document(root)["/K"] if kid.get_object()["/S"] == role)


def _cell(root: Any) -> Any:
    return _first(root, "/Table")["/K"][1].get_object()["/K"][0].get_object()


def _rename(element: Any, role: str) -> None:
    element[NameObject("/S")] = NameObject(role)


BREAKS: dict[str, Break] = {
    "no language": lambda root, _page: root.pop("/Lang"),
    "the title is not shown": lambda root, _page: root["/ViewerPreferences"].pop("/DisplayDocTitle"),
    "not marked": lambda root, _page: root["/MarkInfo"].pop("/Marked"),
    "no metadata": lambda root, _page: root.pop("/Metadata"),
    "a picture without words": lambda root, _page: _first(root, "/Figure").pop("/Alt"),
    "a heading of what?": lambda root, _page: _cell(root).pop("/A"),
    "a heading that skips a level": lambda root, _page: _first(root, "/H2").update(
        {NameObject("/S"): NameObject("/H3")}
    ),
    "an element without its mark": lambda root, _page: _first(root, "/P").pop("/K"),
    "a stranger among the rows": lambda root, _page: _rename(_cell(root), "/P"),
    "an irregular table": lambda root, _page: _first(root, "/Table")["/K"][1].get_object()["/K"].pop(),
    "tabbing in no order": lambda _root, page: page.pop("/Tabs"),
    "parents of another page": lambda _root, page: page.update(
        {NameObject("/StructParents"): NumberObject(1)}
    ),
    "a link that is not printed": lambda _root, page: page["/Annots"][0].get_object().pop("/F"),
    "something that runs": lambda root, _page: root.update({NameObject("/OpenAction"): DictionaryObject()}),
    "a way out": lambda _root, page: (
        page["/Annots"][0].get_object().update({NameObject("/URI"): TextStringObject("http://example.org")})
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_what_is_broken_is_found(name: str) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(_good())))
    root: Any = writer.root_object
    try:
        BREAKS[name](root, writer.pages[0])
    except KeyError:
        pytest.fail("nothing was broken")
    target = io.BytesIO()
    writer.write(target)
    try:
        found = faults(target.getvalue())
    except KeyError as error:
        found = [f"lacks {error}"]
    assert found


def test_a_copy_that_nobody_broke_is_good() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(_good())))
    target = io.BytesIO()
    writer.write(target)
    assert faults(target.getvalue()) == []


def _good() -> bytes:
    return situation.render(briefing(12))


def test_our_colours_are_those_of_any_other_srgb() -> None:
    ours = ImageCms.ImageCmsProfile(io.BytesIO(profile()))
    theirs = ImageCms.createProfile("sRGB")
    from PIL import Image

    steps = Image.new("RGB", (256, 1))
    steps.putdata([(n, 255 - n, (n * 7) % 256) for n in range(256)])
    seen = ImageCms.profileToProfile(steps, ours, theirs)
    assert seen is not None
    pairs = zip(steps.tobytes(), seen.tobytes(), strict=True)
    assert max(abs(before - after) for before, after in pairs) <= 1
