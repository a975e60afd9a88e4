"""The program as the shell sees it: exit codes, and what it does not do when it starts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import main
from cli import run

ROOT = Path(main.__file__).resolve().parent


def program(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_exit_codes(tmp_path: Path) -> None:
    made = program("new", "n.desk", "--code", "NTH", "--name", "Північ", folder=tmp_path)
    assert (made.returncode, made.stdout) == (0, "n.desk: desk NTH, Північ, TLP:AMBER.\n")
    assert program("clock", "--desk", "none.desk", folder=tmp_path).returncode == 1
    assert program("clock", folder=tmp_path).returncode == 2
    body = (tmp_path / "n.desk").read_bytes()
    (tmp_path / "n.desk").write_bytes(body.replace(b'"code":"NTH"', b'"code":"NTX"'))
    assert program("verify", "n.desk", folder=tmp_path).returncode == 3


def test_a_failure_is_one_line_or_one_object(tmp_path: Path) -> None:
    said = program("clock", "--desk", "none.desk", folder=tmp_path)
    assert (said.stdout, said.stderr.count("\n")) == ("", 1)
    told = program("clock", "--desk", "none.desk", "--json", folder=tmp_path)
    assert (told.returncode, told.stderr) == (1, "")
    assert json.loads(told.stdout)["error"] == "There is no file none.desk."


def test_a_word_that_is_neither_command_nor_desk(tmp_path: Path) -> None:
    said = program("improt", "x.csv", folder=tmp_path)
    assert (said.returncode, said.stdout) == (2, "")
    assert "neither a command nor a desk" in said.stderr


def test_the_version_is_that_of_the_project() -> None:
    assert f'version = "{main.VERSION}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_commands_start_without_qt_or_reportlab(tmp_path: Path) -> None:
    program("new", "n.desk", "--code", "NTH", "--name", "x", folder=tmp_path)
    script = (
        "import sys; sys.argv = ['main.py', 'clock', '--desk', 'n.desk']; import main;"
        "code = main.main(sys.argv[1:]);"
        "heavy = [name for name in ('PySide6', 'reportlab', 'gui') if name in sys.modules];"
        "assert (code, heavy) == (0, []), (code, heavy)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_without_a_command_the_window_opens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[Path | None] = []

    def window(desk: Path | None = None) -> int:
        opened.append(desk)
        return 0

    monkeypatch.setattr("gui.application.run", window)
    assert main.main([]) == 0
    assert main.main(["not-yet-there.desk"]) == 0
    assert opened == [None, Path("not-yet-there.desk")]
    assert main.main(["a.desk", "b.desk"]) == 2


def test_a_window_that_fails_to_open_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    def window(desk: Path | None = None) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr("gui.application.run", window)
    assert main.main([]) == run.BUG
    assert "A bug of ours" in capsys.readouterr().err
    assert len(list(home.rglob("crash.log"))) == 1
