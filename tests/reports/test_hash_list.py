"""The hash list: every fact of every file, to the byte, and what a hash promises."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.hash_list import HashList, hash_list_title
from domain.marking import Marking, Tlp
from domain.words import language
from reports import hash_list
from tests.reports import records
from tests.reports.builders import MINUTE, UNTIL
from tests.reports.pdf import pages, text
from tests.reports.structure import faults

HOSTILE = "<b>&\x00\u202e 😀 שלום سلام " + "W" * 300


def made(count: int, **changes: object) -> HashList:
    """A list of so many photographs."""
    incident = str(changes.get("incident", ""))
    facts = HashList(
        desk_code="NTH",
        desk_name="Northern desk",
        marking=Marking(Tlp.AMBER, exercise=True),
        serial="BRF-2026-0040",
        title=hash_list_title(incident, UNTIL),
        since=UNTIL,
        until=UNTIL,
        cut_off=UNTIL,
        produced_at=UNTIL + 3 * MINUTE,
        author="AB",
        evidence=tuple(records.evidence(serial) for serial in range(1, count + 1)),
        head="3f" * 32,
        entries=40,
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


def test_every_fact_of_a_file_is_there() -> None:
    gone = records.evidence(2, withdrawn="the wrong file")
    said = text(hash_list.render(made(0, evidence=(records.evidence(1), gone))))
    half = len(records.HASH) // 2
    for fact in (
        *("EV-2026-000001", "CV-2026-000006", "crater-1.jpg", "2,431,000 bytes", "image/jpeg"),
        *(records.HASH[:half], records.HASH[half:], "from Patrol 3", "memory card", "by AB"),
        *("2 files of evidence", "2.4 MB in all", "1 is withdrawn", "withdrawn: the wrong file"),
        *("Evidence hash list", "TLP:AMBER", "BRF-2026-0040", "the last with digest"),
    ):
        assert fact in said, fact


def test_of_one_incident_it_says_so_and_without_evidence_too() -> None:
    said = text(hash_list.render(made(0, incident="CV-2026-000006")))
    assert "Evidence hash list, CV-2026-000006" in said
    assert "No evidence file is kept with it" in said


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("tongue", ["en", "uk"])
def test_a_long_and_hostile_list_is_tagged_marked_and_the_same_each_time(size: str, tongue: str) -> None:
    one = records.evidence(1)
    odd = replace(one, custody=replace(one.custody, name=HOSTILE, received_from=HOSTILE, how=HOSTILE))
    facts = made(0, evidence=(odd, *(records.evidence(serial) for serial in range(2, 90))))
    with language(tongue):
        pdf = hash_list.render(facts, page_size=size)
        assert hash_list.render(facts, page_size=size) == pdf
    assert faults(pdf) == []
    found = pages(pdf)
    assert len(found) > 3
    assert all(page.count("TLP:AMBER") >= 2 for page in found)
    assert "EV-2026-000089" in found[-1] + found[-2]
