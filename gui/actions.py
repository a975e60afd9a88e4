"""Every action of the window with its words and its key, in one place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from domain.words import N_, _


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action: `menu` is where it is found, `key` its shortcut, `tip` what it does."""

    name: str
    menu: str
    text: str
    key: str = ""
    tip: str = ""
    checkable: bool = False
    short: str = ""
    """Shorter words for a button, where the place says the rest."""


FILE, INCIDENT, BREACH, BRIEFING, WATCH, VIEW, HELP = (
    N_("&Desk"),
    N_("&Incident"),
    N_("&Breach"),
    N_("B&riefing"),
    N_("&Watch"),
    N_("&View"),
    N_("&Help"),
)
MENUS = (FILE, INCIDENT, BREACH, BRIEFING, WATCH, VIEW, HELP)

SPECS = (
    ActionSpec("new_desk", FILE, N_("New desk…"), "Ctrl+Shift+N", N_("Create a desk file")),
    ActionSpec("open_desk", FILE, N_("Open desk…"), "Ctrl+O", N_("Open a desk file")),
    ActionSpec(
        "exercise",
        FILE,
        N_("Try the exercise desk"),
        "",
        N_("A fictional desk that shows every state of a clock"),
    ),
    ActionSpec(
        "import",
        FILE,
        N_("Import incidents…"),
        "Ctrl+I",
        N_("Bring in incidents from a CSV file"),
        short=N_("Import"),
    ),
    ActionSpec(
        "export",
        FILE,
        N_("Export the log…"),
        "Ctrl+E",
        N_("Write what the log shows to a file"),
        short=N_("Export"),
    ),
    ActionSpec(
        "export_selection",
        FILE,
        N_("Export the selection…"),
        "Ctrl+Alt+E",
        N_("Write the selected incidents to a file"),
    ),
    ActionSpec(
        "verify", FILE, N_("Verify the desk"), "", N_("Walk the journal and compare every view with it")
    ),
    ActionSpec("passphrase", FILE, N_("Passphrase…"), "", N_("Encrypt the desk, or change its passphrase")),
    ActionSpec(
        "no_passphrase", FILE, N_("Remove the passphrase…"), "", N_("Keep the desk as a file anybody reads")
    ),
    ActionSpec("back_up", FILE, N_("Back up now"), "", N_("Make a verified copy beside the desk")),
    ActionSpec(
        "restore", FILE, N_("Restore a backup…"), "", N_("Make a desk again from a backup, as a new file")
    ),
    ActionSpec(
        "salvage", FILE, N_("Salvage a damaged desk…"), "", N_("Copy all that holds of it into a new desk")
    ),
    ActionSpec("backups", FILE, N_("Backups…"), "", N_("How often, and to which second place")),
    ActionSpec("add_place", FILE, N_("Add a place…"), "", N_("A place of the desk's own")),
    ActionSpec("places", FILE, N_("Own places…"), "", N_("See them, add one, withdraw one")),
    ActionSpec("sectors", FILE, N_("Sectors…"), "", N_("The desk's own list of sectors or axes")),
    ActionSpec("import_places", FILE, N_("Import places…"), "", N_("A list of the desk's own places")),
    ActionSpec(
        "import_overlay",
        FILE,
        N_("Import an overlay…"),
        "",
        N_("Lines and areas of the desk's own for its maps, from a GeoJSON file"),
    ),
    ActionSpec("protocols", FILE, N_("Protocols…"), "", N_("Read, change, try and adopt protocols")),
    ActionSpec("truce", FILE, N_("When the truce began…"), "", N_("What “since the truce” counts from")),
    ActionSpec("author", FILE, N_("Who is on watch…"), "Ctrl+U", N_("Initials that go on every entry")),
    ActionSpec(
        "quit", FILE, N_("Quit"), "Ctrl+Q", N_("Close the window; everything recorded is saved already")
    ),
    ActionSpec("new_incident", INCIDENT, N_("New incident"), "Ctrl+N", N_("Log an incident")),
    ActionSpec("find", INCIDENT, N_("Find"), "Ctrl+F", N_("Find incidents by the words in them")),
    ActionSpec(
        "assess_as_breach",
        INCIDENT,
        N_("Assess as breach…"),
        "Ctrl+B",
        N_("Open a breach on it, or join one"),
    ),
    ActionSpec(
        "assess_incident", INCIDENT, N_("Assess incident…"), "Ctrl+T", N_("Record status and determination")
    ),
    ActionSpec(
        "correct_incident",
        INCIDENT,
        N_("Correct…"),
        "Ctrl+R",
        N_("Record corrected facts; the old ones are kept"),
    ),
    ActionSpec(
        "template_incident",
        INCIDENT,
        N_("Enter another like it"),
        "Ctrl+Shift+D",
        N_("A new entry that takes over the place, the kind and the source"),
    ),
    ActionSpec(
        "merge_incident",
        INCIDENT,
        N_("Merge with another…"),
        "",
        N_("One event reported twice: the older number stays"),
    ),
    ActionSpec("unmerge_incident", INCIDENT, N_("Take its merge back…"), "", N_("Two incidents again")),
    ActionSpec(
        "undo_incident",
        INCIDENT,
        N_("Undo its last change…"),
        "Ctrl+Z",
        N_("A new entry that takes the last one back"),
    ),
    ActionSpec(
        "change_many",
        INCIDENT,
        N_("Change several…"),
        "Ctrl+Shift+R",
        N_("One correction of the selected incidents, or else of all that the log shows"),
    ),
    ActionSpec(
        "add_evidence", INCIDENT, N_("Add evidence…"), "Ctrl+Shift+E", N_("Keep a file with the incident")
    ),
    ActionSpec(
        "paste_evidence",
        INCIDENT,
        N_("Paste as evidence…"),
        "Ctrl+Shift+V",
        N_("Keep the image or the files of the clipboard with the incident"),
    ),
    ActionSpec(
        "show_breach",
        INCIDENT,
        N_("Show its breach"),
        "Ctrl+G",
        N_("Go to the breach this incident belongs to"),
    ),
    ActionSpec(
        "spot_report", INCIDENT, N_("Spot report…"), "Ctrl+Shift+O", N_("This incident on one page of paper")
    ),
    ActionSpec(
        "show_on_map", INCIDENT, N_("Show on the map"), "Ctrl+Shift+M", N_("Where this incident occurred")
    ),
    ActionSpec(
        "show_in_log",
        INCIDENT,
        N_("Show in the log"),
        "Ctrl+Shift+L",
        N_("The chosen incident, and what the map shows, as a list"),
    ),
    ActionSpec(
        "record_assessment", BREACH, N_("Record assessment…"), "A", N_("Answer a question of the protocol")
    ),
    ActionSpec(
        "record_action", BREACH, N_("Record action…"), "R", N_("Record what somebody did in response")
    ),
    ActionSpec("close_breach", BREACH, N_("Close…"), "C", N_("Stop the clock: halted or handed over")),
    ActionSpec("void_breach", BREACH, N_("Void…"), "", N_("The breach was opened in error")),
    ActionSpec("reopen_breach", BREACH, N_("Reopen…"), "", N_("Let the clock count again")),
    ActionSpec("anchor_breach", BREACH, N_("Re-anchor…"), "T", N_("Move T0 to another time, with a reason")),
    ActionSpec("merge_breach", BREACH, N_("Merge into…"), "", N_("One case of two; can be taken back")),
    ActionSpec("unmerge_breach", BREACH, N_("Take the merge back…"), "", N_("Two cases again")),
    ActionSpec("split_breach", BREACH, N_("Split…"), "", N_("Make a case of its own of some incidents")),
    ActionSpec(
        "mute",
        BREACH,
        N_("No sound for this breach"),
        "M",
        N_("Its alarms are shown without a sound"),
        checkable=True,
    ),
    ActionSpec("dossier", BREACH, N_("Dossier…"), "D", N_("Everything on this breach, on paper")),
    ActionSpec("why", BREACH, N_("Why?"), "W", N_("What made each phase stand as it does, when, by whom")),
    ActionSpec(
        "acknowledge", BREACH, N_("Acknowledge alarm"), "Ctrl+J", N_("Take note of the alarm that is shown")
    ),
    ActionSpec("briefing", BRIEFING, N_("Briefing"), "Ctrl+P", N_("Prepare, save and print a briefing")),
    ActionSpec(
        "brief_filter",
        BRIEFING,
        N_("Briefing on what is shown or selected"),
        "Ctrl+Shift+B",
        N_("A briefing on the selected incidents alone, or else on those of the filter"),
    ),
    ActionSpec(
        "issue_briefing",
        BRIEFING,
        N_("Issue"),
        "Ctrl+Shift+I",
        N_("Give it a serial and freeze it in the desk"),
    ),
    ActionSpec("save_briefing", BRIEFING, N_("Save as PDF…"), "Ctrl+S", N_("Give it a serial and save it")),
    ActionSpec("print_briefing", BRIEFING, N_("Print…"), "Ctrl+Shift+P", N_("Give it a serial and print it")),
    ActionSpec(
        "hash_list", BRIEFING, N_("Evidence hash list…"), "", N_("Every file of evidence, with its SHA-256")
    ),
    ActionSpec("alarms", WATCH, N_("Alarms…"), "", N_("How long before a deadline, and how loud")),
    ActionSpec("start_watch", WATCH, N_("Start watch…"), "", N_("Take the watch")),
    ActionSpec("end_watch", WATCH, N_("End watch…"), "", N_("Hand the watch over")),
    ActionSpec(
        "time_check", WATCH, N_("Time check…"), "", N_("Compare this machine's clock with a trusted one")
    ),
    ActionSpec("deadline_sheet", WATCH, N_("Deadline sheet…"), "", N_("Every open deadline on paper")),
    ActionSpec("handover", WATCH, N_("Handover page…"), "", N_("What the next watch must know, on paper")),
    ActionSpec("page_board", VIEW, N_("Board"), "Ctrl+1", N_("Open breaches and their clocks")),
    ActionSpec("page_log", VIEW, N_("Log"), "Ctrl+2", N_("All incidents")),
    ActionSpec("page_map", VIEW, N_("Map"), "Ctrl+3", N_("Where the incidents of the log's filter are")),
    ActionSpec("page_trends", VIEW, N_("Trends"), "Ctrl+4", N_("How many, of what kind, when and where")),
    ActionSpec("page_briefs", VIEW, N_("Briefs"), "Ctrl+5", N_("Briefings")),
    ActionSpec("page_watch", VIEW, N_("Watch"), "Ctrl+6", N_("Who is on watch, notes, time checks")),
    ActionSpec("columns", VIEW, N_("Columns of the log…"), "", N_("Which columns the log shows")),
    ActionSpec(
        "scheme_system",
        VIEW,
        N_("Colours as the system"),
        "",
        N_("Light or dark as the system is"),
        checkable=True,
    ),
    ActionSpec("scheme_light", VIEW, N_("Light"), "", N_("Light colours"), checkable=True),
    ActionSpec("scheme_dark", VIEW, N_("Dark"), "Ctrl+D", N_("Dark colours"), checkable=True),
    ActionSpec("language_en", VIEW, "English", "", N_("The window in English"), checkable=True),
    ActionSpec("language_uk", VIEW, "Українська", "", N_("The window in Ukrainian"), checkable=True),
    ActionSpec("palette", HELP, N_("Find a command…"), "Ctrl+K", N_("Every command by name")),
    ActionSpec("help", HELP, N_("Keys and terms"), "F1", N_("Every key, and what the words mean")),
    ActionSpec("about", HELP, N_("About"), "", N_("Version and licences")),
)


class Actions:
    """The actions of one window. A missing name is a bug and raises `KeyError`."""

    def __init__(self, parent: QObject) -> None:
        self._made: dict[str, QAction] = {}
        for spec in SPECS:
            action = QAction(_(spec.text), parent)
            action.setObjectName(spec.name)
            if spec.short:
                action.setIconText(_(spec.short))
            action.setCheckable(spec.checkable)
            if spec.key:
                action.setShortcut(QKeySequence(spec.key))
            tip = f"{_(spec.tip)} ({spec.key})" if spec.key else _(spec.tip)
            action.setToolTip(tip)
            action.setStatusTip(_(spec.tip))
            self._made[spec.name] = action

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def __iter__(self) -> Iterator[tuple[ActionSpec, QAction]]:
        return ((spec, self._made[spec.name]) for spec in SPECS)
