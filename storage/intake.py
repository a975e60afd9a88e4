"""One entry sheet is one transaction: the incident, the event it is a report of, the files with it."""

from __future__ import annotations

from collections.abc import Sequence

from domain.evidence import Custody
from domain.incident import Facts, Incident
from storage.corrections import Corrections
from storage.evidence import EvidenceStore
from storage.incidents import Incidents
from storage.journal import Journal


class Intake:
    """Logs what was typed and dropped."""

    def __init__(
        self, journal: Journal, incidents: Incidents, corrections: Corrections, evidence: EvidenceStore
    ) -> None:
        self._journal = journal
        self._incidents = incidents
        self._corrections = corrections
        self._evidence = evidence

    def log(self, facts: Facts, *, author: str, of: str = "", held: Sequence[Custody] = ()) -> Incident:
        """Number and keep an incident; counted once as `of` where it is another report of that one.

        `held` files become its evidence. Raises `FieldError`, `DeskError`: then nothing is kept of it.
        """
        with self._journal.writing(author) as write:
            number = self._incidents.write_new(write, facts).number
            if of:
                self._corrections.write_duplicate(write, number, of)
            for custody in held:
                self._evidence.attach(write, number, custody)
        return self._incidents.get(number)
