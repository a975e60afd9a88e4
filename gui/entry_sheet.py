"""The sheet an incident is entered on. What is typed is kept as a draft until it is saved or discarded."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from domain.errors import DeskError, FieldError
from domain.incident import Facts, Incident
from domain.words import _, n_
from gui.drafts import Drafts
from gui.incident_form import IncidentForm
from gui.messages import Messages
from gui.near_view import NearView
from gui.parts import button, column, label, row
from gui.paste_dialog import read_into
from gui.reasons import ask_reason
from gui.session import Session
from gui.settings import Settings
from gui.sheet_keys import CLOSE, SheetKeys, after, scrolled

DRAFT_PAUSE_MS = 400


class EntrySheet(QWidget):
    """The form with its buttons. `logged` carries the number that was given; `finished` closes the sheet."""

    logged = Signal(str)
    finished = Signal()
    grown = Signal()
    """The form needs more or less room."""

    def __init__(self, session: Session, settings: Settings, messages: Messages) -> None:
        super().__init__()
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._messages = messages
        self._correcting: Incident | None = None
        self._loaded: dict[str, str] = {}
        self._saved = ""
        self._others = 0
        self._drafts = Drafts(settings.data, session.desk.path)
        self._pause = after(self, DRAFT_PAUSE_MS, self._on_rest)
        self.form = IncidentForm(session.clock, session.records.gazetteer, session.records.sectors)
        self.form.edited.connect(self._on_edited)
        self.heading = label("", "section")
        self.hint = label("", "small", wrap=True)
        self.near = NearView(session)
        self.problem = label("", "error", wrap=True)
        self.next_button = button(_("Save and next  Ctrl+Enter"), self.save_and_next, role="primary")
        self.save_button = button(_("Save  Ctrl+S"), self.save)
        self.discard_button = button(_("Discard"), self.discard, role="flat")
        self.close_button = button(_("Close  Esc"), self.close_sheet, role="flat")
        self.read_button = button(_("Read a text…  Ctrl+Shift+V"), self.read_text, role="flat")
        self.aside_button = button(_("Put aside, begin another  Alt+N"), self.put_aside, role="flat")
        self.drafts_button = button("", self.next_draft, role="flat")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 8, 20, 6)
        layout.setSpacing(20)
        self._area = scrolled(self.form)
        layout.addWidget(self._area, 1)
        layout.addWidget(scrolled(self._side(), 250))
        self._listen()
        self.restored = self._restore()

    def _side(self) -> QVBoxLayout:
        return column(
            self.heading,
            self.next_button,
            row(self.save_button, self.close_button),
            self.problem,
            self.near,
            self.hint,
            None,
            *(self.read_button, self.aside_button, self.drafts_button, self.discard_button),
            gap=6,
        )

    def _reveal(self) -> None:
        """Scroll to where the focus is."""
        if (focused := self.form.focusWidget()) is not None:
            self._area.ensureWidgetVisible(focused, 0, 64)

    def _listen(self) -> None:
        self.form.grown.connect(self.grown)
        self.form.grown.connect(after(self, 30, self._reveal).start)

        keys = SheetKeys(
            self,
            {
                "Ctrl+S": self.save,
                "Ctrl+Return": self.save_and_next,
                "Ctrl+M": self.form.toggle_more,
                "Ctrl+L": self.near.link.click,
                "Ctrl+Shift+V": self.read_text,
                "Alt+N": self.put_aside,
                "Alt+PgDown": self.next_draft,
                CLOSE: self.close_sheet,
            },
        )
        keys.watch([*(view.editor for view in self.form.views.values()), *self.findChildren(QPushButton)])

    # --- starting ------------------------------------------------------------------------------

    def start(self) -> None:
        """A new incident; an unsaved one is taken up again."""
        if self._may_leave():
            self._end_correction()
        self._count_drafts()

    def start_correction(self, incident: Incident) -> None:
        """Correct a record: the form holds what it says now."""
        if self._may_leave():
            self._keep_draft()
            self._correcting = incident
            self.form.load(incident)
            self._loaded = self.form.values()
            self._show_near()
        self._describe()

    def start_like(self, incident: Incident) -> None:
        """A new entry with what may be taken over from `incident`; one that was begun is put aside."""
        if self._may_leave():
            self._end_correction()
            self._begin_another()
            self.form.load_template(incident)
        self._count_drafts()

    def put_aside(self) -> None:
        """Keep what is typed as a draft, and begin another entry."""
        if self._correcting is None and not self.form.is_empty:
            self._begin_another()
            self._count_drafts()
        self.form.focus("occurred")

    def _begin_another(self) -> None:
        self._keep_draft()
        self._drafts.begin()
        self.form.reset()
        self.near.show_facts(None)

    def next_draft(self) -> None:
        """Go on with the next of the drafts; this one is kept."""
        if self._correcting is not None:
            return
        self._keep_draft()
        if values := self._drafts.turn():
            self.form.reset()
            self.form.restore(values)
            self._show_near()
        self._count_drafts()
        self.form.focus("occurred")

    def read_text(self) -> None:
        """Propose times, positions and places found in a text that is pasted."""
        if self._correcting is None:
            read_into(self, self._session, self._messages, self.form)

    def wanted_height(self) -> int:
        """The height at which the whole form can be seen, in pixels."""
        return self.form.sizeHint().height() + 64

    # --- ending --------------------------------------------------------------------------------

    def save_and_next(self) -> None:
        """Save, and start the next one with what is safe to keep."""
        if self._correcting is not None:
            self.save()
        elif self._save():
            self._drafts.drop()
            self.form.next()
            self.near.show_facts(None)
            self._pause.stop()
            self._count_drafts()
            self.heading.setText(_("SAVED {number} · NEXT INCIDENT").format(number=self._saved))

    def save(self) -> None:
        """Save, and close the sheet."""
        if self._save():
            self._finish()

    def _finish(self) -> None:
        """Done with this entry; other drafts come up when the sheet is opened again."""
        if self._correcting is None:
            self._drafts.drop()
            self.form.reset()
            self._pause.stop()
            self.near.show_facts(None)
            self._restore()
        self._end_correction()
        self.finished.emit()

    def discard(self) -> None:
        """Throw away what was typed, after asking."""
        if not self.form.is_empty and not self._messages.confirm(
            self, _("Discard this entry?"), _("What was typed is not saved and will be gone."), _("Discard")
        ):
            return
        self._finish()

    def close_sheet(self) -> None:
        """Leave the sheet; what was typed is kept as a draft, a correction only until it is given up."""
        if self._may_leave():
            self._keep_draft()
            self._end_correction()
            self.finished.emit()

    def _may_leave(self) -> bool:
        """Whether a correction with changes in it may be given up; True where there is none."""
        if self._correcting is None or self.form.values() == self._loaded:
            return True
        title = _("Give up the correction of {number}?").format(number=self._correcting.number)
        return self._messages.confirm(self, title, _("It has not been recorded."), _("Give it up"))

    def _end_correction(self) -> None:
        """Back to the new incident that was put aside, where there is one."""
        if self._correcting is not None:
            self._correcting = None
            self.form.reset()
            self._restore()

    def _save(self) -> bool:
        self.problem.setText("")
        if not self.form.validate():
            self.problem.setText(_("Nothing was saved yet. The marked fields need a look."))
            return False
        try:
            facts = self.form.facts(self._session.now())
            if self._correcting is None:
                self._saved = self._log(facts).number
            elif not self._correct(self._correcting.number, facts):
                return False
        except FieldError as error:
            if not self.form.show_error(error):
                self.problem.setText(f"▲ {error}")
            return False
        except DeskError as error:
            self._messages.error(self, error)
            return False
        self.logged.emit(self._saved)
        return True

    def _log(self, facts: Facts) -> Incident:
        of = self.near.duplicate_of
        return self._session.records.log_duplicate(facts, of) if of else self._session.log_incident(facts)

    def _correct(self, number: str, facts: Facts) -> bool:
        def record(reason: str) -> None:
            self._saved = self._session.correct_incident(number, facts, reason).number

        return ask_reason(self, self._messages, _("Correct {number}").format(number=number), record)

    # --- the draft -----------------------------------------------------------------------------

    def _on_edited(self) -> None:
        self._pause.start()
        self._describe()

    def _on_rest(self) -> None:
        """Typing rests: keep the draft, and look what happened near before."""
        self._keep_draft()
        self._count_drafts()
        self._show_near()

    def _show_near(self) -> None:
        but = self._correcting.number if self._correcting else ""
        self.near.show_facts(self.form.facts_so_far(), but=but)

    def _keep_draft(self) -> None:
        if self._correcting is not None:
            return
        try:
            if self.form.is_empty:
                self._drafts.drop()
            else:
                self._drafts.keep(self.form.values())
        except OSError as error:
            self.problem.setText(_("The draft could not be kept on disk: {reason}").format(reason=error))

    def _restore(self) -> bool:
        self.form.restore(values := self._drafts.latest())
        return bool(values)

    def _describe(self) -> None:
        if self._correcting is not None:
            self.heading.setText(_("CORRECTING {number}").format(number=self._correcting.number))
            self.hint.setText(_("The facts as they were stay in the journal."))
        else:
            self.heading.setText(_("NEW INCIDENT"))
            self.hint.setText(self.form.what_is_missing())
        for part in (self.next_button, self.read_button, self.aside_button):
            part.setVisible(self._correcting is None)
        self.drafts_button.setVisible(self._correcting is None and self._others > 0)

    def _count_drafts(self) -> None:
        self._others = len(self._drafts.others())
        said = n_("{n} other draft  Alt+PgDown", "{n} other drafts  Alt+PgDown", self._others)
        self.drafts_button.setText(said)
        self._describe()
