"""What people decide about incidents and breaches: assess, act, stop. Each is one dialog and one entry."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from domain.breach import BreachState, anchor_span
from domain.errors import FieldError
from domain.incident import Incident, party_label
from domain.instant import format_span
from domain.phrases import deadline_kyiv, deadline_utc
from domain.protocol import Protocol
from domain.text import excerpt
from domain.vocabulary import ANSWERS, DETERMINATIONS, KINDS, STATUSES
from domain.words import N_, _
from gui import checks
from gui.checks import TimeCheck
from gui.dialogs import FormDialog
from gui.fields import Editor, Field, Form, terms
from gui.messages import Messages
from gui.parts import label
from gui.session import Session
from storage.breaches import Case

NEW = "new"


def summary(incident: Incident) -> str:
    """One line that says which incident it is."""
    facts = incident.facts
    parts = [incident.number, KINDS.label(facts.kind), facts.place, format_span(facts.occurred)]
    return " · ".join(part for part in parts if part)


def proposed_title(incident: Incident) -> str:
    """A first wording of a breach's title, to be changed by whoever opens it."""
    facts = incident.facts
    kind = KINDS.label(facts.kind)
    kind = kind[:1].upper() + kind[1:]
    return _("{kind}, {place}").format(kind=kind, place=facts.place) if facts.place else kind


def assess_as_breach(parent: QWidget, session: Session, messages: Messages, incident: Incident) -> FormDialog:
    """Open a breach on an incident with an anchor chosen on purpose, or join it to an open one."""
    protocol = session.desk.breaches.protocol(session.info.protocol)
    cases = session.desk.breaches.open_cases()
    anchors = _anchor_choices(incident, session)
    targets = [(NEW, _("a new breach: start its clock"))]
    targets += [(c.breach.number, f"{c.breach.number} · {c.breach.title}") for c in cases]

    def submit(form: Form) -> None:
        basis, target = form.text("basis"), form.text("target")
        if target == NEW:
            session.open_breach(
                incident.number, title=form.text("title"), anchor=form.text("anchor"), basis=basis
            )
        else:
            session.join_breach(target, incident.number, basis=basis)

    fields = [
        Field("target", _("Belongs to"), Editor.CHOICE, 0, choices=tuple(targets)),
        Field(
            "anchor",
            _("T0 is when it was …"),
            Editor.CHOICE,
            1,
            choices=tuple(anchors),
            initial="occurred",
            hint=_("The clock of a new breach counts from here. Later incidents never move it."),
        ),
        Field(
            "title",
            _("Title of the breach"),
            row=2,
            initial=proposed_title(incident),
            check=checks.check_line("title"),
        ),
        Field(
            "basis",
            _("Basis of this assessment"),
            Editor.TEXT,
            3,
            lines=3,
            placeholder=_("two independent reports; craters seen by the patrol"),
            check=checks.check_required("basis", _("On what basis? An assessment needs one.")),
        ),
    ]
    alleged = _("{party}, alleged").format(party=party_label(incident.facts.party_alleged))
    dialog = FormDialog(
        parent,
        messages,
        title=_("Assess as breach"),
        intro=f"{summary(incident)}\n{alleged}\n{excerpt(incident.facts.description, 160)}".rstrip(),
        fields=fields,
        accept=_("Record assessment"),
        submit=submit,
        aside=label(_anchor_table(incident, protocol, session), "soft", wrap=True),
    )
    _follow_target(dialog.form)
    dialog.form.views["target"].edited.connect(lambda: _follow_target(dialog.form))
    dialog.form.focus("basis")
    return dialog


def _follow_target(form: Form) -> None:
    new = form.text("target") == NEW
    for key in ("anchor", "title"):
        form.views[key].setVisible(new)


def _anchor_choices(incident: Incident, session: Session) -> list[tuple[str, str]]:
    names = {"occurred": _("occurred"), "reported": _("reported to the desk"), "assessed": _("assessed: now")}
    found: list[tuple[str, str]] = []
    for kind, name in names.items():
        try:
            span = anchor_span(incident, kind, session.now())
        except FieldError:
            continue
        found.append((kind, f"{name} – {format_span(span)}"))
    return found


def _anchor_table(incident: Incident, protocol: Protocol, session: Session) -> str:
    """The deadlines under every anchor, side by side."""
    lines = [
        _("Deadlines under each T0 ({protocol}, {provenance}):").format(
            protocol=protocol.name, provenance=protocol.provenance
        )
    ]
    names = {"occurred": _("occurred"), "reported": _("reported"), "assessed": _("assessed")}
    for kind, name in names.items():
        try:
            t0 = anchor_span(incident, kind, session.now())
        except FieldError:
            continue
        spans = [(phase.hours, phase.deadline(t0)) for phase in protocol.phases]
        parts = [
            _("{hours} h {utc} · {kyiv}").format(
                hours=hours, utc=deadline_utc(span), kyiv=deadline_kyiv(span)
            )
            for hours, span in spans
            if span is not None
        ]
        lines.append(f"{name}:  " + "   ".join(parts))
    return "\n".join(lines)


def assess_incident(parent: QWidget, session: Session, messages: Messages, incident: Incident) -> FormDialog:
    """Status and determination of an incident; "breach" is decided in a dialog of its own."""
    made = tuple(
        pair for pair in terms(DETERMINATIONS) if pair[0] != "breach" or incident.determined == "breach"
    )

    def submit(form: Form) -> None:
        session.assess_incident(
            incident.number,
            status=form.text("status"),
            determination=form.text("determination"),
            basis=form.text("basis"),
        )

    fields = [
        Field("status", _("Status"), Editor.CHOICE, 0, 0, choices=terms(STATUSES), initial=incident.status),
        Field(
            "determination",
            _("Determination"),
            Editor.CHOICE,
            0,
            1,
            choices=made,
            initial=incident.determined,
        ),
        Field(
            "basis",
            _("Basis"),
            Editor.TEXT,
            1,
            0,
            2,
            lines=3,
            check=checks.check_required("basis", _("On what basis? An assessment needs one.")),
        ),
    ]
    dialog = FormDialog(
        parent,
        messages,
        title=_("Assess incident"),
        intro=f"{summary(incident)}\n{excerpt(incident.facts.description, 160)}".rstrip(),
        fields=fields,
        columns=(1, 1),
        accept=_("Record assessment"),
        submit=submit,
    )
    return dialog


def record_assessment(parent: QWidget, session: Session, messages: Messages, case: Case) -> FormDialog:
    """Answer a phase's question."""
    asked = [phase for phase in case.protocol.phases if phase.question]
    standing = case.standing(session.now())
    due = standing.asks[0].phase.number if standing.asks else asked[0].number

    def submit(form: Form) -> None:
        session.assess_breach(
            case.breach.number,
            phase=int(form.text("phase")),
            answer=form.text("answer"),
            basis=form.text("basis"),
        )

    fields = [
        Field(
            "phase",
            _("Question"),
            Editor.CHOICE,
            0,
            initial=str(due),
            choices=tuple(
                (
                    str(p.number),
                    _("Phase {number}: {question}").format(number=p.number, question=_(p.question)),
                )
                for p in asked
            ),
        ),
        Field(
            "answer",
            _("Answer"),
            Editor.CHOICE,
            1,
            choices=(("", _("choose …")), *terms(ANSWERS)),
            check=checks.check_required("answer", _("The answer is yes, no or not known.")),
        ),
        Field(
            "basis",
            _("Basis"),
            Editor.TEXT,
            2,
            lines=3,
            check=checks.check_required("basis", _("On what basis? An assessment needs one.")),
        ),
    ]
    dialog = FormDialog(
        parent,
        messages,
        title=_("Record assessment"),
        intro=f"{case.breach.number} · {case.breach.title}\n"
        + _("A person answers; no timer does. An answer can be changed by a later one."),
        fields=fields,
        accept=_("Record assessment"),
        submit=submit,
    )
    dialog.form.focus("answer")
    return dialog


def record_action(parent: QWidget, session: Session, messages: Messages, case: Case) -> FormDialog:
    """Record that somebody responded."""
    phases = tuple((str(p.number), f"{p.number} · {_(p.name)}") for p in case.protocol.phases)
    standing = case.standing(session.now())
    open_phase = next((p.phase.number for p in standing.phases if not p.state.is_settled), 1)
    at = TimeCheck(session.clock, lambda: dialog.form.text("zone"), "at", missing=_("When was it done?"))

    def submit(form: Form) -> None:
        span = at.span(form.text("at"))
        assert span is not None
        session.record_action(
            case.breach.number,
            phase=int(form.text("phase")),
            response=form.text("response"),
            at=span,
            source=form.text("source"),
            note=form.text("note"),
            completes=bool(form.text("completes")),
        )

    fields = [
        Field("phase", _("Phase"), Editor.CHOICE, 0, 0, 2, choices=phases, initial=str(open_phase)),
        Field(
            "response",
            _("What was done"),
            Editor.SUGGEST,
            1,
            0,
            2,
            choices=_responses(case, open_phase),
            initial=_responses(case, open_phase)[0][0],
            check=checks.check_required("response", _("What was done?")),
        ),
        Field(
            "at",
            _("When"),
            row=2,
            column=0,
            check=at,
            placeholder="231200Z · 14:00 · -40m",
        ),
        Field(
            "zone",
            _("Zone of typed times"),
            Editor.CHOICE,
            2,
            1,
            choices=(("utc", "UTC"), ("kyiv", _("Kyiv"))),
        ),
        Field(
            "source",
            _("Source"),
            row=3,
            column=0,
            span=2,
            placeholder=_("who reported it"),
            check=checks.check_required("source", _("Who reported it? A source is needed.")),
        ),
        Field("note", _("Note"), Editor.TEXT, 4, 0, 2, check=checks.check_text("note")),
        Field(
            "completes",
            _("With this, the response of the phase is complete"),
            Editor.CHECK,
            5,
            0,
            2,
            initial="yes",
            hint=_("Without the tick the action is kept, and the clock of the phase goes on."),
        ),
    ]
    dialog = FormDialog(
        parent,
        messages,
        title=_("Record action"),
        intro=f"{case.breach.number} · {case.breach.title}\n"
        + _("What others did is recorded here, never ordered."),
        fields=fields,
        columns=(2, 1),
        accept=_("Record action"),
        submit=submit,
    )

    def follow_phase() -> None:
        choices = _responses(case, int(dialog.form.text("phase")))
        dialog.form.views["response"].set_choices(choices)
        dialog.form.set_text("response", choices[0][1])

    dialog.form.views["phase"].edited.connect(follow_phase)
    dialog.form.focus("at")
    return dialog


def _responses(case: Case, phase: int) -> tuple[tuple[str, str], ...]:
    return tuple((text, _(text)) for text in case.protocol.phase(phase).responses)


_TURN_WORDS = {
    BreachState.CLOSED: (
        N_("Close breach"),
        N_("The clock stops: the case was halted or handed over. Deadlines do not move."),
    ),
    BreachState.VOIDED: (
        N_("Void breach"),
        N_("The breach was opened in error. It stays in the journal and leaves the board."),
    ),
    BreachState.OPEN: (
        N_("Reopen breach"),
        N_("The clock counts again from the same T0; there was no pause."),
    ),
}


def turn_breach(
    parent: QWidget, session: Session, messages: Messages, case: Case, to: BreachState
) -> FormDialog:
    """Close, void or reopen, with a reason."""
    title, intro = _TURN_WORDS[to]

    def submit(form: Form) -> None:
        session.turn_breach(case.breach.number, to, form.text("reason"))

    return FormDialog(
        parent,
        messages,
        title=_(title),
        intro=f"{case.breach.number} · {case.breach.title}\n{_(intro)}",
        fields=[
            Field(
                "reason",
                _("Reason"),
                Editor.TEXT,
                lines=3,
                check=checks.check_required("reason", _("A reason is needed.")),
            )
        ],
        accept=_(title),
        submit=submit,
    )
