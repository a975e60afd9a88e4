"""Which actions make sense for what is open, shown and chosen."""

from __future__ import annotations

from domain.incident import Incident
from gui.actions import Actions
from gui.pages import BOARD, BRIEFS, LOG, MAP, PAGE_ACTIONS, Pages
from storage.breaches import Case

_READING = (
    *("alarms", "export", "columns", "verify", "back_up", "backups", "author", "find", "briefing"),
    *("brief_filter", "protocols", "places", "sectors"),
    *PAGE_ACTIONS,
)
_WRITING = ("truce", "import", "new_incident", "time_check", "add_place", "import_places", "import_overlay")
_ON_INCIDENT = (
    *("assess_incident", "correct_incident", "template_incident", "merge_incident", "undo_incident"),
    *("add_evidence", "paste_evidence"),
)
_ON_OPEN_CASE = (
    "record_assessment",
    "record_action",
    "close_breach",
    "void_breach",
    "anchor_breach",
    "merge_breach",
    "split_breach",
)


def _asks(case: Case) -> bool:
    return any(phase.question for phase in case.protocol.phases)


def _incident(pages: Pages) -> Incident | None:
    """The chosen incident of the page that is shown; on the map, once the log has chosen it too."""
    here, incident = pages.currentIndex(), pages.log.incident
    if here == MAP and incident is not None and pages.map.incident is not None:
        return incident if incident.number == pages.map.incident.number else None
    return incident if here == LOG else None


def enable(actions: Actions, pages: Pages | None, alarms: int) -> None:
    """Enable and show the actions that can be done now; `pages` is None where no desk is open."""
    writable = pages is not None and not pages.session.desk.readonly
    here = pages.currentIndex() if pages else None
    incident = _incident(pages) if pages else None
    case = pages.board.case if pages and here == BOARD else None
    stopped = case is not None and case.breach.stopped_at is not None
    merged = case is not None and case.breach.merged_into is not None
    watching = pages is not None and pages.session.desk.watch.state().since is not None
    enabled = {
        **dict.fromkeys(_READING, pages is not None),
        **dict.fromkeys(_WRITING, writable),
        **dict.fromkeys(_ON_OPEN_CASE, writable and case is not None and not stopped),
        "record_assessment": writable and case is not None and not stopped and _asks(case),
        "assess_as_breach": writable and incident is not None and incident.breach is None,
        **dict.fromkeys(_ON_INCIDENT, writable and incident is not None),
        "unmerge_incident": writable and incident is not None and incident.duplicate_of is not None,
        "change_many": writable and here == LOG and incident is not None,
        "export_selection": pages is not None and here == LOG and pages.log.table.selected_count > 1,
        "show_on_map": here == LOG and incident is not None and incident.facts.position is not None,
        "show_in_log": here == MAP,
        "show_breach": incident is not None and incident.breach is not None,
        "reopen_breach": writable and stopped and not merged,
        "unmerge_breach": writable and merged,
        "split_breach": writable and case is not None and not stopped and len(case.breach.incidents) > 1,
        "why": case is not None,
        "dossier": case is not None,
        "spot_report": incident is not None,
        "issue_briefing": writable and here == BRIEFS,
        "mute": case is not None,
        "acknowledge": writable and alarms > 0,
        "save_briefing": writable and here == BRIEFS,
        "print_briefing": writable and here == BRIEFS,
        "start_watch": writable and not watching,
        "end_watch": writable and watching,
        "passphrase": writable,
        "no_passphrase": writable and pages is not None and pages.session.desk.key is not None,
        "deadline_sheet": pages is not None,
        "hash_list": pages is not None,
        "handover": pages is not None,
    }
    for name, state in enabled.items():
        actions[name].setEnabled(state)
    for name in ("close_breach", "void_breach", "record_assessment", "record_action"):
        actions[name].setVisible(not stopped)
    actions["reopen_breach"].setVisible(stopped and not merged)
    actions["unmerge_breach"].setVisible(merged)
