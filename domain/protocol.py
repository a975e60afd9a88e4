"""The plan a breach's clock follows, as data: phases, hours, conditions, wording, provenance, version.

The default is the 24/72 plan as reported in the press in February 2026 (field guide, section 1); no
official text is public, and every place that shows a protocol says so through its `provenance`.
"""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from domain.errors import DeskError, FieldError
from domain.instant import Span
from domain.text import TEXT, clean_line
from domain.words import N_, _

DEFAULT_FILE = Path(__file__).parent / "protocols" / "ft-2026.toml"
LONGEST_HOURS = 24 * 365
LARGEST_VERSION = 9_999
LONGEST_FILE = 100_000
"""Characters of a protocol file."""


class Reading(StrEnum):
    """How a phase's hour figure is read."""

    DEADLINE = "deadline"
    """The response is due within so many hours of T0."""
    THRESHOLD = "threshold"
    """The response may follow once so many hours have passed since T0: it is never late."""


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase. A phase with a `question` needs a person's answer; one without applies to every breach."""

    number: int
    name: str
    condition: str
    actors: str
    responses: tuple[str, ...]
    hours: int | None = None
    reading: Reading = Reading.DEADLINE
    question: str = ""
    holds: str = ""
    fails: str = ""
    after: int | None = None

    def deadline(self, t0: Span) -> Span | None:
        """When the hour figure is reached: elapsed hours, never wall-clock days; a band where T0 is one."""
        return None if self.hours is None else t0 + timedelta(hours=self.hours)


@dataclass(frozen=True, slots=True)
class Protocol:
    """A named version of a plan."""

    id: str
    version: int
    title: str
    provenance: str
    note: str
    phases: tuple[Phase, ...]

    @property
    def name(self) -> str:
        """`FT-2026 v1`."""
        return f"{self.id} v{self.version}"

    def phase(self, number: int) -> Phase:
        """The phase of that number. Raises `FieldError` naming `phase`."""
        for phase in self.phases:
            if phase.number == number:
                return phase
        raise FieldError(
            "phase", _("Protocol {name} has no phase {number}.").format(name=self.name, number=number)
        )

    @property
    def last_hours(self) -> int:
        """The largest hour figure."""
        return max(phase.hours for phase in self.phases if phase.hours is not None)

    def to_json(self) -> dict[str, Any]:
        phases = [{**asdict(phase), "responses": list(phase.responses)} for phase in self.phases]
        return {
            "id": self.id,
            "version": self.version,
            "title": self.title,
            "provenance": self.provenance,
            "note": self.note,
            "phases": [{key: value for key, value in phase.items() if value is not None} for phase in phases],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Protocol:
        return cls(
            data["id"],
            data["version"],
            data["title"],
            data["provenance"],
            data["note"],
            tuple(
                Phase(**{**raw, "responses": tuple(raw["responses"]), "reading": Reading(raw["reading"])})
                for raw in data["phases"]
            ),
        )

    @classmethod
    def from_toml(cls, text: str) -> Protocol:
        """A protocol from TOML. Raises `DeskError` naming the line, `FieldError` naming the field."""
        if len(text) > LONGEST_FILE:
            raise DeskError(
                _("This is too long for a protocol."),
                "",
                _("At most {n} characters.").format(n=LONGEST_FILE),
            )
        try:
            data = tomllib.loads(text)
        except (ValueError, RecursionError) as error:  # RecursionError: brackets in brackets without end
            raise DeskError(
                _("The protocol is not valid TOML."), str(error), _("Correct that line.")
            ) from error
        raw_phases = _take(data, "phase", list, "")
        if not raw_phases:
            raise FieldError("phase", _("A protocol needs at least one phase."))
        phases = tuple(_phase(raw, f"phase[{index}]") for index, raw in enumerate(raw_phases, 1))
        protocol = cls(
            _text(data, "id", ""),
            _take(data, "version", int, ""),
            _text(data, "title", ""),
            _text(data, "provenance", ""),
            " ".join(_text(data, "note", "", default="").split()),
            phases,
        )
        if not 1 <= protocol.version <= LARGEST_VERSION:
            raise FieldError(
                "version", _("The version must be between 1 and {limit}.").format(limit=LARGEST_VERSION)
            )
        if unknown := set(data) - {"id", "version", "title", "provenance", "note", "phase"}:
            raise FieldError(sorted(unknown)[0], _("A protocol has no such field."))
        _check_phases(phases)
        return protocol


def default_protocol() -> Protocol:
    """The 24/72 plan that ships with the program."""
    return Protocol.from_toml(DEFAULT_FILE.read_text(encoding="utf-8"))


_FIELDS = {field.name for field in fields(Phase)}


def _phase(raw: object, where: str) -> Phase:
    if not isinstance(raw, dict):
        raise FieldError(where, _("A phase is a table of fields."))
    if unknown := set(raw) - _FIELDS:
        raise FieldError(f"{where}.{sorted(unknown)[0]}", _("A phase has no such field."))
    hours = _take(raw, "hours", int, where, default=None)
    if hours is not None and not 0 < hours <= LONGEST_HOURS:
        raise FieldError(
            f"{where}.hours", _("Hours must be between 1 and {limit}.").format(limit=LONGEST_HOURS)
        )
    reading = _take(raw, "reading", str, where, default="deadline")
    if reading not in list(Reading):
        raise FieldError(f"{where}.reading", _("A reading is “deadline” or “threshold”."))
    responses = _take(raw, "responses", list, where)
    if not responses or not all(isinstance(item, str) and item.strip() for item in responses):
        raise FieldError(f"{where}.responses", _("A phase needs at least one response, in words."))
    texts = {key: _text(raw, key, where, default="") for key in ("question", "holds", "fails", "actors")}
    if texts["question"] and not (texts["holds"] and texts["fails"]):
        raise FieldError(
            f"{where}.holds", _("A question needs the words for “yes” (holds) and for “no” (fails).")
        )
    return Phase(
        number=_take(raw, "number", int, where),
        name=_text(raw, "name", where),
        condition=_text(raw, "condition", where),
        responses=tuple(clean_line(item, f"{where}.responses") for item in responses),
        hours=hours,
        reading=Reading(reading),
        after=_take(raw, "after", int, where, default=None),
        **texts,
    )


def _check_phases(phases: tuple[Phase, ...]) -> None:
    numbers = [phase.number for phase in phases]
    if numbers != list(range(1, len(phases) + 1)):
        raise FieldError("phase.number", _("Phases must be numbered 1, 2, 3 … in order."))
    if all(phase.hours is None for phase in phases):
        raise FieldError("phase.hours", _("At least one phase needs an hour figure."))
    for phase in phases:
        if phase.after is not None and not 1 <= phase.after < phase.number:
            raise FieldError(f"phase[{phase.number}].after", _("A phase can only follow an earlier one."))


_REQUIRED = object()


def _take(data: dict[str, Any], key: str, kind: type, where: str, *, default: Any = _REQUIRED) -> Any:
    name = f"{where}.{key}" if where else key
    if key not in data:
        if default is _REQUIRED:
            raise FieldError(name, _("This field is missing."))
        return default
    value = data[key]
    if not isinstance(value, kind) or isinstance(value, bool) or _is_blank(value):
        raise FieldError(name, _("This field must be {kind}.").format(kind=_(_KINDS[kind])))
    return value


def _text(data: dict[str, Any], key: str, where: str, *, default: Any = _REQUIRED) -> str:
    value = _take(data, key, str, where, default=default)
    return clean_line(value, f"{where}.{key}" if where else key, limit=TEXT)


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


_KINDS: dict[type, str] = {str: N_("text"), int: N_("a whole number"), list: N_("a list")}
