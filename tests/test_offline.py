"""The program as the system sees it: commands, pictures and a window session open no internet socket.

Traced by strace where it is there and allowed, with every process the program starts; else by an audit hook
of Python in the first process.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

HOOK = """
import runpy, sys
log = open(sys.argv[1], "a", encoding="utf-8", buffering=1)
def hook(event, args):
    if event == "socket.__new__" and int(args[1]) in (2, 10, 23, 30):
        log.write(f"socket(AF_INET {args[1]})\\n")
    elif event in ("socket.connect", "socket.bind") and isinstance(args[1], tuple):
        log.write(f"{event} AF_INET {args[1]}\\n")
sys.addaudithook(hook)
sys.argv = sys.argv[2:]
if sys.argv[0] == "-c":
    exec(compile(sys.argv[1], "session", "exec"))
else:
    runpy.run_path(sys.argv[0], run_name="__main__")
"""

SESSION = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gui import application
from gui.settings import Settings

def work():
    window = next(w for w in QApplication.topLevelWidgets() if hasattr(w, "actions_"))
    for name in ("page_log", "page_map", "page_trends", "page_briefs", "page_watch", "page_board", "back_up"):
        window.actions_[name].trigger()
    QTimer.singleShot(1500, window.close)

Settings().set_text("author", "AB")
app = QApplication([])
QTimer.singleShot(300, work)
sys.exit(application.run(Path("shown/exercise.desk")))
"""

COMMANDS = (
    ("main.py", "demo", "--out", "shown", "--no-window"),
    ("main.py", "new", "n.desk", "--code", "NTH", "--name", "Northern desk"),
    ("main.py", "import", "rows.csv", "--desk", "n.desk", "--zone", "UTC"),
    ("main.py", "brief", "--desk", "n.desk", "--kind", "deadlines", "--out", "sheet.pdf"),
    ("main.py", "verify", "n.desk"),
    ("-c", SESSION),
)
ROWS = "date;time;place;kind;source\n2026-11-22;10:00;Orikhiv;mortar;Patrol 3\n"


@cache
def tracer() -> str | None:
    """The path of strace, where it may trace."""
    strace = shutil.which("strace")
    if strace is None:
        return None
    trial = [strace, "-qq", "-o", os.devnull, sys.executable, "-V"]
    tried = subprocess.run(trial, capture_output=True, check=False)
    return strace if tried.returncode == 0 else None


def traced(folder: Path, *arguments: str, hook: bool) -> list[str]:
    """Runs Python on `arguments`; gives the lines on internet sockets. Raises where the program fails."""
    log = folder / "sockets.txt"
    log.write_text("", encoding="utf-8")
    inner = [str(ROOT / arguments[0]) if arguments[0].endswith(".py") else arguments[0], *arguments[1:]]
    strace = None if hook else tracer()
    if strace is None:
        command = [sys.executable, "-c", HOOK, str(log), *inner]
    else:
        options = ["-f", "-qq", "-e", "trace=socket,connect,bind", "-o", str(log)]
        command = [strace, *options, sys.executable, *inner]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=100
    )
    assert done.returncode == 0, done.stderr
    return [line for line in log.read_text(encoding="utf-8").splitlines() if "AF_INET" in line]


@pytest.mark.slow
@pytest.mark.parametrize("hook", [False, True], ids=["as the system sees it", "as Python sees it"])
def test_no_internet_socket_is_opened(tmp_path: Path, hook: bool) -> None:
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    for command in COMMANDS[1:-1] if hook else COMMANDS:
        assert traced(tmp_path, *command, hook=hook) == [], command[:2]


@pytest.mark.parametrize("hook", [False, True])
def test_the_trace_would_show_one(tmp_path: Path, hook: bool) -> None:
    code = "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); s.close()"
    assert traced(tmp_path, "-c", code, hook=hook) != []
