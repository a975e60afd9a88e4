"""Spot report and breach dossier: every fact, no claim beyond the record, nothing of what is left out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.claims import claim, judgement
from domain.plan import Plan, Texts
from domain.redaction import Redaction
from domain.sections import SECTIONS
from domain.vocabulary import STATUSES
from domain.words import LANGUAGES, language
from reports import dossier as dossier_pages
from reports import handover, situation, spot_report
from reports.products import page_count, render
from tests.builders import any_facts
from tests.reports.builders import incident
from tests.reports.pdf import pages, reader, text
from tests.reports.records import HASH, dossier, evidence, spot

CLAIMS = re.compile(r"\b(?:confirmed|verified|proven|established)\b")
ALLOWED = re.compile(r"under verification|not verifiable")


def of_status(status: str) -> str:
    made = incident(5, status=status, determination=None, duplicate_of="CV-2026-000001")
    return text(render(spot(incident=made, clock=None)))


@pytest.mark.parametrize("parts", [
    ("situation", situation.PARTS), ("spot", spot_report.PARTS), ("dossier", dossier_pages.PARTS),
    ("handover", handover.PARTS),
])  # fmt: skip
def test_every_section_of_a_product_is_one_that_can_be_set(parts: tuple[str, dict[str, object]]) -> None:
    kind, made = parts
    assert [section.key for section in SECTIONS[kind]] == list(made)


# --- spot report ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("page_size", ["A4", "Letter"])
def test_a_spot_report_is_one_page_that_says_everything(page_size: str) -> None:
    pdf = render(spot(), page_size=page_size)
    assert page_count(pdf) == 1
    read = text(pdf)
    for said in (
        "Spot report CV-2026-000006", "Kupiansk, Kharkiv Oblast", "221542Z NOV 26", "saw and heard",
        "Comment, not fact: Consistent with", "B2 Patrol 3 PR-3/1123", "F6 Telegram channel",
        "https://t.me/example/1234", "EV-2026-000001", "crater-1.jpg", "BR-2026-0001", "basis: patrol report",
    ):  # fmt: skip
        assert said.casefold() in read.casefold(), said
    assert HASH in read.replace(" ", "")


@pytest.mark.parametrize("status", [term.key for term in STATUSES])
def test_a_spot_report_claims_no_more_than_the_status(status: str) -> None:
    read = of_status(status).casefold().split("reliability of the source")[0]
    claimed = CLAIMS.findall(ALLOWED.sub("", read))
    assert set(claimed) == ({"verified"} if status == "verified" else set())
    assert ("alleged:" in read or "alleged," in read) == (
        status in ("alleged", "under_verification", "not_verifiable")
    )


@given(any_facts, st.sampled_from([term.key for term in STATUSES]), st.sampled_from(sorted(LANGUAGES)))
def test_no_sentence_of_ours_claims_more_than_any_status(facts: object, status: str, code: str) -> None:
    made = incident(1, status=status, facts=replace(facts, place="", oblast=""), determination=None)  # type: ignore[type-var]
    with language("en"):
        said = ALLOWED.sub("", f"{claim(made)} {judgement(made)}".casefold())
        assert bool(CLAIMS.search(said)) == (status == "verified")
    with language(code):
        assert claim(made)


def test_a_long_text_stands_whole_behind_the_page() -> None:
    long = " ".join(f"word{n}" for n in range(900))
    one = spot().incident
    pdf = render(spot(incident=replace(one, facts=replace(one.facts, description=long, comment=long))))
    first, *others = pages(pdf)
    assert "in full behind this page" in first
    assert "SHA-256" in first
    for word in ("word0", "word450", "word899"):
        assert f" {word}" in " ".join(others)


def test_the_authors_assessment_is_marked_and_its_scale_printed() -> None:
    plan = Plan(texts=Texts(assessment="Further fire is likely."), likelihood="phia")
    read = text(render(spot(plan=plan.checked("spot"))))
    assert "Further fire is likely." in read
    assert "Assessed by AB" in read
    assert "PHIA probability yardstick" in read
    assert "ICD 203" not in read


# --- dossier -------------------------------------------------------------------------------------------


def test_a_dossier_tells_every_anchor_entry_incident_and_hash() -> None:
    facts = dossier(10)
    read = text(render(facts))
    for said in ("220610Z NOV 26 ±10 min", "until it was re-anchored", "220700Z NOV 26 (reported)",
                 "in force",
                 "the patrol's log was read", "Have hostilities continued? yes", "same battery"):  # fmt: skip
        assert said in read, said
    for made in facts.incidents:
        assert made.number in read
    for one in facts.evidence:
        assert one.number in read
    assert read.replace(" ", "").count(HASH) >= len(facts.evidence)
    order = [
        read.index(said)
        for said in ("crater analysis", "diplomatic warning", "Have hostilities", "Re-anchored")
    ]
    assert order == sorted(order)


@pytest.mark.parametrize("count", [0, 1, 300])
def test_a_dossier_of_any_length_can_be_set(count: int) -> None:
    pdf = render(dossier(count))
    assert all("TLP:AMBER" in page and "BRF-2026-0035" in page for page in pages(pdf))


# --- sections ------------------------------------------------------------------------------------------


def test_sections_are_left_out_and_reordered() -> None:
    plan = Plan(sections=("evidence", "record"))
    read = text(render(spot(plan=plan)))
    assert read.index("EV-2026-000001") < read.index("How observed")
    assert "Patrol 3 PR-3" not in read


@pytest.mark.parametrize("make", [spot, dossier])
def test_the_same_facts_give_the_same_bytes(make: object) -> None:
    assert render(make()) == render(make())  # type: ignore[operator]


@pytest.mark.parametrize("typed", ["<b>bold & <i>unclosed", "شارع السلام", "Оріхів 😀", "W" * 5_000, "=1+1"])
def test_hostile_text_is_only_text(typed: str) -> None:
    one = spot().incident
    facts = replace(
        one.facts, place=typed, weapon=typed, description=typed, comment=typed, party_alleged=typed
    )
    custody = replace(evidence().custody, name=typed, how=typed)
    plan = Plan(title=typed[:300], texts=Texts(bottom_line=typed, assessment=typed))
    made = spot(incident=replace(one, facts=facts), evidence=(evidence(custody=custody),), plan=plan)
    assert page_count(render(made)) >= 1
    assert page_count(render(dossier(incidents=(replace(one, facts=facts),), plan=plan))) >= 1


def test_what_is_left_out_is_said_on_page_one_and_at_the_foot() -> None:
    plan = Plan(redaction=Redaction(sources=True, radius_m=5_000))
    for made in (spot(plan=plan), dossier(plan=plan)):
        read = pages(render(made))
        assert "Left out of this edition: names and references of sources; places" in read[0]
        assert all("REDACTED: sources, places ±5 km" in page for page in read)
    assert reader(render(spot(plan=plan))).metadata is not None
