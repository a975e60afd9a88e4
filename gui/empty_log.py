"""What stands in place of the table while a desk has no incident."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from domain.words import _
from gui.actions import Actions
from gui.parts import action_button, column, label, row


class EmptyLog(QWidget):
    """Says so, and how to begin; beside an open entry sheet there is neither need nor room for that."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        what = label(_("Log the first one by hand, or bring in a CSV file."), "soft", wrap=True)
        line = row(
            action_button(actions["new_incident"], role="primary"), action_button(actions["import"]), None
        )
        self.how = QWidget()
        self.how.setLayout(column(what, line, gap=12))
        self.setLayout(column(label(_("No incidents yet."), "title"), self.how, None, gap=12, margin=28))
