"""What is done to a case as a whole: another T0, merged, split, and the question why. One dialog each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QWidget

from domain.breach_entries import anchor_span
from domain.breach_history import history
from domain.errors import FieldError
from domain.incident import Incident
from domain.instant import Span, format_dtg, format_span
from domain.phrases import deadline_kyiv, deadline_utc, phase_line, state_label
from domain.vocabulary import ANCHORS, KINDS
from domain.why import Change, timeline, why
from domain.words import _
from gui import checks
from gui.dialogs import FormDialog
from gui.fields import Editor, Field
from gui.form import Form
from gui.messages import Messages
from gui.parts import button, column, label, row
from gui.session import Session
from storage.breaches import Case

_REASON_LINES = 3


def _reason(row_number: int) -> Field:
    return Field(
        "reason",
        _("Reason"),
        Editor.TEXT,
        row_number,
        lines=_REASON_LINES,
        check=checks.check_required("reason", _("A reason is needed.")),
    )


def anchor_breach(parent: QWidget, session: Session, messages: Messages, case: Case) -> FormDialog:
    """Another T0, with the deadlines under each choice beside those of now."""
    choices, lines = _anchors(session, case)

    def submit(form: Form) -> None:
        incident, kind = form.text("anchor").split(" ")
        session.anchor_breach(case.breach.number, incident=incident, kind=kind, reason=form.text("reason"))

    return FormDialog(
        parent,
        messages,
        title=_("Re-anchor"),
        intro=f"{case.breach.number} · {case.breach.title}",
        fields=[Field("anchor", _("T0 is when it was …"), Editor.CHOICE, choices=tuple(choices)), _reason(1)],
        accept=_("Re-anchor"),
        submit=submit,
        aside=label("\n".join(lines), "soft", wrap=True),
    )


def _anchors(session: Session, case: Case) -> tuple[list[tuple[str, str]], list[str]]:
    breach = case.breach
    lines = [_("now: {deadlines}").format(deadlines=_deadlines(case, breach.t0))]
    choices = []
    for number in breach.incidents[:20]:
        incident = session.desk.incidents.get(number)
        for term in ANCHORS:
            if term.key == "assessed" and number != breach.incidents[0]:
                continue
            try:
                t0 = anchor_span(incident, term.key, breach.opened_at)
            except FieldError:
                continue
            if t0 == breach.t0 and term.key == breach.anchor.kind:
                continue
            name = f"{number} {ANCHORS.label(term.key)}"
            choices.append((f"{number} {term.key}", f"{name} – {format_span(t0)}"))
            lines.append(f"{name}: {_deadlines(case, t0)}")
    return choices, lines


def _deadlines(case: Case, t0: Span) -> str:
    found = [(phase.hours, phase.deadline(t0)) for phase in case.protocol.phases]
    return "   ".join(
        _("{hours} h {utc} · {kyiv}").format(hours=hours, utc=deadline_utc(span), kyiv=deadline_kyiv(span))
        for hours, span in found
        if span is not None
    )


def merge_breach(parent: QWidget, session: Session, messages: Messages, case: Case) -> FormDialog:
    """Merge into another open case, whose T0 stays."""
    others = [c.breach for c in session.open_cases() if c.breach.number != case.breach.number]

    def submit(form: Form) -> None:
        session.merge_breach(case.breach.number, form.text("into"), form.text("reason"))

    return FormDialog(
        parent,
        messages,
        title=_("Merge into another breach"),
        intro=f"{case.breach.number} · {case.breach.title}\n"
        + _("Its incidents change over, and its clock stops. T0 of the other breach does not move."),
        fields=[
            Field(
                "into",
                _("Into"),
                Editor.CHOICE,
                choices=(("", _("choose …")), *((b.number, f"{b.number} · {b.title}") for b in others)),
                check=checks.check_required("into", _("Into which breach?")),
            ),
            _reason(1),
        ],
        accept=_("Merge"),
        submit=submit,
    )


def unmerge_breach(parent: QWidget, session: Session, messages: Messages, case: Case) -> FormDialog:
    """Two cases again."""

    def submit(form: Form) -> None:
        session.unmerge_breach(case.breach.number, form.text("reason"))

    return FormDialog(
        parent,
        messages,
        title=_("Take the merge back"),
        intro=_("{number} was merged into {into}.").format(
            number=case.breach.number, into=case.breach.merged_into
        ),
        fields=[_reason(0)],
        accept=_("Take it back"),
        submit=submit,
    )


def split_breach(parent: QWidget, session: Session, messages: Messages, case: Case) -> FormDialog:
    """Some incidents become a case of their own, with a clock that counts from the first of them."""
    incidents = [session.desk.incidents.get(number) for number in case.breach.incidents]

    def submit(form: Form) -> None:
        chosen = [i.number for i in incidents if form.text(i.number)]
        session.split_breach(
            case.breach.number,
            chosen,
            title=form.text("title"),
            anchor=form.text("anchor"),
            reason=form.text("reason"),
        )

    ticks = [
        Field(incident.number, _which(incident), Editor.CHECK, line)
        for line, incident in enumerate(incidents)
    ]
    end = len(ticks)
    return FormDialog(
        parent,
        messages,
        title=_("Split"),
        intro=f"{case.breach.number} · {case.breach.title}\n"
        + _("Tick the incidents that become a breach of their own. Merging it back undoes this."),
        fields=[
            *ticks,
            Field("title", _("Title of the new breach"), row=end, check=checks.check_line("title")),
            Field(
                "anchor",
                _("T0 is when the first of them was …"),
                Editor.CHOICE,
                end + 1,
                choices=tuple((t.key, ANCHORS.label(t.key)) for t in ANCHORS),
            ),
            _reason(end + 2),
        ],
        accept=_("Split"),
        submit=submit,
    )


def _which(incident: Incident) -> str:
    """An incident on one line, what tells it from its neighbours first: a long place is cut off."""
    facts = incident.facts
    parts = (incident.number, format_span(facts.occurred), KINDS.label(facts.kind), facts.place)
    return " · ".join(part for part in parts if part)


class WhyDialog(QDialog):
    """Every change of each phase: when, from what to what, and the entry or the time behind it."""

    def __init__(self, parent: QWidget, session: Session, messages: Messages, case: Case) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        del messages
        self.setWindowTitle(_("Why?"))
        self.resize(720, 560)
        entries = session.desk.journal.entries_of(case.breach.number)
        adopted = session.desk.protocols.get
        changes = timeline(entries, adopted, session.now())
        told = {
            line.entry.seq: f"{line.heading} · {line.detail} · " + _("entry {seq}").format(seq=line.entry.seq)
            for line in history(entries, adopted)
        }
        standing = case.standing(session.now())
        body = QWidget()
        parts: list[QWidget] = []
        for phase in standing.phases:
            parts.append(label(f"{phase.phase.number} {_(phase.phase.name)}", "heading"))
            parts.append(label(phase_line(phase, standing), "strong", wrap=True))
            parts.append(_changes(why(changes, phase.phase.number), told))
        body.setLayout(column(*parts, None, gap=8, margin=4))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        area.setAccessibleName(_("Why?"))
        close = button(_("Close"), self.accept, role="primary")
        close.setDefault(True)
        intro = label(f"{case.breach.number} · {case.breach.title}", "soft", wrap=True)
        self.setLayout(column(intro, area, row(None, close), gap=8, margin=16))


def _changes(changes: list[Change], told: dict[int, str]) -> QWidget:
    """Each change with the entry or the time that made it; `told` are entries in words, by number."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 12)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    for line, change in enumerate(changes):
        before = state_label(change.before) if change.before else "–"
        if change.entry is not None:
            cause = told[change.entry.seq]
        else:
            cause = _("the clock was set back") if change.set_back else _("time passed")
        after = state_label(change.after)
        if change.in_band:
            after += " " + _("(within the uncertain band)")
        grid.addWidget(label(format_dtg(change.at, seconds=True)), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(f"{before} → {after}", "strong"), line, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(cause, "soft", wrap=True, selectable=True), line, 2)
    grid.setColumnStretch(2, 1)
    return made
