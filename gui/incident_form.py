"""The incident form: typed as it comes, checked as typed, turned into `Facts` on save."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit
from typing_extensions import override

from domain.atlas.gazetteer import Gazetteer
from domain.clock import Clock
from domain.errors import FieldError
from domain.incident import Facts, Incident
from domain.position import format_mgrs, format_radius
from domain.text import clean_line
from domain.vocabulary import KINDS, NOT_KNOWN
from domain.words import _, n_
from gui import checks
from gui.checks import TimeCheck
from gui.fields import Editor, Field
from gui.form import Form
from gui.form_values import Reader, place_of, texts_of
from gui.incident_fields import COLUMNS, MORE_ROW, main_fields, more_fields
from gui.parts import button
from gui.place_help import PlaceHelp
from gui.sectors import Sectors

KEPT = ("zone", "source")
"""What the next entry starts with, and says so. Nothing that goes with a place: the next may be elsewhere."""
_NOT_COPIED = (
    *("occurred", "reported", "quantity", "description", "comment", "reference", "casualties"),
    *("party_assessed", "confidence", "intent", "sources", "observation", "grade"),
)
"""What one entry never takes over from another: it belongs to that event, or is a judgement of it."""


class IncidentForm(Form):
    """All an analyst enters about an incident."""

    grown = Signal()
    """The second group was shown or hidden."""

    def __init__(
        self,
        clock: Clock,
        gazetteer: Callable[[], Gazetteer] = Gazetteer.load,
        sectors: Callable[[], Sectors] = Sectors,
    ) -> None:
        self._gazetteer = gazetteer
        self._sectors = sectors
        self._loaded: Facts | None = None
        self._shown: dict[str, str] = {}
        self._occurred = TimeCheck(
            clock, self._zone, "occurred", missing=_("When did it happen? Some time is needed.")
        )
        self._reported = TimeCheck(clock, self._zone, "reported")
        self._times = {"occurred": self._occurred, "reported": self._reported}
        main = main_fields(self._occurred, self._reported, self._check_position, self._sector_field())
        further = more_fields()
        super().__init__([*main, *further], columns=COLUMNS)
        self._further = [spec.key for spec in further]
        self.help = PlaceHelp(self, gazetteer)
        self.more_button = button("", self.toggle_more, role="flat")
        self._place_more(main[-1], further[0])
        self.views["zone"].edited.connect(self._on_zone_changed)
        for key in self._times:
            line = self.views[key].editor
            assert isinstance(line, QLineEdit)
            line.editingFinished.connect(partial(self.settle_time, key))
        for view in self.views.values():  # twelve columns must fit a small screen without scrolling sideways
            view.shrink()
        self.show_more(False)

    def _place_more(self, last: Field, first: Field) -> None:
        grid = self.layout()
        assert isinstance(grid, QGridLayout)
        grid.addWidget(self.more_button, MORE_ROW - 1, 0, 1, len(COLUMNS), Qt.AlignmentFlag.AlignLeft)
        self.setTabOrder(self.views[last.key].editor, self.more_button)
        self.setTabOrder(self.more_button, self.views[first.key].editor)

    def settle_time(self, key: str) -> None:
        """Put a time in the place of what is counted back, so that it means the same whenever it is read."""
        text = self.text(key)
        if (settled := self._times[key].settled(text)) != text:
            self.set_text(key, settled)

    @override
    def kept(self) -> dict[str, str]:
        return {**self.values(), **{key: time.absolute(self.text(key)) for key, time in self._times.items()}}

    # --- the second group ----------------------------------------------------------------------

    @property
    def shows_more(self) -> bool:
        return not self.views[self._further[0]].isHidden()

    def toggle_more(self) -> None:
        """Show the second group and go there, or hide it and go back."""
        shown = not self.shows_more
        self.show_more(shown)
        self.focus(self._further[0] if shown else "kind")

    def show_more(self, shown: bool) -> None:
        for key in self._further:
            self.views[key].setVisible(shown)
        self._describe_more()
        self.grown.emit()

    def _describe_more(self) -> None:
        filled = sum(bool(self.text(key).strip()) for key in self._further)
        if self.shows_more:
            text = _("Less  Ctrl+M")
        elif filled:
            text = n_("More: {n} entered there  Ctrl+M", "More: {n} entered there  Ctrl+M", filled)
        else:
            text = _("More: casualties, observation, weapon, attribution, sources, tags  Ctrl+M")
        self.more_button.setText(text)

    def _show_more_if_filled(self, keys: Iterable[str] = ()) -> None:
        if any(self.text(key).strip() for key in self._further) or any(k in self._further for k in keys):
            self.show_more(True)
        else:
            self._describe_more()

    # --- reading -------------------------------------------------------------------------------

    def facts(self, now: datetime) -> Facts:
        """What was typed, as facts. Raises `FieldError` naming the field that cannot stand."""
        occurred = self._occurred.span(self.text("occurred"))
        assert occurred is not None
        reported = self._reported.span(self.text("reported"))
        place = self.text("place").strip()
        unknown = place.casefold() in ("not known", "unknown", "–", _("not known").casefold())
        reader = Reader(self.values(), self.help.find, self._loaded, self._shown)
        return Facts(
            occurred=occurred,
            reported=reported.earliest if reported else None,
            place="" if unknown else place,
            place_unknown=unknown,
            description=self.text("description"),
            comment=self.text("comment"),
            weapon=self.text("weapon"),
            sector=self._sectors().spelled(self.text("sector")),
            **reader.details(),
        ).checked(now)

    def facts_so_far(self) -> Facts | None:
        """When, where and what, as far as they are typed; None where one of them cannot be read yet."""
        try:
            occurred = self._occurred.span(self.text("occurred"))
            found = place_of(self.text("position"), self.help.find)
            place = clean_line(self.text("place"), "place")
            if occurred is None or not (found.position or place):
                return None
            return Facts(
                occurred=occurred,
                kind=KINDS.find(self.text("kind") or NOT_KNOWN, "kind"),
                place=place,
                position=found.position,
                radius_m=checks.radius(self.text("radius")) or found.radius_m,
                party_alleged=checks.party(self.text("party")),
            )
        except FieldError:
            return None

    def _check_position(self, text: str) -> str:
        found = place_of(text, self.help.find)
        if found.position is None:
            return ""
        parts = [format_mgrs(found.position)] if abs(found.position.lat) < 80 else []
        if found.sighting and found.radius_m:
            parts.append(format_radius(found.radius_m))
        near = self._gazetteer().nearest(found.position)
        return " · ".join([*parts, near.full_text] if near else parts)

    def _sector_field(self) -> Field:
        return Field(
            "sector", _("Sector"), Editor.SUGGEST, 2, 10, 2,
            check=lambda text: self._sectors().check(text), offer=lambda: self._sectors().names, closed=True,
        )  # fmt: skip

    @override
    def validate(self) -> bool:
        wrong = [view.spec.key for view in self.views.values() if view.validate() is not None]
        if any(key in self._further for key in wrong) and not self.shows_more:
            self.show_more(True)
        return super().validate()

    @override
    def show_error(self, error: FieldError) -> bool:
        known = {"party_alleged": "party"}
        key = known.get(error.field, error.field)
        if key in self._further:
            self.show_more(True)
        return super().show_error(FieldError(key, error.title, error.advice))

    # --- filling -------------------------------------------------------------------------------

    @override
    def reset(self) -> None:
        self._loaded = None
        self._shown = {}
        self.help.forget()
        super().reset()
        self.show_more(False)

    def next(self) -> None:
        """Empty the form for the next entry; what is safe to keep stays, and says so."""
        kept = {key: self.text(key) for key in KEPT}
        self.reset()
        for key, value in kept.items():
            if value:
                self._keep(key, value, _("as in the last entry"))
        self.focus("occurred")

    def _keep(self, key: str, value: str, note: str) -> None:
        if key == "zone":
            self.set_text(key, value)
            return
        self.views[key].give(value, note)
        self.help.adopt(key, value)

    def load(self, incident: Incident) -> None:
        """Fill the form from a record, to correct it; what has no spelling here is kept as it is."""
        self.reset()
        self.restore(texts_of(incident.facts))
        self._loaded = incident.facts
        self._shown = self.values()

    def load_template(self, incident: Incident) -> None:
        """Start another entry like `incident`: what belongs to that one event stays out, the rest says so."""
        self.reset()
        for key, value in texts_of(incident.facts).items():
            if value and key not in _NOT_COPIED:
                self._keep(key, value, _("as in {number}").format(number=incident.number))
        self._show_more_if_filled()

    def restore(self, values: dict[str, str]) -> None:
        """Put texts back as they were typed."""
        for key, value in values.items():
            if key in self.views:
                self.set_text(key, value)
        self._show_more_if_filled()

    @property
    def is_empty(self) -> bool:
        """True where nothing was typed that is not kept from the last entry."""
        return not any(value.strip() for key, value in self.values().items() if key not in KEPT)

    def missing(self) -> list[str]:
        """The labels of the frequent fields nothing stands in."""
        skipped = ("zone", "reported", "reference", "sector", *self._further)
        return [
            view.spec.label
            for key, view in self.views.items()
            if key not in skipped and not view.text().strip()
        ]

    def what_is_missing(self) -> str:
        """The same as a sentence; empty while nothing is typed."""
        missing = ", ".join(self.missing()).lower()
        if not missing or self.is_empty:
            return ""
        return _("Not entered: {fields}. They stay “not known”.").format(fields=missing)

    def _zone(self) -> str:
        return self.text("zone") if "zone" in self.views else "utc"

    def _on_zone_changed(self) -> None:
        for key in ("occurred", "reported"):
            if self.text(key):
                self.views[key].validate()
