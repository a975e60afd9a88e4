"""What is asked for when a product is made: which one, on what, of which time, and how it is to look.

A request holds no facts. With a data cut-off it gives the same product again from the same journal, which is
why a draft, a template and an issued product each keep one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.errors import FieldError
from domain.filter import ALL, Aspect, Condition, Filter
from domain.instant import iso_utc, parse_iso_utc
from domain.plan import PLAIN, Plan
from domain.sections import sections_of
from domain.words import N_, _

KINDS = {
    "situation": N_("Situation briefing"),
    "spot": N_("Spot report"),
    "dossier": N_("Breach dossier"),
    "deadlines": N_("Deadline sheet"),
    "handover": N_("Watch handover"),
    "hashes": N_("Evidence hash list"),
    "corrigendum": N_("Corrigendum"),
}
"""The products, by the name the journal and the command line have for them."""
PLANNED = ("situation", "spot", "dossier")
"""Those with sections, texts of the author and redaction."""
PAPERS = ("A4", "Letter")


def fits(kind: str, plan: Plan) -> bool:
    """Whether a product has what a plan chooses: some have sections alone, some have nothing to choose."""
    if kind in PLANNED:
        return True
    return plan == (Plan(title=plan.title, sections=plan.sections) if sections_of(kind) else PLAIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """`record` is the number of an incident, of a breach, or of the briefing that is corrected.

    Instants are UTC; a situation briefing needs both, a handover may begin at `since`.
    """

    kind: str = "situation"
    record: str = ""
    since: datetime | None = None
    until: datetime | None = None
    chosen: Filter = ALL
    plan: Plan = PLAIN
    paper: str = "A4"

    def checked(self) -> Request:
        """This with its plan tidied. Raises `FieldError` for the first thing that cannot stand."""
        if self.kind not in KINDS:
            raise FieldError("kind", _("“{text}” is not in the list.").format(text=self.kind))
        if self.kind == "situation" and (self.since is None or self.until is None):
            raise FieldError("since", _("A situation briefing needs a period."))
        if self.kind in ("spot", "dossier", "corrigendum") and not self.record:
            raise FieldError("record", _("Which one? A number is needed."))
        if not fits(self.kind, self.plan):
            raise FieldError(
                "kind",
                _("{product}: what it says is fixed.").format(product=_(KINDS[self.kind])),
            )
        return replace(self, record=self.record.strip().upper(), plan=self.plan.checked(self.kind))

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "record": self.record,
            "since": iso_utc(self.since) if self.since else None,
            "until": iso_utc(self.until) if self.until else None,
            "chosen": _filter_to_json(self.chosen),
            "plan": self.plan.to_json(),
            "paper": self.paper,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Request:
        return cls(
            kind=data["kind"],
            record=data["record"],
            since=parse_iso_utc(data["since"]) if data["since"] else None,
            until=parse_iso_utc(data["until"]) if data["until"] else None,
            chosen=_filter_from_json(data["chosen"]),
            plan=Plan.from_json(data["plan"]),
            paper=data["paper"],
        )


def _filter_to_json(chosen: Filter) -> dict[str, Any]:
    """A filter without its times, which give way to the period."""
    return {
        "words": chosen.words,
        "determination": chosen.determination,
        "breach": chosen.breach,
        "conditions": [
            {"aspect": str(one.aspect), "values": list(one.values), "negated": one.negated}
            for one in chosen.conditions
        ],
    }


def _filter_from_json(data: dict[str, Any]) -> Filter:
    conditions = tuple(
        Condition(Aspect(one["aspect"]), tuple(one["values"]), one["negated"]) for one in data["conditions"]
    )
    return Filter(
        words=data["words"],
        determination=data["determination"],
        breach=data["breach"],
        conditions=conditions,
    )
