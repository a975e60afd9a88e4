"""The choices of a product: which one, of what time or record, in whose words, with which sections."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from domain.clock import Clock
from domain.errors import FieldError
from domain.filter import ALL, Filter
from domain.instant import format_dtg
from domain.plan import TEXTS, Plan, Texts
from domain.redaction import PROFILES, Redaction
from domain.request import PLANNED, Request
from domain.sections import sections_of
from domain.words import N_, _
from gui import briefing_fields as fields
from gui.fold import Fold
from gui.form import Form
from gui.parts import column
from gui.section_list import SectionList

fields.RECORD = {
    "spot": N_("Incident, such as CV-2026-000123"),
    "dossier": N_("Breach, such as BR-2026-0007"),
}


_OF_A_PERIOD = ("outlook_24", "outlook_72", "gaps")
"""Texts that a product about one record has no place for."""


class BriefingForm(QWidget):
    """Every choice, in parts that fold. A period is read in UTC where no zone is typed."""

    edited = Signal()
    kind_changed = Signal()

    def __init__(self, clock: Clock, pattern: str) -> None:
        super().__init__()
        self._clock = clock
        self._hours: int | None = fields.DAY
        self._setting = False
        self.what = Form(fields.what(clock), roomy=True)
        self.words = Form(fields.words(), roomy=True)
        self.leave_out = Form(fields.leave_out(), roomy=True)
        self.file = Form(fields.file(pattern), roomy=True)
        self.sections = SectionList()
        self.folds = {
            "words": Fold(_("Assessment, outlook, gaps"), self.words),
            "sections": Fold(_("Sections"), self.sections),
            "leave_out": Fold(_("What is left out"), self.leave_out),
            "file": Fold(_("File name"), self.file),
        }
        forms = (self.what, self.words, self.leave_out, self.file)
        self.views = {key: view for form in forms for key, view in form.views.items()}
        self.setLayout(column(self.what, *self.folds.values(), gap=6))
        for key in ("since", "until"):
            self.views[key].edited.connect(self._on_typed)
        self.views["kind"].edited.connect(self._on_kind)
        self.views["profile"].edited.connect(self._on_profile)
        for key in ("sources", "comments", "evidence", "radius"):
            self.views[key].edited.connect(self._on_left_out)
        for part in (self.what, self.words, self.leave_out):
            part.edited.connect(self._on_edited)
        self.sections.edited.connect(self._on_edited)
        self._follow_kind()

    # --- what is asked for -----------------------------------------------------------------------

    @property
    def kind(self) -> str:
        """Which product."""
        return self.text("kind")

    @property
    def paper(self) -> str:
        """A4 or Letter."""
        return self.text("paper")

    def request(self, chosen: Filter = ALL) -> Request:
        """Everything that is chosen. Raises `FieldError` naming the field that cannot stand."""
        situation = self.kind == "situation"
        since, until = self.period() if situation else (None, None)
        return Request(
            kind=self.kind,
            record="" if situation else self.text("record"),
            since=since,
            until=until,
            chosen=chosen if situation else ALL,
            plan=self.plan(),
            paper=self.paper,
        ).checked()

    def plan(self) -> Plan:
        """Title, sections, texts, and what is left out: as far as the product has them."""
        if self.kind not in PLANNED:
            return Plan(sections=self.sections.chosen)
        shown = [name for name in TEXTS if self.kind == "situation" or name not in _OF_A_PERIOD]
        return Plan(
            title=self.text("title"),
            sections=self.sections.chosen,
            texts=Texts(**{name: self.text(name) for name in shown}),
            likelihood=self.text("likelihood"),
            redaction=self.redaction(),
            pictures=self.kind != "situation" and bool(self.text("pictures")),
        )

    def redaction(self) -> Redaction:
        """What is left out."""
        radius = self.text("radius")
        return Redaction(
            sources=bool(self.text("sources")),
            comments=bool(self.text("comments")),
            evidence=bool(self.text("evidence")),
            radius_m=int(radius) if radius else None,
        )

    def take_up(self, request: Request, *, whole: bool) -> None:
        """Choose what a draft asks for; of a template everything but its period and its record."""
        self._setting = True
        self.set_text("kind", request.kind)
        self._follow_kind()
        if whole:
            self.set_text("record", request.record)
            if request.since and request.until:
                self.set_period(request.since, request.until)
                self._hours = None
        self.set_text("paper", request.paper)
        self.set_text("title", request.plan.title)
        for name in TEXTS:
            self.set_text(name, getattr(request.plan.texts, name))
        self.set_text("likelihood", request.plan.likelihood)
        self.set_text("pictures", "yes" if request.plan.pictures else "")
        self._show_redaction(request.plan.redaction)
        self.sections.show_kind(request.kind, request.plan.sections)
        self._setting = False
        self.edited.emit()

    def choose(self, kind: str, record: str = "") -> None:
        """Ask for another product, of this record."""
        self.set_text("kind", kind)
        if record:
            self.set_text("record", record)

    # --- as a form -------------------------------------------------------------------------------

    def text(self, key: str) -> str:
        """What stands in a field."""
        return self.views[key].text()

    def set_text(self, key: str, value: str) -> None:
        self.views[key].set_text(value)

    def validate(self) -> bool:
        """Check the fields of the chosen product; the first wrong one gets the focus."""
        wrong = [
            view
            for key, view in self.views.items()
            if not (key in ("since", "until") and self.kind != "situation") and view.validate() is not None
        ]
        if wrong:
            self._unfold(wrong[0].spec.key)
            wrong[0].editor.setFocus()
        return not wrong

    def show_error(self, error: FieldError) -> bool:
        """Show an error at the field it names. False where there is no such field."""
        key = {"incident": "record", "breach": "record"}.get(error.field, error.field)
        view = self.views.get(key)
        if view is None:
            return False
        self._unfold(key)
        view.show_error(error)
        view.editor.setFocus()
        return True

    def focus(self, key: str) -> None:
        self.what.focus(key)

    # --- the period ------------------------------------------------------------------------------

    def period(self) -> tuple[datetime, datetime]:
        """First and last instant (UTC). Raises `FieldError` naming `since` or `until`."""
        return (
            fields.edge(self._clock, "since", self.text("since")),
            fields.edge(self._clock, "until", self.text("until")),
        )

    def set_period(self, since: datetime, until: datetime) -> None:
        """Choose a period (UTC)."""
        self.set_text("since", format_dtg(since))
        self.set_text("until", format_dtg(until))

    def set_hours(self, hours: int) -> None:
        """Choose the last so many hours, up to the end of this minute."""
        until = fields.minute_up(self._clock)
        self._setting = True
        self.set_period(until - timedelta(hours=hours), until)
        self._setting = False
        self._hours = hours
        self.edited.emit()

    def follow_clock(self) -> bool:
        """Move a period of so many hours on to now; one that was typed stays. True where it has moved."""
        before = self.text("until")
        if self._hours is not None:
            self.set_hours(self._hours)
        return self.text("until") != before

    # --- reactions -------------------------------------------------------------------------------

    def _on_typed(self) -> None:
        if not self._setting:
            self._hours = None

    def _on_edited(self) -> None:
        if not self._setting:
            self.edited.emit()

    def _on_kind(self) -> None:
        if not self._setting:
            self._follow_kind()

    def _follow_kind(self) -> None:
        """Show the fields of the chosen product alone."""
        kind = self.kind
        for key in ("since", "until"):
            self.views[key].setVisible(kind == "situation")
        self.views["record"].setVisible(kind in fields.RECORD)
        self.views["record"].show_note(_(fields.RECORD[kind]) if kind in fields.RECORD else "")
        planned = kind in PLANNED
        for key in ("title", "bottom_line"):
            self.views[key].setVisible(planned)
        for key in ("words", "leave_out"):
            self.folds[key].setVisible(planned)
        self.folds["sections"].setVisible(bool(sections_of(kind)))
        for key in _OF_A_PERIOD:
            self.views[key].setVisible(kind == "situation")
        self.views["pictures"].setVisible(kind != "situation")
        self.sections.show_kind(kind)
        self.kind_changed.emit()

    def _on_profile(self) -> None:
        if not self._setting and self.text("profile") in PROFILES:
            self._show_redaction(PROFILES[self.text("profile")])

    def _on_left_out(self) -> None:
        if not self._setting:
            self._show_redaction(self.redaction())

    def _show_redaction(self, redaction: Redaction) -> None:
        before, self._setting = self._setting, True
        for key in ("sources", "comments", "evidence"):
            self.set_text(key, "yes" if getattr(redaction, key) else "")
        self.set_text("radius", str(redaction.radius_m or ""))
        named = next((name for name, profile in PROFILES.items() if profile == redaction), fields.OWN)
        self.set_text("profile", named)
        self._setting = before

    def _unfold(self, key: str) -> None:
        for name, form in (("words", self.words), ("leave_out", self.leave_out), ("file", self.file)):
            if key in form.views:
                self.folds[name].open()
