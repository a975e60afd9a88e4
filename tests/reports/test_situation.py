"""The situation briefing: read back, counted, compared byte by byte."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.breach import Breach
from domain.briefing import Briefing, urgency
from domain.filter import Aspect, Condition, Filter
from domain.instant import Span
from domain.ladder import State
from domain.marking import Marking, Tlp
from domain.phrases import state_label
from domain.vocabulary import KINDS
from domain.words import language
from reports.situation import page_count, render
from tests.reports import builders
from tests.reports.builders import HOUR, MINUTE, UNTIL, breach, briefing, clock, incident, written
from tests.reports.pdf import fonts, pages, reader, text
from tests.reports.structure import faults

ROOT = Path(__file__).parents[2]


def test_page_one_answers_first() -> None:
    first = pages(render(briefing(10)))[0]
    answers = (
        "Situation briefing, 22–23 November 2026",
        "BR-2026-0005 at Kupiansk: 72 h passed 231100Z NOV 26 – no action recorded.",
        "BR-2026-0007 at Orikhiv reaches 24 h between 231540Z and 231620Z NOV 26 (17:40–18:20 Kyiv).",
        "10 incidents previous 8 (+2)",
        "≥ 259 violations",
        "3 open breaches 1 opened, 1 stopped",
        "2 not yet assessed oldest 19 h",
        "Open clocks at the cut-off",
        "passed 01:00:00",
        "72 h 231100Z NOV 26 · 13:00 Kyiv",
        "T0 221600Z NOV 26 (occurred, ±20 min)",
        "24 h 231540–231620Z NOV 26 17:40–18:20 Kyiv",
    )
    for answer in answers:
        assert answer.replace(" ", "") in first.replace(" ", "")


@pytest.mark.parametrize("page_size", ["A4", "Letter"])
@pytest.mark.parametrize("count", [0, 1, 10, 120])
def test_every_page_says_what_it_is(count: int, page_size: str) -> None:
    marking = Marking(Tlp.AMBER_STRICT, "Monitoring mission only", exercise=True)
    read = pages(render(briefing(count, marking=marking), page_size=page_size))
    for number, page in enumerate(read, 1):
        assert page.count("TLP:AMBER+STRICT") == 2
        assert page.count("Monitoring mission only") == 2
        assert page.count("EXERCISE EXERCISE EXERCISE") == 2
        assert "DRAFT" not in page
        assert "BRF-2026-0031" in page
        assert "Northern desk (NTH)" in page
        assert "data cut-off 231200Z NOV 26 · produced 231407Z NOV 26" in page
        assert "times are UTC unless marked Kyiv" in page
        assert f"page {number} of {len(read)}" in page


def test_a_draft_says_so_on_every_page_and_has_no_serial() -> None:
    for page in pages(render(briefing(40, serial=None))):
        assert page.count("DRAFT – no serial yet") == 2
        assert "BRF" not in page


def test_no_exercise_no_word_of_it() -> None:
    assert "EXERCISE" not in text(render(briefing(10, marking=Marking(Tlp.CLEAR))))


@pytest.mark.parametrize("tlp", list(Tlp))
def test_every_label_is_coloured_text_on_a_black_box(tlp: Tlp) -> None:
    pdf = render(briefing(0, marking=Marking(tlp)))
    content = reader(pdf).pages[0].get_contents()
    assert content is not None
    assert b"0 0 0 rg" in content.get_data()
    assert text(pdf).count(str(tlp)) == 2 * page_count(pdf)


@pytest.mark.parametrize("count", [0, 10, 300])
def test_pages_are_counted_as_a_reader_counts_them(count: int) -> None:
    pdf = render(briefing(count))
    assert page_count(pdf) == len(reader(pdf).pages)


def test_page_count_is_not_fooled_by_a_title() -> None:
    pdf = render(briefing(0, title="/Type /Page /Type /Page"))
    assert page_count(pdf) == len(reader(pdf).pages)


def test_every_incident_is_in_the_table_once_counted_or_not() -> None:
    made = briefing(150)
    read = text(render(made))
    for one in made.incidents:
        assert one.number in read
    assert "withdrawn not counted" in read
    assert "refuted not counted" in read
    assert "duplicate not counted" in read


def test_incidents_and_violations_are_two_counts() -> None:
    many = tuple(incident(n, status="alleged") for n in range(1, 4))
    unknown = tuple(replace(one, facts=replace(one.facts, quantity=None)) for one in many)
    read = text(render(briefing(0, incidents=unknown)))
    assert "not known" in read
    assert "3 incidents without a quantity" in read


def test_a_briefing_never_says_more_than_the_status() -> None:
    alleged = tuple(incident(n, status="alleged", determination=None) for n in range(1, 9))
    read = text(render(briefing(0, incidents=alleged))).split("Keys")[0].casefold()
    assert "8 alleged" in read
    assert "confirmed" not in read
    assert "breached" not in read
    assert "should" not in read


def test_the_authors_own_bottom_line_stands_as_assessed() -> None:
    first = pages(render(briefing(3, plan=written("Hostilities are likely (55–80 %) to continue."))))[0]
    assert "Hostilities are likely (55–80 %) to continue." in first
    assert "Assessed by AB" in first
    assert "no judgement added" not in first


def test_empty_sections_say_that_they_are_empty() -> None:
    read = text(render(briefing(0, clocks=(), previous=(), opened=0, stopped=0)))
    assert "No breach clock is open at the data cut-off." in read
    assert "No incident is recorded for the period or the one before." in read
    assert "No breach clock is open." in read


def test_jumps_of_the_clock_are_printed() -> None:
    read = text(render(briefing(0, jumps=(builders.jump(-3601), builders.jump(1)))))
    assert "221500:00Z NOV 26 set back by 3,601 seconds" in read
    assert "221500:00Z NOV 26 set forward by 1 second, or asleep" in read
    assert "Jumps" not in text(render(briefing(0)))


def test_the_protocol_says_where_it_comes_from() -> None:
    read = text(render(briefing(0)))
    assert "FT-2026 v1, 24/72 plan – as reported in the press in February 2026; not an official text." in read


def test_grades_are_explained_as_no_scale() -> None:
    read = text(render(briefing(0)))
    assert "A completely reliable" in read
    assert "F and 6 mean cannot be judged, not worst" in read


# --- clocks -------------------------------------------------------------------------------------------


def _every_state() -> dict[State, Breach]:
    exact = Span.at
    return {
        State.WAITING: breach(1, exact(UNTIL - HOUR)),
        State.RUNNING: breach(2, exact(UNTIL - HOUR)),
        State.DUE_SOON: breach(3, exact(UNTIL - 23 * HOUR)),
        State.PASSED: breach(4, exact(UNTIL - 30 * HOUR)),
        State.ASSESSMENT_DUE: breach(5, exact(UNTIL - 30 * HOUR)),
        State.MET: breach(6, exact(UNTIL - 30 * HOUR), actions=[(1, 18)]),
        State.MET_LATE: breach(7, exact(UNTIL - 60 * HOUR), actions=[(1, 31)]),
        State.NOT_TRIGGERED: breach(8, exact(UNTIL - 30 * HOUR), answers=[(2, "no")]),
    }


@pytest.mark.parametrize(("state", "made"), _every_state().items())
def test_every_state_has_its_word_on_paper(state: State, made: Breach) -> None:
    one = clock(made)
    assert state in [p.state for p in one.standing.phases]
    body = text(render(briefing(0, clocks=(one,)))).split("Protocol")[0]
    assert state_label(state) in body


def test_deadlines_across_the_change_of_clocks() -> None:
    noon = Span.at(datetime(2026, 10, 24, 9, 0, tzinfo=UTC))
    now = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)
    read = pages(render(briefing(0, clocks=(clock(breach(1, noon), now=now),), cut_off=now)))[0]
    assert "24 h 250900Z OCT 26 · 11:00 Kyiv" in read
    assert "72 h 270900Z OCT 26 · 11:00 Kyiv" in read


def test_an_uncertain_t0_is_a_band_and_never_an_instant() -> None:
    t0 = Span(UNTIL - 24 * HOUR - 30 * MINUTE, UNTIL - 24 * HOUR + 30 * MINUTE)
    read = pages(render(briefing(0, clocks=(clock(breach(1, t0)),))))[0]
    assert "due soon – 24 h passing between 11:30Z and 12:30Z" in read
    assert "24 h passing: between 11:30Z and 12:30Z – to the latest" in read
    assert "24 h 231130–231230Z NOV 26" in read


def test_past_a_dozen_clocks_the_rest_is_a_table_with_the_same_deadlines() -> None:
    made = tuple(clock(breach(n, Span.at(UNTIL - n * HOUR))) for n in range(1, 31))
    read = text(render(briefing(0, clocks=tuple(sorted(made, key=urgency)))))
    for one in made:
        assert one.breach.number in read
    assert "72 h 260500Z NOV 26 07:00 Kyiv" in read


# --- hostile text -------------------------------------------------------------------------------------

HOSTILE = (
    "<b>bold & <i>unclosed </para> <font color=red>",
    '<img src="file:///etc/passwd"/> <a href="http://example.org">x</a> &lt; &#0; ]]>',
    "%PDF-1.4 (unbalanced \\( parenthesis) endstream endobj",
)


@pytest.mark.parametrize("typed", HOSTILE)
def test_markup_is_text(typed: str) -> None:
    one = incident(1)
    facts = replace(
        one.facts, description=typed, comment=typed, place=typed, weapon=typed, party_alleged=typed
    )
    made = briefing(
        0, incidents=(replace(one, facts=facts),), plan=written(typed), title=typed, desk_name=typed
    )
    pdf = render(made)
    assert " ".join(typed.split()) in text(pdf)
    metadata = reader(pdf).metadata
    assert metadata is not None
    assert str(metadata.title).startswith(typed)
    assert faults(pdf) == []  # no link but those of our own


def test_what_no_font_has_stays_visible() -> None:
    one = incident(1)
    typed = "seen 😀 中 \u202eevil\u202c bell\x07 \ud800"
    read = text(render(briefing(0, incidents=(replace(one, facts=replace(one.facts, description=typed)),))))
    for name in ("[U+1F600]", "[U+4E2D]", "[U+202E]evil[U+202C]", "bell[U+0007]", "[U+D800]"):
        assert name in read


def test_ukrainian_and_signs_are_drawn() -> None:
    one = incident(1)
    typed = "Куп'янськ: їжак ґанок № 5 → «лапки» ≥ 3 ▲"
    read = text(render(briefing(0, incidents=(replace(one, facts=replace(one.facts, description=typed)),))))
    assert typed in read


@pytest.mark.parametrize(("typed", "drawn"), [("שלום (12)", "(12) םולש"), ("אבג דהו", "והד גבא")])
def test_hebrew_is_drawn_from_right_to_left(typed: str, drawn: str) -> None:
    from reports.letters import runs

    assert "".join(run[0] for run in runs(typed, "OpenSans")) == drawn


def test_arabic_is_joined_and_reversed() -> None:
    from reports.letters import runs

    drawn = "".join(run[0] for run in runs("سلام", "OpenSans"))
    assert (
        drawn == "م" + "\ufefc" + "\ufeb3"
    )  # from left to right: meem alone, lam joined to alef, seen at a start
    assert {run[1] for run in runs("سلام", "OpenSans")} == {"FiraGO"}


@pytest.mark.parametrize("page_size", ["A4", "Letter"])
def test_long_texts_survive_in_full_in_the_annex(page_size: str) -> None:
    one = incident(1)
    words = " ".join(f"w{n}" for n in range(3500))
    facts = replace(one.facts, description=words[:20_000], comment="z" * 10_000 + " end-of-comment")
    read = text(render(briefing(0, incidents=(replace(one, facts=facts),)), page_size=page_size))
    assert "(in full in the annex)" in read
    missing = [word for word in words[:20_000].split()[:-1] if word not in read]
    assert not missing
    assert sum(part.count("z") for part in read.split() if set(part) <= {"z"}) >= 10_000
    assert "end-of-comment" in read


@pytest.mark.parametrize("page_size", ["A4", "Letter"])
def test_the_widest_lawful_record_still_fits_on_a_page(page_size: str) -> None:
    wide = "W" * 300
    rows = []
    for serial in range(1, 12):
        one = incident(serial, status="alleged")
        sources = tuple(replace(one.facts.sources[0], name=wide) for _ in range(9))
        facts = replace(
            one.facts, place=wide, oblast=wide[serial:], weapon=wide, party_alleged=wide, sources=sources,
            description="W" * 20_000, comment="W " * 10_000,
        )  # fmt: skip
        rows.append(replace(one, facts=facts))
    wide_clock = replace(clock(breach(1, Span.at(UNTIL - HOUR), title=wide)), place=wide, oblast=wide)
    made = briefing(
        0, incidents=tuple(rows), clocks=(wide_clock,) * 14, title=wide, desk_name=wide[:80],
        marking=Marking(Tlp.AMBER_STRICT, wide[:80], exercise=True), serial=None, plan=written(wide * 30),
    )  # fmt: skip
    assert page_count(render(made, page_size=page_size)) > 20


# --- the file ------------------------------------------------------------------------------------------


def test_fonts_are_embedded_subsets_and_none_of_the_base_fourteen() -> None:
    one = incident(1)
    rtl = replace(one, facts=replace(one.facts, description="שלום", comment="Comment"))
    found = set(fonts(render(briefing(8, incidents=(rtl,)))))
    assert {name.split("+")[-1] for name, _embedded in found} == {
        "OpenSans-Regular", "OpenSans-SemiBold", "OpenSans-Italic", "FiraGO-Regular",
    }  # fmt: skip
    assert all(embedded and "+" in name for name, embedded in found)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is not installed")
def test_another_reader_finds_the_same_deadlines(tmp_path: Path) -> None:
    file = tmp_path / "briefing.pdf"
    file.write_bytes(render(briefing(10)))
    command = ["pdftotext", "-layout", str(file), "-"]
    out = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    assert out.stderr == ""
    for said in ("231540–231620Z NOV 26", "17:40–18:20 Kyiv", "231100Z NOV 26 · 13:00 Kyiv", "TLP:AMBER"):
        assert said in out.stdout


def test_metadata_and_outline() -> None:
    read = reader(render(briefing(3)))
    assert read.metadata is not None
    assert read.metadata.title == "Situation briefing, 22–23 November 2026 · BRF-2026-0031"
    assert read.metadata.author == "Northern desk (NTH), AB"
    assert read.metadata.subject == "TLP:AMBER · 221200Z NOV 26 – 231200Z NOV 26"
    assert read.metadata.creation_date == datetime(2026, 11, 23, 14, 7, 31, tzinfo=UTC)
    assert str(read.root_object["/Lang"]) == "en"
    titles = [entry.title for entry in read.outline if not isinstance(entry, list)]
    assert titles == [
        "Situation briefing, 22–23 November 2026",
        "Open clocks at the cut-off",
        "Where the incidents occurred",
        "When the incidents occurred",
        "Incidents and violations by kind and by oblast",
        "Incidents of the period",
        "Protocol",
        "Keys",
        "Annex: descriptions in full",
    ]


def test_the_same_facts_give_the_same_bytes_in_any_process() -> None:
    program = (
        "import hashlib; from tests.reports.builders import briefing; from reports.situation import render;"
        "print(hashlib.sha256(render(briefing(60))).hexdigest())"
    )
    expected = hashlib.sha256(render(briefing(60))).hexdigest()
    for seed in ("1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": "Asia/Tokyo"}
        out = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert out.stdout.strip() == expected


def test_rendering_twice_in_one_process_gives_the_same_bytes() -> None:
    made = briefing(12)
    render(briefing(3, plan=written("something else first")))
    assert render(made) == render(made)


def test_ukrainian_words_are_used_and_do_not_leak() -> None:
    english = render(briefing(3))
    with language("uk"):
        assert page_count(render(briefing(3))) >= 1
    assert render(briefing(3)) == english


def test_all_kinds_and_many_oblasts_go_under_each_other() -> None:
    rows = []
    for serial, term in enumerate(KINDS, 1):
        one = incident(serial, status="alleged")
        rows.append(replace(one, facts=replace(one.facts, kind=term.key, oblast=f"Free territory {serial}")))
    read = text(render(briefing(0, incidents=tuple(rows))))
    for term in KINDS:
        assert term.label in read
    assert "Free territory 28" in read


def test_a_page_costs_the_same_at_any_length() -> None:
    made = briefing(2500)
    assert isinstance(made, Briefing)
    pdf = render(made)
    assert page_count(pdf) > 200


def test_an_unknown_page_size_is_our_fault() -> None:
    with pytest.raises(KeyError):
        render(briefing(0), page_size="A3")


def test_a_period_of_whole_days_keeps_uncertain_times() -> None:
    day = Span(datetime(2022, 3, 4, 22, 0, tzinfo=UTC), datetime(2022, 3, 5, 21, 59, 59, tzinfo=UTC))
    one = incident(1, occurred=day)
    one = replace(one, logged_at=one.logged_at + timedelta(hours=1))
    assert "05 MAR 22, day" in text(render(briefing(0, incidents=(one,))))


def test_what_a_briefing_is_narrowed_to_stands_on_page_one() -> None:
    chosen = Filter(words="school", conditions=(Condition(Aspect.KIND, ("mortar", "fpv")),))
    first = " ".join(pages(render(briefing(chosen=chosen)))[0].split())
    assert "Only incidents: mortar or FPV drone · with the words “school”." in first
    assert "The open clocks are those of the whole desk." in first
    assert "Only incidents" not in text(render(briefing()))
