"""Starting and ending a watch, and comparing the clock. Each is one dialog and one entry."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QWidget

from domain.errors import FieldError
from domain.instant import KYIV, format_dtg, format_kyiv, parse_span
from domain.words import _
from gui import checks
from gui.dialogs import FormDialog
from gui.fields import Editor, Field
from gui.form import Form
from gui.messages import Messages
from gui.session import Session

TIME_ALONE = re.compile(r"(\d{1,2}:\d\d(?::\d\d)?)\s*[Zz]?")


def start_watch(parent: QWidget, session: Session, messages: Messages) -> FormDialog:
    """Who takes the watch; the first initials go on the entries from now on."""

    def submit(form: Form) -> None:
        session.start_watch(form.text("names"), form.text("note"))

    return FormDialog(
        parent,
        messages,
        title=_("Start watch"),
        intro=_("Initials of everybody on this watch. The first ones go on every entry from now on."),
        fields=[
            Field(
                "names",
                _("On watch"),
                initial=session.author,
                placeholder="AB, CD",
                check=checks.check_required("names", _("Who takes the watch?")),
            ),
            Field("note", _("Note"), Editor.TEXT, 1, lines=3, check=checks.check_text("note")),
        ],
        accept=_("Start watch"),
        submit=submit,
    )


def end_watch(parent: QWidget, session: Session, messages: Messages) -> FormDialog:
    """Who takes over, and what they must know."""

    def submit(form: Form) -> None:
        session.end_watch(form.text("handed_to"), form.text("note"))

    state = session.desk.watch.state()
    return FormDialog(
        parent,
        messages,
        title=_("End watch"),
        intro=_("{names} on watch since {time}").format(
            names=state.names, time=format_dtg(state.since) if state.since else "–"
        ),
        fields=[
            Field("handed_to", _("Handed to"), placeholder="EF", check=checks.check_line("handed_to")),
            Field("note", _("For the next watch"), Editor.TEXT, 1, lines=5, check=checks.check_text("note")),
        ],
        accept=_("End watch"),
        submit=submit,
    )


def time_check(parent: QWidget, session: Session, messages: Messages) -> FormDialog:
    """What a trusted clock shows at the moment the button is pressed."""

    def read(text: str) -> datetime:
        if not text.strip():
            raise FieldError("trusted", _("What does the trusted clock show?"))
        now = session.now()
        alone = TIME_ALONE.fullmatch(text.strip())
        span = parse_span(alone[1] if alone else text, now=now, zone=UTC, field="trusted")
        if not span.is_exact:
            raise FieldError("trusted", _("A trusted clock shows one time."))
        shown = span.earliest
        if alone:  # around midnight one of the clocks is a day further
            shown = min((shown + timedelta(days=days) for days in (-1, 0, 1)), key=lambda t: abs(t - now))
        return shown

    def check(text: str) -> str:
        return format_dtg(read(text), seconds=True)

    def submit(form: Form) -> None:
        session.check_time(read(form.text("trusted")), form.text("source"))

    return FormDialog(
        parent,
        messages,
        title=_("Time check"),
        intro=_("Type what a trusted clock will show in a moment, and press the button when it does."),
        fields=[
            Field(
                "trusted",
                _("The trusted clock shows (UTC)"),
                placeholder=f"{session.now():%Y-%m-%d %H:%M:%SZ}",
                check=check,
            ),
            Field(
                "source",
                _("Which clock"),
                row=1,
                placeholder=_("GPS receiver, radio time signal"),
                check=checks.check_required("source", _("Which clock was it compared with?")),
            ),
        ],
        accept=_("It shows this now"),
        submit=submit,
    )


def truce(parent: QWidget, session: Session, messages: Messages) -> FormDialog:
    """When the truce began, and where that is taken from."""

    def read(text: str) -> datetime:
        if not text.strip():
            raise FieldError("began", _("When did it begin?"))
        return parse_span(text, now=session.now(), zone=KYIV, field="began").earliest

    def check(text: str) -> str:
        began = read(text)
        return f"{format_dtg(began)} · {format_kyiv(began, date=True)}"

    def submit(form: Form) -> None:
        session.set_truce(read(form.text("began")), form.text("reason"))

    known = session.truce
    return FormDialog(
        parent,
        messages,
        title=_("When the truce began"),
        intro=_("Counts “since the truce” begin here. What was said before stays in the journal."),
        fields=[
            Field(
                "began",
                _("Began"),
                initial=format_dtg(known) if known else "",
                placeholder="2026-07-27 00:01",
                hint=_("Kyiv time where no zone is typed"),
                check=check,
            ),
            Field(
                "reason",
                _("Taken from"),
                row=1,
                check=checks.check_required("reason", _("A reason is needed.")),
            ),
        ],
        accept=_("Record"),
        submit=submit,
    )
