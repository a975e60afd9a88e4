"""Every product is tagged and archival: by our own reading always, by veraPDF where it can be run."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from domain.briefing import Briefing, Totals
from domain.pictures import Picture
from domain.plan import TEXTS, Plan, Texts
from domain.quantity import Violations
from domain.redaction import PROFILES
from domain.since_last import SinceLast
from domain.words import language
from reports import corrigendum, deadline_sheet, dossier, handover, hash_list, situation, spot_report
from reports import products as every
from reports.style import REGULAR, coverage
from tests.reports import products, records
from tests.reports.builders import HOUR, UNTIL, briefing, incident, written
from tests.reports.pdf import reader
from tests.reports.structure import artifacts, faults, links, spoken
from tests.reports.test_hash_list import made

HOSTILE = "<b>&\x00\u202e 😀 \ue000 \ud800 שלום (12) עולם سلام " + "W" * 300
PICTURE = Picture("EV-2026-000001", HOSTILE, records.HASH, 3, 2, bytes(range(18)))
PRODUCTS: dict[str, Callable[[], bytes]] = {
    "situation": lambda: situation.render(briefing(40)),
    "situation, nothing in it": lambda: situation.render(briefing(0, clocks=(), previous=())),
    "situation, hostile": lambda: situation.render(_hostile(), page_size="Letter"),
    "deadline sheet": lambda: deadline_sheet.render(products.sheet()),
    "deadline sheet, long": lambda: deadline_sheet.render(products.sheet(products.many_clocks(20))),
    "spot report": lambda: spot_report.render(records.spot(pictures=(PICTURE,))),
    "dossier": lambda: dossier.render(records.dossier(40, pictures=(PICTURE,))),
    "situation, told and left out": lambda: situation.render(_told()),
    "corrigendum": lambda: corrigendum.render(records.corrigendum()),
    "hash list": lambda: hash_list.render(made(3)),
    "handover": lambda: handover.render(products.handover(products.many_clocks(9))),
}


def _hostile() -> Briefing:
    one = incident(1)
    facts = replace(
        one.facts,
        place=HOSTILE,
        weapon=HOSTILE,
        party_alleged=HOSTILE,
        description=HOSTILE * 9,
        comment=HOSTILE,
    )
    made = (replace(one, facts=facts),) * 3
    return briefing(
        0, incidents=made, title=HOSTILE, plan=written(HOSTILE), desk_name=HOSTILE, author=HOSTILE
    )


def _told() -> Briefing:
    """A briefing with every section there is, in an edition that leaves things out."""
    texts = Texts(**dict.fromkeys(TEXTS, "Fire is likely to go on."))
    plan = Plan(texts=texts, likelihood="phia", redaction=PROFILES["public"])
    last = SinceLast("BRF-2026-0030", UNTIL - 24 * HOUR, 14, ("CV-2026-000011",), records.AMENDMENTS, 2, 1)
    totals = Totals(1234, Violations(45_210, 45_999, True, False, 1200, 34))
    return briefing(9, plan=plan, truce=UNTIL - 900 * HOUR, since_truce=totals, elsewhere=2, last=last)


def test_no_product_is_left_out() -> None:
    there = {value.__name__.split(".")[1] for value in vars(every).values() if isinstance(value, ModuleType)}
    assert {name.split(",")[0].replace(" ", "_") for name in PRODUCTS} == there


@pytest.mark.parametrize("tongue", ["en", "uk"])
@pytest.mark.parametrize("product", PRODUCTS)
def test_every_product_is_tagged_and_archival(product: str, tongue: str) -> None:
    with language(tongue):
        pdf = PRODUCTS[product]()
    assert faults(pdf) == []


@pytest.mark.parametrize("product", PRODUCTS)
def test_only_what_repeats_is_kept_from_a_screen_reader(product: str) -> None:
    pdf = PRODUCTS[product]()
    read = {text.strip() for _role, text in spoken(pdf)}
    repeated = (
        "TLP:", "EXERCISE", "BRF-", "Northern desk", "data cut-off", "Situation", "Deadline", "Watch", "<b>",
        "page ", "Spot", "Breach dossier", "Evidence", "Corrigendum", "REDACTED",
    )  # fmt: skip
    for text in {each.strip() for each in artifacts(pdf)} - {""}:
        is_repeated = text.startswith(repeated) or text.endswith(", continued")
        assert text in read or is_repeated or any(text in each for each in read), text


def test_a_page_is_read_in_the_order_it_is_meant() -> None:
    read = spoken(situation.render(briefing(3)))
    roles = [role for role, _text in read]
    assert roles[0] == "/H1"
    assert read[0][1].startswith("Situation briefing")
    headings = [text.strip() for role, text in read if role == "/H2"]
    in_order = [
        "Open clocks at the cut-off",
        "Incidents and violations by kind and by oblast",
        "Incidents of the period",
        "Keys",
    ]
    assert [heading for heading in headings if heading in in_order] == in_order
    numbers = [text.split()[0] for role, text in read if role == "/TH" and text.startswith("CV-")]
    assert numbers == [one.number for one in briefing(3).incidents]


def test_words_are_parted_where_lines_end_and_letters_of_one_word_are_not() -> None:
    one = incident(1)
    typed = "several words that do not fit on one line " * 4 + "W" * 120
    made = briefing(0, incidents=(replace(one, facts=replace(one.facts, description=typed, comment="")),))
    (said,) = [text for role, text in spoken(situation.render(made)) if role == "/TD" and "several" in text]
    assert typed in said


def test_a_line_from_right_to_left_says_what_was_typed() -> None:
    one = incident(1)
    typed = "שלום (12) עולם"
    pdf = situation.render(
        briefing(0, incidents=(replace(one, facts=replace(one.facts, description=typed)),))
    )
    told = typed.encode("utf-16-be").hex().encode()
    read: list[Any] = [*reader(pdf).pages]
    assert any(told in page["/Contents"][0].get_data() for page in read)


def test_numbers_lead_to_what_is_told_elsewhere_and_back() -> None:
    pdf = situation.render(briefing(60))
    found = links(pdf)
    last = len(reader(pdf).pages)
    long = [one.number for one in briefing(60).incidents if len(one.facts.description) > 400]
    assert long
    for number in long:
        (to,) = [page for _text, says, page in found if says == f"{number} in full"]
        (back,) = [page for _text, says, page in found if says == f"back to {number} in the table"]
        assert 1 < back < to <= last


def test_a_breach_in_the_table_leads_to_its_clock_and_one_without_a_clock_is_only_text() -> None:
    ours = replace(incident(1), breach="BR-2026-0007")
    other = replace(incident(2), breach="BR-2025-0001")
    pdf = situation.render(briefing(0, incidents=(ours, other)))
    assert [(text.split()[0], page) for text, says, page in links(pdf) if says.startswith("clock of")] == [
        ("CV-2026-000001", 1)
    ]
    assert faults(pdf) == []


def test_key_figures_lead_to_their_sections_and_back() -> None:
    found = [(text.split()[0], says, page) for text, says, page in links(situation.render(briefing(40)))]
    waits = min(
        (one for one in briefing(40).incidents if one.determination is None and one.counts),
        key=lambda one: one.logged_at,
    )
    leading = [(figure, says) for figure, says, page in found[:5]]
    assert leading == [
        ("23", "Incidents of the period"),
        ("≥", "Incidents and violations by kind and by oblast"),
        ("3", "Open clocks at the cut-off"),
        (leading[3][0], f"{waits.number}, which waits longest"),
        (leading[4][0], "Incidents of the period"),
    ]
    assert [page for _text, says, page in found if says == "back to the key figures"] == [1, 1, 1]


def test_a_long_document_opens_with_its_outline_and_its_pages_are_numbered_as_printed() -> None:
    long, short = reader(situation.render(briefing(60))), reader(deadline_sheet.render(products.sheet()))
    assert str(long.root_object["/PageMode"]) == "/UseOutlines"
    assert str(short.root_object["/PageMode"]) == "/UseNone"
    assert long.page_labels == [str(number) for number in range(1, len(long.pages) + 1)]
    outline: list[Any] = long.outline
    entries = [entry.title for entry in outline if not isinstance(entry, list)]
    assert entries[:2] == ["Situation briefing, 22–23 November 2026", "Open clocks at the cut-off"]
    (cards,) = [entry for entry in outline if isinstance(entry, list)][:1]
    assert [card.title.split()[0] for card in cards] == ["BR-2026-0005", "BR-2026-0007", "BR-2026-0008"]


def test_more_letters_than_one_subset_of_a_font_holds_are_drawn_and_read_back() -> None:
    letters = [chr(code) for code in sorted(coverage(REGULAR)) if chr(code).isalpha() and code < 0x530]
    typed = "".join(letter + (" " if n % 30 == 29 else "") for n, letter in enumerate(letters))[:380]
    one = incident(1)
    facts = replace(one.facts, description=unicodedata.normalize("NFC", typed), comment="")
    pdf = situation.render(briefing(0, incidents=(replace(one, facts=facts),)))
    assert len(set(typed)) > 256
    assert faults(pdf) == []
    (said,) = [text for role, text in spoken(pdf) if role == "/TD" and letters[30] in text and len(text) > 99]
    assert facts.description in said
