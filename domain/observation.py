"""What was seen or heard, how it is described, and which way it flew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.errors import FieldError
from domain.position import compass16, compass_degrees
from domain.text import clean_line, excerpt
from domain.vocabulary import NOT_KNOWN, Term, Vocabulary
from domain.words import N_, _, language

SIGNS = Vocabulary(
    Term("explosion", N_("explosion"), ("explosions", "blast")),
    Term("burst", N_("burst"), ("bursts",)),
    Term("shot", N_("shot"), ("shots",)),
    Term("projectile", N_("projectile"), ("projectiles", "projectile in flight")),
    Term("muzzle_flash", N_("muzzle flash"), ("muzzle flashes", "flash")),
    Term("flare", N_("flare"), ("flares", "illumination flare")),
    Term("tracer", N_("tracer"), ("tracers",)),
    Term("strike", N_("strike"), ("strikes", "hit")),
    Term("movement", N_("movement"), ("movements",)),
    Term(NOT_KNOWN, N_("not known"), ("unknown",)),
)
"""What is observed (field guide, section 2)."""

MANNERS = Vocabulary(
    Term("undetermined", N_("undetermined")),
    Term("impact", N_("impact"), ("impacts", "incoming")),
    Term("outgoing", N_("outgoing"), ("out",)),
    Term("airburst", N_("airburst"), ("air burst",)),
    Term("intercepted", N_("intercepted"), ("shot down",)),
)
"""How it is described."""

_FILLING = frozenset(("towards", "toward", "to", "the", "flying", "heading"))


@dataclass(frozen=True, slots=True)
class Observation:
    """Key of what was observed, key of its description, direction of flight in whole degrees."""

    sign: str = NOT_KNOWN
    manner: str = ""
    direction_deg: int | None = None

    def __bool__(self) -> bool:
        return self != Observation()

    @classmethod
    def parse(cls, text: str, field: str = "observation") -> Observation:
        """`explosion, outgoing, NE`: in any order, each once; a direction as a point or as `045°`.

        Raises `FieldError` naming `field`.
        """
        line = clean_line(text, field)
        if line in ("", "–", "-", "?"):
            return cls()
        words = [word for word in line.replace(",", " ").split() if word.casefold() not in _FILLING]
        found: dict[str, str | int] = {}
        at = 0
        while at < len(words):
            name, value, length = _next(words[at:], line, field)
            if name in found:
                raise FieldError(field, _("“{text}” says one thing twice.").format(text=excerpt(line, 60)))
            found[name] = value
            at += length
        direction = found.get("direction")
        return cls(
            str(found.get("sign", NOT_KNOWN)),
            str(found.get("manner", "")),
            direction if isinstance(direction, int) else None,
        )

    def __str__(self) -> str:
        parts = (
            [] if self.sign == NOT_KNOWN and (self.manner or self.direction_deg is not None) else [self.sign]
        )
        said = [SIGNS.label(part) for part in parts]
        if self.manner:
            said.append(MANNERS.label(self.manner))
        if self.direction_deg is not None:
            point = compass16(self.direction_deg)
            exact = self.direction_deg in (round(n * 22.5) for n in range(16))
            said.append(_("towards {point}").format(point=point if exact else f"{self.direction_deg:03}°"))
        return ", ".join(said)

    def english(self) -> str:
        """The same in English whatever the current language: for files."""
        if not self:
            return ""
        with language("en"):
            return str(self)

    def to_json(self) -> dict[str, Any]:
        return {"sign": self.sign, "manner": self.manner, "direction_deg": self.direction_deg}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Observation:
        return cls(data["sign"], data["manner"], data["direction_deg"])


NO_OBSERVATION = Observation()


def _next(words: list[str], line: str, field: str) -> tuple[str, str | int, int]:
    """What the next words say: of what kind, the value, and how many words it took."""
    filling = _("towards {point}").partition("{point}")[0].strip().casefold()
    if filling and words[0].casefold() == filling and len(words) > 1:
        name, value, length = _next(words[1:], line, field)
        return name, value, length + 1
    for length in (3, 2, 1):
        phrase = " ".join(words[:length])
        if len(words) < length:
            continue
        if MANNERS.knows(phrase):
            return "manner", MANNERS.find(phrase, field), length
        if SIGNS.knows(phrase):
            return "sign", SIGNS.find(phrase, field), length
    degrees = compass_degrees(words[0])
    if degrees is not None:
        return "direction", round(degrees) % 360, 1
    raise FieldError(
        field,
        _("“{text}” is no observation this desk knows.").format(text=excerpt(words[0], 40)),
        _("For instance: explosion, outgoing, NE."),
    )
