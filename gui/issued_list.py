"""What was put out: its frozen pages to be seen, saved and printed again, and what changed of it since."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.instant import format_dtg
from domain.request import KINDS
from domain.words import _, n_
from gui.flow import FlowLayout
from gui.parts import button, clear, column, label
from gui.session import Session
from gui.tasks import Tasks
from storage.amending import Affected
from storage.briefings import SavedBriefing
from storage.desk import Desk

SHOWN = 30


class IssuedList(QWidget):
    """Signals carry a `SavedBriefing`. What changed since is looked up in a thread and shown once known."""

    open_asked = Signal(object)
    save_asked = Signal(object)
    print_asked = Signal(object)
    corrigendum_asked = Signal(str)
    """Carries its serial."""
    failed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._tasks = Tasks(self)
        self._affected: dict[str, Affected] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.setLayout(column(label(_("PUT OUT SO FAR"), "section"), self._list, gap=6))

    @property
    def affected(self) -> dict[str, Affected]:
        """The products that are known to say what no longer holds, by serial."""
        return self._affected

    def refresh(self) -> None:
        """Read them again, and ask what changed since."""
        self._show()
        self._tasks.run(partial(_look, self._session.desk), self._on_looked, self.failed.emit)

    def stop_work(self) -> None:
        """Wait for no answer any more."""
        self._tasks.wait()

    def _on_looked(self, found: dict[str, Affected]) -> None:
        if found != self._affected:
            self._affected = found
            self._show()

    def _show(self) -> None:
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
        parts: list[QWidget] = [line, label(issued.title, "small", wrap=True), label(put_out, "small")]
        known = self._affected.get(issued.serial)
        if known is not None:
            parts.append(label(changed_text(known), "callout", wrap=True))
        return column(*parts, self._buttons(issued, known), gap=1)

    def _buttons(self, issued: SavedBriefing, known: Affected | None) -> QWidget:
        ways: list[tuple[str, SignalInstance, str, object]] = [
            (_("Open"), self.open_asked, _("Open the pages of {serial}"), issued),
            (_("Save…"), self.save_asked, _("Save the pages of {serial}"), issued),
            (_("Print…"), self.print_asked, _("Print the pages of {serial}"), issued),
        ]
        if not issued.kept:
            ways.clear()
        if known is not None:
            ways.append(
                (_("Corrigendum…"), self.corrigendum_asked, _("Corrigendum to {serial}"), issued.serial)
            )
        buttons = []
        for text, signal, name, carried in ways:
            made = button(text, partial(signal.emit, carried), role="flat")
            made.setAccessibleName(name.format(serial=issued.serial))
            buttons.append(made)
        holder = QWidget()
        note = [] if issued.kept else [label(_("Its pages were not kept."), "small")]
        holder.setLayout(FlowLayout(*note, *buttons))
        return holder


def changed_text(known: Affected) -> str:
    """`3 of its facts were corrected since · 2 were assessed for the first time`."""
    parts = []
    if known.corrected:
        parts.append(
            n_(
                "▲ {n} of its facts was corrected since",
                "▲ {n} of its facts were corrected since",
                known.corrected,
            )
        )
    if known.judged:
        parts.append(
            n_(
                "{n} was assessed for the first time since",
                "{n} were assessed for the first time since",
                known.judged,
            )
        )
    return " · ".join(parts)


def _look(desk: Desk) -> dict[str, Affected]:
    reader = desk.beside()
    try:
        return reader.amending.affected(limit=SHOWN)
    finally:
        reader.close()
