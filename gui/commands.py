"""What each action of the window does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from domain.breach import BreachState
from domain.errors import DeskError
from domain.marking import Marking, Tlp
from domain.words import _, n_
from gui import decisions
from gui.checks import check_line, check_required
from gui.dialogs import FormDialog
from gui.fields import Editor, Field, Form
from gui.import_dialog import ImportDialog
from gui.pages import BOARD, BRIEFS, LOG
from gui.palette import Help, Palette
from gui.theme import Scheme
from storage.desk import SUFFIX, Desk
from storage.verify import verify

if TYPE_CHECKING:
    from gui.messages import Messages
    from gui.session import Session
    from gui.window import MainWindow
    from storage.breaches import Case

Command = Callable[["MainWindow"], object]


def bound(window: MainWindow, command: Command) -> Callable[[], object]:
    """A command for a signal, whatever the signal carries."""

    def run(*_args: object) -> object:
        return command(window)

    return run


def page(index: int) -> Command:
    return lambda window: window.show_page(index)


def scheme(chosen: Scheme) -> Command:
    """Switch the colours, and remember it."""

    def use(window: MainWindow) -> None:
        window.services.settings.set_text("scheme", chosen)
        window.services.theme.use(chosen)

    return use


# --- desks ------------------------------------------------------------------------------------


def new_desk(window: MainWindow) -> None:
    """Create a desk: code, name, marking, who is on watch; then where."""
    services = window.services

    def submit(form: Form) -> None:
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
        )
        services.settings.set_text("author", author)
        window.show_desk(desk)

    FormDialog(
        window,
        services.messages,
        title=_("New desk"),
        intro=_("One file holds everything: the journal, the breaches, what was put out."),
        fields=[
            Field(
                "name",
                _("Name"),
                row=0,
                column=0,
                placeholder=_("Northern desk"),
                check=check_required("name", _("A desk needs a name.")),
            ),
            Field(
                "code",
                _("Code"),
                row=0,
                column=1,
                placeholder="NTH",
                check=check_required(
                    "code", _("A desk's code is 2 to 12 letters A–Z and digits, such as NTH.")
                ),
            ),
            Field(
                "marking",
                _("Marking"),
                Editor.CHOICE,
                1,
                0,
                choices=tuple((t, t) for t in Tlp),
                initial=Tlp.AMBER,
            ),
            Field(
                "author",
                _("Who is on watch"),
                row=1,
                column=1,
                initial=services.settings.text("author"),
                check=check_required("author", _("Who is on watch? Initials are needed.")),
                placeholder="AB",
            ),
            Field(
                "line",
                _("Line beside the marking"),
                row=2,
                column=0,
                span=2,
                check=check_line("line"),
                hint=_("may stay empty"),
            ),
            Field("exercise", _("Exercise: mark every screen and page EXERCISE"), Editor.CHECK, 3, 0, 2),
        ],
        columns=(3, 2),
        accept=_("Create desk"),
        submit=submit,
    ).exec()


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
        found = verify(session.desk.path)
    except DeskError as error:
        window.services.messages.error(window, error)
        return
    if found.holds:
        text = n_("{n} entry holds.", "{n} entries hold.", found.entries)
        window.services.messages.tell(
            window, _("The desk holds."), f"{text}\n{_('Head digest')}: {found.head}"
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


def export_log(window: MainWindow) -> None:
    """Write what the log shows now."""
    from storage.exporting import export_csv

    if window.session is None or window.pages is None:
        return
    settings = window.services.settings
    folder = Path(settings.text("export/folder", str(Path.home())))
    suggested = folder / f"{window.session.info.code}-{window.clock.now():%Y%m%d}.csv"
    path = window.services.files.save(window, _("Export the log"), suggested, _("CSV files (*.csv)"))
    if path is None:
        return
    try:
        count = export_csv(window.session.desk, path, window.pages.log.filter)
    except DeskError as error:
        window.services.messages.error(window, error)
        return
    settings.set_text("export/folder", str(path.parent))
    window.services.messages.tell(
        window,
        _("Exported"),
        n_("{n} incident was written.", "{n} incidents were written.", count),
        str(path),
    )


# --- incidents --------------------------------------------------------------------------------


def new_incident(window: MainWindow) -> None:
    if window.pages:
        window.show_page(LOG)
        window.pages.log.new_incident()


def find(window: MainWindow) -> None:
    if window.pages:
        window.show_page(LOG)
        window.pages.log.focus_find()


def _on_incident(dialog: Callable[..., FormDialog], window: MainWindow) -> None:
    if window.session and window.pages and (incident := window.pages.log.incident):
        dialog(window, window.session, window.services.messages, incident).exec()
        window.pages.log.table.setFocus()


def correct(window: MainWindow) -> None:
    if window.pages and (incident := window.pages.log.incident):
        window.pages.log.correct(incident)


def show_breach(window: MainWindow) -> None:
    if window.pages and (incident := window.pages.log.incident) and incident.breach:
        window.show_page(BOARD)
        window.pages.board.show_breach(incident.breach)


# --- breaches ---------------------------------------------------------------------------------


def _on_case(dialog: Callable[..., FormDialog], window: MainWindow) -> None:
    if window.session and window.pages and (case := window.pages.board.case):
        dialog(window, window.session, window.services.messages, case).exec()


def _turn(to: BreachState) -> Command:
    return partial(_on_case, partial(_turn_dialog, to))


def _turn_dialog(
    to: BreachState, window: MainWindow, session: Session, messages: Messages, case: Case
) -> FormDialog:
    return decisions.turn_breach(window, session, messages, case, to)


# --- briefings and help -----------------------------------------------------------------------


def save_briefing(window: MainWindow) -> None:
    if window.pages:
        window.pages.briefs.save()


def print_briefing(window: MainWindow) -> None:
    if window.pages:
        window.pages.briefs.print()


def palette(window: MainWindow) -> None:
    dialog = Palette(window, window.actions_)
    if dialog.exec() and dialog.chosen is not None:
        dialog.chosen.trigger()


def show_help(window: MainWindow) -> None:
    Help(window, window.actions_).exec()


def about(window: MainWindow) -> None:
    try:
        number = version("armistice-desk")
    except PackageNotFoundError:
        number = _("from a checkout")
    window.services.messages.tell(
        window,
        _("Armistice Desk {version}").format(version=number),
        _(
            "It records and reports; it never recommends or decides a response. "
            "It opens no network connection.\n"
            "Fonts: Open Sans (Apache 2.0), FiraGO (OFL 1.1). Icons: Phosphor (MIT). Window: Qt (LGPL 3)."
        ),
    )


COMMANDS: dict[str, Command] = {
    "new_desk": new_desk,
    "open_desk": open_desk,
    "exercise": exercise,
    "import": import_incidents,
    "export": export_log,
    "verify": verify_desk,
    "author": ask_author,
    "new_incident": new_incident,
    "find": find,
    "assess_as_breach": partial(_on_incident, decisions.assess_as_breach),
    "assess_incident": partial(_on_incident, decisions.assess_incident),
    "correct_incident": correct,
    "show_breach": show_breach,
    "record_assessment": partial(_on_case, decisions.record_assessment),
    "record_action": partial(_on_case, decisions.record_action),
    "close_breach": _turn(BreachState.CLOSED),
    "void_breach": _turn(BreachState.VOIDED),
    "reopen_breach": _turn(BreachState.OPEN),
    "briefing": page(BRIEFS),
    "save_briefing": save_briefing,
    "print_briefing": print_briefing,
    "palette": palette,
    "help": show_help,
    "about": about,
}
