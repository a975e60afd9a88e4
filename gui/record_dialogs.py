"""Decisions on records that stand: merge, part, undo, change together. Each says why; nothing is deleted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from domain.details import DOMAINS
from domain.duplicates import membership_text
from domain.errors import FieldError
from domain.filter import Filter
from domain.incident import Facts, Incident
from domain.text import clean_line, required
from domain.vocabulary import STATUSES
from domain.wording import history_line
from domain.words import _, n_
from gui import checks, detail_checks
from gui.decisions import summary
from gui.dialogs import FormDialog
from gui.fields import Editor, Field, terms
from gui.form import Form
from gui.messages import Messages
from gui.near_view import twin_text
from gui.reasons import ask_reason
from gui.sectors import refuse_unlisted
from gui.session import Session
from storage.together import MOST, Action

_ALL, _ONE = "all", "one"


def merge_incident(parent: QWidget, session: Session, messages: Messages, incident: Incident) -> FormDialog:
    """Say that it is the same event as another one: the older number stays."""
    twins = session.desk.nearby.twins(incident.facts, but=incident.number)
    choices = tuple((twin.incident.number, twin.incident.number) for twin in twins)

    def submit(form: Form) -> None:
        session.records.merge(incident.number, form.text("incident").strip(), form.text("reason"))

    def check(text: str) -> str:
        other = required(text.strip(), "incident", _("Which one?"))
        return membership_text(*session.desk.corrections.pair(incident.number, other))

    fields = [
        Field(
            "incident", _("Same event as"), Editor.SUGGEST, choices=choices, placeholder="CV-2026-000123",
            initial=choices[0][0] if choices else "", check=check,
        ),
        _reason_field(1),
    ]  # fmt: skip
    near = "\n".join(twin_text(twin) for twin in twins) or _("No incident near in time, place and kind.")
    dialog = FormDialog(
        parent,
        messages,
        title=_("Merge {number} with another incident").format(number=incident.number),
        intro=f"{summary(incident)}\n\n{near}\n\n"
        + _("The older number stays and is counted; the other one is kept as its duplicate."),
        fields=fields,
        accept=_("Merge"),
        submit=submit,
    )
    if choices:
        dialog.form.views["incident"].validate()
    return dialog


def unmerge_incident(parent: QWidget, session: Session, messages: Messages, incident: Incident) -> None:
    """Two incidents again."""
    title = _("Take back the merge of {number} into {other}").format(
        number=incident.number, other=incident.duplicate_of
    )
    ask_reason(
        parent, messages, title, lambda reason: _done(session.records.unmerge(incident.number, reason))
    )


def undo_incident(parent: QWidget, session: Session, messages: Messages, incident: Incident) -> None:
    """Take back its last change by an entry that says so."""
    last = session.desk.corrections.last_change(incident.number)
    if last is None:
        messages.error(
            parent,
            FieldError(
                "incident",
                _("Its last change was made on a breach, or was its withdrawal."),
                _("Take that back on the breach, or assess the incident anew."),
            ),
        )
        return
    heading, detail = history_line(last)
    intro = f"{heading} · {detail}\n" + _("The entry stays in the journal; a new one takes it back.")
    title = _("Undo the last change of {number}").format(number=incident.number)
    action = session.desk.together.action_of(incident.number)
    if action is None or len(action.untouched) < 2:
        ask_reason(
            parent,
            messages,
            title,
            lambda reason: _done(session.records.undo(incident.number, reason)),
            intro,
        )
    else:
        _undo_together(parent, session, messages, incident.number, action, (title, intro))


def _undo_together(
    parent: QWidget, session: Session, messages: Messages, number: str, action: Action, said: tuple[str, str]
) -> None:
    """Take back what was done to several at once: for all of them, or for this one."""
    count, since = len(action.untouched), len(action.changed_since)
    title, intro = said
    if since:
        intro += "\n" + n_(
            "{n} of them was changed since and stays as it is.",
            "{n} of them were changed since and stay as they are.",
            since,
        )

    def submit(form: Form) -> None:
        undo = session.records.undo_together if form.text("of") == _ALL else session.records.undo
        undo(number, form.text("reason"))

    of_all = n_("all {n} that were changed with it", "all {n} that were changed with it", count)
    choices = ((_ALL, of_all), (_ONE, _("this one only")))
    fields = [Field("of", _("Taken back for"), Editor.CHOICE, choices=choices), _reason_field(1)]
    FormDialog(
        parent, messages, title=title, intro=intro, fields=fields, accept=_("Record"), submit=submit
    ).exec()


def change_many(
    parent: QWidget, session: Session, messages: Messages, chosen: Filter, selected: Sequence[int] | None
) -> None:
    """Correct the selected incidents, or where none are, every one that the log shows: as one action."""
    ids = session.desk.incidents.ids(chosen) if selected is None else selected
    if len(ids) > MOST:
        shown = n_("{n} incident is shown.", "{n} incidents are shown.", len(ids))
        picked = n_("{n} incident is selected.", "{n} incidents are selected.", len(ids))
        advice = _("At most {limit} are changed at once: narrow the filter.").format(limit=f"{MOST:,}")
        messages.error(parent, FieldError("incident", shown if selected is None else picked, advice))
        return
    numbers = [incident.number for incident in session.desk.incidents.page(ids)]

    def submit(form: Form) -> None:
        status = form.text("status")
        changed = session.records.change_many(numbers, _edit(session, form), form.text("reason"), status)
        messages.tell(
            parent, _("Changed"), n_("{n} incident was changed.", "{n} incidents were changed.", changed)
        )

    which = _("All that the log shows now.") if selected is None else _("Those that are selected.")
    FormDialog(
        parent,
        messages,
        title=n_("Change {n} incident", "Change {n} incidents", len(numbers)),
        intro=f"{which} {_named(numbers)}\n"
        + _(
            "A field that stays empty is left as it is. Each gets its entry; one undo takes all of them back."
        ),
        fields=_many_fields(session),
        columns=(1, 1),
        accept=_("Change all of them"),
        submit=submit,
    ).exec()


def _named(numbers: Sequence[str]) -> str:
    """The first and the last of a list of numbers, so that a person sees what it is about."""
    return ", ".join(numbers) if len(numbers) <= 3 else f"{numbers[0]}, {numbers[1]} … {numbers[-1]}"


def _many_fields(session: Session) -> list[Field]:
    statuses = tuple(pair for pair in terms(STATUSES) if pair[0] != "duplicate")
    sectors = tuple((name, name) for name in session.desk.sectors.names())
    return [
        Field(
            "sector", _("Sector"), Editor.SUGGEST, 0, 0, choices=sectors, check=checks.check_line("sector")
        ),
        Field("domain", _("Domain"), Editor.CHOICE, 0, 1, choices=(("", _("as it is")), *terms(DOMAINS))),
        Field("status", _("Status"), Editor.CHOICE, 1, 0, choices=(("", _("as it is")), *statuses)),
        Field("party", _("Alleged party"), row=1, column=1, check=checks.check_line("party")),
        Field("tags", _("Add tags"), row=2, column=0, span=2, check=detail_checks.check_tags),
        _reason_field(3, 2),
    ]


def _edit(session: Session, form: Form) -> Callable[[Facts], Facts]:
    sector = refuse_unlisted(session, clean_line(form.text("sector"), "sector"))
    domain = form.text("domain")
    party, tags = form.text("party").strip(), detail_checks.tags(form.text("tags"))

    def edit(facts: Facts) -> Facts:
        return replace(
            facts,
            sector=sector or facts.sector,
            domain=domain or facts.domain,
            party_alleged=checks.party(party) if party else facts.party_alleged,
            tags=tuple(dict.fromkeys((*facts.tags, *tags))),
        )

    return edit


def _reason_field(row: int, span: int = 1) -> Field:
    check = checks.check_required("reason", _("A reason is needed."))
    return Field("reason", _("Reason"), Editor.TEXT, row, 0, span, lines=3, check=check)


def _done(_made: object) -> None:
    """What was written is shown by the pages themselves."""
