"""What each action of the window does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from domain.breach import BreachState
from domain.words import _
from gui import (
    decisions,
    desk_commands,
    export_command,
    log_commands,
    map_commands,
    overlay_dialogs,
    paper_dialog,
    place_dialogs,
    recasting,
    record_dialogs,
    rescue,
    responses,
    sealing,
    watch_dialogs,
)
from gui.alarm_settings import alarm_dialog
from gui.backup_settings import BackupSettings, backup_dialog
from gui.dialogs import FormDialog
from gui.list_dialogs import PlacesDialog, SectorsDialog
from gui.pages import BRIEFS
from gui.palette import Help, Palette
from gui.protocol_dialog import ProtocolDialog
from gui.theme import Scheme

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


def language(code: str) -> Command:
    """Ask for a window in another language."""
    return lambda window: window.language_chosen.emit(code)


# --- breaches ---------------------------------------------------------------------------------


def _on_case(dialog: Callable[..., QDialog], window: MainWindow) -> None:
    if window.session and window.pages and (case := window.pages.board.case):
        dialog(window, window.session, window.services.messages, case).exec()


def _turn(to: BreachState) -> Command:
    return partial(_on_case, partial(_turn_dialog, to))


def _turn_dialog(
    to: BreachState, window: MainWindow, session: Session, messages: Messages, case: Case
) -> FormDialog:
    return responses.turn_breach(window, session, messages, case, to)


def protocols(window: MainWindow) -> None:
    if window.session:
        services = window.services
        ProtocolDialog(window, window.session, services.messages, services.files).exec()


def _on_desk(dialog: Callable[..., QDialog], window: MainWindow) -> None:
    if window.session:
        dialog(window, window.session, window.services.messages).exec()


def mute(window: MainWindow) -> None:
    """Sound for the chosen breach, or none."""
    if window.session and window.pages and (case := window.pages.board.case):
        code, muted = window.session.info.code, window.actions_["mute"].isChecked()
        window.alarm_settings.mute(code, case.breach.number, muted)


def alarms(window: MainWindow) -> None:
    alarm_dialog(window, window.services.messages, window.alarm_settings).exec()
    if window.session:
        window.session.warn_before(window.alarm_settings.before)


def _on_paper(dialog: Callable[..., QDialog], window: MainWindow) -> None:
    if window.session:
        dialog(window, window.session, window.services).exec()


def acknowledge(window: MainWindow) -> None:
    window.alarms.acknowledge()


def back_up(window: MainWindow) -> None:
    if window.keeper:
        window.keeper.start()


def backups(window: MainWindow) -> None:
    services = window.services
    backup_dialog(window, services.messages, BackupSettings(services.settings), services.files).exec()


# --- briefings and help -----------------------------------------------------------------------


def spot_report(window: MainWindow) -> None:
    """The chosen incident on paper."""
    if window.pages and (incident := window.pages.log.incident):
        window.pages.briefs.show_product("spot", incident.number)
        window.show_page(BRIEFS)


def dossier(window: MainWindow) -> None:
    """The chosen breach on paper."""
    if window.pages and (case := window.pages.board.case):
        window.pages.briefs.show_product("dossier", case.breach.number)
        window.show_page(BRIEFS)


def issue_briefing(window: MainWindow) -> None:
    if window.pages:
        window.pages.briefs.issue()


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
            "Fonts: Open Sans (Apache 2.0), FiraGO (OFL 1.1). Icons: Phosphor (MIT). Window: Qt (LGPL 3).\n"
            "Place names: GeoNames, CC BY 4.0. Map: Natural Earth, public domain."
        ),
    )


COMMANDS: dict[str, Command] = {
    "new_desk": desk_commands.new_desk,
    "open_desk": desk_commands.open_desk,
    "exercise": desk_commands.exercise,
    "import": desk_commands.import_incidents,
    "export": export_command.export_log,
    "export_selection": export_command.export_selection,
    "columns": log_commands.columns,
    "verify": desk_commands.verify_desk,
    **sealing.COMMANDS,
    "back_up": back_up,
    "restore": rescue.choose_backup,
    "salvage": rescue.choose_damaged,
    "backups": backups,
    "author": desk_commands.ask_author,
    "new_incident": log_commands.new_incident,
    "find": log_commands.find,
    "assess_as_breach": partial(log_commands.on_incident, decisions.assess_as_breach),
    "assess_incident": partial(log_commands.on_incident, decisions.assess_incident),
    "correct_incident": log_commands.correct,
    "template_incident": log_commands.template,
    "merge_incident": partial(log_commands.on_incident, record_dialogs.merge_incident),
    "unmerge_incident": partial(log_commands.on_record, record_dialogs.unmerge_incident),
    "undo_incident": partial(log_commands.on_record, record_dialogs.undo_incident),
    "change_many": log_commands.change_many,
    "add_evidence": log_commands.add_evidence,
    "paste_evidence": log_commands.paste_evidence,
    "add_place": partial(_on_desk, place_dialogs.add_place),
    "places": partial(_on_desk, PlacesDialog),
    "sectors": partial(_on_desk, SectorsDialog),
    "import_places": place_dialogs.import_places,
    "import_overlay": overlay_dialogs.import_overlay,
    "show_on_map": map_commands.show_on_map,
    "show_in_log": map_commands.show_in_log,
    "show_breach": log_commands.show_breach,
    "record_assessment": partial(_on_case, responses.record_assessment),
    "record_action": partial(_on_case, responses.record_action),
    "close_breach": _turn(BreachState.CLOSED),
    "void_breach": _turn(BreachState.VOIDED),
    "reopen_breach": _turn(BreachState.OPEN),
    "anchor_breach": partial(_on_case, recasting.anchor_breach),
    "merge_breach": partial(_on_case, recasting.merge_breach),
    "unmerge_breach": partial(_on_case, recasting.unmerge_breach),
    "split_breach": partial(_on_case, recasting.split_breach),
    "why": partial(_on_case, recasting.WhyDialog),
    "protocols": protocols,
    "truce": partial(_on_desk, watch_dialogs.truce),
    "start_watch": partial(_on_desk, watch_dialogs.start_watch),
    "end_watch": partial(_on_desk, watch_dialogs.end_watch),
    "time_check": partial(_on_desk, watch_dialogs.time_check),
    "mute": mute,
    "alarms": alarms,
    "acknowledge": acknowledge,
    "deadline_sheet": partial(_on_paper, paper_dialog.deadline_sheet),
    "hash_list": partial(_on_paper, paper_dialog.hash_list),
    "handover": partial(_on_paper, paper_dialog.handover),
    "briefing": page(BRIEFS),
    "brief_filter": log_commands.brief_filter,
    "spot_report": spot_report,
    "dossier": dossier,
    "issue_briefing": issue_briefing,
    "save_briefing": save_briefing,
    "print_briefing": print_briefing,
    "palette": palette,
    "help": show_help,
    "about": about,
}
