"""Facts of spot reports and dossiers are those of the cut-off; what is left out is nowhere in the file."""

from __future__ import annotations

import io
import json
import re
import zlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from domain.clock import ManualClock
from domain.errors import FieldError
from domain.incident import Facts
from domain.instant import Span
from domain.plan import Plan, Texts
from domain.position import Position, distance_m, format_mgrs
from domain.redaction import PROFILES, RADII_M, Redaction, blurred
from domain.request import Request
from domain.source import Grade, SourceReport
from domain.spot_report import SpotReport
from reports.products import render
from storage.desk import Desk
from storage.products import facts_of
from storage.record_facts import dossier, spot_report
from tests.builders import AUTHOR, T0, facts, hours, new_desk
from tests.reports.pdf import reader, text

SECRETS = {
    "source": "Vasyl Zozulia of Krasnopillia",
    "reference": "https://t.me/hidden_channel/4711",
    "comment": "the warehouse keeper saw it and must not be named",
    "place": "Velyka Tokmachka",
    "evidence": "IMG_ZOZULIA_0001.jpg",
    "giver": "Olena the nurse",
}
POSITION = Position.of(47.53211, 35.79134)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(T0 + hours(3))


@pytest.fixture
def desk(tmp_path: Path, clock: ManualClock) -> Desk:
    return new_desk(tmp_path, clock)


def photograph(colour: str = "red") -> bytes:
    """A JPEG that says in its EXIF where and with which camera it was taken."""
    picture = Image.new("RGB", (1600, 900), colour)
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAMERA"
    target = io.BytesIO()
    picture.save(target, "JPEG", exif=exif, comment=b"SECRETCOMMENT")
    return target.getvalue()


def secret_facts(**changes: object) -> Facts:
    all_of_it = " / ".join([*SECRETS.values(), "47.53211, 35.79134", format_mgrs(POSITION)])
    source = SourceReport(SECRETS["source"], Grade("B", "2"), SECRETS["reference"])
    made = facts(
        place=SECRETS["place"], position=POSITION, radius_m=100, comment=SECRETS["comment"],
        sources=(source,),
        description=f"As told: {all_of_it.upper()}", weapon=f"seen by {SECRETS['source']}",
        oblast="UA-23",
        party_alleged=SECRETS["place"], tags=(SECRETS["place"],), sector=SECRETS["place"],
        infrastructure=(SECRETS["place"],),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def secret_desk(desk: Desk) -> tuple[str, str]:
    """An incident and a breach in which every text repeats every secret."""
    one = desk.incidents.log(secret_facts(), author=AUTHOR).number
    words = " ".join(SECRETS.values())
    made = desk.breaches.open(
        one, title=f"Fire on {SECRETS['place']}", anchor="occurred", basis=words, author=AUTHOR
    ).number
    desk.breaches.act(
        made, phase=1, response=f"call of {SECRETS['source']}", at=Span.at(T0 + hours(1)),
        source=SECRETS["source"],
        note=words, completes=False, author=AUTHOR,
    )  # fmt: skip
    desk.breaches.assess(made, phase=2, answer="yes", basis=words, author=AUTHOR)
    desk.evidence.add(
        one, photograph(), name=SECRETS["evidence"], received_by="AB", received_from=SECRETS["giver"],
        how=words, author=AUTHOR,
    )  # fmt: skip
    ring = [[35.0, 47.0], [36.5, 47.0], [36.5, 48.5], [35.0, 47.0]]
    area = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"name": SECRETS["place"]}, "geometry": area}
    desk.overlays.add(
        f"Around {SECRETS['place']}", purpose="sector", source=SECRETS["source"],
        data=json.dumps(feature).encode(), author=AUTHOR,
    )  # fmt: skip
    return one, made


def everything(pdf: bytes) -> str:
    """All that can be read in a file: text of every page, metadata, outline, and every stream unpacked."""
    read = [text(pdf), str(reader(pdf).metadata), str(reader(pdf).outline)]
    raw = [pdf]
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            raw.append(zlib.decompress(found[1].rstrip(b"\r\n")))
        except zlib.error:
            raw.append(found[1])
    for part in raw:
        for found in re.finditer(rb"<([0-9A-Fa-f]{4,})>", part):  # strings in hexadecimal digits
            digits = bytes.fromhex(found[1].decode()[: len(found[1]) // 2 * 2])
            read += [digits.decode("utf-16-be", "ignore"), digits.decode("latin-1")]
        read += [part.decode("latin-1"), part.decode("utf-16-be", "ignore"), part.decode("utf-8", "ignore")]
    read += [str(attachment) for attachment in reader(pdf).attachments]
    return "\n".join(read).casefold()


def product(desk: Desk, clock: ManualClock, request: Request) -> bytes:
    now = clock.now()
    made = facts_of(desk, request, cut_off=now, produced_at=now, author=AUTHOR, serial="BRF-2026-0001")
    return render(made)


def requests(one: str, breach: str, plan: Plan) -> list[Request]:
    return [
        Request(kind="situation", since=T0 - hours(1), until=T0 + hours(1), plan=plan),
        Request(kind="spot", record=one, plan=plan),
        Request(kind="dossier", record=breach, plan=plan),
    ]


def test_the_secrets_are_there_where_nothing_is_left_out(desk: Desk, clock: ManualClock) -> None:
    one, made = secret_desk(desk)
    for request in requests(one, made, Plan())[1:]:
        read = text(product(desk, clock, request))
        assert SECRETS["source"] in read
        assert SECRETS["place"] in read
        assert SECRETS["evidence"] in read


@pytest.mark.parametrize(
    ("redaction", "gone"),
    [
        (Redaction(sources=True), ("source", "reference")),
        (Redaction(comments=True), ("comment",)),
        (Redaction(radius_m=5_000), ("place",)),
        (Redaction(evidence=True), ("evidence", "giver")),
        (PROFILES["partners"], ("source", "reference", "evidence", "giver")),
        (PROFILES["public"], tuple(SECRETS)),
    ],
)
def test_what_is_left_out_is_nowhere_in_the_file(
    desk: Desk, clock: ManualClock, redaction: Redaction, gone: tuple[str, ...]
) -> None:
    one, made = secret_desk(desk)
    words = " ".join(SECRETS[name] for name in gone)
    texts = Texts(
        bottom_line=f"BLUF {words}", assessment=words, outlook_24=words, outlook_72=words, gaps=words
    )
    plan = Plan(title=f"On {words}"[:300], texts=texts, redaction=redaction, pictures=True)
    for request in requests(one, made, plan):
        read = everything(product(desk, clock, request))
        assert "left out of this edition" in read
        for name in gone:
            assert SECRETS[name].casefold() not in read, (request.kind, name)
            for part in re.findall(r"\w{9,}", SECRETS[name]):
                if name in ("source", "place", "giver"):
                    assert part.casefold() not in read, (request.kind, part)
        if redaction.radius_m:
            pdf = product(desk, clock, request)
            for exact in ("47.532", "35.791", format_mgrs(POSITION), format_mgrs(POSITION, 6)):
                assert exact not in text(pdf), exact
            for exact in ("47.53211", "35.79134", format_mgrs(POSITION).replace(" ", "").casefold()):
                assert exact not in read.replace(" ", ""), exact


@given(
    st.integers(-85_00000, 85_00000), st.integers(-179_00000, 179_00000), st.sampled_from(RADII_M),
    st.integers(-40, 40), st.integers(-40, 40),
)  # fmt: skip
def test_a_blurred_place_is_near_and_the_same_for_its_neighbours(
    lat: int, lon: int, radius: int, north: int, east: int
) -> None:
    true = Position(lat, lon)
    shown = blurred(true, radius)
    assert distance_m(true, shown) <= radius * 1.01
    assert blurred(shown, radius) == shown or distance_m(blurred(shown, radius), shown) <= radius
    moved = Position(min(85_00000, shown.lat_e5 + north), min(179_99999, shown.lon_e5 + east))
    assert distance_m(blurred(moved, radius), shown) <= 2 * radius


def test_pictures_have_no_exif_and_their_hash_beside_them(desk: Desk, clock: ManualClock) -> None:
    one = desk.incidents.log(facts(), author=AUTHOR).number
    kept = desk.evidence.add(one, photograph(), name="crater.jpg", received_by="AB", author=AUTHOR)
    desk.evidence.add(one, b"\x89PNG\r\n\x1a\nbroken", name="broken.png", received_by="AB", author=AUTHOR)
    pdf = product(desk, clock, Request(kind="spot", record=one, plan=Plan(pictures=True)))
    assert "secretcamera" not in everything(pdf)
    assert "secretcomment" not in everything(pdf)
    assert kept.custody.sha256 in text(pdf).replace(" ", "")
    assert "Made smaller for paper" in text(pdf)
    shown = [image for page in reader(pdf).pages for image in page.images]
    assert [image.image.size for image in shown if image.image] == [(1000, 563)]
    assert product(desk, clock, Request(kind="spot", record=one, plan=Plan(pictures=True))) == pdf
    assert "Made smaller" not in text(product(desk, clock, Request(kind="spot", record=one)))


def test_facts_are_those_of_the_cut_off(desk: Desk, clock: ManualClock) -> None:
    one = desk.incidents.log(facts(), author=AUTHOR).number
    made = desk.breaches.open(one, title="Shelling", anchor="occurred", basis="crater", author=AUTHOR).number
    kept = desk.evidence.add(one, b"a file", name="a.txt", received_by="AB", author=AUTHOR).number
    then = clock.now()
    clock.advance(timedelta(hours=1))
    desk.incidents.correct(one, facts(place="Tokmak"), reason="typing error", author=AUTHOR)
    desk.evidence.add(one, b"another", name="b.txt", received_by="AB", author=AUTHOR)
    desk.evidence.withdraw(kept, reason="wrong file", author=AUTHOR)
    desk.breaches.assess(made, phase=2, answer="yes", basis="still firing", author=AUTHOR)
    old = spot_report(desk, one, cut_off=then, produced_at=clock.now(), author="AB")
    assert old.incident.facts.place == "Orikhiv"
    assert [(e.number, e.withdrawn) for e in old.evidence] == [(kept, None)]
    new = spot_report(desk, one, cut_off=clock.now(), produced_at=clock.now(), author="AB")
    assert new.incident.facts.place == "Tokmak"
    assert [e.withdrawn for e in new.evidence] == ["wrong file", None]
    case = dossier(desk, made, cut_off=then, produced_at=clock.now(), author="AB")
    assert [entry.action for entry in case.history] == ["breach.opened"]
    assert len(dossier(desk, made, cut_off=clock.now(), produced_at=clock.now(), author="AB").history) == 2


def test_a_record_that_is_not_there_is_refused_by_name(desk: Desk, clock: ManualClock) -> None:
    now = clock.now()
    for kind in ("spot", "dossier"):
        with pytest.raises(FieldError):
            facts_of(
                desk, Request(kind=kind, record="CV-2026-000999"), cut_off=now, produced_at=now, author="AB"
            )
        with pytest.raises(FieldError):
            facts_of(desk, Request(kind=kind), cut_off=now, produced_at=now, author="AB")
    one = desk.incidents.log(facts(), author=AUTHOR).number
    with pytest.raises(FieldError):
        facts_of(desk, Request(kind="spot", record=one), cut_off=now - hours(1), produced_at=now, author="AB")
    made = facts_of(
        desk, Request(kind="spot", record=f" {one.lower()} "), cut_off=now, produced_at=now, author="AB"
    )
    assert isinstance(made, SpotReport)
