"""The protocol editor, through its widgets: read, change, be told what is wrong, try, adopt, move, files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import DeskError
from domain.ladder import State
from domain.protocol import DEFAULT_FILE, Protocol
from gui.dialogs import FormDialog
from gui.protocol_dialog import ProtocolDialog
from tests.gui.conftest import Room
from tests.gui.hands import fill, in_dialog, in_form

TEXT = DEFAULT_FILE.read_text(encoding="utf-8")
TWELVE = TEXT.replace("version = 1", "version = 2").replace("hours = 24", "hours = 12")


def editor(room: Room, act: Callable[[ProtocolDialog], object]) -> None:
    in_dialog(lambda: room.trigger("protocols"), act, ProtocolDialog)


def with_reason(press: Callable[[], object], reason: str = "as reported since") -> None:
    """Press a button that asks why, and say it."""

    def act(dialog: FormDialog) -> None:
        fill(dialog, reason=reason)
        dialog.accept_button.click()

    in_form(press, act)


def choose_breach(dialog: ProtocolDialog, number: str) -> None:
    for index in range(dialog.breach.count()):
        if dialog.breach.itemText(index).startswith(number):
            dialog.breach.setCurrentIndex(index)
            return
    raise AssertionError(number)


def test_the_one_in_force_is_shown_with_its_provenance(full: Room) -> None:
    def act(dialog: ProtocolDialog) -> None:
        assert dialog.versions.currentText() == "FT-2026 v1 · in force"
        assert dialog.text.toPlainText() == TEXT
        assert "FT-2026 v1 · 24/72 plan · adopted" in dialog.found.text()
        assert "not an official text" in dialog.found.text()
        assert not dialog.adopt_button.isEnabled()
        assert not dialog.move_button.isEnabled()

    editor(full, act)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("hours = 24", "hours = 0", "line 13, phase[1].hours: "),
        ("hours = 72", "hours = 99999", "line 33, phase[3].hours: "),
        (
            'reading = "deadline"\ncondition = "a v',
            'reading = "soon"\ncondition = "a v',
            "phase[1].reading: ",
        ),
        ("number = 2", "number = 4", "phase.number: "),
        ("after = 1", "after = 3", "phase[2].after: "),
        ("version = 1", "version = 0", "line 3, version: "),
        ('holds = "assessed as a broader attack"\n', "", "line 30, phase[3].holds: "),
        ("hours = 24", "hour = 24", "line 13, phase[1].hour: "),
        ('title = "24/72 plan"', "title = ", "line 4"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_cannot_be_adopted(
    full: Room, old: str, new: str, said: str
) -> None:
    assert TEXT.count(old) >= 1

    def act(dialog: ProtocolDialog) -> None:
        dialog.text.setPlainText(TEXT.replace(old, new, 1))
        assert dialog.found.text().startswith("▲ ")
        assert said in dialog.found.text()
        assert dialog.protocol is None
        assert not dialog.adopt_button.isEnabled()
        dialog.adopt()  # by a key: nothing happens

    editor(full, act)
    assert full.desk.protocols.names() == ["FT-2026 v1"]


def test_it_is_tried_on_a_breach_before_it_is_adopted(full: Room) -> None:
    def act(dialog: ProtocolDialog) -> None:
        choose_breach(dialog, full.breaches["soon"])
        dialog.text.setPlainText(TWELVE)
        now, would_be = dialog.preview.text().split("\n\n")
        assert now.startswith("NOW, under FT-2026 v1")
        assert "due soon – 24 h in 04:00:00" in now
        assert would_be.startswith("WOULD BE, under FT-2026 v2")
        assert "passed 08:00:00 ago" in would_be
        assert not dialog.move_button.isEnabled(), "not adopted yet"

    editor(full, act)
    case = full.desk.breaches.case(full.breaches["soon"])
    assert case.protocol.name == "FT-2026 v1"
    assert full.desk.protocols.names() == ["FT-2026 v1"]


def test_adopted_it_holds_for_new_breaches_and_running_ones_move_on_purpose(full: Room) -> None:
    number = full.breaches["soon"]

    def act(dialog: ProtocolDialog) -> None:
        dialog.text.setPlainText(TWELVE)
        assert "not adopted yet" in dialog.found.text()
        with_reason(dialog.adopt_button.click)
        assert "FT-2026 v2 · in force" in dialog.versions.currentText()
        assert not dialog.adopt_button.isEnabled()
        assert full.desk.breaches.get(number).protocol == "FT-2026 v1", "a running breach keeps its version"
        choose_breach(dialog, number)
        assert dialog.move_button.isEnabled()
        with_reason(dialog.move_button.click, "the partners agreed")

    editor(full, act)
    case = full.desk.breaches.case(number)
    assert case.protocol.name == "FT-2026 v2"
    assert case.standing(full.clock.now()).phases[0].state is State.PASSED
    (adopted,) = full.desk.journal.entries_of("FT-2026 v2")
    assert (adopted.author, adopted.content["reason"]) == ("AB", "as reported since")
    assert adopted.content["source"] == TWELVE
    incident = full.session.log_incident(full.desk.incidents.get("CV-2026-000001").facts).number
    made = full.session.open_breach(incident, title="x", anchor="occurred", basis="y")
    assert made.protocol == "FT-2026 v2"


def test_no_reason_no_adoption(full: Room) -> None:
    def give_up(dialog: FormDialog) -> None:
        dialog.accept_button.click()
        dialog.reject()

    def act(dialog: ProtocolDialog) -> None:
        dialog.text.setPlainText(TWELVE)
        in_form(dialog.adopt_button.click, give_up)
        assert dialog.adopt_button.isEnabled()

    editor(full, act)
    assert full.desk.protocols.names() == ["FT-2026 v1"]


def test_a_version_is_never_adopted_twice(full: Room) -> None:
    def act(dialog: ProtocolDialog) -> None:
        dialog.text.setPlainText(TEXT.replace("24/72 plan", "Another plan"))
        assert "adopted" in dialog.found.text()
        assert not dialog.adopt_button.isEnabled()

    editor(full, act)


def test_what_was_typed_is_given_up_only_on_purpose(full: Room) -> None:
    full.session.adopt_protocol(Protocol.from_toml(TWELVE), TWELVE, "as reported")

    def act(dialog: ProtocolDialog) -> None:
        dialog.text.insertPlainText("# mine\n")
        full.messages.answer = False
        dialog.versions.setCurrentIndex(0)
        assert dialog.text.toPlainText().startswith("# mine\n")
        assert dialog.versions.currentText() == "FT-2026 v2 · in force"
        dialog.read_file()
        dialog.reject()
        assert dialog.isVisible()
        assert full.files.suggested == []
        full.messages.answer = True
        dialog.versions.setCurrentIndex(0)
        assert dialog.text.toPlainText() == TEXT

    editor(full, act)


# --- files ------------------------------------------------------------------------------------------------


def test_to_a_file_and_back(full: Room, tmp_path: Path) -> None:
    full.files.path = tmp_path / "plan.toml"

    def write(dialog: ProtocolDialog) -> None:
        dialog.text.setPlainText(TWELVE)
        dialog.write_file()

    editor(full, write)
    assert (tmp_path / "plan.toml").read_text(encoding="utf-8") == TWELVE
    assert full.files.suggested[-1].name == "ft-2026-v2.toml"

    def read(dialog: ProtocolDialog) -> None:
        dialog.read_file()
        assert dialog.text.toPlainText() == TWELVE
        assert dialog.protocol == Protocol.from_toml(TWELVE)
        assert dialog.adopt_button.isEnabled()

    editor(full, read)


def test_a_file_that_cannot_be_read_or_written_is_said_and_the_text_stays(full: Room, tmp_path: Path) -> None:
    latin = tmp_path / "plan.toml"
    latin.write_bytes(b"\xff\xfe\x00")

    def act(dialog: ProtocolDialog) -> None:
        full.files.path = latin
        dialog.read_file()
        full.files.path = tmp_path / "missing.toml"
        dialog.read_file()
        full.files.path = tmp_path / "no folder" / "plan.toml"
        dialog.write_file()
        full.files.path = None
        dialog.read_file()
        dialog.write_file()
        assert dialog.text.toPlainText() == TEXT

    editor(full, act)
    assert len(full.messages.errors) == 3


# --- whatever is typed ------------------------------------------------------------------------------------


@given(
    st.one_of(
        st.text(),
        st.sampled_from(["[" * 9_000, "hours = " + "9" * 9_000, "a = 2026-02-31", "[[phase]]\n" * 3]),
        st.tuples(st.integers(0, len(TEXT)), st.text(max_size=5)).map(
            lambda cut: TEXT[: cut[0]] + cut[1] + TEXT[cut[0] :]
        ),
        st.tuples(st.integers(0, len(TEXT)), st.integers(1, 60)).map(
            lambda cut: TEXT[: cut[0]] + TEXT[cut[0] + cut[1] :]
        ),
    )
)
def test_whatever_is_typed_is_a_protocol_or_refused_with_a_reason(text: str) -> None:
    try:
        made = Protocol.from_toml(text)
    except DeskError:
        return
    assert Protocol.from_json(made.to_json()) == made
