"""The map page: the incidents of the log's filter where they are, and the chosen one in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QSplitter, QToolTip, QWidget

from domain.area import area_text
from domain.errors import DeskError
from domain.filter import Aspect
from domain.incident import Incident
from domain.map.names import DISCLAIMER
from domain.map.overlay import Overlay
from domain.map.points import Cluster
from domain.phrases import occurred_text, place_text
from domain.query import to_text
from domain.vocabulary import KINDS, STATUSES
from domain.words import _, n_
from gui.actions import Actions
from gui.filter_bar import FilterBar
from gui.incident_panel import IncidentPanel
from gui.log_page import LogPage
from gui.map_canvas import MapCanvas, Tool
from gui.map_content import MapContent
from gui.map_legend import MapLegend
from gui.messages import Messages
from gui.overlay_dialogs import overlay_menu
from gui.parts import action_button, button, column, label, plain_tip, row
from gui.session import Session
from gui.settings import Settings
from gui.theme import Theme

_MOST_CIRCLES = 200


class MapPage(QWidget):
    """Follows the filter of the log, and the log follows the one typed here: there is but one."""

    chosen = Signal(object)
    """The chosen `Incident`, or None."""

    def __init__(
        self,
        session: Session,
        theme: Theme,
        actions: Actions,
        settings: Settings,
        messages: Messages,
        log: LogPage,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session, self._messages, self._log = session, messages, log
        self._asked: str | None = None
        self.incident: Incident | None = None
        self._overlays: tuple[Overlay, ...] = ()
        self.bar = FilterBar(session, theme, actions, settings, messages)
        self.canvas = MapCanvas(theme)
        self.content = MapContent(session.desk, self)
        self.panel = IncidentPanel(session, actions)
        self.panel.setAcceptDrops(False)
        self.panel.hide()
        self.legend = MapLegend(theme)
        self.box = self._switch(
            _("Box"), _("Drag a box on the map: the filter then asks for what lies in it")
        )
        self.polygon = self._switch(
            _("Polygon"), _("Click its corners, Enter or a double click ends it, Esc drops it")
        )
        self.clear = button(_("No area"), self.clear_area, tip=_("Take the drawn area out of the filter"))
        self.said = label("", "soft")
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        tools = row(
            button(_("All"), self.canvas.fit, tip=_("Show all incidents (0)")),
            button("+", self.zoom_in, tip=_("Zoom in (+)")),
            button("−", self.zoom_out, tip=_("Zoom out (−)")),
            self.box,
            self.polygon,
            self.clear,
            button(_("Overlays ▾"), self.show_overlays_menu, tip=_("Lines and areas of the desk's own")),
            self.said,
            action_button(actions["show_in_log"]),
        )
        tools.setStretch(7, 1)
        tools.setContentsMargins(20, 4, 20, 8)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(self.canvas)
        self.splitter.addWidget(self.panel)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setChildrenCollapsible(False)
        note = label(_(DISCLAIMER), "small", wrap=True)
        foot = column(self.legend, note, gap=4)
        foot.setContentsMargins(20, 6, 20, 8)
        self.setLayout(column(self.bar, tools, self.splitter, foot, gap=0))
        self._connect()

    def _connect(self) -> None:
        self.bar.changed.connect(self.search)
        self.bar.left.connect(self.canvas.setFocus)
        self.content.changed.connect(self._on_content)
        self.content.failed.connect(self._on_failed)
        self.canvas.picked.connect(self._on_picked)
        self.canvas.pointed.connect(self._on_pointed)
        self.canvas.drawn.connect(self.use_area)
        self.canvas.rested.connect(self._on_rested)
        self.canvas.tool_changed.connect(self._on_tool)
        self.box.clicked.connect(self._on_box)
        self.polygon.clicked.connect(self._on_polygon)
        self._session.incidents_changed.connect(self._on_written)

    # --- what is shown ---------------------------------------------------------------------------

    def activate(self) -> None:
        """Take over the log's filter and its chosen incident, and read what was written meanwhile."""
        if self.bar.text != self._log.bar.text or self._asked is None:
            self.bar.ask(self._log.bar.text)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def search(self) -> None:
        """Show what the filter asks for, and let the log ask for the same."""
        chosen = self.bar.read()
        if chosen is None:
            return
        self._asked = self.bar.text
        if self._log.bar.text != self.bar.text:
            self._log.bar.ask(self.bar.text)
        self.bar.count.setText(_("reading…"))
        self._show_overlays()
        self.clear.setEnabled(self.canvas.scene.show_areas(chosen))
        self.content.ask(chosen)

    def show_incident(self, incident: Incident) -> None:
        """Choose an incident and bring it into view; where the filter hides it the filter is lifted."""
        self._show(incident)
        item = self._item_of(incident)
        if item is None and not self.content.reading and self.bar.text:
            self.bar.ask("")
        self.canvas.choose(item, centre=True)

    def zoom_in(self) -> None:
        self.canvas.zoom(1)

    def zoom_out(self) -> None:
        self.canvas.zoom(-1)

    def _show_overlays(self) -> None:
        """Draw the desk's own lines and areas, projected again only where they changed."""
        overlays = tuple(self._session.desk.overlays.all())
        if overlays != self._overlays:
            self._overlays = overlays
            self.canvas.show_overlays(overlays)

    def use_area(self, corners: list[tuple[int, int]]) -> None:
        """Ask for what lies in a drawn area, instead of in the one before."""
        self.bar.ask(" ".join([*self._words_but_area(), f"within:{area_text(corners)}"]))

    def clear_area(self) -> None:
        """Take the area out of the filter."""
        self.bar.ask(" ".join(self._words_but_area()))

    def overlays_menu(self) -> QMenu:
        """Each overlay to be shown, hidden or withdrawn."""
        return overlay_menu(self, self._session, self._messages)

    def show_overlays_menu(self) -> None:
        """Open the menu of overlays over the map."""
        menu = self.overlays_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.canvas.mapToGlobal(QPoint(8, 8)))

    def stop(self) -> None:
        """Let no thread read the desk any more: it is about to be closed."""
        self.content.stop()

    def _words_but_area(self) -> list[str]:
        chosen = self.bar.read()
        if chosen is None:
            return []
        if not any(one.aspect is Aspect.WITHIN for one in chosen.conditions):
            return self.bar.text.split()
        kept = tuple(one for one in chosen.conditions if one.aspect is not Aspect.WITHIN)
        return to_text(replace(chosen, conditions=kept)).split()

    # --- reacting --------------------------------------------------------------------------------

    def _on_written(self) -> None:
        """What is not looked at is read again when it is."""
        if self.isVisible():
            self.search()
        else:
            self._asked = None

    def _on_content(self) -> None:
        content = self.content.now
        self.canvas.show_content(content, country=not self.bar.text.strip())
        self.legend.show_families({content.families[code].key for code in set(content.codes)})
        said = [n_("{n} on the map", "{n} on the map", len(content.points))]
        if content.without:
            said.append(n_("{n} without coordinates", "{n} without coordinates", content.without))
        if content.points.beyond:
            said.append(n_("{n} beyond the map", "{n} beyond the map", content.points.beyond))
        self.bar.count.setText(" · ".join(said))
        if self.incident is not None:
            self.canvas.choose(self._item_of(self.incident))

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.bar.count.setText(str(error))

    def _on_picked(self, item: int) -> None:
        """An incident was clicked: it is chosen here and in the log."""
        self.canvas.choose(item)
        for incident in self._read([item]):
            self._show(incident)
            self._log.show_incident(incident.number)

    def _read(self, items: Sequence[int]) -> list[Incident]:
        """The incidents of these items; none where the desk cannot be read, which is then said."""
        try:
            return self._session.desk.incidents.page([self.content.now.ids[item] for item in items])
        except DeskError as error:
            self.said.setText(str(error))
            return []

    def _show(self, incident: Incident) -> None:
        self.incident = incident
        self.panel.show_incident(incident)
        if self.panel.isHidden():
            self.panel.show()
            high = max(self.splitter.height(), 400)
            self.splitter.setSizes([round(high * 0.62), round(high * 0.38)])
        self.said.setText(_line(incident))
        self.chosen.emit(incident)

    def _on_pointed(self, mark: Cluster | None) -> None:
        if mark is None:
            QToolTip.hideText()
            self.said.setText(_line(self.incident) if self.incident else "")
            return
        if mark.size == 1:
            text = " ".join(map(_line, self._read(self.content.now.points.items(mark)))) or self.said.text()
        else:
            text = n_("{n} incident", "{n} incidents", mark.size) + " · " + _("click or Enter: look closer")
        self.said.setText(text)
        self.canvas.setAccessibleDescription(text)
        x, y = self.canvas.scene.view.place(mark.x, mark.y)
        at = self.canvas.mapToGlobal(QPoint(round(x) + 14, round(y) + 6))
        QToolTip.showText(at, plain_tip(text), self.canvas)

    def _on_rested(self) -> None:
        """How well the positions in view are known: read for a view that rests and shows few of them."""
        scene = self.canvas.scene
        wanted = [item for item in scene.singles() if item not in scene.radii]
        if wanted and len(wanted) <= _MOST_CIRCLES and self.isVisible():
            radii = [one.facts.radius_m or 0 for one in self._read(wanted)]
            scene.radii.update(zip(wanted, radii, strict=False))
            self.canvas.update()

    def _on_box(self, checked: bool) -> None:
        self.canvas.use(Tool.BOX if checked else Tool.MOVE)
        self.canvas.setFocus()

    def _on_polygon(self, checked: bool) -> None:
        self.canvas.use(Tool.POLYGON if checked else Tool.MOVE)
        self.canvas.setFocus()

    def _on_tool(self) -> None:
        self.box.setChecked(self.canvas.tool is Tool.BOX)
        self.polygon.setChecked(self.canvas.tool is Tool.POLYGON)

    def _item_of(self, incident: Incident) -> int | None:
        row_id = self._session.desk.incidents.id_of(incident.number)
        try:
            return None if row_id is None else self.content.now.ids.index(row_id)
        except ValueError:
            return None

    def _switch(self, text: str, tip: str) -> QPushButton:
        made = QPushButton(text)
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setProperty("role", "switch")
        made.setToolTip(tip)
        return made


def _line(incident: Incident) -> str:
    """An incident on one line."""
    kind = KINDS.label(incident.facts.kind)
    parts = (
        incident.number,
        kind,
        place_text(incident.facts.place, incident.facts.oblast),
        occurred_text(incident),
    )
    return " · ".join(filter(None, (*parts, STATUSES.label(incident.status))))
