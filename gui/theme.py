"""The tokens of the visual language: the only place that holds a literal colour, size or font."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from domain.ladder import State
from gui.stylesheet import stylesheet

FAMILY = "Open Sans"
SMALL, BODY, LARGE, TITLE, HERO = 11, 13, 15, 20, 34
"""Type sizes in pixels; HERO is the countdown."""
GAP = 4
"""Spacing comes in multiples of this many pixels."""
RADIUS = 6
RAIL, STRIP, HEADER, STATUS = 80, 22, 48, 26


class Scheme(StrEnum):
    """What the user chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Tone:
    """Text colour and the background it is used on where that is not the surface."""

    ink: str
    fill: str


@dataclass(frozen=True, slots=True)
class MapTones:
    """The ground of a map, quiet enough that what the log says stands out."""

    sea: str
    land: str
    home: str
    river: str
    division: str
    frontier: str
    name: str
    area_name: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """One colour scheme."""

    dark: bool
    canvas: str
    surface: str
    raised: str
    line: str
    ink: str
    ink_soft: str
    accent: str
    on_accent: str
    selection: str
    bar: str
    bar_rest: str
    waiting: Tone
    running: Tone
    due_soon: Tone
    passed: Tone
    met: Tone
    stood_down: Tone
    map: MapTones

    def tone(self, state: State) -> Tone:
        """The colours of a state; its glyph and its word say the same without colour."""
        return {
            State.WAITING: self.waiting,
            State.NOT_TRIGGERED: self.waiting,
            State.ASSESSMENT_DUE: self.due_soon,
            State.RUNNING: self.running,
            State.DUE_SOON: self.due_soon,
            State.PASSED: self.passed,
            State.MET: self.met,
            State.MET_LATE: self.met,
            State.STOOD_DOWN: self.stood_down,
        }[state]


LIGHT = Tokens(
    dark=False,
    canvas="#F5F4F1",
    surface="#FFFFFF",
    raised="#FBFAF8",
    line="#DDDAD3",
    ink="#1B1A18",
    ink_soft="#5A5750",
    accent="#1D5B9E",
    on_accent="#FFFFFF",
    selection="#E6EEF8",
    bar="#C9D9EC",
    bar_rest="#F5F4F1",
    waiting=Tone("#6B6861", "#FFFFFF"),
    running=Tone("#1D5B9E", "#FFFFFF"),
    due_soon=Tone("#8F5600", "#FFF2D6"),
    passed=Tone("#A8201A", "#FDE9E7"),
    met=Tone("#22683F", "#E5F3EA"),
    stood_down=Tone("#5A5750", "#FFFFFF"),
    map=MapTones(
        sea="#DDE5EA",
        land="#ECEAE5",
        home="#FFFFFF",
        river="#B4CBD8",
        division="#CFCBC2",
        frontier="#7D7970",
        name="#33312D",
        area_name="#6E6A62",
    ),
)

DARK = Tokens(
    dark=True,
    canvas="#141618",
    surface="#1C1F22",
    raised="#24282C",
    line="#343A40",
    ink="#EDECE8",
    ink_soft="#ABA8A1",
    accent="#7DB4F2",
    on_accent="#10202F",
    selection="#22344A",
    bar="#2F4A68",
    bar_rest="#141618",
    waiting=Tone("#ABA8A1", "#1C1F22"),
    running=Tone("#7DB4F2", "#1C1F22"),
    due_soon=Tone("#F0B84C", "#33280F"),
    passed=Tone("#FF8E84", "#3A1715"),
    met=Tone("#7FD3A0", "#12301F"),
    stood_down=Tone("#ABA8A1", "#1C1F22"),
    map=MapTones(
        sea="#0F1519",
        land="#181A1C",
        home="#212529",
        river="#35505F",
        division="#3A4046",
        frontier="#858A8F",
        name="#D6D4CE",
        area_name="#8E918F",
    ),
)


class Theme(QObject):
    """The scheme in force. Painting widgets ask `tokens` each time and repaint on `changed`."""

    changed = Signal()

    def __init__(self, application: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
        super().__init__(application)
        self._application = application
        self._scheme = scheme
        self.tokens = LIGHT
        application.setStyle("Fusion")
        application.setFont(font())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self.use(scheme)

    @property
    def scheme(self) -> Scheme:
        return self._scheme

    def use(self, scheme: Scheme) -> None:
        """Switch, at once, in the whole program."""
        self._scheme = scheme
        hints = QGuiApplication.styleHints()
        wanted = {Scheme.LIGHT: Qt.ColorScheme.Light, Scheme.DARK: Qt.ColorScheme.Dark}
        hints.setColorScheme(wanted.get(scheme, Qt.ColorScheme.Unknown))
        dark = (
            hints.colorScheme() is Qt.ColorScheme.Dark if scheme is Scheme.SYSTEM else scheme is Scheme.DARK
        )
        self.tokens = DARK if dark else LIGHT
        self._application.setPalette(_palette(self.tokens))
        self._application.setStyleSheet(stylesheet(self.tokens))
        self.changed.emit()

    def _follow_system(self) -> None:
        if self._scheme is Scheme.SYSTEM:
            self.use(Scheme.SYSTEM)


@cache
def font(size: int = BODY, *, bold: bool = False) -> QFont:
    """The one family, with tabular figures so that a ticking clock does not jitter. Shared: never changed."""
    made = QFont(FAMILY)
    made.setPixelSize(size)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def load_fonts() -> None:
    """Register the type family, and a second one for scripts it lacks (Hebrew, Arabic)."""
    folder = resources.files("ttf_opensans") / "ttf"
    for face in ("Regular", "SemiBold", "Italic"):
        QFontDatabase.addApplicationFontFromData((folder / f"OpenSans-{face}.ttf").read_bytes())
    QFont.insertSubstitution(FAMILY, "FiraGO")


def load_fallback_fonts() -> None:
    """Register the second family; called after the first paint, because unpacking it takes a while."""
    from pymupdf_fonts import FiraGO_Regular

    QFontDatabase.addApplicationFontFromData(FiraGO_Regular.fontbuffer)


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, tokens.canvas),
        (role.WindowText, tokens.ink),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.raised),
        (role.Text, tokens.ink),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.ink),
        (role.ToolTipBase, tokens.raised),
        (role.ToolTipText, tokens.ink),
        (role.PlaceholderText, tokens.ink_soft),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Link, tokens.accent),
        (role.Accent, tokens.accent),
        (role.Light, tokens.raised),
        (role.Midlight, tokens.line),
        (role.Mid, tokens.line),
        (role.Dark, tokens.line),
        (role.Shadow, tokens.line),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.ink_soft))
    return palette
