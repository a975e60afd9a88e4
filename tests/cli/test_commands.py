"""Every command does its task and ends with the exit code that scripts rely on."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import cli.demo
import cli.parser
import cli.pictures
from cli.demo import has_screen
from cli.output import Output
from cli.parser import COMMANDS, FORMATS, function_of
from cli.run import run
from cli.startup import refuse_bad_pair
from cli.values import author
from domain.clock import ManualClock
from domain.errors import DeskError
from domain.marking import Marking
from domain.plan import Plan, Texts
from domain.redaction import PROFILES
from domain.request import Request
from reports.page import page_count
from storage.desk import Desk
from storage.exercise import build_exercise
from storage.mapping import FORMAT_NAMES
from tests.conftest import START
from tests.reports.pdf import text
from tests.storage.tables import ACLED, EYES

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(clock: ManualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command in the test's folder: its exit code, and what it wrote to both outputs."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        out, err = io.StringIO(), io.StringIO()
        code = run(arguments, version="1", clock=clock, out=Output(out, err))
        return code, out.getvalue(), err.getvalue()

    return call


@pytest.fixture
def exercise(tmp_path: Path) -> Path:
    path = tmp_path / "ex.desk"
    build_exercise(path, now=START)
    return path


def made(command: Command) -> None:
    assert command("new", "n.desk", "--code", "nth", "--name", "Northern desk", "--author", "AB")[0] == 0


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def answer(result: tuple[int, str, str]) -> Any:
    assert result[2] == ""
    return json.loads(result[1])


# --- new, verify ---------------------------------------------------------------------------------


def test_new_makes_a_desk(command: Command, tmp_path: Path, clock: ManualClock) -> None:
    code, out, err = command(
        *("new", "n.desk", "--code", "nth", "--name", "Northern desk", "--tlp", "tlp:green"),
        *("--marking", "Partners", "--exercise", "--author", "AB"),
    )
    assert (code, out, err) == (0, "n.desk: desk NTH, Northern desk, TLP:GREEN · Partners.\n", "")
    with Desk.open(tmp_path / "n.desk", clock=clock) as desk:
        assert desk.info.marking == Marking.of("TLP:GREEN", "Partners", exercise=True)


def test_new_refuses_what_is_there_and_what_is_no_code(command: Command) -> None:
    made(command)
    assert command("new", "n.desk", "--code", "NTH", "--name", "x")[0] == 1
    code, out, err = command("new", "m.desk", "--code", "1", "--name", "x")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert answer(command("new", "m.desk", "--code", "1", "--name", "x", "--json"))["field"] == "code"


def test_verify_says_that_a_desk_holds(command: Command) -> None:
    made(command)
    code, out, _err = command("verify", "n.desk")
    assert code == 0
    assert out.startswith("n.desk holds: 1 entry, head ")
    assert answer(command("verify", "n.desk", "--json"))["holds"] is True


def test_verify_names_the_first_entry_that_does_not_hold(command: Command, exercise: Path) -> None:
    content = exercise.read_bytes()
    assert content.count(b"a barn burned") > 1
    exercise.write_bytes(content.replace(b"a barn burned", b"a bard burned"))
    code, out, err = command("verify", "ex.desk")
    assert (code, err) == (3, "")
    assert "Entry 2 does not hold" in out
    found = answer(command("verify", "ex.desk", "--json"))
    assert (found["holds"], found["first_broken"], found["entries"]) == (False, 2, 1)


def test_verify_of_a_desk_with_a_hole(command: Command, exercise: Path) -> None:
    content = bytearray(exercise.read_bytes())
    middle = len(content) // 8192 * 4096
    content[middle : middle + 8192] = bytes(8192)
    exercise.write_bytes(content)
    assert command("verify", "ex.desk")[0] == 3


def test_verify_of_what_is_no_desk(command: Command, tmp_path: Path) -> None:
    write(tmp_path / "x.desk", "not a desk" * 1000)
    assert command("verify", "x.desk")[0] == 1
    assert command("verify", "none.desk")[0] == 1
    assert answer(command("verify", "none.desk", "--json"))["error"] == "There is no file none.desk."


# --- import, export ------------------------------------------------------------------------------


def test_import_names_every_rejected_row(command: Command, tmp_path: Path) -> None:
    made(command)
    write(tmp_path / "eyes.csv", EYES)
    code, out, err = command("import", "eyes.csv", "--desk", "n.desk", "--author", "AB")
    assert (code, err) == (0, "")
    assert "eyes.csv: eyes-on-russia, utf-8, comma, 3 rows\n" in out
    assert "imported  2  CV-2026-000001 – CV-2026-000002\n" in out
    assert "row 3 · X2 · latitude: Latitude 91 is outside −90…90." in out
    assert "not mapped, kept in the original row: violence level\n" in out
    again = answer(command("import", "eyes.csv", "--desk", "n.desk", "--json"))
    assert (again["imported"], again["repeated"], again["rows"]) == (0, 2, 3)
    assert again["rejected"][0]["row"] == 3


def test_a_dry_run_writes_nothing(command: Command, tmp_path: Path) -> None:
    made(command)
    write(tmp_path / "eyes.csv", EYES)
    tried = answer(command("import", "eyes.csv", "--desk", "n.desk", "--dry-run", "--json"))
    assert (tried["accepted"], tried["imported"], tried["dry_run"]) == (2, 0, True)
    assert (
        "would be imported  2 (dry run" in command("import", "eyes.csv", "--desk", "n.desk", "--dry-run")[1]
    )
    assert "1 entry" in command("verify", "n.desk")[1]


def test_strict_imports_nothing_and_says_so(command: Command, tmp_path: Path) -> None:
    made(command)
    write(tmp_path / "eyes.csv", EYES)
    code, out, err = command("import", "eyes.csv", "--desk", "n.desk", "--strict")
    assert code == 1
    assert "row 3 · X2" in out
    assert err == "Nothing was imported: “strict” takes all rows or none.\n"
    assert "1 entry" in command("verify", "n.desk")[1]


def test_an_import_of_which_nothing_could_be_taken_is_no_success(command: Command, tmp_path: Path) -> None:
    made(command)
    write(tmp_path / "a.csv", "date,time,place\n2026-03-05,14:00,A\n")
    assert command("import", "a.csv", "--desk", "n.desk")[0] == 1
    assert command("import", "a.csv", "--desk", "n.desk", "--zone", "Europe/Kyiv")[0] == 0


def test_import_with_a_mapping(command: Command, tmp_path: Path) -> None:
    made(command)
    write(tmp_path / "a.csv", "w;p\n05/03/2026;A\n")
    arguments = ("import", "a.csv", "--desk", "n.desk", "--date-order", "dmy")
    assert command(*arguments)[0] == 1
    assert command(*arguments, "--map", "occurred=w", "--map", "place=p")[0] == 0
    assert command(*arguments, "--map", "occurred")[0] == 2
    assert command(*arguments, "--zone", "Nowhere/There")[0] == 2


def test_export_and_import_again(command: Command, tmp_path: Path) -> None:
    made(command)
    write(tmp_path / "acled.csv", ACLED)
    command("import", "acled.csv", "--desk", "n.desk")
    export = ("export", "--desk", "n.desk", "--out")
    assert command(*export, "all.csv")[:2] == (0, "all.csv: 3 incidents.\n")
    assert command(*export, "all.csv")[0] == 1
    assert command(*export, "all.csv", "--force")[0] == 0
    assert (
        answer(command(*export, "day.csv", "--zone", "Europe/Kyiv", "--until", "2026-03-05", "--json"))[
            "incidents"
        ]
        == 2
    )
    assert answer(command(*export, "d.csv", "--since", "060000Z MAR 26", "--json"))["incidents"] == 0
    assert answer(command(*export, "e.csv", "--find", "clash", "--json"))["incidents"] == 1
    assert answer(command(*export, "f.csv", "--determination", "not assessed", "--json"))["incidents"] == 3
    assert command(*export, "g.csv", "--determination", "perhaps")[0] == 2
    assert command(*export, "g.xls")[0] == 1
    for name in ("g.xlsx", "g.jsonl", "g.geojson"):
        found = answer(command(*export, name, "--filter", "source:paper -kind:mortar", "--json"))
        assert found["incidents"] == 3, name
    assert (
        answer(command(*export, "h.csv", "--filter", "clash", "--find", "nobody", "--json"))["incidents"] == 0
    )
    wrong = command(*export, "g.csv", "--filter", "clash kind:mortr", "--json")
    assert wrong[0] == 2
    assert "Did you mean mortar" in answer(wrong)["advice"]
    assert "at character 12: mortr" in answer(wrong)["message"]
    twice = ("--filter", "since:24h", "--since", "060000Z MAR 26")
    assert command(*export, "g.csv", *twice)[0] == 2
    assert answer(command("import", "all.csv", "--desk", "n.desk", "--json"))["repeated"] == 3


# --- clock ---------------------------------------------------------------------------------------


def test_clock_for_programs(command: Command, exercise: Path) -> None:
    shown = answer(command("clock", "--desk", exercise.name, "--json"))
    assert (shown["desk"], shown["at"], shown["ahead"]) == ("EXN", "2026-11-23T14:07:31.000Z", False)
    assert len(shown["breaches"]) == 9
    band = next(b for b in shown["breaches"] if b["title"] == "Explosions at Hlynianyi Yar")
    first = band["phases"][0]
    assert (first["state"], first["in_band"]) == ("due_soon", True)
    assert first["deadline"] == {
        "earliest_utc": "2026-11-23T13:47:00.000Z",
        "latest_utc": "2026-11-23T14:27:00.000Z",
        "earliest_kyiv": "2026-11-23T15:47:00.000+02:00",
        "latest_kyiv": "2026-11-23T16:27:00.000+02:00",
    }
    assert first["remaining_seconds"] == -(20 * 60 + 31)


def test_clock_for_people(command: Command, exercise: Path) -> None:
    code, out, _err = command("clock", "--desk", exercise.name)
    assert code == 0
    assert out.startswith("EXN · 231407:31Z NOV 26 · 16:07 Kyiv · 9 open breaches\n")
    assert "not an official text" in out
    assert "1 Warning and halt: met late at T+26:00" in out
    assert "breached" not in out


def test_clock_at_another_instant(command: Command, exercise: Path) -> None:
    ask = ("clock", "--desk", exercise.name, "--json")
    assert answer(command(*ask, "--at=-100h"))["breaches"][0]["phases"][0]["state"] == "running"
    ahead = answer(command(*ask, "--at", "2026-11-30T14:00+02:00"))
    assert (ahead["ahead"], len(ahead["breaches"])) == (True, 9)
    for wrong in ("2026-11-22 14:00", "soon", "2026-11-22"):
        assert command(*ask, "--at", wrong)[0] == 2
    assert command(*ask, "--at", "2026-11-22", "--zone", "UTC")[0] == 2
    assert command(*ask, "--at", "2026-11-22 14:00", "--zone", "UTC")[0] == 0


# --- brief ---------------------------------------------------------------------------------------


def test_brief_gives_a_serial_and_notes_it(
    command: Command, exercise: Path, tmp_path: Path, clock: ManualClock
) -> None:
    period = ("--from", "2026-11-22", "--to", "2026-11-22", "--zone", "Europe/Kyiv")
    brief = ("brief", "--desk", exercise.name, *period, "--author", "AB", "--out")
    first = answer(command(*brief, "a.pdf", "--json", "--bottom-line", "Quieter than the day before."))
    assert (first["serial"], first["from"], first["to"]) == (
        "BRF-2026-0001", "2026-11-21T22:00:00.000Z", "2026-11-22T22:00:00.000Z",
    )  # fmt: skip
    pdf = (tmp_path / "a.pdf").read_bytes()
    assert (len(pdf), page_count(pdf)) == (first["size"], first["pages"])
    assert command(*brief, "a.pdf")[0] == 1
    with Desk.open(exercise, clock=clock) as held:
        assert [saved.serial for saved in held.briefings.saved()] == ["BRF-2026-0001"]
        # The desk is open here: another program gets a draft, and is told why.
        code, out, err = command(*brief, "b.pdf")
        assert (code, "DRAFT without a serial" in out) == (0, True)
        assert "Another program has it open" in err
    assert command(*brief, "c.pdf", "--draft")[2] == ""
    assert "BRF-2026-0002" in command(*brief, "d.pdf", "--page", "Letter")[1]
    assert command(*brief, "e.txt")[0] == 2
    assert command(*brief, "none/e.pdf")[0] == 1


@pytest.mark.parametrize(
    ("kind", "title"),
    [("deadlines", "Deadline sheet"), ("handover", "Watch handover"), ("hashes", "Evidence hash list")],
)
def test_brief_writes_what_a_desk_needs_on_paper(
    command: Command, exercise: Path, tmp_path: Path, clock: ManualClock, kind: str, title: str
) -> None:
    brief = ("brief", "--kind", kind, "--desk", exercise.name, "--author", "AB", "--out")
    made = answer(command(*brief, "a.pdf", "--json"))
    assert (made["kind"], made["serial"]) == (kind, "BRF-2026-0001")
    assert str(made["title"]).startswith(title)
    assert page_count((tmp_path / "a.pdf").read_bytes()) == made["pages"]
    with Desk.open(exercise, clock=clock) as desk:
        assert desk.briefings.saved()[0].title == made["title"]
        assert desk.journal.entries_of("BRF-2026-0001")[0].content["kind"] == kind
    draft = answer(command(*brief, "b.pdf", "--draft", "--json", "--cut-off=-2h"))
    assert draft["serial"] is None
    assert draft["cut_off"] == draft["to"] != made["cut_off"]
    assert command(*brief, "c.pdf", "--bottom-line", "Quiet.")[0] == 2


@pytest.mark.parametrize(("kind", "title"), [("spot", "Spot report CV-"), ("dossier", "Breach dossier BR-")])
def test_brief_tells_of_one_record(
    command: Command, exercise: Path, tmp_path: Path, clock: ManualClock, kind: str, title: str
) -> None:
    with Desk.open(exercise, clock=clock, readonly=True) as desk:
        breach = desk.breaches.open_cases()[0].breach
    number = breach.number if kind == "dossier" else breach.incidents[0]
    brief = ("brief", "--kind", kind, "--desk", exercise.name, "--author", "AB", "--draft")
    asked = (*brief, "--record", number, "--redact", "public", "--assessment", "Likely.", "--page", "Letter")
    made = answer(command(*asked, "--likelihood", "phia", "--json", "--out", "a.pdf"))
    assert (made["kind"], made["title"]) == (kind, title[:-3] + number)
    read = text((tmp_path / "a.pdf").read_bytes())
    assert "Left out of this edition" in read
    assert "PHIA" in read
    assert command(*brief, "--out", "b.pdf")[0] == 2
    assert command(*brief, "--record", "CV-1999-000001", "--out", "b.pdf")[0] == 1
    assert command(*brief, "--record", number, "--sections", "moon", "--out", "b.pdf")[0] == 2
    assert command(*brief, "--record", number, "--leave-out", "names", "--out", "b.pdf")[0] == 2
    assert command(*brief, "--record", number, "--blur", "3", "--out", "b.pdf")[0] == 2
    assert (
        command(
            *brief,
            "--record",
            number,
            "--assessment",
            "remote chance",
            "--likelihood",
            "icd203",
            "--out",
            "b.pdf",
        )[0]
        == 2
    )
    fine = ("--leave-out", "comments,evidence", "--blur", "5", "--sections", "evidence", "--pictures")
    assert command(*brief, "--record", number, *fine, "--out", "b.pdf")[0] == 0


def test_a_template_of_the_desk_is_used(
    command: Command, exercise: Path, tmp_path: Path, clock: ManualClock
) -> None:
    texts = Texts(assessment="Calm is likely.", gaps="No patrol by night.")
    plan = Plan(
        texts=texts, likelihood="phia", redaction=PROFILES["partners"], sections=("assessment", "gaps")
    )
    with Desk.open(exercise, clock=clock) as desk:
        desk.requests.keep("template", "Daily", Request(plan=plan), author="AB")
    brief = ("brief", "--desk", exercise.name, "--draft", "--out", "a.pdf", "--force", "--template")
    period = ("--from=-24h", "--to=-1m")
    assert command(*brief, "Daily", *period, "--gaps", "No patrol at all.")[0] == 0
    read = text((tmp_path / "a.pdf").read_bytes())
    for said in ("Calm is likely.", "No patrol at all.", "PHIA", "Left out of this edition"):
        assert said in read
    assert "Open clocks" not in read
    assert command(*brief, "Weekly", *period)[0] == 1
    assert command(*brief, "Daily", "--kind", "dossier", "--record", "BR-2026-0001")[0] == 2


def test_what_was_issued_opens_again_byte_for_byte(command: Command, exercise: Path, tmp_path: Path) -> None:
    issued = ("issued", "--desk", exercise.name)
    assert "Nothing was put out yet." in command(*issued)[1]
    brief = ("brief", "--desk", exercise.name, "--kind", "deadlines", "--author", "AB", "--out")
    made = answer(command(*brief, "a.pdf", "--json"))
    listed = answer(command(*issued, "--json"))["issued"]
    assert isinstance(listed, list)
    assert [(one["serial"], one["kind"], one["kept"]) for one in listed] == [
        (made["serial"], "deadlines", True)
    ]
    assert "Deadline sheet: Deadline sheet, 23" in command(*issued)[1]
    assert command(*issued, "brf-2026-0001", "--out", "again.pdf")[0] == 0
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "a.pdf").read_bytes()
    assert command(*issued, "BRF-2026-0001")[0] == 2
    assert command(*issued, "BRF-2026-0007", "--out", "b.pdf")[0] == 1
    assert command(*issued, "BRF-2026-0001", "--out", "again.pdf")[0] == 1
    assert command("verify", exercise.name)[0] == 0


def test_brief_says_which_times_it_needs_and_which_it_does_not(command: Command, exercise: Path) -> None:
    brief = ("brief", "--desk", exercise.name, "--author", "AB", "--draft", "--out")
    code, _out, err = command(*brief, "a.pdf")
    assert (code, "--from and --to" in err) == (2, True)
    code, _out, err = command(*brief, "a.pdf", "--kind", "deadlines", "--from=-1h")
    assert (code, "are not used" in err) == (0, True)
    made = answer(command(*brief, "b.pdf", "--kind", "handover", "--from=-3h", "--to=-1h", "--json"))
    assert (made["from"], made["to"]) == ("2026-11-23T11:07:31.000Z", "2026-11-23T13:07:31.000Z")
    assert command(*brief, "c.pdf", "--kind", "handover", "--from=-1h", "--to=-3h")[0] == 1


# --- demo ----------------------------------------------------------------------------------------


def test_demo(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Path] = []

    def draw(desk: Path, folder: Path, pdf: Path) -> list[Path]:
        drawn.extend((desk, folder, pdf))
        return [folder / "board.png"]

    monkeypatch.setattr(cli.demo, "draw", draw)
    for _again in range(2):
        code, out, _err = command("demo", "--out", "shown", "--no-window")
        assert code == 0
        assert "exercise-briefing.pdf: its briefing BRF-2026-0001" in out.replace("\\", "/")
    folder = Path("shown")
    assert drawn[:3] == [folder / "exercise.desk", folder / "screenshots", folder / "exercise-briefing.pdf"]
    assert sorted(path.name for path in folder.iterdir() if path.suffix != ".lock") == [
        "exercise-briefing.pdf", "exercise.desk",
    ]  # fmt: skip


def test_demo_never_replaces_a_desk_of_real_work(
    command: Command, tmp_path: Path, clock: ManualClock
) -> None:
    command("new", "exercise.desk", "--code", "NTH", "--name", "Real")
    before = (tmp_path / "exercise.desk").read_bytes()
    code, _out, err = command("demo", "--out", ".", "--no-window")
    assert (code, "is not an exercise desk" in err) == (1, True)
    assert (tmp_path / "exercise.desk").read_bytes() == before
    command("new", "other/exercise.desk", "--code", "NTH", "--name", "Real")
    write(tmp_path / "file", "")
    assert command("demo", "--out", "file", "--no-window")[0] == 1


def test_demo_leaves_an_exercise_desk_that_is_in_use(
    command: Command, tmp_path: Path, clock: ManualClock
) -> None:
    path = tmp_path / "exercise.desk"
    build_exercise(path, now=START - timedelta(days=1))
    with Desk.open(path, clock=clock):
        code, _out, err = command("demo", "--out", ".", "--no-window")
    assert (code, "is in use" in err) == (1, True)


def test_pictures_need_no_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever platform the user's own settings name."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "no-such-platform")
    build_exercise(tmp_path / "e.desk", now=START)
    (tmp_path / "e.pdf").write_bytes(b"")
    drawn = cli.pictures.draw(tmp_path / "e.desk", tmp_path / "shots", tmp_path / "e.pdf")
    assert len(drawn) >= 8
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in drawn)


def test_pictures_that_cannot_be_drawn_are_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DeskError, match="could not be drawn"):
        cli.pictures.draw(tmp_path / "e.desk", tmp_path / "file" / "shots", tmp_path / "e.pdf")


@pytest.mark.parametrize(
    ("environment", "platform", "seen"),
    [({}, "linux", False), ({"DISPLAY": ":0"}, "linux", True), ({"WAYLAND_DISPLAY": "w"}, "linux", True),
     ({}, "win32", True), ({}, "darwin", True), ({"CI": "1"}, "win32", False),
     ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False)],
)  # fmt: skip
def test_where_a_window_can_be_seen(environment: dict[str, str], platform: str, seen: bool) -> None:
    assert has_screen(environment, platform) is seen


# --- around them ---------------------------------------------------------------------------------


def test_the_parser_knows_what_the_layers_know() -> None:
    assert FORMATS == FORMAT_NAMES
    for name in COMMANDS:
        assert callable(function_of(name))


def test_a_bug_is_recorded_and_ends_with_70(
    command: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(COMMANDS, "verify", "tests.cli.test_commands:broken")
    code, out, err = command("verify", "n.desk")
    assert (code, out, err.count("\n")) == (70, "", 1)
    assert "A bug of ours: ZeroDivisionError" in err
    (log,) = home.rglob("crash.log")
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    assert str(log) in err


def test_the_crash_log_says_where_and_never_what_a_record_says_and_is_put_aside_when_it_grows(
    command: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(COMMANDS, "verify", "tests.cli.test_commands:broken_by_a_record")
    monkeypatch.setattr("sys.argv", ["main.py", "verify", SECRET])
    assert command("verify", "n.desk")[0] == 70
    (log,) = home.rglob("crash.log")
    text = log.read_text(encoding="utf-8")
    assert "KeyError" in text
    assert "ValueError" in text, "what was behind it"
    assert "broken_by_a_record" in text
    assert SECRET not in text
    log.write_text("x" * 600_000, encoding="utf-8")
    command("verify", "n.desk")
    assert log.stat().st_size < 50_000
    assert log.with_name("crash.log.1").stat().st_size == 600_000


SECRET = "Colonel Secret at 47.6, 35.8"


def broken_by_a_record(*_arguments: object) -> int:
    description = SECRET
    try:
        raise ValueError(description)
    except ValueError as error:
        raise KeyError(description) from error


def broken(*_arguments: object) -> int:
    return 1 // 0


def test_a_bug_that_cannot_be_recorded_still_ends_with_70(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(COMMANDS, "verify", "tests.cli.test_commands:broken")
    write(tmp_path / "file", "")
    monkeypatch.setattr("platformdirs.user_log_dir", lambda *_a, **_k: str(tmp_path / "file" / "logs"))
    assert command("verify", "n.desk")[0] == 70


def test_a_reader_that_goes_away_is_no_failure(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError

    made(command)
    assert run(["verify", "n.desk"], clock=ManualClock(START), out=Output(Closed(), io.StringIO())) == 0


def test_an_interruption(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "verify", "tests.cli.test_commands:interrupted")
    assert command("verify", "n.desk")[0] == 130


def interrupted(*_arguments: object) -> int:
    raise KeyboardInterrupt


def test_who_is_on_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARMISTICE_AUTHOR", "CD")
    assert (author("AB"), author(None)) == ("AB", "CD")
    monkeypatch.delenv("ARMISTICE_AUTHOR")
    monkeypatch.setattr("getpass.getuser", lambda: "olena")
    assert author(None) == "olena"

    def nobody() -> str:
        raise OSError

    monkeypatch.setattr("getpass.getuser", nobody)
    assert author(None) == "CLI"
    for wrong in ("", " ", "x" * 41, "\0"):
        with pytest.raises(DeskError):
            author(wrong)


def test_the_pair_that_does_not_live_is_refused() -> None:
    with pytest.raises(DeskError, match=r"6\.12\.0 would end Python 3\.11"):
        refuse_bad_pair((3, 11), "6.12.0")
    refuse_bad_pair((3, 11), "6.11.3")
    refuse_bad_pair((3, 12), "6.12.0")
    refuse_bad_pair()
