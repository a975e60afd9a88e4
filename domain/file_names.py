"""The name a product is saved under, by a pattern of the user's own."""

from __future__ import annotations

import re

from domain.errors import FieldError
from domain.imprint import Imprint
from domain.words import _

PATTERN = "{desk}-{serial}"
PARTS = ("desk", "serial", "kind", "date", "title")
LONGEST = 120
"""Characters of a name without its ending: systems take 255 bytes, and a letter can be four."""
_BRACED = re.compile(r"\{([^{}]*)\}")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\.|$)", re.IGNORECASE)


def check_pattern(pattern: str) -> str:
    """The pattern as it is. Raises `FieldError` naming `pattern` for a part that nothing fills."""
    for part in _BRACED.findall(pattern):
        if part not in PARTS:
            raise FieldError(
                "pattern",
                _("{part} is nothing that can be filled in.").format(part=f"{{{part}}}"),
                _("It may hold {parts}.").format(parts=", ".join(f"{{{name}}}" for name in PARTS)),
            )
    return pattern


def file_name(product: Imprint, pattern: str = PATTERN) -> str:
    """A name that every system takes, whatever stands in the pattern and in the title; `.pdf` at its end.

    The date is that of production, in UTC. A draft has its kind and the word draft in place of a serial.
    """
    filled = {
        "desk": product.desk_code,
        "serial": product.serial or f"{product.kind}-draft",
        "kind": product.kind,
        "date": f"{product.produced_at:%Y-%m-%d}",
        "title": product.title,
    }
    name = _BRACED.sub(lambda found: filled.get(found[1], ""), pattern)
    plain = " ".join(_UNSAFE.sub("_", name).split())[:LONGEST].strip(" .")
    if not plain or _RESERVED.match(plain):
        plain = f"{product.desk_code}-{filled['serial']} {plain}".rstrip()
    return f"{plain}.pdf"
