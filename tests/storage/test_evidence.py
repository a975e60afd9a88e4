"""Evidence is kept byte for byte, once for each content; a crash leaves all of it or nothing."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import evidence as rules
from domain.clock import ManualClock
from domain.errors import DeskError, FieldError
from storage import evidence as kept_evidence
from storage.desk import Desk
from storage.evidence import read_evidence
from storage.evidence_export import save_evidence
from storage.verify import verify
from tests.builders import AUTHOR, T0, facts, hours, new_desk
from tests.storage.desks import python, uncovered

NUMBER = "CV-2026-000001"


def desk_with_incident(folder: Path) -> Desk:
    desk = new_desk(folder)
    desk.incidents.log(facts(), author=AUTHOR)
    return desk


def add(desk: Desk, data: bytes, name: str = "a.bin") -> str:
    return desk.evidence.add(NUMBER, data, name=name, received_by="OK", author=AUTHOR).number


@settings(max_examples=20)
@given(st.binary(min_size=1, max_size=40), st.integers(1, 9))
def test_any_bytes_come_out_as_they_went_in(data: bytes, chunk: int) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr(kept_evidence, "CHUNK", chunk)
        with desk_with_incident(Path(folder)) as desk:
            number = add(desk, data)
            assert desk.evidence.content(number) == data
            save_evidence(desk, number, Path(folder) / "out")
            assert (Path(folder) / "out").read_bytes() == data
            assert desk.evidence.get(number).custody.sha256 == sha256(data).hexdigest()
        assert verify(Path(folder) / "north.desk").problems == []


def test_one_content_is_kept_once_and_the_same_file_is_not_added_twice(tmp_path: Path) -> None:
    with desk_with_incident(tmp_path) as desk:
        desk.incidents.log(facts(), author=AUTHOR)
        data = bytes(range(256)) * 5000
        first = add(desk, data)
        with pytest.raises(FieldError, match="The same file is there already: EV-2026-000001"):
            add(desk, data, "other name")
        desk.evidence.add("CV-2026-000002", data, name="b", received_by="OK", author=AUTHOR)
        parts = desk._connection.execute("SELECT count(*) FROM evidence_chunk").fetchone()[0]
        assert parts == 2
        desk.evidence.withdraw(first, reason="wrong incident", author=AUTHOR)
        assert desk.evidence.content(first) == data, "withdrawn, never deleted"
        with pytest.raises(FieldError, match="withdrawn already"):
            desk.evidence.withdraw(first, reason="again", author=AUTHOR)
        assert add(desk, data) == "EV-2026-000003"
        actions = [entry.action for entry in desk.incidents.history(NUMBER)]
        assert actions == ["incident.logged", "evidence.added", "evidence.withdrawn", "evidence.added"]


def test_what_is_too_large_empty_or_no_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "LARGEST", 4)
    (tmp_path / "large").write_bytes(b"12345")
    (tmp_path / "empty").touch()
    for name, reason in (("large", "limit for one file"), ("empty", "is empty"), ("none", "is no file")):
        with pytest.raises(FieldError, match=reason):
            read_evidence(tmp_path / name)
    with desk_with_incident(tmp_path) as desk:
        with pytest.raises(FieldError, match="limit for one file"):
            add(desk, b"12345")
        with pytest.raises(FieldError, match="Who received it"):
            desk.evidence.add(NUMBER, b"1", name="a", received_by=" ", author=AUTHOR)
        with pytest.raises(FieldError, match="There is no incident"):
            desk.evidence.add("CV-2026-000009", b"1", name="a", received_by="OK", author=AUTHOR)
        with pytest.raises(FieldError, match="still to come"):
            desk.evidence.add(
                NUMBER, b"1", name="a", received_by="OK", received_at=T0 + hours(90), author=AUTHOR
            )
        assert desk._connection.execute("SELECT count(*) FROM evidence_chunk").fetchone()[0] == 0


def test_a_changed_byte_is_found_and_never_handed_out(tmp_path: Path) -> None:
    with desk_with_incident(tmp_path) as desk:
        number = add(desk, b"original")
    path = tmp_path / "north.desk"
    with uncovered(path) as connection:
        connection.execute("UPDATE evidence_chunk SET data = CAST('0riginal' AS BLOB)")
    assert verify(path).problems == [f"Evidence {number} does not match its SHA-256."]
    with Desk.open(path, clock=ManualClock(T0)) as desk:
        with pytest.raises(DeskError, match="damaged"):
            save_evidence(desk, number, tmp_path / "out")
        assert not (tmp_path / "out").exists()


KILLED = """
import os, sys
from pathlib import Path
from domain.clock import ManualClock
from storage.desk import Desk
from storage import evidence
from tests.builders import T0, hours
desk = Desk.open(Path(sys.argv[1]), clock=ManualClock(T0 + hours(3)))
keep = evidence.keep
def half(connection, digest, data):
    keep(connection, digest, data)
    os._exit(9)
evidence.keep = half
desk.evidence.add("CV-2026-000001", b"x" * 3_000_000, name="a", received_by="OK", author="OK")
"""


def test_a_crash_in_the_middle_leaves_nothing_of_it(tmp_path: Path) -> None:
    desk_with_incident(tmp_path).close()
    path = tmp_path / "north.desk"
    with python(KILLED, path) as process:
        assert process.wait(60) == 9
    assert verify(path).problems == []
    with Desk.open(path, clock=ManualClock(T0 + hours(3))) as desk:
        assert desk.evidence.of(NUMBER) == []
        assert desk._connection.execute("SELECT count(*) FROM evidence_chunk").fetchone()[0] == 0
        assert add(desk, b"y") == "EV-2026-000001"
