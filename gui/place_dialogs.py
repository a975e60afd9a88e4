"""The desk's own places: one typed, or a list from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from domain.atlas.place import Place
from domain.atlas.reading import read_places
from domain.choices import choices
from domain.errors import DeskError, FieldError
from domain.vocabulary import OBLASTS
from domain.words import _, n_
from gui import checks
from gui.dialogs import FormDialog
from gui.fields import Editor, Field, terms
from gui.form import Form
from gui.messages import Messages
from gui.session import Session

if TYPE_CHECKING:
    from gui.window import MainWindow

LARGEST = 20_000_000
"""Largest list, in bytes."""
_SHOWN = 20


def add_place(parent: QWidget, session: Session, messages: Messages) -> FormDialog:
    """A place of the desk's own, which its fields then find by name."""

    def submit(form: Form) -> None:
        found = checks.position(form.text("position"))
        if found is None:
            raise FieldError("position", _("A position is missing."))
        oblast = OBLASTS.find(form.text("oblast"), "oblast") if form.text("oblast").strip() else ""
        spellings = tuple(part.strip() for part in form.text("spellings").split("/") if part.strip())
        place = Place(
            form.text("name"),
            form.text("ukrainian"),
            oblast,
            "UA" if oblast else "",
            found[0],
            0,
            spellings,
        )
        if not session.records.add_places([place]):
            raise FieldError("name", _("This place is there already."))

    fields = [
        Field(
            "name", _("Name"), row=0, column=0,
            check=checks.check_required("name", _("The name is missing.")),
        ),
        Field("ukrainian", _("Name in Ukrainian"), row=0, column=1, check=checks.check_line("ukrainian")),
        Field(
            "position", _("Position"), row=1, column=0, check=checks.check_position,
            placeholder="47.60112, 35.80941",
        ),
        Field(
            "oblast", _("Oblast"), Editor.SUGGEST, 1, 1, choices=terms(OBLASTS),
            suggests=choices(OBLASTS), check=checks.check_oblast,
        ),
        Field("spellings", _("Other spellings, / between"), row=2, column=0, span=2),
    ]  # fmt: skip
    return FormDialog(
        parent,
        messages,
        title=_("Add a place"),
        intro=_("It comes before a place of the same name in the shipped list, for everybody on this desk."),
        fields=fields,
        columns=(1, 1),
        accept=_("Add"),
        submit=submit,
    )


def import_places(window: MainWindow) -> None:
    """A list of places from a CSV file: says what was taken, and each row that was not."""
    session, services = window.session, window.services
    if session is None:
        return
    path = services.files.open(window, _("Import places"), Path.home(), _("Tables (*.csv *.tsv *.txt)"))
    if path is None:
        return
    try:
        places, rejected = read_places(_text(path))
        added = session.records.add_places(places)
    except DeskError as error:
        services.messages.error(window, error)
        return
    lines = [_("row {row}: {reason}").format(row=one.row, reason=one.reason) for one in rejected[:_SHOWN]]
    if len(rejected) > _SHOWN:
        lines.append(n_("and {n} more row", "and {n} more rows", len(rejected) - _SHOWN))
    text = n_("{n} place was added.", "{n} places were added.", added)
    if rejected:
        text += " " + n_("{n} row was not taken.", "{n} rows were not taken.", len(rejected))
    services.messages.tell(window, _("Places"), text, "\n".join(lines))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise DeskError(
                _("{file} is too large for a list of places.").format(file=path.name),
                "",
                _("Split it, and import the parts one after the other."),
            )
        data = path.read_bytes()
    except OSError as error:
        raise DeskError(
            _("{file} cannot be read.").format(file=path.name), str(error.strerror or error)
        ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", errors="replace")
