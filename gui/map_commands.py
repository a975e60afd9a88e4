"""From the log to the map and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.pages import LOG, MAP

if TYPE_CHECKING:
    from gui.window import MainWindow


def show_on_map(window: MainWindow) -> None:
    """The log's chosen incident, where it occurred."""
    if window.pages and (incident := window.pages.log.incident):
        window.show_page(MAP)
        window.pages.map.show_incident(incident)


def show_in_log(window: MainWindow) -> None:
    """What the map shows as a list, the chosen incident in it."""
    if window.pages:
        incident = window.pages.map.incident
        window.show_page(LOG)
        if incident is not None:
            window.pages.log.show_incident(incident.number)
