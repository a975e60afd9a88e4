"""The column beside the form of an incident: what is being entered, its keys, and what was found near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.words import _, n_
from gui.held_view import HeldView
from gui.near_view import NearView
from gui.parts import button, column, label, row

if TYPE_CHECKING:
    from gui.entry_sheet import EntrySheet
    from gui.messages import Messages
    from gui.session import Session


class SheetSide(QWidget):
    """Words and buttons; the sheet does what they ask."""

    def __init__(self, sheet: EntrySheet, session: Session, messages: Messages) -> None:
        super().__init__()
        self.heading = label("", "section", wrap=True)
        self.hint = label("", "small", wrap=True)
        self.meanwhile = label("", "callout", wrap=True, selectable=True)
        self.near = NearView(session)
        self.evidence = HeldView(session, messages, sheet.drafts)
        self.problem = label("", "error", wrap=True)
        self.next_button = button(_("Save and next  Ctrl+Enter"), sheet.save_and_next, role="primary")
        self.save_button = button(_("Save  Ctrl+S"), sheet.save)
        self.discard_button = button(_("Discard"), sheet.discard, role="flat")
        self.close_button = button(_("Close  Esc"), sheet.close_sheet, role="flat")
        self.read_button = button(_("Read a text…  Ctrl+Shift+V"), sheet.read_text, role="flat")
        self.file_button = button(_("Add evidence…  Ctrl+Shift+E"), sheet.files_wanted.emit, role="flat")
        self.aside_button = button(_("Put aside, begin another  Alt+N"), sheet.put_aside, role="flat")
        self.drafts_button = button("", sheet.next_draft, role="flat")
        self.setLayout(self._parts())
        self.tell("")

    def _parts(self) -> QVBoxLayout:
        return column(
            self.heading,
            self.next_button,
            row(self.save_button, self.close_button),
            self.problem,
            self.meanwhile,
            self.near,
            self.evidence,
            self.hint,
            None,
            *(self.read_button, self.file_button, self.aside_button, self.drafts_button, self.discard_button),
            gap=6,
        )

    def tell(self, changed: str) -> None:
        """Say what was changed meanwhile; nothing hides it."""
        self.meanwhile.setText(changed)
        self.meanwhile.setVisible(bool(changed))

    def describe(self, correcting: str, hint: str, others: int) -> None:
        """Say what is being entered, and offer what goes with it; `correcting` is a number or empty."""
        heading = _("CORRECTING {number}").format(number=correcting) if correcting else _("NEW INCIDENT")
        self.heading.setText(heading)
        self.hint.setText(hint)
        for part in (self.next_button, self.read_button, self.aside_button):
            part.setVisible(not correcting)
        self.drafts_button.setVisible(others > 0)
        said = n_("{n} other draft  Alt+PgDown", "{n} other drafts  Alt+PgDown", others)
        self.drafts_button.setText(said)
