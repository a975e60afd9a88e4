"""Icons of one set (Phosphor, through qtawesome), in the soft ink of the scheme."""

from __future__ import annotations

import qtawesome
from PySide6.QtGui import QIcon

from gui.theme import Tokens

PAGES = {
    "page_board": "ph.clock",
    "page_log": "ph.list-dashes",
    "page_map": "ph.map-trifold",
    "page_trends": "ph.chart-bar",
    "page_briefs": "ph.file-text",
    "page_watch": "ph.user",
}


def lock(tokens: Tokens, *, shown: bool) -> QIcon:
    """The sign of what is encrypted, or as much room."""
    made: QIcon = qtawesome.icon("ph.lock-simple", color=tokens.ink_soft if shown else "transparent")
    return made


def icon(name: str, tokens: Tokens) -> QIcon:
    """The icon of an action, accented where it is the chosen one."""
    made: QIcon = qtawesome.icon(PAGES[name], color=tokens.ink_soft, color_on=tokens.accent)
    return made
