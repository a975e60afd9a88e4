"""What the actions on incidents do: on the chosen one, on the selected ones, on what the log shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from domain.errors import FieldError
from domain.filter import Aspect, Condition, Filter
from domain.words import _, n_
from gui import record_dialogs
from gui.dialogs import FormDialog
from gui.pages import BOARD, BRIEFS, LOG, MAP

if TYPE_CHECKING:
    from gui.log_page import LogPage
    from gui.window import MainWindow

MOST_PICKED = 500
"""Most incidents that are named one by one in a filter."""


def new_incident(window: MainWindow) -> None:
    if window.pages:
        window.show_page(LOG)
        window.pages.log.new_incident()


def find(window: MainWindow) -> None:
    """The filter of the page that has one; of the log, where it has none."""
    if window.pages and window.pages.currentIndex() == MAP:
        window.pages.map.bar.focus()
    elif window.pages:
        window.show_page(LOG)
        window.pages.log.focus_find()


def columns(window: MainWindow) -> None:
    if window.pages:
        window.show_page(LOG)
        window.pages.log.table.choose_columns()


def on_incident(dialog: Callable[..., FormDialog], window: MainWindow) -> None:
    if window.session and window.pages and (incident := window.pages.log.incident):
        dialog(window, window.session, window.services.messages, incident).exec()
        window.pages.log.table.setFocus()


def correct(window: MainWindow) -> None:
    if window.pages and (incident := window.pages.log.incident):
        window.show_page(LOG)
        window.pages.log.correct(incident)


def template(window: MainWindow) -> None:
    if window.pages and (incident := window.pages.log.incident):
        window.show_page(LOG)
        window.pages.log.enter_like(incident)


def on_record(ask: Callable[..., object], window: MainWindow) -> None:
    if window.session and window.pages and (incident := window.pages.log.incident):
        ask(window, window.session, window.services.messages, incident)
        window.pages.log.table.setFocus()


def change_many(window: MainWindow) -> None:
    if window.session and window.pages:
        log = window.pages.log
        record_dialogs.change_many(
            window, window.session, window.services.messages, log.filter, log.selection
        )
        log.table.setFocus()


def add_evidence(window: MainWindow) -> None:
    if window.pages:
        window.pages.evidence.add()


def paste_evidence(window: MainWindow) -> None:
    if window.pages:
        window.pages.evidence.paste()


def show_breach(window: MainWindow) -> None:
    if window.pages and (incident := window.pages.log.incident) and incident.breach:
        window.show_page(BOARD)
        window.pages.board.show_breach(incident.breach)


def brief_filter(window: MainWindow) -> None:
    """A briefing on nothing but the selected incidents, or else on what the log shows."""
    if window.pages:
        try:
            chosen = _picked(window.pages.log) or window.pages.log.filter
        except FieldError as error:
            window.services.messages.error(window, error)
            return
        window.pages.briefs.use_filter(chosen)
        window.show_page(BRIEFS)


def _picked(log: LogPage) -> Filter | None:
    """The incidents selected by hand as a filter; None where there are none. Raises `FieldError`."""
    numbers = log.selected_numbers
    if numbers is None or log.table.selects_all:
        return None
    if len(numbers) > MOST_PICKED:
        said = n_("{n} incident is selected.", "{n} incidents are selected.", len(numbers))
        advice = _("At most {limit} can be named one by one: use a filter.").format(limit=MOST_PICKED)
        raise FieldError("incident", said, advice)
    return Filter(conditions=(Condition(Aspect.NUMBER, tuple(numbers)),))
