"""Spot reports and dossiers made by hand."""

from __future__ import annotations

from dataclasses import replace

from domain.amendments import Amendment
from domain.changes import Change
from domain.corrigendum import Corrigendum, corrigendum_title
from domain.dossier import Dossier, dossier_title
from domain.evidence import Custody, Evidence
from domain.instant import Span
from domain.journal import Entry
from domain.marking import Marking, Tlp
from domain.protocol import default_protocol
from domain.source import Grade, SourceReport
from domain.spot_report import SpotReport, spot_title
from tests.builders import Case
from tests.reports.builders import HOUR, MINUTE, UNTIL, clock, incident, incidents

HASH = "3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea"


def evidence(serial: int = 1, of: str = "CV-2026-000006", **changes: object) -> Evidence:
    """A photograph that a patrol sent."""
    custody = Custody(
        name=f"crater-{serial}.jpg", size=2_431_000, type="image/jpeg", sha256=HASH, received_by="AB",
        received_at=UNTIL - 3 * HOUR, received_from="Patrol 3", how="memory card",
    )  # fmt: skip
    made = Evidence(f"EV-2026-{serial:06d}", of, custody, UNTIL - 2 * HOUR, "AB")
    return replace(made, **changes)  # type: ignore[arg-type]


def spot(serial: int = 6, **changes: object) -> SpotReport:
    """A spot report; `changes` replace its fields."""
    one = incident(serial)
    sources = (
        SourceReport("Patrol 3", Grade("B", "2"), "PR-3/1123"),
        SourceReport("Telegram channel", Grade("F", "6"), "https://t.me/example/1234"),
    )
    one = replace(
        one, breach="BR-2026-0007", facts=replace(one.facts, sources=sources, means="saw_and_heard")
    )
    made = SpotReport(
        desk_code="NTH", desk_name="Northern desk", marking=Marking(Tlp.AMBER, exercise=True),
        serial="BRF-2026-0034", title=spot_title(one.number), since=UNTIL, until=UNTIL,
        cut_off=UNTIL, produced_at=UNTIL + 2 * MINUTE, author="AB", incident=one, evidence=(evidence(),),
        entries=12, head=HASH, clock=clock(the_case().breach),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def the_case() -> Case:
    """A breach on which something of everything was recorded."""
    t0 = UNTIL - 30 * HOUR
    case = Case(Span(t0, t0 + 20 * MINUTE))
    case.acted(1, t0 + 5 * HOUR, completes=False)
    case.answered(2, "yes", t0 + 9 * HOUR)
    anchor = {"anchor": "reported", "t0": Span.at(t0 + HOUR).to_json(), "basis": "the patrol's log was read"}
    case.add("anchored", t0 + 10 * HOUR, {**anchor, "incident": "CV-2026-000001"})
    case.add("joined", t0 + 11 * HOUR, {"incident": "CV-2026-000002", "basis": "same battery"})
    case.acted(1, t0 + 12 * HOUR)
    return case


AMENDMENTS = (
    Amendment(
        "CV-2026-000003", 812, UNTIL - 2 * HOUR, "CD", "the patrol's log was read again",
        (Change("Place", "Kupiansk", "Kupiansk-Vuzlovyi"), Change("Quantity", "12 explosions", "≥ 3")),
    ),
    Amendment(
        "CV-2026-000009", 819, UNTIL - HOUR, "AB", "patrol report",
        (Change("Determination", "not assessed", "below threshold"),), first=True,
    ),
)  # fmt: skip


def corrigendum(**changes: object) -> Corrigendum:
    """A corrigendum; `changes` replace its fields."""
    made = Corrigendum(
        desk_code="NTH", desk_name="Northern desk", marking=Marking(Tlp.AMBER, exercise=True),
        serial="BRF-2026-0036", title=corrigendum_title("BRF-2026-0031"), since=UNTIL, until=UNTIL,
        cut_off=UNTIL, produced_at=UNTIL, author="AB", corrects="BRF-2026-0031",
        corrected_title="Situation briefing",
        issued_at=UNTIL - 5 * HOUR, sha256=HASH, pages=7, earlier=("BRF-2026-0033",), amendments=AMENDMENTS,
        records=("CV-2026-000003",), entries=820, head=HASH,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def dossier(count: int = 10, entries: list[Entry] | None = None, **changes: object) -> Dossier:
    """A dossier on a breach with so many incidents; `changes` replace its fields."""
    case = the_case()
    made = Dossier(
        desk_code="NTH", desk_name="Northern desk", marking=Marking(Tlp.AMBER, exercise=True),
        serial="BRF-2026-0035", title=dossier_title(case.number), since=UNTIL - 30 * HOUR, until=UNTIL,
        cut_off=UNTIL, produced_at=UNTIL + 2 * MINUTE, author="AB", clock=clock(case.breach),
        history=tuple(entries or case.entries), incidents=incidents(count), entries=12, head=HASH,
        evidence=tuple(evidence(n, f"CV-2026-{n:06d}") for n in range(1, min(count, 300) + 1)),
        protocols=(default_protocol(),),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]
