"""Parts of the page of products: its two sides, the buttons by which a product leaves, the file it became."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from domain.words import N_, _
from gui.actions import Actions
from gui.briefing_form import BriefingForm
from gui.files import Files
from gui.flow import FlowLayout
from gui.parts import action_button, button, column, row

PERIODS = ((24, N_("24 h")), (72, N_("72 h")), (24 * 7, N_("7 d")))


class SavedFile(QWidget):
    """What can be done with a file that was just saved; hidden while there is none."""

    def __init__(self, files: Files) -> None:
        super().__init__()
        self._files = files
        self.path: Path | None = None
        self.reveal = button(_("Show in folder"), self._on_reveal, role="flat")
        self.copy = button(_("Copy file"), self._on_copy, role="flat", tip=_("To be pasted into a message"))
        self.setLayout(FlowLayout(self.reveal, self.copy))
        self.hide()

    def show_file(self, path: Path | None) -> None:
        """Offer a file, or nothing."""
        self.path = path
        self.setVisible(path is not None)

    def _on_reveal(self) -> None:
        if self.path is not None:
            self._files.reveal(self.path)

    def _on_copy(self) -> None:
        if self.path is not None:
            self._files.copy(self.path)


def period_buttons(form: BriefingForm) -> list[QPushButton]:
    """The periods that are asked for most."""
    return [
        button(
            _(name),
            partial(form.set_hours, hours),
            role="flat",
            tip=_("Period: the last {time}").format(time=_(name)),
        )
        for hours, name in PERIODS
    ]


def leaving_buttons(actions: Actions) -> QVBoxLayout:
    """Save, print, issue."""
    return column(
        row(
            action_button(actions["save_briefing"], role="primary"), action_button(actions["print_briefing"])
        ),
        row(action_button(actions["issue_briefing"])),
        gap=6,
    )


def beside(choices: QLayout, leaving: QLayout, pages: QWidget) -> QSplitter:
    """Choices at the left, which scroll, with what ends them always in sight; the pages beside them."""
    inner = QWidget()
    inner.setLayout(choices)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    foot = QWidget()
    foot.setObjectName("foot")
    foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    leaving.setContentsMargins(20, 10, 20, 10)
    foot.setLayout(leaving)
    side = QWidget()
    side.setLayout(column(area, foot, gap=0))
    side.setMinimumWidth(340)
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.addWidget(side)
    splitter.addWidget(pages)
    splitter.setStretchFactor(1, 1)
    splitter.setChildrenCollapsible(False)
    splitter.setSizes([372, 836])
    return splitter
