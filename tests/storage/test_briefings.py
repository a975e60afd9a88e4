"""What was put out: serials without gaps or repeats, and the fingerprint of the bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.clock import ManualClock
from domain.errors import DeskError, FieldError, InvariantError
from domain.filter import Aspect, Condition, Filter
from domain.plan import Plan, Texts
from domain.redaction import PROFILES
from domain.request import Request
from storage.backup import back_up
from storage.briefings import SavedBriefing
from storage.desk import Desk
from storage.products import facts_of
from storage.salvage import salvage
from storage.verify import verify
from tests.builders import T0, hours, new_desk
from tests.builders import facts as incident_facts
from tests.storage.desks import uncovered

NOW = T0 + hours(3)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with new_desk(tmp_path, ManualClock(NOW)) as desk:
        yield desk


def put_out(desk: Desk, serial: str, *, at: datetime = NOW, author: str = "OK") -> SavedBriefing:
    return desk.briefings.record(
        serial, title="Situation briefing", period=(T0 - hours(24), T0), cut_off=T0 + hours(2),
        produced_at=at, pages=4, pdf=b"%PDF-1.7 bytes", author=author,
    )  # fmt: skip


def test_a_briefing_is_kept_with_its_fingerprint(desk: Desk) -> None:
    made = put_out(desk, "BRF-2026-0001")
    assert made == SavedBriefing(
        "BRF-2026-0001", "Situation briefing", T0 - hours(24), T0, T0 + hours(2), T0 + hours(3), "OK", 4, 14,
        hashlib.sha256(b"%PDF-1.7 bytes").hexdigest(), kept=True,
    )  # fmt: skip
    assert desk.briefings.saved() == [made]


def test_serials_follow_each_other_and_begin_again_with_the_year(desk: Desk) -> None:
    assert desk.briefings.next_serial(2026) == "BRF-2026-0001"
    put_out(desk, "BRF-2026-0001")
    later = put_out(desk, "BRF-2026-0002", at=T0 + hours(4))
    assert desk.briefings.next_serial(2026) == "BRF-2026-0003"
    new_year = datetime(2027, 1, 1, tzinfo=UTC)
    put_out(desk, "BRF-2027-0001", at=new_year)
    assert [briefing.serial[4:] for briefing in desk.briefings.saved()] == [
        "2027-0001",
        "2026-0002",
        "2026-0001",
    ]
    assert desk.briefings.saved(limit=2)[1] == later


@pytest.mark.parametrize("serial", ["BRF-2026-0001", "BRF-2026-0003", "BRF-2027-0001"])
def test_a_serial_is_never_given_twice_nor_left_out(desk: Desk, serial: str) -> None:
    put_out(desk, "BRF-2026-0001")
    with pytest.raises((DeskError, InvariantError)):
        put_out(desk, serial)
    assert len(desk.briefings.saved()) == 1
    assert desk.journal.head()[0] == 2


def test_the_ten_thousandth_briefing_of_a_year_follows_the_one_before(desk: Desk) -> None:
    desk._connection.executemany(
        "INSERT INTO briefing (serial, title, period_from, period_to, cut_off, produced_at, author, pages,"
        " size, sha256) VALUES (?, '', 0, 0, 0, 0, '', 0, 0, '')",
        [("BRF-2026-9999",), ("BRF-2026-10000",)],
    )
    assert desk.briefings.next_serial(2026) == "BRF-2026-10001"


def test_a_briefing_has_an_author(desk: Desk) -> None:
    with pytest.raises(FieldError) as caught:
        put_out(desk, "BRF-2026-0001", author="")
    assert caught.value.field == "author"
    assert desk.briefings.next_serial(2026) == "BRF-2026-0001"


# --- frozen ---------------------------------------------------------------------------------------------


def freeze(desk: Desk, pdf: bytes, request: Request | None = None) -> SavedBriefing:
    asked = request or Request(since=T0 - hours(24), until=T0 + hours(1))
    serial = desk.briefings.next_serial(NOW.year)
    facts = facts_of(desk, asked, cut_off=NOW, produced_at=NOW, author="OK", serial=serial)
    return desk.briefings.put_out(facts, pdf, 2, author="OK", request=asked)


def test_an_issued_briefing_opens_again_byte_for_byte(tmp_path: Path) -> None:
    pdf = bytes(range(256)) * 9_000
    with new_desk(tmp_path, ManualClock(NOW)) as desk:
        number = desk.incidents.log(incident_facts(), author="OK").number
        breach = desk.breaches.open(number, title="x", anchor="occurred", basis="y", author="OK").number
        made = freeze(desk, pdf)
        assert (made.kind, made.kept, made.entries, made.language) == ("situation", True, 3, "en")
        entry = desk.journal.entries_of(made.serial)[0]
        assert entry.content["records"] == [number, breach]
        assert entry.content["head"] == desk.journal.digest_at(3)
        copy = back_up(desk.path, tmp_path, now=NOW).path
    with Desk.open(copy, clock=ManualClock(NOW)) as held:
        assert held.briefings.pages(made.serial) == pdf
        assert held.briefings.get(made.serial) == made
    assert verify(copy).problems == []


def test_a_changed_byte_of_the_pages_is_noticed(tmp_path: Path) -> None:
    with new_desk(tmp_path, ManualClock(NOW)) as desk:
        made = freeze(desk, b"%PDF frozen")
    with uncovered(desk.path) as connection:
        connection.execute(
            "UPDATE evidence_chunk SET data = ? WHERE sha256 = ?", (b"%PDF frozem", made.sha256)
        )
    assert verify(desk.path).problems == [f"The pages of {made.serial} do not match their SHA-256."]
    with Desk.open(desk.path, clock=ManualClock(NOW)) as held, pytest.raises(DeskError, match="damaged"):
        held.briefings.pages(made.serial)
    found = salvage(desk.path, tmp_path / "again.desk", author="OK", clock=ManualClock(NOW))
    assert found.evidence_lost == [made.serial]
    assert verify(tmp_path / "again.desk").problems == []


def test_salvage_carries_the_pages(tmp_path: Path) -> None:
    with new_desk(tmp_path, ManualClock(NOW)) as desk:
        made = freeze(desk, b"%PDF frozen")
    salvage(desk.path, tmp_path / "again.desk", author="OK", clock=ManualClock(NOW))
    with Desk.open(tmp_path / "again.desk", clock=ManualClock(NOW)) as again:
        assert again.briefings.pages(made.serial) == b"%PDF frozen"


def test_the_last_one_of_a_kind_is_that_of_the_cut_off(desk: Desk) -> None:
    assert desk.briefings.last_before(NOW) is None
    one = freeze(desk, b"1")
    freeze(desk, b"2", Request(kind="handover"))
    assert desk.briefings.last_before(NOW) == one
    assert desk.briefings.last_before(NOW - hours(1)) is None
    with pytest.raises(FieldError):
        desk.briefings.get("BRF-2026-0009")


# --- drafts and templates -------------------------------------------------------------------------------


def test_a_draft_is_taken_up_again_and_a_template_remembered(tmp_path: Path) -> None:
    plan = Plan(
        title="Nightly", sections=("figures", "clocks"), texts=Texts(gaps="no patrol <b>"),
        likelihood="icd203",
        redaction=PROFILES["public"], pictures=True,
    )  # fmt: skip
    condition = Condition(Aspect.KIND, ("mortar",), negated=True)
    request = Request(
        since=T0, until=T0 + hours(1), plan=plan, paper="Letter",
        chosen=Filter(words="school", breach="none", conditions=(condition,)),
    )  # fmt: skip
    with new_desk(tmp_path, ManualClock(NOW)) as desk:
        desk.requests.keep("draft", " Tonight ", Request(), author="OK")
        kept = desk.requests.keep("draft", "Tonight", request, author="AB")
        assert (kept.author, kept.at, kept.request) == ("AB", NOW, request)
        desk.requests.keep("template", "Tonight", Request(kind="handover"), author="OK")
    with Desk.open(desk.path, clock=ManualClock(NOW)) as again:
        assert [one.request for one in again.requests.all("draft")] == [request]
        again.requests.drop("draft", "Tonight", author="OK")
        assert again.requests.all("draft") == []
        assert again.requests.get("template", "Tonight").request.kind == "handover"
        for call in (again.requests.get, lambda sort, name: again.requests.drop(sort, name, author="OK")):
            with pytest.raises(FieldError):
                call("draft", "Tonight")
        with pytest.raises(FieldError):
            again.requests.keep("draft", " ", request, author="OK")
    assert verify(desk.path).problems == []
