"""Kills victims at random instants and judges what they left: all that was acknowledged, and nothing half."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from domain.backups import BackupName
from domain.clock import ManualClock
from storage import driver
from storage.backup import back_up
from storage.desk import Desk
from storage.desk_file import read_header
from storage.keys import Key
from storage.verify import verify
from tests.builders import T0, hours, new_desk
from tests.torture.victims import MIGRATED, PASSPHRASE, ROWS, WORKS

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 0.15
"""Seconds a victim lives after it is ready, at most."""
PAPER = 0.9
"""The same while issuing: a page has to be drawn before anything is written."""
A_DESK = 25
"""Kills one desk sees before a fresh one takes its place."""
CLOCK = ManualClock(T0 + hours(7))


@dataclass
class Tally:
    """What was done and what came of it."""

    kills: Counter[str] = field(default_factory=Counter)
    acknowledged: Counter[str] = field(default_factory=Counter)
    half_done: int = 0
    """Kills that hit in the middle of something: the proof that the instants were worth it."""


def torture(folder: Path, kills: int, seed: int) -> Tally:
    """So many kills, the works in turn; the same seed gives the same instants. Raises `AssertionError`.

    Every second desk is encrypted, and then no word of an incident stands in clear in what a kill leaves.
    """
    random, tally = Random(seed), Tally()
    seal = Key.new(PASSPHRASE)
    works = list(WORKS)
    for kill in range(kills):
        nest = folder / f"desk-{kill // A_DESK}"
        key = seal if kill // A_DESK % 2 else None
        if not nest.exists():
            nest.mkdir(parents=True)
            new_desk(nest, key=key).close()
            shutil.rmtree(folder / f"desk-{kill // A_DESK - 1}", ignore_errors=True)
        work = works[kill % len(works)]
        path = nest / "north.desk"
        if work == "migrating":
            path = Path(shutil.copy(path, nest / f"old-{kill}.desk"))
        said = _kill(
            work, path, f"{seed}-{kill}", random.random() * (PAPER if work == "issuing" else LONGEST)
        )
        tally.kills[work] += 1
        tally.acknowledged[work] += len(said)
        assert key is None or not in_clear(nest), f"{work} left in clear: {in_clear(nest)}"
        tally.half_done += judge(work, path, said, key)
    return tally


def in_clear(nest: Path) -> list[str]:
    """Files that show a word of an incident; a page that was put out may."""
    files = [each for each in nest.rglob("*") if each.is_file() and "sheet-" not in each.name]
    return [each.name for each in files if b"Orikhiv" in each.read_bytes()]


def _kill(work: str, path: Path, seed: str, after: float) -> list[str]:
    """Let a victim work so many seconds, kill it, and give the lines it said."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.torture.victims", work, str(path), seed],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as victim:
        assert victim.stdout is not None
        first = victim.stdout.readline()
        assert first == "ready\n", victim.communicate()[1]
        try:
            victim.wait(timeout=after)
        except subprocess.TimeoutExpired:
            os.kill(victim.pid, signal.SIGKILL)
        out, err = victim.communicate()
        assert victim.returncode == -signal.SIGKILL, err
    lines = out.split("\n")
    return lines[:-1]  # a line that was cut off was not acknowledged


def judge(work: str, path: Path, said: Sequence[str], key: Key | None = None) -> bool:
    """Raises `AssertionError`. Gives whether the end came in the middle of something."""
    log_left = driver.write_ahead_log(path)
    if work == "migrating":
        return _judge_migration(path, said, key)
    words = [word for line in said for word in line.split()]
    with Desk.open(path, clock=CLOCK, key=key) as desk:
        assert desk.readonly == "", f"the next open needs help: {desk.readonly} {desk.damaged}"
        there = {i.number for i in desk.incidents.page(desk.incidents.ids())}
        there |= {case.breach.number for case in desk.breaches.open_cases()}
        issued = {saved.serial: saved.sha256 for saved in desk.briefings.saved(limit=10**6)}
        assert {word for word in words if word.startswith(("CV-", "BR-"))} <= there, "an entry is gone"
        assert {word for word in words if word.startswith("BRF-")} <= issued.keys(), "a briefing is gone"
        rows = desk._connection.execute(
            "SELECT count(*) FROM incident WHERE fingerprint IS NOT NULL"
        ).fetchone()
        assert rows[0] % ROWS == 0, "half an import"
    found = verify(path, key=key)
    assert found.holds, found.problems
    return _judge_backups(path, words, key) or _judge_pages(path, issued) or log_left


def _judge_backups(path: Path, words: list[str], key: Key | None) -> bool:
    folders = list(path.parent.glob(f"{path.stem}-*-backups"))
    left = [each for folder in folders for each in folder.iterdir() if BackupName.read(each.name) is None]
    said = [Path(word) for word in words if word.endswith(".desk")]
    if said and not said[-1].exists():
        assert _is_rotated(said[-1]), "an acknowledged file is gone"
    elif said:
        assert verify(said[-1], key=key).holds
    for each in (each for folder in folders for each in folder.glob("*.desk")):
        if each in said[-2:] or each.stat().st_mtime_ns == max(
            other.stat().st_mtime_ns for other in each.parent.glob("*.desk")
        ):
            assert verify(each, key=key).holds, f"{each.name} has the name of a backup and does not hold"
    if left:
        made = back_up(path, path.parent, now=CLOCK.now(), key=key)
        assert not [each for each in made.path.parent.iterdir() if BackupName.read(each.name) is None]
    return bool(left)


def _is_rotated(path: Path) -> bool:
    """Whether a later backup took the place of this one before anybody could be told of it."""
    named = [name for each in path.parent.iterdir() if (name := BackupName.read(each.name))]
    this = BackupName.read(path.name)
    return this is not None and any(other.at > this.at for other in named)


def _judge_pages(path: Path, issued: dict[str, str]) -> bool:
    """A serial is never given to a page that is not there; a page without its serial was not acknowledged."""
    pages = {hashlib.sha256(each.read_bytes()).hexdigest() for each in path.parent.glob("sheet-*.pdf")}
    assert set(issued.values()) <= pages, "a serial was given to a page that is not there"
    return len(pages) > len(issued) or any(path.parent.glob(".sheet-*.part"))


def _judge_migration(path: Path, said: Sequence[str], key: Key | None) -> bool:
    """Old and whole, or new and whole; never between."""
    old = read_header(path, key).version
    connection = driver.connect(path, key=key)  # as the next open does, this recovers the file
    try:
        now = int(connection.execute("PRAGMA user_version").fetchone()[0])
        tables = connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'invented'").fetchone()
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        if tables[0]:
            assert connection.execute("SELECT count(*) FROM invented").fetchone()[0] == MIGRATED
    finally:
        connection.close()
    copies = list(path.parent.glob(f"{path.stem}.format-*{path.suffix}"))
    if tables[0]:
        assert copies, "changed without a copy"
    else:
        assert not said, "an acknowledged change is gone"
        assert verify(path, key=key).holds
    for copy in copies:
        assert verify(copy, key=key).holds, "the copy made first does not hold"
    assert (now > old) == bool(tables[0]) or now == old
    return not said
