"""What was put out: each with what it is, and its frozen pages to be seen, saved and printed again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from domain.instant import format_dtg
from domain.request import KINDS
from domain.words import _, n_
from gui.parts import button, clear, column, label, row
from gui.session import Session
from storage.briefings import SavedBriefing

SHOWN = 30


class IssuedList(QWidget):
    """Signals carry a `SavedBriefing`."""

    open_asked = Signal(object)
    save_asked = Signal(object)
    print_asked = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.setLayout(column(label(_("PUT OUT SO FAR"), "section"), self._list, gap=6))

    def refresh(self) -> None:
        """Read them again."""
        clear(self._list)
        made = self._session.desk.briefings.saved(limit=SHOWN)
        for issued in made:
            self._list.addLayout(self._row(issued))
        if not made:
            self._list.addWidget(label(_("None yet."), "soft"))

    def _row(self, issued: SavedBriefing) -> QVBoxLayout:
        line = label(f"{issued.serial} · {_(KINDS[issued.kind])}", "strong", wrap=True, selectable=True)
        period = f"{format_dtg(issued.period_from)} – {format_dtg(issued.period_to)}"
        line.setToolTip(f"{period}\nSHA-256 {issued.sha256}")
        pages = n_("{n} page", "{n} pages", issued.pages)
        put_out = f"{format_dtg(issued.produced_at)} · {issued.author} · {pages}"
        parts: list[QLabel | QVBoxLayout] = [
            line,
            label(issued.title, "small", wrap=True),
            label(put_out, "small"),
        ]
        return column(*parts, self._buttons(issued), gap=1)

    def _buttons(self, issued: SavedBriefing) -> QWidget | QLabel:
        if not issued.kept:
            return label(_("Its pages were not kept."), "small")
        ways = (
            (_("Open"), self.open_asked, _("Open the pages of {serial}")),
            (_("Save…"), self.save_asked, _("Save the pages of {serial}")),
            (_("Print…"), self.print_asked, _("Print the pages of {serial}")),
        )
        buttons = []
        for text, signal, name in ways:
            made = button(text, partial(signal.emit, issued), role="flat")
            made.setAccessibleName(name.format(serial=issued.serial))
            buttons.append(made)
        holder = QWidget()
        holder.setLayout(row(*buttons, None, gap=4))
        return holder
