"""Files dropped or pasted before the incident has a number: kept in the desk, listed beside the form.

Their bytes are in the desk file from the start, so a crash loses none and an encrypted desk leaves none in
clear. The draft holds what is known of them; they become evidence in the transaction that logs the incident.
"""

from __future__ import annotations

import json
from functools import partial

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.errors import DeskError, FieldError
from domain.evidence import Custody, format_size
from domain.words import _, n_
from gui.drafts import Drafts
from gui.evidence_dialogs import Incoming, ask_custody, from_mime
from gui.messages import Messages
from gui.parts import button, clear, column, label, plain_tip, row
from gui.record_writes import CustodyFacts
from gui.session import Session

_NAME_WIDTH = 210
"""Pixels of a name in the column beside the form; the rest of it is in its tip."""
KEY = "@evidence"
"""Where a draft holds the list."""


class HeldView(QWidget):
    """The files of one entry. `changed` when one was added or removed."""

    changed = Signal()

    def __init__(self, session: Session, messages: Messages, drafts: Drafts) -> None:
        super().__init__()
        self._session = session
        self._messages = messages
        self._drafts = drafts
        self.held: tuple[Custody, ...] = ()
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self.heading = label(_("EVIDENCE WITH IT"), "section")
        self.setLayout(column(self.heading, self._list, gap=2))
        self.show_draft({})

    # --- with the draft ------------------------------------------------------------------------

    def draft(self) -> dict[str, str]:
        """What a draft keeps of it."""
        return {KEY: json.dumps([custody.to_json() for custody in self.held])} if self.held else {}

    def show_draft(self, values: dict[str, str]) -> None:
        """Show the files of a draft; what cannot be read of it is none."""
        self.held = _read(values)
        self._show()

    def discard(self) -> None:
        """Forget all of them: the entry was discarded. Raises `DeskError`."""
        for custody in self.held:
            self._let_go(custody)
        self.show_draft({})

    # --- in and out ----------------------------------------------------------------------------

    def take(self, mime: QMimeData) -> None:
        """Keep what was dropped or copied, once it is known where it comes from."""
        try:
            self.add(from_mime(mime, self._session.now()))
        except DeskError as error:
            self._messages.error(self.window(), error)

    def add(self, files: list[Incoming]) -> None:
        """Ask for the custody facts, and hold the files with the entry."""
        title = n_("Add {n} file to this entry", "Add {n} files to this entry", len(files))
        ask_custody(self.window(), self._session, self._messages, title, files, self._hold)

    def _hold(self, data: bytes, facts: CustodyFacts) -> None:
        made = self._session.records.hold(data, facts)
        if any(custody.sha256 == made.sha256 for custody in self.held):
            raise FieldError("file", _("{name} is with this entry already.").format(name=made.name))
        self.held = (*self.held, made)
        self._show()
        self.changed.emit()

    def remove(self, custody: Custody) -> None:
        """Take one out again: it never was evidence."""
        try:
            self._let_go(custody)
        except DeskError as error:
            self._messages.error(self.window(), error)
            return
        self.held = tuple(each for each in self.held if each != custody)
        self._show()
        self.changed.emit()

    def _let_go(self, custody: Custody) -> None:
        others = (self._drafts.read(key) for key in self._drafts.others())
        if not any(custody.sha256 == each.sha256 for values in others for each in _read(values)):
            self._session.records.let_go(custody)

    def _show(self) -> None:
        clear(self._list)
        self.setVisible(bool(self.held))
        for custody in self.held:
            name = label("")
            name.setText(
                name.fontMetrics().elidedText(custody.name, Qt.TextElideMode.ElideMiddle, _NAME_WIDTH)
            )
            name.setToolTip(plain_tip(custody.name))
            size = label(format_size(custody.size), "small")
            leave = button(_("Remove"), partial(self.remove, custody), role="flat")
            leave.setAccessibleName(_("Remove {name}").format(name=custody.name))
            self._list.addLayout(column(name, row(size, None, leave, gap=4), gap=0))


def _read(values: dict[str, str]) -> tuple[Custody, ...]:
    try:
        return tuple(Custody.from_json(data) for data in json.loads(values.get(KEY, "[]")))
    except (ValueError, TypeError, KeyError, AttributeError):
        return ()
