"""The chosen incident: facts upright, judgement labelled as such, comment marked as comment."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from domain.attribution import CONFIDENCES, INTENTS
from domain.details import DOMAINS, INFRASTRUCTURE
from domain.incident import Facts, Incident, party_label
from domain.instant import format_dtg, format_duration, format_kyiv, format_span
from domain.phrases import quantity_text
from domain.position import format_decimal, format_mgrs, format_radius, precision_name
from domain.source import SourceReport
from domain.vocabulary import DETERMINATIONS, KINDS, MEANS, NOT_KNOWN, OBLASTS, STATUSES
from domain.words import _
from gui.actions import Actions
from gui.drop_target import DropTarget
from gui.evidence_view import EvidenceView
from gui.flow import FlowLayout
from gui.incident_history import history_rows
from gui.incident_table import STATUS_SIGNS, UNKNOWN
from gui.parts import action_button, clear, column, label, row
from gui.session import Session


class IncidentPanel(QWidget):
    """Everything recorded on one incident. `dropped` carries the `QMimeData` of files let go over it."""

    dropped = Signal(object)

    def __init__(self, session: Session, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Chosen incident"))
        self._session = session
        self.incident: Incident | None = None
        self.title = label("", "heading", selectable=True)
        self._actions = [
            action_button(actions["assess_as_breach"], role="primary"),
            *(
                action_button(actions[name])
                for name in ("assess_incident", "correct_incident", "show_breach", "spot_report")
            ),
        ]
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(3)
        self._facts.setColumnStretch(1, 1)
        self._words = QVBoxLayout()
        self._words.setSpacing(4)
        self.evidence = EvidenceView(session)
        DropTarget(self, self._takes_evidence).dropped.connect(self.dropped)
        self._history = QVBoxLayout()
        self._history.setSpacing(6)
        left, middle, right = QWidget(), QWidget(), QWidget()
        left.setLayout(column(label(_("RECORDED"), "section"), self._facts, None, gap=6))
        middle.setLayout(column(self._words, self.evidence, None, gap=12))
        right.setLayout(column(label(_("HISTORY"), "section"), self._history, None, gap=6))
        body = QWidget()
        body.setLayout(row(left, middle, right, gap=24))
        for part, share in ((left, 5), (middle, 5), (right, 4)):
            policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            policy.setHorizontalStretch(share)
            part.setSizePolicy(policy)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(body)
        self._scroll.setAccessibleName(_("Details of the incident"))
        self.begun = label(
            _("A correction was begun and is not recorded. Ctrl+R goes on with it."), "callout"
        )
        self.begun.hide()
        self.title.setMinimumHeight(self._actions[0].sizeHint().height())
        head = FlowLayout(self.title, *self._actions)
        layout = column(head, self.begun, self._scroll, gap=8)
        layout.setContentsMargins(20, 10, 20, 8)
        self.setLayout(layout)
        self.empty = label(_("Choose an incident to see everything recorded on it."), "soft")
        layout.addWidget(self.empty)
        self.show_incident(None)

    def _reports_merged(self, incident: Incident) -> list[tuple[str, str]]:
        """The source reports of its duplicates: shown with it as long as they are merged into it."""
        desk = self._session.desk
        rows: list[tuple[str, str]] = []
        for number in desk.corrections.merged_into(incident.number):
            said = _("as {number}").format(number=number)
            sources = desk.incidents.get(number).facts.sources
            rows += [(_("Also reported"), f"{_source(source)}\n{said}") for source in sources]
        return rows

    def _takes_evidence(self) -> bool:
        return self.incident is not None and not self._session.desk.readonly

    def show_incident(self, incident: Incident | None) -> None:
        """Show a record, or nothing."""
        self.incident = incident
        for part in (self.title, *self._actions, self._scroll):
            part.setVisible(incident is not None)
        self.empty.setVisible(incident is None)
        if incident is None:
            return
        kind = KINDS.label(incident.facts.kind)
        self.title.setText(f"{incident.number} · {kind}")
        clear(self._facts)
        for index, (name, value) in enumerate([*_facts(incident), *self._reports_merged(incident)]):
            self._facts.addWidget(label(name, "soft"), index, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(_value(value), index, 1)
        clear(self._words)
        for heading, text in _texts(incident):
            self._words.addWidget(label(heading, "section"))
            self._words.addWidget(label(text, wrap=True, selectable=True))
        clear(self._history)
        for heading, detail, changed in history_rows(self._session.desk.incidents.history(incident.number)):
            lines = [label(line, wrap=True, selectable=True) for line in changed]
            detailed = label(detail, "small", wrap=True, selectable=True)
            self._history.addLayout(column(label(heading, "strong", wrap=True), *lines, detailed, gap=1))
        self.evidence.show_incident(incident.number)
        self._scroll.verticalScrollBar().setValue(0)


def _value(text: str) -> QLabel:
    made = label(text, wrap=True, selectable=True)
    if text == UNKNOWN:
        made.setToolTip(_("not known"))
        made.setAccessibleName(_("not known"))
    return made


def _facts(incident: Incident) -> list[tuple[str, str]]:
    facts = incident.facts
    occurred = format_span(facts.occurred)
    if facts.occurred.is_exact:
        occurred += f" · {format_kyiv(facts.occurred.earliest, date=True)}"
    logged = f"{format_dtg(incident.logged_at)} · {incident.logged_by}"
    if incident.is_late_entry:
        logged += " · " + _("late entry, {lag} after").format(lag=format_duration(incident.lag))
    oblast = OBLASTS.label(facts.oblast)
    place = ", ".join(part for part in (facts.place, oblast) if part)
    position = UNKNOWN
    if facts.position:
        position = f"{format_decimal(facts.position)} · {format_mgrs(facts.position)}"
        if facts.radius_m:
            position += f" · {format_radius(facts.radius_m)} ({precision_name(facts.radius_m)})"
    status = f"{STATUS_SIGNS.get(incident.status, '')} {STATUSES.label(incident.status)}"
    if incident.duplicate_of:
        status += " " + _("of {number}").format(number=incident.duplicate_of)
    return [
        (_("Status"), status),
        (_("Occurred"), occurred),
        (_("Reported"), format_dtg(facts.reported) if facts.reported else UNKNOWN),
        (_("Logged"), logged),
        (_("Place"), place or UNKNOWN),
        (_("Position"), position),
        (_("Quantity"), quantity_text(facts.quantity)),
        (_("Means"), UNKNOWN if facts.means == NOT_KNOWN else MEANS.label(facts.means)),
        (_("Weapon"), facts.weapon or UNKNOWN),
        (
            _("Alleged party"),
            UNKNOWN if facts.party_alleged == NOT_KNOWN else party_label(facts.party_alleged),
        ),
        *_details(facts),
        *((_("Source"), _source(source)) for source in facts.sources),
        (_("Tags"), ", ".join(facts.tags) or UNKNOWN),
    ]


def _details(facts: Facts) -> list[tuple[str, str]]:
    """The rarer fields, where something is known; casualties always, since unknown is not none."""
    made = facts.attribution
    assessed = party_label(made.party)
    if made.confidence != NOT_KNOWN:
        assessed += " · " + _("{level} confidence").format(level=CONFIDENCES.label(made.confidence))
    struck = ", ".join(INFRASTRUCTURE.label(item) for item in facts.infrastructure)
    rows = [
        (_("Assessed party"), "" if made.party == NOT_KNOWN else assessed),
        (_("Intent"), "" if made.intent == "not_assessed" else INTENTS.label(made.intent)),
        (_("Sector"), facts.sector),
        (_("Domain"), "" if facts.domain == NOT_KNOWN else DOMAINS.label(facts.domain)),
        (_("Observation"), str(facts.observation) if facts.observation else ""),
        (_("Seen"), str(facts.sighting or "")),
        (_("Infrastructure"), struck),
    ]
    return [*(pair for pair in rows if pair[1]), (_("Casualties"), str(facts.casualties) or UNKNOWN)]


def _source(source: SourceReport) -> str:
    line = f"{source.name} · {source.grade} ({source.grade.words()})"
    return f"{line}\n{source.reference}" if source.reference else line


def _texts(incident: Incident) -> list[tuple[str, str]]:
    facts = incident.facts
    texts = [(_("WHAT HAPPENED"), facts.description or UNKNOWN)]
    if facts.comment:
        texts.append((_("COMMENT (NOT FACT)"), facts.comment))
    made = incident.determination
    if made:
        judged = f"{DETERMINATIONS.label(made.value)}\n“{made.basis}”\n{made.author} {format_dtg(made.at)}"
        texts.append((_("ASSESSED"), f"{judged}\n{incident.breach}" if incident.breach else judged))
    else:
        texts.append((_("ASSESSED"), _("not assessed")))
    return texts
