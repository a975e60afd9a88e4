"""A whole session on an encrypted desk, in a program that is killed: no byte of it stands in clear."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from domain.clock import ManualClock
from domain.marking import Marking
from storage.desk import Desk
from storage.keys import Key
from storage.vault import Vault
from storage.verify import verify
from tests.builders import AUTHOR, T0, hours

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "seven storks over Orikhiv"
SECRET = "Zvirynets-7"

SESSION = """
import os, sys
from datetime import timedelta
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from domain.clock import SystemClock
from gui.application import make_window
from gui.pages import PAGE_ACTIONS
from gui.settings import Settings
from storage.exporting import export
from storage.keys import Key
from tests.gui import desks

secret, path = os.environ["SECRET"], Path(sys.argv[1])
application, clock, settings = QApplication([]), SystemClock(), Settings()
settings.set_text("author", "AB")
window = make_window(application, clock, settings)
window.show()
assert window.open_desk(path, Key.of(path, os.environ["DESK_PASS"]))
session, log = window.session, window.pages.log
for n in range(40):
    facts = desks.facts(clock, description=f"{secret} {n}", place=f"{secret} {n}")
    number = session.log_incident(facts).number
session.open_breach(number, title=secret, anchor="occurred", basis=secret)
data = secret.encode() * 90_000
session.desk.evidence.add(number, data, name=f"{secret}.txt", received_by="AB", author="AB")
session.desk.watch.note(secret, author="AB")
for name in PAGE_ACTIONS:
    window.actions_[name].trigger()
    application.processEvents()
log.find_field.setText(secret)
log.search()
log.bar.saved.keep(secret, secret)
window.actions_["new_incident"].trigger()
log.sheet.form.set_text("description", f"half typed {secret}")
log.sheet.form.set_text("kind", "mortar")
window.actions_["back_up"].trigger()

def look():
    busy = window.keeper._copying.is_busy or window.keeper._checking.is_busy
    if session.vault.names("draft/") and not busy:
        print("ready", flush=True)

timer = QTimer()
timer.timeout.connect(look)
timer.start(100)
application.exec()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_a_killed_session_leaves_nothing_in_clear_and_loses_nothing(tmp_path: Path, home: Path) -> None:
    temporary, folder = tmp_path / "tmp", tmp_path / "desk"
    temporary.mkdir()
    folder.mkdir()
    path, key = folder / "north.desk", Key.new(PASSPHRASE)
    Desk.create(
        path,
        code="NTH",
        name="Northern desk",
        marking=Marking(),
        author=AUTHOR,
        clock=ManualClock(T0),
        key=key,
    ).close()
    places = {name: str(temporary) for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR")}
    with subprocess.Popen(
        [sys.executable, "-c", SESSION, str(path)],
        cwd=ROOT,
        env={
            **os.environ,
            **places,
            "SECRET": SECRET,
            "DESK_PASS": PASSPHRASE,
            "QT_QPA_PLATFORM": "offscreen",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as session:
        assert session.stdout is not None
        first = session.stdout.readline()
        session.kill()
        _out, err = session.communicate()
        assert first == "ready\n", err
    seen = [each for root in (temporary, folder, home) for each in root.rglob("*") if each.is_file()]
    assert any(each.suffix == ".vault" for each in seen)
    assert any(each.name == "settings.ini" for each in seen)
    assert any("backups" in each.parent.name and each.suffix == ".desk" for each in seen)
    forms = [SECRET.encode(), SECRET.encode("utf-16-le"), SECRET.casefold().encode(), PASSPHRASE.encode()]
    assert [str(each) for each in seen if any(form in each.read_bytes() for form in forms)] == []
    with Desk.open(path, clock=ManualClock(T0 + hours(90_000)), key=key) as desk:
        assert desk.readonly == ""
        assert desk.incidents.count() == 40
    assert verify(path, key=key).holds
    (kept,) = (each for each in seen if each.suffix == ".vault")
    vault = Vault(kept, key)
    assert SECRET in vault.text(vault.names("draft/")[0])
    vault.close()
