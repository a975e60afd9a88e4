"""The program itself, in a window of a real X server, with keys that come from outside the process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic  # noqa: TID251  (waits for another process; there is no clock to hand in)

import pytest
from PySide6.QtWidgets import QApplication

from domain.clock import Clock, SystemClock
from gui.incident_form import IncidentForm
from storage.desk import Desk
from tests.gui import desks

ROOT = Path(__file__).parents[2]
MISSING = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]

TYPED = {
    "occurred": "-40m",
    "means": "heard",
    "place": "Orikhiv",
    "kind": "mortar",
    "party": "russian military",
    "source": "Patrol 3",
    "description": "Outgoing fire, then impacts in the east of the town.",
}
"""In the order of the form; a list of suggestions opens and closes in five of them."""

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(bool(MISSING) and not os.environ.get("CI"), reason=f"needs {', '.join(MISSING)}"),
]


def wait_for(condition: Callable[[], object], what: str, seconds: float = 20) -> None:
    """Ask again until it holds."""
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, f"waited {seconds} s for {what}"
        subprocess.run(["sleep", "0.05"], check=True)


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    """A screen of its own."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as answers:
            number = answers.readline().strip()
        yield f":{number}"
        server.terminate()


class Program:
    """The running program, and keys for it."""

    def __init__(self, display: str, desk: Path, home: Path) -> None:
        self._environment = {
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(home),
            "ARMISTICE_LANGUAGE": "en",
            "LC_ALL": "C.UTF-8",
        }
        self.process = subprocess.Popen(
            [sys.executable, "main.py", str(desk)],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self._environment, capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    def windows(self, title: str) -> list[str]:
        """The ids of the windows of that title that can be seen."""
        return self.xdotool("search", "--onlyvisible", "--name", title).split()

    def find_window(self, title: str) -> str:
        """The id of the window of that title, once it is there; it is given the focus."""
        found: list[str] = []

        def look() -> bool:
            assert self.process.poll() is None, "the program has ended"
            found[:] = self.windows(title)
            return bool(found)

        wait_for(look, f"a window “{title}”")
        self.xdotool("windowfocus", "--sync", found[0])
        self.xdotool("sleep", "0.3")  # the server has given it the focus; the program must still hear of it
        return found[0]

    def key(self, *chords: str) -> None:
        self.xdotool("key", "--delay", "30", *chords)

    def type(self, text: str) -> None:
        """Faster than anybody types, and without waiting for what the window makes of it."""
        self.xdotool("type", "--delay", "8", "--", text)


def order_of_fields(clock: Clock) -> list[str]:
    """The fields of the form in the order Tab goes through them."""
    form = IncidentForm(clock)
    views = [view for view in form.views.values() if not view.isHidden()]
    return [view.spec.key for view in sorted(views, key=lambda view: (view.spec.row, view.spec.column))]


def count(path: Path) -> int:
    with Desk.open(path, clock=SystemClock(), readonly=True) as desk:
        return desk.incidents.count()


def test_the_program_logs_an_incident_and_leaves_a_sound_desk(
    qapp: QApplication, display: str, home: Path, tmp_path: Path
) -> None:
    fields = order_of_fields(SystemClock())
    path = tmp_path / "north.desk"
    desks.create(path, SystemClock()).close()
    program = Program(display, path, home)
    try:
        # nobody is on watch yet: the program asks first
        program.find_window("Who is on watch")
        program.type("AB")
        program.key("ctrl+Return")
        wait_for(lambda: not program.windows("Who is on watch"), "the dialog to close")
        program.find_window("Armistice Desk")
        program.key("ctrl+n")
        here = fields.index("occurred")
        for key, text in TYPED.items():
            program.type("\t" * (fields.index(key) - here) + text)
            here = fields.index(key)
        program.key("ctrl+s")
        wait_for(lambda: count(path) == 1, "the incident in the desk file")
        program.key("ctrl+2", "ctrl+1", "ctrl+q")
        wait_for(lambda: program.process.poll() is not None, "the program to end")
    finally:
        if program.process.poll() is None:
            program.process.kill()
        said = program.process.communicate()[0]
        sys.stderr.write(said)
    assert program.process.returncode == 0, said
    assert "Traceback" not in said
    with Desk.open(path, clock=SystemClock()) as desk:
        assert not desk.readonly
        incident = desk.incidents.page(desk.incidents.ids())[0]
        assert incident.logged_by == "AB"
        facts = incident.facts
        assert (facts.place, facts.oblast, facts.kind, facts.means) == ("Orikhiv", "UA-23", "mortar", "heard")
        assert (facts.party_alleged, facts.sources[0].name) == ("russian_military", "Patrol 3")
        assert facts.description == TYPED["description"]
        actions = [entry.action for entry in desk.journal.entries_of(incident.number)]
    assert actions == ["incident.logged"]
