"""Reads back what was put on paper."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject


def reader(pdf: bytes) -> PdfReader:
    """The file, opened strictly."""
    return PdfReader(io.BytesIO(pdf), strict=True)


def pages(pdf: bytes) -> list[str]:
    """The text of each page, line ends and repeated spaces made one space."""
    return [" ".join(page.extract_text().split()) for page in reader(pdf).pages]


def text(pdf: bytes) -> str:
    """The text of all pages."""
    return " ".join(pages(pdf))


def fonts(pdf: bytes) -> Iterator[tuple[str, bool]]:
    """Every font that any page or form refers to: its name, and whether it is embedded."""
    for page in reader(pdf).pages:
        yield from _fonts(page["/Resources"])


def _fonts(resources: Any) -> Iterator[tuple[str, bool]]:
    found = resources.get_object()
    for reference in found.get("/Font", DictionaryObject()).get_object().values():
        font = reference.get_object()
        descriptor = font.get("/FontDescriptor")
        embedded = descriptor is not None and "/FontFile2" in descriptor.get_object()
        yield str(font["/BaseFont"]), embedded
    for form in found.get("/XObject", DictionaryObject()).get_object().values():
        if "/Resources" in form.get_object():
            yield from _fonts(form.get_object()["/Resources"])
