"""Names of places while they are typed: suggestions, and what a chosen place proposes for the other fields.

A proposal goes only into a field that is empty, or that still holds an earlier proposal, and is named as one
below the field. What a person typed is never changed, but for the capitals of the name itself.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit

from domain.atlas.folding import fold
from domain.atlas.gazetteer import Gazetteer
from domain.atlas.place import Place
from domain.errors import FieldError
from domain.position import Position, Precision, format_decimal, parse_position
from domain.vocabulary import OBLASTS
from domain.words import _, n_
from gui import checks
from gui.form import Form
from gui.suggestion_list import Suggestion
from gui.suggestions import TypeAhead

MOST = 8


class PlaceHelp(QObject):
    """Sits on the place field of a form with `place`, `position`, `radius` and `oblast`."""

    def __init__(self, form: Form, gazetteer: Callable[[], Gazetteer]) -> None:
        super().__init__(form)
        self._form = form
        self._gazetteer = gazetteer
        self._proposed: dict[str, str] = {}
        line = form.views["place"].editor
        assert isinstance(line, QLineEdit)
        self.suggestions = TypeAhead(line, self._offers, self._on_chosen)
        line.editingFinished.connect(self._on_left)
        position = form.views["position"].editor
        assert isinstance(position, QLineEdit)
        position.textEdited.connect(self._on_position_typed)

    def adopt(self, key: str, value: str) -> None:
        """Take what stands in a field as a proposal of the program, which another may replace."""
        self._proposed[key] = value

    def forget(self) -> None:
        self._proposed.clear()

    def find(self, name: str) -> Position | None:
        """Where the one place of that name is."""
        place = self._gazetteer().resolve(name)
        return place.position if place else None

    def _offers(self, text: str) -> list[Suggestion]:
        places = self._gazetteer().suggest(text, MOST, self._near())
        return [Suggestion(place.full_label, value=place) for place in places]

    def _near(self) -> Position | None:
        try:
            return parse_position(self._form.text("position")) if self._form.text("position") else None
        except FieldError:
            return None

    def _on_chosen(self, chosen: Suggestion) -> None:
        place = chosen.value
        assert isinstance(place, Place)
        self._form.set_text("place", place.label)
        self.propose(place)

    def _on_left(self) -> None:
        """A name that means one place proposes it as well; with any other, untouched proposals go."""
        text = self._form.text("place")
        if not text or self._proposed.get("place") == text:
            return
        oblast = checks.oblast(self._form.text("oblast")) if self._is_typed("oblast") else ""
        place = self._gazetteer().resolve(text, oblast if oblast in OBLASTS else "")
        if place is not None:
            self.propose(place)
        else:
            self._withdraw()
            self._say_how_many(text)

    def _say_how_many(self, text: str) -> None:
        """A name that several places have proposes nothing, and says why."""
        found = self._gazetteer().suggest(text, MOST, self._near())
        same = sum(fold(text) in (fold(place.name), fold(place.ukrainian)) for place in found)
        if same > 1:
            said = n_("{n} place of this name: ↓ chooses one", "{n} places of this name: ↓ chooses one", same)
            self._form.views["place"].show_note(said)

    def _on_position_typed(self) -> None:
        """The radius of a settlement does not go with a position that was typed."""
        self._drop("radius")

    def _drop(self, key: str) -> None:
        if self._proposed.get(key) == self._form.text(key):
            self._form.set_text(key, "")
            self._form.views[key].show_note(self._form.views[key].spec.hint)
        self._proposed.pop(key, None)

    def _is_typed(self, key: str) -> bool:
        text = self._form.text(key).strip()
        return bool(text) and text != self._proposed.get(key)

    def propose(self, place: Place) -> None:
        """Put the place's centre, its radius and its oblast where nothing was typed, and say so."""
        self._proposed["place"] = place.label
        radius = Precision.SETTLEMENT
        values = {"position": format_decimal(place.position), "oblast": OBLASTS.label(place.oblast)}
        if not self._is_typed("position"):
            values["radius"] = f"{(radius.radius_m or 0) // 1000} km"
        else:
            self._proposed.pop("radius", None)
        kept = [key for key in values if self._is_typed(key) and self._form.text(key) != values[key]]
        for key, value in values.items():
            if key not in kept and value and not self._is_typed(key):
                self._put(key, value, place)
        view, text = self._form.views["place"], self._form.text("place")
        for name in (place.label, place.name, place.ukrainian):
            if text != name and text.casefold() == name.casefold():
                view.set_text(name)
        note = place.full_label
        if kept:
            names = ", ".join(self._form.views[key].spec.label for key in kept)
            note = _("{place} · not changed: {fields}").format(place=note, fields=names)
        view.give(self._form.text("place"), note)

    def _put(self, key: str, value: str, place: Place) -> None:
        view = self._form.views[key]
        self._proposed[key] = value
        said = {
            "position": _("proposed: centre of {place}").format(place=place.label),
            "radius": _("proposed: settlement"),
            "oblast": _("proposed"),
        }
        if key == "position":  # when it is left it says what it means
            view.set_text(value)
            view.show_note(said[key])
        else:
            view.give(value, said[key])

    def _withdraw(self) -> None:
        for key in ("position", "radius", "oblast"):
            self._drop(key)
        self._proposed = {}
