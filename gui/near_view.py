"""Beside the form: what happened near before, open breaches near, and records that may be the same event."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from domain.duplicates import Twin
from domain.incident import Facts
from domain.instant import format_duration, format_span
from domain.vocabulary import KINDS
from domain.words import _
from gui.nearness import proposal_text, recurrence_text
from gui.parts import column, label
from gui.session import Session

KEY = "Ctrl+L"


class NearView(QWidget):
    """Proposals only: nothing is linked or joined by being shown."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._twin: Twin | None = None
        self.same = label("", "callout", wrap=True)
        self.link = QPushButton()
        self.link.setCheckable(True)
        self.link.setAutoDefault(False)
        self.link.setProperty("role", "switch")
        self.words = label("", "small", wrap=True)
        self.setLayout(column(self.same, self.link, self.words, gap=6))
        self.show_facts(None)

    @property
    def duplicate_of(self) -> str | None:
        """The incident that the entry is to be linked to as another report of it."""
        return self._twin.incident.number if self._twin and self.link.isChecked() else None

    def show_facts(self, facts: Facts | None, *, but: str = "") -> None:
        """Look around what is typed so far; `but` is the incident that is being corrected."""
        nearby = self._session.desk.nearby
        twins = nearby.twins(facts, but=but) if facts is not None else []
        self._show_twins(twins, linking=not but)
        if facts is None:
            self.words.setText("")
            return
        truce = self._session.truce
        found_before = nearby.recurrence(facts, but=but, since=truce)
        lines = [recurrence_text(found_before, truce=truce is not None)]
        if found := nearby.proposals(facts, but=but)[:3]:
            lines += [_("Open breaches near:"), *(proposal_text(proposal) for proposal in found)]
        self.words.setText("\n".join(lines))

    def _show_twins(self, twins: list[Twin], *, linking: bool) -> None:
        first = twins[0] if twins else None
        if self._twin is None or first is None or first.incident.number != self._twin.incident.number:
            self.link.setChecked(False)
        self._twin = first
        self.same.setVisible(first is not None)
        self.link.setVisible(first is not None and linking)
        if first is None:
            return
        lines = [_("Perhaps the same event:"), *(twin_text(twin) for twin in twins[:3])]
        self.same.setText("\n".join(lines))
        said = _("Another report of {number}").format(number=first.incident.number)
        self.link.setText(_("The same event  {key}").format(key=KEY))
        self.link.setAccessibleName(said)
        self.link.setToolTip(said)


def twin_text(twin: Twin) -> str:
    """`CV-2026-000123 mortar, 231200Z NOV 26, 1.2 km away, 00:10 apart`."""
    facts = twin.incident.facts
    parts = [f"{twin.incident.number} {KINDS.label(facts.kind)}", format_span(facts.occurred)]
    if twin.distance_m is None:
        parts.append(_("same place name"))
    else:
        parts.append(_("{distance} km away").format(distance=f"{twin.distance_m / 1000:.1f}"))
    if twin.apart:
        parts.append(_("{time} apart").format(time=format_duration(twin.apart)[:-3]))
    return ", ".join(parts)
