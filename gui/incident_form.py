"""The incident form: typed as it comes, checked as typed, turned into `Facts` on save."""

from __future__ import annotations

from datetime import datetime

from typing_extensions import override

from domain.clock import Clock
from domain.errors import FieldError
from domain.incident import Facts, Incident
from domain.instant import iso_utc
from domain.position import format_decimal
from domain.quantity import Quantity
from domain.source import SourceReport
from domain.text import clean_line
from domain.vocabulary import KINDS, MEANS, NOT_KNOWN, OBLASTS, PARTIES
from domain.words import _, language
from gui import checks
from gui.checks import TimeCheck
from gui.fields import Editor, Field, terms
from gui.form import Form

COLUMNS = (4, 2, 2, 2)
KEPT = ("zone", "source", "oblast")
"""What the next entry starts with: said again below the field, and changed by typing over it."""


class IncidentForm(Form):
    """All an analyst enters about an incident."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._loaded: Facts | None = None
        self._occurred = TimeCheck(
            clock, self._zone, "occurred", missing=_("When did it happen? Some time is needed.")
        )
        self._reported = TimeCheck(clock, self._zone, "reported")
        super().__init__(self._fields(), columns=COLUMNS)
        self.views["zone"].edited.connect(self._on_zone_changed)

    def _fields(self) -> list[Field]:
        parties = tuple(pair for pair in terms(PARTIES) if pair[0] not in (NOT_KNOWN, "other"))
        return [
            Field(
                "occurred",
                _("Occurred"),
                row=0,
                column=0,
                check=self._occurred,
                placeholder="231200Z · 14:00 · -40m · 2026-11-23 14:00 ±20m",
            ),
            Field(
                "zone",
                _("Zone of typed times"),
                Editor.CHOICE,
                0,
                1,
                choices=(("utc", "UTC"), ("kyiv", _("Kyiv"))),
                hint=_("where none is typed"),
            ),
            Field(
                "reported",
                _("Reported to the desk"),
                row=0,
                column=2,
                check=self._reported,
                placeholder="-10m",
            ),
            Field(
                "means",
                _("Means"),
                Editor.SUGGEST,
                0,
                3,
                choices=terms(MEANS),
                check=checks.check_term(MEANS, "means"),
                placeholder=_("not known"),
            ),
            Field(
                "place",
                _("Place"),
                row=1,
                column=0,
                check=checks.check_line("place"),
                hint=_("a name; “not known” where nobody knows"),
                placeholder=_("Orikhiv, 4 km NNE"),
            ),
            Field(
                "oblast", _("Oblast"), Editor.SUGGEST, 1, 1, choices=terms(OBLASTS), check=checks.check_oblast
            ),
            Field(
                "position",
                _("Position"),
                row=1,
                column=2,
                check=checks.check_position,
                placeholder="47.60112, 35.80941",
            ),
            Field("radius", _("Within"), row=1, column=3, check=checks.check_radius, placeholder="1 km"),
            Field(
                "kind",
                _("Kind"),
                Editor.SUGGEST,
                2,
                0,
                choices=terms(KINDS),
                check=checks.check_term(KINDS, "kind"),
                placeholder=_("type a few letters: mortar, artillery, UAV …"),
            ),
            Field(
                "quantity",
                _("Quantity"),
                row=2,
                column=1,
                check=checks.check_quantity,
                placeholder=_("≥ 12 explosions"),
            ),
            Field(
                "party",
                _("Alleged party"),
                Editor.SUGGEST,
                2,
                2,
                2,
                choices=parties,
                check=checks.check_line("party"),
                placeholder=_("not known"),
            ),
            Field(
                "source",
                _("Source"),
                row=3,
                column=0,
                check=checks.check_source,
                placeholder=_("who reported it"),
            ),
            Field(
                "grade",
                _("Grade"),
                row=3,
                column=1,
                check=checks.check_grade,
                placeholder="F6",
                hint=f"F6 · {_('not judged')}",
            ),
            Field(
                "reference",
                _("Reference"),
                row=3,
                column=2,
                span=2,
                check=checks.check_line("reference"),
                placeholder=_("link, message number"),
            ),
            Field(
                "description",
                _("What happened"),
                Editor.TEXT,
                4,
                0,
                2,
                check=checks.check_text("description"),
                hint=_("facts only"),
            ),
            Field(
                "comment",
                _("Comment"),
                Editor.TEXT,
                4,
                2,
                2,
                check=checks.check_text("comment"),
                hint=_("kept apart from the facts"),
            ),
        ]

    def facts(self, now: datetime) -> Facts:
        """What was typed, as facts. Raises `FieldError` naming the field that cannot stand."""
        occurred = self._occurred.span(self.text("occurred"))
        assert occurred is not None
        reported = self._reported.span(self.text("reported"))
        found = checks.position(self.text("position"))
        place = self.text("place").strip()
        loaded = self._loaded or Facts(occurred=occurred)
        unknown = place.casefold() in ("not known", "unknown", "–", _("not known").casefold())
        return Facts(
            occurred=occurred,
            reported=reported.earliest if reported else None,
            kind=KINDS.find(self.text("kind") or NOT_KNOWN, "kind"),
            means=MEANS.find(self.text("means") or NOT_KNOWN, "means"),
            place="" if unknown else place,
            place_unknown=unknown,
            oblast=checks.oblast(self.text("oblast")),
            position=found[0] if found else None,
            radius_m=checks.radius(self.text("radius")) or (found[1] if found else None),
            quantity=Quantity.parse(self.text("quantity")),
            party_alleged=checks.party(self.text("party")),
            description=self.text("description"),
            comment=self.text("comment"),
            sources=(
                SourceReport.of(self.text("source"), self.text("grade"), self.text("reference")),
                *loaded.sources[1:],
            ),
            weapon=loaded.weapon,
            tags=loaded.tags,
        ).checked(now)

    def facts_so_far(self) -> Facts | None:
        """When and where, as far as they are typed; None where one of them cannot be read yet."""
        try:
            occurred = self._occurred.span(self.text("occurred"))
            found = checks.position(self.text("position"))
            place = clean_line(self.text("place"), "place")
            if occurred is None or not (found or place):
                return None
            return Facts(
                occurred=occurred,
                place=place,
                position=found[0] if found else None,
                party_alleged=checks.party(self.text("party")),
            )
        except FieldError:
            return None

    @override
    def show_error(self, error: FieldError) -> bool:
        known = {"party_alleged": "party"}
        return super().show_error(FieldError(known.get(error.field, error.field), error.title, error.advice))

    @override
    def reset(self) -> None:
        self._loaded = None
        super().reset()

    def next(self) -> None:
        """Empty the form for the next entry; what is safe to keep stays, and says so."""
        kept = {key: self.text(key) for key in KEPT}
        self.reset()
        for key, value in kept.items():
            if value:
                self.set_text(key, value)
                if key != "zone":
                    self.views[key].show_note(_("as in the last entry"))
        self.focus("occurred")

    def load(self, incident: Incident) -> None:
        """Fill the form from a record, to correct it; what has no field here is kept as it is."""
        facts = incident.facts
        self.reset()
        self._loaded = facts
        exact = facts.occurred.is_exact
        first, last = iso_utc(facts.occurred.earliest), iso_utc(facts.occurred.latest)
        source = facts.sources[0] if facts.sources else None
        for key, value in {
            "zone": "utc",
            "occurred": first if exact else f"{first} to {last}",
            "reported": iso_utc(facts.reported) if facts.reported else "",
            "means": "" if facts.means == NOT_KNOWN else MEANS.label(facts.means),
            "place": _("not known") if facts.place_unknown else facts.place,
            "oblast": OBLASTS.label(facts.oblast),
            "position": format_decimal(facts.position) if facts.position else "",
            "radius": _typed_radius(facts.radius_m),
            "kind": KINDS.label(facts.kind),
            "quantity": _typed_quantity(facts.quantity),
            "party": "" if facts.party_alleged == NOT_KNOWN else PARTIES.label(facts.party_alleged),
            "source": source.name if source else "",
            "grade": str(source.grade) if source else "",
            "reference": source.reference if source else "",
            "description": facts.description,
            "comment": facts.comment,
        }.items():
            self.set_text(key, value)

    @property
    def is_empty(self) -> bool:
        """True where nothing was typed that is not kept from the last entry."""
        return not any(value.strip() for key, value in self.values().items() if key not in KEPT)

    def missing(self) -> list[str]:
        """The labels of the fields nothing stands in."""
        skipped = ("zone", "reported", "reference")
        return [
            view.spec.label
            for key, view in self.views.items()
            if key not in skipped and not view.text().strip()
        ]

    def _zone(self) -> str:
        return self.text("zone") if "zone" in self.views else "utc"

    def _on_zone_changed(self) -> None:
        for key in ("occurred", "reported"):
            if self.text(key):
                self.views[key].validate()


def _typed_radius(metres: int | None) -> str:
    """A radius as it is typed, whatever the language."""
    if metres is None:
        return ""
    return f"{metres} m" if metres % 1000 else f"{metres // 1000} km"


def _typed_quantity(quantity: Quantity | None) -> str:
    """A quantity as it is typed: the words in it are read back in English."""
    with language("en"):
        return str(quantity) if quantity else ""
