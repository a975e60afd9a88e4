"""Encrypted desks by script: the passphrase comes from anywhere but the command line."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.output import Output
from cli.parser import COMMANDS, build
from cli.run import run
from domain.clock import ManualClock
from storage.keys import is_encrypted
from tests.builders import T0

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "seven storks over Orikhiv"
OTHER = "ein ganz anderer Satz, länger"
ROWS = "date;time;place;kind;source\n2026-11-22;10:00;Zvirynets;mortar;Patrol 3\n"
Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command in an empty folder, with nobody at the terminal and two passphrases in variables."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DESK_PASS", PASSPHRASE)
    monkeypatch.setenv("OTHER_PASS", OTHER)
    monkeypatch.setattr("sys.stdin", io.StringIO())

    def call(*arguments: str) -> tuple[int, str, str]:
        out, err = io.StringIO(), io.StringIO()
        return run(arguments, clock=ManualClock(T0), out=Output(out, err)), out.getvalue(), err.getvalue()

    return call


KEYED = ("--passphrase-env", "DESK_PASS")


def new(command: Command) -> None:
    made = command("new", "n.desk", "--code", "NTH", "--name", "Northern desk", "--encrypt", *KEYED)
    assert made[0] == 0, made


def test_every_command_works_on_an_encrypted_desk(command: Command, tmp_path: Path) -> None:
    new(command)
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    period = ("--from", "2026-11-20T00:00Z", "--to", "2026-11-30T00:00Z")
    for arguments in (
        ("import", "rows.csv", "--desk", "n.desk", "--zone", "UTC"),
        ("export", "--desk", "n.desk", "--out", "out.csv"),
        ("clock", "--desk", "n.desk"),
        ("brief", "--desk", "n.desk", *period, "--out", "b.pdf"),
        ("verify", "n.desk"),
        ("backup", "n.desk", "--out", "."),
        ("backup", "n.desk", "--out", "copy.desk"),
        ("restore", "copy.desk", "--out", "again.desk"),
        ("salvage", "n.desk", "--out", "salvaged.desk"),
    ):
        refused = command(*arguments)
        assert refused[0] == 1, refused
        assert "is encrypted" in refused[2]
        done = command(*arguments, *KEYED)
        assert done[0] == 0, done
        plain = arguments[0] in ("export", "brief")
        assert ("is not encrypted, as the desk is" in done[2]) is plain
    for path in tmp_path.rglob("*.desk"):
        assert is_encrypted(path), path
        assert b"Zvirynets" not in path.read_bytes()
    head = json.loads(command("verify", "n.desk", "--json", *KEYED)[1])["head"]
    assert command("verify", "n.desk", "--head", head[:12], *KEYED)[0] == 0


def test_a_wrong_passphrase_is_said_as_such(command: Command) -> None:
    new(command)
    code, out, err = command("verify", "n.desk", "--passphrase-env", "OTHER_PASS")
    assert (code, out) == (1, "")
    assert "not the passphrase" in err
    assert "damaged" not in err


def test_a_passphrase_is_never_an_argument_and_never_said(command: Command) -> None:
    new(command)
    for name in COMMANDS:
        options = build("1").parse_known_args
        with pytest.raises(SystemExit):
            options([name, "--help"])
    said = command("verify", "n.desk", *KEYED, "--json")
    assert PASSPHRASE not in "".join(map(str, said))
    with pytest.raises(SystemExit):
        command("verify", "n.desk", "--passphrase", PASSPHRASE)


def test_the_passphrase_comes_through_a_file_descriptor(command: Command, tmp_path: Path) -> None:
    new(command)
    for ending in ("", "\n", "\r\n"):
        read, write = os.pipe()
        os.write(write, f"{PASSPHRASE}{ending}".encode())
        os.close(write)
        assert command("verify", "n.desk", "--passphrase-fd", str(read))[0] == 0
    assert command("verify", "n.desk", "--passphrase-fd", "987")[0] == 2
    asked = [sys.executable, "main.py", "verify", str(tmp_path / "n.desk"), "--passphrase-fd", "0"]
    done = subprocess.run(asked, cwd=ROOT, input=PASSPHRASE, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_at_a_terminal_it_is_asked_for(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    new(command)

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    asked: list[str] = []
    answers = iter([PASSPHRASE, PASSPHRASE, OTHER, OTHER, PASSPHRASE, OTHER, "nearly"])

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return next(answers)

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", answer)
    assert command("verify", "n.desk")[0] == 0
    assert command("encrypt", "n.desk", "--out", "o.desk")[0] == 0
    assert asked == [
        *["Passphrase of n.desk: "] * 2,
        *["New passphrase: ", "The same again: "],
    ]
    code, _out, err = command("encrypt", "n.desk", "--out", "p.desk")
    assert code == 2
    assert "not the same" in err


def test_encrypt_change_and_decrypt(command: Command, tmp_path: Path) -> None:
    assert command("new", "p.desk", "--code", "NTH", "--name", "Northern desk")[0] == 0
    assert command("verify", "p.desk", *KEYED)[0] == 2, "it has no passphrase"
    before = (tmp_path / "p.desk").read_bytes()
    code, out, err = command("encrypt", "p.desk", "--out", "e.desk", "--new-passphrase-env", "DESK_PASS")
    assert code == 0, err
    assert "verified" in out
    assert "p.desk and its backups stay as they are" in err
    changed = ("encrypt", "e.desk", "--out", "f.desk", *KEYED, "--new-passphrase-env", "OTHER_PASS")
    assert command(*changed)[0] == 0
    assert command(*changed)[0] == 1, "never over a file"
    assert command("verify", "f.desk", *KEYED)[0] == 1
    assert command("verify", "f.desk", "--passphrase-env", "OTHER_PASS")[0] == 0
    code, _out, err = command("decrypt", "f.desk", "--out", "g.desk", "--passphrase-env", "OTHER_PASS")
    assert code == 0
    assert "can be read by anybody" in err
    assert command("verify", "g.desk")[0] == 0
    assert command("decrypt", "g.desk", "--out", "h.desk")[0] == 1
    assert (tmp_path / "p.desk").read_bytes() == before


def test_what_cannot_be_a_passphrase(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    make = ("new", "n.desk", "--code", "NTH", "--name", "Northern desk")
    assert command(*make, *KEYED)[0] == 2, "a passphrase without --encrypt"
    assert command(*make, "--encrypt")[0] == 2, "nobody to ask"
    monkeypatch.setenv("DESK_PASS", "short")
    code, _out, err = command(*make, "--encrypt", *KEYED)
    assert code == 2
    assert "At least 12" in err
    assert "short" not in err
    assert command(*make, "--encrypt", "--passphrase-env", "NO_SUCH")[0] == 2
