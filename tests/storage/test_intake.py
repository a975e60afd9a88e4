"""One sheet, one transaction: the incident and the files that were held for it, or nothing of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from domain.errors import DeskError, FieldError
from domain.evidence import Custody
from storage.desk import Desk
from storage.verify import verify
from tests.builders import AUTHOR, facts, new_desk

PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9000


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path)


def hold(desk: Desk, data: bytes = PHOTO, name: str = "фото <b>.png") -> Custody:
    return desk.evidence.hold(data, name=name, received_by="OK", received_from="Patrol 3", author=AUTHOR)


def kept(desk: Desk) -> int:
    return int(desk._connection.execute("SELECT count(*) FROM evidence_chunk").fetchone()[0])


def test_what_is_held_is_no_entry_and_becomes_evidence_with_the_incident(desk: Desk) -> None:
    with desk:
        before = desk.journal.head()
        custody = hold(desk)
        assert desk.journal.head() == before, "a draft is not in the journal"
        assert (custody.type, custody.size) == ("image/png", len(PHOTO))
        made = desk.intake.log(facts(), held=[custody], author=AUTHOR)
        (evidence,) = desk.evidence.of(made.number)
        assert evidence.custody == custody
        assert desk.evidence.content(evidence.number) == PHOTO
        desk.evidence.let_go(custody.sha256, author=AUTHOR)
        assert desk.evidence.content(evidence.number) == PHOTO, "evidence is never let go"
    assert verify(desk.path).problems == []


def test_what_is_let_go_leaves_nothing(desk: Desk) -> None:
    with desk:
        custody = hold(desk)
        assert kept(desk) > 1
        desk.evidence.let_go(custody.sha256, author=AUTHOR)
        assert kept(desk) == 0
        before = desk.journal.head()
        with pytest.raises(DeskError, match="not there any more"):
            desk.intake.log(facts(), held=[custody], author=AUTHOR)
        assert (desk.journal.head(), desk.incidents.count()) == (before, 0), "nothing of it is kept"
    assert verify(desk.path).problems == []


@pytest.mark.parametrize("data", [b"", b"12345"])
def test_what_cannot_be_evidence_is_not_held(
    desk: Desk, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domain.evidence.LARGEST", 4)
    with desk, pytest.raises(FieldError):
        hold(desk, data)


def test_a_report_of_a_known_event_with_a_file_is_one_transaction(desk: Desk) -> None:
    with desk:
        first = desk.incidents.log(facts(), author=AUTHOR).number
        custody = hold(desk, b"a note")
        made = desk.intake.log(facts(), of=first, held=[custody], author=AUTHOR)
        assert (made.duplicate_of, made.counts) == (first, False)
        actions = [entry.action for entry in desk.incidents.history(made.number)]
        assert actions == ["incident.logged", "incident.merged", "evidence.added"]
        twice = [hold(desk, b"x"), hold(desk, b"x")]
        with pytest.raises(FieldError, match="same file"):
            desk.intake.log(facts(), held=twice, author=AUTHOR)
        assert desk.incidents.count() == 2
    assert verify(desk.path).problems == []


def test_held_bytes_outlive_the_program_and_are_held_to_their_digest(desk: Desk) -> None:
    path = desk.path
    with desk:
        custody = hold(desk, b"a note")
    with Desk.open(path, clock=desk.journal._clock) as again:
        made = again.intake.log(facts(), held=[custody], author=AUTHOR)
        (evidence,) = again.evidence.of(made.number)
        assert hashlib.sha256(again.evidence.content(evidence.number)).hexdigest() == custody.sha256
