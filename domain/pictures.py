"""Pictures for paper: pixels and nothing else, so that no camera, no place and no name travels with them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Picture:
    """One image of evidence, made small. `pixels` are rows of red, green, blue, a byte each, from the top."""

    evidence: str
    name: str
    sha256: str
    """Of the original, not of these pixels."""
    width: int
    height: int
    pixels: bytes = field(repr=False)
