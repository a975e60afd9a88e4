"""What is asked of the evidence in the panel: keep what is dropped, save an original, withdraw a piece."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from domain.errors import DeskError
from domain.words import _
from gui.entry_sheet import EntrySheet
from gui.evidence_dialogs import Incoming, add_evidence, from_paths, take_in
from gui.files import Files
from gui.incident_panel import IncidentPanel
from gui.messages import Messages
from gui.passphrase import leaving
from gui.reasons import ask_reason
from gui.session import Session
from storage.evidence_export import save_evidence


class EvidenceCare(QObject):
    """Listens to one panel."""

    def __init__(
        self, panel: IncidentPanel, sheet: EntrySheet, session: Session, messages: Messages, files: Files
    ) -> None:
        super().__init__(panel)
        self._panel = panel
        self._session = session
        self._messages = messages
        self._files = files
        self._sheet = sheet
        panel.dropped.connect(self.take)
        sheet.dropped.connect(self._take_for_sheet)
        sheet.files_wanted.connect(self._choose_for_sheet)
        panel.evidence.save_asked.connect(self.save)
        panel.evidence.withdraw_asked.connect(self.withdraw)

    def add(self) -> None:
        """Choose a file, and keep it with the chosen incident."""
        if (incident := self._panel.incident) is not None and (files := self._choose()):
            add_evidence(self._panel, self._session, self._messages, incident.number, files)

    def _choose(self) -> list[Incoming]:
        path = self._files.open(self._panel, _("Add evidence"), Path.home(), _("All files (*)"))
        if path is None:
            return []
        try:
            return from_paths([path])
        except DeskError as error:
            self._messages.error(self._panel, error)
            return []

    def _choose_for_sheet(self) -> None:
        """For the entry that is being typed, or for the record that is being corrected."""
        number = self._sheet.correcting
        if not (files := self._choose()):
            return
        if number:
            add_evidence(self._sheet, self._session, self._messages, number, files)
        else:
            self._sheet.side.evidence.add(files)

    def _take_for_sheet(self, mime: QMimeData) -> None:
        take_in(self._sheet, self._session, self._messages, self._sheet.correcting, mime)

    def paste(self) -> None:
        """Keep the image or the files of the clipboard with the chosen incident."""
        self.take(QGuiApplication.clipboard().mimeData())

    def take(self, mime: QMimeData) -> None:
        """Keep what was dropped or copied with the chosen incident."""
        if (incident := self._panel.incident) is not None:
            take_in(self._panel, self._session, self._messages, incident.number, mime)

    def save(self, number: str) -> None:
        """Write an original, byte for byte."""
        evidence = self._session.desk.evidence.get(number)
        suggested = Path.home() / evidence.custody.name
        title = leaving(_("Save the original"), self._session.desk.key)
        path = self._files.save(self._panel, title, suggested, _("All files (*)"))
        if path is None:
            return
        try:
            save_evidence(self._session.desk, number, path, overwrite=True)
        except DeskError as error:
            self._messages.error(self._panel, error)
            return
        self._messages.tell(self._panel, _("Saved"), f"SHA-256 {evidence.custody.sha256}", str(path))

    def withdraw(self, number: str) -> None:
        """Say why it counts no longer."""

        def record(reason: str) -> None:
            self._session.records.withdraw_evidence(number, reason)

        ask_reason(self._panel, self._messages, _("Withdraw {number}").format(number=number), record)
