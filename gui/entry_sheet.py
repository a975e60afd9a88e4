"""The sheet an incident is entered on. What is typed is kept as a draft until it is saved or discarded."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget
from typing_extensions import override

from domain.errors import DeskError, FieldError
from domain.incident import Facts, Incident
from domain.words import _
from gui.form import is_submit
from gui.incident_form import IncidentForm
from gui.messages import Messages
from gui.nearness import proposal_text, recurrence_text
from gui.parts import button, column, label, row
from gui.reasons import ask_reason
from gui.session import Session
from gui.settings import Settings

DRAFT_PAUSE_MS = 400


class Draft:
    """What stands in the form, on disk, so that a crash loses nothing typed."""

    def __init__(self, folder: Path, desk: Path) -> None:
        name = hashlib.sha256(str(desk.absolute()).encode()).hexdigest()[:16]
        self._path = folder / "drafts" / f"{name}.json"

    def read(self) -> dict[str, str]:
        """The draft; empty where there is none or it cannot be read."""
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {str(k): str(v) for k, v in data.items()} if isinstance(data, dict) else {}

    def write(self, values: dict[str, str]) -> None:
        """Replace the draft in one step. Raises `OSError`."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        part.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        part.replace(self._path)

    def discard(self) -> None:
        self._path.unlink(missing_ok=True)


class EntrySheet(QWidget):
    """The form with its buttons. `logged` carries the number that was given; `finished` closes the sheet."""

    logged = Signal(str)
    finished = Signal()

    def __init__(self, session: Session, settings: Settings, messages: Messages) -> None:
        super().__init__()
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._messages = messages
        self._correcting: Incident | None = None
        self._loaded: dict[str, str] = {}
        self._saved = ""
        self._draft = Draft(settings.data, session.desk.path)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DRAFT_PAUSE_MS)
        self._pause.timeout.connect(self._on_rest)
        self.form = IncidentForm(session.clock)
        self.form.edited.connect(self._on_edited)
        self.heading = label("", "section")
        self.hint = label("", "small", wrap=True)
        self.near = label("", "small", wrap=True)
        self.problem = label("", "error", wrap=True)
        self.next_button = button(_("Save and next  Ctrl+Enter"), self.save_and_next, role="primary")
        self.save_button = button(_("Save  Ctrl+S"), self.save)
        self.discard_button = button(_("Discard"), self.discard, role="flat")
        self.close_button = button(_("Close  Esc"), self.close_sheet, role="flat")
        side = QWidget()
        side.setFixedWidth(232)
        side.setLayout(
            column(
                self.heading,
                self.next_button,
                row(self.save_button, self.close_button),
                self.problem,
                self.hint,
                self.near,
                None,
                row(None, self.discard_button),
                gap=8,
            )
        )
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.form)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 8, 20, 6)
        layout.setSpacing(20)
        layout.addWidget(area, 1)
        layout.addWidget(side)
        buttons = (self.next_button, self.save_button, self.discard_button, self.close_button)
        for part in (*(view.editor for view in self.form.views.values()), *buttons):
            part.installEventFilter(self)
        self.restored = self._restore()

    # --- starting ------------------------------------------------------------------------------

    def start(self) -> None:
        """A new incident; an unsaved one is taken up again."""
        if self._may_leave():
            self._end_correction()
        self._describe()

    def start_correction(self, incident: Incident) -> None:
        """Correct a record: the form holds what it says now."""
        if self._may_leave():
            self._keep_draft()
            self._correcting = incident
            self.form.load(incident)
            self._loaded = self.form.values()
        self._describe()

    def wanted_height(self) -> int:
        """The height at which the whole form can be seen, in pixels."""
        return self.form.sizeHint().height() + 64

    @property
    def has_draft(self) -> bool:
        """True where something typed is not saved."""
        return self._correcting is None and not self.form.is_empty

    # --- ending --------------------------------------------------------------------------------

    def save_and_next(self) -> None:
        """Save, and start the next one with what is safe to keep."""
        if self._correcting is not None:
            self.save()
        elif self._save():
            self.form.next()
            self._draft.discard()
            self._describe()
            self.heading.setText(_("SAVED {number} · NEXT INCIDENT").format(number=self._saved))

    def save(self) -> None:
        """Save, and close the sheet."""
        if self._save():
            if self._correcting is None:
                self.form.reset()
                self._draft.discard()
            self._end_correction()
            self.finished.emit()

    def discard(self) -> None:
        """Throw away what was typed, after asking."""
        if not self.form.is_empty and not self._messages.confirm(
            self, _("Discard this entry?"), _("What was typed is not saved and will be gone."), _("Discard")
        ):
            return
        if self._correcting is None:
            self.form.reset()
            self._draft.discard()
        self._end_correction()
        self.finished.emit()

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
                self._saved = self._session.log_incident(facts).number
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
        self._show_near()

    def _show_near(self) -> None:
        facts = self.form.facts_so_far()
        if facts is None:
            self.near.setText("")
            return
        nearby = self._session.desk.nearby
        lines = [recurrence_text(nearby.recurrence(facts))]
        found = nearby.proposals(facts)[:3]
        if found:
            lines += [_("Open breaches near:"), *(proposal_text(proposal) for proposal in found)]
        self.near.setText("\n".join(lines))

    def _keep_draft(self) -> None:
        if self._correcting is not None:
            return
        try:
            if self.form.is_empty:
                self._draft.discard()
            else:
                self._draft.write(self.form.values())
        except OSError as error:
            self.problem.setText(_("The draft could not be kept on disk: {reason}").format(reason=error))

    def _restore(self) -> bool:
        kept = self._draft.read()
        for key, value in kept.items():
            if key in self.form.views:
                self.form.set_text(key, value)
        return bool(kept)

    def _describe(self) -> None:
        if self._correcting is not None:
            self.heading.setText(_("CORRECTING {number}").format(number=self._correcting.number))
            self.hint.setText(_("The facts as they were stay in the journal."))
        else:
            self.heading.setText(_("NEW INCIDENT"))
            missing = self.form.missing()
            words = _("Not entered: {fields}. They stay “not known”.").format(
                fields=", ".join(missing).lower()
            )
            self.hint.setText(words if missing and not self.form.is_empty else "")
        self.next_button.setVisible(self._correcting is None)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.close_sheet()
                return True
            if _is_save(event):
                self.save()
                return True
            if is_submit(event):
                self.save_and_next()
                return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_save(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)


def _is_save(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_S and event.modifiers() == Qt.KeyboardModifier.ControlModifier
