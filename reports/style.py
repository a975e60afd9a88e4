"""Fonts, greys, sizes and named text styles of everything on paper. Nothing else writes such a literal.

Paper is grey on purpose: a black-and-white laser printer loses nothing. The TLP marking alone has a
colour, which FIRST prescribes.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from typing import Any

from pymupdf_fonts import FiraGO_Regular
from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from ttf_opensans import OPENSANS_ITALIC, OPENSANS_REGULAR, OPENSANS_SEMIBOLD

from domain.charts import Tone

REGULAR = "OpenSans"
SEMIBOLD = "OpenSans-SemiBold"
ITALIC = "OpenSans-Italic"
FALLBACK = "FiraGO"
"""For Hebrew, Arabic and signs that Open Sans lacks."""

INK = 0.08
SOFT = 0.36
LINE = 0.62
FILL = 0.78
PAPER = 1.0
"""Greys: 0 is black, 1 is the paper. SOFT on paper has a contrast above 6:1."""

HAIRLINE = 0.25
RULE = 0.8
"""Line widths in points."""

MARGIN = 18 * mm
FURNITURE = 10 * mm
"""Distance of the marking from the upper and lower edge."""
BODY_TOP = 23 * mm
BODY_BOTTOM = 27 * mm

PAGE_SIZES = {"A4": (210 * mm, 297 * mm), "Letter": (612.0, 792.0)}


@dataclass(frozen=True, slots=True)
class Style:
    """How a piece of text is set: font, size and leading in points, grey."""

    font: str = REGULAR
    size: float = 9.5
    leading: float = 13.0
    grey: float = INK


TITLE = Style(SEMIBOLD, 19, 24)
LEAD = Style(SEMIBOLD, 11.5, 16)
LEAD_MORE = Style(REGULAR, 11.5, 16)
BODY = Style()
BODY_SOFT = Style(grey=SOFT)
COMMENT = Style(ITALIC)
HEADING = Style(SEMIBOLD, 11.5, 15)
LABEL = Style(REGULAR, 7.5, 10, SOFT)
FIGURE = Style(SEMIBOLD, 19, 23)
CLOCK = Style(SEMIBOLD, 13, 16)
CARD = Style(SEMIBOLD, 9.5, 13)
CELL = Style(REGULAR, 8, 10.2)
CELL_STRONG = Style(SEMIBOLD, 8, 10.2)
CELL_SOFT = Style(REGULAR, 8, 10.2, SOFT)
CELL_COMMENT = Style(ITALIC, 8, 10.2)
MARK = Style(SEMIBOLD, 12, 12)
WARNING = Style(SEMIBOLD, 9, 11)
TINY = Style(REGULAR, 6.5, 8, SOFT)


@dataclass(frozen=True, slots=True)
class MapTints:
    """The greys of a map: its ground is pale, so that what the log says is not."""

    sea: float = 0.87
    land: float = 0.945
    river: float = 0.74
    coast: float = 0.55
    division: float = 0.66
    border: float = 0.6
    frontier: float = 0.38
    precision: float = 0.4


MAP_TINTS = MapTints()
MAP_STYLES = {
    "town": Style(SEMIBOLD, 6.8, 8, 0.16),
    "village": Style(REGULAR, 6.3, 7.6, 0.16),
    "oblast": Style(REGULAR, 6.3, 8, 0.5),
    "land": Style(ITALIC, 7.5, 10, 0.45),
    "water": Style(ITALIC, 7.5, 10, 0.45),
    "overlay": Style(SEMIBOLD, 7, 8.5, INK),
}
"""How each kind of name on a map is set."""
OVERLAY_STROKES: dict[str, tuple[float, tuple[list[float], float]]] = {
    "line_of_contact": (1.5, ([], 0)),
    "withdrawal_zone": (0.9, ([4, 1.6], 0)),
    "sector": (0.9, ([7, 1.8, 1.2, 1.8], 0)),
    "other": (0.7, ([1.2, 1.4], 0)),
}
"""Weight in points and dashes of the desk's own lines, by their purpose."""


CHART_GREYS = {
    Tone.BAR: 0.62,
    Tone.TICK: INK,
    Tone.GRID: 0.84,
    Tone.WORDS: INK,
    Tone.SOFT: SOFT,
}
"""How dark each mark of a chart is."""


_SETTINGS: dict[str, object] = {
    "canvas_basefontname": REGULAR,
    "trustedHosts": None,
    "trustedSchemes": [],
    "toColorCanUse": None,
    "useA85": 0,
    "showBoundary": 0,
    "debug": 0,
}


@cache
def prepare() -> None:
    """Register the fonts and shut every door by which a text could reach the network or be run as code.

    Settings are made here because reportlab also takes them from the environment and from files.
    """
    for name, source in (
        (REGULAR, OPENSANS_REGULAR.path),
        (SEMIBOLD, OPENSANS_SEMIBOLD.path),
        (ITALIC, OPENSANS_ITALIC.path),
    ):
        _register(TTFont(name, str(source)))
    _register(TTFont(FALLBACK, io.BytesIO(FiraGO_Regular.fontbuffer)))
    for setting, value in _SETTINGS.items():
        setattr(rl_config, setting, value)


def _register(font: TTFont) -> None:
    """Register a font, with the widths of its last glyphs in the font's own units.

    Where a font says the width of its last glyphs only once, reportlab keeps it in thousandths for all but
    the first of them, and would embed a font whose widths contradict those that the page is set with.
    """
    face: Any = font.face
    told = int.from_bytes(face.get_table("hhea")[34:36], "big")
    face.hmetrics[told:] = [(face.hmetrics[told - 1][0], bearing) for _width, bearing in face.hmetrics[told:]]
    pdfmetrics.registerFont(font)


@cache
def coverage(font: str) -> frozenset[int]:
    """The code points a registered font can draw."""
    prepare()
    found = pdfmetrics.getFont(font)
    assert isinstance(found, TTFont)
    return frozenset(code for code, glyph in found.face.charToGlyph.items() if glyph)


@cache
def advances(font: str) -> dict[str, float]:
    """How far each letter of a registered font moves on, in points at size 1."""
    prepare()
    found = pdfmetrics.getFont(font)
    assert isinstance(found, TTFont)
    face: Any = found.face
    return {chr(code): face.getCharWidth(code) / 1000 for code in coverage(font)}
