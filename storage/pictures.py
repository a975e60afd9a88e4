"""Images of evidence made small for paper: decoded to pixels, so that nothing else of the file travels on."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable

from PIL import Image, ImageOps, UnidentifiedImageError

from domain.evidence import Evidence
from domain.pictures import Picture
from storage.desk import Desk

LONGEST = 1_000
"""Pixels of the longer side, at most."""
MOST = 24
"""Pictures of one product."""
_LARGEST = 100_000_000
"""Pixels of an original that is decoded: more is not tried."""
_SHOWN = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/bmp": "BMP"}


def pictures(desk: Desk, evidence: Iterable[Evidence]) -> tuple[Picture, ...]:
    """The images among the evidence that counts. Raises `DeskError` for one that is damaged in the desk."""
    made: list[Picture] = []
    for one in evidence:
        if one.withdrawn is None and one.custody.type in _SHOWN and len(made) < MOST:
            picture = _small(one, desk.evidence.content(one.number))
            if picture is not None:
                made.append(picture)
    return tuple(made)


def _small(one: Evidence, data: bytes) -> Picture | None:
    """The image upright, at most `LONGEST` pixels long, on white; None for what cannot be decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[_SHOWN[one.custody.type]]) as image:
                if image.width * image.height > _LARGEST:
                    return None
                image.draft("RGB", (LONGEST, LONGEST))
                upright = ImageOps.exif_transpose(image).convert("RGBA")
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError, Warning):
        return None
    upright.thumbnail((LONGEST, LONGEST))
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    custody = one.custody
    return Picture(one.number, custody.name, custody.sha256, paper.width, paper.height, paper.tobytes())
