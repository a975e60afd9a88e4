"""The sheet an incident is entered or corrected on. What is typed is a draft until saved or discarded."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from domain.errors import DeskError
from domain.incident import Incident
from domain.words import _
from gui.correction import Correction, begun_on, changed_meanwhile, texts_in
from gui.drafts import Drafts
from gui.drop_target import DropTarget, is_evidence
from gui.incident_form import IncidentForm
from gui.messages import Messages
from gui.paste_dialog import read_into
from gui.recorder import Recorder
from gui.sectors import Sectors
from gui.session import Session
from gui.settings import Settings
from gui.sheet_keys import CLOSE, SheetKeys, after, scrolled
from gui.sheet_side import SheetSide
from gui.shelf import Shelf

DRAFT_PAUSE_MS = 400


class EntrySheet(QWidget):
    """The form with its buttons. `logged` carries the number that was given; `finished` closes the sheet."""

    logged = Signal(str)
    finished = Signal()
    grown = Signal()
    """The form needs more or less room."""
    files_wanted = Signal()
    """A file is to be chosen as evidence."""
    dropped = Signal(object)
    """`QMimeData` that is to become evidence of the record that is being corrected."""

    def __init__(self, session: Session, settings: Settings, messages: Messages) -> None:
        super().__init__()
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._messages = messages
        self._correction: Correction | None = None
        self._saved = ""
        self.drafts = Drafts(settings.data, session.desk.path, session.vault)
        self._pause = after(self, DRAFT_PAUSE_MS, self._on_rest)
        self.form = IncidentForm(session.clock, session.records.gazetteer, partial(Sectors.of, session))
        self.form.edited.connect(self._on_edited)
        self.side = SheetSide(self, session, messages)
        self.side.evidence.changed.connect(self._on_rest)
        DropTarget(self, lambda: True).dropped.connect(self.take)
        self._shelf = Shelf(self.drafts, self.form, self.side)
        self._recorder = Recorder(self, session, messages)
        self._others = 0
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 8, 20, 6)
        layout.setSpacing(20)
        self._area = scrolled(self.form)
        layout.addWidget(self._area, 1)
        layout.addWidget(scrolled(self.side, 250))
        self._listen()
        self.restored = self._shelf.restore()

    def _reveal(self) -> None:
        """Scroll to where the focus is."""
        if (focused := self.form.focusWidget()) is not None:
            self._area.ensureWidgetVisible(focused, 0, 64)

    def _listen(self) -> None:
        self.form.grown.connect(self.grown)
        self.form.grown.connect(after(self, 30, self._reveal).start)
        self._session.incidents_changed.connect(self._on_log_changed)
        keys = SheetKeys(
            self,
            {
                "Ctrl+S": self.save,
                "Ctrl+Return": self.save_and_next,
                "Ctrl+M": self.form.toggle_more,
                "Ctrl+L": self.side.near.link.click,
                "Ctrl+Shift+V": self.paste,
                "Ctrl+Shift+E": self.files_wanted.emit,
                "Alt+N": self.put_aside,
                "Alt+PgDown": self.next_draft,
                CLOSE: self.close_sheet,
            },
        )
        keys.watch([*(view.editor for view in self.form.views.values()), *self.findChildren(QPushButton)])

    # --- starting ------------------------------------------------------------------------------

    @property
    def correcting(self) -> str:
        """The number of the record that is being corrected; empty for a new incident."""
        return self._correction.incident.number if self._correction else ""

    def start(self) -> None:
        """A new incident; an unsaved one is taken up again. A correction that was begun is kept."""
        self._keep_draft()
        self._end_correction()
        self._count_drafts()

    def start_correction(self, incident: Incident) -> None:
        """Correct a record: the form holds what it says now, and over it what was typed before."""
        self._keep_draft()
        self._load(incident, self.drafts.open(incident.number))
        self._show_near()
        self._count_drafts()

    def start_like(self, incident: Incident) -> None:
        """A new entry with what may be taken over from `incident`; one that was begun is put aside."""
        self._keep_draft()
        self._end_correction()
        self._begin_another()
        self.form.load_template(incident)
        self._count_drafts()

    def put_aside(self) -> None:
        """Keep what is typed as a draft, and begin another entry."""
        if self._correction is None and not self._shelf.is_empty:
            self._begin_another()
            self._count_drafts()
        self.form.focus("occurred")

    def _begin_another(self) -> None:
        self._keep_draft()
        self.drafts.begin()
        self._shelf.clear()
        self.side.near.show_facts(None)

    def next_draft(self) -> None:
        """Go on with the next of the drafts; this one is kept."""
        self._keep_draft()
        if key := self.drafts.turn():
            self._open(key)
            self._show_near()
        self._count_drafts()
        self.form.focus("occurred")

    def _open(self, key: str) -> None:
        """Show the draft that is open now."""
        values = self.drafts.read(key)
        if key.isdigit():
            self._correction = None
            self._shelf.clear()
            self._shelf.show(values)
            return
        try:
            self._load(self._session.desk.incidents.get(key), values)
        except DeskError as error:
            self._messages.error(self, error)
            self._end_correction()

    def _load(self, incident: Incident, draft: dict[str, str]) -> None:
        """Put a record into the form, and over it what was typed of its correction."""
        self.side.evidence.show_draft({})
        self.form.load(incident)
        self._correction = Correction(incident, self.form.values(), begun_on(draft))
        self.form.restore(texts_in(draft))
        self.side.tell(changed_meanwhile(draft, incident, self.form.label_of))

    def paste(self) -> None:
        """An image or files of the clipboard become evidence; of a text is read what it says."""
        mime = QGuiApplication.clipboard().mimeData()
        if is_evidence(mime):
            self.take(mime)
        else:
            self.read_text()

    def take(self, mime: QMimeData) -> None:
        """Files or an image for the entry, or for the record that is being corrected."""
        if self._correction is not None:
            self.dropped.emit(mime)
        else:
            self.side.evidence.take(mime)

    def read_text(self) -> None:
        """Propose times, positions and places found in a text that is pasted."""
        if self._correction is None:
            read_into(self, self._session, self._messages, self.form)

    def wanted_height(self) -> int:
        """The height at which the whole form can be seen, in pixels."""
        return self.form.sizeHint().height() + 64

    # --- ending --------------------------------------------------------------------------------

    def save_and_next(self) -> None:
        """Save, and start the next one with what is safe to keep."""
        if self._correction is not None:
            self.save()
        elif self._save():
            self.drafts.drop()
            self.side.evidence.show_draft({})
            self.form.next()
            self.side.near.show_facts(None)
            self._pause.stop()
            self._count_drafts()
            self.side.heading.setText(_("SAVED {number} · NEXT INCIDENT").format(number=self._saved))

    def save(self) -> None:
        """Save, and close the sheet."""
        if self._save():
            self._finish()

    def _finish(self) -> None:
        """Done with this entry; other drafts come up when the sheet is opened again."""
        self.drafts.drop()
        self._pause.stop()
        self.side.near.show_facts(None)
        self._correction = None
        self._shelf.clear()
        self._shelf.restore()
        self.finished.emit()

    def discard(self) -> None:
        """Throw away what was typed, after asking."""
        title = _("Discard this entry?")
        typed = not self._shelf.is_empty
        if self._correction is not None:
            title = _("Discard the correction of {number}?").format(number=self.correcting)
            typed = bool(self._correction.typed(self.form.values()))
        said = _("What was typed is not saved and will be gone.")
        if not typed or self._messages.confirm(self, title, said, _("Discard")):
            try:
                self.side.evidence.discard()
            except DeskError as error:
                self._messages.error(self, error)
            self._finish()

    def close_sheet(self) -> None:
        """Leave the sheet; what was typed is kept as a draft."""
        self._keep_draft()
        self._end_correction()
        self.finished.emit()

    def _end_correction(self) -> None:
        """Back to the new incident that was put aside, where there is one."""
        if self._correction is not None:
            self._correction = None
            self._shelf.clear()
            self._shelf.restore()

    def _save(self) -> bool:
        number = self._recorder.record(self._correction)
        if number:
            self._saved = number
            self.logged.emit(number)
        return bool(number)

    # --- the draft -----------------------------------------------------------------------------

    def _on_edited(self) -> None:
        self._pause.start()
        self._describe()

    def _on_rest(self) -> None:
        """Typing rests: keep the draft, and look what happened near before."""
        self._keep_draft()
        self._count_drafts()
        self._show_near()

    def _on_log_changed(self) -> None:
        """The record that is corrected may have changed: show what it says now, and what differs."""
        if self._correction is None or self._recorder.is_busy:
            return
        now = self._session.desk.incidents.get(self.correcting)
        if self._correction.is_out_of_date(now):
            self._load(now, self._correction.draft(self.form.values()))
            self._describe()

    def _show_near(self) -> None:
        self.side.near.show_facts(self.form.facts_so_far(), but=self.correcting)

    def _keep_draft(self) -> None:
        self._shelf.keep(self._correction)

    def _describe(self) -> None:
        kept = _("The facts as they were stay in the journal.")
        hint = kept if self._correction is not None else self.form.what_is_missing()
        self.side.describe(self.correcting, hint, self._others)

    def _count_drafts(self) -> None:
        self._others = len(self.drafts.others())
        self._describe()
