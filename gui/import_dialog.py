"""Bringing in incidents from a file: what its columns say is shown, and can be changed, before it counts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QListWidget, QScrollArea, QWidget
from typing_extensions import override

from domain.errors import DeskError
from domain.words import N_, _, n_
from gui.checks import ZONES
from gui.messages import Messages
from gui.parts import Combo, button, clear, column, label, row
from gui.session import Session
from gui.tasks import Tasks
from storage.formats import FIELDS, SEVERAL
from storage.importing import ImportPlan, plan, settle
from storage.mapping import Mapping, detect, recognises
from storage.table import open_table

NAMES = {
    "id": N_("number of its maker"),
    "occurred": N_("occurred"),
    "time": N_("time of day"),
    "until": N_("until"),
    "zone": N_("time zone"),
    "time_precision": N_("precision of the time"),
    "reported": N_("reported"),
    "kind": N_("kind"),
    "place": N_("place"),
    "observer": N_("position of the observer"),
    "country": N_("country"),
    "oblast": N_("oblast"),
    "latitude": N_("latitude"),
    "longitude": N_("longitude"),
    "position": N_("position"),
    "radius": N_("radius (m)"),
    "place_precision": N_("precision of the place"),
    "means": N_("means"),
    "quantity": N_("quantity"),
    "unit": N_("unit"),
    "sector": N_("sector"),
    "weapon": N_("weapon"),
    "party": N_("alleged party"),
    "sides": N_("parties"),
    "title": N_("title"),
    "description": N_("what happened"),
    "comment": N_("comment"),
    "source": N_("source"),
    "grade": N_("grade"),
    "reference": N_("reference"),
    "tags": N_("tags"),
}
"""What a column can be read as, in a word or two; `storage.formats.FIELDS` says it at length."""
SHOWN = 500
"""Rejected rows listed at most; the rest is counted."""


class ImportDialog(QDialog):
    """Columns at the left, what would be kept and what not at the right."""

    def __init__(self, parent: QWidget, session: Session, messages: Messages, path: Path) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Import incidents"))
        self.resize(880, 600)
        self._session, self._messages, self._path = session, messages, path
        self._tasks = Tasks(self)
        self.plan: ImportPlan | None = None
        self._given: dict[str, str] = {}
        self.state = label(_("Reading {file} …").format(file=path.name), "soft", wrap=True)
        self._map = QGridLayout()
        self._map.setHorizontalSpacing(12)
        self._map.setVerticalSpacing(4)
        self.columns: dict[str, QComboBox] = {}
        self.zone = Combo()
        self.zone.setAccessibleName(_("Zone of times that name none"))
        for key, name in (("", _("refuse them; days are Kyiv days")), ("kyiv", _("Kyiv")), ("utc", "UTC")):
            self.zone.addItem(name, key)
        self.zone.currentIndexChanged.connect(self._read)
        self.refused = QListWidget()
        self.refused.setAccessibleName(_("Rows that are not imported, with the reason"))
        self.refused.setWordWrap(True)
        self.refused_title = label(_("NOT IMPORTED"), "section")
        self.import_button = button(_("Import"), self.run_import, role="primary")
        self.import_button.setEnabled(False)
        self.import_button.setDefault(True)
        cancel = button(_("Cancel"), self.reject)
        inner = QWidget()
        inner.setLayout(column(self._map, None, gap=0))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setAccessibleName(_("Which column says what"))
        left, right = QWidget(), QWidget()
        zone_name = label(_("Times without a zone"), "section")
        zone_name.setBuddy(self.zone)
        left.setLayout(
            column(label(_("WHICH COLUMN SAYS WHAT"), "section"), area, zone_name, self.zone, gap=6)
        )
        right.setLayout(column(self.refused_title, self.refused, gap=6))
        self.setLayout(
            column(
                label(_("Import incidents"), "heading"),
                self.state,
                row(left, right, gap=20),
                row(None, cancel, self.import_button),
                gap=10,
                margin=20,
            )
        )
        self._read()

    def run_import(self) -> None:
        """Keep what was accepted: all of it in one transaction, or nothing."""
        if self.plan is None:
            return
        try:
            logged = self._session.import_incidents(self.plan)
        except DeskError as error:
            self._messages.error(self, error)
            return
        text = n_("{n} incident was imported.", "{n} incidents were imported.", len(logged.numbers))
        if logged.repeated:
            text += "\n" + n_(
                "{n} row was there already and added nothing.",
                "{n} rows were there already and added nothing.",
                logged.repeated,
            )
        if self.plan.rejected:
            rejected = len(self.plan.rejected)
            text += "\n" + n_("{n} row was not imported.", "{n} rows were not imported.", rejected)
        details = "\n".join(str(one) for one in self.plan.rejected)
        self._messages.tell(self, _("Import of {file}").format(file=self._path.name), text, details)
        self.accept()

    def _read(self) -> None:
        self.import_button.setEnabled(False)
        zone = ZONES.get(str(self.zone.currentData()))
        work = partial(plan, self._path, now=self._session.now(), given=tuple(self._given.items()), zone=zone)
        self._tasks.run(work, self._show, self._fail)

    def _show(self, made: ImportPlan) -> None:
        self.plan = made = settle(self._session.desk, made)
        if not self.columns:
            self._show_columns(made.headings, made.mapping)
        count = len(made.accepted)
        parts = [
            n_("{n} row", "{n} rows", made.rows),
            n_("{n} to import", "{n} to import", count),
            n_("{n} not imported", "{n} not imported", len(made.rejected)),
        ]
        if made.repeated:
            parts.append(n_("{n} there already", "{n} there already", made.repeated))
        head = f"{self._path.name} · {made.mapping.format} · " + " · ".join(parts)
        self.state.setText("\n".join([head, *made.notes]))
        self.refused.clear()
        self.refused.addItems([str(one) for one in made.rejected[:SHOWN]])
        if len(made.rejected) > SHOWN:
            more = len(made.rejected) - SHOWN
            self.refused.addItem(n_("and {n} more row", "and {n} more rows", more))
        if not made.rejected:
            self.refused.addItem(_("Every row can be imported."))
        self.import_button.setText(n_("Import {n} incident", "Import {n} incidents", count))
        self.import_button.setEnabled(count > 0)

    def _show_columns(self, headings: Sequence[str], mapping: Mapping) -> None:
        clear(self._map)
        for index, field in enumerate(FIELDS):
            box = Combo()
            box.setAccessibleName(_("Column for {field}").format(field=_(NAMES[field])))
            box.addItem("–", "")
            for heading in headings:
                box.addItem(heading, heading)
            mapped = mapping.of(field)
            if len(mapped) > 1 and field in SEVERAL:
                box.addItem(" + ".join(mapped), None)
                box.setCurrentIndex(box.count() - 1)
            elif mapped:
                box.setCurrentIndex(max(box.findData(mapped[0]), 0))
            box.currentIndexChanged.connect(partial(self._on_mapped, field))
            name = label(_(NAMES[field]), "soft")
            name.setBuddy(box)
            self._map.addWidget(name, index, 0)
            self._map.addWidget(box, index, 1)
            self.columns[field] = box
        self._map.setColumnStretch(1, 1)

    def _on_mapped(self, field: str, _index: int) -> None:
        chosen = self.columns[field].currentData()
        if chosen is None:
            self._given.pop(field, None)
        else:
            self._given[field] = str(chosen)
        self._read()

    def _fail(self, error: BaseException) -> None:
        self.plan = None
        if not isinstance(error, DeskError):
            raise error
        self.state.setText(f"▲ {error}")
        self.refused.clear()
        if not self.columns:
            self._offer_columns()

    def _offer_columns(self) -> None:
        """Of a table that cannot be read by itself, show the columns all the same: a person may know."""
        try:
            headings = open_table(self._path, recognises=recognises).headings
        except DeskError:
            return
        self._show_columns(headings, detect(headings))

    @override
    def reject(self) -> None:
        """Give up; nothing was written."""
        self._tasks.wait()
        super().reject()
