"""What the actions on a whole desk do: create, open, verify, bring in, write out, take the watch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import DeskError
from domain.marking import LINE as MARKING_LINE
from domain.marking import Marking, Tlp
from domain.words import _, n_
from gui.checks import check_line, check_required
from gui.dialogs import FormDialog
from gui.fields import Editor, Field
from gui.form import Form
from gui.import_dialog import ImportDialog
from gui.pages import LOG
from gui.passphrase import new_fields, new_key, offer_passphrase
from storage.desk import SUFFIX, Desk, desk_code
from storage.verify import verify

if TYPE_CHECKING:
    from gui.window import MainWindow


def new_desk(window: MainWindow) -> None:
    """Create a desk: code, name, marking, who is on watch, a passphrase or none; then where."""
    services = window.services

    def submit(form: Form) -> None:
        key = new_key(form) if form.text("encrypt") else None
        author = form.text("author").strip()
        suggested = Path.home() / f"{form.text('code').strip().lower() or 'desk'}{SUFFIX}"
        path = services.files.save(window, _("Where to keep the desk"), suggested, _("Desk files (*.desk)"))
        if path is None:
            raise DeskError(
                _("No file was chosen."), _("Nothing was created."), _("Choose where to keep the desk.")
            )
        desk = Desk.create(
            path,
            code=form.text("code"),
            name=form.text("name"),
            marking=Marking.of(form.text("marking"), form.text("line"), exercise=bool(form.text("exercise"))),
            author=author,
            clock=window.clock,
            key=key,
        )
        services.settings.set_text("author", author)
        window.show_desk(desk)

    dialog = FormDialog(
        window,
        services.messages,
        title=_("New desk"),
        intro=_("One file holds everything: the journal, the breaches, what was put out."),
        fields=_desk_fields(services.settings.text("author")),
        columns=(3, 2),
        accept=_("Create desk"),
        submit=submit,
    )
    offer_passphrase(dialog, "encrypt")
    dialog.exec()


def _desk_fields(author: str) -> Sequence[Field]:
    name = check_required("name", _("A desk needs a name."))
    on_watch = check_required("author", _("Who is on watch? Initials are needed."))
    markings = tuple((each, each) for each in Tlp)
    line = check_line("line", limit=MARKING_LINE)
    exercise = _("Exercise: mark every screen and page EXERCISE")
    encrypt = _("Encrypt it: without a passphrase nobody reads the file")
    return (
        Field("name", _("Name"), placeholder=_("Northern desk"), check=name),
        Field("code", _("Code"), row=0, column=1, placeholder="NTH", check=desk_code),
        Field("marking", _("Marking"), Editor.CHOICE, 1, choices=markings, initial=Tlp.AMBER),
        Field(
            "author", _("Who is on watch"), row=1, column=1, initial=author, check=on_watch, placeholder="AB"
        ),
        Field("line", _("Line beside the marking"), row=2, span=2, check=line, hint=_("may stay empty")),
        Field("exercise", exercise, Editor.CHECK, 3, 0, 2),
        Field("encrypt", encrypt, Editor.CHECK, 4, 0, 2),
        *new_fields(5),
    )


def open_desk(window: MainWindow) -> None:
    recent = window.services.settings.recent
    folder = recent[0].parent if recent else Path.home()
    path = window.services.files.open(window, _("Open desk"), folder, _("Desk files (*.desk)"))
    if path is not None:
        window.open_desk(path)


def exercise(window: MainWindow) -> None:
    """Build the exercise desk anew and open it; one already open elsewhere is opened as it is."""
    from storage.exercise import build_exercise

    folder = window.services.settings.data
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"exercise-{window.clock.now():%Y%m%d-%H%M%S}{SUFFIX}"
    try:
        build_exercise(path, now=window.clock.now())
    except DeskError as error:
        window.services.messages.error(window, error)
        return
    if not window.services.settings.text("author"):
        window.services.settings.set_text("author", "EX")
    window.open_desk(path)


def ask_author(window: MainWindow) -> None:
    """Initials for every entry from now on."""
    session = window.session
    if session is None:
        return

    def submit(form: Form) -> None:
        author = form.text("author").strip()
        window.services.settings.set_text("author", author)
        session.set_author(author)

    check = check_required("author", _("Who is on watch? Initials are needed."))
    FormDialog(
        window,
        window.services.messages,
        title=_("Who is on watch"),
        intro=_("These initials go on every entry from now on."),
        fields=[
            Field("author", _("Initials or name"), initial=session.author, check=check, placeholder="AB")
        ],
        accept=_("Take the watch"),
        submit=submit,
    ).exec()


def verify_desk(window: MainWindow) -> None:
    """Walk the journal of the open desk and compare every view with it."""
    session = window.session
    if session is None:
        return
    try:
        found = verify(session.desk.path, key=session.desk.key)
    except DeskError as error:
        window.services.messages.error(window, error)
        return
    if found.holds:
        text = n_("{n} entry holds.", "{n} entries hold.", found.entries)
        window.services.messages.tell(
            window, _("The desk holds."), _("{text}\nHead digest: {head}").format(text=text, head=found.head)
        )
    else:
        window.services.messages.error(
            window,
            DeskError(
                _("The desk does not hold."),
                "\n".join(found.problems),
                _("Keep this file; work on from the last good copy."),
            ),
        )


def import_incidents(window: MainWindow) -> None:
    if window.session is None or window.pages is None:
        return
    settings = window.services.settings
    folder = Path(settings.text("import/folder", str(Path.home())))
    kinds = _("Tables (*.csv *.tsv *.txt)")
    path = window.services.files.open(window, _("Import incidents"), folder, kinds)
    if path is not None:
        settings.set_text("import/folder", str(path.parent))
        window.show_page(LOG)
        ImportDialog(window, window.session, window.services.messages, path).exec()
