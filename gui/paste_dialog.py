"""A block of text is pasted; what it may say of when and where is offered, and a person chooses."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from domain.instant import format_span, iso_utc
from domain.pasted import Found, look
from domain.position import format_decimal, format_mgrs
from domain.text import excerpt
from domain.words import _
from gui.checks import ZONES, check_text
from gui.dialogs import FormDialog
from gui.fields import Editor, Field
from gui.form import Form
from gui.incident_form import IncidentForm
from gui.messages import Messages
from gui.session import Session

NOTHING = ""
_KEYS = ("occurred", "position", "place")


def read_into(parent: QWidget, session: Session, messages: Messages, target: IncidentForm) -> bool:
    """Ask for a text, and put into `target` what is chosen. False where it was given up."""
    found = _empty()

    def refresh(form: Form) -> None:
        nonlocal found
        zone = ZONES[target.text("zone") or "utc"]
        found = look(form.text("text"), now=session.now(), zone=zone, gazetteer=session.records.gazetteer())
        for key, choices in _choices(found).items():
            view = form.views[key]
            view.set_choices([(NOTHING, _("nothing")), *choices])
            occupied = bool(target.text(key).strip())
            view.set_text(NOTHING if occupied or not choices else choices[0][0])
            if occupied:
                view.show_note(_("stands in the form: {text}").format(text=excerpt(target.text(key), 60)))

    def submit(form: Form) -> None:
        _fill(form, target, found)

    fields = [
        Field("text", _("Text"), Editor.TEXT, 0, 0, 3, lines=8, check=check_text("text")),
        Field("occurred", _("Occurred"), Editor.CHOICE, 1, 0, choices=((NOTHING, _("nothing")),)),
        Field("position", _("Position"), Editor.CHOICE, 1, 1, choices=((NOTHING, _("nothing")),)),
        Field("place", _("Place"), Editor.CHOICE, 1, 2, choices=((NOTHING, _("nothing")),)),
        Field("keep", _("Put the text under “What happened”"), Editor.CHECK, 2, 0, 3, initial="yes"),
    ]
    dialog = FormDialog(
        parent,
        messages,
        title=_("Read a text"),
        intro=_(
            "Paste a report. What is found in it is offered below; nothing is filled in until you say so."
        ),
        fields=fields,
        columns=(1, 1, 1),
        accept=_("Put into the form"),
        submit=submit,
    )
    dialog.form.views["text"].edited.connect(lambda: refresh(dialog.form))
    return bool(dialog.exec())


def _empty() -> Found:
    return Found((), (), ())


def _choices(found: Found) -> dict[str, list[tuple[str, str]]]:
    times = [(iso_utc(span.earliest), f"{format_span(span)} ({words})") for words, span in found.times]
    positions = [
        (format_decimal(position), f"{format_mgrs(position)} ({excerpt(words, 30)})")
        for words, position in found.positions
        if abs(position.lat) < 80
    ]
    places = [(place.full_label, place.full_label) for _words, place in found.places]
    return {"occurred": times, "position": positions, "place": places}


def _fill(form: Form, target: IncidentForm, found: Found) -> None:
    chosen = {key: form.text(key) for key in _KEYS}
    for _words, span in found.times:
        if iso_utc(span.earliest) == chosen["occurred"]:
            target.set_text("occurred", format_span(span))
            break
    if chosen["position"]:
        target.set_text("position", chosen["position"])
    for _words, place in found.places:
        if place.full_label == chosen["place"]:
            target.set_text("place", place.label)
            target.help.propose(place)
            break
    if form.text("keep"):
        before = target.text("description").rstrip()
        target.set_text("description", "\n\n".join(filter(None, (before, form.text("text").strip()))))
