"""What people decide about an incident: its status, whether it is a breach. Each is one dialog, one entry."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from domain.breach_entries import anchor_span
from domain.errors import FieldError
from domain.incident import Incident, party_label
from domain.instant import format_span
from domain.phrases import deadline_kyiv, deadline_utc
from domain.protocol import Protocol
from domain.text import excerpt
from domain.vocabulary import DETERMINATIONS, KINDS, NOT_KNOWN, STATUSES
from domain.words import _
from gui import checks
from gui.dialogs import FormDialog
from gui.fields import Editor, Field, terms
from gui.form import Form
from gui.messages import Messages
from gui.nearness import proposal_text
from gui.parts import label
from gui.session import Session

NEW = "new"


def summary(incident: Incident) -> str:
    """One line that says which incident it is."""
    facts = incident.facts
    parts = [incident.number, KINDS.label(facts.kind), facts.place, format_span(facts.occurred)]
    return " · ".join(part for part in parts if part)


def proposed_title(incident: Incident) -> str:
    """A first wording of a breach's title, to be changed by whoever opens it."""
    facts = incident.facts
    kind = _("incident") if facts.kind == NOT_KNOWN else KINDS.label(facts.kind)
    kind = kind[:1].upper() + kind[1:]
    return _("{kind}, {place}").format(kind=kind, place=facts.place) if facts.place else kind


def assess_as_breach(parent: QWidget, session: Session, messages: Messages, incident: Incident) -> FormDialog:
    """Open a breach on an incident with an anchor chosen on purpose, or join it to an open one."""
    protocol = session.desk.protocols.get(session.info.protocol)
    cases = session.desk.breaches.open_cases()
    anchors = _anchor_choices(incident, session)
    targets = [(NEW, _("a new breach: start its clock"))]
    near = {found.breach: proposal_text(found) for found in session.desk.nearby.proposals(incident.facts)}
    order = {number: place for place, number in enumerate(near)}
    ranked = sorted(cases, key=lambda case: order.get(case.breach.number, len(order)))
    for case in ranked:
        said = f" ({near[case.breach.number].partition(': ')[2]})" if case.breach.number in near else ""
        targets.append((case.breach.number, f"{case.breach.number} · {case.breach.title}{said}"))

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
            protocol=protocol.name, provenance=_(protocol.provenance)
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

    statuses = tuple(pair for pair in terms(STATUSES) if pair[0] != "duplicate" or incident.duplicate_of)

    def submit(form: Form) -> None:
        session.assess_incident(
            incident.number,
            status=form.text("status"),
            determination=form.text("determination"),
            basis=form.text("basis"),
        )

    fields = [
        Field("status", _("Status"), Editor.CHOICE, 0, 0, choices=statuses, initial=incident.status),
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
