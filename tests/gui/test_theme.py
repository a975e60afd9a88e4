"""Colours: readable in both schemes, switched at once, remembered; and never the only sign of a state."""

from __future__ import annotations

import re
from dataclasses import fields
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication

from domain.ladder import State
from domain.marking import TLP_BACKGROUND, TLP_COLOURS
from gui.glyphs import paint_glyph
from gui.theme import DARK, FAMILY, LIGHT, Scheme, Theme, Tokens, Tone, font
from tests.gui.conftest import OpenRoom, Room
from tests.gui.hands import press

SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs(t: Tokens) -> list[tuple[str, str, str]]:
    """Every text colour with every background it is drawn on."""
    grounds = {"canvas": t.canvas, "surface": t.surface, "raised": t.raised, "selection": t.selection}
    found = [
        (f"{ink} on {ground}", getattr(t, ink), colour)
        for ink in ("ink", "ink_soft")
        for ground, colour in grounds.items()
    ]
    found += [(f"accent on {g}", t.accent, grounds[g]) for g in ("surface", "raised", "selection")]
    found += [("on_accent on accent", t.on_accent, t.accent), ("disabled primary", t.ink_soft, t.line)]
    tones = [(f.name, getattr(t, f.name)) for f in fields(t) if isinstance(getattr(t, f.name), Tone)]
    found += [(f"{name} on its own", tone.ink, tone.fill) for name, tone in tones]
    found += [(f"{name} countdown on surface", tone.ink, t.surface) for name, tone in tones]
    found += [(f"soft text on {name}", t.ink_soft, tone.fill) for name, tone in tones]
    found += [(f"text on {name}", t.ink, tone.fill) for name, tone in tones]
    found += [(f"error on {g}", t.passed.ink, grounds[g]) for g in ("canvas", "surface", "raised")]
    return found


@SCHEMES
def test_text_can_be_read(tokens: Tokens) -> None:
    low = {name: round(contrast(*two), 2) for name, *two in pairs(tokens) if contrast(*two) < 4.5}
    assert low == {}


@SCHEMES
def test_a_field_and_the_focus_stand_out(tokens: Tokens) -> None:
    """Non-text contrast of at least 3:1 (WCAG 2.2, 1.4.11) for the focus ring."""
    for ground in (tokens.canvas, tokens.surface, tokens.raised):
        assert contrast(tokens.accent, ground) >= 3


def test_the_marking_can_be_read() -> None:
    assert [tlp for tlp, colour in TLP_COLOURS.items() if contrast(colour, TLP_BACKGROUND) < 4.5] == []


def test_no_other_module_writes_a_colour() -> None:
    found = {
        f"{path.name}: {match[0]}"
        for path in (Path(__file__).parents[2] / "gui").glob("*.py")
        if path.name != "theme.py"
        for match in re.finditer(r"#[0-9A-Fa-f]{6}\b", path.read_text(encoding="utf-8"))
    }
    assert found <= {"strips.py: #FFFFFF"}, "EXERCISE is white on the black of the marking in every scheme"


def test_switching_is_live(full: Room, qapp: QApplication) -> None:
    def picture() -> QColor:
        return full.window.grab().toImage().pixelColor(400, 300)

    light = picture()
    press("Ctrl+D")
    assert full.window.services.theme.tokens is DARK
    dark = picture()
    assert dark.lightness() < 80 < light.lightness()
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.canvas)
    assert full.window.actions_["scheme_dark"].isChecked()
    full.trigger("scheme_light")
    assert picture() == light
    assert not full.window.actions_["scheme_dark"].isChecked()


def test_the_scheme_is_remembered(full: Room, open_room: OpenRoom, qapp: QApplication) -> None:
    full.trigger("scheme_dark")
    full.window.close()
    again = open_room()
    assert Scheme(again.settings.text("scheme")) is Scheme.DARK
    theme = Theme(qapp, Scheme(again.settings.text("scheme")))
    assert theme.tokens is DARK
    theme.use(Scheme.LIGHT)


def test_following_the_system_takes_what_the_system_says(theme: Theme) -> None:
    theme.use(Scheme.SYSTEM)
    wanted = Qt.ColorScheme.Dark if theme.tokens is DARK else Qt.ColorScheme.Light
    assert QApplication.styleHints().colorScheme() in (wanted, Qt.ColorScheme.Unknown)


def grey(state: State, tokens: Tokens, size: int = 12) -> QImage:
    """The glyph of a state as a black-and-white printer would show it."""
    image = QImage(size, size, QImage.Format.Format_RGB32)
    tone = tokens.tone(state)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_glyph(painter, QRectF(0, 0, size, size), state, "#000000", "#FFFFFF")
    painter.end()
    assert tone.ink
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


def distance(one: QImage, other: QImage) -> float:
    points = [(x, y) for x in range(one.width()) for y in range(one.height())]
    return sum(abs(one.pixelColor(*p).red() - other.pixelColor(*p).red()) for p in points) / len(points)


def test_nine_states_have_nine_shapes_without_colour() -> None:
    images = {state: grey(state, LIGHT) for state in State}
    assert len(images) == 9
    near = [
        (one.value, other.value)
        for one, other in combinations(images, 2)
        if distance(images[one], images[other]) < 12
    ]
    assert near == []


def test_digits_are_all_as_wide(theme: Theme) -> None:
    assert FAMILY in QFontDatabase.families()
    for bold in (False, True):
        metrics = QFontMetricsF(font(34, bold=bold))
        assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1
    assert font().weight() == QFont.Weight.Normal
