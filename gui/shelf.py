"""Between the entry sheet and its drafts: what is typed and held goes on the shelf, and comes back."""

from __future__ import annotations

from domain.words import _
from gui.correction import Correction
from gui.drafts import Drafts
from gui.incident_form import IncidentForm
from gui.sheet_side import SheetSide


class Shelf:
    """Keeps the draft that is open, and shows another one."""

    def __init__(self, drafts: Drafts, form: IncidentForm, side: SheetSide) -> None:
        self._drafts = drafts
        self._form = form
        self._side = side

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed and nothing is held."""
        return self._form.is_empty and not self._side.evidence.held

    def keep(self, correction: Correction | None) -> None:
        """Put what is typed on disk; what says nothing is no draft."""
        texts = self._form.kept()
        kept = correction.draft(texts) if correction else {**texts, **self._side.evidence.draft()}
        try:
            if correction is None and self.is_empty:
                self._drafts.drop()
            elif kept:
                self._drafts.keep(kept)
            else:
                self._drafts.discard(self._drafts.current)
        except OSError as error:
            said = _("The draft could not be kept on disk: {reason}").format(reason=error)
            self._side.problem.setText(said)

    def restore(self) -> bool:
        """Show the new entry that was begun last; False where there is none."""
        self.show(values := self._drafts.latest())
        return bool(values)

    def show(self, values: dict[str, str]) -> None:
        """Put a draft of a new entry into an empty form."""
        self._form.restore(values)
        self._side.evidence.show_draft(values)

    def clear(self) -> None:
        """Nothing typed, nothing held, nothing said."""
        self._side.tell("")
        self._side.evidence.show_draft({})
        self._form.reset()
