"""Small parts every page is built from, each with an accessible name."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.theme import GAP

Box = TypeVar("Box", bound=QBoxLayout)


def label(text: str = "", role: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """A label of plain text: user text is never read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def button(text: str, clicked: Callable[[], object], *, role: str = "", tip: str = "") -> QPushButton:
    """A push button; `clicked` is a bound method."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    if tip:
        made.setToolTip(tip)
    made.clicked.connect(lambda _checked=False: clicked())
    return made


class ActionButton(QPushButton):
    """A push button for an action: its text, its key in the text, enabled and hidden as the action is."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self.setAutoDefault(False)
        self._action = action
        self._shown = True
        self._follow()
        action.changed.connect(self._follow)
        self.clicked.connect(action.trigger)

    def _follow(self) -> None:
        action = self._action
        key = action.shortcut().toString()
        text = action.iconText().rstrip("…").replace("&", "")
        self.setText(f"{text}  {key}" if key else action.text().replace("&", ""))
        self.setAccessibleName(text)
        self.setToolTip(action.toolTip())
        self.setEnabled(action.isEnabled())
        if action.isVisible() != self._shown:  # showing it before it has a parent would make it a window
            self._shown = action.isVisible()
            self.setVisible(self._shown)


def action_button(action: QAction, *, role: str = "") -> ActionButton:
    """A push button for an action, in a role the style sheet knows."""
    made = ActionButton(action)
    if role:
        made.setProperty("role", role)
    return made


def row(*items: QWidget | QLayout | None, gap: int = 2 * GAP, margin: int = 0) -> QHBoxLayout:
    """Parts beside each other; None takes the space that is left."""
    return _fill(QHBoxLayout(), items, gap, margin)


def column(*items: QWidget | QLayout | None, gap: int = 2 * GAP, margin: int = 0) -> QVBoxLayout:
    """Parts under each other; None takes the space that is left."""
    return _fill(QVBoxLayout(), items, gap, margin)


def _fill(layout: Box, items: tuple[QWidget | QLayout | None, ...], gap: int, margin: int) -> Box:
    layout.setSpacing(gap)
    layout.setContentsMargins(margin, margin, margin, margin)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)
    return layout


def paint_arrow(field: QWidget) -> None:
    """The arrow at the end of a field that has a list."""
    painter = QPainter(field)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = field.palette().color(QPalette.ColorRole.PlaceholderText)
    painter.setPen(QPen(colour, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    x, y = field.width() - 14.0, field.height() / 2 - 1.5
    painter.drawPolyline([QPointF(x - 4, y), QPointF(x, y + 4), QPointF(x + 4, y)])


class Combo(QComboBox):
    """A combo box that shows its arrow, and that the wheel does not change by accident."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_arrow(self)


def plain_tip(text: str) -> str:
    """Text for a tool tip that is shown as it is, whatever stands in it."""
    return f"<p>{html.escape(text)}</p>" if "<" in text else text


def rule() -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setFrameShape(QFrame.Shape.HLine)
    made.setFixedHeight(1)
    return made


def clear(layout: QLayout) -> None:
    """Remove everything from a layout, now: what is gone must not answer to a key any more."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and let it look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_role(made: QLabel, role: str) -> None:
    """Give a label another role."""
    restyle(made, "role", role)
