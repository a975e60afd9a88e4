"""What people record on a breach: an answer, an action, a stop. Each is one dialog and one entry."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from domain.breach import BreachState
from domain.vocabulary import ANSWERS
from domain.words import N_, _
from gui import checks
from gui.checks import TimeCheck
from gui.dialogs import FormDialog
from gui.fields import Editor, Field, terms
from gui.form import Form
from gui.messages import Messages
from gui.session import Session
from storage.breaches import Case


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
