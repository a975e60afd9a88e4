"""From what is typed on the entry sheet to an entry of the journal; asks what must be asked before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.errors import DeskError, FieldError
from domain.incident import Facts, Incident
from domain.words import _
from gui.correction import Correction
from gui.messages import Messages
from gui.reasons import ask_reason
from gui.sectors import settle_sector
from gui.session import Session

if TYPE_CHECKING:
    from gui.entry_sheet import EntrySheet


class Recorder:
    """Records one sheet's form. What cannot be recorded is said there, and nothing typed is lost."""

    def __init__(self, sheet: EntrySheet, session: Session, messages: Messages) -> None:
        self._sheet = sheet
        self._session = session
        self._messages = messages
        self.is_busy = False
        """True while it records, so that its own entry is no news."""

    def record(self, correction: Correction | None) -> str:
        """The number of the incident that was logged or corrected; empty where nothing was recorded."""
        form, problem = self._sheet.form, self._sheet.side.problem
        problem.setText("")
        if not form.validate():
            problem.setText(_("Nothing was saved yet. The marked fields need a look."))
            return ""
        self.is_busy = True
        try:
            return self._record(correction, form.facts(self._session.now()))
        except FieldError as error:
            if not form.show_error(error):
                problem.setText(f"▲ {error}")
        except DeskError as error:
            self._messages.error(self._sheet, error)
        finally:
            self.is_busy = False
        return ""

    def _record(self, correction: Correction | None, facts: Facts) -> str:
        was = correction.incident.facts.sector if correction else ""
        if facts.sector != was and not settle_sector(
            self._sheet, self._session, self._messages, facts.sector
        ):
            self._sheet.form.focus("sector")
            return ""
        if correction is None:
            return self._log(facts).number
        return self._correct(correction.incident.number, facts)

    def _log(self, facts: Facts) -> Incident:
        side = self._sheet.side
        of, held = side.near.duplicate_of, side.evidence.held
        if of or held:
            return self._session.records.take_in(facts, of or "", held)
        return self._session.log_incident(facts)

    def _correct(self, number: str, facts: Facts) -> str:
        def record(reason: str) -> None:
            self._session.correct_incident(number, facts, reason)

        title = _("Correct {number}").format(number=number)
        return number if ask_reason(self._sheet, self._messages, title, record) else ""
